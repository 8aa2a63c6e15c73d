//! What only a new database needs: an administrator and, if asked for, users to try things with.

use std::fs;
use std::path::Path;

use api_types::error::code;
use api_types::{SourceType, validation};

use crate::cli::Serve;
use crate::domain::account::Account;
use crate::domain::clock::Clock;
use crate::domain::demo;
use crate::domain::password::PasswordHasher;
use crate::domain::random::{self, Random, SystemRandom};
use crate::startup::{StartError, say};
use crate::storage::{StorageError, Store, users};

/// Where the first administrator's password may come from. It is no option: command lines can be read by everybody.
const PASSWORD: &str = "NODEUM_ADMIN_PASSWORD";

/// Whose password it is, in sentences.
const WHOSE: &str = "The administrator's password";

/// The first administrator's name.
const NAME: &str = "admin";

/// The first administrator's POSIX uid and gid.
const FIRST_ID: i64 = 1000;

/// Letters and digits that can't be taken for each other, as many as five bits can tell apart.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Fills an empty database, and leaves another as it is.
///
/// # Errors
/// The password can't be read or breaks the rules, or the database failed.
pub(crate) async fn prepare(
    store: &Store,
    options: &Serve,
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<(), StartError> {
    let failed = |error: StorageError| StartError(format!("The database can't be filled: {error}."));
    let mut writing = store.write().await.map_err(failed)?;
    if !users::is_empty(&mut writing).await.map_err(failed)? {
        return say_what_is_ignored(options);
    }
    let (password, generated) = match given_password(options)? {
        Some(password) => (password, false),
        None if output_is_lost() => return Err(StartError(NOBODY_READS.into())),
        None => (generate(random)?, true),
    };
    let no_hash =
        |_| StartError("The administrator's password can't be hashed: no memory or randomness.".into());
    let hasher = PasswordHasher::new(1, std::sync::Arc::new(SystemRandom));
    let password_hash = hasher.hash(password.clone()).await.map_err(no_hash)?;

    let now = clock.now();
    let administrator = Account {
        id: 1,
        user_id: FIRST_ID,
        group_id: FIRST_ID,
        username: NAME.into(),
        email: None,
        password_hash,
        is_admin: true,
        source_type: SourceType::WebApp,
        expired_at: None,
        created_at: now,
        updated_at: now,
        last_sign_in_at: None,
    };
    let mut accounts = vec![administrator];
    accounts.extend(demo::accounts(options.demo.unwrap_or(0), 2, FIRST_ID + 1, now));
    users::fill(&mut writing, &accounts).await.map_err(failed)?;
    // Before it is committed: a password that nobody has read is none.
    if generated {
        say(&format!(
            "The administrator has been created; the password is shown this once:\n  Username: {NAME}\n  Password: {password}"
        ))?;
    } else {
        say(&format!(
            "The administrator {NAME} has been created with the given password."
        ))?;
    }
    if let Some(count) = options.demo {
        say(&format!("{count} users have been made up."))?;
    }
    writing.commit().await.map_err(failed)
}

fn say_what_is_ignored(options: &Serve) -> Result<(), StartError> {
    if options.admin_password_file.is_some() || from_environment().is_some() {
        say("The given administrator's password is ignored: the database already has its users.")?;
    }
    if options.demo.is_some() {
        say("--demo is ignored: the database already has its users.")?;
    }
    Ok(())
}

/// Why no password is generated that would be lost.
const NOBODY_READS: &str = "A password would be generated for the administrator, and standard output is closed, so that nobody could read it: \
give one in NODEUM_ADMIN_PASSWORD or with --admin-password-file, or let standard output go to a terminal or a file.";

/// Whether what is written to standard output goes nowhere. A program that starts with it closed has the null device in its place.
#[cfg(unix)]
fn output_is_lost() -> bool {
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
    let output = std::io::stdout().as_fd().try_clone_to_owned();
    let output = output.and_then(|output| fs::File::from(output).metadata());
    match (output, fs::metadata("/dev/null")) {
        (Ok(output), Ok(null)) => output.file_type().is_char_device() && output.rdev() == null.rdev(),
        (Err(_), _) => true,
        (Ok(_), Err(_)) => false,
    }
}

#[cfg(not(unix))]
fn output_is_lost() -> bool {
    false
}

fn from_environment() -> Option<String> {
    std::env::var(PASSWORD)
        .ok()
        .filter(|password| !password.is_empty())
}

fn given_password(options: &Serve) -> Result<Option<String>, StartError> {
    let (password, source) = match (&options.admin_password_file, from_environment()) {
        (Some(_), Some(_)) => {
            let text = format!(
                "There are two passwords for the administrator: unset {PASSWORD}, or leave out --admin-password-file."
            );
            return Err(StartError(text));
        }
        (Some(path), None) => (read_password(path, WHOSE)?, path.display().to_string()),
        (None, Some(password)) => (password, PASSWORD.to_owned()),
        (None, None) => return Ok(None),
    };
    check_password(&password, &format!("{WHOSE} in {source}"))?;
    Ok(Some(password))
}

/// Looks whether a password fits the rules; `which` begins the sentence that says that it doesn't.
pub(crate) fn check_password(password: &str, which: &str) -> Result<(), StartError> {
    let Err(error) = validation::password(password) else {
        return Ok(());
    };
    let (min, max) = (validation::PASSWORD_MIN, validation::PASSWORD_MAX);
    let what = match error.error.as_str() {
        code::TOO_LONG => "long",
        _ => "short",
    };
    Err(StartError(format!(
        "{which} is too {what}: give one of {min} to {max} characters."
    )))
}

/// A file's content without what editors leave behind: a byte-order mark, and line ends.
pub(crate) fn read_password(path: &Path, which: &str) -> Result<String, StartError> {
    let text = fs::read_to_string(path).map_err(|error| {
        let path = path.display();
        StartError(format!(
            "{which} can't be read from {path} ({error}): name a text file."
        ))
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// A password of 100 unpredictable bits, in groups that can be typed.
pub(crate) fn generate(random: &dyn Random) -> Result<String, StartError> {
    let bytes = random::bytes::<20>(random)
        .map_err(|error| StartError(format!("No password can be generated: {error}.")))?;
    let letters = bytes
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)));
    let mut password = String::new();
    for (at, &letter) in letters.enumerate() {
        if at > 0 && at % 5 == 0 {
            password.push('-');
        }
        password.push(char::from(letter));
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_password_passes_and_differs_each_time() {
        let (first, second) = (generate(&SystemRandom).unwrap(), generate(&SystemRandom).unwrap());
        assert_eq!(first.len(), 23);
        assert_eq!(validation::password(&first), Ok(()));
        assert_ne!(first, second);
    }

    #[test]
    fn a_password_file_holds_what_editors_leave_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        for (content, password) in [
            ("a b \n", "a b "),
            ("x\r\n", "x"),
            ("x\n\n", "x"),
            ("x\r\n\r\n", "x"),
            ("\u{FEFF}x\n", "x"),
            ("x", "x"),
        ] {
            fs::write(&path, content).unwrap();
            assert_eq!(read_password(&path, WHOSE).unwrap(), password);
        }
    }
}
