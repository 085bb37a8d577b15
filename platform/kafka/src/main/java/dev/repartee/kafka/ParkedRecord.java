package dev.repartee.kafka;

import dev.repartee.contract.ErrorCode;

/**
 * A record that was given up.
 *
 * @param record as it was read; its headers may be unreadable, then they are only the type {@code
 *     unreadable}
 * @param group the group that gives it up
 * @param cause why
 * @param detail for an operator; no message text
 */
public record ParkedRecord(LogRecord record, String group, ErrorCode cause, String detail) {}
