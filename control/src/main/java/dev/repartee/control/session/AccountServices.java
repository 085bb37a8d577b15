package dev.repartee.control.session;

import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.signin.SignIn;

/**
 * What people do to their own accounts.
 *
 * @param accounts who they are
 * @param logins where they are signed in
 * @param signIn the way in
 */
public record AccountServices(Accounts accounts, Logins logins, SignIn signIn) {}
