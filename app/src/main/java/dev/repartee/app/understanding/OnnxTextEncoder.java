package dev.repartee.app.understanding;

import dev.repartee.training.encoder.TextEncoder;
import dev.repartee.transformer.OnnxEncoder;
import dev.repartee.transformer.UnusableModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A user's own sentence encoder as what models learn from; its files' bytes are its name. */
final class OnnxTextEncoder implements TextEncoder {

    private static final List<String> FILES = List.of("model.onnx", "tokenizer.json");

    private final OnnxEncoder encoder;
    private final String id;

    private OnnxTextEncoder(OnnxEncoder encoder, String id) {
        this.encoder = encoder;
        this.id = id;
    }

    /**
     * Loads a folder.
     *
     * @throws UnusableModelException saying what is missing or not known
     */
    static OnnxTextEncoder load(Path folder) throws UnusableModelException {
        OnnxEncoder encoder = OnnxEncoder.load(folder);
        try {
            return new OnnxTextEncoder(encoder, fingerprint(folder));
        } catch (IOException e) {
            encoder.close();
            throw new UnusableModelException(e.getMessage(), e);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public float[] encode(String text) {
        return encoder.encode(text);
    }

    private static String fingerprint(Path folder) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                try (InputStream in = Files.newInputStream(folder.resolve(file));
                        var digesting = new DigestInputStream(in, digest)) {
                    digesting.transferTo(OutputStream.nullOutputStream());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
