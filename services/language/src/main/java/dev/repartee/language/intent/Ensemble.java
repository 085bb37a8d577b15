package dev.repartee.language.intent;

import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.intent.network.Network;
import dev.repartee.language.intent.network.NetworkShape;
import dev.repartee.language.intent.network.NetworkTrainer;
import dev.repartee.language.intent.vector.Coverage;
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
 * @param coverage which features belong to which intents' examples
 * @param members all of the same inputs and outputs
 */
record Ensemble(FeatureSpace space, Coverage coverage, List<Member> members) {

    private static final int MAX_MEMBERS = 64;

    Ensemble {
        members = List.copyOf(members);
    }

    /** Trains the members one after the other. */
    static Ensemble train(TrainingSet set, NetworkShape shape, int members, Progress progress) {
        FeatureSpace space = FeatureSpace.of(set.texts());
        List<FeatureVector> vectors = set.texts().stream().map(space::vector).toList();
        List<Member> trained = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            NetworkTrainer trainer =
                    new NetworkTrainer(
                            shape.withSeed(shape.seed() + member),
                            space.size(),
                            set.intents().size(),
                            vectors,
                            set.labels());
            Network network =
                    trainer.train(unused -> progress.step((double) set.size() / shape.epochs()));
            trained.add(Member.of(network, vectors, set.labels()));
        }
        return new Ensemble(space, Coverage.of(space.size(), vectors, set.labels()), trained);
    }

    /** What the members make of a message. */
    Reading read(FeatureVector vector) {
        List<float[]> units =
                members.stream().map(member -> member.network().hidden(vector)).toList();
        float[] logits = logits(units);
        int best = Reading.best(logits);
        double nearness = 0;
        for (int member = 0; member < units.size(); member++) {
            nearness += members.get(member).exemplars().nearness(units.get(member), best);
        }
        return new Reading(
                logits, vector.knownWords(), coverage.share(vector, best), nearness / units.size());
    }

    /** The mean score of each intent (a logit). */
    private float[] logits(List<float[]> units) {
        float[] mean = new float[members.getFirst().network().outputs()];
        for (int member = 0; member < units.size(); member++) {
            float[] logits = members.get(member).network().logits(units.get(member));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += logits[i] / units.size();
            }
        }
        return mean;
    }

    void writeTo(DataOutputStream out) throws IOException {
        space.writeTo(out);
        coverage.writeTo(out);
        out.writeInt(members.size());
        for (Member member : members) {
            member.writeTo(out);
        }
    }

    static Ensemble readFrom(DataInputStream in, int outputs) throws IOException {
        FeatureSpace space = FeatureSpace.readFrom(in);
        Coverage coverage = Coverage.readFrom(in, space.size(), outputs);
        int size = in.readInt();
        if (size < 1 || size > MAX_MEMBERS) {
            throw new IOException("an ensemble can't have %d networks".formatted(size));
        }
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(Member.readFrom(in, space.size(), outputs));
        }
        return new Ensemble(space, coverage, members);
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
