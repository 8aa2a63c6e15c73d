CREATE TABLE configurations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    key_folded TEXT NOT NULL,
    value TEXT NOT NULL,
    value_folded TEXT NOT NULL
);

-- Case counts: the key itself is unique, not its folded form.
CREATE UNIQUE INDEX configurations_owner_id_key ON configurations (owner_id, key);

CREATE TABLE api_keys (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- SHA-256 of the key. It is as unpredictable as a hash is long, so nothing slower is needed.
    hash TEXT NOT NULL,
    last_four TEXT NOT NULL,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);

CREATE UNIQUE INDEX api_keys_hash ON api_keys (hash);
CREATE INDEX api_keys_owner_id ON api_keys (owner_id);

CREATE TABLE api_key_scopes (
    api_key_id BIGINT NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    controller TEXT NOT NULL,
    action TEXT NOT NULL,
    PRIMARY KEY (api_key_id, controller, action)
);
