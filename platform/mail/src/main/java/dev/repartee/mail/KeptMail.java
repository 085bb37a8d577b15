package dev.repartee.mail;

import java.time.Instant;

/**
 * A mail that nobody took.
 *
 * @param id names it
 * @param mail the letter
 * @param state {@code kept}, {@code waiting} or {@code failed}
 * @param createdAt when it was written
 */
public record KeptMail(String id, Mail mail, String state, Instant createdAt) {}
