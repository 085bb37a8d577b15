/** How a business ends: asked for, put off for a while, and then erased with all that it had. */
@NullMarked
package dev.repartee.identity.ending;

import org.jspecify.annotations.NullMarked;
