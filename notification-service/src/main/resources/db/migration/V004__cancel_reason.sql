-- Nobody reads or writes it any more; it goes once no release that does can still be running.
COMMENT ON COLUMN listing.cancel_reason IS 'unused';
