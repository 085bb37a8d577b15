package dev.repartee.control.session;

import dev.repartee.identity.passkey.Passkeys;
import dev.repartee.identity.signin.PasskeySignIn;

/**
 * What people do with passkeys.
 *
 * @param passkeys those that are registered
 * @param signIn the way in by one
 */
public record PasskeyServices(Passkeys passkeys, PasskeySignIn signIn) {}
