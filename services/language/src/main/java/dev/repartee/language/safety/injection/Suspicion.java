package dev.repartee.language.safety.injection;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@link InstructionDetector} thinks of a text.
 *
 * @param score 0 (nothing found) to 1; not a probability, but comparable between texts
 * @param findings what speaks for it, from left to right
 */
public record Suspicion(double score, List<Finding> findings) {

    /** Nothing was found. */
    public static final Suspicion NONE = new Suspicion(0, List.of());

    /**
     * One sign.
     *
     * @param technique such as {@code override}, {@code extract}, {@code persona}
     * @param wrapping how it was hidden: {@code plain}, {@code base64}, {@code reversed} ...
     * @param start UTF-16 offset in the text that was given, of the sign or of its wrapping
     * @param end the offset behind it
     */
    public record Finding(String technique, String wrapping, int start, int end) {}

    public Suspicion {
        findings = List.copyOf(findings);
    }

    /** The techniques found, for audits. */
    public Set<String> techniques() {
        Set<String> techniques = new TreeSet<>();
        findings.forEach(finding -> techniques.add(finding.technique()));
        return techniques;
    }
}
