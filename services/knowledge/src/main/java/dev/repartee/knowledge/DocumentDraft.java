package dev.repartee.knowledge;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A document as someone hands it in.
 *
 * @param documentId names it within its assistant: 1 to 128 letters, digits or {@code . _ -}
 * @param title what a citation calls it, at most 300 chars
 * @param mediaType {@code text/plain} or {@code text/markdown}
 * @param content at most 5 million chars
 */
public record DocumentDraft(String documentId, String title, String mediaType, String content) {

    /** A document that can be read as it is. */
    public static final String PLAIN = "text/plain";

    /** A document with headings, lists and tables. */
    public static final String MARKDOWN = "text/markdown";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final int MAX_TITLE = 300;
    private static final int MAX_CONTENT = 5_000_000;

    /**
     * @throws ReparteeException saying which field is wrong
     */
    public DocumentDraft {
        require(
                ID.matcher(documentId).matches(),
                ErrorCode.INVALID_ID,
                "documentId must be 1 to 128 letters, digits or . _ -");
        require(
                !title.isBlank() && title.length() <= MAX_TITLE,
                ErrorCode.INVALID_FIELD,
                "title must be 1 to 300 chars");
        require(
                Set.of(PLAIN, MARKDOWN).contains(mediaType),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "mediaType must be text/plain or text/markdown");
        require(!content.isBlank(), ErrorCode.INVALID_TEXT, "content must not be blank");
        require(
                content.length() <= MAX_CONTENT,
                ErrorCode.TEXT_TOO_LONG,
                "content is longer than 5,000,000 chars");
        require(
                content.indexOf('\0') < 0,
                ErrorCode.INVALID_TEXT,
                "content must not contain the character U+0000");
    }

    /** SHA-256 of everything that matters to a reader: title, media type and content. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {title, mediaType, content}) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void require(boolean holds, ErrorCode code, String otherwise) {
        if (!holds) {
            throw new ReparteeException(code, otherwise);
        }
    }
}
