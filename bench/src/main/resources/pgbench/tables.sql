DROP SCHEMA IF EXISTS pgbench CASCADE;
CREATE SCHEMA pgbench;
-- Nothing of the limit is vacuumed: that would only make it lower.
CREATE TABLE pgbench.lot (LIKE public.lot INCLUDING ALL) WITH (fillfactor = 50, autovacuum_enabled = off);
CREATE TABLE pgbench.bid_log (LIKE public.bid_log INCLUDING ALL) WITH (autovacuum_enabled = off);
CREATE TABLE pgbench.outbox (LIKE public.outbox INCLUDING ALL) WITH (autovacuum_enabled = off);
CREATE TABLE pgbench.idempotency (LIKE public.idempotency INCLUDING ALL) WITH (autovacuum_enabled = off);
INSERT INTO pgbench.lot (auction_id, status, seq, audit_seq, terms_seq, max, price, bid_count, bidders, starts_at, ends_at,
                         extensions, buy_now_gone, last_at, head_hash)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'OPEN', 0, 0, 0, 0, 0, 0, 0, now(),
       now() + interval '1 day', 0, false, now(), decode(repeat('00', 32), 'hex')
FROM generate_series(1, :lots) n;
ANALYZE pgbench.lot;
