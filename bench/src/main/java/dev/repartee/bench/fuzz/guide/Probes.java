package dev.repartee.bench.fuzz.guide;

import dev.repartee.bench.fuzz.check.Check;
import java.io.IOException;
import java.io.InputStream;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.IRuntime;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;

/**
 * Loads a check beside instrumented copies of our classes and counts which of their branches were
 * ever taken. Used by one thread.
 */
final class Probes implements AutoCloseable {

    private static final String OURS = "dev.repartee.";

    private final Subject subject;
    private final RuntimeData data = new RuntimeData();
    private final IRuntime runtime = new LoggerRuntime();
    private final Instrumenter instrumenter = new Instrumenter(runtime);

    Probes(Subject subject) {
        this.subject = subject;
        try {
            runtime.startup(data);
        } catch (Exception e) {
            throw new IllegalStateException("coverage can't be recorded", e);
        }
    }

    /** A new instance of the subject's check, whose calls are counted. */
    Check load() {
        try {
            return (Check)
                    new Copies()
                            .loadClass(subject.check().getName())
                            .getConstructor()
                            .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no check: " + subject.check(), e);
        }
    }

    /** How many probes were ever hit; grows when an input reaches something new. */
    int hits() {
        int[] hits = {0};
        data.collect(
                execution -> {
                    for (boolean hit : execution.getProbes()) {
                        if (hit) {
                            hits[0]++;
                        }
                    }
                },
                session -> {},
                false);
        return hits[0];
    }

    /** What was reached of the subject's classes, those never loaded included. */
    Coverage coverage() {
        ExecutionDataStore store = new ExecutionDataStore();
        data.collect(
                (ExecutionData execution) -> store.visitClassExecution(execution),
                new SessionInfoStore(),
                false);
        return Coverage.of(store, subject.packages(), subject::covers);
    }

    @Override
    public void close() {
        runtime.shutdown();
    }

    /** Defines all classes of ours anew, except the interface that both sides know. */
    private final class Copies extends ClassLoader {

        Copies() {
            super(Probes.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OURS) || name.equals(Check.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] plain = file.readAllBytes();
                byte[] code = subject.covers(name) ? instrumenter.instrument(plain, name) : plain;
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
