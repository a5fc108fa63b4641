-- The service's role reads and writes rows; it owns nothing.
GRANT USAGE ON SCHEMA public TO ${app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO ${app};

-- Events that are committed but not yet in Kafka. A row lives for milliseconds.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    headers    text        NOT NULL,
    payload    text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000);

-- Events that were handled. Rows older than Kafka's retention may go.
CREATE TABLE inbox (
    event_id   uuid        PRIMARY KEY,
    handled_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Answers that were given under an Idempotency-Key.
CREATE TABLE idempotency (
    caller       text        NOT NULL,
    key          text        NOT NULL,
    request_hash bytea       NOT NULL,
    status       smallint    NOT NULL,
    headers      text        NOT NULL,
    body         text,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
CREATE INDEX inbox_age ON inbox (handled_at);
