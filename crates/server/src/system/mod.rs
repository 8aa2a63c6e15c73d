//! Users and groups of the operating system, as it enumerates them: those of its directories too, where it does.

#[cfg(unix)]
mod nss;

use std::sync::Arc;
use std::time::{Duration, Instant};

use api_types::{SystemGroup, SystemUser};
use tokio::sync::Mutex;

/// How long an enumeration is good for.
const FRESH: Duration = Duration::from_secs(5);

/// A user as the system's account database has them: names needn't be UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RawUser {
    name: Vec<u8>,
    uid: u32,
    gid: u32,
    info: Vec<u8>,
}

/// A group as the system's account database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct RawGroup {
    name: Vec<u8>,
    gid: u32,
    members: Vec<Vec<u8>>,
}

#[cfg(not(unix))]
mod nss {
    pub(super) fn users() -> Vec<super::RawUser> {
        Vec::new()
    }

    pub(super) fn groups() -> Vec<super::RawGroup> {
        Vec::new()
    }
}

/// Enumerates the system's accounts, off the async threads and at most every few seconds. Whoever asks meanwhile waits for
/// the enumeration that is under way: one that hangs, because a directory does, takes one thread and no more.
#[derive(Debug, Default)]
pub struct SystemAccounts {
    users: Cached<SystemUser>,
    groups: Cached<SystemGroup>,
}

impl SystemAccounts {
    /// The users. None if the enumeration broke down; the log says why.
    pub async fn users(&self) -> Arc<[SystemUser]> {
        self.users
            .get(|| nss::users().iter().filter_map(user).collect())
            .await
    }

    /// The groups, as [`Self::users`].
    pub async fn groups(&self) -> Arc<[SystemGroup]> {
        self.groups
            .get(|| nss::groups().iter().filter_map(group).collect())
            .await
    }
}

/// A list, and since when it is known.
type Known<T> = Option<(Instant, Arc<[T]>)>;

#[derive(Debug)]
struct Cached<T>(Arc<Mutex<Known<T>>>);

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Send + Sync + 'static> Cached<T> {
    async fn get(&self, enumerate: impl FnOnce() -> Arc<[T]> + Send + 'static) -> Arc<[T]> {
        // The lock goes with the thread, which goes on even if nobody waits for it any more.
        let mut cached = Arc::clone(&self.0).lock_owned().await;
        if let Some((at, list)) = &*cached
            && at.elapsed() < FRESH
        {
            return Arc::clone(list);
        }
        let fresh = tokio::task::spawn_blocking(move || {
            let list = enumerate();
            *cached = Some((Instant::now(), Arc::clone(&list)));
            list
        });
        fresh.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the system's accounts could not be enumerated");
            Arc::new([])
        })
    }
}

/// A name for the wire. What isn't UTF-8 shows as U+FFFD. Broken lines leave empty names, and lines of the old compatibility
/// mode names that begin with a sign: `None`.
fn name(bytes: &[u8]) -> Option<String> {
    let real = !bytes.is_empty() && !bytes.starts_with(b"+") && !bytes.starts_with(b"-");
    real.then(|| String::from_utf8_lossy(bytes).into_owned())
}

fn user(raw: &RawUser) -> Option<SystemUser> {
    Some(SystemUser {
        name: name(&raw.name)?,
        uid: raw.uid.into(),
        gid: raw.gid.into(),
        info: Some(String::from_utf8_lossy(&raw.info).into_owned()),
    })
}

fn group(raw: &RawGroup) -> Option<SystemGroup> {
    Some(SystemGroup {
        name: name(&raw.name)?,
        gid: raw.gid.into(),
        users: raw.members.iter().filter_map(|member| name(member)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_not_utf_8_are_shown_as_well_as_can_be() {
        let raw = RawUser {
            name: b"ad\xE9".into(),
            uid: u32::MAX,
            gid: 7,
            info: b"Ad\xE9,,,".into(),
        };
        let shown = SystemUser {
            name: "ad\u{FFFD}".into(),
            uid: 4_294_967_295,
            gid: 7,
            info: Some("Ad\u{FFFD},,,".into()),
        };
        assert_eq!(user(&raw), Some(shown));
    }

    #[test]
    fn what_broken_lines_leave_is_passed_over() {
        for broken in ["", "+", "+@admins", "-ada"] {
            let raw = RawGroup {
                name: broken.into(),
                gid: 0,
                members: vec![],
            };
            assert_eq!(group(&raw), None, "{broken}");
        }
        let raw = RawGroup {
            name: "staff".into(),
            gid: 50,
            members: vec![b"ada".into(), b"".into(), b"bob".into()],
        };
        assert_eq!(group(&raw).unwrap().users, ["ada", "bob"]);
    }

    #[tokio::test]
    async fn an_enumeration_is_kept_for_seconds() {
        let cached = Cached::default();
        assert_eq!(&*cached.get(|| Arc::new([1])).await, [1]);
        assert_eq!(&*cached.get(|| Arc::new([2])).await, [1]);
    }

    #[tokio::test]
    async fn an_enumeration_that_panics_gives_nothing_and_is_tried_again() {
        let cached = Cached::<i32>::default();
        assert_eq!(&*cached.get(|| panic!("broken")).await, [0; 0]);
        assert_eq!(&*cached.get(|| Arc::new([2])).await, [2]);
    }
}
