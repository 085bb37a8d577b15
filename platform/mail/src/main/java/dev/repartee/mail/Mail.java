package dev.repartee.mail;

/**
 * A letter in plain text.
 *
 * @param to one address
 * @param subject one line
 * @param text the letter
 */
public record Mail(String to, String subject, String text) {

    /**
     * @throws IllegalArgumentException when address or subject hold a line break: headers could be
     *     smuggled in
     */
    public Mail {
        if (broken(to) || broken(subject)) {
            throw new IllegalArgumentException("address and subject must be one line");
        }
    }

    private static boolean broken(String line) {
        return line.isBlank() || line.chars().anyMatch(Character::isISOControl);
    }

    /** Letters hold links that open doors. */
    @Override
    public String toString() {
        return "Mail[...]";
    }
}
