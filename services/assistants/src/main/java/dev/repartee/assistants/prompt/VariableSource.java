package dev.repartee.assistants.prompt;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where values come from. A template may name a source directly, or a declared variable that reads
 * it.
 */
public enum VariableSource {
    /** Who speaks, as users see it. */
    ASSISTANT_NAME("assistant.name", true),
    /** Who the assistant is, from its definition. */
    ASSISTANT_PERSONA("assistant.persona", false),
    /** {@code open} or {@code closed}, by the assistant's opening hours. */
    ASSISTANT_HOURS("assistant.hours", false),
    /** The language to answer in, by its English name. */
    REPLY_LANGUAGE("reply.language", true),
    /** The same as a BCP 47 tag. */
    REPLY_LANGUAGE_TAG("reply.language_tag", true),
    /** What the user says now. */
    MESSAGE_TEXT("message.text", true),
    /** The message's language as a BCP 47 tag, {@code und} when unsure. */
    MESSAGE_LANGUAGE("message.language", true),
    /** Where the message came from. */
    MESSAGE_CHANNEL("message.channel", true),
    /** Today where the business is, as {@code 2026-01-31}. */
    DATE_TODAY("date.today", true),
    /** The day of the week, in English. */
    DATE_WEEKDAY("date.weekday", true),
    /** Now where the business is, as {@code 14:05}. */
    DATE_TIME("date.time", true),
    /** Date, time and, with opening hours, whether the business is open, as one sentence. */
    DATE_NOW("date.now", true),
    /** All that is known of the user, one attribute on each line. */
    USER_PROFILE("user.profile", false),
    /** What was said before the turns that are told in full. */
    CONVERSATION_SUMMARY("conversation.summary", false),
    /** The passages of the assistant's documents that fit the message, fenced as data. */
    KNOWLEDGE_PASSAGES("knowledge.passages", false);

    /** Attributes of the user's profile, and texts that the assistant's definition has. */
    private static final Pattern OPEN_ENDED =
            Pattern.compile("(user|variables)\\.[a-z][a-z0-9_]{0,39}");

    private final String path;
    private final boolean always;

    VariableSource(String path, boolean always) {
        this.path = path;
        this.always = always;
    }

    /** How templates name it. */
    public String path() {
        return path;
    }

    /** The source of that name; empty for open-ended and unknown ones. */
    static Optional<VariableSource> of(String path) {
        return Arrays.stream(values()).filter(source -> source.path.equals(path)).findFirst();
    }

    /** Whether values can come from there. */
    static boolean known(String path) {
        return of(path).isPresent() || OPEN_ENDED.matcher(path).matches();
    }

    /** Whether every message has a value from there. */
    static boolean always(String path) {
        return of(path).filter(source -> source.always).isPresent();
    }

    /** The names of all that are not open-ended. */
    static List<String> paths() {
        return Arrays.stream(values()).map(VariableSource::path).toList();
    }
}
