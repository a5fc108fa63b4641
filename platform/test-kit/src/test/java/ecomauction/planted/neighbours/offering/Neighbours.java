package ecomauction.planted.neighbours.offering;

import ecomauction.planted.clean.offering.rules.Judge;

class Peeping {
    Judge judge() {
        return new Judge();
    }
}
