package ecomauction.testkit;

import ecomauction.local.LocalStack;
import ecomauction.local.Options;
import ecomauction.local.Ports;
import ecomauction.local.Running;
import ecomauction.local.StackFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The real PostgreSQL, Kafka, Keycloak and mail server that tests run against: those that
/// `-Decom.stack=<stack.json>` names, else ones of this module's own, which end with its JVM.
public final class Stack {
    private static @Nullable Stack stack;

    private final Map<String, Integer> ports = new HashMap<>();

    private Stack(List<Running> servers) {
        servers.forEach(server -> ports.putAll(server.ports()));
    }

    public static synchronized Stack get() {
        var known = stack;
        if (known == null) {
            var file = System.getProperty("ecom.stack", "");
            known = new Stack(file.isBlank() ? startOwn() : StackFile.read(Path.of(file)));
            stack = known;
        }
        return known;
    }

    private static List<Running> startOwn() {
        var own = LocalStack.at(Path.of("target/stack"), Options.with(Ports.free()));
        Runtime.getRuntime().addShutdownHook(new Thread(own::down));
        return own.up("postgres", "kafka", "keycloak", "mail").running();
    }

    public int port(String name) {
        var port = ports.get(name);
        if (port == null) {
            throw new IllegalArgumentException("no " + name + " in this stack, only " + ports);
        }
        return port;
    }

    public String kafka() {
        return "127.0.0.1:" + port("kafka");
    }

    /// Issuer of the tokens.
    public String realm() {
        return "http://127.0.0.1:%d/realms/ecomauction".formatted(port("keycloak"));
    }

    /// Where mails can be read.
    public String mail() {
        return "http://127.0.0.1:%d".formatted(port("mail"));
    }

    /// As a local role, whose password is its name.
    public String postgres(String database, String role) {
        return "postgresql://%2$s:%2$s@127.0.0.1:%3$d/%1$s"
                .formatted(database, role, port("postgres"));
    }

    /// Without a scheme: `postgresql://` reads it, and `jdbc:postgresql://`.
    public String postgres(String database) {
        return "postgresql://127.0.0.1:%d/%s".formatted(port("postgres"), database);
    }
}
