/**
 * What an operator does with the log: audits it, follows a message through it, replays dead
 * letters.
 */
@NullMarked
package dev.repartee.audit.operations;

import org.jspecify.annotations.NullMarked;
