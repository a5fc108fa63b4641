package ecomauction.kit.tx;

/// Stands in for service-kit's, which this module does not depend on.
public interface Transactions {
    void run();
}
