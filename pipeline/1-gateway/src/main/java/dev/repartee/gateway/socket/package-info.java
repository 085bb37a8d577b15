/** The WebSocket face: one connection is one device of one user. */
@NullMarked
package dev.repartee.gateway.socket;

import org.jspecify.annotations.NullMarked;
