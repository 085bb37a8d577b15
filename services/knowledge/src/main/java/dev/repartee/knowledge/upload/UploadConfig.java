package dev.repartee.knowledge.upload;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.parsing.ParserLimits;

/**
 * What may be uploaded.
 *
 * @param maxMegabytes largest file
 * @param maxDocuments most documents of an assistant
 * @param keptVersions how many versions of a document are kept, at least 1
 * @param workers how many files one process reads at once
 * @param parser what reading one file may take
 */
public record UploadConfig(
        int maxMegabytes, int maxDocuments, int keptVersions, int workers, ParserLimits parser) {

    private static final int MOST_MEGABYTES = 1024;

    /**
     * @throws ReparteeException with {@code INVALID_CONFIGURATION}, naming the field
     */
    public UploadConfig {
        require(maxMegabytes >= 1 && maxMegabytes <= MOST_MEGABYTES, "maxMegabytes", "1 to 1024");
        require(maxDocuments >= 1, "maxDocuments", "at least 1");
        require(keptVersions >= 1, "keptVersions", "at least 1");
        require(workers >= 1 && workers <= 64, "workers", "1 to 64");
    }

    /** 50 MB, 5,000 documents, 5 versions, one file at a time. */
    public static UploadConfig defaults() {
        return new UploadConfig(50, 5_000, 5, 1, ParserLimits.defaults());
    }

    /** The largest file in bytes. */
    public long maxBytes() {
        return (long) maxMegabytes << 20;
    }

    private static void require(boolean holds, String field, String range) {
        if (!holds) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION, "uploads." + field + " must be " + range);
        }
    }
}
