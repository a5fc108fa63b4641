package ecomauction.local;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A mail server that delivers to nobody: every mail can be read through its REST API.
final class Mail {
    private Mail() {}

    static Server server(Options.Home home) {
        return new Server(
                "mail",
                List.of("mail", "smtp"),
                List.of(),
                () -> command(home),
                Ready.http("http://127.0.0.1:" + home.port("mail") + "/api/service/readiness"));
    }

    private static Server.Command command(Options.Home home) throws IOException {
        var fetched = Artefact.find(home, "greenmail-standalone-");
        var jar = Artefact.cached(home, fetched).resolve(fetched.getFileName());
        var line =
                new Jvm()
                        .flags("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                        .flags("-Dgreenmail.smtp.hostname=127.0.0.1")
                        .flags("-Dgreenmail.smtp.port=" + home.port("smtp"))
                        .flags("-Dgreenmail.api.hostname=127.0.0.1")
                        .flags("-Dgreenmail.api.port=" + home.port("mail"))
                        .flags("-Dgreenmail.auth.disabled")
                        .trained(home, "mail", jar)
                        .program("-jar", jar.toString())
                        .line();
        return new Server.Command(line, Map.of());
    }
}
