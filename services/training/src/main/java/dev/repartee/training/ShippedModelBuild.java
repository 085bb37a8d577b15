package dev.repartee.training;

import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import dev.repartee.language.intent.IntentTrainer;
import dev.repartee.training.example.ShippedExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Trains the shipped model; the build runs it after compiling. Does nothing when neither the
 * examples nor the code that learns have changed since.
 */
public final class ShippedModelBuild {

    private ShippedModelBuild() {}

    /**
     * @param arguments the folder of this module's classes, to which the model is added
     */
    public static void main(String[] arguments) throws Exception {
        Path classes = Path.of(arguments[0]);
        Path model = classes.resolve("dev/repartee/training").resolve(ShippedModel.RESOURCE);
        Path stamp = classes.resolveSibling("shipped-model.stamp");
        String wanted = fingerprint();
        if (Files.exists(model) && stored(stamp).filter(wanted::equals).isPresent()) {
            return;
        }
        List<Example> examples = ShippedExamples.read();
        Learnt learnt =
                new Learnt(new IntentTrainer().train(examples, TrainingProgress.NONE), null, null);
        Files.createDirectories(model.getParent());
        Files.write(model, ModelFile.write(learnt));
        Files.writeString(stamp, wanted);
    }

    private static Optional<String> stored(Path stamp) throws IOException {
        return Files.exists(stamp) ? Optional.of(Files.readString(stamp)) : Optional.empty();
    }

    /** Of everything that the model depends on: the language module with its examples. */
    private static String fingerprint() throws Exception {
        Path code =
                Path.of(Example.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        MessageDigest digest = digest();
        try (Stream<Path> files = Files.walk(code)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(code.relativize(file).toString().getBytes("UTF-8"));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
