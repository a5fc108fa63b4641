package ecomauction.local;

/// Why the stack cannot do what it was asked for, told so that a person can act on it.
public final class StackProblem extends RuntimeException {
    StackProblem(String message) {
        super(message);
    }

    StackProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
