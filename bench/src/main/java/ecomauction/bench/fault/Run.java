package ecomauction.bench.fault;

import ecomauction.bench.house.House;
import ecomauction.local.LocalStack;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What a fault can reach, and where it says what it saw.
final class Run {

    static final List<String> REPLICAS = List.of("bid-service", "bid-service-2");

    private final House house;
    private final int number;
    private final List<UUID> lots;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();

    /// The waits of the bids that were due in it become figures.
    record Window(String name, long from, long to) {}

    Run(House house, int number, List<UUID> lots) {
        this.house = house;
        this.number = number;
        this.lots = lots;
    }

    House house() {
        return house;
    }

    LocalStack stack() {
        return house.stack();
    }

    /// From 0 on.
    int number() {
        return number;
    }

    List<UUID> lots() {
        return lots;
    }

    List<Integer> ports() {
        return ports(house);
    }

    static List<Integer> ports(House house) {
        return REPLICAS.stream().map(house.stack()::port).toList();
    }

    HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /// @param name with its unit behind a comma
    void figure(String name, double value) {
        figures.put(name, value);
    }

    void wrong(String what) {
        wrong.add(what);
    }

    void window(String name, long from, long to) {
        windows.add(new Window(name, from, to));
    }

    Map<String, Double> figures() {
        return figures;
    }

    List<String> wrong() {
        return wrong;
    }

    List<Window> windows() {
        return windows;
    }
}
