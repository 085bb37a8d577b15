/** What clients read: the JSON of replies, states and refusals, the same over every door. */
@NullMarked
package dev.repartee.gateway.view;

import org.jspecify.annotations.NullMarked;
