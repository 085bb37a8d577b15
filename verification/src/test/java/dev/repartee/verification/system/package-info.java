/** The system under test, and those who talk to it. */
@NullMarked
package dev.repartee.verification.system;

import org.jspecify.annotations.NullMarked;
