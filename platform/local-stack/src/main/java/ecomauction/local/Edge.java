package ecomauction.local;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import ecomauction.local.Options.Extra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/// nginx with ModSecurity and the Core Rule Set before the gateway (`--edge`), with the files that
/// the cluster's edge uses: those of helm/edge.
final class Edge {
    private static final Path CRS = Path.of("/usr/share/modsecurity-crs/rules");
    private static final String MODULES = "/usr/lib/nginx/modules";

    /// What Debian has of nginx's modules; `Extra.EDGE` looks for these.
    static final List<Path> NEEDED =
            List.of(
                    Path.of(MODULES, "ngx_http_modsecurity_module.so"),
                    Path.of(MODULES, "ngx_http_js_module.so"),
                    CRS);

    private final Options.Home home;

    private Edge(Options.Home home) {
        this.home = home;
    }

    static Server server(Options.Home home) {
        return new Server(
                "edge",
                List.of("edge"),
                List.of("gateway"),
                new Edge(home)::command,
                Ready.http("http://127.0.0.1:" + home.port("edge") + "/edge/health"));
    }

    private Server.Command command() throws IOException {
        var folder = Files.createDirectories(home.data().resolve("edge"));
        var text = new StringBuilder();
        try (var files = Files.list(home.root().resolve("helm/edge/files"))) {
            for (var file : files.sorted().toList()) {
                var content = Files.readString(file);
                Files.writeString(folder.resolve(file.getFileName()), content);
                text.append(content);
            }
        }
        text.append(write(folder.resolve("main.conf"), main()));
        text.append(write(folder.resolve("listen.conf"), listen()));
        var limits = limits();
        text.append(write(folder.resolve("settings.conf"), settings(folder, limits)));
        text.append(write(folder.resolve("limits.conf"), limits.lines()));
        text.append(write(folder.resolve("modsecurity.conf"), rules(folder)));
        for (var kept : List.of("body", "proxy", "cache")) {
            Files.createDirectories(folder.resolve(kept));
        }
        return new Server.Command(
                List.of(
                        Extra.EDGE.program("nginx"),
                        "-p",
                        folder + "/",
                        "-c",
                        folder.resolve("nginx.conf").toString(),
                        "-e",
                        "stderr"),
                Map.of("ECOM_CONFIGURATION", Integer.toHexString(text.toString().hashCode())),
                "QUIT");
    }

    private static String write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        return content;
    }

    /// As root nginx would give its workers another user, who may not read this folder.
    private static String main() {
        var user = System.getProperty("user.name");
        return """
        daemon off;
        pid nginx.pid;
        %1$sload_module %2$s/ngx_http_js_module.so;
        load_module %2$s/ngx_http_modsecurity_module.so;
        """
                .formatted(user.equals("root") ? "user root;\n" : "", MODULES);
    }

    private String listen() {
        return "listen 127.0.0.1:%d;\n".formatted(home.port("edge"));
    }

    /// What may pass: bids in a second, all else in five minutes.
    private record Limits(int bids, int others) {

        /// As the chart has them for an edge that is alone.
        String lines() {
            return """
            limit_req zone=bids burst=%1$d nodelay;
            limit_req zone=bid_tokens burst=%1$d nodelay;
            limit_req zone=tokens burst=%2$d nodelay;
            limit_req zone=addresses burst=%2$d nodelay;
            """
                    .formatted(bids - 1, others / 2 - 1);
        }
    }

    /// Those of the chart, unless a test says otherwise.
    private Limits limits() throws IOException {
        var values = home.root().resolve("helm/edge/values.yaml");
        Map<String, Map<String, Integer>> chart = new Yaml().load(Files.readString(values));
        var limits = requireNonNull(chart.get("limits"));
        return new Limits(limit("BIDS", limits.get("bids")), limit("OTHERS", limits.get("others")));
    }

    private int limit(String name, @Nullable Integer ofChart) {
        var ofTest = environment().get(name);
        return ofTest == null ? requireNonNull(ofChart) : Integer.parseInt(ofTest);
    }

    private Map<String, String> environment() {
        return home.options().environment().getOrDefault("edge", Map.of());
    }

    private String settings(Path folder, Limits limits) {
        var given = environment();
        return """
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        proxy_cache_path %1$s/cache levels=1:2 keys_zone=public:1m max_size=64m inactive=1m use_temp_path=off;
        modsecurity_rules_file %1$s/modsecurity.conf;
        limit_req_zone $bid_key zone=bids:1m rate=%2$dr/m;
        limit_req_zone $bid_token_key zone=bid_tokens:1m rate=%2$dr/m;
        limit_req_zone $token_key zone=tokens:1m rate=%3$dr/m;
        limit_req_zone $address_key zone=addresses:1m rate=%3$dr/m;
        limit_req_zone $binary_remote_addr zone=health:1m rate=100r/s;
        %4$s
        geo $realip_remote_addr $from_proxy {
            default 0;
            %5$s
        }
        map $http_x_country_code $denied_country {
            default 0;
            %6$s
        }
        upstream gateway {
            server 127.0.0.1:%7$d;
            keepalive 64;
        }
        map $uri $backend {
            default gateway;
        }
        """
                .formatted(
                        folder,
                        limits.bids() * 60,
                        limits.others() / 10,
                        each(given.get("TRUSTED_PROXIES"), "set_real_ip_from %s;"),
                        each(given.get("TRUSTED_PROXIES"), "%s 1;"),
                        each(given.get("DENIED_COUNTRIES"), "%s 1;"),
                        home.port("gateway"));
    }

    private static String each(@Nullable String words, String line) {
        return words == null
                ? ""
                : Stream.of(words.split(" ")).map(line::formatted).collect(joining("\n"));
    }

    private static String rules(Path folder) {
        return """
        SecTmpDir %1$s/body
        SecDataDir %1$s/body
        SecUnicodeMapFile /etc/nginx/unicode.mapping 20127
        Include %1$s/before-crs.conf
        Include %2$s/*.conf
        Include %1$s/after-crs.conf
        """
                .formatted(folder, CRS);
    }
}
