//! The answers of this session: a page that somebody comes back to shows what it had, while it is loaded again behind, and what a
//! link leads to is loaded ahead.

use std::any::Any;
use std::collections::VecDeque;
use std::rc::Rc;

use api_types::Timestamp;
use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::load::{Query, Reason, load_by};
use crate::activity::Activity;
use crate::api::{Api, ApiError, use_api};
use crate::session::{Phase, Session};
use crate::time;

/// How many answers are kept; the oldest go first.
const CAPACITY: usize = 40;

/// For how long an answer that was loaded ahead counts as new, in milliseconds.
const AHEAD_MS: i64 = 10_000;

/// The answers: `QueryCache::provide`, then `QueryCache::expect`.
#[derive(Clone, Copy)]
pub struct QueryCache {
    entries: StoredValue<VecDeque<Entry>, LocalStorage>,
    session: Session,
    activity: Activity,
}

struct Entry {
    query: &'static str,
    key: Box<dyn Any>,
    cached: Cached,
    age: Age,
}

/// When something was asked: an answer is worth nothing in another session, nor after a change.
pub type Age = (u32, u32);

/// An answer whose type its query knows.
type Answer = Rc<dyn Any>;

/// A request that several may wait for.
type Request = Shared<LocalBoxFuture<'static, Result<Answer, ApiError>>>;

#[derive(Clone, Default)]
struct Cached {
    /// The newest answer, and when it came.
    loaded: Option<(Answer, Timestamp)>,
    /// What was asked ahead, and when, until a page takes it.
    ahead: Option<(Request, Timestamp)>,
}

impl QueryCache {
    /// Keeps answers for as long as the session lasts.
    pub fn provide() {
        let cache = Self {
            entries: StoredValue::new_local(VecDeque::new()),
            session: Session::expect(),
            activity: Activity::expect(),
        };
        Effect::new(move |_| {
            if matches!(cache.session.phase(), Phase::SignedOut(_)) {
                cache.entries.update_value(VecDeque::clear);
            }
        });
        provide_context(cache);
    }

    /// The cache of the app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The age of what is asked now.
    pub fn age(self) -> Age {
        (self.session.ended(), self.activity.changes())
    }

    fn find<K: PartialEq + 'static>(self, query: &str, key: &K) -> Cached {
        let age = self.age();
        self.entries.with_value(|entries| {
            let is_wanted = |entry: &&Entry| entry.age == age && entry.is_of(query, key);
            let found = entries.iter().find(is_wanted);
            found.map(|entry| entry.cached.clone()).unwrap_or_default()
        })
    }

    fn keep<K: PartialEq + 'static>(self, query: &'static str, key: K, cached: Cached, age: Age) {
        if age != self.age() {
            return;
        }
        self.entries.update_value(|entries| {
            entries.retain(|entry| entry.age == age && !entry.is_of(query, &key));
            entries.truncate(CAPACITY - 1);
            entries.push_front(Entry {
                query,
                key: Box::new(key),
                cached,
                age,
            });
        });
    }
}

impl Entry {
    fn is_of<K: PartialEq + 'static>(&self, query: &str, key: &K) -> bool {
        self.query == query && self.key.downcast_ref() == Some(key)
    }
}

/// A query whose answers are kept. It is a static, so that pages and [`CachedQuery::preload`] ask the same.
pub struct CachedQuery<K: 'static, T: 'static> {
    name: &'static str,
    load: fn(Api, K) -> LocalBoxFuture<'static, Result<T, ApiError>>,
}

