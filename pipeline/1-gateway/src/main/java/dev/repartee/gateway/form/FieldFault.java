package dev.repartee.gateway.form;

import dev.repartee.contract.ErrorCode;

/**
 * What is wrong with one field.
 *
 * @param field its name, with a path in brackets and dots where it is nested
 * @param code the kind of fault
 * @param detail what it must be
 */
public record FieldFault(String field, ErrorCode code, String detail) {}
