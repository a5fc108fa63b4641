package ecomauction.planted.cycle.pong;

import ecomauction.planted.cycle.ping.Ping;
import java.util.List;

public record Pong(List<Ping> pings, Ping last) {}
