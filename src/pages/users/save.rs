//! Saving an edit of a user, unless somebody else has changed them since the form was opened.

use api_types::{User, UserChanges};

use super::draft::UserDraft;
use crate::api::{Api, ApiError, users};
use crate::conflict::Versions;
use crate::time;
use crate::user_facts::source_name;

/// What became of saving an edit.
pub enum SaveOutcome {
    /// They are created.
    Created(Box<User>),
    /// It is saved; the user as they are now, and as they were before.
    Saved(Box<User>, Box<User>),
    /// Nothing is saved: the user isn't what the form began from.
    Changed(Box<User>),
    /// There is no such user any more.
    Deleted,
}

/// Saves an edit, unless somebody else has changed the user since the form was opened. Between looking and writing others may still
/// come in: the API has no condition for a write.
pub async fn save(
    api: Api,
    id: i64,
    began: &UserDraft,
    changes: &UserChanges,
) -> Result<SaveOutcome, ApiError> {
    let now = match users::show(api, &id.to_string()).await {
        Err(ApiError::NotFound) => return Ok(SaveOutcome::Deleted),
        answer => answer?,
    };
    if UserDraft::of(&now) != *began {
        return Ok(SaveOutcome::Changed(Box::new(now)));
    }
    // What was decided may be what is there already.
    if changes.is_empty() {
        return Ok(SaveOutcome::Saved(Box::new(now.clone()), Box::new(now)));
    }
    match users::update(api, id, changes).await {
        Ok(saved) => Ok(SaveOutcome::Saved(Box::new(saved), Box::new(now))),
        Err(ApiError::NotFound) => Ok(SaveOutcome::Deleted),
        Err(error) => Err(error),
    }
}

/// Writes a user back as they were before an edit, unless somebody has changed them since; a new password stays.
pub async fn undo(api: Api, before: &User, saved: &User) -> Result<(), String> {
    let name = &before.username;
    let failed = |error: &ApiError| crate::activity::not_undone(error);
    let now = users::show(api, &saved.id.to_string())
        .await
        .map_err(|error| failed(&error))?;
    let (now, saved) = (UserDraft::of(&now), UserDraft::of(saved));
    if now != saved {
        return Err(format!(
            "Someone has changed {name} since: nothing was taken back."
        ));
    }
    let changes = UserDraft::of(before)
        .to_request(Some(&saved))
        .map_err(|errors| failed(&ApiError::Invalid(errors)))?;
    let answer = users::update(api, before.id, &changes).await;
    answer.map(drop).map_err(|error| failed(&error))
}

/// A field of the form.
struct DraftField {
    label: &'static str,
    /// What stands in it, as a person reads it.
    text: fn(&UserDraft) -> String,
    /// Copies it from one draft to another.
    copy: fn(&UserDraft, &mut UserDraft),
}

/// The fields of the form, in its order; a password has no former value to be compared with.
const FIELDS: [DraftField; 7] = [
    DraftField {
        label: "Username",
        text: |draft| draft.username.trim().to_owned(),
        copy: |from, to| to.username.clone_from(&from.username),
    },
    DraftField {
        label: "Email",
        text: |draft| draft.email.trim().to_owned(),
        copy: |from, to| to.email.clone_from(&from.email),
    },
    DraftField {
        label: "uid",
        text: |draft| draft.user_id.trim().to_owned(),
        copy: |from, to| to.user_id.clone_from(&from.user_id),
    },
    DraftField {
        label: "gid",
        text: |draft| draft.group_id.trim().to_owned(),
        copy: |from, to| to.group_id.clone_from(&from.group_id),
    },
    DraftField {
        label: "Role",
        text: |draft| if draft.is_admin { "Administrator" } else { "User" }.to_owned(),
        copy: |from, to| to.is_admin = from.is_admin,
    },
    DraftField {
        label: "Expires",
        text: |draft| draft.expires.map_or_else(|| "Never".to_owned(), time::exact),
        copy: |from, to| to.expires = from.expires,
    },
    DraftField {
        label: "Source",
        text: |draft| draft.source_type.as_ref().map(source_name).unwrap_or_default(),
        copy: |from, to| to.source_type.clone_from(&from.source_type),
    },
];

/// What each side has in each field.
pub fn versions(began: &UserDraft, theirs: &UserDraft, mine: &UserDraft) -> Vec<Versions> {
    let field = |field: &DraftField| Versions {
        label: field.label,
        began: (field.text)(began),
        theirs: (field.text)(theirs),
        mine: (field.text)(mine),
    };
    FIELDS.iter().map(field).collect()
}

/// The user as the server has them, with those fields of `mine` that were chosen, in the order of [`versions`], and its password.
pub fn merged(theirs: &UserDraft, mine: &UserDraft, chosen: &[bool]) -> UserDraft {
    let mut merged = UserDraft {
        password: mine.password.clone(),
        ..theirs.clone()
    };
    for (field, _) in FIELDS.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        (field.copy)(mine, &mut merged);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_kept_and_the_rest_is_theirs() {
        let theirs = UserDraft {
            username: "ada".into(),
            email: "new@nodeum.example".into(),
            is_admin: true,
            ..UserDraft::default()
        };
        let mine = UserDraft {
            username: "ada.l".into(),
            email: "mine@nodeum.example".into(),
            password: "long enough".into(),
            ..UserDraft::default()
        };
        let merged = merged(&theirs, &mine, &[true, false, false, false, false, false, false]);
        assert_eq!(merged.username, "ada.l");
        assert_eq!(merged.email, "new@nodeum.example");
        assert!(merged.is_admin);
        assert_eq!(merged.password, "long enough");
    }
}
