package dev.repartee.language.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Examples to learn from and others to be measured with.
 *
 * @param test null when the files don't set any apart
 */
public record DatasetSplit(Dataset train, @Nullable Dataset test) {}
