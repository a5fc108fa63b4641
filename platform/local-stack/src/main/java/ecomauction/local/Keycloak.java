package ecomauction.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Keycloak, built once for PostgreSQL, with the realm of `k8s/platform/keycloak`.
final class Keycloak {
    private final Options.Home home;

    private Keycloak(Options.Home home) {
        this.home = home;
    }

    static Server server(Options.Home home) {
        return new Server(
                "keycloak",
                List.of("keycloak", "keycloak-management"),
                List.of("postgres"),
                new Keycloak(home)::prepare,
                Ready.http(
                        "http://127.0.0.1:%d/health/ready"
                                .formatted(home.port("keycloak-management"))));
    }

    private Server.Command prepare() throws IOException {
        var archive = Artefact.find(home, "keycloak-quarkus-dist-");
        // What the build writes depends on the JDK too.
        var name = Artefact.name(archive) + "-java" + Runtime.version().feature();
        var software =
                Unpacked.once(home.cache(), name, folder -> build(archive, folder))
                        .resolve(Artefact.name(archive).replace("-quarkus-dist", ""));
        var realm = home.data().resolve("keycloak/import");
        Files.createDirectories(realm);
        Files.writeString(realm.resolve("ecomauction-realm.json"), Realm.merged(home));
        var line =
                java(software)
                        .flags("-Dkeycloak.migration.action=import")
                        .flags("-Dkeycloak.migration.provider=dir")
                        .flags("-Dkeycloak.migration.dir=" + realm)
                        .flags("-Dkeycloak.migration.strategy=IGNORE_EXISTING")
                        .trained(home, "keycloak", archive)
                        .program("-cp", software.resolve("lib/quarkus-run.jar").toString())
                        .program("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                        .program("start", "--optimized", "--cache=local", "--http-enabled=true")
                        .program("--log-level=info,io.smallrye.health:warn")
                        .program("--http-host=127.0.0.1", "--http-port=" + home.port("keycloak"))
                        .program("--http-management-port=" + home.port("keycloak-management"))
                        // Users and services see one issuer.
                        .program("--hostname=" + url(home))
                        .program("--db-url=" + database())
                        .program("--db-username=keycloak", "--db-password=keycloak")
                        .line();
        var administrator =
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        return new Server.Command(line, administrator);
    }

    /// Without the script kc.sh, which would stay as a parent and answer signals in its own way.
    private static Jvm java(Path software) {
        return new Jvm()
                .flags("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .flags("--add-opens=java.base/java.util=ALL-UNNAMED")
                .flags("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
                .flags("--add-opens=java.base/java.security=ALL-UNNAMED")
                .flags("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .flags("--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8")
                .flags("-Dkc.home.dir=" + software)
                .flags("-Djboss.server.config.dir=" + software.resolve("conf"))
                .flags("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                .flags(
                        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
    }

    private static void build(Path archive, Path folder) throws IOException {
        Unpacked.tar(new GZIPInputStream(Files.newInputStream(archive)), folder);
        var software = folder.resolve(Artefact.name(archive).replace("-quarkus-dist", ""));
        var script = software.resolve("bin/kc.sh").toString();
        Artefact.run(
                List.of(script, "build", "--db=postgres", "--health-enabled=true"),
                Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS",
                        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m"),
                folder.resolve("build.log"));
    }

    static String url(Options.Home home) {
        return "http://127.0.0.1:" + home.port("keycloak");
    }

    private String database() {
        return "jdbc:postgresql://127.0.0.1:%d/keycloak".formatted(home.port("postgres"));
    }
}
