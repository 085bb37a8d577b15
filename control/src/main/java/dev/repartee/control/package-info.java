/** The control plane: what people administer over HTTP, behind the gateway. */
@NullMarked
package dev.repartee.control;

import org.jspecify.annotations.NullMarked;
