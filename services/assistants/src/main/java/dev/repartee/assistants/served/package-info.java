/** What the pipeline is served of assistants, from memory. */
@NullMarked
package dev.repartee.assistants.served;

import org.jspecify.annotations.NullMarked;
