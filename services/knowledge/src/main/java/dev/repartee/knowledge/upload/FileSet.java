package dev.repartee.knowledge.upload;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A zip archive of documents, say the pages of a site, read entry by entry. Archives in it are not
 * opened. What it unpacks to is counted while it does.
 */
final class FileSet {

    private static final int MOST_ENTRIES = 2_000;
    private static final int MOST_TIMES_ITS_SIZE = 100;
    private static final long ALWAYS_ALLOWED = 10L << 20;
    private static final Set<String> ENDINGS =
            Set.of(
                    "pdf",
                    "doc",
                    "docx",
                    "ppt",
                    "pptx",
                    "xls",
                    "xlsx",
                    "odt",
                    "ods",
                    "odp",
                    "epub",
                    "rtf",
                    "htm",
                    "html",
                    "md",
                    "markdown",
                    "txt",
                    "csv",
                    "tsv");

    private FileSet() {}

    /** Takes the documents of an archive, one after the other. */
    @FunctionalInterface
    interface Taker {
        void take(String name, InputStream content) throws IOException;
    }

    /** Whether a file begins as zip archives do; Office documents do as well. */
    static boolean is(Path file, String name) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(4);
            return name.toLowerCase(Locale.ROOT).endsWith(".zip")
                    && head.length == 4
                    && head[0] == 'P'
                    && head[1] == 'K';
        }
    }

    /**
     * @param maxBytes that it may unpack to
     * @return how many documents there were
     * @throws ReparteeException when it is damaged, holds too much, or holds no document
     */
    static int read(Path file, long maxBytes, Taker taker) throws IOException {
        long most =
                Math.min(
                        maxBytes, Math.max(ALWAYS_ALLOWED, Files.size(file) * MOST_TIMES_ITS_SIZE));
        int documents = 0;
        int entries = 0;
        try (InputStream in = Files.newInputStream(file);
                var zip = new ZipInputStream(in)) {
            var counted = new CountedStream(zip, most);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw refused("the archive has more than " + MOST_ENTRIES + " entries");
                }
                if (isDocument(entry)) {
                    taker.take(entry.getName(), counted);
                    documents++;
                } else {
                    counted.skipNBytesToEnd();
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException damaged) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "the archive is damaged or encrypted", damaged);
        }
        if (documents == 0) {
            throw refused("there is no document in the archive");
        }
        return documents;
    }

    private static boolean isDocument(ZipEntry entry) {
        String name = entry.getName();
        String last = name.substring(name.lastIndexOf('/') + 1);
        String ending = last.substring(last.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !entry.isDirectory()
                && ENDINGS.contains(ending)
                && !last.startsWith(".")
                && !name.startsWith("__MACOSX/");
    }

    private static ReparteeException refused(String why) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, why);
    }

    /** Ends the reading where the archive turns out to be a bomb; closing it is left to others. */
    private static final class CountedStream extends FilterInputStream {

        private static final int BUFFER = 1 << 14;

        private long left;

        CountedStream(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            throw new IOException("what is skipped counts, too");
        }

        @Override
        public void close() {
            // One entry ends; the archive goes on.
        }

        void skipNBytesToEnd() throws IOException {
            byte[] buffer = new byte[BUFFER];
            while (read(buffer, 0, buffer.length) >= 0) {
                // Counted by reading.
            }
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new ReparteeException(
                        ErrorCode.BODY_TOO_LARGE,
                        "the archive unpacks to far more than its size explains, or than is allowed");
            }
        }
    }
}
