/** PostgreSQL, wrapped once: bounded pools, migrations, 7-day windows and cache invalidation. */
@NullMarked
package dev.repartee.postgres;

import org.jspecify.annotations.NullMarked;
