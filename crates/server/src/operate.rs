//! What an operator does at the command line of the machine, whether or not the server runs: whoever may write to the database's file
//! may do all of this.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use api_types::{AttributeChange, MAX_LIMIT, SourceType, UserChanges, ValidationErrors, validation};

use crate::cli::{AuditCommand, CreateUser, OperatorCommand, ResetPassword, UserCommand};
use crate::domain::account::{Account, DEFAULT_GID};
use crate::domain::audit::{NewEvent, Origin, changes_of_user};
use crate::domain::clock::{Clock as _, SystemClock};
use crate::domain::list::{AUDIT_EVENTS, Direction, ListRequest, Page, Sorting};
use crate::domain::password::PasswordHasher;
use crate::domain::random::SystemRandom;
use crate::first_start;
use crate::startup::{StartError, say};
use crate::storage::{self, CopyError, DatabaseUrl, Store, Writing, audit, sessions, users};

/// Does what isn't serving.
///
/// # Errors
/// Why it couldn't be done.
pub fn run(command: OperatorCommand) -> Result<(), StartError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| StartError(format!("The program can't start: {error}.")))?;
    runtime.block_on(operate(command))
}

async fn operate(command: OperatorCommand) -> Result<(), StartError> {
    match command {
        OperatorCommand::User(UserCommand::List(of)) => list(&open(&of.url).await?).await,
        OperatorCommand::User(UserCommand::Create(user)) => {
            create(&open(&user.database.url).await?, user).await
        }
        OperatorCommand::User(UserCommand::ResetPassword(reset)) => {
            reset_password(&open(&reset.database.url).await?, reset).await
        }
        OperatorCommand::Audit(AuditCommand::List(list)) => {
            list_audit(&open(&list.database.url).await?, list.last).await
        }
        OperatorCommand::Backup(backup) => back_up(&open(&backup.database.url).await?, &backup.file).await,
        OperatorCommand::Migrate(databases) => migrate(&databases.from, &databases.to).await,
        OperatorCommand::Check(of) => check(&open(&of.url).await?, &of.url).await,
    }
}

/// Opens a database that is there: one that was made here would hide that its name is wrong.
async fn open(url: &DatabaseUrl) -> Result<Store, StartError> {
    if let Some(file) = url.file()
        && !file.is_file()
    {
        let path = file.display();
        return Err(StartError(format!(
            "There is no database {path}: name it with --database, or start the server once."
        )));
    }
    Store::open(url)
        .await
        .map_err(|error| StartError(error.explain(url)))
}

/// Prints all users, a line each, with tabs between what is said of them.
async fn list(store: &Store) -> Result<(), StartError> {
    say("id\tusername\temail\trole\texpires")?;
    let mut offset = 0;
    loop {
        let request = ListRequest {
            page: Page {
                limit: MAX_LIMIT,
                offset,
            },
            ..ListRequest::default()
        };
        let mut reading = store.read().await?;
        let (count, accounts) = users::page(&mut reading, &request).await?;
        for account in &accounts {
            let role = if account.is_admin { "administrator" } else { "user" };
            let expires = account
                .expired_at
                .map_or_else(|| "never".to_owned(), |at| at.to_string());
            let email = account.email.as_deref().unwrap_or("-");
            say(&format!(
                "{}\t{}\t{email}\t{role}\t{expires}",
                account.id, account.username
            ))?;
        }
        offset += accounts.len() as u64;
        if accounts.is_empty() || i64::try_from(offset).is_ok_and(|seen| seen >= count) {
            return Ok(());
        }
    }
}

