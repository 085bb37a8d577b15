package dev.repartee.verification.pattern;

/**
 * A text that counts how often it is looked at, and ends what looks too often. So the work of a
 * matcher is told exactly, on any machine, however busy.
 */
final class MeteredText implements CharSequence {

    private final String text;
    private final long most;
    private long looks;

    MeteredText(String text, long most) {
        this.text = text;
        this.most = most;
    }

    long looks() {
        return looks;
    }

    @Override
    public char charAt(int index) {
        if (++looks > most) {
            throw new TooMuchWork();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** A matcher looked more often than it may. */
    static final class TooMuchWork extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooMuchWork() {
            super("too many looks at the text", null, false, false);
        }
    }
}
