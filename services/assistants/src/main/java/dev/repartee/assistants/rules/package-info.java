/** What an assistant answers without a model: deterministic rules, opening hours, local texts. */
@NullMarked
package dev.repartee.assistants.rules;

import org.jspecify.annotations.NullMarked;
