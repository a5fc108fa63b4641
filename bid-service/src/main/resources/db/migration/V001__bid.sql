-- The state of each lot: the fold of its log. Hot, so kept narrow and with room for updates in place.
CREATE TABLE lot (
    auction_id    uuid        PRIMARY KEY,
    status        text        NOT NULL,
    seq           bigint      NOT NULL,
    audit_seq     bigint      NOT NULL,
    terms_seq     bigint      NOT NULL,
    leader        text,
    leader_user   text,
    leader_paddle text,
    leader_number integer,
    max           bigint      NOT NULL,
    price         bigint      NOT NULL,
    bid_count     integer     NOT NULL,
    bidders       integer     NOT NULL,
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    extensions    integer     NOT NULL,
    buy_now_gone  boolean     NOT NULL,
    reserve       bigint,
    last_at       timestamptz NOT NULL,
    head_hash     bytea       NOT NULL,
    close_reason  text
) WITH (fillfactor = 50);
CREATE INDEX lot_due ON lot (ends_at) WHERE status = 'OPEN';

-- The terms that a lot has had; `seq` is the decision that put them in force. Never changed, so safe to cache.
CREATE TABLE terms (
    auction_id uuid   NOT NULL,
    seq        bigint NOT NULL,
    seller     text   NOT NULL,
    terms      text   NOT NULL,
    increments text   NOT NULL,
    PRIMARY KEY (auction_id, seq)
);

-- Who bids on a lot, numbered in the order of their first bids.
CREATE TABLE bidder (
    auction_id uuid    NOT NULL,
    bidder     text    NOT NULL,
    user_id    text    NOT NULL,
    paddle     text,
    number     integer NOT NULL,
    blocked    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (auction_id, bidder)
);

-- Every decision, chained by hash. `entry` is what was hashed and what the public sees; the maximum and its salt stay
-- here. The service may add and read, never change.
CREATE TABLE bid_log (
    auction_id uuid        NOT NULL,
    seq        bigint      NOT NULL,
    audit_seq  bigint      NOT NULL,
    at         timestamptz NOT NULL,
    kind       text        NOT NULL,
    bidder     text,
    entered_by text,
    amount     bigint,
    salt       bytea,
    retracts   bigint[],
    entry      text        NOT NULL,
    hash       bytea       NOT NULL,
    PRIMARY KEY (auction_id, seq)
);

-- What was refused, for operators.
CREATE TABLE bid_refused (
    auction_id uuid        NOT NULL,
    audit_seq  bigint      NOT NULL,
    at         timestamptz NOT NULL,
    bidder     text        NOT NULL,
    entered_by text        NOT NULL,
    amount     bigint      NOT NULL,
    code       text        NOT NULL,
    PRIMARY KEY (auction_id, audit_seq)
);

CREATE TABLE increment_table (
    name       text        NOT NULL,
    version    integer     NOT NULL,
    currency   text        NOT NULL,
    tiers      text        NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (name, version)
);

REVOKE UPDATE, DELETE, TRUNCATE ON bid_log, bid_refused, terms, increment_table FROM ${app};

-- Costs nothing while nobody retracts.
CREATE INDEX bid_log_retractions ON bid_log (auction_id) WHERE retracts IS NOT NULL;
