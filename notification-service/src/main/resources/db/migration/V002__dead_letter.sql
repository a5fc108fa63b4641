-- What could not be handled: events of any service, and messages of this one. Operators decide.
CREATE TABLE dead_letter (
    id               uuid        PRIMARY KEY DEFAULT uuidv7(),
    topic            text        NOT NULL,
    consumer_group   text        NOT NULL,
    event_id         text        NOT NULL,
    event_type       text        NOT NULL,
    key              text        NOT NULL,
    headers          text        NOT NULL,
    payload          text        NOT NULL,
    cause            text        NOT NULL,
    source_partition text        NOT NULL,
    source_offset    text        NOT NULL,
    delivery_id      uuid,
    state            text        NOT NULL DEFAULT 'OPEN'
        CHECK (state IN ('OPEN', 'REPLAYED', 'DISCARDED')),
    created_at       timestamptz NOT NULL DEFAULT now(),
    -- The same burial, seen again. The event's id makes it hold even if a topic begins anew.
    UNIQUE (event_id, consumer_group, topic, source_partition, source_offset)
);
-- The same event, buried twice because it was published twice.
CREATE UNIQUE INDEX dead_letter_open ON dead_letter (event_id, consumer_group) WHERE state = 'OPEN';
CREATE INDEX dead_letter_state ON dead_letter (state, id DESC);

-- Who did what to it.
CREATE TABLE dead_letter_act (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    letter_id   uuid        NOT NULL REFERENCES dead_letter,
    act         text        NOT NULL CHECK (act IN ('REPLAY', 'DISCARD')),
    actor       text        NOT NULL,
    actor_name  text        NOT NULL,
    reason      text,
    at          timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX dead_letter_act_of ON dead_letter_act (letter_id, id);
-- An audit trail is written, never changed.
REVOKE UPDATE, DELETE ON dead_letter_act FROM ${app};
