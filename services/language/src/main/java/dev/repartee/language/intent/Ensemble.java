package dev.repartee.language.intent;

import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.intent.network.Network;
import dev.repartee.language.intent.network.NetworkShape;
import dev.repartee.language.intent.network.NetworkTrainer;
import dev.repartee.language.intent.vector.FeatureSpace;
import dev.repartee.language.intent.vector.FeatureVector;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks that differ only in chance, and vote. Their errors differ where the examples leave room,
 * so the mean is right oftener, and less sure of what none of them has seen.
 *
 * @param members all of the same inputs and outputs
 * @param exemplars the training examples as the first member sees them
 */
record Ensemble(FeatureSpace space, List<Network> members, Exemplars exemplars) {

    private static final int MAX_MEMBERS = 64;

    Ensemble {
        members = List.copyOf(members);
    }

    /** Trains the members one after the other. */
    static Ensemble train(TrainingSet set, NetworkShape shape, int members, Progress progress) {
        FeatureSpace space = FeatureSpace.of(set.texts());
        List<FeatureVector> vectors = set.texts().stream().map(space::vector).toList();
        List<Network> trained = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            NetworkTrainer trainer =
                    new NetworkTrainer(
                            shape.withSeed(shape.seed() + member),
                            space.size(),
                            set.intents().size(),
                            vectors,
                            set.labels());
            trained.add(
                    trainer.train(unused -> progress.step((double) set.size() / shape.epochs())));
        }
        List<float[]> units = vectors.stream().map(trained.getFirst()::hidden).toList();
        return new Ensemble(
                space, trained, Exemplars.of(units, set.labels(), set.intents().size()));
    }

    /** What the members make of a message. */
    Reading read(FeatureVector vector) {
        float[] logits = logits(vector);
        double nearness =
                exemplars.nearness(members.getFirst().hidden(vector), Reading.best(logits));
        return new Reading(logits, vector.known(), nearness);
    }

    /** The mean score of each intent (a logit). */
    private float[] logits(FeatureVector vector) {
        float[] mean = new float[members.getFirst().outputs()];
        for (Network member : members) {
            float[] logits = member.logits(member.hidden(vector));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += logits[i] / members.size();
            }
        }
        return mean;
    }

    void writeTo(DataOutputStream out) throws IOException {
        space.writeTo(out);
        out.writeInt(members.size());
        for (Network member : members) {
            member.writeTo(out);
        }
        exemplars.writeTo(out);
    }

    static Ensemble readFrom(DataInputStream in, int outputs) throws IOException {
        FeatureSpace space = FeatureSpace.readFrom(in);
        int size = in.readInt();
        if (size < 1 || size > MAX_MEMBERS) {
            throw new IOException("an ensemble can't have %d networks".formatted(size));
        }
        List<Network> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Network member = Network.readFrom(in);
            if (member.features() != space.size() || member.outputs() != outputs) {
                throw new IOException("a network that doesn't fit the others");
            }
            members.add(member);
        }
        int hidden = members.getFirst().hiddenUnits();
        return new Ensemble(space, members, Exemplars.readFrom(in, outputs, hidden));
    }

    /** Turns steps of work into shares of the whole for a {@link TrainingProgress}. */
    static final class Progress {

        private final TrainingProgress listener;
        private final double total;
        private String phase = "";
        private double done;

        Progress(TrainingProgress listener, double total) {
            this.listener = listener;
            this.total = total;
        }

        void phase(String name) {
            phase = name;
            listener.reached(phase, share());
        }

        void step(double work) {
            done += work;
            listener.reached(phase, share());
        }

        private double share() {
            return Math.min(0.99, done / total);
        }
    }
}
