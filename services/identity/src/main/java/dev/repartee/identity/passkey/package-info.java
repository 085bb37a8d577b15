/** Passkeys (WebAuthn): keys that sign in, or stand beside a password. */
@NullMarked
package dev.repartee.identity.passkey;

import org.jspecify.annotations.NullMarked;
