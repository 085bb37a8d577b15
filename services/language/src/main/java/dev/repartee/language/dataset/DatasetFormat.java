package dev.repartee.language.dataset;

/** A format of files of examples. */
@FunctionalInterface
interface DatasetFormat {

    /**
     * Reads a file's text.
     *
     * @throws dev.repartee.contract.ReparteeException {@code INVALID_FIELD} naming file, line and
     *     cause
     */
    void read(String text, Collector into);
}
