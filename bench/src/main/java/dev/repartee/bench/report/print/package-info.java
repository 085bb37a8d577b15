/** Shows results: a table for the terminal, JSON to keep, a page with plots to look at. */
@NullMarked
package dev.repartee.bench.report.print;

import org.jspecify.annotations.NullMarked;
