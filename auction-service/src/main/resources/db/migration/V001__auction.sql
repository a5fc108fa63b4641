-- A listing with what the bids have made of it.
CREATE TABLE auction (
    id              uuid        PRIMARY KEY,
    seller          text        NOT NULL,
    state           text        NOT NULL,
    revision        bigint      NOT NULL,
    listing         jsonb       NOT NULL,
    table_version   integer,
    starts_at       timestamptz,
    published_at    timestamptz,

    -- The standing, from bid.events.
    seq             bigint      NOT NULL DEFAULT 0,
    price           bigint,
    min_next        bigint,
    bid_count       integer     NOT NULL DEFAULT 0,
    reserve_met     boolean     NOT NULL DEFAULT false,
    ends_at         timestamptz NOT NULL,
    extensions      integer     NOT NULL DEFAULT 0,

    -- The wish to cancel, while bid-service has not answered.
    cancel_revision    bigint,
    cancel_by_operator boolean,
    cancel_reason      text,

    -- bid-service's final word.
    close_reason    text,
    winner          text,
    hammer_price    bigint,
    closed_at       timestamptz,

    -- For lists.
    category        text   NOT NULL GENERATED ALWAYS AS (listing ->> 'category') STORED,
    asking          bigint NOT NULL GENERATED ALWAYS AS
                        (COALESCE(price, (listing -> 'startPrice' ->> 'amount')::bigint)) STORED,
    words           tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('simple'::regconfig,
                        (listing ->> 'title') || ' ' || (listing ->> 'description'))) STORED,
    changed_by      xid8   NOT NULL DEFAULT pg_current_xact_id()
);

CREATE INDEX auction_ends_at ON auction (ends_at, id);
CREATE INDEX auction_newest ON auction (COALESCE(published_at, to_timestamp(0)) DESC, id DESC);
CREATE INDEX auction_asking ON auction (asking, id);
CREATE INDEX auction_bid_count ON auction (bid_count DESC, id DESC);
CREATE INDEX auction_category ON auction (category, ends_at);
CREATE INDEX auction_seller ON auction (seller, id);
CREATE INDEX auction_words ON auction USING gin (words);

-- What a row was until it was changed, for as long as somebody may be paging through a list: every
-- page shows the list of the moment when the first page was read. Unlogged: a crash costs no more
-- than that promise to those who are paging at that time.
CREATE UNLOGGED TABLE auction_past (
    id           uuid        NOT NULL,
    seller       text        NOT NULL,
    state        text        NOT NULL,
    category     text        NOT NULL,
    starts_at    timestamptz,
    ends_at      timestamptz NOT NULL,
    published_at timestamptz,
    asking       bigint      NOT NULL,
    bid_count    integer     NOT NULL,
    changed_by   xid8        NOT NULL,
    replaced_by  xid8        NOT NULL DEFAULT pg_current_xact_id(),
    replaced_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX auction_past_id ON auction_past (id);
CREATE INDEX auction_past_replaced_at ON auction_past (replaced_at);

CREATE FUNCTION keep_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO auction_past (id, seller, state, category, starts_at, ends_at, published_at,
                              asking, bid_count, changed_by)
    VALUES (OLD.id, OLD.seller, OLD.state, OLD.category, OLD.starts_at, OLD.ends_at,
            OLD.published_at, OLD.asking, OLD.bid_count, OLD.changed_by);
    NEW.changed_by := pg_current_xact_id();
    RETURN NEW;
END $$;
CREATE TRIGGER keep_past BEFORE UPDATE ON auction FOR EACH ROW EXECUTE FUNCTION keep_past();

-- Every revision that went out, so that a refused one can be taken back.
CREATE TABLE revision (
    auction_id    uuid    NOT NULL REFERENCES auction,
    revision      bigint  NOT NULL,
    listing       jsonb   NOT NULL,
    restores      boolean NOT NULL,
    refused       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (auction_id, revision)
);

-- Our copy of bid-service's increment tables; a version never changes.
CREATE TABLE increment_table (
    name        text        NOT NULL,
    version     integer     NOT NULL,
    currency    text        NOT NULL,
    tiers       jsonb       NOT NULL,
    PRIMARY KEY (name, version)
);
CREATE INDEX increment_table_currency ON increment_table (currency);

-- All the words, or what begins with them, in any order.
CREATE FUNCTION words_query(typed text) RETURNS tsquery LANGUAGE sql STABLE AS $$
    SELECT regexp_replace(plainto_tsquery('simple', typed)::text, '''(?=\s|$)', ''':*', 'g')::tsquery
$$;
