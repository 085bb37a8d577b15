/** A business administers itself: its members, whom it asks to join, and its own roles. */
@NullMarked
package dev.repartee.control.tenancy;

import org.jspecify.annotations.NullMarked;
