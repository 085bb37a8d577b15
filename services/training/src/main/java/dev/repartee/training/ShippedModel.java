package dev.repartee.training;

import dev.repartee.language.layered.ServedModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that ships with Repartee: the intents of a business's inbox, learnt by the build from
 * the examples in {@code services/language}.
 */
public final class ShippedModel {

    static final String RESOURCE = "shipped.model";
    private static final Logger LOG = LoggerFactory.getLogger(ShippedModel.class);

    private ShippedModel() {}

    /** Reads it; empty when the build left it out. */
    public static Optional<ServedModel> read() {
        try (InputStream in = ShippedModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                LOG.atWarn().log("this build has no shipped model: rules alone decide");
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            String version = "shipped-" + ModelFile.checksum(content).substring(0, 8);
            return Optional.of(ModelFile.read(content).serve(version, false, null));
        } catch (IOException | UnreadableModelException e) {
            LOG.atError().setCause(e).log("the shipped model can't be read: rules alone decide");
            return Optional.empty();
        }
    }
}
