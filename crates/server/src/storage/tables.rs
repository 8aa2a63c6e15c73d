//! The names of tables and columns. What they mean is said in `migrations/`.

use sea_query::Iden;

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum Users {
    Table,
    Id,
    UserId,
    GroupId,
    Username,
    UsernameFolded,
    Email,
    EmailFolded,
    PasswordHash,
    IsAdmin,
    SourceType,
    ExpiredAt,
    CreatedAt,
    UpdatedAt,
    LastSignInAt,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum Names {
    Table,
    Name,
    OwnerId,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum Sessions {
    Table,
    Jti,
    OwnerId,
    SignedInAt,
    EndsAt,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum SchemaVersion {
    Table,
    Version,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum Settings {
    Table,
    Name,
    Value,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum Configurations {
    Table,
    Id,
    OwnerId,
    Key,
    KeyFolded,
    Value,
    ValueFolded,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum ApiKeys {
    Table,
    Id,
    OwnerId,
    Hash,
    LastFour,
    Name,
    NameFolded,
    CreatedAt,
    LastUsedAt,
    ExpiredAt,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum AuditEvents {
    Table,
    Id,
    CreatedAt,
    ActorId,
    Actor,
    ActorFolded,
    Origin,
    Action,
    RecordId,
    Record,
    RecordFolded,
    Changes,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum PaidAttempts {
    Table,
    Id,
    At,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum FamiliarAddresses {
    Table,
    Id,
    At,
}

#[derive(Debug, Clone, Copy, Iden)]
pub(super) enum ApiKeyScopes {
    Table,
    ApiKeyId,
    Controller,
    Action,
}
