-- A row holds all that one transaction tells, in order: a batch of two hundred events is one insert, one read and one
-- deletion. (In one step: nothing was released before.) Numbered to come after the services' first migrations, of which
-- one writes an event the old way.
ALTER TABLE outbox
    ALTER topic TYPE text[] USING ARRAY[topic],
    ALTER key TYPE text[] USING ARRAY[key],
    ALTER headers TYPE text[] USING ARRAY[headers],
    ALTER payload TYPE text[] USING ARRAY[payload];
ALTER TABLE outbox RENAME topic TO topics;
ALTER TABLE outbox RENAME key TO keys;
ALTER TABLE outbox RENAME payload TO payloads;
-- Kept for milliseconds, so not worth compressing.
ALTER TABLE outbox
    ALTER topics SET STORAGE EXTERNAL,
    ALTER keys SET STORAGE EXTERNAL,
    ALTER headers SET STORAGE EXTERNAL,
    ALTER payloads SET STORAGE EXTERNAL;
ALTER TABLE outbox SET (autovacuum_vacuum_threshold = 2000, toast.autovacuum_vacuum_scale_factor = 0.0,
    toast.autovacuum_vacuum_threshold = 20000);
