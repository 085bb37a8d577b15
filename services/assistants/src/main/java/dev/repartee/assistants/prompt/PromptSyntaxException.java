package dev.repartee.assistants.prompt;

/** Thrown for a text that is no template; says where and why. */
public final class PromptSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PromptSyntaxException(String text, int offset, String detail) {
        super("line %d, column %d: %s".formatted(line(text, offset), column(text, offset), detail));
    }

    private static int line(String text, int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }

    private static int column(String text, int offset) {
        return offset - text.lastIndexOf('\n', offset - 1);
    }
}
