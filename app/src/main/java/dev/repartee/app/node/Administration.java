package dev.repartee.app.node;

import dev.repartee.app.desk.EndingDesk;
import dev.repartee.app.desk.PlatformDesk;
import dev.repartee.app.desk.PrivacyDesk;
import dev.repartee.app.federation.FederationDesk;
import dev.repartee.app.guard.GuardDesk;
import dev.repartee.app.people.PeopleDesk;
import dev.repartee.app.tenant.TenantDesk;
import dev.repartee.contract.UserKey;
import dev.repartee.control.ControlConfig;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.ControlServices;
import dev.repartee.control.federation.FederationServices;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.control.safety.SafetyServices;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.PasskeyServices;
import dev.repartee.control.tenancy.TenancyServices;
import dev.repartee.control.tool.ToolServices;
import dev.repartee.control.training.TrainingServices;
import dev.repartee.egress.EgressConfig;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Principal;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.key.KeyUpkeep;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.tenancy.Members;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.runtime.Operations;
import dev.repartee.safety.SafetyLog;
import dev.repartee.training.TrainingWorker;
import dev.repartee.training.Workshop;
import dev.repartee.training.entity.EntityStore;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The control plane of a process, and all that people administer with it. */
final class Administration {

    private final Commons commons;
    private final People people;
    private final PlatformDesk platform;
    private final PrivacyDesk privacy;
    private final EndingDesk ending;

    /** Written by the starting thread, read after the start. */
    private volatile @Nullable ControlPlane running;

    Administration(Commons commons) {
        this.commons = commons;
        this.people =
                People.open(
                        commons.stores(), commons.directory(), commons.settings(), commons.clock());
        this.platform =
                new PlatformDesk(
                        commons.stores(), commons.directory(), commons.redis(), commons.clock());
        this.privacy =
                new PrivacyDesk(
                        commons.settings(), commons.stores(), commons.meters(), commons.clock());
        this.ending =
                new EndingDesk(
                        commons.settings(),
                        commons.stores(),
                        people.services().office(),
                        commons.redis(),
                        commons.clock());
    }

    /** Lets operators see what the process says of itself. */
    void observe(Operations operations) {
        platform.observe(operations);
    }

    /** Where the control plane listens; null until it does. */
    @Nullable URI url() {
        ControlPlane plane = running;
        return plane == null ? null : plane.url();
    }

    FirstStart firstStart() {
        return new FirstStart(commons.directory(), people, shelf());
    }

    Part part() {
        DocumentReading documents = new DocumentReading(commons);
        TrainingWorker worker =
                new TrainingWorker(
                        commons.stores().main(),
                        commons.understanding().encoder(),
                        commons.meters());
        GuardDesk guards =
                new GuardDesk(
                        commons.stores(),
                        commons.settings().of(EgressConfig.class),
                        commons.meters(),
                        commons.clock());
        FederationDesk federation =
                new FederationDesk(
                        commons.stores(),
                        commons.settings(),
                        people.services(),
                        commons.meters(),
                        commons.clock());
        ControlPlane plane =
                new ControlPlane(
                                commons.settings().of(ControlConfig.class),
                                new ControlServices(
                                        commons.directory().assistantStore(), callers(), erasure()))
                        .with(KnowledgeServices.class, documents.services())
                        .with(AccountServices.class, people.services())
                        .with(
                                PasskeyServices.class,
                                people.passkeys(
                                        commons.stores(), commons.settings(), commons.clock()))
                        .with(
                                TrainingServices.class,
                                new TrainingServices(
                                        new Workshop(
                                                commons.stores().main(),
                                                commons.understanding().encoder(),
                                                worker::nudge),
                                        commons.understanding().models(),
                                        commons.understanding().rules(),
                                        new EntityStore(commons.stores().main())))
                        .with(FederationServices.class, federation.services())
                        .with(SafetyServices.class, guards.safety())
                        .with(ToolServices.class, guards.tools())
                        .with(Clock.class, commons.clock())
                        .with(
                                TenancyServices.class,
                                new TenancyServices(
                                        new Members(commons.stores().main()),
                                        commons.directory().roles()))
                        .with(
                                AuditLog.class,
                                new AuditLog(commons.stores().main(), commons.stores().secrets()));
        commons.tuning().addTo(plane);
        peopleDesk().addTo(plane);
        platform.addTo(plane);
        privacy.addTo(plane);
        TenantDesk.addTo(plane, commons.directory(), people, commons.settings());
        KeyUpkeep keys = commons.keyUpkeep();
        ending.addTo(plane);
        return new Part(
                Role.CONTROL.word(),
                () -> {
                    plane.start();
                    keys.start();
                    documents.start();
                    worker.start();
                    privacy.start();
                    ending.start();
                    people.services().office().start();
                    running = plane;
                },
                () -> {
                    plane.close();
                    keys.close();
                    people.close();
                    documents.close();
                    worker.close();
                    privacy.close();
                    ending.close();
                    guards.close();
                    federation.close();
                },
                () -> running != null);
    }

    private PeopleDesk peopleDesk() {
        return new PeopleDesk(
                commons.stores(),
                commons.directory(),
                people,
                commons.settings(),
                commons.data(),
                commons.clock());
    }

    private ControlServices.Callers callers() {
        Directory directory = commons.directory();
        return new ControlServices.Callers() {
            @Override
            public Authentication authenticate(String bearer) {
                return directory.identity().authenticate(bearer);
            }

            @Override
            public Set<Permission> permissions(Principal principal) {
                return directory.roles().granted(principal).permissions();
            }

            @Override
            public boolean guest(Principal principal) {
                return directory.roles().guest(principal);
            }
        };
    }

    private ControlServices.UserErasure erasure() {
        UserEraser eraser =
                new UserEraser(
                        commons.stores().vault(),
                        commons.messages(),
                        commons.redis(),
                        user -> {
                            SafetyLog.erase(commons.stores().main(), user);
                            privacy.erase(user);
                        });
        return (UserKey user) -> eraser.erase(user);
    }

    private KnowledgeShelf shelf() {
        return new KnowledgeShelf(new DocumentStore(commons.stores().main()));
    }
}
