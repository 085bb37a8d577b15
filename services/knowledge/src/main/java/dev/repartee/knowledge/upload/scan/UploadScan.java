package dev.repartee.knowledge.upload.scan;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The media types that uploads may have, and how files of each begin. Where browsers are known to
 * call a file wrongly (a table of commas is {@code application/vnd.ms-excel} to some), both is
 * allowed.
 */
public final class UploadScan {

    private static final Set<FileSignature> READABLE =
            EnumSet.complementOf(EnumSet.of(FileSignature.OTHER));
    private static final Set<FileSignature> PACKED = EnumSet.of(FileSignature.ZIP);
    private static final Set<FileSignature> OLD_OFFICE =
            EnumSet.of(FileSignature.OLE, FileSignature.ZIP, FileSignature.RTF, FileSignature.TEXT);
    private static final Set<FileSignature> RICH =
            EnumSet.of(FileSignature.RTF, FileSignature.TEXT);

    private static final Map<String, Set<FileSignature>> ALLOWED =
            Map.ofEntries(
                    Map.entry("", READABLE),
                    Map.entry("application/octet-stream", READABLE),
                    Map.entry("binary/octet-stream", READABLE),
                    Map.entry("application/pdf", EnumSet.of(FileSignature.PDF)),
                    Map.entry("application/msword", OLD_OFFICE),
                    Map.entry("application/vnd.ms-excel", OLD_OFFICE),
                    Map.entry("application/vnd.ms-powerpoint", OLD_OFFICE),
                    Map.entry("application/epub+zip", PACKED),
                    Map.entry("application/zip", PACKED),
                    Map.entry("application/x-zip-compressed", PACKED),
                    Map.entry("application/rtf", RICH),
                    Map.entry("text/rtf", RICH),
                    Map.entry("application/xhtml+xml", EnumSet.of(FileSignature.TEXT)));

    private UploadScan() {}

    /**
     * Compares what a file is called with how it begins.
     *
     * @param declared its media type as the client says, or an empty text
     * @throws ReparteeException with {@code UNSUPPORTED_MEDIA_TYPE} when files of that type aren't
     *     taken, or this is none
     */
    public static void check(Path file, String declared) throws IOException {
        FileSignature found = FileSignature.of(file);
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (found == FileSignature.OTHER) {
            throw refused("this is no document: programs, pictures and packed files aren't taken");
        }
        Set<FileSignature> allowed = allowed(type);
        if (allowed.isEmpty()) {
            throw refused("files of type " + type + " aren't taken");
        }
        if (!allowed.contains(found)) {
            throw refused("the file is called " + type + ", but does not begin like one");
        }
    }

    private static Set<FileSignature> allowed(String type) {
        if (type.startsWith("application/vnd.openxmlformats-officedocument.")
                || type.startsWith("application/vnd.oasis.opendocument.")) {
            // Locked ones are kept in the old form.
            return EnumSet.of(FileSignature.ZIP, FileSignature.OLE);
        }
        if (type.startsWith("text/") && !ALLOWED.containsKey(type)) {
            return EnumSet.of(FileSignature.TEXT);
        }
        return ALLOWED.getOrDefault(type, Set.of());
    }

    private static ReparteeException refused(String why) {
        return new ReparteeException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, why);
    }
}
