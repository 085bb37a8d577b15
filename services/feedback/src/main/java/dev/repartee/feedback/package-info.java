/** What users think of replies: thumbs, reasons and corrections, kept under the user's own key. */
@NullMarked
package dev.repartee.feedback;

import org.jspecify.annotations.NullMarked;
