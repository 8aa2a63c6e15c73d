-- Finds texts within usernames and emails by the three-letter pieces that they have in common. It holds the pieces alone, and where
-- they are; the texts stay in `users`.
CREATE VIRTUAL TABLE users_search USING fts5 (
    username_folded,
    email_folded,
    content = 'users',
    content_rowid = 'id',
    tokenize = 'trigram',
    detail = 'none'
);

INSERT INTO users_search (users_search) VALUES ('rebuild');

CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
    INSERT INTO users_search (rowid, username_folded, email_folded)
    VALUES (new.id, new.username_folded, new.email_folded);
END;

CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
    INSERT INTO users_search (users_search, rowid, username_folded, email_folded)
    VALUES ('delete', old.id, old.username_folded, old.email_folded);
END;

CREATE TRIGGER users_search_update AFTER UPDATE OF username_folded, email_folded ON users
WHEN old.username_folded IS NOT new.username_folded OR old.email_folded IS NOT new.email_folded BEGIN
    INSERT INTO users_search (users_search, rowid, username_folded, email_folded)
    VALUES ('delete', old.id, old.username_folded, old.email_folded);
    INSERT INTO users_search (rowid, username_folded, email_folded)
    VALUES (new.id, new.username_folded, new.email_folded);
END;

-- Pages far down the list are found without reading the users before them.
CREATE INDEX users_id ON users (id);
