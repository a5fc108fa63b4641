-- Found by their primary keys, deleted by their age: 300 rows tell enough of that. No samples of 30,000 each time a table has
-- grown by a tenth, and no vacuum for events that are merely new.
ALTER TABLE idempotency
    ALTER id SET STATISTICS 0,
    ALTER status SET STATISTICS 0,
    ALTER created_at SET STATISTICS 1;
ALTER TABLE inbox SET (autovacuum_vacuum_insert_threshold = -1);
ALTER TABLE inbox
    ALTER event_id SET STATISTICS 0,
    ALTER handled_at SET STATISTICS 1;
