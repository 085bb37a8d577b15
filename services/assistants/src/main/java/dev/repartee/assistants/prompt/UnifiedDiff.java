package dev.repartee.assistants.prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts, line by line, in the form of {@code diff -u}. Finds a longest common
 * subsequence, which takes time and memory of the product of what differs; where that is too much
 * the differing part is shown as replaced as a whole.
 */
public final class UnifiedDiff {

    private static final int CONTEXT = 3;
    private static final long MOST_CELLS = 4_000_000;

    private UnifiedDiff() {}

    /** A line and whether it is in both ({@code ' '}), only in the old or only in the new text. */
    private record Line(char sign, String text) {}

    /** Empty when there is no difference. */
    public static String of(String oldName, String oldText, String newName, String newText) {
        List<Line> script = script(oldText.lines().toList(), newText.lines().toList());
        if (script.stream().allMatch(line -> line.sign() == ' ')) {
            return "";
        }
        StringBuilder diff = new StringBuilder();
        diff.append("--- ").append(oldName).append("\n+++ ").append(newName).append('\n');
        for (int at = next(script, 0); at < script.size(); ) {
            int from = Math.max(0, at - CONTEXT);
            int to = hunkEnd(script, at);
            hunk(script, from, to, diff);
            at = next(script, to);
        }
        return diff.toString();
    }

    private static int next(List<Line> script, int from) {
        int at = from;
        while (at < script.size() && script.get(at).sign() == ' ') {
            at++;
        }
        return at;
    }

    /** Changes that are nearer than two contexts share a hunk. */
    private static int hunkEnd(List<Line> script, int change) {
        int last = change;
        for (int at = change; at < script.size() && at - last <= 2 * CONTEXT; at++) {
            if (script.get(at).sign() != ' ') {
                last = at;
            }
        }
        return Math.min(script.size(), last + CONTEXT + 1);
    }

    private static void hunk(List<Line> script, int from, int to, StringBuilder diff) {
        List<Line> lines = script.subList(from, to);
        diff.append(
                "@@ -%s +%s @@\n"
                        .formatted(
                                range(script, from, lines, '+'), range(script, from, lines, '-')));
        lines.forEach(line -> diff.append(line.sign()).append(line.text()).append('\n'));
    }

    /**
     * @param other the sign of lines that this side does not have
     */
    private static String range(List<Line> script, int from, List<Line> lines, char other) {
        long before = script.subList(0, from).stream().filter(line -> line.sign() != other).count();
        long count = lines.stream().filter(line -> line.sign() != other).count();
        return (count == 0 ? before : before + 1) + "," + count;
    }

    private static List<Line> script(List<String> before, List<String> after) {
        int head = 0;
        int most = Math.min(before.size(), after.size());
        while (head < most && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < most - head
                && before.get(before.size() - 1 - tail)
                        .equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> script = new ArrayList<>();
        before.subList(0, head).forEach(line -> script.add(new Line(' ', line)));
        middle(
                before.subList(head, before.size() - tail),
                after.subList(head, after.size() - tail),
                script);
        before.subList(before.size() - tail, before.size())
                .forEach(line -> script.add(new Line(' ', line)));
        return script;
    }

    private static void middle(List<String> before, List<String> after, List<Line> script) {
        if ((long) before.size() * after.size() > MOST_CELLS) {
            before.forEach(line -> script.add(new Line('-', line)));
            after.forEach(line -> script.add(new Line('+', line)));
            return;
        }
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] =
                        before.get(i).equals(after.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                script.add(new Line(' ', before.get(i)));
                i++;
                j++;
            } else if (i < before.size()
                    && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                script.add(new Line('-', before.get(i++)));
            } else {
                script.add(new Line('+', after.get(j++)));
            }
        }
    }
}
