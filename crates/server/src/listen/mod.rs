//! Connections: accepting them, within limits, until the process is told to stop.

mod connections;

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::HeaderValue;
use axum::http::header::CONNECTION;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

pub use self::connections::Connections;
use self::connections::{Activity, WatchedBody};
use crate::domain::client_network::client_network;
use crate::http::Network;
use crate::startup::StartError;

/// How long a connection may take to send a request's headers, the time between two requests included.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a client may take nothing of an answer.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// How many headers a request may have.
const MAX_HEADERS: usize = 100;

/// How many bytes a request's first line and its headers may have together, give or take what is read at once. What is longer is answered 431, and an address
/// that is longer 414, by the HTTP library itself, without a body.
const MAX_HEAD: usize = 64 * 1024;

/// How long requests that are under way may take to finish once the server stops.
const GRACE: Duration = Duration::from_secs(30);

/// How long to wait for a connection that is cut off to end.
const CUT_OFF_PAUSE: Duration = Duration::from_millis(5);

/// How long to wait when no connection can be accepted, nor any be cut off.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// Listens on that address.
///
/// # Errors
/// Why it can't be had.
pub async fn bind(address: &str, option: &str) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| {
        StartError(match error.kind() {
            ErrorKind::AddrInUse => {
                format!("{address} is in use by another program: stop that one, or choose another port with {option}.")
            }
            ErrorKind::AddrNotAvailable => {
                format!("{address} is no address of this machine: choose another with {option}.")
            }
            ErrorKind::PermissionDenied => {
                format!("This user may not listen on {address}: choose a port from 1024 with {option}.")
            }
            _ => format!("The server can't listen on {address} ({error}): give {option} ADDRESS:PORT."),
        })
    })
}

/// Serves connections until `stop` is ready, then finishes the requests that are under way. Connections are counted by address,
/// except those of this machine and of proxies that are `trusted`: behind these are many. Whoever serves at several addresses has one
/// `connections` for all.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    trusted: &[Network],
    connections: Connections,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(connection) => connection,
                // It is that connection's own: its client is gone already.
                Err(error) if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
                ) => continue,
                Err(error) => {
                    // Mostly files have run out: one connection less is one file more, as soon as it has ended.
                    let pause = if connections.cut_off_one() { CUT_OFF_PAUSE } else { ACCEPT_PAUSE };
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(pause).await;
                    continue;
                }
            },
        };
        let address = peer.ip().to_canonical();
        let is_proxy = address.is_loopback() || trusted.iter().any(|network| network.contains(address));
        let Some(guard) = connections.admit((!is_proxy).then(|| client_network(address))) else {
            tracing::warn!(%peer, "a connection was refused: all are at work");
            continue;
        };
        let watched = graceful.watch(connection(stream, peer, app.clone(), guard.activity.clone()));
        tokio::spawn(async move {
            let mut watched = std::pin::pin!(watched);
            loop {
                tokio::select! {
                    ended = &mut watched => return log_end(peer, ended),
                    () = guard.cut_off() => {}
                }
                if !guard.may_finish() {
                    return tracing::debug!(%peer, "a connection made room for another");
                }
            }
        });
    }
    drop(listener);
    tracing::info!("stopping");
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way and have been cut off");
    }
}

fn log_end(peer: SocketAddr, ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "a connection ended early");
    }
}

type Served = http1::Connection<TokioIo<Pin<Box<TimeoutStream<TcpStream>>>>, TowerToHyperService<Handler>>;
type Handler = tower::util::BoxCloneService<
    hyper::Request<hyper::body::Incoming>,
    axum::response::Response,
    std::convert::Infallible,
>;

fn connection(stream: TcpStream, peer: SocketAddr, app: Router, activity: Activity) -> Served {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection will be a little slower");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_TIMEOUT));
    let answered = activity.clone();
    let handler = app
        .map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
            activity.request_started();
            request.extensions_mut().insert(ConnectInfo(peer));
            let activity = activity.clone();
            request.map(|body| Body::new(WatchedBody { body, activity }))
        })
        .map_response(move |mut response: axum::response::Response| {
            if answered.response_ready() {
                response
                    .headers_mut()
                    .insert(CONNECTION, HeaderValue::from_static("close"));
            }
            response
        });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD)
        .serve_connection(
            TokioIo::new(Box::pin(stream)),
            TowerToHyperService::new(Handler::new(handler)),
        )
}

/// The first and the second time that the process is told to stop, by Ctrl-C or a service manager. It listens from now on, not from
/// when they are first waited for: whoever is told that the server runs may stop it at once.
///
/// # Errors
/// The system lets nobody listen.
pub fn stop_signals() -> std::io::Result<[impl Future<Output = ()>; 2]> {
    #[cfg(unix)]
    let (mut interrupt, mut terminate) = {
        use tokio::signal::unix::{SignalKind, signal};
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
    };
    let told = [(); 2].map(|()| Arc::new(Notify::new()));
    let stops = told.clone().map(|told| async move { told.notified().await });
    tokio::spawn(async move {
        for told in told {
            #[cfg(unix)]
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            #[cfg(not(unix))]
            if tokio::signal::ctrl_c().await.is_err() {
                return;
            }
            told.notify_one();
        }
    });
    Ok(stops)
}
