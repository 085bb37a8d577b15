package dev.repartee.app.rehearsal;

import java.util.concurrent.Callable;

/** A second device of a user: it gets every reply as well, and acknowledges it. */
final class Onlooker implements Callable<Integer> {
    private static final long MOMENT_MILLIS = 100;

    private final Scene scene;
    private final String user;

    Onlooker(Scene scene, String user) {
        this.scene = scene;
        this.user = user;
    }

    /** Returns 0: it asked for nothing. */
    @Override
    public Integer call() throws InterruptedException {
        try (Device device = Device.connect(scene, user, "phone")) {
            while (scene.goesOn()) {
                device.listen(MOMENT_MILLIS);
            }
        }
        return 0;
    }
}
