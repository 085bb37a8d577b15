package dev.repartee.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all test classes that ask for it the same thing: opened for the first of them, and closed
 * after the last test of all.
 *
 * @param <T> what they share
 */
public abstract class Shared<T extends AutoCloseable> implements ParameterResolver {

    private final Class<T> type;
    private final Opening<T> opening;

    /** Opens it in a folder of its own. */
    @FunctionalInterface
    protected interface Opening<T> {

        T in(Path folder) throws IOException;
    }

    protected Shared(Class<T> type, Opening<T> opening) {
        this.type = type;
        this.opening = opening;
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(type, asked -> open(), type);
    }

    private T open() {
        try {
            return opening.in(Files.createTempDirectory("control"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
