/** What is understood of a message: here, or by a service that is asked over HTTP. */
@NullMarked
package dev.repartee.inference.analysis;

import org.jspecify.annotations.NullMarked;
