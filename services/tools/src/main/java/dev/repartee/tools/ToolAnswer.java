package dev.repartee.tools;

/**
 * What came of a call.
 *
 * @param outcome {@code done}, {@code failed} (the tool says so), {@code refused} (the call was not
 *     made), or how the connection failed
 * @param text what the model may read
 */
public record ToolAnswer(String outcome, String text) {

    /** The tool did what it was asked to. */
    public static final String DONE = "done";

    /** The tool answered with an error. */
    public static final String FAILED = "failed";

    /** The call was not made. */
    public static final String REFUSED = "refused";

    /** Whether the tool did what it was asked to. */
    public boolean successful() {
        return outcome.equals(DONE);
    }
}
