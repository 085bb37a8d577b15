/** What was stored while nobody could analyse it. */
@NullMarked
package dev.repartee.messages.unanalysed;

import org.jspecify.annotations.NullMarked;
