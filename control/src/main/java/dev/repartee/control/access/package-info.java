/** Who may call which endpoint, and the tenant that its statements are narrowed to. */
@NullMarked
package dev.repartee.control.access;

import org.jspecify.annotations.NullMarked;
