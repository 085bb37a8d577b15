package dev.repartee.language.safety;

/** Personal data that can be told by its form. */
public enum PiiKind {
    EMAIL("[email]"),
    PHONE("[phone]"),
    CARD("[card]");

    private final String label;

    PiiKind(String label) {
        this.label = label;
    }

    /** What stands in the place of a redacted value. */
    public String label() {
        return label;
    }
}
