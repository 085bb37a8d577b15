/** What people may ask of who keeps their data: what was agreed to, all of it, and an end to it. */
@NullMarked
package dev.repartee.privacy;

import org.jspecify.annotations.NullMarked;
