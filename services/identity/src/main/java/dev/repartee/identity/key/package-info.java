/** API keys: what programs show instead of signing in. */
@NullMarked
package dev.repartee.identity.key;

import org.jspecify.annotations.NullMarked;
