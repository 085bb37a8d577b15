/** One Main: roles become stages; the only place that reads the environment. */
@NullMarked
package dev.repartee.app;

import org.jspecify.annotations.NullMarked;
