/** Gives the control plane what it administers of people: who joins, who goes, and their mails. */
@NullMarked
package dev.repartee.app.people;

import org.jspecify.annotations.NullMarked;
