/** Feedback and training sets over HTTP. */
@NullMarked
package dev.repartee.control.feedback;

import org.jspecify.annotations.NullMarked;
