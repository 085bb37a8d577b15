/** How the arms of a test did, and how sure that is. */
@NullMarked
package dev.repartee.feedback.outcome;

import org.jspecify.annotations.NullMarked;
