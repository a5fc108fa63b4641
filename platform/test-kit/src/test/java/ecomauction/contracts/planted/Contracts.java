package ecomauction.contracts.planted;

class LooseEvent {}

interface OpenEvent {}

/// Allowed.
sealed interface LotEvent {
    record LotSeen(String by) implements LotEvent {}

    enum Outcome {
        SOLD {},
        UNSOLD
    }
}
