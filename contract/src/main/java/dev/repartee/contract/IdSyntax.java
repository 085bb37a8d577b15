package dev.repartee.contract;

import org.jspecify.annotations.Nullable;

/**
 * What ids may look like. Checked by hand: ids are parsed for every message, and a loop is a tenth
 * of a regex.
 */
enum IdSyntax {
    TENANT(64, "1 to 64 lower-case letters, digits and dashes") {
        @Override
        boolean allows(char c) {
            return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
        }
    },
    NAME(128, "1 to 128 letters, digits or . _ : @ + -") {
        @Override
        boolean allows(char c) {
            return c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '_'
                    || c == ':'
                    || c == '@'
                    || c == '+'
                    || c == '-';
        }
    };

    private final int longest;
    private final String description;

    IdSyntax(int longest, String description) {
        this.longest = longest;
        this.description = description;
    }

    abstract boolean allows(char c);

    void check(String name, @Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > longest) {
            throw refused(name);
        }
        for (int i = 0; i < value.length(); i++) {
            if (!allows(value.charAt(i))) {
                throw refused(name);
            }
        }
    }

    private ReparteeException refused(String name) {
        return new ReparteeException(ErrorCode.INVALID_ID, name + " must be " + description);
    }
}
