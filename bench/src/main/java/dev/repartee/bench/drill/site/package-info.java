/**
 * What a drill breaks: a cluster, its model, the lines between them, and the crowd that uses it.
 */
@NullMarked
package dev.repartee.bench.drill.site;

import org.jspecify.annotations.NullMarked;
