package dev.repartee.app.chat;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Shows replies as they come: partial text at once, and what the final reply changes about it. */
final class Transcript {

    private final PrintStream out;
    private final Map<String, Partial> partials = new HashMap<>();

    private static final class Partial {
        private int attempt;
        private final StringBuilder shown = new StringBuilder();
    }

    Transcript(PrintStream out) {
        this.out = out;
    }

    void note(String text) {
        out.println("· " + text);
        out.flush();
    }

    void delta(JsonNode frame) {
        Partial partial =
                partials.computeIfAbsent(frame.path("requestId").asString(""), id -> new Partial());
        int attempt = frame.path("attempt").asInt(1);
        if (attempt < partial.attempt) {
            return;
        }
        if (attempt > partial.attempt && !partial.shown.isEmpty()) {
            out.println();
            partial.shown.setLength(0);
        }
        partial.attempt = attempt;
        if (frame.path("offset").asInt(0) == partial.shown.length()) {
            show(partial, frame.path("text").asString(""));
        }
    }

    void reply(JsonNode frame) {
        String text = frame.path("text").asString("");
        Partial partial = partials.remove(frame.path("requestId").asString(""));
        if (partial == null) {
            partial = new Partial();
        }
        if (text.startsWith(partial.shown.toString())) {
            show(partial, text.substring(partial.shown.length()));
            out.println();
        } else {
            out.println();
            out.println(text);
        }
        for (JsonNode citation : frame.path("citations")) {
            String section = citation.path("section").asString("");
            out.println(
                    "  source: "
                            + citation.path("title").asString("")
                            + (section.isEmpty() ? "" : " › " + section));
        }
        out.flush();
    }

    private void show(Partial partial, String text) {
        partial.shown.append(text);
        out.print(text);
        out.flush();
    }
}
