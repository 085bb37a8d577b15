package dev.repartee.language.entity.custom;

import java.util.Arrays;

/** How many letters must be inserted, left out, replaced or swapped with their neighbour. */
final class EditDistance {

    private EditDistance() {}

    /**
     * Returns the optimal string alignment distance, or most + 1 when it is greater than most. Only
     * a band of the table is filled.
     */
    static int within(String left, String right, int most) {
        int rows = left.length();
        int columns = right.length();
        if (Math.abs(rows - columns) > most) {
            return most + 1;
        }
        int[] beforeLast = new int[columns + 1];
        int[] last = new int[columns + 1];
        int[] current = new int[columns + 1];
        for (int j = 0; j <= columns; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= rows; i++) {
            Arrays.fill(current, most + 1);
            current[0] = i;
            int least = current[0];
            for (int j = Math.max(1, i - most); j <= Math.min(columns, i + most); j++) {
                boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                int cost = last[j - 1] + (same ? 0 : 1);
                cost = Math.min(cost, Math.min(last[j], current[j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && left.charAt(i - 1) == right.charAt(j - 2)
                                && left.charAt(i - 2) == right.charAt(j - 1);
                current[j] = swapped ? Math.min(cost, beforeLast[j - 2] + 1) : cost;
                least = Math.min(least, current[j]);
            }
            if (least > most) {
                return most + 1;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }
        return Math.min(last[columns], most + 1);
    }
}
