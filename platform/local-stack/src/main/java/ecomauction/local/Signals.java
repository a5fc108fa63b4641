package ecomauction.local;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What can be said to a process, and waiting until it has obeyed.
final class Signals {
    /// Enough for a JVM that writes its AOT cache at the end of its first run.
    private static final long GRACE_SECONDS = 60;

    private Signals() {}

    /// Also of what the process leaves behind when it ends.
    static void end(ProcessHandle process, String signal) {
        var descendants = process.descendants().toList();
        send(process, "CONT"); // a paused process would not hear the other signal
        send(process, signal);
        if (!awaitEnd(process, GRACE_SECONDS)) {
            kill(process);
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /// SIGKILL for the process and for all that it started.
    static void kill(ProcessHandle process) {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(process, GRACE_SECONDS);
        descendants.forEach(descendant -> awaitEnd(descendant, GRACE_SECONDS));
    }

    static void send(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", "-s", signal, "" + process.pid())
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new StackProblem("cannot send SIG" + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean awaitEnd(ProcessHandle process, long seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (Exception e) {
            throw new StackProblem("cannot wait for process " + process.pid(), e);
        }
    }
}
