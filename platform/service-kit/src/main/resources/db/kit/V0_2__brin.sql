-- Rows come in the order of their age, so a few summaries serve where a tree costs an insert per row.
DROP INDEX idempotency_age;
DROP INDEX inbox_age;
CREATE INDEX idempotency_age ON idempotency USING brin (created_at);
CREATE INDEX inbox_age ON inbox USING brin (handled_at);
