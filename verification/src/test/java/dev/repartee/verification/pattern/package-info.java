/** Every regular expression of the product, against texts that are made to be slow. */
@NullMarked
package dev.repartee.verification.pattern;

import org.jspecify.annotations.NullMarked;
