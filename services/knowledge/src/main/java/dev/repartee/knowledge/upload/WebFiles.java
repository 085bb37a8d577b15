package dev.repartee.knowledge.upload;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Fetches files of the web; never from where only insiders may go. */
@FunctionalInterface
public interface WebFiles {

    /**
     * Fetches a file and hands it on while it comes.
     *
     * @throws Unfetched with a reason to show
     * @throws InterruptedException when the caller was
     */
    <T> T fetch(String url, long maxBytes, Reader<T> reader) throws Unfetched, InterruptedException;

    /**
     * Reads a file while it comes.
     *
     * @param <T> what is made of it
     */
    @FunctionalInterface
    interface Reader<T> {

        /**
         * @param place where it came from, after redirects
         * @param mediaType as the server says, or an empty text
         */
        T read(URI place, String mediaType, InputStream body) throws IOException;
    }

    /** A file that could not be fetched; the message may be shown. */
    final class Unfetched extends Exception {

        private static final long serialVersionUID = 1L;

        public Unfetched(String message) {
            super(message);
        }
    }
}
