/** What assistants know, over HTTP: texts, uploaded files, and what became of them. */
@NullMarked
package dev.repartee.control.knowledge;

import org.jspecify.annotations.NullMarked;
