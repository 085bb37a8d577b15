/** Who is signed in where: logins, their refresh tokens and cookies, and their end. */
@NullMarked
package dev.repartee.identity.session;

import org.jspecify.annotations.NullMarked;
