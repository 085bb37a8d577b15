/** Prompts and versions of assistants over HTTP. */
@NullMarked
package dev.repartee.control.prompt;

import org.jspecify.annotations.NullMarked;
