package ecomauction.local;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import java.util.List;

/// Takes turns among the replicas of a service; one that refuses the connection is skipped. (Only
/// then: a request that reached a replica may have had its effect already.)
final class Replicas implements OriginRequestProvider {
    private static final long STREAM_IDLE_MS = 3_600_000;

    private final List<Integer> ports;
    private int turn;

    Replicas(List<Integer> ports) {
        this.ports = ports;
    }

    @Override
    public Future<HttpClientRequest> create(ProxyContext context) {
        turn = (turn + 1) % ports.size();
        return connect(context.client(), turn, ports.size());
    }

    private Future<HttpClientRequest> connect(HttpClient client, int index, int attempts) {
        var origin =
                new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(ports.get(index))
                        .setIdleTimeout(STREAM_IDLE_MS);
        var request = client.request(origin);
        return attempts == 1
                ? request
                : request.recover(_ -> connect(client, (index + 1) % ports.size(), attempts - 1));
    }
}
