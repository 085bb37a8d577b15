package dev.repartee.app.understanding;

import dev.repartee.app.node.Stores;
import dev.repartee.identity.Tenants;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import dev.repartee.training.ModelCatalog;
import dev.repartee.training.encoder.TextEncoder;
import dev.repartee.training.entity.EntityCatalog;
import dev.repartee.training.entity.EntityStore;
import dev.repartee.transformer.OnnxClassifier;
import dev.repartee.transformer.UnusableModelException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a process understands messages with.
 *
 * @param models tell what messages want
 * @param rules are asked before a model, and find what messages name
 * @param entities what tenants define; the rules find it
 * @param encoder what assistants' models learn from besides words, or null
 */
public record Understanding(
        ModelCatalog models,
        TenantRules rules,
        EntityCatalog entities,
        @Nullable TextEncoder encoder) {

    /** What a transformer's softmax must reach to be believed. */
    private static final double THRESHOLD = 0.5;

    private static Understanding of(
            UnderstandingConfig config, Stores stores, Tenants tenants, MeterRegistry meters) {
        EntityCatalog entities = new EntityCatalog(new EntityStore(stores.main()), meters);
        TextEncoder encoder = encoder(config);
        return new Understanding(
                new ModelCatalog(stores.main(), encoder, meters),
                new TenantRules(tenants, entities),
                entities,
                encoder);
    }

    /**
     * The understanding of this process, followed as it changes.
     *
     * @throws StartupException when the configured transformer can't be used
     */
    public static Understanding open(
            UnderstandingConfig config, Stores stores, Tenants tenants, MeterRegistry meters) {
        Understanding understanding = of(config, stores, tenants, meters);
        ModelCatalog models = understanding.models();
        Path folder = config.transformer();
        if (folder == null) {
            models.start();
        } else {
            models.start(transformer(folder));
        }
        stores.versions().subscribe(ModelCatalog.CACHE, version -> models.refresh());
        stores.versions()
                .subscribe(EntityCatalog.CACHE, version -> understanding.entities().refresh());
        return understanding;
    }

    /** Everything as it is now, for a command: loaded before it returns, and not followed. */
    public static Understanding now(
            UnderstandingConfig config, Stores stores, MeterRegistry meters) {
        Tenants tenants = new Tenants(stores.main());
        Understanding understanding = of(config, stores, tenants, meters);
        tenants.refresh();
        understanding.entities().refresh();
        Path folder = config.transformer();
        if (folder == null) {
            understanding.models().load();
        } else {
            understanding.models().start(transformer(folder));
            understanding.models().refresh();
        }
        return understanding;
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

    /**
     * The sentence encoder that the configuration names, or null.
     *
     * @throws StartupException when it can't be used
     */
    public static @Nullable TextEncoder encoder(UnderstandingConfig config) {
        Path folder = config.encoder();
        if (folder == null) {
            return null;
        }
        try {
            return OnnxTextEncoder.load(folder);
        } catch (UnusableModelException e) {
            throw new StartupException(
                    ExitCode.CONFIGURATION, "nlu.encoder: '" + folder + "': " + e.getMessage(), e);
        }
    }
}
