package dev.repartee.language.intent;

import dev.repartee.language.intent.network.Network;
import dev.repartee.language.intent.vector.FeatureVector;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * One network of an {@link Ensemble}.
 *
 * @param exemplars the training examples as this network sees them
 */
record Member(Network network, Exemplars exemplars) {

    /**
     * @param vectors what the network was trained with
     * @param labels the intent of each
     */
    static Member of(Network network, List<FeatureVector> vectors, int[] labels) {
        List<float[]> units = vectors.stream().map(network::hidden).toList();
        return new Member(network, Exemplars.of(units, labels, network.outputs()));
    }

    void writeTo(DataOutputStream out) throws IOException {
        network.writeTo(out);
        exemplars.writeTo(out);
    }

    static Member readFrom(DataInputStream in, int features, int outputs) throws IOException {
        Network network = Network.readFrom(in);
        if (network.features() != features || network.outputs() != outputs) {
            throw new IOException("a network that doesn't fit the others");
        }
        return new Member(network, Exemplars.readFrom(in, outputs, network.hiddenUnits()));
    }
}
