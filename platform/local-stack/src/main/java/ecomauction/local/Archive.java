package ecomauction.local;

import ecomauction.local.Options.Extra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The archive of logs (`--archive`): a bucket, and Vector with the configuration that the cluster
/// has, that of k8s/log-archive.
final class Archive {
    private static final String BUCKET = "log-archive";
    private static final String KEY = "local";
    private static final String SECRET = "local-secret";

    private final Options.Home home;

    private Archive(Options.Home home) {
        this.home = home;
    }

    static List<Server> servers(Options.Home home) {
        return List.of(
                bucket(home),
                new Server(
                        "archiver",
                        List.of("archiver"),
                        List.of("bucket"),
                        new Archive(home)::vector,
                        Ready.http("http://127.0.0.1:%d/health".formatted(home.port("archiver")))));
    }

    static Server bucket(Options.Home home) {
        return new Server(
                "bucket",
                List.of("bucket"),
                List.of(),
                new Archive(home)::s3,
                Ready.http(endpoint(home) + "/healthz"));
    }

    private static String endpoint(Options.Home home) {
        return "http://127.0.0.1:" + home.port("bucket");
    }

    /// What `lines-of` and Vector are told of the bucket.
    static Map<String, String> access(Options.Home home) {
        return Map.of(
                "ARCHIVE_ENDPOINT", endpoint(home),
                "ARCHIVE_BUCKET", BUCKET,
                "AWS_ACCESS_KEY_ID", KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET,
                "AWS_REGION", "us-east-1");
    }

    /// A folder is a bucket.
    static Path folder(Options.Home home) {
        return home.data().resolve("objects").resolve(BUCKET);
    }

    private Server.Command s3() throws IOException {
        var fetched = Artefact.find(home, "s3proxy-");
        var jar = Artefact.cached(home, fetched).resolve(fetched.getFileName());
        var objects = Files.createDirectories(folder(home)).getParent();
        var settings =
                """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """
                        .formatted(endpoint(home), KEY, SECRET, objects);
        var file = Files.writeString(home.data().resolve("s3proxy.conf"), settings);
        var line =
                new Jvm()
                        .flags("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                        .flags("-DLOG_LEVEL=warn")
                        .program("-jar", jar.toString(), "--properties", file.toString())
                        .line();
        return new Server.Command(line, Map.of());
    }

    private Server.Command vector() throws IOException {
        var sources = home.root().resolve("k8s/log-archive");
        var environment = new HashMap<>(access(home));
        environment.put("ARCHIVE_CONFIG", sources.toString());
        environment.put("ARCHIVE_LOGS", home.data().resolve("logs") + "/*-service*.log");
        environment.put(
                "ARCHIVE_STATE",
                Files.createDirectories(home.data().resolve("archiver")).toString());
        environment.put("ARCHIVE_API", "127.0.0.1:" + home.port("archiver"));
        environment.put("ARCHIVE_SECONDS", "5");
        return new Server.Command(
                List.of(
                        Extra.ARCHIVE.program("vector"),
                        "--quiet",
                        "--config",
                        sources.resolve("vector.yaml").toString()),
                environment);
    }
}
