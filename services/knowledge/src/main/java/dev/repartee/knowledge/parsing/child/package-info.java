/** What runs in the child process that reads one file: Tika, without a network. */
@NullMarked
package dev.repartee.knowledge.parsing.child;

import org.jspecify.annotations.NullMarked;
