package dev.repartee.knowledge.upload;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What comes with a file.
 *
 * @param documentId names the document within its assistant: 1 to 128 letters, digits or {@code . _
 *     -}
 * @param title what citations call it; null for what the file calls itself
 * @param fileName its name, a hint at what it is
 * @param declaredType its media type as the client says, or an empty text; a hint as well
 */
public record Upload(
        String documentId, @Nullable String title, String fileName, String declaredType) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final int MAX_TITLE = 300;
    private static final int MAX_NAME = 500;
    private static final int MAX_TYPE = 200;
    private static final int LONGEST_DERIVED_ID = 100;

    /**
     * @throws ReparteeException naming the field that is wrong
     */
    public Upload {
        if (!ID.matcher(documentId).matches()) {
            throw new ReparteeException(
                    ErrorCode.INVALID_ID, "documentId must be 1 to 128 letters, digits or . _ -");
        }
        if (title != null && (title.isBlank() || title.length() > MAX_TITLE || unclean(title))) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "title must be 1 to 300 chars, none of them control");
        }
        if (fileName.isBlank() || fileName.length() > MAX_NAME || unclean(fileName)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "the file's name must be 1 to 500 chars, none of them control");
        }
        if (declaredType.length() > MAX_TYPE || unclean(declaredType)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "the media type must be at most 200 chars");
        }
    }

    /**
     * Makes an id of a file's name or path: {@code Price list 2026.pdf} becomes {@code
     * price-list-2026.pdf}.
     *
     * @throws ReparteeException when nothing is left of the name
     */
    public static String idOf(String fileName) {
        String plain =
                Normalizer.normalize(fileName.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                        .replaceAll("\\p{M}+", "")
                        .replace("ß", "ss")
                        .replaceAll("[^a-z0-9.]+", "-")
                        .replaceAll("\\.{2,}", ".")
                        .replaceAll("^[-.]+|[-.]+$", "");
        if (plain.isEmpty()) {
            throw new ReparteeException(
                    ErrorCode.INVALID_ID,
                    "no id can be made of the file's name: give the document an id");
        }
        return plain.length() <= LONGEST_DERIVED_ID
                ? plain
                : plain.substring(plain.length() - LONGEST_DERIVED_ID).replaceAll("^[-.]+", "");
    }

    private static boolean unclean(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
