package dev.repartee.language.slot;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Annotation;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds a tenant's own kinds of values in text, as learnt from annotated examples: a linear-chain
 * conditional random field over {@link FeatureExtractor}'s features. Immutable and thread-safe;
 * time and memory are linear in the text, which is tagged in stretches of {@value #STRETCH} words.
 */
public final class SlotTagger {

    private static final int STRETCH = 192;
    private static final int FOLDS = 5;
    private static final int MAX_TYPES = 1000;

    private final Labels labels;
    private final Gazetteer gazetteer;
    private final Topics topics;
    private final TopicTypes affinity;
    private final Weights weights;
    private final double[] transitions;
    private final FeatureExtractor extractor;

    private SlotTagger(
            Labels labels,
            Gazetteer gazetteer,
            Topics topics,
            TopicTypes affinity,
            Weights weights) {
        this.labels = labels;
        this.affinity = affinity;
        this.gazetteer = gazetteer;
        this.topics = topics;
        this.weights = weights;
        this.transitions = weights.legalTransitions(labels);
        this.extractor = new FeatureExtractor(gazetteer);
    }

    /**
     * Learns from examples; the same ones always make the same tagger.
     *
     * @param progress told from the calling thread; an exception that it throws ends the training
     * @throws ReparteeException {@code INVALID_FIELD} when no example marks a value, or more than
     *     1,000 types are marked
     */
    public static SlotTagger train(List<Example> examples, TrainingProgress progress) {
        return train(examples, progress, Tuning.STANDARD);
    }

    static SlotTagger train(List<Example> examples, TrainingProgress progress, Tuning tuning) {
        var types = new TreeSet<String>();
        examples.forEach(
                example -> example.annotations().forEach(marked -> types.add(marked.type())));
        if (types.isEmpty() || types.size() > MAX_TYPES) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    types.isEmpty()
                            ? "a slot tagger needs examples with annotations"
                            : "a slot tagger knows at most 1,000 types, not " + types.size());
        }
        var labels = new Labels(List.copyOf(types));
        List<Words> texts =
                examples.stream()
                        .map(example -> Words.of(example.text(), example.annotations()))
                        .toList();
        var gazetteer = new Gazetteer(labels.types());
        for (int i = 0; i < texts.size(); i++) {
            gazetteer.count(texts.get(i), examples.get(i).annotations(), 1);
        }
        List<String> names = Topics.names(examples);
        int[] intents = examples.stream().mapToInt(e -> names.indexOf(e.intent())).toArray();
        progress.reached("finding topics", 0);
        double[][] guesses = jackknifed(names, texts, intents);
        var extractor = new FeatureExtractor(gazetteer);
        var affinity = TopicTypes.of(names, labels.types(), examples);
        var features = new LongIndex(1 << 16);
        var sentences = new ArrayList<WeightTrainer.Sentence>();
        for (int i = 0; i < texts.size(); i++) {
            Words words = texts.get(i);
            if (words.size() == 0) {
                continue;
            }
            List<Annotation> annotations = examples.get(i).annotations();
            gazetteer.count(words, annotations, -1);
            sentences.add(
                    new WeightTrainer.Sentence(
                            rows(features, extractor.extract(words, guesses[i])),
                            affinity.prior(labels, guesses[i]),
                            labels.of(words, annotations)));
            gazetteer.count(words, annotations, 1);
        }
        Weights weights = new WeightTrainer(tuning, labels).train(features, sentences, progress);
        progress.reached("done", 1);
        return new SlotTagger(
                labels, gazetteer, Topics.train(names, texts, intents), affinity, weights);
    }

    /** The types that this tagger can find, in alphabetical order. */
    public List<String> types() {
        return labels.types();
    }

    /** Finds the values of a text, in order; they don't overlap. */
    public List<Slot> tag(String text) {
        var slots = new ArrayList<Slot>();
        Words all = Words.of(text);
        if (all.size() == 0) {
            return slots;
        }
        var lattice = new Lattice(labels);
        for (Words words : all.stretches(STRETCH)) {
            double[] guess = topics.guess(words);
            float[][] scores = lattice.begin(words.size(), affinity.prior(labels, guess));
            weights.score(extractor.extract(words, guess), scores);
            lattice.prune(new int[0]);
            lattice.forwardBackward(transitions);
            double[][] marginals = new double[words.size()][labels.size()];
            for (int i = 0; i < words.size(); i++) {
                lattice.marginals(i, marginals[i]);
            }
            int[] path = lattice.best(transitions);
            double[] confidence = new double[path.length];
            for (int i = 0; i < path.length; i++) {
                confidence[i] = marginals[i][path[i]];
            }
            slots.addAll(labels.slots(words, path, confidence));
        }
        return slots;
    }

    /** Writes the tagger in a form that {@link #readFrom} understands. Leaves the stream open. */
    public void writeTo(OutputStream out) throws IOException {
        TaggerFile.write(out, labels, gazetteer, topics, affinity, weights);
    }

    /**
     * Reads what {@link #writeTo} wrote. Leaves the stream open.
     *
     * @throws IOException when it is no such file, of another version, or damaged
     */
    public static SlotTagger readFrom(InputStream in) throws IOException {
        return TaggerFile.read(in, SlotTagger::new);
    }

    /** Guesses the topic of each text from models that have not seen it. */
    private static double[][] jackknifed(List<String> names, List<Words> texts, int[] intents) {
        double[][] guesses = new double[texts.size()][];
        for (int fold = 0; fold < FOLDS; fold++) {
            var some = new ArrayList<Words>();
            var theirs = new ArrayList<Integer>();
            for (int i = 0; i < texts.size(); i++) {
                if (i % FOLDS != fold) {
                    some.add(texts.get(i));
                    theirs.add(intents[i]);
                }
            }
            int[] gold = theirs.stream().mapToInt(Integer::intValue).toArray();
            Topics model =
                    some.isEmpty()
                            ? Topics.train(names, texts, intents)
                            : Topics.train(names, some, gold);
            for (int i = fold; i < texts.size(); i += FOLDS) {
                guesses[i] = model.guess(texts.get(i));
            }
        }
        return guesses;
    }

    private static int[][] rows(LongIndex features, long[][] keys) {
        int[][] rows = new int[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            rows[i] = new int[keys[i].length];
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = features.findOrAdd(keys[i][j]);
            }
        }
        return rows;
    }
}
