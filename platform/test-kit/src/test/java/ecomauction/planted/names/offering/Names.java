package ecomauction.planted.names.offering;

class BidManager {}

class PlaceBidImpl {}

class BidService {}

class MoneyUtils {}

class BaseBid {}

class AbstractLot {
    static class Helper {}
}

/// Allowed: words that only begin alike.
class Baseline {}

class Serviceable {}
