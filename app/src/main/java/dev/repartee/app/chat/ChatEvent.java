package dev.repartee.app.chat;

import tools.jackson.databind.JsonNode;

/** Everything that can happen to the terminal client; one thread takes them from one queue. */
sealed interface ChatEvent {

    /** The person typed a line. */
    record Line(String text) implements ChatEvent {}

    /** There is no more input. */
    record InputEnded() implements ChatEvent {}

    /** The connection stands. */
    record Opened() implements ChatEvent {}

    /** The connection is gone, or could not be made. */
    record Closed(int code, String reason) implements ChatEvent {}

    /** The server sent a frame. */
    record Frame(JsonNode json) implements ChatEvent {}

    /** It is time to try to connect again. */
    record Retry() implements ChatEvent {}
}
