package dev.repartee.bench.scenario;

import dev.repartee.bench.load.LoadResult;
import dev.repartee.bench.load.Schedule;
import dev.repartee.bench.load.StreamResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What history holds of a run: how long each step took, and whether every message that was accepted
 * is there, once and ended.
 *
 * <p>A row is stored when its transaction was committed, as PostgreSQL remembers it; that is the
 * time before the commit reached the disk, which takes a few milliseconds more. A later change of
 * the row, by the acknowledgement of its reply, makes that the time: so only what is not delivered
 * has an exact one.
 */
final class StoredRows {
    static final long LONGEST_MICROS = 600_000_000;
    private static final int FETCHED = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final String ENDED = "state IN ('replied', 'analysed', 'parked', 'expired')";
    private static final String COUNT =
            "SELECT count(*) FROM chat_messages WHERE request_id LIKE ? AND " + ENDED;
    private static final String ROWS =
            """
            SELECT request_id, state, %s, %s, %s, %s, %s FROM chat_messages
            WHERE request_id LIKE ?
            """
                    .formatted(
                            micros("created_at"),
                            micros("dispatched_at"),
                            micros("processed_at"),
                            micros("delivered_at"),
                            micros("pg_xact_commit_timestamp(xmin)"));

    final Histogram dispatch = new Histogram(LONGEST_MICROS, 3);
    final Histogram infer = new Histogram(LONGEST_MICROS, 3);
    final Histogram deliver = new Histogram(LONGEST_MICROS, 3);
    final Histogram store = new Histogram(LONGEST_MICROS, 3);
    final Histogram endToEnd = new Histogram(LONGEST_MICROS, 3);
    final Map<String, Integer> states = new TreeMap<>();
    private int twice;
    private int rows;

    private StoredRows() {}

    /** Waits until as many rows as were accepted have ended, or no more come. */
    static void await(Connection database, String run, long expected) throws SQLException {
        long before = -1;
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (PreparedStatement count = database.prepareStatement(COUNT)) {
            count.setString(1, run + "%");
            while (true) {
                long found = one(count);
                if (found >= expected || System.nanoTime() > end) {
                    return;
                }
                if (found > before) {
                    end = System.nanoTime() + PATIENCE.toNanos();
                }
                before = found;
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Reads the rows of one stream. */
    void read(Connection database, LoadResult result, StreamResult stream, Schedule schedule)
            throws SQLException {
        BitSet seen = new BitSet(stream.sent());
        database.setAutoCommit(false);
        try (PreparedStatement query = database.prepareStatement(ROWS)) {
            query.setFetchSize(FETCHED);
            query.setString(1, stream.prefix() + "%");
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    int number =
                            Integer.parseInt(
                                    found.getString(1).substring(stream.prefix().length()));
                    if (seen.get(number)) {
                        twice++;
                    }
                    seen.set(number);
                    row(found, number, result, stream, schedule);
                }
            }
        } finally {
            database.rollback();
            database.setAutoCommit(true);
        }
    }

    static StoredRows empty() {
        return new StoredRows();
    }

    /** Rows beyond the one that each message may have. */
    int twice() {
        return twice;
    }

    int rows() {
        return rows;
    }

    /** Messages that are stored and not ended. */
    int open() {
        return states.getOrDefault("open", 0);
    }

    private void row(
            ResultSet row, int number, LoadResult result, StreamResult stream, Schedule schedule)
            throws SQLException {
        rows++;
        states.merge(row.getString(2), 1, Integer::sum);
        if (number < stream.firstMeasured()) {
            return;
        }
        long created = row.getLong(3);
        long dispatched = row.getLong(4);
        long processed = row.getLong(5);
        long delivered = row.getLong(6);
        long stored = row.getLong(7);
        long due = result.startedMicros() + schedule.dueAt(number) / 1_000;
        span(dispatch, created, dispatched);
        span(infer, dispatched, processed);
        span(deliver, processed, delivered);
        span(store, processed, stored);
        span(endToEnd, due, stored);
    }

    private static void span(Histogram histogram, long from, long to) {
        if (from > 0 && to > 0) {
            histogram.recordValue(Math.clamp(to - from, 0, LONGEST_MICROS));
        }
    }

    private static long one(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String micros(String column) {
        return "(extract(epoch FROM " + column + ") * 1000000)::bigint";
    }
}
