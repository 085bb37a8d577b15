/** The terminal client: a conversation over the WebSocket that streams, reconnects and resumes. */
@NullMarked
package dev.repartee.app.chat;

import org.jspecify.annotations.NullMarked;
