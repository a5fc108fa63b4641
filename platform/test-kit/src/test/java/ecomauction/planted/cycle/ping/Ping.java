package ecomauction.planted.cycle.ping;

import ecomauction.planted.cycle.pong.Pong;

public record Ping(Pong pong) {}
