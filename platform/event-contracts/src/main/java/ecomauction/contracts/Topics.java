package ecomauction.contracts;

import ecomauction.contracts.auction.AuctionEvent;
import ecomauction.contracts.auction.AuctionEvent.AuctionCancelled;
import ecomauction.contracts.auction.AuctionEvent.AuctionPublished;
import ecomauction.contracts.auction.AuctionEvent.AuctionUpdated;
import ecomauction.contracts.auction.AuctionEvent.CancellationRequested;
import ecomauction.contracts.bid.BidEvent;
import ecomauction.contracts.bid.BidEvent.BidAccepted;
import ecomauction.contracts.bid.BidEvent.BidRetracted;
import ecomauction.contracts.bid.BidEvent.IncrementTablePublished;
import ecomauction.contracts.bid.BidEvent.LotClosed;
import ecomauction.contracts.bid.BidEvent.LotExtended;
import ecomauction.contracts.bid.BidEvent.ReserveMet;
import ecomauction.contracts.bid.BidEvent.UpdateRefused;
import ecomauction.contracts.bid.PrivateBidEvent;
import ecomauction.contracts.bid.PrivateBidEvent.BidRaised;
import ecomauction.contracts.bid.PrivateBidEvent.BidderJoined;
import ecomauction.contracts.bid.PrivateBidEvent.BidderOutbid;
import ecomauction.contracts.bid.PrivateBidEvent.LotSold;
import ecomauction.contracts.bid.PrivateBidEvent.LotWon;
import ecomauction.contracts.ops.OpsEvent;
import ecomauction.contracts.ops.OpsEvent.ErrorReported;
import java.util.List;

/// Every topic of the system: the one place where its name stands.
public final class Topics {

    public static final Topic<AuctionEvent> AUCTION_EVENTS =
            new Topic<>(
                    "auction.events",
                    "/auction-service",
                    List.of(
                            AuctionPublished.class,
                            AuctionUpdated.class,
                            CancellationRequested.class,
                            AuctionCancelled.class));

    /// Facts that anybody may see.
    public static final Topic<BidEvent> BID_EVENTS =
            new Topic<>(
                    "bid.events",
                    "/bid-service",
                    List.of(
                            BidAccepted.class,
                            LotExtended.class,
                            ReserveMet.class,
                            BidRetracted.class,
                            LotClosed.class,
                            UpdateRefused.class,
                            IncrementTablePublished.class));

    /// Who is who: read access only for those who need it.
    public static final Topic<PrivateBidEvent> BID_PRIVATE =
            new Topic<>(
                    "bid.private",
                    "/bid-service",
                    List.of(
                            BidderJoined.class,
                            BidderOutbid.class,
                            BidRaised.class,
                            LotWon.class,
                            LotSold.class));

    /// Written by every service.
    public static final Topic<OpsEvent> OPS_ERRORS =
            new Topic<>("ops.errors", "/ops", List.of(ErrorReported.class));

    public static final List<Topic<?>> ALL =
            List.of(AUCTION_EVENTS, BID_EVENTS, BID_PRIVATE, OPS_ERRORS);

    private Topics() {}
}
