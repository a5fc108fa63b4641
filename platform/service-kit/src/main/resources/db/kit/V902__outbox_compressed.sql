-- The events of a transaction resemble each other. Compressed, a batch of them is a few pieces in the TOAST table instead of a
-- hundred, of which each was written, logged, deleted and vacuumed for itself.
ALTER TABLE outbox
    ALTER topics SET STORAGE EXTENDED,
    ALTER keys SET STORAGE EXTENDED,
    ALTER headers SET STORAGE EXTENDED,
    ALTER payloads SET STORAGE EXTENDED;
