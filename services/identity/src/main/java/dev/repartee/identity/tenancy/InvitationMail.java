package dev.repartee.identity.tenancy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.selfservice.LetterLimits;
import dev.repartee.identity.selfservice.Links;
import dev.repartee.mail.KeptMail;
import dev.repartee.mail.Mail;
import dev.repartee.mail.MailReference;
import dev.repartee.mail.PostOffice;
import java.util.Optional;

/** The mails of invitations. An invitation has one at most that has not left. Thread-safe. */
public final class InvitationMail {

    private static final int LONGEST_NAME = 80;

    private final PostOffice office;
    private final Tenants tenants;
    private final Links links;
    private final LetterLimits limits;

    public InvitationMail(PostOffice office, Tenants tenants, Links links, LetterLimits limits) {
        this.office = office;
        this.tenants = tenants;
        this.links = links;
        this.limits = limits;
    }

    /**
     * Comes before every mail.
     *
     * @throws ReparteeException with {@link ErrorCode#RATE_LIMITED} when the business sent too many
     *     mails, or the address got too many
     */
    public void allow(TenantId tenant, EmailAddress to) {
        if (!limits.sent(tenant)) {
            throw tooMany("this business sent too many mails today");
        }
        if (!limits.invited(to)) {
            throw tooMany("this address got too many mails within the hour");
        }
    }

    /** Hands the mail over, in the place of one that has not left. */
    public void send(Invitations.Issued issued) {
        Invitation invitation = issued.invitation();
        String business = name(invitation.tenant());
        MailReference reference = reference(invitation);
        office.discard(reference);
        office.post(
                new Mail(
                        invitation.email().value(),
                        "You are invited to join " + business,
                        """
                        You are invited to join "%s" as %s. To accept, open

                        %s

                        within a week, and choose a password, or sign in if this address has an
                        account. If you don't know what this is about, do nothing.
                        """
                                .formatted(
                                        business,
                                        invitation.role(),
                                        links.to("join", issued.secret()))),
                reference);
    }

    /** The mail as it waits here, where there is no server that takes it. */
    public Optional<KeptMail> kept(Invitation invitation) {
        return office.kept(reference(invitation));
    }

    /** Forgets the mail of an invitation that is over. */
    public void discard(Invitation invitation) {
        office.discard(reference(invitation));
    }

    /** On one line: names are free text of the business's people, and stand in a header here. */
    private String name(TenantId tenant) {
        String name = tenants.find(tenant).map(Tenant::name).orElse(tenant.value());
        String line = name.replaceAll("[\\s\\p{Cntrl}\\p{Zl}\\p{Zp}\"]+", " ").strip();
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "..." : line;
    }

    private static MailReference reference(Invitation invitation) {
        return new MailReference(invitation.tenant(), "invitation:" + invitation.id());
    }

    private static ReparteeException tooMany(String detail) {
        return new ReparteeException(ErrorCode.RATE_LIMITED, detail + "; try again later");
    }
}
