package dev.repartee.control.session;

import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.factor.SecondFactors;
import dev.repartee.identity.selfservice.SelfService;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.mail.PostOffice;

/**
 * What people do to their own accounts.
 *
 * @param accounts who they are
 * @param memberships where they belong
 * @param logins where they are signed in
 * @param signIn the way in
 * @param factors what they show beside a password
 * @param selfService what they do by links in mails
 * @param office the mails
 */
public record AccountServices(
        Accounts accounts,
        Memberships memberships,
        Logins logins,
        SignIn signIn,
        SecondFactors factors,
        SelfService selfService,
        PostOffice office) {}
