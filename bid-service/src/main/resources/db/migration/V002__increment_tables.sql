-- The two tables that come with the product, published like any later version.
WITH preset (name, currency, tiers) AS (
    VALUES
    ('USD', 'USD', '[{"from":0,"increment":5},{"from":100,"increment":25},{"from":500,"increment":50},{"from":2500,"increment":100},{"from":10000,"increment":250},{"from":25000,"increment":500},{"from":50000,"increment":1000},{"from":100000,"increment":2500},{"from":250000,"increment":5000},{"from":500000,"increment":10000}]'),
    ('TRADEME_NZD', 'NZD', '[{"from":0,"increment":50},{"from":2000,"increment":100},{"from":20000,"increment":500},{"from":100000,"increment":1000},{"from":500000,"increment":5000},{"from":2500000,"increment":10000}]')
), stored AS (
    INSERT INTO increment_table (name, version, currency, tiers, created_by)
    SELECT name, 1, currency, tiers, 'ecomauction' FROM preset
    RETURNING name, version, currency, tiers, created_at
)
INSERT INTO outbox (topic, key, headers, payload)
SELECT 'bid.events',
       name,
       json_build_object(
           'ce_specversion', '1.0',
           'ce_id', gen_random_uuid(),
           'ce_source', '/bid-service',
           'ce_type', 'ecomauction.IncrementTablePublished',
           'ce_subject', name,
           'ce_sequence', '1',
           'content-type', 'application/json')::text,
       json_build_object(
           'name', name,
           'version', version,
           'currency', currency,
           'tiers', tiers::json,
           'at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text
FROM stored;
