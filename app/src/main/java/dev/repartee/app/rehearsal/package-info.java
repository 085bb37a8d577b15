/** Everything a message goes through, gone through before the first one comes. */
@NullMarked
package dev.repartee.app.rehearsal;

import org.jspecify.annotations.NullMarked;
