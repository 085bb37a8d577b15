package dev.repartee.language.slot;

import dev.repartee.language.dataset.Example;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Which types were marked in examples of which topic. A type that never was in what a sentence is
 * likely about starts from a low prior, which a rare type would hardly learn from examples alone.
 */
final class TopicTypes {

    /** The probability left to a type that no example of the topic marks. */
    private static final double LEAST = 0.003;

    /** By topic and type. */
    private final boolean[][] seen;

    private TopicTypes(boolean[][] seen) {
        this.seen = seen;
    }

    static TopicTypes of(List<String> topics, List<String> types, List<Example> examples) {
        boolean[][] seen = new boolean[topics.size()][types.size()];
        for (Example example : examples) {
            boolean[] ofTopic = seen[topics.indexOf(example.intent())];
            example.annotations().forEach(marked -> ofTopic[types.indexOf(marked.type())] = true);
        }
        return new TopicTypes(seen);
    }

    /** What each label starts from, in nats, given the probability of each topic. */
    float[] prior(Labels labels, double[] topics) {
        double[] known = new double[labels.types().size()];
        for (int topic = 0; topic < topics.length; topic++) {
            for (int type = 0; type < known.length; type++) {
                known[type] += seen[topic][type] ? topics[topic] : 0;
            }
        }
        float[] prior = new float[labels.size()];
        for (int label = 0; label < prior.length; label++) {
            int type = labels.type(label);
            prior[label] = type < 0 ? 0 : (float) Math.log(LEAST + (1 - LEAST) * known[type]);
        }
        return prior;
    }

    void writeTo(DataOutputStream out) throws IOException {
        for (boolean[] types : seen) {
            for (boolean type : types) {
                out.writeBoolean(type);
            }
        }
    }

    static TopicTypes readFrom(DataInputStream in, int topics, int types) throws IOException {
        boolean[][] seen = new boolean[topics][types];
        for (boolean[] row : seen) {
            for (int type = 0; type < types; type++) {
                row[type] = in.readBoolean();
            }
        }
        return new TopicTypes(seen);
    }
}
