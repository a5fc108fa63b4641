-- Nobody searches the log by these, and they are most of what an ANALYZE would read and sort.
ALTER TABLE bid_log
    ALTER salt SET STATISTICS 0,
    ALTER entry SET STATISTICS 0,
    ALTER hash SET STATISTICS 0;
