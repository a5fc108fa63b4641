/// What travels on Kafka: one package per owning service, one sealed interface per topic, plain
/// records. Change is additive; a breaking change is a new record beside the old one. No framework
/// in here.
@NullMarked
package ecomauction.contracts;

import org.jspecify.annotations.NullMarked;
