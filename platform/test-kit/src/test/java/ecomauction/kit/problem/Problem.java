package ecomauction.kit.problem;

/// Stands in for service-kit's, which this module does not depend on.
public final class Problem extends RuntimeException {}
