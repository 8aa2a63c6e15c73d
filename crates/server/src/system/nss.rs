//! The system's account database through the C library, which asks all sources that the system is set up with: the one
//! module that calls unsafe functions.

#![expect(
    unsafe_code,
    reason = "the C library enumerates accounts through pointers to memory of its own"
)]

use std::ffi::{CStr, c_char};
use std::sync::{Mutex, PoisonError};

use super::{RawGroup, RawUser};

/// The enumerations keep their place in memory that the whole process shares: one at a time.
static ENUMERATING: Mutex<()> = Mutex::new(());

/// How many accounts are read, should a source never end.
const MOST: usize = 1_000_000;

/// All users that the system enumerates.
pub(super) fn users() -> Vec<RawUser> {
    let _one_at_a_time = ENUMERATING.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: nobody else enumerates as long as the lock is held.
    unsafe { libc::setpwent() };
    let users = std::iter::from_fn(|| {
        // SAFETY: as above. The result is null, or points to an entry that is whole until the next call.
        let entry = unsafe { libc::getpwent().as_ref() }?;
        Some(RawUser {
            name: bytes(entry.pw_name),
            uid: entry.pw_uid,
            gid: entry.pw_gid,
            info: bytes(entry.pw_gecos),
        })
    });
    let users = users.take(MOST).collect();
    // SAFETY: as above.
    unsafe { libc::endpwent() };
    users
}

/// All groups that the system enumerates.
pub(super) fn groups() -> Vec<RawGroup> {
    let _one_at_a_time = ENUMERATING.lock().unwrap_or_else(PoisonError::into_inner);
    // SAFETY: nobody else enumerates as long as the lock is held.
    unsafe { libc::setgrent() };
    let groups = std::iter::from_fn(|| {
        // SAFETY: as above. The result is null, or points to an entry that is whole until the next call.
        let entry = unsafe { libc::getgrent().as_ref() }?;
        Some(RawGroup {
            name: bytes(entry.gr_name),
            gid: entry.gr_gid,
            members: list(entry.gr_mem),
        })
    });
    let groups = groups.take(MOST).collect();
    // SAFETY: as above.
    unsafe { libc::endgrent() };
    groups
}

/// A copy of a text of an entry; empty if there is none.
fn bytes(text: *const c_char) -> Vec<u8> {
    if text.is_null() {
        return Vec::new();
    }
    // SAFETY: the texts of an entry end with NUL and stay until the next call; this copies at once.
    unsafe { CStr::from_ptr(text) }.to_bytes().to_vec()
}

/// Copies of the texts of an entry's list, which ends with a null pointer.
fn list(mut texts: *const *mut c_char) -> Vec<Vec<u8>> {
    let mut copies = Vec::new();
    while !texts.is_null() {
        // SAFETY: `texts` points into the list, at its end at the latest.
        let text = unsafe { *texts };
        if text.is_null() {
            break;
        }
        copies.push(bytes(text));
        // SAFETY: this wasn't the end of the list.
        texts = unsafe { texts.add(1) };
    }
    copies
}
