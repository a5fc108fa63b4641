package ecomauction.planted.jdbc.offering;

import java.sql.Connection;
import java.sql.SQLException;

class Bids {
    void close(Connection connection) throws SQLException {
        connection.close();
    }
}
