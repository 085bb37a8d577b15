/** Reads what people write field by field, and names everything that is wrong with it at once. */
@NullMarked
package dev.repartee.assistants.form;

import org.jspecify.annotations.NullMarked;
