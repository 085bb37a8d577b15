package dev.repartee.assistants.prompt;

import java.time.Instant;

/**
 * A prompt that was stored; it never changes.
 *
 * @param version from 1, within its assistant; {@link #BUILT_IN} is the one that every assistant
 *     has
 * @param draft what was written
 * @param createdAt when
 */
public record PromptVersion(int version, PromptDraft draft, Instant createdAt) {

    /** The number of the prompt that is shipped. */
    public static final int BUILT_IN = 0;
}
