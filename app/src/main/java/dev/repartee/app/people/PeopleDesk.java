package dev.repartee.app.people;

import dev.repartee.app.node.Directory;
import dev.repartee.app.node.People;
import dev.repartee.app.node.Settings;
import dev.repartee.app.node.Stores;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.account.OwnDataServices;
import dev.repartee.control.mailbox.MailboxServices;
import dev.repartee.control.tenancy.JoiningServices;
import dev.repartee.identity.selfservice.AccountsConfig;
import dev.repartee.identity.selfservice.Departure;
import dev.repartee.identity.selfservice.LetterLimits;
import dev.repartee.identity.selfservice.Links;
import dev.repartee.identity.selfservice.OwnData;
import dev.repartee.identity.tenancy.InvitationMail;
import dev.repartee.identity.tenancy.Invitations;
import dev.repartee.identity.tenancy.Joining;
import dev.repartee.mail.PostOffice;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** How people come and go. */
public final class PeopleDesk {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Stores stores;
    private final Directory directory;
    private final People people;
    private final Settings settings;
    private final Path data;
    private final Clock clock;

    public PeopleDesk(
            Stores stores,
            Directory directory,
            People people,
            Settings settings,
            Path data,
            Clock clock) {
        this.stores = stores;
        this.directory = directory;
        this.people = people;
        this.settings = settings;
        this.data = data;
        this.clock = clock;
    }

    /** Gives the controllers of these parts what they administer. */
    public void addTo(ControlPlane plane) {
        plane.with(JoiningServices.class, joining()).with(OwnDataServices.class, ownData());
        if (mailbox()) {
            plane.with(
                    MailboxServices.class,
                    new MailboxServices(office(), MailboxKey.readOrCreate(data)));
        }
    }

    private JoiningServices joining() {
        AccountsConfig config = settings.of(AccountsConfig.class);
        Invitations invitations = new Invitations(stores.main(), people.memberships(), clock);
        InvitationMail mail =
                new InvitationMail(
                        office(),
                        directory.tenants(),
                        new Links(config.publicUrl()),
                        new LetterLimits(stores.main(), clock));
        return new JoiningServices(
                invitations,
                mail,
                new Joining(
                        config.registration(),
                        invitations,
                        mail,
                        people.accounts(),
                        people.passwords(),
                        office().sends()));
    }

    private OwnDataServices ownData() {
        return new OwnDataServices(
                people.accounts(),
                people.services().logins(),
                new OwnData(stores.main()),
                new Departure(
                        people.accounts(),
                        people.services().logins(),
                        office(),
                        settings.of(AccountsConfig.class).publicUrl()));
    }

    /**
     * Only a system on somebody's own machine has a mailbox: all engines are embedded, its mails
     * have no server, and people reach it at no other name.
     */
    private boolean mailbox() {
        URI url = settings.of(AccountsConfig.class).publicUrl();
        return settings.engines().embedsAll()
                && !office().sends()
                && THIS_MACHINE.contains(String.valueOf(url.getHost()));
    }

    private PostOffice office() {
        return people.services().office();
    }
}
