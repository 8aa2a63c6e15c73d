-- Times are milliseconds since 1970 UTC. The folded columns hold what is compared without regard to case, so that
-- sorting and searching give the same on every database.

CREATE TABLE users (
    -- AUTOINCREMENT: the id of a deleted user is never given to another.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    username TEXT NOT NULL,
    username_folded TEXT NOT NULL,
    email TEXT,
    email_folded TEXT,
    password_hash TEXT NOT NULL,
    is_admin BOOLEAN NOT NULL,
    source_type TEXT NOT NULL,
    expired_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX users_user_id ON users (user_id);
CREATE INDEX users_username_folded ON users (username_folded);
CREATE INDEX users_email_folded ON users (email_folded);
CREATE INDEX users_created_at ON users (created_at);

-- Usernames and emails are one namespace: nobody's username is another's email.
CREATE TABLE names (
    name TEXT NOT NULL PRIMARY KEY,
    owner_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX names_owner_id ON names (owner_id);

-- A token is good only while its session is here.
CREATE TABLE sessions (
    jti TEXT NOT NULL PRIMARY KEY,
    owner_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    signed_in_at BIGINT NOT NULL,
    -- When the last token that this session can ever get has expired.
    ends_at BIGINT NOT NULL
);

CREATE INDEX sessions_owner_id ON sessions (owner_id);

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
