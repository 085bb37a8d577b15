/** What can be done, and who may: roles are sets of permissions, and nothing else is asked. */
@NullMarked
package dev.repartee.identity.role;

import org.jspecify.annotations.NullMarked;
