/**
 * The HTTP face: routes, server-sent events, problems, documents and the way to the control plane.
 */
@NullMarked
package dev.repartee.gateway.http;

import org.jspecify.annotations.NullMarked;
