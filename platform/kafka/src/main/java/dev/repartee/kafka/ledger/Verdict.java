package dev.repartee.kafka.ledger;

import dev.repartee.contract.ErrorCode;

/**
 * Why a record parks.
 *
 * @param cause the code
 * @param detail for an operator; no message text
 */
public record Verdict(ErrorCode cause, String detail) {}
