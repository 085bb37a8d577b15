/** The page where people sign in, and what it has to know before anybody has. */
@NullMarked
package dev.repartee.control.page;

import org.jspecify.annotations.NullMarked;
