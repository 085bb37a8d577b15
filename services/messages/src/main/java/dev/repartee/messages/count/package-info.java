/** How much is said, in numbers alone. */
@NullMarked
package dev.repartee.messages.count;

import org.jspecify.annotations.NullMarked;