async fn list_audit(store: &Store, last: u64) -> Result<(), StartError> {
    let mut events = Vec::new();
    let newest_first = AUDIT_EVENTS.of_name("id").map(|attribute| Sorting {
        attribute,
        direction: Direction::Descending,
    });
    while (events.len() as u64) < last {
        let offset = events.len() as u64;
        let request = ListRequest {
            order: newest_first.into_iter().collect(),
            page: Page {
                limit: MAX_LIMIT.min(last - offset),
                offset,
            },
            ..ListRequest::default()
        };
        let mut reading = store.read().await?;
        let (_, found) = audit::page(&mut reading, &request).await?;
        if found.is_empty() {
            break;
        }
        events.extend(found);
    }
    for event in events.iter().rev() {
        let line = serde_json::to_string(event)
            .map_err(|cause| StartError(format!("An event can't be written as JSON: {cause}.")))?;
        say(&line)?;
    }
    Ok(())
}

/// Who changes something here, for the audit trail: the system's user, as far as the environment says it.
fn operator() -> String {
    std::env::var("SUDO_USER")
        .or_else(|_| std::env::var("USER"))
        .unwrap_or_default()
}

/// Notes in the audit trail what is changed here.
async fn note(
    writing: &mut Writing,
    action: &str,
    account: &Account,
    changes: Vec<AttributeChange>,
) -> Result<(), StartError> {
    let event = NewEvent {
        at: SystemClock::default().now(),
        actor: (None, &operator()),
        origin: Origin::CommandLine,
        action: ("users", action),
        record: (account.id, &account.username),
        changes,
    };
    Ok(audit::note(writing, &event).await?)
}

async fn create(store: &Store, user: CreateUser) -> Result<(), StartError> {
    let (password, is_generated) = password(user.password_file.as_deref())?;
    let wanted = UserChanges {
        username: Some(user.username.clone()),
        email: user.email.clone().map(Some),
        password: Some(password.clone()),
        ..UserChanges::default()
    };
    validation::new_user(&wanted).map_err(|errors| sentences(&errors))?;
    let password_hash = hash(&password).await?;
    let now = SystemClock::default().now();
    let mut writing = store.write().await?;
    let user_id = users::next_uid(&mut writing).await?;
    let account = Account {
        id: 0, // the database chooses
        user_id: user_id.ok_or_else(|| StartError("There is no free uid left.".into()))?,
        group_id: DEFAULT_GID,
        username: user.username,
        email: user.email,
        password_hash,
        is_admin: user.admin,
        source_type: SourceType::WebApp,
        expired_at: None,
        created_at: now,
        updated_at: now,
        last_sign_in_at: None,
    };
    let created = users::create(&mut writing, &account).await?;
    let created = created.map_err(|taken| sentences(&taken.errors(&account)))?;
    note(
        &mut writing,
        "create",
        &created,
        changes_of_user(None, Some(&created)),
    )
    .await?;
    // Before it is committed: a password that nobody has read is none.
    say(&format!(
        "The user {} has been created, with the id {}.",
        created.username, created.id
    ))?;
    show(&password, is_generated)?;
    Ok(writing.commit().await?)
}

/// Gives somebody a new password and ends their sessions, as the API does.
async fn reset_password(store: &Store, reset: ResetPassword) -> Result<(), StartError> {
    let (password, is_generated) = password(reset.password_file.as_deref())?;
    let password_hash = hash(&password).await?;
    let mut writing = store.write().await?;
    let found = users::by_reference(&mut writing, &reset.user).await?;
    let Some(before) = found else {
        return Err(StartError(format!(
            "There is no user {}: `nodeum-admin-server user list` shows those that there are.",
            reset.user
        )));
    };
    let after = Account {
        password_hash,
        updated_at: SystemClock::default().now(),
        ..before.clone()
    };
    users::update(&mut writing, &before, &after).await?;
    sessions::end_all_of(&mut writing, after.id).await?;
    note(
        &mut writing,
        "update",
        &after,
        changes_of_user(Some(&before), Some(&after)),
    )
    .await?;
    say(&format!(
        "The password of {} has been set, and their sessions have ended.",
        after.username
    ))?;
    show(&password, is_generated)?;
    Ok(writing.commit().await?)
}

