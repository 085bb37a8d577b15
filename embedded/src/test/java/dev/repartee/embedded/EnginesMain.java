package dev.repartee.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process of its own that a test can kill. */
final class EnginesMain {
    private EnginesMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedEngines.start(Path.of(arguments[0]), EngineOptions.forTests().durably());
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
