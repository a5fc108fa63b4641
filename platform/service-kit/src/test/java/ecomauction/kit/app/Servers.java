package ecomauction.kit.app;

import ecomauction.local.LocalStack;
import ecomauction.local.Options;
import ecomauction.local.Ports;
import ecomauction.testkit.Stack;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Disturbs the real servers.
public final class Servers {

    private Servers() {}

    /// The server stays there, yet answers nobody.
    public static void pause(String name) {
        stack().pause(name);
    }

    public static void resume(String name) {
        stack().resume(name);
    }

    /// Ends a session of the database, as a restart would.
    public static void endSession(int pid) {
        var url = "jdbc:" + Stack.get().postgres("postgres");
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var end = connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
            end.setInt(1, pid);
            end.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static LocalStack stack() {
        Stack.get();
        var file = System.getProperty("ecom.stack", "");
        var folder = file.isBlank() ? Path.of("target/stack") : Path.of(file).resolveSibling("");
        return LocalStack.at(folder, Options.with(Ports.free()));
    }
}
