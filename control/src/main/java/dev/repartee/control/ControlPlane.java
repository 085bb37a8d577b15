package dev.repartee.control;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Runs the control plane's web application in this process.
 *
 * <p>It is given the services that it administers; it opens no connection of its own. The data
 * plane never waits for it.
 */
public final class ControlPlane implements AutoCloseable {

    private final ControlConfig config;
    private final ControlServices services;
    private final Map<Class<?>, Object> parts = new LinkedHashMap<>();
    private @Nullable ConfigurableApplicationContext context;

    public ControlPlane(ControlConfig config, ControlServices services) {
        this.config = config;
        this.services = services;
    }

    /** Gives the controllers of one part what they administer; before {@link #start}. */
    public synchronized <T> ControlPlane with(Class<T> type, T service) {
        parts.put(type, type.cast(service));
        return this;
    }

    /** Starts and returns when requests are answered. */
    public synchronized void start() {
        SpringApplication application =
                new SpringApplicationBuilder(ControlApplication.class)
                        .web(WebApplicationType.SERVLET)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .registerShutdownHook(false)
                        .properties(settings())
                        .initializers(this::registerServices)
                        .build(new String[0]);
        application.setListeners(
                application.getListeners().stream().filter(ControlPlane::leavesLogsAlone).toList());
        context = application.run();
    }

    /** The port that was bound; only after {@link #start}. */
    public synchronized int port() {
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            return web.getWebServer().getPort();
        }
        throw new IllegalStateException("the control plane is not running");
    }

    /** Where a gateway of the same machine reaches it; only after {@link #start}. */
    public URI url() {
        return URI.create(
                config.tls().on() ? "https://localhost:" + port() : "http://127.0.0.1:" + port());
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            SpringApplication.exit(context);
            context = null;
        }
    }

    /** How a process logs is the process's affair: Spring would begin it anew. */
    private static boolean leavesLogsAlone(ApplicationListener<?> listener) {
        return !(listener instanceof LoggingApplicationListener);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.address", config.host());
        settings.put("server.port", config.port());
        settings.put("server.shutdown", "graceful");
        settings.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
        settings.put("spring.threads.virtual.enabled", true);
        settings.put("spring.main.lazy-initialization", false);
        settings.put("server.forward-headers-strategy", "none");
        // There are no forms here, and the filter stumbles over odd media types.
        settings.put("spring.mvc.formcontent.filter.enabled", false);
        // A misspelt restriction that is passed over would make something too powerful.
        settings.put("spring.jackson.deserialization.fail-on-unknown-properties", true);
        settings.put("springdoc.swagger-ui.enabled", false);
        settings.putAll(TlsSettings.of(config.tls()));
        return settings;
    }

    private void registerServices(ConfigurableApplicationContext target) {
        var beans = (GenericApplicationContext) target;
        beans.registerBean(ControlServices.class, () -> services);
        parts.forEach((type, service) -> register(beans, type, service));
    }

    private static <T> void register(
            GenericApplicationContext target, Class<T> type, Object service) {
        target.registerBean(type, () -> type.cast(service));
    }
}
