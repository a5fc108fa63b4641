package ecomauction.bench.fault;

import ecomauction.bench.house.Rest;
import ecomauction.demo.client.Api;
import ecomauction.demo.client.SystemMap;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/// Tokens that were issued before stay good, also those that no replica has seen yet.
final class KeycloakGone implements Fault {

    private static final Duration AWAY = Duration.ofSeconds(8);
    private static final int TRIES = 20;

    @Override
    public String title() {
        return "Keycloak is stopped for 8 s and started again; bidders keep their tokens.";
    }

    private String fresh = "";

    @Override
    public void prepare(Run run) throws IOException {
        var user = "bidder" + (1 + run.number());
        fresh = token(new Api(SystemMap.read(Path.of(".ecom-bench/map.json"))), user, TRIES);
    }

    /// Keycloak finds out at its next request that its database was restarted by another fault.
    private static String token(Api api, String user, int tries) {
        try {
            return api.token(user);
        } catch (IllegalStateException notYet) {
            if (tries == 0) {
                throw notYet;
            }
            Rest.of(Duration.ofSeconds(1));
            return token(api, user, tries - 1);
        }
    }

    @Override
    public void strike(Run run) throws Exception {
        run.stack().kill("keycloak");
        try (var http = HttpClient.newHttpClient()) {
            for (var port : run.ports()) {
                var request =
                        run.request(port, "/v1/lots/" + run.lots().getFirst())
                                .header("Authorization", "Bearer " + fresh)
                                .timeout(Duration.ofSeconds(10))
                                .build();
                var status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    run.wrong("a token that was not seen before was answered " + status);
                }
            }
        }
        Rest.of(AWAY);
        run.stack().start("keycloak");
    }
}
