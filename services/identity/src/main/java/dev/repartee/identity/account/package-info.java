/** People who sign in, and the businesses that they belong to. */
@NullMarked
package dev.repartee.identity.account;

import org.jspecify.annotations.NullMarked;
