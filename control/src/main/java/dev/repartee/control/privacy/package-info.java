/** What users agreed to, what is kept about them, and for how long, over HTTP. */
@NullMarked
package dev.repartee.control.privacy;

import org.jspecify.annotations.NullMarked;
