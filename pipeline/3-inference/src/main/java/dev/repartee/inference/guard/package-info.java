/** What stands between users, what was retrieved, and the model: in both directions. */
@NullMarked
package dev.repartee.inference.guard;

import org.jspecify.annotations.NullMarked;
