package dev.repartee.training;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.postgres.Database;
import dev.repartee.training.encoder.TextEncoder;
import dev.repartee.training.example.ExampleChecks;
import dev.repartee.training.example.ExampleCodec;
import dev.repartee.training.example.ExampleSet;
import dev.repartee.training.store.ExampleStore;
import dev.repartee.training.store.ModelStore;
import dev.repartee.training.store.ModelVersion;
import dev.repartee.training.store.Owner;
import dev.repartee.training.store.RunStore;
import dev.repartee.training.store.TrainingRun;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What administration does with the models of an assistant. Trainings that are ordered here are
 * done by the {@link TrainingWorker} of some process.
 *
 * <p>Every method throws a {@link ReparteeException} with {@link ErrorCode#STORE_UNAVAILABLE} when
 * the database does not answer.
 */
public final class Workshop {

    private final ExampleStore examples;
    private final RunStore runs;
    private final ModelStore models;
    private final @Nullable TextEncoder encoder;
    private final Runnable nudge;

    /**
     * @param nudge tells a worker of this process that there is something to do
     */
    public Workshop(Database database, Runnable nudge) {
        this(database, null, nudge);
    }

    /**
     * @param encoder what models that learnt with it are tried with, or null
     * @param nudge tells a worker of this process that there is something to do
     */
    public Workshop(Database database, @Nullable TextEncoder encoder, Runnable nudge) {
        this.encoder = encoder;
        this.examples = new ExampleStore(database);
        this.runs = new RunStore(database);
        this.models = new ModelStore(database);
        this.nudge = nudge;
    }

    /**
     * Replaces the examples of an assistant; its models stay as they are.
     *
     * @throws ReparteeException {@code INVALID_FIELD} naming what is wrong with them
     */
    public ExampleSet replaceExamples(Owner owner, List<Example> replacement) {
        ExampleChecks.check(replacement);
        examples.save(owner, replacement);
        return examples.find(owner).orElseThrow(() -> none(owner));
    }

    /** What examples there are. */
    public Optional<ExampleSet> exampleSet(Owner owner) {
        return examples.find(owner);
    }

    /** Whether the stored examples are exactly these, in this order. */
    public boolean hasExamples(Owner owner, List<Example> these) {
        return examples.content(owner)
                .filter(content -> ExampleCodec.decode(content).equals(these))
                .isPresent();
    }

    /** Forgets the examples; returns whether there were any. */
    public boolean deleteExamples(Owner owner) {
        return examples.delete(owner);
    }

    /**
     * Orders a training from the examples as they are now.
     *
     * @throws ReparteeException {@code VERSION_CONFLICT} while another one of the assistant is
     *     under way, {@code OVERLOADED} when too many wait, {@code NOT_FOUND} without examples
     */
    public TrainingRun train(Owner owner, TrainingOrder order) {
        byte[] content = examples.content(owner).orElseThrow(() -> none(owner));
        TrainingRun run =
                runs.add(
                        owner,
                        new RunStore.Order(content, order.activate(), order.withShipped()),
                        false);
        nudge.run();
        return run;
    }

    /** The trainings of an assistant, the newest first. */
    public List<TrainingRun> runs(Owner owner) {
        return runs.list(owner);
    }

    /** One training. */
    public Optional<TrainingRun> run(Owner owner, long version) {
        return runs.find(owner, version);
    }

    /** Ends a training that waits or runs; returns whether there was one. */
    public boolean cancel(Owner owner, long version) {
        return runs.cancel(owner, version);
    }

    /** The models of an assistant, the newest first. */
    public List<ModelVersion> models(Owner owner) {
        return models.list(owner);
    }

    /**
     * Puts a version into service, everywhere within about a second.
     *
     * @param version null for the model that ships with Repartee
     * @throws ReparteeException {@code NOT_FOUND} when there is no such version, {@code
     *     VERSION_CONFLICT} when this build can't read it
     */
    public void activate(Owner owner, @Nullable Long version) {
        if (version != null) {
            requireReadable(owner, version);
        }
        models.activate(owner, version);
    }

    /**
     * Puts back into service what was there before the last activation.
     *
     * @throws ReparteeException {@code VERSION_CONFLICT} when nothing was ever activated, or this
     *     build can't read what was there
     */
    public void rollBack(Owner owner) {
        models.before(owner).ifPresent(version -> requireReadable(owner, version));
        models.rollBack(owner);
    }

    /**
     * Removes a version; returns whether there was one.
     *
     * @throws ReparteeException {@code VERSION_CONFLICT} when it is in service
     */
    public boolean delete(Owner owner, long version) {
        return models.delete(owner, version);
    }

    /**
     * A version to try, whether it is in service or not.
     *
     * @throws ReparteeException {@code NOT_FOUND} when there is no such version
     */
    public ServedModel model(Owner owner, long version) {
        byte[] content =
                models.content(owner, version)
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.NOT_FOUND,
                                                "there is no model version " + version));
        try {
            return ModelFile.read(content).serve(Long.toString(version), true, encoder);
        } catch (UnreadableModelException e) {
            throw new ReparteeException(ErrorCode.INTERNAL, e.getMessage(), e);
        }
    }

    /** No process could load such a version: its assistant would be left with another model. */
    private void requireReadable(Owner owner, long version) {
        Optional<byte[]> content = models.content(owner, version);
        try {
            if (content.isPresent()) {
                ModelFile.read(content.get());
            }
        } catch (UnreadableModelException e) {
            throw new ReparteeException(
                    ErrorCode.VERSION_CONFLICT,
                    "version %d can't be put into service: %s".formatted(version, e.getMessage()),
                    e);
        }
    }

    static ReparteeException none(Owner owner) {
        return new ReparteeException(
                ErrorCode.NOT_FOUND, "the assistant '" + owner.assistant() + "' has no examples");
    }
}
