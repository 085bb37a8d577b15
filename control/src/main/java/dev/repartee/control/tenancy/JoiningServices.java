package dev.repartee.control.tenancy;

import dev.repartee.identity.tenancy.InvitationMail;
import dev.repartee.identity.tenancy.Invitations;
import dev.repartee.identity.tenancy.Joining;

/**
 * How people come to a business.
 *
 * @param invitations who was asked
 * @param mail tells them
 * @param joining how they accept
 */
public record JoiningServices(Invitations invitations, InvitationMail mail, Joining joining) {}
