/** The lists and patterns that tenants define: written, stored, and served to the pipeline. */
@NullMarked
package dev.repartee.training.entity;

import org.jspecify.annotations.NullMarked;
