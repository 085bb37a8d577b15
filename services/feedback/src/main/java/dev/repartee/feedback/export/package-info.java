/** Training sets made from what was said, without personal data. */
@NullMarked
package dev.repartee.feedback.export;

import org.jspecify.annotations.NullMarked;
