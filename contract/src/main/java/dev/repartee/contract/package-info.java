/** What stages agree on: ids, error codes, topics and record headers; no framework, no I/O. */
@NullMarked
package dev.repartee.contract;

import org.jspecify.annotations.NullMarked;
