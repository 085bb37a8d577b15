package dev.repartee.language.entity.custom;

import java.util.List;

/** What a tenant calls an entity. */
public sealed interface EntityDefinition {

    /** The type under which it is reported, for example {@code product}. */
    String type();

    /**
     * Text of a form, such as {@code PRD-\d{4}}.
     *
     * @param regex in RE2 syntax: no look-around and no back-references, so that matching takes
     *     time linear in the text
     */
    record Pattern(String type, String regex) implements EntityDefinition {}

    /**
     * Items by their names.
     *
     * @param fuzzy whether misspelt and inflected names count
     */
    record Catalogue(String type, List<Item> items, boolean fuzzy) implements EntityDefinition {

        public Catalogue {
            items = List.copyOf(items);
        }
    }

    /**
     * One item of a catalogue.
     *
     * @param value what is reported, for example the item's name or number
     * @param names what people call it
     */
    record Item(String value, List<String> names) {

        public Item {
            names = List.copyOf(names);
        }

        /** An item that is called what it is. */
        public static Item of(String name) {
            return new Item(name, List.of(name));
        }
    }
}