async fn back_up(store: &Store, file: &Path) -> Result<(), StartError> {
    let path = file.display();
    if file.to_str().is_none() {
        return Err(StartError(format!(
            "The name {path} isn't UTF-8: give the backup another."
        )));
    }
    // For this user's eyes alone, as the database itself.
    let mut new = fs::OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    drop(new.open(file).map_err(|cause| {
        StartError(format!(
            "The backup can't be written to {path} ({cause}): name a file that doesn't exist yet, in a folder that does."
        ))
    })?);
    let reason = match store.back_up(file).await {
        Ok(true) => None,
        Ok(false) => Some("PostgreSQL has a tool of its own for that, pg_dump".to_owned()),
        Err(cause) => Some(cause.to_string()),
    };
    if let Some(cause) = reason {
        // Half a backup would be taken for one.
        return Err(match fs::remove_file(file) {
            Ok(()) => StartError(format!("The backup failed, and nothing is left of it: {cause}.")),
            Err(left) => StartError(format!(
                "The backup failed ({cause}), and what there is of it can't be removed ({left}): remove {path}."
            )),
        });
    }
    say(&format!(
        "The database has been copied to {path}. Keep it as secret as the database itself."
    ))
}

/// How many rows are copied between two lines that tell of it.
const TELL_EVERY: u64 = 100_000;

async fn migrate(from: &DatabaseUrl, to: &DatabaseUrl) -> Result<(), StartError> {
    let source = open(from).await?;
    let target = Store::open(to)
        .await
        .map_err(|error| StartError(error.explain(to)))?;
    let mut unsaid = Ok(());
    let copied = storage::copy(&source, &target, |table, copied, count| {
        if copied == count || copied % TELL_EVERY == 0 {
            unsaid = say(&format!("{table}: {copied} of {count}"));
        }
    });
    copied.await.map_err(|error| {
        StartError(match error {
            CopyError::NotEmpty => {
                format!("The database {to} has users already: name an empty one with --to.")
            }
            CopyError::Differs(table) => {
                format!(
                    "Nothing has been copied, since what arrived in the table {table} is not what was sent."
                )
            }
            CopyError::Storage(cause) => {
                format!("Nothing has been copied, since {cause}. It can be tried again.")
            }
        })
    })?;
    unsaid?;
    say(&format!(
        "Everything has been copied to {to} and compared. Start the servers with it, and keep {from} until they have proved good."
    ))
}

async fn check(store: &Store, url: &DatabaseUrl) -> Result<(), StartError> {
    let checked = store.check().await?;
    say(&format!("{url}, version {}", checked.version))?;
    for (name, count) in &checked.counts {
        say(&format!("{name}: {count}"))?;
    }
    if checked.problems.is_empty() {
        return say("Nothing is wrong with it.");
    }
    Err(StartError(format!(
        "It is damaged: restore a backup. What SQLite found:\n  {}",
        checked.problems.join("\n  ")
    )))
}

/// The password in a file, or a new one; and whether it is that.
fn password(file: Option<&Path>) -> Result<(String, bool), StartError> {
    match file {
        Some(path) => {
            let password = first_start::read_password(path, "The password")?;
            first_start::check_password(&password, &format!("The password in {}", path.display()))?;
            Ok((password, false))
        }
        None => Ok((first_start::generate(&SystemRandom)?, true)),
    }
}

fn show(password: &str, is_generated: bool) -> Result<(), StartError> {
    if is_generated {
        say(&format!("The password is shown this once: {password}"))?;
    }
    Ok(())
}

async fn hash(password: &str) -> Result<String, StartError> {
    let hasher = PasswordHasher::new(1, Arc::new(SystemRandom));
    let hash = hasher.hash(password.to_owned()).await;
    hash.map_err(|_| StartError("The password can't be hashed: no memory or randomness.".into()))
}

fn sentences(errors: &ValidationErrors) -> StartError {
    StartError(format!("{}.", errors.messages.join(". ")))
}
