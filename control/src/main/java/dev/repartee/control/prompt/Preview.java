package dev.repartee.control.prompt;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.assistants.prompt.PromptDraft;
import dev.repartee.assistants.prompt.PromptDrafts;
import dev.repartee.assistants.prompt.PromptInputs;
import dev.repartee.assistants.prompt.PromptInputs.Excerpt;
import dev.repartee.assistants.prompt.PromptInputs.Message;
import dev.repartee.assistants.prompt.PublishedPrompt;
import dev.repartee.assistants.prompt.SystemPrompt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a preview is made from.
 *
 * @param draft a prompt that is not stored, if one is given
 * @param version a stored one, if it is given
 * @param message what the user would say
 * @param profile what would be known of the user
 * @param passages what the documents would say
 * @param summary what was said before
 */
record Preview(
        Optional<PromptDraft> draft,
        Optional<Integer> version,
        Message message,
        Map<String, String> profile,
        List<Excerpt> passages,
        String summary) {

    private static final int LONGEST = 8_000;
    private static final int MOST = 20;

    /**
     * What a model would be told.
     *
     * @param text the system prompt
     * @param language in which it would answer
     */
    record Result(String text, String language) {}

    /**
     * Reads a request.
     *
     * @throws InvalidFields names every field that is wrong
     */
    static Preview read(JsonNode body) {
        List<FieldError> errors = new ArrayList<>();
        FieldReader fields = new FieldReader(body, "", errors);
        FieldReader message = fields.object("message");
        Message said =
                new Message(
                        message.text("text", LONGEST, ""),
                        message.text("language", 35, "und"),
                        message.text("channel", 40, "web"));
        message.refuseOthers();
        FieldReader profile = fields.object("profile");
        Map<String, String> known =
                profile.entries(
                        MOST, element -> profile.text(element.value(), element.path(), 0, 200));
        List<Excerpt> passages =
                fields.list("passages", MOST, element -> excerpt(fields.object(element)));
        Integer version =
                fields.has("version") ? fields.whole("version", 0, Integer.MAX_VALUE, 0) : null;
        String summary = fields.text("summary", LONGEST, "");
        PromptDraft draft = draft(fields, body);
        fields.refuseOthers();
        if (draft != null && version != null) {
            fields.error("version", "must not be given together with draft");
        }
        if (!errors.isEmpty()) {
            throw new InvalidFields("the preview", errors);
        }
        return new Preview(
                Optional.ofNullable(draft),
                Optional.ofNullable(version),
                said,
                known,
                passages,
                summary);
    }

    Result fill(PublishedPrompt prompt, Assistant assistant, Instant now) {
        String language = assistant.replies().languages().replyTo(message.language());
        return new Result(
                SystemPrompt.render(
                        prompt,
                        new PromptInputs(
                                assistant, message, profile, language, now, passages, summary)),
                language);
    }

    private static @Nullable PromptDraft draft(FieldReader fields, JsonNode body) {
        if (!fields.has("draft")) {
            return null;
        }
        try {
            return PromptDrafts.read(body.get("draft"));
        } catch (InvalidFields e) {
            e.errors().forEach(error -> fields.error("draft." + error.field(), error.detail()));
            return null;
        }
    }

    private static Excerpt excerpt(FieldReader fields) {
        Excerpt excerpt =
                new Excerpt(fields.text("title", 200, null), fields.text("text", LONGEST, null));
        fields.refuseOthers();
        return excerpt;
    }
}
