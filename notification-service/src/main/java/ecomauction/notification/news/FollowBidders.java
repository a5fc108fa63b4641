package ecomauction.notification.news;

import ecomauction.contracts.bid.PrivateBidEvent;
import ecomauction.contracts.bid.PrivateBidEvent.BidRaised;
import ecomauction.contracts.bid.PrivateBidEvent.BidderJoined;
import ecomauction.contracts.bid.PrivateBidEvent.BidderOutbid;
import ecomauction.contracts.bid.PrivateBidEvent.LotSold;
import ecomauction.contracts.bid.PrivateBidEvent.LotWon;
import ecomauction.notification.audience.Bidders;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/// Keeps who bids, and notes who was outbid, who won, who sold.
@ApplicationScoped
class FollowBidders {

    private final Bidders bidders;
    private final Agenda agenda;
    private final NewsSettings settings;

    FollowBidders(Bidders bidders, Agenda agenda, NewsSettings settings) {
        this.bidders = bidders;
        this.agenda = agenda;
        this.settings = settings;
    }

    Uni<Void> handle(SqlConnection tx, UUID eventId, PrivateBidEvent event) {
        return switch (event) {
            case BidderJoined joined -> bidders.join(tx, joined);
            case BidderOutbid outbid -> outbid(tx, eventId, outbid);
            case LotWon won ->
                    agenda.put(
                            tx,
                            won.auctionId(),
                            new Occasion.Won(won.winner(), won.hammerPrice()),
                            Duration.ZERO);
            case LotSold sold ->
                    agenda.put(
                            tx,
                            sold.auctionId(),
                            new Occasion.Sold(sold.seller(), sold.hammerPrice()),
                            Duration.ZERO);
            case BidRaised _ -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> outbid(SqlConnection tx, UUID eventId, BidderOutbid event) {
        return bidders.aliasOf(tx, event.auctionId(), event.bidder())
                .map(alias ->
                        new Occasion.Outbid(
                                event.bidder(), alias.orElse(null), event.seq(), eventId))
                .chain(occasion ->
                        agenda.put(tx, event.auctionId(), occasion, settings.outbidWindow()));
    }
}
