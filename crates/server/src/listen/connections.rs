//! Which connections there are: so many at once, and of one address fewer. Whoever comes when there is no room takes the place of
//! whoever has kept the server waiting for longest, and so nobody stops it by holding connections open.

use std::collections::HashMap;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::sync::Notify;

/// How many connections are served at once.
const ALL: usize = 1024;

/// How many of them may come from one address.
const OF_ONE_ADDRESS: usize = 128;

/// All connections that are served.
#[derive(Clone, Default)]
pub struct Connections(Arc<Mutex<Table>>);

#[derive(Default)]
struct Table {
    open: HashMap<u64, Entry>,
    next: u64,
}

struct Entry {
    address: Option<IpAddr>,
    activity: Activity,
    cut_off: Arc<Notify>,
    /// Whether it has been told to end, and so has no place any more.
    is_ending: bool,
}

/// A connection that is served, and counts until this is dropped.
pub(super) struct ConnectionGuard {
    connections: Connections,
    number: u64,
    /// What it is doing.
    pub(super) activity: Activity,
    cut_off: Arc<Notify>,
}

impl Connections {
    /// A place for one more connection. `address` is the client's [network](crate::domain::client_network), if the client is at the
    /// other end, and not a proxy for many.
    /// Nothing if all are taken by requests that the server is at work on.
    pub(super) fn admit(&self, address: Option<IpAddr>) -> Option<ConnectionGuard> {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(address) = address {
            table.make_room(OF_ONE_ADDRESS, |entry| entry.address == Some(address))?;
        }
        table.make_room(ALL, |_| true)?;
        let (number, activity, cut_off) = (table.next, Activity::default(), Arc::new(Notify::new()));
        table.next += 1;
        let entry = Entry {
            address,
            activity: activity.clone(),
            cut_off: Arc::clone(&cut_off),
            is_ending: false,
        };
        table.open.insert(number, entry);
        Some(ConnectionGuard {
            connections: self.clone(),
            number,
            activity,
            cut_off,
        })
    }

    /// Cuts off the connection that has been waited for longest, for whatever else a place is needed. `false` if there is none.
    pub(super) fn cut_off_one(&self) -> bool {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        table.cut_off_one(|_| true).is_some()
    }
}

impl Table {
    /// Nothing if there are `most` of these already, and none that can be cut off.
    fn make_room(&mut self, most: usize, counts: impl Fn(&Entry) -> bool) -> Option<()> {
        let has_place = |entry: &&Entry| !entry.is_ending && counts(entry);
        if self.open.values().filter(has_place).count() < most {
            return Some(());
        }
        self.cut_off_one(counts)
    }

    fn cut_off_one(&mut self, counts: impl Fn(&Entry) -> bool) -> Option<()> {
        let has_place = |(_, entry): &(&u64, &Entry)| !entry.is_ending && counts(entry);
        let waited_for = self.open.iter().filter(has_place);
        let waited_for =
            waited_for.filter_map(|(number, entry)| Some((entry.activity.waiting_since()?, *number)));
        let (_, number) = waited_for.min()?;
        let entry = self.open.get_mut(&number)?;
        entry.is_ending = true;
        entry.cut_off.notify_one();
        Some(())
    }
}

impl ConnectionGuard {
    /// Ready when the place is needed for another.
    pub(super) async fn cut_off(&self) {
        self.cut_off.notified().await;
    }

    /// Whether a request has come just before the connection was cut off. It is answered, and is the last one; a client that doesn't
    /// take the answer is cut off like any other.
    pub(super) fn may_finish(&self) -> bool {
        let may_finish = self.activity.is_last();
        if may_finish {
            let mut table = self.connections.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(entry) = table.open.get_mut(&self.number) {
                entry.is_ending = false;
            }
        }
        may_finish
    }
}

impl Drop for ConnectionGuard {
    fn drop(&mut self) {
        let mut table = self.connections.0.lock().unwrap_or_else(PoisonError::into_inner);
        table.open.remove(&self.number);
    }
}

/// Whether the server is at work on a request, or waits for the client: for the head or the body of a request, or until it has taken the
/// answer.
#[derive(Clone)]
pub(super) struct Activity(Arc<Waiting>);

