package dev.repartee.assistants.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small business to try Repartee with: the bicycle shop Velo Verde, its assistant and what the
 * assistant knows. Applied at the first start of a fresh installation.
 */
public final class DemoContent {

    private static final String FOLDER = "demo/";

    private DemoContent() {}

    /** The demo assistant with its documents. */
    public static AssistantBundle veloVerde() {
        return AssistantFiles.parse(
                resource("velo-verde.yaml").orElseThrow(), DemoContent::resource);
    }

    private static Optional<String> resource(String path) {
        try (@Nullable InputStream stream = DemoContent.class.getResourceAsStream(FOLDER + path)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
