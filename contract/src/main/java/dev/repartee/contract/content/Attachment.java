package dev.repartee.contract.content;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to something large; the log never carries the thing itself.
 *
 * @param url where it lies (S3 or HTTP)
 * @param mediaType for example {@code image/png}
 * @param name a file name to show, or null
 * @param bytes its size, or null when not known
 */
public record Attachment(URI url, String mediaType, @Nullable String name, @Nullable Long bytes) {}
