package dev.repartee.app.desk;

import dev.repartee.app.node.Settings;
import dev.repartee.app.node.Stores;
import dev.repartee.contract.UserKey;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.privacy.PrivacyServices;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.messages.postgres.UserMessages;
import dev.repartee.privacy.Consents;
import dev.repartee.privacy.Retention;
import dev.repartee.privacy.RetentionConfig;
import dev.repartee.privacy.RetentionSweep;
import dev.repartee.privacy.UserExport;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** People's data: what they agreed to, all of it, and how long it is kept. */
public final class PrivacyDesk implements AutoCloseable {

    private final Consents consents;
    private final FeedbackStore feedback;
    private final PrivacyServices services;
    private final RetentionSweep sweep;

    public PrivacyDesk(Settings settings, Stores stores, MeterRegistry meters, Clock clock) {
        RetentionConfig config = settings.of(RetentionConfig.class);
        Retention retention = new Retention(stores.main(), config);
        consents = new Consents(stores.main(), clock);
        feedback = new FeedbackStore(stores.main(), stores.vault());
        services =
                new PrivacyServices(
                        consents,
                        new UserExport(
                                stores.main(),
                                consents,
                                new UserMessages(stores.main(), stores.vault()),
                                feedback),
                        retention);
        sweep = new RetentionSweep(stores.main(), retention, config, meters, clock);
    }

    /** Gives the control plane what it administers of all this. */
    public void addTo(ControlPlane plane) {
        plane.with(PrivacyServices.class, services);
    }

    /** Takes out what is kept of a user here; safe to repeat. */
    public void erase(UserKey user) {
        feedback.erase(user);
        consents.erase(user);
    }

    /** Begins to delete what is too old. */
    public void start() {
        sweep.start();
    }

    @Override
    public void close() {
        sweep.close();
    }
}
