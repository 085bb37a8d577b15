/** Passwords: how they are hashed and which are good enough. */
@NullMarked
package dev.repartee.identity.password;

import org.jspecify.annotations.NullMarked;
