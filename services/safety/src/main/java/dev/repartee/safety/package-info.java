/** What is done about what in messages and replies, per assistant, and the audit of it. */
@NullMarked
package dev.repartee.safety;

import org.jspecify.annotations.NullMarked;
