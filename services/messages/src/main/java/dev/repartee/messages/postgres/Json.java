package dev.repartee.messages.postgres;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.repartee.contract.content.Attachment;
import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON columns and their form. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Json() {}

    /** What a reply has besides its text and what columns of their own hold. */
    record ReplyMeta(
            String language, List<Citation> citations, boolean handover, @Nullable ModelUse model) {

        static ReplyMeta of(Reply reply) {
            return new ReplyMeta(
                    reply.language(), reply.citations(), reply.handover(), reply.model());
        }
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static ReplyMeta replyMeta(String json) {
        return MAPPER.readValue(json, ReplyMeta.class);
    }

    static List<Entity> entities(@Nullable String json) {
        return json == null ? List.of() : List.of(MAPPER.readValue(json, Entity[].class));
    }

    static List<Attachment> attachments(@Nullable String json) {
        return json == null ? List.of() : List.of(MAPPER.readValue(json, Attachment[].class));
    }
}
