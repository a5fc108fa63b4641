package ecomauction.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/// Connects a `@QuarkusTest` with the servers of [Stack]. Use: `@QuarkusTestResource(value =
/// StackResource.class, initArgs = @ResourceArg(name = "database", value = "bid"))`, once per
/// module. Each run begins with an empty database and no topics.
public final class StackResource implements QuarkusTestResourceLifecycleManager {
    private static final Set<String> EMPTIED = new HashSet<>();

    private String database = "";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", "");
    }

    @Override
    public Map<String, String> start() {
        var stack = Stack.get();
        // A test profile restarts the application, yet it is the same run.
        if (EMPTIED.add(database)) {
            empty(stack);
        }
        var settings = new HashMap<String, String>();
        settings.put("quarkus.devservices.enabled", "false");
        settings.put("quarkus.http.test-port", "0");
        settings.put("kafka.bootstrap.servers", stack.kafka());
        settings.put("quarkus.oidc.auth-server-url", stack.realm());
        settings.put("quarkus.mailer.mock", "false");
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", "" + stack.port("smtp"));
        if (!database.isEmpty()) {
            settings.put("quarkus.datasource.reactive.url", stack.postgres(database));
            settings.put("quarkus.datasource.username", database);
            settings.put("quarkus.datasource.password", database);
            settings.put("quarkus.flyway.jdbc-url", "jdbc:" + stack.postgres(database));
            settings.put("quarkus.flyway.username", database + "_owner");
            settings.put("quarkus.flyway.password", database + "_owner");
        }
        return settings;
    }

    @Override
    public void stop() {}

    private void empty(Stack stack) {
        try {
            deleteTopics(stack);
            if (!database.isEmpty()) {
                recreate(stack);
            }
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException("cannot empty the servers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void deleteTopics(Stack stack) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
            var topics = admin.listTopics().names().get(); // without the broker's internal ones
            admin.deleteTopics(topics).all().get();
            while (!admin.listTopics().names().get().isEmpty()) {
                Thread.sleep(20);
            }
        }
    }

    private void recreate(Stack stack) throws SQLException {
        try (var connection =
                DriverManager.getConnection(
                        "jdbc:" + stack.postgres("postgres"), "postgres", "postgres")) {
            execute(connection, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(database));
            role(connection, database + "_owner");
            role(connection, database);
            execute(connection, "CREATE DATABASE %1$s OWNER %1$s_owner".formatted(database));
        }
    }

    /// The kit's own tests use a database that no service has.
    private static void role(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, name);
            if (!query.executeQuery().next()) {
                execute(connection, "CREATE ROLE %1$s LOGIN PASSWORD '%1$s'".formatted(name));
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
