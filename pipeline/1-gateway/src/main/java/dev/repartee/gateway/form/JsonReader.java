package dev.repartee.gateway.form;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON from strangers: strictly UTF-8 (RFC 8259), bounded in depth and in the length of
 * numbers and names, nothing after the end. Thread-safe.
 */
public final class JsonReader {

    private static final int DEPTH = 16;
    private static final int NUMBER_LENGTH = 64;
    private static final int NAME_LENGTH = 256;
    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH)
                                                    .maxNumberLength(NUMBER_LENGTH)
                                                    .maxNameLength(NAME_LENGTH)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonReader() {}

    /**
     * Reads a JSON object.
     *
     * @throws ReparteeException with {@link ErrorCode#MALFORMED_JSON}, saying where
     */
    public static ObjectNode object(byte[] body) {
        return object(text(body));
    }

    /**
     * Reads a JSON object.
     *
     * @throws ReparteeException with {@link ErrorCode#MALFORMED_JSON}, saying where
     */
    public static ObjectNode object(String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw malformed("the body is no JSON" + at(e.getLocation()), e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw malformed("the body must be a JSON object", null);
    }

    /** The JDK's decoder replaces what is no UTF-8; only then is it worth decoding strictly. */
    private static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("the body is not UTF-8", e);
        }
    }

    private static String at(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static ReparteeException malformed(String detail, @Nullable Exception cause) {
        return new ReparteeException(ErrorCode.MALFORMED_JSON, detail, cause);
    }
}
