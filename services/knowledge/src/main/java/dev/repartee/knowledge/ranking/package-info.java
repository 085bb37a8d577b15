/** What makes a piece of text fit a question: terms and their weights, and closer looks. */
@NullMarked
package dev.repartee.knowledge.ranking;

import org.jspecify.annotations.NullMarked;
