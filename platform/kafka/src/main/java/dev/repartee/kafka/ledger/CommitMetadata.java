package dev.repartee.kafka.ledger;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a commit says besides its position: which later records are finished, and what a successor
 * must know if this owner dies.
 *
 * <p>As text it is {@code 2.}, how many milliseconds records lately waited for their handler, a
 * dot, and base64url of unsigned varints: flags, deaths, and, relative to the position, suspect
 * end, reach, the solo if there is one, then each finished run as gap and length. (Version 1 lacks
 * the wait and its dot.) It never exceeds the 4,096 bytes that a broker allows; {@link #fitting}
 * says which runs fit. A finished record that does not fit may be handled again after a crash.
 *
 * @param clean whether the owner let go in order, so that nothing is suspected of having killed it
 * @param deaths unclean ends in a row that left records in hand
 * @param suspectEnd below it, an unfinished record may have been begun by an owner before this one
 * @param reach below it, an unfinished record may have been begun by this owner; it never begins
 *     one at or above the reach that it has committed
 * @param solo the record that runs alone, or null
 * @param finished finished records above the position
 */
public record CommitMetadata(
        boolean clean,
        int deaths,
        long suspectEnd,
        long reach,
        @Nullable Solo solo,
        OffsetRuns finished) {

    /** Most bytes of the text: the broker's default of {@code offset.metadata.max.bytes}. */
    public static final int MAX_BYTES = 4_096;

    private static final String VERSION = "2.";
    private static final String VERSION_WITHOUT_WAIT = "1.";
    private static final char DOT = '.';
    private static final int MAX_PREFIX = VERSION.length() + "2147483647.".length();
    private static final int MAX_BINARY = (MAX_BYTES - MAX_PREFIX) / 4 * 3;
    private static final int MAX_HEAD = 1 + 5 * Varints.LONGEST;
    private static final int CLEAN = 1;
    private static final int HAS_SOLO = 2;
    private static final int SOLO_ACTIVE = 4;

    /** What an owner starts from that finds no commit, or one that names nothing. */
    public static CommitMetadata fresh(long position) {
        return new CommitMetadata(true, 0, position, position, null, OffsetRuns.NONE);
    }

    /** The lowest of the runs: as many as fit beside a commit of the given position. */
    public static OffsetRuns fitting(long position, OffsetRuns finished) {
        int budget = MAX_BINARY - MAX_HEAD;
        long last = position;
        for (int run = 0; run < finished.size(); run++) {
            budget -= Varints.size(finished.from(run) - last);
            budget -= Varints.size(finished.to(run) - finished.from(run));
            if (budget < 0) {
                return finished.lowest(run);
            }
            last = finished.to(run);
        }
        return finished;
    }

    /**
     * The text beside a commit of the given position.
     *
     * @param waited how long records lately waited for their handler; told in milliseconds
     */
    public String encode(long position, Duration waited) {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BINARY);
        int flags = clean ? CLEAN : 0;
        if (solo != null) {
            flags |= HAS_SOLO | (solo.active() ? SOLO_ACTIVE : 0);
        }
        buffer.put((byte) flags);
        Varints.put(buffer, deaths);
        Varints.put(buffer, Math.max(0, suspectEnd - position));
        Varints.put(buffer, Math.max(0, reach - position));
        if (solo != null) {
            Varints.put(buffer, solo.offset() - position);
            Varints.put(buffer, solo.deaths());
        }
        long last = position;
        for (int run = 0; run < finished.size(); run++) {
            Varints.put(buffer, finished.from(run) - last);
            Varints.put(buffer, finished.to(run) - finished.from(run));
            last = finished.to(run);
        }
        byte[] binary = Arrays.copyOf(buffer.array(), buffer.position());
        return VERSION
                + Math.clamp(waited.toMillis(), 0, Integer.MAX_VALUE)
                + DOT
                + Base64.getUrlEncoder().withoutPadding().encodeToString(binary);
    }

    /**
     * Reads the text beside a commit of the given position.
     *
     * <p>No text means a fresh start: an operator has set the position. A text that this build
     * cannot read suspects everything, and names nothing as finished: work may be repeated, but
     * none is lost.
     */
    public static CommitMetadata decode(long position, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return fresh(position);
        }
        try {
            if (text.startsWith(VERSION_WITHOUT_WAIT)) {
                return read(position, text.substring(VERSION_WITHOUT_WAIT.length()));
            }
            int dot = text.indexOf(DOT, VERSION.length());
            if (text.startsWith(VERSION) && dot > 0) {
                return read(position, text.substring(dot + 1));
            }
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            // not written by us, or damaged: suspected below
        }
        return new CommitMetadata(false, 0, Long.MAX_VALUE, Long.MAX_VALUE, null, OffsetRuns.NONE);
    }

    /** How long the text says that records lately waited; zero when it says nothing of it. */
    public static Duration waited(@Nullable String text) {
        if (text != null && text.startsWith(VERSION)) {
            int end = text.indexOf(DOT, VERSION.length());
            try {
                return Duration.ofMillis(
                        Integer.parseUnsignedInt(text, VERSION.length(), Math.max(end, 0), 10));
            } catch (IndexOutOfBoundsException | NumberFormatException _) {
                // damaged: nothing is known of it
            }
        }
        return Duration.ZERO;
    }

    private static CommitMetadata read(long position, String binary) {
        ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(binary));
        int flags = buffer.get();
        int deaths = Math.toIntExact(Varints.take(buffer));
        long suspectEnd = position + Varints.take(buffer);
        long reach = position + Varints.take(buffer);
        Solo solo = null;
        if ((flags & HAS_SOLO) != 0) {
            long offset = position + Varints.take(buffer);
            int soloDeaths = Math.toIntExact(Varints.take(buffer));
            solo = new Solo(offset, soloDeaths, (flags & SOLO_ACTIVE) != 0);
        }
        OffsetRuns.Builder finished = new OffsetRuns.Builder();
        long last = position;
        while (buffer.hasRemaining()) {
            long from = last + Varints.take(buffer);
            last = from + Varints.take(buffer);
            finished.add(from, last);
        }
        return new CommitMetadata(
                (flags & CLEAN) != 0, deaths, suspectEnd, reach, solo, finished.build());
    }
}
