/** What tests of several modules share; nothing that ships depends on it. */
@NullMarked
package dev.repartee.testing;

import org.jspecify.annotations.NullMarked;
