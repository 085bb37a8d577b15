package dev.repartee.inference.analysis;

import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * A message to analyse.
 *
 * @param text after normalisation
 * @param language BCP 47 tag, {@code und} when unsure
 * @param at when and where it was said, to understand "tomorrow"
 * @param deadline nothing is waited for beyond it
 */
public record Question(String text, String language, ZonedDateTime at, Instant deadline) {}
