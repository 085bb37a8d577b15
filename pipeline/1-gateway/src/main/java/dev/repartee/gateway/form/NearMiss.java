package dev.repartee.gateway.form;

import java.util.Locale;

/** Whether a name looks like a typing error of another. */
final class NearMiss {

    private static final int LONGEST = 32;

    private NearMiss() {}

    /**
     * True when the names differ only in case and separators, or, from five letters on, by one edit
     * (two from nine letters on).
     */
    static boolean likely(String written, String meant) {
        String a = plain(written);
        String b = plain(meant);
        if (a.equals(b)) {
            return true;
        }
        int allowed = b.length() >= 9 ? 2 : b.length() >= 5 ? 1 : 0;
        return allowed > 0 && a.length() <= LONGEST && distance(a, b) <= allowed;
    }

    private static String plain(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
