/** The one public door: HTTP, WebSocket and SSE in, replies out. */
@NullMarked
package dev.repartee.gateway;

import org.jspecify.annotations.NullMarked;
