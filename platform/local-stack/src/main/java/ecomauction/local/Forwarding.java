package ecomauction.local;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.ConnectException;

/// Tells the service who called and how, and tells the caller when the service is away.
final class Forwarding implements ProxyInterceptor {
    private final String service;
    private final String documentation;

    Forwarding(String service, String documentation) {
        this.service = service;
        this.documentation = documentation;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request();
        var caller = request.proxiedRequest();
        // Set, not added: what a caller claims about itself is not passed on.
        request.headers()
                .set("X-Forwarded-For", caller.remoteAddress().hostAddress())
                .set("X-Forwarded-Proto", "http")
                .set("X-Forwarded-Host", String.valueOf(caller.authority()));
        if (documentation.equals(caller.path())) {
            request.setURI("/q/openapi?format=yaml");
        }
        return context.sendRequest().recover(failure -> away(context, failure));
    }

    private Future<ProxyResponse> away(ProxyContext context, Throwable failure) {
        var refused = failure instanceof ConnectException;
        var status = refused ? 503 : 502;
        var problem =
                refused
                        ? Problems.of(503, "SERVICE_AWAY", service + " does not answer now")
                        : Problems.of(502, "SERVICE_BROKE_OFF", service + " broke the answer off");
        var response = context.request().release().response().setStatusCode(status);
        response.headers().set("Content-Type", Problems.TYPE).set("Retry-After", "1");
        response.setBody(Body.body(Buffer.buffer(problem.encode())));
        return Future.succeededFuture(response);
    }
}
