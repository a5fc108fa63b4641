package ecomauction.e2e;

import ecomauction.local.Options;
import ecomauction.local.Options.Extra;
import org.opentest4j.TestAbortedException;

/// Programs of the machine that some tests need: where they are missing, those are skipped and say
/// so; in CI (`ECOM_CHECKS=required`) they fail.
final class Tools {

    private Tools() {}

    static void require(Extra extra) {
        if (extra.isInstalled()) {
            return;
        }
        var reason = extra.missing();
        if ("required".equals(System.getenv("ECOM_CHECKS"))) {
            throw new AssertionError(reason);
        }
        System.err.println("Skipped: " + reason);
        throw new TestAbortedException(reason);
    }

    /// With all that the machine has.
    static Options with(Extra extra, Options options) {
        return extra.isInstalled() ? options.with(extra) : options;
    }
}
