package dev.repartee.app.command.replay;

import org.jspecify.annotations.Nullable;

/**
 * What is different in a replay.
 *
 * @param assistant an id, {@code id@version} or {@code v2}, or null for whoever was asked
 * @param prompt a template, or null for the assistant's own
 * @param model an endpoint or {@code endpoint/model}, or null for the assistant's own
 */
record Change(@Nullable String assistant, @Nullable String prompt, @Nullable String model) {}
