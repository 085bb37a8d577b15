/** Keeps personal data, secrets and harmful words out of the log and out of replies. */
@NullMarked
package dev.repartee.language.safety;

import org.jspecify.annotations.NullMarked;
