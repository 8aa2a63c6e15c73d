//! Connections: accepting them, within limits, until the process is told to stop.

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use crate::startup::StartError;

/// How many connections are served at once; more wait to be accepted.
const CONNECTIONS: usize = 1024;

/// How long a connection may take to send a request's headers, the time between two requests included.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// How many headers a request may have.
const MAX_HEADERS: usize = 100;

/// How many bytes a request's first line and its headers may have together, give or take what is read at once. What is longer is answered 431, and an address
/// that is longer 414, by the HTTP library itself, without a body.
const MAX_HEAD: usize = 64 * 1024;

/// How long requests that are under way may take to finish once the server stops.
const GRACE: Duration = Duration::from_secs(30);

/// How long to wait when no connection can be accepted, because files have run out for example.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// Listens on that address.
///
/// # Errors
/// Why it can't be had.
pub async fn bind(address: &str) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| {
        StartError(match error.kind() {
            ErrorKind::AddrInUse => {
                format!("{address} is in use by another program: stop that one, or choose another port with --listen.")
            }
            ErrorKind::AddrNotAvailable => {
                format!("{address} is no address of this machine: choose another with --listen.")
            }
            ErrorKind::PermissionDenied => {
                format!("This user may not listen on {address}: choose a port from 1024 with --listen.")
            }
            _ => format!("The server can't listen on {address} ({error}): give --listen ADDRESS:PORT."),
        })
    })
}

/// Serves connections until `stop` is ready, then finishes the requests that are under way.
pub async fn serve(listener: TcpListener, app: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, (stream, peer)) = tokio::select! {
            () = &mut stop => break,
            accepted = accepted => match accepted {
                (Ok(permit), Ok(connection)) => (permit, connection),
                (_, Err(error)) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
                (Err(_), _) => break,
            },
        };
        let connection = connection(stream, peer, app.clone());
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%peer, %error, "a connection ended early");
            }
            drop(permit);
        });
    }
    drop(listener);
    tracing::info!("stopping");
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way and have been cut off");
    }
}

type Served = http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Handler>>;
type Handler = tower::util::BoxCloneService<
    hyper::Request<hyper::body::Incoming>,
    axum::response::Response,
    std::convert::Infallible,
>;

fn connection(stream: TcpStream, peer: SocketAddr, app: Router) -> Served {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection will be a little slower");
    }
    let handler = app.map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(axum::body::Body::new)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD)
        .serve_connection(
            TokioIo::new(stream),
            TowerToHyperService::new(Handler::new(handler)),
        )
}

/// Ready as soon as the process is told to stop, by Ctrl-C or a service manager. It listens from now on, not from when it is
/// first waited for: whoever is told that the server runs may stop it at once.
pub fn stop_signal() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let (interrupt, terminate) = {
        use tokio::signal::unix::SignalKind;
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    };
    #[cfg(not(unix))]
    let (interrupt, terminate) = (
        async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        },
        std::future::pending::<()>(),
    );
    async {
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
        }
    }
}

/// Ready when the signal comes, from now on.
#[cfg(unix)]
fn signal(kind: tokio::signal::unix::SignalKind) -> impl Future<Output = ()> {
    let registered = tokio::signal::unix::signal(kind);
    async {
        match registered {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "a signal won't stop the server");
                std::future::pending::<()>().await;
            }
        }
    }
}
