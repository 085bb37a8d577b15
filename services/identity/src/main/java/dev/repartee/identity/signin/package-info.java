/** The way in: passwords, factors and identity providers, and what holds attackers off. */
@NullMarked
package dev.repartee.identity.signin;

import org.jspecify.annotations.NullMarked;
