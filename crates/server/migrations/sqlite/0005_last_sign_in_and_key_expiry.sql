-- When a user last began a session, and from when on an API key is worth nothing.
ALTER TABLE users ADD COLUMN last_sign_in_at BIGINT;
CREATE INDEX users_last_sign_in_at ON users (last_sign_in_at);

ALTER TABLE api_keys ADD COLUMN expired_at BIGINT;
