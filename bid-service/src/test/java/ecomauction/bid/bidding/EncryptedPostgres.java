package ecomauction.bid.bidding;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ecomauction.bid.Await;
import ecomauction.testkit.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;

/// The stack's PostgreSQL, for a while with a certificate of its own.
final class EncryptedPostgres {

    private static final String PASSWORD = "changeit";
    private static final Path FOLDER = Path.of("target/tls").toAbsolutePath();
    private static final Path CERTIFICATE = FOLDER.resolve("postgres.crt");

    private EncryptedPostgres() {}

    /// @return the certificate by which it is known
    static Path start() {
        try {
            writeCertificate();
            administer(
                    "ALTER SYSTEM SET ssl_cert_file = '" + CERTIFICATE + "'",
                    "ALTER SYSTEM SET ssl_key_file = '" + FOLDER.resolve("postgres.key") + "'",
                    "ALTER SYSTEM SET ssl = on",
                    "SELECT pg_reload_conf()");
            // The server reads its settings some time after it was told to.
            Await.until(EncryptedPostgres::isReady);
            return CERTIFICATE;
        } catch (IOException | GeneralSecurityException | InterruptedException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isReady() {
        try {
            return isEncrypted("127.0.0.1", "postgres", "postgres");
        } catch (SQLException notYet) {
            return false;
        }
    }

    static void stop() {
        try {
            administer(
                    "ALTER SYSTEM RESET ssl",
                    "ALTER SYSTEM RESET ssl_cert_file",
                    "ALTER SYSTEM RESET ssl_key_file",
                    "SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static int sessions(String user, boolean encrypted) {
        try (var connection = administrator();
                var query =
                        connection.prepareStatement(
                                """
                                SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                                WHERE usename = ? AND ssl = ?
                                """)) {
            query.setString(1, user);
            query.setBoolean(2, encrypted);
            var row = query.executeQuery();
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isEncrypted(String host) throws SQLException {
        return isEncrypted(host, "bid", "bid_owner");
    }

    private static boolean isEncrypted(String host, String database, String user)
            throws SQLException {
        var url =
                "jdbc:postgresql://%s:%d/%s?sslmode=verify-full&sslrootcert=%s"
                        .formatted(host, Stack.get().port("postgres"), database, CERTIFICATE);
        try (var connection = DriverManager.getConnection(url, user, user);
                var row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void administer(String... statements) throws SQLException {
        try (var connection = administrator();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection administrator() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + Stack.get().postgres("postgres"), "postgres", "postgres");
    }

    private static void writeCertificate()
            throws IOException, GeneralSecurityException, InterruptedException {
        Files.createDirectories(FOLDER);
        var store = FOLDER.resolve("postgres.p12");
        Files.deleteIfExists(store);
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var line =
                "%s -genkeypair -alias postgres -keyalg EC -groupname secp256r1 -validity 2 -dname CN=postgres -ext san=ip:127.0.0.1 -keystore %s -storepass %s"
                        .formatted(keytool, store, PASSWORD);
        var made = new ProcessBuilder(line.split(" ")).inheritIO().start().waitFor();
        if (made != 0) {
            throw new IOException("keytool ended with " + made);
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        write(CERTIFICATE, "CERTIFICATE", keys.getCertificate("postgres").getEncoded());
        write(
                FOLDER.resolve("postgres.key"),
                "PRIVATE KEY",
                keys.getKey("postgres", PASSWORD.toCharArray()).getEncoded());
    }

    /// PostgreSQL reads no key that others may read.
    private static void write(Path file, String what, byte[] bytes) throws IOException {
        var body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, body));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
