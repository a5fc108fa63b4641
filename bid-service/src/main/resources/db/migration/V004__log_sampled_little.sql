-- Asked by lot alone, for which 300 rows tell the planner enough: 30,000 were read each time the log had grown by a tenth.
ALTER TABLE bid_log
    ALTER auction_id SET STATISTICS 1,
    ALTER seq SET STATISTICS 1,
    ALTER audit_seq SET STATISTICS 1,
    ALTER at SET STATISTICS 1,
    ALTER kind SET STATISTICS 1,
    ALTER bidder SET STATISTICS 1,
    ALTER entered_by SET STATISTICS 1,
    ALTER amount SET STATISTICS 1,
    ALTER retracts SET STATISTICS 1;
