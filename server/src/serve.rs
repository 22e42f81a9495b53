//! Serving: from the configuration to a listening program, and an orderly end.

use crate::{
    assets,
    config::Config,
    connections::{self, Bounds},
    health::Metrics,
    jobs::Jobs,
    mail::Post,
    router,
    socket::Socket,
};
use app::{limits::Limits, live::Hub, server::Server};
use std::{fmt::Write as _, future::Future, io::Write as _, net::SocketAddr, sync::Arc, time::Duration};
use store::{Clock, Store, demo, demo::Demo, link, make_private, outbox::Mail, password::Hasher, person};
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::watch,
    task::JoinHandle,
};

/// How long requests under way may take after the program was told to end. With what follows it stays under 5 seconds.
const GRACE: Duration = Duration::from_millis(3500);

/// The program, ready to serve.
pub struct Program {
    /// What it answers.
    pub routes: router::Routes,
    /// The runner of jobs.
    pub jobs: Jobs,
    /// The database.
    pub store: Store,
    /// The numbers.
    pub metrics: Metrics,
    /// Where those who watch meet what happens.
    pub live: Hub,
    /// The public address.
    pub base: String,
}

/// Puts the program together around an open store.
pub fn program(config: &Config, store: Store, hasher: Hasher, post: Option<Post>, listening: SocketAddr) -> Program {
    let base = config.base(listening);
    let mail = if post.is_some() { Mail::from(&base) } else { Mail::none() };
    // The rest is for those who only load pages, and for what pages send.
    let live = Hub::new(Bounds::of_this_process().at_once / 4 * 3);
    let server = Server {
        live: live.clone(),
        store: store.clone(),
        hasher,
        mail: mail.clone(),
        limits: Arc::new(Limits::new(config.sign_in_tries)),
        assets: Arc::new(assets::names()),
        url: config.url.as_deref().map(Arc::from),
    };
    let metrics = Metrics::start(config.metrics_token.as_deref());
    let routes = router::router(router::Parts {
        server,
        metrics: metrics.clone(),
        is_https: config.is_https(),
        trusted_proxies: config.trusted_proxies.clone().into(),
    });
    Program { routes, jobs: Jobs { store: store.clone(), post, mail }, store, metrics, live, base }
}

/// Serves until the program is told to end (SIGTERM, Ctrl-C).
///
/// # Errors
///
/// A sentence about what kept it from serving.
pub async fn serve(config: Config, demo: Option<Demo>) -> Result<(), String> {
    make_private(&config.data).map_err(|error| format!("The data folder {} cannot be made: {error}.", config.data.display()))?;
    // What can be refused comes before the database is opened: then nothing was changed.
    let post = Post::from(&config.mail, &config.mail_from)?;
    let socket = Socket::bind(&config.socket()).await?;
    let listener = listen(config.addr).map_err(|error| format!("Cannot listen on {}: {error}.", config.addr))?;
    let listening = listener.local_addr().map_err(|error| error.to_string())?;
    let clock = config.clock.map_or_else(Clock::machine, Clock::from);
    let store = Store::open(&config.database(), clock).await.map_err(|error| error.to_string())?;
    let hasher = Hasher::new(std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 4));
    if let Some(kind) = demo {
        demo::found_when_empty(&store, &hasher, kind)
            .await
            .map_err(|error| format!("The demo company could not be founded: {error}."))?;
    }
    let program = program(&config, store, hasher, post, listening);
    let (stop, stopping) = watch::channel(false);
    let mut tasks = vec![
        tokio::spawn(socket.answer(program.store.clone(), config.database(), program.base.clone(), stopping.clone())),
        tokio::spawn(program.jobs.run(stopping.clone())),
    ];
    let numbers = tokio::spawn(program.metrics.keep_up());
    let telling = {
        let (live, store) = (program.live.clone(), program.store.clone());
        tokio::spawn(async move { live.run(&store).await })
    };
    say_hello(&config, &program.store, &program.base, demo.is_some()).await?;

    let serving = connections::serve(listener, program.routes.router, Bounds::of_this_process(), stopping);
    tasks.push(tokio::spawn(serving));
    told_to_end().await;
    tracing::info!("ending: no new connections, finishing what is under way");
    // First what never ends by itself.
    program.live.close();
    telling.abort();
    let _ = stop.send(true);
    numbers.abort();
    finish(tasks).await;
    program.store.close().await;
    tracing::info!("ended");
    Ok(())
}

/// How many connections wait to be taken on: all who watched come back at once when the program begins again, and who finds no place waits a second, then
/// two, four, eight. The system may allow fewer.
const WAITING: u32 = 4096;

fn listen(addr: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if addr.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // As every server: its address is free again at once when it has ended.
    socket.set_reuseaddr(true)?;
    socket.bind(addr)?;
    socket.listen(WAITING)
}

/// Waits for what is under way, but not for ever.
async fn finish(mut tasks: Vec<JoinHandle<()>>) {
    let all = async {
        for task in &mut tasks {
            let _ = task.await;
        }
    };
    if tokio::time::timeout(GRACE, all).await.is_err() {
        tracing::warn!("some requests took too long and are cut off");
        for task in &tasks {
            task.abort();
        }
    }
}

fn told_to_end() -> impl Future<Output = ()> {
    let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    async move {
        let ctrl_c = tokio::signal::ctrl_c();
        match terminate {
            Ok(mut terminate) => tokio::select! {
                _ = terminate.recv() => {}
                _ = ctrl_c => {}
            },
            Err(_) => {
                let _ = ctrl_c.await;
            }
        }
    }
}

/// Prints where it serves and how to get in.
async fn say_hello(config: &Config, store: &Store, base: &str, is_demo: bool) -> Result<(), String> {
    let mut text = format!("Waymark serves {base}\n");
    if !assets::are_there() {
        text.push_str("\nThe browser's half is missing: pages work without it, but plainly. `cargo xtask build` makes it.\n");
    }
    if is_demo {
        text.push_str("\nSign in as one of these; the password of all is: ");
        text.push_str(demo::PASSWORD);
        text.push_str("\n\n");
        for (role, email) in demo::ACCOUNTS {
            let _ = writeln!(text, "    {role:<14} {email}");
        }
        if !config.addr.ip().is_loopback() {
            text.push_str(
                "\nAnybody who reaches this machine can read these passwords in Waymark's source. Put nothing of yours here.\n",
            );
        }
    } else if !person::has_administrator(store).await.map_err(|error| error.to_string())? {
        let link = link::first_administrator(store).await.map_err(|error| error.to_string())?;
        let _ = writeln!(
            text,
            "\nNobody can sign in yet. Open this link to become the first administrator (it works once, for 24 hours):\n\n    {base}{}",
            link.path()
        );
    }
    // An empty line ends it: whoever starts the program for a test knows then that all is said.
    text.push('\n');
    let mut out = std::io::stdout().lock();
    // Nobody may be listening; the program serves all the same.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    Ok(())
}
