/** Decides for each accepted message whether it can be answered at once or is work for a model. */
@NullMarked
package dev.repartee.dispatch;

import org.jspecify.annotations.NullMarked;
