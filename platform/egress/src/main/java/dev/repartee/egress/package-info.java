/** HTTP calls to addresses that users give, which never reach what only insiders may reach. */
@NullMarked
package dev.repartee.egress;

import org.jspecify.annotations.NullMarked;
