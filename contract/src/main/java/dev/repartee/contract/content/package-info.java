/** What messages and replies are made of: text, citations, analysis, and what they cost. */
@NullMarked
package dev.repartee.contract.content;

import org.jspecify.annotations.NullMarked;
