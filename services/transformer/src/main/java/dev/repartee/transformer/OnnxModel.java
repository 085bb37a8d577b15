package dev.repartee.transformer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model.onnx with its tokenizer.json: text in, the first output's numbers out. Thread-safe; one
 * thread of CPU per call, so that messages share the cores fairly.
 */
final class OnnxModel implements AutoCloseable {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final Set<String> KNOWN = Set.of(IDS, MASK, TYPES);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final SubwordTokenizer tokenizer;
    private final int longest;

    private OnnxModel(
            OrtEnvironment environment,
            OrtSession session,
            SubwordTokenizer tokenizer,
            int longest) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
        this.longest = longest;
    }

    /**
     * @param longest most ids that the model takes
     */
    static OnnxModel load(Path folder, int longest) throws UnusableModelException {
        Path model = folder.resolve("model.onnx");
        if (!Files.isRegularFile(model)) {
            throw new UnusableModelException("'" + folder + "' has no model.onnx");
        }
        SubwordTokenizer tokenizer = TokenizerFile.read(folder.resolve("tokenizer.json"));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(model.toString(), options);
            checkInputs(session);
            return new OnnxModel(environment, session, tokenizer, longest);
        } catch (OrtException e) {
            throw new UnusableModelException("model.onnx can't be run: " + e.getMessage(), e);
        }
    }

    private static void checkInputs(OrtSession session)
            throws OrtException, UnusableModelException {
        Set<String> inputs = session.getInputNames();
        if (!inputs.contains(IDS) || !KNOWN.containsAll(inputs)) {
            session.close();
            throw new UnusableModelException(
                    "model.onnx wants the inputs " + inputs + ", not some of " + KNOWN);
        }
    }

    /** The first output for one text, without its first dimension: a vector, or one per piece. */
    Object run(String text) {
        long[] ids = tokenizer.encode(text, longest);
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String name : session.getInputNames()) {
                long[] values =
                        switch (name) {
                            case IDS -> ids;
                            case MASK -> ones;
                            default -> new long[ids.length];
                        };
                inputs.put(
                        name,
                        OnnxTensor.createTensor(
                                environment, LongBuffer.wrap(values), new long[] {1, ids.length}));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                OnnxValue first = result.get(0);
                return ((Object[]) first.getValue())[0];
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the model failed on a text", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model can't be closed", e);
        }
    }
}
