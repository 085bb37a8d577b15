/**
 * What a message says: cleaned, tagged with its language, and analysed into an intent and entities,
 * without I/O.
 */
@NullMarked
package dev.repartee.language;

import org.jspecify.annotations.NullMarked;