impl<K, T> CachedQuery<K, T>
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: PartialEq + Clone + Send + Sync + 'static,
{
    /// A query of that name, which no other has.
    pub const fn new(
        name: &'static str,
        load: fn(Api, K) -> LocalBoxFuture<'static, Result<T, ApiError>>,
    ) -> Self {
        Self { name, load }
    }

    /// Loads now and whenever `key` changes, as [`super::use_query`] does. What is kept under a key is shown until it is loaded
    /// again; what was loaded ahead isn't.
    pub fn use_query(&'static self, key: impl Fn() -> K + Send + Sync + 'static) -> Query<T> {
        self.query_by(key, true)
    }

    /// As [`Self::use_query`], but shows nothing that is older than the page, apart from what was loaded ahead: for a form, which
    /// is made once.
    pub fn use_newest(&'static self, key: impl Fn() -> K + Send + Sync + 'static) -> Query<T> {
        self.query_by(key, false)
    }

    fn query_by(&'static self, key: impl Fn() -> K + Send + Sync + 'static, shows_kept: bool) -> Query<T> {
        let cache = QueryCache::expect();
        load_by(key, move |key, reason| {
            if let Reason::Opened(query) = reason {
                let cached = cache.find(self.name, &key);
                if shows_kept
                    && let Some((answer, at)) = &cached.loaded
                    && let Some(data) = answer.downcast_ref::<T>()
                {
                    query.show_kept(data.clone(), *at);
                }
                if let Some(ahead) = self.take(cache, &key, cached) {
                    return ahead;
                }
            }
            let age = cache.age();
            let request = (self.load)(use_api(), key.clone());
            async move {
                let data = request.await?;
                self.keep(cache, key, data.clone(), age);
                Ok(data)
            }
            .boxed_local()
        })
    }

    /// Loads ahead what a page will ask for, unless it is here, and new, or on its way. Inside an owner, with which it ends.
    pub fn preload(&'static self, key: K) {
        let (cache, now) = (QueryCache::expect(), time::now());
        let cached = cache.find(self.name, &key);
        let asked = [
            cached.loaded.as_ref().map(|(_, at)| at),
            cached.ahead.as_ref().map(|(_, at)| at),
        ];
        if asked.into_iter().flatten().any(|at| is_new(*at, now)) {
            return;
        }
        let age = cache.age();
        // Of its own, so that nothing of it is left once the answer is here.
        let owner = Owner::new();
        let request = owner.with(|| (self.load)(use_api(), key.clone()));
        let request = async move {
            let answer = request.await;
            drop(owner);
            Ok(Rc::new(answer?) as Answer)
        };
        let request = request.boxed_local().shared();
        let ahead = Some((request.clone(), now));
        cache.keep(self.name, key.clone(), Cached { ahead, ..cached }, age);
        spawn_local(async move {
            let answer = request.await;
            let mut cached = cache.find(self.name, &key);
            match answer {
                Ok(answer) => cached.loaded = Some((answer, time::now())),
                // The page will ask by itself, and say what is wrong.
                Err(_) => cached.ahead = None,
            }
            cache.keep(self.name, key, cached, age);
        });
    }

    /// What is kept under a key, if nothing was changed since.
    pub fn cached(&'static self, cache: QueryCache, key: &K) -> Option<T> {
        let (answer, _) = cache.find(self.name, key).loaded?;
        answer.downcast_ref().cloned()
    }

    /// Keeps what was loaded in another way, asked when the cache had that `age`.
    pub fn keep(&'static self, cache: QueryCache, key: K, data: T, age: Age) {
        let loaded = Some((Rc::new(data) as Answer, time::now()));
        cache.keep(self.name, key, Cached { loaded, ahead: None }, age);
    }

    /// What was asked ahead, if that was just now: the page needn't ask again.
    fn take(
        &'static self,
        cache: QueryCache,
        key: &K,
        cached: Cached,
    ) -> Option<LocalBoxFuture<'static, Result<T, ApiError>>> {
        let (request, at) = cached.ahead?;
        let ahead = None;
        cache.keep(self.name, key.clone(), Cached { ahead, ..cached }, cache.age());
        let answer = async move {
            let answer = request.await?;
            // Only this query's own answers are kept under its name.
            answer.downcast_ref().cloned().ok_or(ApiError::Aborted)
        };
        is_new(at, time::now()).then(|| answer.boxed_local())
    }
}

/// Whether what was asked then needn't be asked again.
fn is_new(at: Timestamp, now: Timestamp) -> bool {
    now.unix_millis() - at.unix_millis() < AHEAD_MS
}
