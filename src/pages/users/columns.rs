//! The columns of the list: which there are, which are shown, and in which order.

use crate::browser;
use crate::session::Session;

/// A column that the list can have.
#[derive(Debug, PartialEq, Eq)]
pub struct ColumnChoice {
    /// The attribute of the API, by which the list can be sorted.
    pub id: &'static str,
    /// What it is called on the screen.
    pub label: &'static str,
    /// Whether it is shown unless the person says otherwise.
    is_default: bool,
}

/// All columns. What matters most comes first: where there is no room, the last ones are left out.
pub const COLUMNS: [ColumnChoice; 11] = [
    column("username", "Username", true),
    column("email", "Email", true),
    column("is_admin", "Role", true),
    column("expired_at", "Expires", true),
    column("user_id", "uid", true),
    column("group_id", "gid", true),
    column("source_type", "Source", true),
    column("created_at", "Created", true),
    column("last_sign_in_at", "Last sign-in", false),
    column("updated_at", "Changed", false),
    column("id", "ID", false),
];

/// The columns by which the list can be sorted.
pub const SORTABLE: &[&str] = &{
    let mut ids = [""; COLUMNS.len()];
    let mut index = 0;
    while index < ids.len() {
        ids[index] = COLUMNS[index].id;
        index += 1;
    }
    ids
};

const fn column(id: &'static str, label: &'static str, is_default: bool) -> ColumnChoice {
    ColumnChoice {
        id,
        label,
        is_default,
    }
}

/// The columns that a text names, "username,email,expired_at"; without one, those that are shown by default. The name of the
/// user is always the first. What names no column, or names it again, is as if it weren't there.
pub fn parse(text: Option<&str>) -> Vec<&'static ColumnChoice> {
    let Some(text) = text else {
        return COLUMNS.iter().filter(|column| column.is_default).collect();
    };
    let mut columns = vec![&COLUMNS[0]];
    for name in text.split(',') {
        let column = COLUMNS.iter().find(|column| column.id == name);
        if let Some(column) = column.filter(|column| !columns.contains(column)) {
            columns.push(column);
        }
    }
    columns
}

/// The text that names these columns; none for those that are shown by default.
pub fn write(columns: &[&'static ColumnChoice]) -> Option<String> {
    (columns != parse(None)).then(|| {
        let ids: Vec<&str> = columns.iter().map(|column| column.id).collect();
        ids.join(",")
    })
}

/// Where this browser remembers the columns of the person who is signed in: addresses that name none mean these.
fn key() -> Option<String> {
    let session = Session::expect();
    Some(format!(
        "nodeum-admin.users.columns {} {}",
        session.origin(),
        session.user_id()?
    ))
}

/// The columns that were chosen last in this browser.
pub fn remembered() -> Option<String> {
    let text = browser::local_storage()?.get_item(&key()?).ok().flatten()?;
    write(&parse(Some(&text)))
}

/// Remembers the columns for addresses that name none.
pub fn remember(columns: Option<&str>) {
    let (Some(storage), Some(key)) = (browser::local_storage(), key()) else {
        return;
    };
    let kept = match columns {
        Some(columns) => storage.set_item(&key, columns),
        None => storage.remove_item(&key),
    };
    if kept.is_err() {
        browser::log_warning("The columns can't be remembered in this browser: the address alone has them.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: Option<&str>) -> Vec<&'static str> {
        parse(text).iter().map(|column| column.id).collect()
    }

    #[test]
    fn columns_are_read_as_they_were_written_and_what_is_none_is_left_out() {
        for (text, expected) in [
            ("username,email", "username,email"),
            ("username,expired_at,id", "username,expired_at,id"),
            ("email,username", "username,email"),
            ("username,password,email,email,", "username,email"),
            ("x", "username"),
        ] {
            assert_eq!(write(&parse(Some(text))).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(write(&parse(None)), None);
        let all = "username,email,is_admin,expired_at,user_id,group_id,source_type,created_at";
        assert_eq!(write(&parse(Some(all))), None);
        assert_eq!(names(None).len(), 8);
    }
}
