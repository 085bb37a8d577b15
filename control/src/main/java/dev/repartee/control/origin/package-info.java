/** Which web pages may call with the credentials of a business. */
@NullMarked
package dev.repartee.control.origin;

import org.jspecify.annotations.NullMarked;
