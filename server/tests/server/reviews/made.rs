//! Personal reviews, as people write them.

use crate::{app::TestApp, surveys::made};
use jiff::{SignedDuration, civil::Date};
use store::{
    access::{self, Actor, AskedPeer, Holder},
    demo::person_id,
    outbox::Mail,
    review::{self, Wanted, Who},
};
use waymark::{
    CycleId,
    questionnaire::Slug,
    review::{Dates, Edit, ReviewKey, Slot},
};

/// After so long a peer may be reminded, and an hour more.
pub const A_DAY: SignedDuration = SignedDuration::from_hours(25);

pub async fn actor(app: &TestApp, name: &str) -> Actor {
    access::actor(&app.store, person_id(name)).await.expect("reads").expect("active")
}

/// A review of somebody, all whose dates are this day.
pub async fn launched(app: &TestApp, name: &str, cycle: CycleId, back: Option<CycleId>, day: Date) -> ReviewKey {
    let wanted = Wanted {
        cycle,
        questionnaire: Slug::new("personal-review").expect("an id"),
        dates: Dates { prepare: day, share: day, talk: day, sign: day },
        back,
        who: Who::People([person_id(name)].into()),
    };
    review::launch(&app.store, &made::administrator(app).await, &Mail::none(), &wanted).await.expect("launched");
    ReviewKey { cycle, person: person_id(name) }
}

/// The permission of a side.
pub async fn holder(app: &TestApp, name: &str, key: ReviewKey) -> Holder {
    let found = review::find(&app.store, key).await.expect("reads").expect("there");
    access::holder(&actor(app, name).await, &found).expect("they hold it")
}

async fn peer(app: &TestApp, name: &str, key: ReviewKey) -> AskedPeer {
    let found = review::find(&app.store, key).await.expect("reads").expect("there");
    access::asked_peer(&actor(app, name).await, &found).expect("they were asked")
}

/// These words in a field that nobody wrote before.
pub fn edit(slot: Slot, words: &str) -> Edit {
    Edit { slot, text: words.to_owned(), seen: 0, pen: None }
}

/// Writes all that has to be written, and a little more.
pub async fn written(app: &TestApp, name: &str, key: ReviewKey, words: &str) {
    let answer = |id: &str| edit(Slot::Answer(Slug::new(id).expect("an id")), words);
    let edits = ["achievements-best", "improvement-areas", "learned"].map(answer);
    review::save(&app.store, &holder(app, name, key).await, &edits).await.expect("saved");
}

/// Shares what was written.
pub async fn shared(app: &TestApp, name: &str, key: ReviewKey) {
    review::share(&app.store, &holder(app, name, key).await).await.expect("shared");
}

/// Asks a peer.
pub async fn asked(app: &TestApp, by: &str, key: ReviewKey, peer: &str, open: bool, about: &str) {
    let holder = holder(app, by, key).await;
    review::ask(&app.store, &holder, &Mail::none(), person_id(peer), open, about).await.expect("asked");
}

/// A peer begins to write.
pub async fn input(app: &TestApp, name: &str, key: ReviewKey, words: &str) {
    review::save_input(&app.store, &peer(app, name, key).await, &[edit(Slot::Keep, words)]).await.expect("saved");
}

/// A peer gives what they wrote.
pub async fn given(app: &TestApp, name: &str, key: ReviewKey) {
    review::give(&app.store, &peer(app, name, key).await).await.expect("given");
}
