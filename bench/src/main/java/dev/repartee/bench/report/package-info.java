/** What a measured run found: the figures that the table, the JSON and the page all show. */
@NullMarked
package dev.repartee.bench.report;

import org.jspecify.annotations.NullMarked;
