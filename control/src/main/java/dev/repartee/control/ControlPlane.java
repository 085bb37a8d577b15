package dev.repartee.control;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
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
        context =
                new SpringApplicationBuilder(ControlApplication.class)
                        .web(WebApplicationType.SERVLET)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .registerShutdownHook(false)
                        .properties(settings())
                        .initializers(this::registerServices)
                        .build(new String[0])
                        .run();
    }

    /** The port that was bound; only after {@link #start}. */
    public synchronized int port() {
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            return web.getWebServer().getPort();
        }
        throw new IllegalStateException("the control plane is not running");
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            SpringApplication.exit(context);
            context = null;
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                "server.address",
                config.host(),
                "server.port",
                config.port(),
                "server.shutdown",
                "graceful",
                "spring.lifecycle.timeout-per-shutdown-phase",
                "3s",
                "spring.threads.virtual.enabled",
                true,
                "spring.main.lazy-initialization",
                false,
                "server.forward-headers-strategy",
                "none",
                // There are no forms here, and the filter stumbles over odd media types.
                "spring.mvc.formcontent.filter.enabled",
                false,
                "springdoc.swagger-ui.enabled",
                false,
                "logging.config",
                "classpath:logback.xml");
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
