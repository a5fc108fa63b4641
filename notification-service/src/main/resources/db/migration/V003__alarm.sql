-- The newest report of each kind of error, as the services publish them.
CREATE TABLE error_report (
    service     text        NOT NULL,
    fingerprint text        NOT NULL,
    version     text        NOT NULL,
    stage       text        NOT NULL,
    instance    text        NOT NULL,
    level       text        NOT NULL,
    logger      text        NOT NULL,
    message     text        NOT NULL,
    stack       text,
    payload     text,
    trace_id    text,
    at          timestamptz NOT NULL,
    PRIMARY KEY (service, fingerprint)
);

-- What there is trouble with: one row for each kind, however often it comes back.
CREATE TABLE alarm (
    trouble text        PRIMARY KEY,
    status  text        NOT NULL CHECK (status IN ('firing', 'resolved')),
    count   bigint      NOT NULL,
    told_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
