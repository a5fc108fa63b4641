-- What this service must know of auctions: its own copy, fed by events. Each of these tables is
-- written by the consumer of one topic only, so consumers never wait for each other.

-- From auction.events.
CREATE TABLE listing (
    auction_id    uuid   PRIMARY KEY,
    revision      bigint NOT NULL,
    seller        text   NOT NULL,
    title         text   NOT NULL,
    cancel_reason text
);

-- From bid.events.
CREATE TABLE lot (
    auction_id uuid   PRIMARY KEY,
    seq        bigint NOT NULL,
    leader     text,
    price      bigint,
    min_next   bigint,
    currency   text,
    ends_at    timestamptz,
    outcome    text
) WITH (fillfactor = 70);

-- From bid.events: everybody who has bid, by alias.
CREATE TABLE alias (
    auction_id uuid NOT NULL,
    alias      text NOT NULL,
    PRIMARY KEY (auction_id, alias)
);

-- From bid.private: who that is.
CREATE TABLE bidder (
    auction_id uuid        NOT NULL,
    alias      text        NOT NULL,
    user_id    text        NOT NULL,
    paddle     text,
    joined_at  timestamptz NOT NULL,
    PRIMARY KEY (auction_id, alias)
);

-- What may have to be told, and when to decide on it.
CREATE TABLE agenda (
    auction_id uuid        NOT NULL,
    key        text        NOT NULL,
    occasion   text        NOT NULL,
    due_at     timestamptz NOT NULL,
    since      timestamptz NOT NULL DEFAULT now(),
    done       boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (auction_id, key)
);
CREATE INDEX agenda_due ON agenda (due_at) WHERE NOT done;

-- What was told to whom: the in-app inbox. The key names what happened, so it is told once.
CREATE TABLE notice (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    key        text        NOT NULL,
    user_id    text        NOT NULL,
    news       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    read_at    timestamptz,
    UNIQUE (key, user_id)
);
CREATE INDEX notice_of_user ON notice (user_id, id DESC);
CREATE INDEX notice_unread ON notice (user_id, id DESC) WHERE read_at IS NULL;

-- The queue of each channel that leaves the house. While a row is SENDING, due_at is the end of the
-- lease of the worker that sends it.
CREATE TABLE delivery (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    notice_id  uuid        NOT NULL REFERENCES notice,
    channel    text        NOT NULL,
    state      text        NOT NULL DEFAULT 'QUEUED'
        CHECK (state IN ('QUEUED', 'SENDING', 'SENT', 'DEAD')),
    due_at     timestamptz NOT NULL DEFAULT now(),
    attempts   integer     NOT NULL DEFAULT 0,
    last_error text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (notice_id, channel)
);
CREATE INDEX delivery_due ON delivery (channel, due_at) WHERE state IN ('QUEUED', 'SENDING');
