/** Puts the search in assistants' documents together, as the configuration wants it. */
@NullMarked
package dev.repartee.app.knowledge;

import org.jspecify.annotations.NullMarked;
