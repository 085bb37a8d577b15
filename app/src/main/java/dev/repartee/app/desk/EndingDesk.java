package dev.repartee.app.desk;

import dev.repartee.app.node.Settings;
import dev.repartee.app.node.Stores;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.tenancy.EndingServices;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.ending.EndingConfig;
import dev.repartee.identity.ending.EndingLetters;
import dev.repartee.identity.ending.EndingSweep;
import dev.repartee.identity.ending.Endings;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.tenancy.Members;
import dev.repartee.mail.PostOffice;
import dev.repartee.redis.RedisLink;
import java.time.Clock;

/** How businesses end. */
public final class EndingDesk implements AutoCloseable {

    private final EndingServices services;
    private final EndingSweep sweep;

    public EndingDesk(
            Settings settings, Stores stores, PostOffice office, RedisLink redis, Clock clock) {
        EndingConfig config = settings.of(EndingConfig.class);
        Endings endings = new Endings(stores.main(), config, clock);
        EndingLetters letters =
                new EndingLetters(
                        office,
                        new Members(stores.main()),
                        settings.of(AccountsConfig.class).publicUrl());
        services = new EndingServices(endings, letters);
        sweep =
                new EndingSweep(
                        endings,
                        config,
                        new EndingSweep.Tools(
                                stores.main(),
                                new TenantEraser(stores.vault(), redis),
                                letters,
                                new AuditLog(stores.main(), stores.secrets())),
                        clock);
    }

    /** Gives the control plane what it administers of all this. */
    public void addTo(ControlPlane plane) {
        plane.with(EndingServices.class, services);
    }

    /** Begins to erase businesses whose time has come. */
    public void start() {
        sweep.start();
    }

    @Override
    public void close() {
        sweep.close();
    }
}
