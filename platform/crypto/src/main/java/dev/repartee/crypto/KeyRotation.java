package dev.repartee.crypto;

import dev.repartee.postgres.Database;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Wraps every user's key anew with the master key of today, while the system runs. A key that is
 * created, replaced or destroyed meanwhile is left as it is; safe to repeat and to interrupt.
 */
public final class KeyRotation {

    private static final int PAGE = 500;

    private final KeyTable keys;
    private final KeyWrapping wrapping;

    public KeyRotation(Database database, MasterKey masterKey) {
        this.keys = new KeyTable(database);
        this.wrapping = new KeyWrapping(masterKey);
    }

    /**
     * Blocks until all are done.
     *
     * @param progress told after each page how many were wrapped so far
     * @return how many were wrapped anew
     */
    public long rewrapAll(LongConsumer progress) {
        long done = 0;
        List<KeyTable.Wrapped> page = keys.first(PAGE);
        while (!page.isEmpty()) {
            done +=
                    keys.replace(
                            page.stream()
                                    .map(
                                            old ->
                                                    new KeyTable.Replacement(
                                                            old,
                                                            wrapping.rewrap(old.user(), old.key())))
                                    .toList());
            progress.accept(done);
            page = keys.after(page.getLast().user(), PAGE);
        }
        return done;
    }
}
