package dev.repartee.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Applies {@link LogConfig}, also to what third parties say through the JDK's own logging; until
 * then {@code logback.xml} of this module holds.
 */
public final class Logging {
    static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %-18logger{0} %msg %kvp{NONE}%n%ex";
    private static final String OWN_PACKAGES = "dev.repartee";

    private Logging() {}

    public static void apply(LogConfig config) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Encoder<ILoggingEvent> encoder = encoder(config.format(), context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(console);
        context.getLogger(OWN_PACKAGES).setLevel(level(config.level()));
        for (Map.Entry<String, LogConfig.Level> entry : config.levels().entrySet()) {
            context.getLogger(entry.getKey()).setLevel(level(entry.getValue()));
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static Encoder<ILoggingEvent> encoder(LogConfig.Format format, LoggerContext context) {
        return switch (format) {
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setContext(context);
                text.setPattern(PATTERN);
                yield text;
            }
            case JSON -> {
                JsonLineEncoder json = new JsonLineEncoder();
                json.setContext(context);
                yield json;
            }
        };
    }

    private static Level level(LogConfig.Level level) {
        return Level.valueOf(level.name());
    }
}
