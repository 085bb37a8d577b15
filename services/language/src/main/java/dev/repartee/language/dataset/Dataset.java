package dev.repartee.language.dataset;

import java.util.List;

/** Examples from files, in the order of the files. */
public record Dataset(List<Sourced> entries) {

    public Dataset {
        entries = List.copyOf(entries);
    }

    /** The examples without where they come from. */
    public List<Example> examples() {
        return entries.stream().map(Sourced::example).toList();
    }

    /** The intents that have an example, sorted. */
    public List<String> intents() {
        return entries.stream().map(entry -> entry.example().intent()).distinct().sorted().toList();
    }
}
