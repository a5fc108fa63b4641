package ecomauction.demo.log;

import ecomauction.demo.client.Api;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/// A lot's log as the running system tells it, with the openings that an operator may see.
public final class PublicLog {

    private PublicLog() {}

    /// @throws IOException if there is no such lot, or nobody answers
    public static InputStream open(Api api, String lot) throws IOException, InterruptedException {
        return api.stream("operator", "/v1/lots/" + lot + "/log?openings=true");
    }

    public static LogVerifier.Verdict verify(Api api, String lot) {
        try (var log = open(api, lot)) {
            return LogVerifier.verify(log, Instant.now());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