struct Waiting {
    for_client: AtomicBool,
    /// Whether the connection ends with the answer that is being made.
    last: AtomicBool,
    /// Since the client last had an answer to take. Bytes that it sends now and then don't count.
    since: Mutex<Instant>,
}

impl Default for Activity {
    fn default() -> Self {
        Self(Arc::new(Waiting {
            for_client: AtomicBool::new(true),
            last: AtomicBool::new(false),
            since: Mutex::new(Instant::now()),
        }))
    }
}

impl Activity {
    /// A request has come.
    pub(super) fn request_started(&self) {
        self.0.for_client.store(false, Ordering::Relaxed);
    }

    /// The answer is there. Whether it is the connection's last one.
    pub(super) fn response_ready(&self) -> bool {
        *self.0.since.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.0.for_client.store(true, Ordering::Relaxed);
        self.0.last.load(Ordering::Relaxed)
    }

    /// Lets the request that is being worked on be the connection's last one. `false` if there is none.
    fn is_last(&self) -> bool {
        let works = !self.0.for_client.load(Ordering::Relaxed);
        self.0.last.store(works, Ordering::Relaxed);
        works
    }

    fn waiting_since(&self) -> Option<Instant> {
        let waits = self.0.for_client.load(Ordering::Relaxed);
        waits.then(|| *self.0.since.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The body of a request; while it doesn't come, the server waits for the client.
pub(super) struct WatchedBody {
    pub(super) body: Incoming,
    pub(super) activity: Activity,
}

impl HttpBody for WatchedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        self.activity
            .0
            .for_client
            .store(polled.is_pending(), Ordering::Relaxed);
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cut_off(guard: &ConnectionGuard) -> bool {
        guard.connections.0.lock().unwrap().open[&guard.number].is_ending
    }

    #[test]
    fn whoever_was_waited_for_longest_makes_room() {
        let connections = Connections::default();
        let guards: Vec<ConnectionGuard> = (0..ALL).map(|_| connections.admit(None).unwrap()).collect();
        guards[0].activity.request_started();
        guards[1].activity.request_started();
        guards[1].activity.response_ready();
        let next = connections.admit(None).unwrap();
        assert!(is_cut_off(&guards[2]));
        assert!(!is_cut_off(&guards[0]) && !is_cut_off(&guards[1]) && !is_cut_off(&next));
    }

    #[test]
    fn an_address_takes_room_from_itself() {
        let connections = Connections::default();
        let [one, other] = [[192, 0, 2, 1], [192, 0, 2, 2]].map(|address| Some(IpAddr::from(address)));
        let first = connections.admit(other).unwrap();
        let guards: Vec<ConnectionGuard> = (0..OF_ONE_ADDRESS)
            .map(|_| connections.admit(one).unwrap())
            .collect();
        let _next = connections.admit(one).unwrap();
        assert!(is_cut_off(&guards[0]) && !is_cut_off(&first));
    }

    #[test]
    fn a_last_answer_that_is_not_taken_is_cut_off_too() {
        let connections = Connections::default();
        let guard = connections.admit(None).unwrap();
        assert!(connections.cut_off_one() && is_cut_off(&guard));
        // The next request was faster.
        guard.activity.request_started();
        assert!(guard.may_finish() && !is_cut_off(&guard));
        assert!(!connections.cut_off_one(), "it is being worked on");
        assert!(guard.activity.response_ready(), "it is the last");
        assert!(connections.cut_off_one() && is_cut_off(&guard));
        assert!(!guard.may_finish());
        assert!(!connections.cut_off_one(), "it ends already");
    }

    #[test]
    fn requests_that_are_worked_on_are_not_cut_off() {
        let connections = Connections::default();
        let guards: Vec<ConnectionGuard> = (0..ALL).map(|_| connections.admit(None).unwrap()).collect();
        for guard in &guards {
            guard.activity.request_started();
        }
        assert!(connections.admit(None).is_none());
        assert!(!connections.cut_off_one());
        drop(guards);
        assert!(connections.admit(None).is_some());
    }
}
