package dev.repartee.bench.stub;

import java.util.List;

/**
 * What the stub says: the message again, then plain sentences.
 *
 * @param opening before the message
 * @param pieces of the sentences, as many as a stream has chunks
 */
record ReplyText(String opening, List<String> pieces) {

    private static final String[] WORDS = {
        "we", "have", "looked", "into", "this", "and", "all", "is", "well", "with", "your",
        "order", "so", "please", "tell", "us", "when", "a", "visit", "would", "suit", "you"
    };
    private static final int SENTENCE = 11;

    /** A reply of this shape; {@code \n} is written as in JSON. */
    static ReplyText of(StubBehaviour.Shape shape) {
        String[] pieces = new String[shape.chunks()];
        for (int chunk = 0; chunk < pieces.length; chunk++) {
            int to = shape.tokens() * (chunk + 1) / pieces.length;
            StringBuilder piece = new StringBuilder();
            for (int word = shape.tokens() * chunk / pieces.length; word < to; word++) {
                piece.append(word(word, shape.tokens()));
            }
            pieces[chunk] = piece.toString();
        }
        return new ReplyText("You wrote: ", List.of(pieces));
    }

    /** Word by word without end. */
    static String endless(int word) {
        return word(word, Integer.MAX_VALUE);
    }

    /** After the message. */
    String sentences() {
        return String.join("", pieces);
    }

    private static String word(int index, int count) {
        String word = WORDS[index % WORDS.length];
        boolean first = index % SENTENCE == 0;
        boolean last = index % SENTENCE == SENTENCE - 1 || index == count - 1;
        String before = index == 0 ? "\\n" : " ";
        String written = first ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word;
        return before + written + (last ? "." : "");
    }
}
