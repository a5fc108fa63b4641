package ecomauction.local;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.HttpProxy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The one address of the system: passes each request on to the service that owns its path.
final class Gateway extends AbstractVerticle {
    /// Each open event stream holds a connection of the pool, so its bound is that of all watchers.
    private static final PoolOptions POOL = new PoolOptions().setHttp1MaxSize(20_000);

    private final JsonObject map;
    private final Path tour;

    Gateway(JsonObject map, Path tour) {
        this.map = map;
        this.tour = tour;
    }

    static Server server(Options.Home home) {
        return new Server(
                "gateway",
                List.of("gateway"),
                LocalStack.SERVICES.stream()
                        .flatMap(service -> Service.names(home, service).stream())
                        .toList(),
                () -> command(home),
                Ready.http("http://127.0.0.1:" + home.port("gateway") + "/health"));
    }

    private static Server.Command command(Options.Home home) throws IOException {
        var software =
                Snapshot.of(
                        home,
                        "platform/local-stack/target",
                        "local-stack.jar",
                        "local-stack.jar",
                        "lib");
        var map = home.data().resolve("map.json");
        var classPath =
                software.resolve("local-stack.jar")
                        + File.pathSeparator
                        + Jvm.classPath(software.resolve("lib"));
        var line =
                new Jvm()
                        .flags("-Xmx192m", "-XX:+UseSerialGC", "-cp", classPath)
                        // A map that changed makes another gateway of it.
                        .flags("-Decom.map=" + Files.readString(map).hashCode())
                        .program(Gateway.class.getName(), map.toString())
                        .program(home.root().resolve("README.md").toString())
                        .line();
        return new Server.Command(line, Map.of());
    }

    static void main(String[] args) throws IOException {
        var map = new JsonObject(Files.readString(Path.of(args[0])));
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        vertx.deployVerticle(
                        () -> new Gateway(map, Path.of(args[1])),
                        new DeploymentOptions().setInstances(2))
                .onFailure(failure -> {
                    System.err.println("gateway: " + failure);
                    System.exit(1);
                });
    }

    @Override
    public void start(Promise<Void> started) {
        var client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(2_000)
                                .setMaxHeaderSize(32 * 1024)
                                // Services close idle connections after a minute; be first.
                                .setKeepAliveTimeout(30),
                        POOL);
        var services = services(client);
        vertx.createHttpServer(options())
                .requestHandler(request -> route(request, services))
                .listen(port(map), "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    /// HTTP/1.1 only: the proxy cannot pass on the body of a request that came in by an upgrade to
    /// HTTP/2, which some clients try first.
    private static HttpServerOptions options() {
        return new HttpServerOptions().setMaxHeaderSize(32 * 1024).setHttp2ClearTextEnabled(false);
    }

    /// Its own; people may come by way of the edge.
    static int port(JsonObject map) {
        return map.getInteger("gatewayPort");
    }

    private NavigableMap<String, HttpProxy> services(HttpClient client) {
        var services = new TreeMap<String, HttpProxy>();
        for (var entry : map.getJsonObject("services")) {
            var service = (JsonObject) entry.getValue();
            var ports =
                    service.getJsonArray("replicas").stream()
                            .map(replica -> ((JsonObject) replica).getInteger("port"))
                            .toList();
            var proxy = proxy(entry.getKey(), ports, client);
            service.getJsonArray("routes").forEach(route -> services.put((String) route, proxy));
            services.put(documentation(entry.getKey()), proxy);
        }
        return services;
    }

    private static HttpProxy proxy(String service, List<Integer> ports, HttpClient client) {
        return HttpProxy.reverseProxy(client)
                .origin(new Replicas(ports))
                .addInterceptor(new Forwarding(service, documentation(service)));
    }

    private static String documentation(String service) {
        return "/docs/" + service + "/openapi.yaml";
    }

    private void route(HttpServerRequest request, NavigableMap<String, HttpProxy> services) {
        var path = request.path() == null ? "" : request.path();
        switch (path) {
            case "/" -> answer(request, "text/html", MapPage.of(map));
            case "/map.json" -> answer(request, "application/json", map.encodePrettily());
            case "/health" -> answer(request, "application/json", "{\"status\":\"UP\"}");
            case "/tour" ->
                    request.response()
                            .sendFile(tour.toString())
                            .onFailure(_ -> notFound(request, path));
            default -> {
                var service = owner(path, services);
                if (service != null) {
                    service.handle(request);
                } else {
                    notFound(request, path);
                }
            }
        }
    }

    /// The longest prefix that ends where the path or a segment of it ends.
    private static @Nullable HttpProxy owner(
            String path, NavigableMap<String, HttpProxy> services) {
        for (Map.Entry<String, HttpProxy> entry : services.descendingMap().entrySet()) {
            var prefix = entry.getKey();
            if (path.equals(prefix) || path.startsWith(prefix + "/")) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static void notFound(HttpServerRequest request, String path) {
        var problem = Problems.of(404, "NOT_FOUND", "Nothing is served at " + path);
        request.response().setStatusCode(404);
        answer(request, Problems.TYPE, problem.encode());
    }

    private static void answer(HttpServerRequest request, String type, String body) {
        request.response().putHeader("Content-Type", type + "; charset=utf-8").end(body);
    }
}
