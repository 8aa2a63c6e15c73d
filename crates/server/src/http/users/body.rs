//! The body of a user.

use api_types::{SourceType, UserChanges, ValidationErrors};

use crate::domain::api_level::ApiLevel;
use crate::http::fields::Fields;

const ATTRIBUTES: &[&str] = &[
    "username",
    "password",
    "email",
    "user_id",
    "group_id",
    "is_admin",
    "expired_at",
    "source_type",
];

/// Reads what a client wants of a user, and checks it by `rules`: those of a new user, or those of a change. What isn't on
/// `api_level` is ignored as any unknown attribute is.
pub(super) fn read(
    body: &str,
    api_level: ApiLevel,
    rules: fn(&UserChanges) -> Result<(), ValidationErrors>,
) -> Result<UserChanges, ValidationErrors> {
    let mut fields = Fields::of(body, ATTRIBUTES)?;
    let whole = api_level.expiry_and_source();
    let changes = UserChanges {
        username: fields.required_text("username"),
        password: fields.secret("password"),
        email: fields.clearable_text("email"),
        user_id: fields.integer("user_id"),
        group_id: fields.integer("group_id"),
        is_admin: fields.value("is_admin"),
        expired_at: whole.then(|| fields.value("expired_at")).flatten(),
        source_type: whole
            .then(|| fields.value::<String>("source_type"))
            .flatten()
            .map(|text| SourceType::from_wire(&text)),
    };
    fields.finish(rules(&changes))?;
    Ok(changes)
}
