@NullMarked
package dev.repartee.inference;

import org.jspecify.annotations.NullMarked;
