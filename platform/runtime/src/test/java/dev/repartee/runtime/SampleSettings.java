package dev.repartee.runtime;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sections of a configuration to test with. */
final class SampleSettings {

    private SampleSettings() {}

    enum Mode {
        NORMAL,
        BATCH_FIRST
    }

    record Nlp(int attempts, @Nullable Secret key) {
        static Nlp defaults() {
            return new Nlp(3, null);
        }
    }

    record Vault(int keys) {
        Vault {
            if (keys < 1) {
                throw new ReparteeException(
                        ErrorCode.INVALID_CONFIGURATION, "vault: keys must be at least 1");
            }
        }

        static Vault defaults() {
            return new Vault(1);
        }
    }

    record Pair(String left, int right) {}

    record Engines(@Nullable String kafka, @Nullable Secret postgres, @Nullable Secret redis) {}

    record Gateway(
            int port,
            long maxBytes,
            double ratio,
            boolean cors,
            String name,
            Duration timeout,
            Mode mode,
            URI home,
            Path folder,
            List<String> origins,
            Nlp nlp,
            Map<String, Nlp> models) {
        Gateway {
            if (port < 0) {
                throw new IllegalArgumentException("port is negative");
            }
        }

        static Gateway defaults() {
            return new Gateway(
                    8080,
                    1,
                    1.0,
                    false,
                    "gateway",
                    Duration.ofSeconds(1),
                    Mode.NORMAL,
                    URI.create("http://localhost/"),
                    Path.of("data"),
                    List.of(),
                    Nlp.defaults(),
                    Map.of());
        }
    }
}
