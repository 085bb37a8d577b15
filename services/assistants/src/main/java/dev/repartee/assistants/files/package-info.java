/** Assistants and their documents as YAML files: read, applied idempotently and exported. */
@NullMarked
package dev.repartee.assistants.files;

import org.jspecify.annotations.NullMarked;
