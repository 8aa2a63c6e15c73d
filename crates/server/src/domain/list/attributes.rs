//! What each list can be filtered and sorted by.

use super::Kind;

/// The attributes of a kind of record, as list requests name them.
pub trait Attribute: Copy + Eq + std::fmt::Debug + Send + Sync + 'static {
    /// All of them. The first one is the id.
    const ALL: &'static [Self];

    /// Where `search` looks: anywhere in texts, and for a number equal to a number.
    const SEARCHED: &'static [Self];

    /// The name in requests and answers.
    fn name(self) -> &'static str;

    /// What its values are.
    fn kind(self) -> Kind;

    /// The attribute of that name.
    #[must_use]
    fn of_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|attribute| attribute.name() == name)
    }
}

/// The attributes of users. Passwords are none: nothing about them can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserAttribute {
    /// `id`
    Id,
    /// `user_id`
    UserId,
    /// `group_id`
    GroupId,
    /// `username`
    Username,
    /// `email`
    Email,
    /// `is_admin`
    IsAdmin,
    /// `source_type`
    SourceType,
    /// `expired_at`
    ExpiredAt,
    /// `created_at`
    CreatedAt,
    /// `updated_at`
    UpdatedAt,
    /// `last_sign_in_at`
    LastSignInAt,
}

impl Attribute for UserAttribute {
    const ALL: &'static [Self] = &[
        Self::Id,
        Self::UserId,
        Self::GroupId,
        Self::Username,
        Self::Email,
        Self::IsAdmin,
        Self::SourceType,
        Self::ExpiredAt,
        Self::CreatedAt,
        Self::UpdatedAt,
        Self::LastSignInAt,
    ];

    const SEARCHED: &'static [Self] = &[Self::Username, Self::Email, Self::Id, Self::UserId];

    fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::UserId => "user_id",
            Self::GroupId => "group_id",
            Self::Username => "username",
            Self::Email => "email",
            Self::IsAdmin => "is_admin",
            Self::SourceType => "source_type",
            Self::ExpiredAt => "expired_at",
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::LastSignInAt => "last_sign_in_at",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Id | Self::UserId | Self::GroupId => Kind::Number,
            Self::Username | Self::Email | Self::SourceType => Kind::Text,
            Self::IsAdmin => Kind::Boolean,
            Self::ExpiredAt | Self::CreatedAt | Self::UpdatedAt | Self::LastSignInAt => Kind::Time,
        }
    }
}

/// The attributes of configurations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigurationAttribute {
    /// `id`
    Id,
    /// `key`
    Key,
    /// `value`
    Value,
}

impl Attribute for ConfigurationAttribute {
    const ALL: &'static [Self] = &[Self::Id, Self::Key, Self::Value];

    const SEARCHED: &'static [Self] = &[Self::Key, Self::Value, Self::Id];

    fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Key => "key",
            Self::Value => "value",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Id => Kind::Number,
            Self::Key | Self::Value => Kind::Text,
        }
    }
}

/// The attributes of API keys. The key itself is none: nothing about it can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyAttribute {
    /// `id`
    Id,
    /// `name`
    Name,
    /// `created_at`
    CreatedAt,
    /// `last_used_at`
    LastUsedAt,
    /// `expired_at`
    ExpiredAt,
}

impl Attribute for ApiKeyAttribute {
    const ALL: &'static [Self] = &[
        Self::Id,
        Self::Name,
        Self::CreatedAt,
        Self::LastUsedAt,
        Self::ExpiredAt,
    ];

    const SEARCHED: &'static [Self] = &[Self::Name, Self::Id];

    fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::CreatedAt => "created_at",
            Self::LastUsedAt => "last_used_at",
            Self::ExpiredAt => "expired_at",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Id => Kind::Number,
            Self::Name => Kind::Text,
            Self::CreatedAt | Self::LastUsedAt | Self::ExpiredAt => Kind::Time,
        }
    }
}

/// The attributes of audit events. What was changed is none: it is no single value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditEventAttribute {
    /// `id`
    Id,
    /// `created_at`
    CreatedAt,
    /// `actor_id`
    ActorId,
    /// `actor`
    Actor,
    /// `origin`
    Origin,
    /// `action`
    Action,
    /// `record_id`
    RecordId,
    /// `record`
    Record,
}

impl Attribute for AuditEventAttribute {
    const ALL: &'static [Self] = &[
        Self::Id,
        Self::CreatedAt,
        Self::ActorId,
        Self::Actor,
        Self::Origin,
        Self::Action,
        Self::RecordId,
        Self::Record,
    ];

    const SEARCHED: &'static [Self] = &[Self::Actor, Self::Record];

    fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::CreatedAt => "created_at",
            Self::ActorId => "actor_id",
            Self::Actor => "actor",
            Self::Origin => "origin",
            Self::Action => "action",
            Self::RecordId => "record_id",
            Self::Record => "record",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Id | Self::ActorId | Self::RecordId => Kind::Number,
            Self::Actor | Self::Origin | Self::Action | Self::Record => Kind::Text,
            Self::CreatedAt => Kind::Time,
        }
    }
}
