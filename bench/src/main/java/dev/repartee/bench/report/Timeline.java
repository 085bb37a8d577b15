package dev.repartee.bench.report;

import java.util.List;

/** How the run went, second by second, with what happened on the way. */
public record Timeline(List<Second> seconds, List<Mark> marks) {

    public static final Timeline NONE = new Timeline(List.of(), List.of());

    public Timeline {
        seconds = List.copyOf(seconds);
        marks = List.copyOf(marks);
    }

    /**
     * Something that a reader of the plots should see, such as the start of an overload.
     *
     * @param at seconds since the measured window began
     */
    public record Mark(double at, String label) {}
}
