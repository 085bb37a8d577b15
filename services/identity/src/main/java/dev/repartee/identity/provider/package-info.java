/**
 * Signing in through identity providers: what is asked of them, what is believed of their answers.
 */
@NullMarked
package dev.repartee.identity.provider;

import org.jspecify.annotations.NullMarked;
