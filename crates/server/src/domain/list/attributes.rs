//! What each list can be filtered and sorted by.

use super::Kind;

/// An attribute of a kind of record, as list requests name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute {
    /// The name in requests and answers.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
}

/// A kind of record that is listed.
#[derive(Debug)]
pub struct Attributes {
    /// All that can be asked for. The first one is the id.
    pub all: &'static [Attribute],
    /// Where `search` looks: anywhere in texts, and for a number equal to a number.
    pub searched: &'static [&'static str],
}

impl Attributes {
    /// The attribute of that name.
    #[must_use]
    pub fn of_name(&self, name: &str) -> Option<Attribute> {
        self.all.iter().copied().find(|attribute| attribute.name == name)
    }

    /// Those in which `search` looks.
    pub fn searched(&self) -> impl Iterator<Item = Attribute> {
        self.searched.iter().filter_map(|name| self.of_name(name))
    }
}

const fn number(name: &'static str) -> Attribute {
    let kind = Kind::Number;
    Attribute { name, kind }
}

const fn text(name: &'static str) -> Attribute {
    let kind = Kind::Text;
    Attribute { name, kind }
}

const fn time(name: &'static str) -> Attribute {
    let kind = Kind::Time;
    Attribute { name, kind }
}

/// The attributes of users. Passwords are none: nothing about them can be asked.
pub const USERS: Attributes = Attributes {
    all: &[
        number("id"),
        number("user_id"),
        number("group_id"),
        text("username"),
        text("email"),
        Attribute {
            name: "is_admin",
            kind: Kind::Boolean,
        },
        text("source_type"),
        time("expired_at"),
        time("created_at"),
        time("updated_at"),
        time("last_sign_in_at"),
    ],
    searched: &["username", "email", "id", "user_id"],
};

/// The attributes of configurations.
pub const CONFIGURATIONS: Attributes = Attributes {
    all: &[number("id"), text("key"), text("value")],
    searched: &["key", "value", "id"],
};

/// The attributes of API keys. The key itself is none: nothing about it can be asked.
pub const API_KEYS: Attributes = Attributes {
    all: &[
        number("id"),
        text("name"),
        time("created_at"),
        time("last_used_at"),
        time("expired_at"),
    ],
    searched: &["name", "id"],
};

/// The attributes of audit events. What was changed is none: it is no single value.
pub const AUDIT_EVENTS: Attributes = Attributes {
    all: &[
        number("id"),
        time("created_at"),
        number("actor_id"),
        text("actor"),
        text("origin"),
        text("action"),
        number("record_id"),
        text("record"),
    ],
    searched: &["actor", "record"],
};
