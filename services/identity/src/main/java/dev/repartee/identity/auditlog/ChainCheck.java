package dev.repartee.identity.auditlog;

import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a chain from its beginning; one thread. */
final class ChainCheck {

    private byte[] last;
    private long count;
    private @Nullable Fault fault;

    /** The first entry that does not fit. */
    record Fault(long sequence, String detail) {}

    ChainCheck(byte[] beginning) {
        this.last = beginning;
    }

    void next(ChainedEntry next) {
        if (fault != null) {
            return;
        }
        if (next.sequence() != count + 1) {
            fault = new Fault(count + 1, "the entry is missing");
            return;
        }
        byte[] hash = next.entry().hash(last, next.sequence());
        if (!HexFormat.of().formatHex(hash).equals(next.hash())) {
            fault = new Fault(next.sequence(), "the entry is not what was written");
            return;
        }
        last = hash;
        count = next.sequence();
    }

    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    long count() {
        return count;
    }

    byte[] last() {
        return last;
    }
}
