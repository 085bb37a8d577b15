/** Makes the calls: arguments checked, addresses guarded, time and size bounded. */
@NullMarked
package dev.repartee.tools.call;

import org.jspecify.annotations.NullMarked;
