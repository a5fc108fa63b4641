package ecomauction.demo.replay;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A bar on a terminal; elsewhere a line for each fifth of the way.
final class Progress {

    private static final int WIDTH = 40;
    private static final int LINES = 5;

    private final PrintStream out;
    private final boolean terminal;
    private final String what;
    private final long total;
    private final AtomicLong done = new AtomicLong();

    Progress(PrintStream out, boolean terminal, String what, long total) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    void step() {
        var now = done.incrementAndGet();
        if (passes(now, terminal ? WIDTH * 5 : LINES)) {
            show(now);
        }
    }

    private boolean passes(long now, int parts) {
        return now * parts / total != (now - 1) * parts / total;
    }

    private synchronized void show(long now) {
        if (!terminal) {
            out.printf("  %s: %d of %d%n", what, now, total);
            return;
        }
        var full = (int) (now * WIDTH / total);
        out.printf(
                "\r  %s %s%s %d of %d%s",
                what,
                "█".repeat(full),
                "░".repeat(WIDTH - full),
                now,
                total,
                now == total ? "\n" : "");
        out.flush();
    }
}
