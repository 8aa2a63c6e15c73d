-- What several servers remember together of attempts to guess passwords: the ids are keyed hashes of names and addresses, the times
-- milliseconds. Unlogged: a crash may forget it.

CREATE UNLOGGED TABLE paid_attempts (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

CREATE UNLOGGED TABLE familiar_addresses (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
