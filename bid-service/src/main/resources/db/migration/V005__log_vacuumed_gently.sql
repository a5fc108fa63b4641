-- Nothing in the log is ever dead; a vacuum only freezes what is new, and there is no hurry. At the usual pace it was a burst
-- each minute, in which bids waited.
ALTER TABLE bid_log SET (autovacuum_vacuum_cost_delay = 20);
