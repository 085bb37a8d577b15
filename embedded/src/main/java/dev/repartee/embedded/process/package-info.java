/** Child processes that end with their parent, whatever ends it. */
@NullMarked
package dev.repartee.embedded.process;

import org.jspecify.annotations.NullMarked;
