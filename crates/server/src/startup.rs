//! From options to a server that listens.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use tracing_subscriber::Layer as _;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::cli::{LogFormat, Serve};
use crate::domain::api_level::ApiLevel;
use crate::domain::clock::SystemClock;
use crate::domain::random::SystemRandom;
use crate::first_start;
use crate::http::{AppState, Assets, Options, app, metrics_app};
use crate::listen::{self, Connections};
use crate::storage::{StorageError, Store};

/// Why the server can't start: a sentence that names the cause, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StartError(pub String);

impl From<StorageError> for StartError {
    fn from(error: StorageError) -> Self {
        Self(format!("The database failed: {error}."))
    }
}

/// How many files may be open: all connections there can be, the database's, and some to spare.
const OPEN_FILES: u64 = 4096;

/// How long sessions that have ended are kept.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// Serves until the process is told to stop.
///
/// # Errors
/// Why the server can't start.
pub fn run(options: Serve) -> Result<(), StartError> {
    let colours = io::IsTerminal::is_terminal(&io::stderr());
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(colours);
    let lines = match options.log_format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    tracing_subscriber::registry()
        .with(lines)
        .with(options.log.clone())
        .init();
    // A connection is a file, as are those of the database. Shells and service managers allow a thousand of them, and more if asked.
    if let Err(error) = rlimit::increase_nofile_limit(OPEN_FILES) {
        tracing::warn!(%error, "there may be fewer connections at once than the server could serve");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| StartError(format!("The server can't start: {error}.")))?;
    let result = runtime.block_on(serve(options));
    // What still runs on other threads, such as a directory that hangs, is not waited for.
    runtime.shutdown_background();
    result
}

async fn serve(options: Serve) -> Result<(), StartError> {
    let assets = assets(&options)?;
    // The port comes first: if another server has it, then nothing has been created yet.
    let listener = listen::bind(&options.listen, "--listen").await?;
    let metrics = match &options.metrics {
        Some(address) => Some(listen::bind(address, "--metrics").await?),
        None => None,
    };
    let address = listener
        .local_addr()
        .map_err(|error| StartError(format!("The server can't tell its own address: {error}.")))?;
    let store = Store::open(&options.database)
        .await
        .map_err(|error| StartError(error.explain(&options.database)))?;
    let (clock, random) = (Arc::new(SystemClock::default()), Arc::new(SystemRandom));
    first_start::prepare(&store, &options, &*clock, &*random).await?;
    let state = AppState::new(
        store.clone(),
        clock,
        random,
        Options {
            session_lifetime: options.session_lifetime,
            session_limit: options.session_limit,
            basic_auth: !options.no_basic_auth,
            api_level: api_level(&options),
            trusted_proxies: options.trusted_proxy.clone(),
            cors_origins: options.cors_origin,
            assets,
            base_path: options.base_path,
            ..Options::default()
        },
    )
    .await
    .map_err(|error| StartError(format!("The server can't start: {error}.")))?;

    let [stop, stop_at_once] = listen::stop_signals()
        .map_err(|error| StartError(format!("The server couldn't be told to stop: {error}.")))?;
    // One for both addresses: a connection of either takes files from the other.
    let connections = Connections::default();
    if let Some(metrics) = metrics {
        let address = metrics
            .local_addr()
            .map_err(|error| StartError(format!("The server can't tell its own address: {error}.")))?;
        say(&format!("What is counted is at http://{address}/metrics"))?;
        let served = listen::serve(
            metrics,
            metrics_app(state.clone()),
            &[],
            connections.clone(),
            std::future::pending(),
        );
        tokio::spawn(served);
    }
    say(&format!("Nodeum Admin listens on http://{address}"))?;
    tokio::spawn(forget_ended_sessions(state.clone()));
    let served = async {
        let app = app(state.clone());
        listen::serve(listener, app, &options.trusted_proxy, connections, stop).await;
        state.finish().await;
        store.close().await;
        tracing::info!("stopped");
    };
    tokio::select! {
        () = served => {}
        () = stop_at_once => tracing::warn!("stopped at once: what was under way is lost"),
    }
    Ok(())
}

/// Forgets sessions that have ended, for as long as the server runs.
async fn forget_ended_sessions(state: AppState) {
    loop {
        if let Err(cause) = state.forget_ended_sessions().await {
            tracing::warn!(%cause, "sessions that have ended could not be forgotten");
        }
        tokio::time::sleep(FORGET_EVERY).await;
    }
}

fn api_level(options: &Serve) -> ApiLevel {
    match (options.strict, options.minimal) {
        (_, true) => ApiLevel::Minimal,
        (true, false) => ApiLevel::Published,
        (false, false) => ApiLevel::Extended,
    }
}

fn assets(options: &Serve) -> Result<Assets, StartError> {
    let Some(folder) = &options.app_dir else {
        return Ok(Assets::built_in());
    };
    if !folder.join("index.html").is_file() {
        return Err(StartError(format!(
            "{} holds no index.html: build the console first, or name its folder with --app-dir.",
            folder.display()
        )));
    }
    Ok(Assets::Folder(folder.clone()))
}

/// Writes a line to standard output, which a person or a program waits for. The log goes elsewhere.
///
/// # Errors
/// Nobody can read it.
pub(crate) fn say(text: &str) -> Result<(), StartError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| {
        StartError(format!("Standard output can't be written to ({error}): let it go to a terminal, a file or the journal."))
    })
}
