//! Transactions: one text of statements, sent at once, tried again when somebody else was faster.

use crate::{Failed, Store, StoreError, live::Ended};
use rand::Rng;
use std::{convert::Infallible, future::Future, time::Duration};
use surrealdb::{
    IndexedResults,
    types::{QueryError, SurrealValue, Variables},
};

/// How often a transaction is built anew before its conflict becomes an error.
const ATTEMPTS: u32 = 30;

/// The statements of one transaction and their values.
#[derive(Default)]
pub(crate) struct Work {
    statements: String,
    values: Variables,
    parts: usize,
    ended: Vec<Ended>,
}

impl Work {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Whether there is nothing to commit.
    pub(crate) fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// A number that no other part of this transaction has, to keep its names apart.
    pub(crate) fn part(&mut self) -> usize {
        self.parts += 1;
        self.parts
    }

    /// Adds a statement, without its semicolon.
    pub(crate) fn add(&mut self, statement: &str) -> &mut Self {
        self.statements.push_str(statement);
        self.statements.push_str(";\n");
        self
    }

    /// Those who watch are told that these sessions ended before their time.
    pub(crate) fn ends(&mut self, ended: impl IntoIterator<Item = Ended>) -> &mut Self {
        self.ended.extend(ended);
        self
    }

    /// Gives a name in the statements its value. Names are the caller's to keep apart.
    pub(crate) fn bind(&mut self, name: &str, value: impl SurrealValue) -> &mut Self {
        debug_assert!(self.values.get(name).is_none(), "two values for ${name} in one transaction");
        self.values.insert(name, value);
        self
    }
}

/// One named value for a query; more are inserted.
pub(crate) fn with(name: &str, value: impl SurrealValue) -> Variables {
    let mut values = Variables::new();
    values.insert(name, value);
    values
}

impl Store {
    /// Runs one statement or several that only read.
    pub(crate) async fn read(&self, statements: &str, values: Variables) -> Result<IndexedResults, StoreError> {
        finished(self.db().query(statements).bind(values).await?)
    }

    /// Commits `work` once: all of it or nothing.
    pub(crate) async fn commit(&self, work: Work) -> Result<(), StoreError> {
        if work.is_empty() {
            return Ok(());
        }
        let text = format!("BEGIN;\n{}COMMIT;", work.statements);
        let store = self.clone();
        // Apart from who asks: a commit goes on when whoever asked gives up, and it is under way until it is over.
        let committing = tokio::spawn(async move {
            let _under_way = store.commits().begin();
            let answer = store.db().query(text).bind(work.values).await;
            // Whatever the answer: it may have got through all the same.
            store.news().sessions_ended(work.ended);
            finished(answer?).map(drop)
        });
        committing.await.map_err(|error| StoreError::new(error.to_string()))?
    }

    /// Commits what may be committed more than once, again when it conflicted with another.
    pub(crate) async fn write(&self, build: impl Fn(&mut Work)) -> Result<(), StoreError> {
        let written: Result<(), Failed<Infallible>> = self
            .transact(|| async {
                let mut work = Work::new();
                build(&mut work);
                Ok((work, ()))
            })
            .await;
        written.map_err(|failed| match failed {
            Failed::Store(error) => error,
            Failed::Refused(never) => match never {},
        })
    }

    /// Builds a transaction and commits it, and does both again when it conflicted with another.
    ///
    /// `build` reads what it needs, decides, and returns the work with what the caller gets after the commit. It must not
    /// do anything else: it may run more than once.
    ///
    /// # Errors
    ///
    /// A refusal of `build`, at once; or the store's error, when it is no conflict or conflicts do not end.
    pub(crate) async fn transact<T, R, Building>(&self, build: impl Fn() -> Building) -> Result<T, Failed<R>>
    where
        Building: Future<Output = Result<(Work, T), Failed<R>>>,
    {
        let mut attempt = 0;
        loop {
            let (work, value) = build().await?;
            match self.commit(work).await {
                Ok(()) => return Ok(value),
                Err(error) if error.may_retry() && attempt < ATTEMPTS => {
                    attempt += 1;
                    tracing::debug!(attempt, %error, "conflict");
                    let most = 500 << attempt.min(7);
                    let wait = rand::rng().random_range(0..most);
                    tokio::time::sleep(Duration::from_micros(wait)).await;
                }
                Err(error) => return Err(Failed::Store(error)),
            }
        }
    }
}

/// `Ok` from the query is not success: each statement carries its own result. The first real error speaks for all.
fn finished(mut results: IndexedResults) -> Result<IndexedResults, StoreError> {
    let errors = results.take_errors();
    let mut numbered: Vec<_> = errors.into_iter().collect();
    numbered.sort_by_key(|(statement, _)| *statement);
    let bystander =
        |error: &surrealdb::Error| matches!(error.query_details(), Some(QueryError::NotExecuted | QueryError::Cancelled));
    let real = numbered.iter().position(|(_, error)| !bystander(error)).unwrap_or(0);
    if numbered.is_empty() { Ok(results) } else { Err(numbered.swap_remove(real).1.into()) }
}
