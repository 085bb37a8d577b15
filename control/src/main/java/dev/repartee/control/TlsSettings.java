package dev.repartee.control;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TLS in the words of Spring Boot. */
final class TlsSettings {

    private static final String BUNDLE = "spring.ssl.bundle.pem.control.";

    private TlsSettings() {}

    static Map<String, Object> of(ControlConfig.Tls tls) {
        if (!tls.on()) {
            return Map.of();
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.ssl.bundle", "control");
        settings.put(BUNDLE + "reload-on-update", true);
        settings.put(BUNDLE + "options.enabled-protocols", "TLSv1.3,TLSv1.2");
        file(settings, "keystore.certificate", tls.certificate());
        file(settings, "keystore.private-key", tls.key());
        file(settings, "truststore.certificate", tls.gateways());
        if (tls.gateways() != null) {
            settings.put("server.ssl.client-auth", "need");
        }
        return settings;
    }

    private static void file(Map<String, Object> settings, String name, @Nullable Path file) {
        if (file != null) {
            settings.put(BUNDLE + name, file.toUri().toString());
        }
    }
}
