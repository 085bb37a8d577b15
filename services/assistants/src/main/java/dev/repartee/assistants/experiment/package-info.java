/** A/B tests of an assistant: who gets which variant, and how a test begins and ends. */
@NullMarked
package dev.repartee.assistants.experiment;

import org.jspecify.annotations.NullMarked;
