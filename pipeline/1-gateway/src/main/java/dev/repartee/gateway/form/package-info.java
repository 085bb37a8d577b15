/** Reads JSON objects that strangers wrote, and says everything that is wrong with them at once. */
@NullMarked
package dev.repartee.gateway.form;

import org.jspecify.annotations.NullMarked;
