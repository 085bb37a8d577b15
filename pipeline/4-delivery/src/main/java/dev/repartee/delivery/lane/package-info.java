/** What delivery knows of one user and decides next, without doing any of it. */
@NullMarked
package dev.repartee.delivery.lane;

import org.jspecify.annotations.NullMarked;
