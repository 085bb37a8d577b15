/** Sees to it that every accepted message ends: holds the open ones and ends what is overdue. */
@NullMarked
package dev.repartee.audit;

import org.jspecify.annotations.NullMarked;
