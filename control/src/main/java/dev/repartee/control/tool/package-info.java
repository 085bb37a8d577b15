/** What assistants' models may call, to configure and to try. */
@NullMarked
package dev.repartee.control.tool;

import org.jspecify.annotations.NullMarked;
