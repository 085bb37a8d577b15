/** Who answers: assistants as tenants define them, stored, validated and served from memory. */
@NullMarked
package dev.repartee.assistants;

import org.jspecify.annotations.NullMarked;
