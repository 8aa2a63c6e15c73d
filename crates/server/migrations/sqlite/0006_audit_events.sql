-- Who changed what, and when. It refers to nothing: it outlives whom and what it tells of.
CREATE TABLE audit_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at BIGINT NOT NULL,
    -- Null at the command line.
    actor_id BIGINT,
    actor TEXT NOT NULL,
    actor_folded TEXT NOT NULL,
    origin TEXT NOT NULL,
    action TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    record TEXT NOT NULL,
    record_folded TEXT NOT NULL,
    -- JSON, as the API shows it.
    changes TEXT NOT NULL
);

CREATE INDEX audit_events_created_at ON audit_events (created_at);
