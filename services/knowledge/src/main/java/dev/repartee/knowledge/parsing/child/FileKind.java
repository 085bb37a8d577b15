package dev.repartee.knowledge.parsing.child;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a file is read. */
enum FileKind {
    /** Word, presentations, spreadsheets, books: structure is marked. */
    DOCUMENT,
    /** PDF: lines on pages, structure has to be guessed. */
    PAGED,
    /** HTML. */
    WEB,
    /** Markdown, taken as it is. */
    MARKDOWN,
    /** Text without marks. */
    TEXT,
    /** Rows and columns. */
    TABLE;

    private static final Map<String, FileKind> BY_TYPE =
            Map.ofEntries(
                    Map.entry("application/pdf", PAGED),
                    Map.entry("application/msword", DOCUMENT),
                    Map.entry("application/vnd.ms-powerpoint", DOCUMENT),
                    Map.entry("application/vnd.ms-excel", DOCUMENT),
                    Map.entry(ooxml("wordprocessingml.document"), DOCUMENT),
                    Map.entry(ooxml("presentationml.presentation"), DOCUMENT),
                    Map.entry(ooxml("spreadsheetml.sheet"), DOCUMENT),
                    Map.entry("application/vnd.oasis.opendocument.text", DOCUMENT),
                    Map.entry("application/vnd.oasis.opendocument.presentation", DOCUMENT),
                    Map.entry("application/vnd.oasis.opendocument.spreadsheet", DOCUMENT),
                    Map.entry("application/epub+zip", DOCUMENT),
                    Map.entry("application/rtf", DOCUMENT),
                    Map.entry("text/rtf", DOCUMENT),
                    Map.entry("text/html", WEB),
                    Map.entry("application/xhtml+xml", WEB),
                    Map.entry("text/x-web-markdown", MARKDOWN),
                    Map.entry("text/markdown", MARKDOWN),
                    Map.entry("text/csv", TABLE),
                    Map.entry("text/tab-separated-values", TABLE),
                    Map.entry("text/tsv", TABLE),
                    Map.entry("text/plain", TEXT));

    private static final Map<String, FileKind> BY_ENDING =
            Map.ofEntries(
                    Map.entry("pdf", PAGED),
                    Map.entry("doc", DOCUMENT),
                    Map.entry("docx", DOCUMENT),
                    Map.entry("ppt", DOCUMENT),
                    Map.entry("pptx", DOCUMENT),
                    Map.entry("xls", DOCUMENT),
                    Map.entry("xlsx", DOCUMENT),
                    Map.entry("odt", DOCUMENT),
                    Map.entry("ods", DOCUMENT),
                    Map.entry("odp", DOCUMENT),
                    Map.entry("epub", DOCUMENT),
                    Map.entry("htm", WEB),
                    Map.entry("html", WEB),
                    Map.entry("md", MARKDOWN),
                    Map.entry("markdown", MARKDOWN),
                    Map.entry("csv", TABLE),
                    Map.entry("tsv", TABLE));

    static Optional<FileKind> of(String mediaType) {
        return Optional.ofNullable(BY_TYPE.get(mediaType.toLowerCase(Locale.ROOT)));
    }

    static Optional<FileKind> ofName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_ENDING.get(ending));
    }

    boolean binary() {
        return this == DOCUMENT || this == PAGED;
    }

    boolean text() {
        return this == MARKDOWN || this == TABLE;
    }

    private static String ooxml(String kind) {
        return "application/vnd.openxmlformats-officedocument." + kind;
    }
}
