/** Open WebSockets on bare Netty: frames in, frames out, and both ways of closing (RFC 6455). */
@NullMarked
package dev.repartee.gateway.socket.wire;

import org.jspecify.annotations.NullMarked;
