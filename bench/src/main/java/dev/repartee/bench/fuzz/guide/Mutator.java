package dev.repartee.bench.fuzz.guide;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Changes inputs that are text of some form: bytes, words, lines, brackets, whole JSON trees. */
public final class Mutator {

    private static final int LONGEST = 64 * 1024;
    private static final int LONGEST_PIECE = 64;
    private static final byte[][] BRACKETS = {
        {'{', '}'}, {'[', ']'}, {'"', '"'}, {'(', ')'}, {'\'', '\''}
    };

    private final RandomGenerator random;
    private final Words words;
    private final JsonMutation json;

    public Mutator(RandomGenerator random, Words words) {
        this.random = random;
        this.words = words;
        this.json = new JsonMutation(random, words);
    }

    /**
     * One to a few changes.
     *
     * @param other another input, of which pieces may be taken
     */
    public byte[] mutate(byte[] input, byte[] other) {
        byte[] changed = input;
        int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 8 : 3);
        for (int i = 0; i < changes; i++) {
            changed = random.nextInt(3) == 0 ? json.mutate(changed) : once(changed, other);
        }
        return changed.length > LONGEST ? Arrays.copyOf(changed, LONGEST) : changed;
    }

    private byte[] once(byte[] input, byte[] other) {
        int at = random.nextInt(input.length + 1);
        int length = Math.min(input.length - at, 1 + random.nextInt(LONGEST_PIECE));
        return switch (random.nextInt(12)) {
            case 0 -> flipped(input);
            case 1 -> replaced(input, at, at, randomBytes());
            case 2 -> replaced(input, at, at + length, new byte[0]);
            case 3 -> replaced(input, at, at, repeated(Arrays.copyOfRange(input, at, at + length)));
            case 4 -> replaced(input, at, at, words.anyBytes(random));
            case 5, 6, 7 -> withOtherWord(input);
            case 8 -> withLineMoved(input);
            case 9 -> bracketed(input, at, at + length);
            case 10 -> replaced(input, at, at + length, piece(other));
            default -> withOtherWord(withLineMoved(input));
        };
    }

    private byte[] flipped(byte[] input) {
        if (input.length == 0) {
            return randomBytes();
        }
        byte[] changed = input.clone();
        int at = random.nextInt(changed.length);
        changed[at] =
                random.nextBoolean()
                        ? (byte) (changed[at] ^ 1 << random.nextInt(8))
                        : (byte) random.nextInt(256);
        return changed;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[1 + random.nextInt(8)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] piece(byte[] of) {
        int from = random.nextInt(of.length + 1);
        return Arrays.copyOfRange(
                of, from, Math.min(of.length, from + 1 + random.nextInt(4 * LONGEST_PIECE)));
    }

    private byte[] repeated(byte[] piece) {
        int times = 1 + random.nextInt(random.nextInt(8) == 0 ? 1_000 : 3);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times && all.size() < LONGEST; i++) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    /** A run of letters and digits becomes another word, of the list or of the input itself. */
    private byte[] withOtherWord(byte[] input) {
        if (input.length == 0) {
            return words.anyBytes(random);
        }
        int[] word = wordAt(input, random.nextInt(input.length));
        int[] donor = wordAt(input, random.nextInt(input.length));
        byte[] with =
                random.nextInt(4) == 0
                        ? Arrays.copyOfRange(input, donor[0], donor[1])
                        : words.anyBytes(random);
        return replaced(input, word[0], word[1], with);
    }

    private static int[] wordAt(byte[] input, int near) {
        int from = near;
        while (from > 0 && inWord(input[from - 1])) {
            from--;
        }
        int to = near;
        while (to < input.length && inWord(input[to])) {
            to++;
        }
        return new int[] {from, to};
    }

    private static boolean inWord(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '_'
                || b == '-'
                || b == '.'
                || b < 0;
    }

    /** A line is left out, doubled, or put somewhere else. */
    private byte[] withLineMoved(byte[] input) {
        int from = lineStart(input, random.nextInt(input.length + 1));
        int to = from;
        while (to < input.length && input[to++] != '\n') {
            // to ends behind the line's end.
        }
        byte[] line = Arrays.copyOfRange(input, from, to);
        byte[] without = replaced(input, from, to, new byte[0]);
        if (random.nextInt(3) == 0) {
            return without;
        }
        byte[] target = random.nextBoolean() ? without : input;
        int place = lineStart(target, random.nextInt(target.length + 1));
        return replaced(target, place, place, line);
    }

    private static int lineStart(byte[] input, int near) {
        int start = near;
        while (start > 0 && input[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private byte[] bracketed(byte[] input, int from, int to) {
        byte[] pair = BRACKETS[random.nextInt(BRACKETS.length)];
        int depth = random.nextInt(8) == 0 ? 2_000 : 1;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(input, 0, from);
        for (int i = 0; i < depth; i++) {
            all.write(pair[0]);
        }
        all.write(input, from, to - from);
        for (int i = 0; i < depth; i++) {
            all.write(pair[1]);
        }
        all.write(input, to, input.length - to);
        return all.toByteArray();
    }

    private static byte[] replaced(byte[] input, int from, int to, byte[] with) {
        byte[] changed = new byte[input.length - (to - from) + with.length];
        System.arraycopy(input, 0, changed, 0, from);
        System.arraycopy(with, 0, changed, from, with.length);
        System.arraycopy(input, to, changed, from + with.length, input.length - to);
        return changed;
    }
}
