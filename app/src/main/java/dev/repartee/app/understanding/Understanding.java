package dev.repartee.app.understanding;

import dev.repartee.app.node.Stores;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import dev.repartee.training.ModelCatalog;
import dev.repartee.transformer.OnnxClassifier;
import dev.repartee.transformer.UnusableModelException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;

/** Puts the models that messages are understood with together. */
public final class Understanding {

    /** What a transformer's softmax must reach to be believed. */
    private static final double THRESHOLD = 0.5;

    private Understanding() {}

    /**
     * The models of this process, followed as they change.
     *
     * @throws StartupException when the configured transformer can't be used
     */
    public static ModelCatalog open(
            UnderstandingConfig config, Stores stores, MeterRegistry meters) {
        ModelCatalog models = new ModelCatalog(stores.main(), meters);
        Path folder = config.transformer();
        if (folder == null) {
            models.start();
        } else {
            models.start(transformer(folder));
        }
        stores.versions().subscribe(ModelCatalog.CACHE, version -> models.refresh());
        return models;
    }

    private static ServedModel transformer(Path folder) {
        try {
            OnnxClassifier classifier = OnnxClassifier.load(folder);
            return new ServedModel(
                    "transformer-" + folder.getFileName(),
                    true,
                    classifier,
                    ServedModel.EntityTagger.NONE,
                    THRESHOLD);
        } catch (UnusableModelException e) {
            throw new StartupException(
                    ExitCode.CONFIGURATION,
                    "nlu.transformer: '" + folder + "': " + e.getMessage(),
                    e);
        }
    }
}
