package dev.repartee.control.tenancy;

import dev.repartee.identity.tenancy.Invitations;

/**
 * How people come to a business.
 *
 * @param invitations who was asked
 * @param joining how they accept
 * @param mail sends the secret of an invitation
 */
public record JoiningServices(Invitations invitations, Joining joining, InvitationMail mail) {

    /** Sends invitations. */
    @FunctionalInterface
    public interface InvitationMail {

        /** Hands the mail over to be sent; the secret must go nowhere else. */
        void send(Invitations.Issued issued);
    }
}
