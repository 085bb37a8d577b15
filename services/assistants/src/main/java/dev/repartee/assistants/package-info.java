/** Who answers: assistants as tenants define them, stored and validated. */
@NullMarked
package dev.repartee.assistants;

import org.jspecify.annotations.NullMarked;
