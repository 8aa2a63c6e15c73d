-- Sessions that have ended are deleted without a look at the others.
CREATE INDEX sessions_ends_at ON sessions (ends_at);

-- The keys of names are made anew by the server, which knows when two names are the same: see `storage/users/names.rs`.
