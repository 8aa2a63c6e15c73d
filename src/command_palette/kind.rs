//! The kinds of things that can be found.

use crate::paths;
use ui::IconName;

/// What kind of thing something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// A page of the console.
    Page,
    /// Something that can be done.
    Action,
    /// A user of the console.
    User,
    /// An API key of mine.
    ApiKey,
    /// A key of my configuration.
    ConfigurationKey,
    /// A user of the operating system.
    SystemUser,
    /// A group of the operating system.
    SystemGroup,
}

impl ItemKind {
    /// The records, in the order in which they are shown where none fits the page.
    pub const RECORDS: [Self; 5] = [
        Self::User,
        Self::ApiKey,
        Self::ConfigurationKey,
        Self::SystemUser,
        Self::SystemGroup,
    ];

    /// One of them, as a word beside its name.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Page => "Page",
            Self::Action => "Action",
            Self::User => "User",
            Self::ApiKey => "API key",
            Self::ConfigurationKey => "Configuration key",
            Self::SystemUser => "System user",
            Self::SystemGroup => "System group",
        }
    }

    /// All of them, as a heading.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Page => "Pages",
            Self::Action => "Actions",
            Self::User => "Users",
            Self::ApiKey => "API keys",
            Self::ConfigurationKey => "Configuration keys",
            Self::SystemUser => "System users",
            Self::SystemGroup => "System groups",
        }
    }

    /// All of them, within a sentence.
    pub fn nouns(self) -> &'static str {
        match self {
            Self::Page => "pages",
            Self::Action => "actions",
            Self::User => "users",
            Self::ApiKey => "API keys",
            Self::ConfigurationKey => "configuration keys",
            Self::SystemUser => "system users",
            Self::SystemGroup => "system groups",
        }
    }

    /// The first segment of the addresses of its records.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Page | Self::Action => "",
            Self::User => "users",
            Self::ApiKey => "api-keys",
            Self::ConfigurationKey => "configuration",
            Self::SystemUser | Self::SystemGroup => "systems",
        }
    }

    /// The list of its records that match.
    pub fn list(self, typed: &str) -> String {
        let query = format!("q={}", paths::encode(typed.trim()));
        match self {
            Self::Page | Self::Action => paths::home(),
            Self::User => paths::users(&query),
            Self::ApiKey => paths::api_keys(&query),
            Self::ConfigurationKey => paths::configuration(&query),
            Self::SystemUser => paths::system_users(&format!("{query}&services=shown")),
            Self::SystemGroup => paths::systems("groups", &query),
        }
    }

    /// The icon of its records.
    pub fn icon(self) -> IconName {
        match self {
            Self::Page | Self::Action => IconName::ChevronRight,
            Self::User | Self::SystemGroup => IconName::Users,
            Self::ApiKey => IconName::Key,
            Self::ConfigurationKey => IconName::Sliders,
            Self::SystemUser => IconName::Monitor,
        }
    }
}
