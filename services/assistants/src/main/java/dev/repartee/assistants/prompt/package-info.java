/**
 * What a model is told about itself: versioned templates with declared variables, and their text.
 */
@NullMarked
package dev.repartee.assistants.prompt;

import org.jspecify.annotations.NullMarked;
