package ecomauction.bench.house;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// bid-service's database, for limits and for counting; nothing is ever decided by what is read
/// here.
public record Database(int port) {

    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public long number(String query) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/bid", "postgres", "postgres");
    }
}
