package dev.repartee.knowledge.text;

import dev.repartee.knowledge.text.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the blocks of a text or Markdown document, line by line. */
public final class BlockReader {

    private static final Pattern LIST_ITEM =
            Pattern.compile("\\s{0,12}(?:[-*+•]|\\d{1,3}[.)])\\s.*");
    private static final Pattern QUESTION =
            Pattern.compile(
                    "\\s{0,3}(?:[*_#]{0,3} ?)(?:Q|F|P|D|Question|Frage|Pregunta|Pergunta|Domanda|Vraag|प्रश्न)\\d{0,3}[*_]{0,2}[:.)]\\s?.*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern ANSWER =
            Pattern.compile(
                    "\\s{0,3}[*_]{0,2}(?:A|R|Answer|Antwort|Respuesta|Réponse|Resposta|Risposta|Antwoord|उत्तर)\\d{0,3}[*_]{0,2}[:.)].*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern UNDERLINE = Pattern.compile("\\s{0,3}(?:={3,}|-{3,})\\s*");

    private final String text;
    private final boolean markdown;
    private final List<Line> lines = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private int at;

    private BlockReader(String text, boolean markdown) {
        this.text = text;
        this.markdown = markdown;
        for (int start = 0; start <= text.length(); ) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            lines.add(new Line(start, end, text.substring(start, end).stripTrailing()));
            start = end + 1;
        }
    }

    static List<Block> read(String text, boolean markdown) {
        return new BlockReader(text, markdown).blocks();
    }

    /** Returns the words of a heading without its marks. */
    static String headingText(String source) {
        String line = source.lines().findFirst().orElse("");
        return line.replaceAll("^\\s*#{1,6}\\s*|(?<!\\s)\\s+#+\\s*$|(?<![\\s#])#+\\s*$", "")
                .replaceAll("[*_`]{1,3}", "")
                .strip();
    }

    /**
     * Returns where the answer's words start in a question with its answer, or 0 if none is marked.
     */
    public static int answerStart(String questionAndAnswer) {
        int start = 0;
        for (String line : questionAndAnswer.split("\n", -1)) {
            if (ANSWER.matcher(line).matches()) {
                int mark = start + indexOfMark(line) + 1;
                while (mark < questionAndAnswer.length()
                        && " *_\t".indexOf(questionAndAnswer.charAt(mark)) >= 0) {
                    mark++;
                }
                return mark;
            }
            start += line.length() + 1;
        }
        return 0;
    }

    private static int indexOfMark(String line) {
        int index = 0;
        while (":.)".indexOf(line.charAt(index)) < 0) {
            index++;
        }
        return index;
    }

    private List<Block> blocks() {
        while (at < lines.size()) {
            Line line = lines.get(at);
            if (line.words().isBlank()) {
                at++;
            } else if (markdown && isFence(line)) {
                take(Kind.LINES, endOfFence());
            } else if (headingLevel(at) > 0) {
                blocks.add(new Block(Kind.HEADING, headingLevel(at), line.start(), line.textEnd()));
                at += isUnderlined(at) ? 2 : 1;
            } else if (startsQuestion(at)) {
                take(Kind.QUESTION_AND_ANSWER, endOfAnswer());
            } else if (isLine(line)) {
                take(Kind.LINES, endOfLines());
            } else {
                take(Kind.PARAGRAPH, endOfParagraph());
            }
        }
        return blocks;
    }

    private void take(Kind kind, int end) {
        int last = end - 1;
        while (lines.get(last).words().isBlank()) {
            last--;
        }
        blocks.add(new Block(kind, 0, lines.get(at).start(), lines.get(last).textEnd()));
        at = end;
    }

    private int endOfFence() {
        int end = at + 1;
        while (end < lines.size() && !isFence(lines.get(end))) {
            end++;
        }
        return Math.min(end + 1, lines.size());
    }

    /** Items go on over indented lines, and over a blank line when another item follows. */
    private int endOfLines() {
        int end = at + 1;
        while (end < lines.size()) {
            Line line = lines.get(end);
            boolean item = isLine(line);
            boolean indented =
                    !line.words().isBlank() && Character.isWhitespace(text.charAt(line.start()));
            boolean gap =
                    line.words().isBlank() && end + 1 < lines.size() && isLine(lines.get(end + 1));
            if (!item && !indented && !gap || headingLevel(end) > 0) {
                break;
            }
            end++;
        }
        return end;
    }

    private int endOfParagraph() {
        int end = at + 1;
        while (end < lines.size()) {
            Line line = lines.get(end);
            boolean other =
                    isLine(line)
                            || headingLevel(end) > 0
                            || startsQuestion(end)
                            || markdown && isFence(line);
            if (line.words().isBlank() || other) {
                break;
            }
            end++;
        }
        return end;
    }

    private int endOfAnswer() {
        boolean answered = false;
        int end = at;
        while (end < lines.size()) {
            Line line = lines.get(end);
            boolean next =
                    end > at && (QUESTION.matcher(line.words()).matches() || headingLevel(end) > 0);
            if (next || line.words().isBlank() && answered && !continues(end)) {
                break;
            }
            answered |= ANSWER.matcher(line.words()).matches();
            end++;
        }
        return end;
    }

    /** Says whether what follows a blank line still belongs to the answer: list items do. */
    private boolean continues(int blank) {
        return blank + 1 < lines.size() && isLine(lines.get(blank + 1));
    }

    /**
     * A question only counts with an answer within the next lines, for {@code P.} starts many
     * things.
     */
    private boolean startsQuestion(int index) {
        if (!QUESTION.matcher(lines.get(index).words()).matches()) {
            return false;
        }
        for (int i = index + 1; i < Math.min(lines.size(), index + 8); i++) {
            if (ANSWER.matcher(lines.get(i).words()).matches()) {
                return true;
            }
        }
        return false;
    }

    private int headingLevel(int index) {
        if (!markdown) {
            return 0;
        }
        String words = lines.get(index).words();
        int level = 0;
        while (level < words.length() && words.charAt(level) == '#') {
            level++;
        }
        if (level > 0 && level <= 6 && level < words.length() && words.charAt(level) == ' ') {
            return level;
        }
        return isUnderlined(index)
                ? lines.get(index + 1).words().strip().charAt(0) == '=' ? 1 : 2
                : 0;
    }

    private boolean isUnderlined(int index) {
        Line line = lines.get(index);
        boolean plain = !line.words().isBlank() && !line.words().startsWith("#") && !isLine(line);
        boolean first = index == 0 || lines.get(index - 1).words().isBlank();
        return plain
                && first
                && index + 1 < lines.size()
                && UNDERLINE.matcher(lines.get(index + 1).words()).matches();
    }

    private static boolean isLine(Line line) {
        return line.words().startsWith("|") || LIST_ITEM.matcher(line.words()).matches();
    }

    private static boolean isFence(Line line) {
        String words = line.words().stripLeading();
        return words.startsWith("```") || words.startsWith("~~~");
    }

    private record Line(int start, int end, String words) {
        int textEnd() {
            return start + words.length();
        }
    }
}
