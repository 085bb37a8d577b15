package dev.repartee.knowledge.parsing.child;

import dev.repartee.knowledge.parsing.ParseFailure;
import dev.repartee.knowledge.parsing.ParseOutcome;
import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.knowledge.parsing.ParseOutcome.Parsed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.SAXException;

/** Finds out what a file is, and reads it as that. */
final class FileReading {

    private final int maxCharacters;

    FileReading(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    ParseOutcome read(Path file, String name, String declaredType) {
        try {
            if (Files.size(file) == 0) {
                return new Failed(ParseFailure.EMPTY, "it is empty");
            }
            String mediaType = mediaType(file, name, declaredType);
            FileKind kind = kind(mediaType, name, declaredType);
            Draft draft =
                    switch (kind) {
                        case TEXT, MARKDOWN -> new Draft("", TextFiles.read(file, maxCharacters));
                        case TABLE ->
                                new Draft(
                                        "",
                                        TableFiles.markdown(
                                                TextFiles.read(file, maxCharacters),
                                                maxCharacters));
                        case DOCUMENT, PAGED, WEB -> TikaFiles.read(file, kind, maxCharacters);
                    };
            if (draft.markdown().isBlank()) {
                return new Failed(
                        ParseFailure.EMPTY,
                        kind == FileKind.PAGED
                                ? "there is no text in it; if it is a scan, recognise its text first"
                                : "there is no text in it");
            }
            return new Parsed(title(draft, name), mediaType, draft.markdown());
        } catch (Exception | StackOverflowError e) {
            return failed(e);
        }
    }

    /**
     * What was read.
     *
     * @param title what the file calls itself, or an empty text
     */
    record Draft(String title, String markdown) {}

    private static String mediaType(Path file, String name, String declaredType)
            throws IOException {
        var hints = new Metadata();
        hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        if (!declaredType.isEmpty()) {
            hints.set(Metadata.CONTENT_TYPE, declaredType);
        }
        try (TikaInputStream in = TikaInputStream.get(file)) {
            return new DefaultDetector().detect(in, hints).getBaseType().toString();
        }
    }

    private static FileKind kind(String mediaType, String name, String declaredType)
            throws Unreadable {
        FileKind kind =
                FileKind.of(mediaType)
                        .orElseThrow(
                                () ->
                                        new Unreadable(
                                                ParseFailure.UNSUPPORTED,
                                                "files of type " + mediaType + " can't be read"));
        Optional<FileKind> promised =
                FileKind.ofName(name).or(() -> FileKind.of(declaredType.split(";")[0].strip()));
        if (kind == FileKind.TEXT && promised.filter(FileKind::binary).isPresent()) {
            throw new Unreadable(
                    ParseFailure.BROKEN, "it is called a document, but it is plain text");
        }
        return kind == FileKind.TEXT ? promised.filter(FileKind::text).orElse(kind) : kind;
    }

    private static String title(Draft draft, String name) {
        String title = draft.title().replaceAll("\\s+", " ").strip();
        if (title.isEmpty() || title.toLowerCase(Locale.ROOT).startsWith("untitled")) {
            String base = name.substring(name.lastIndexOf('/') + 1);
            int dot = base.lastIndexOf('.');
            title = (dot > 0 ? base.substring(0, dot) : base).replace('_', ' ').strip();
        }
        return title.length() <= 300 ? title : title.substring(0, 300);
    }

    private static Failed failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unreadable known) {
                return new Failed(known.failure(), String.valueOf(known.getMessage()));
            }
            if (isEncryption(cause)) {
                return new Failed(
                        ParseFailure.ENCRYPTED, "it is protected: upload it without a password");
            }
            if (cause instanceof ZeroByteFileException) {
                return new Failed(ParseFailure.EMPTY, "it is empty");
            }
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("zip bomb")) {
                return new Failed(
                        ParseFailure.TOO_LARGE, "it unpacks to far more than its size explains");
            }
        }
        return switch (failure) {
            case StackOverflowError nested ->
                    new Failed(ParseFailure.BROKEN, "its parts are nested too deeply");
            case IOException broken -> broken();
            case TikaException broken -> broken();
            case SAXException broken -> broken();
            default -> broken();
        };
    }

    private static boolean isEncryption(Throwable cause) {
        return cause instanceof EncryptedDocumentException
                || cause.getClass().getSimpleName().equals("InvalidPasswordException")
                || cause.getClass().getSimpleName().equals("EncryptedDocumentException");
    }

    private static Failed broken() {
        return new Failed(ParseFailure.BROKEN, "it is damaged, or not what it says it is");
    }

    static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }
}
