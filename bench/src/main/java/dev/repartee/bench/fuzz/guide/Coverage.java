package dev.repartee.bench.fuzz.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.data.ExecutionDataStore;

/** Lines and branches that were reached, of those that there are. */
public record Coverage(int lines, int allLines, int branches, int allBranches) {

    public static final Coverage NONE = new Coverage(0, 0, 0, 0);

    /**
     * What was recorded about the classes of some packages, those never loaded included.
     *
     * @param counts which classes count, by full name
     */
    public static Coverage of(
            ExecutionDataStore recorded, List<String> packages, Predicate<String> counts) {
        CoverageBuilder builder = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(recorded, builder);
        for (String name : packages) {
            ClassPathFolder.read(name.replace('.', '/'))
                    .forEach(
                            (file, content) -> {
                                String simple = file.replaceFirst("\\.class$", "");
                                if (file.endsWith(".class") && counts.test(name + "." + simple)) {
                                    analyze(analyzer, file, content);
                                }
                            });
        }
        Coverage sum = NONE;
        for (IClassCoverage found : builder.getClasses()) {
            sum = sum.plus(of(found.getLineCounter(), found.getBranchCounter()));
        }
        return sum;
    }

    private static void analyze(Analyzer analyzer, String file, byte[] content) {
        try {
            analyzer.analyzeClass(content, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Coverage of(ICounter lines, ICounter branches) {
        return new Coverage(
                lines.getCoveredCount(),
                lines.getTotalCount(),
                branches.getCoveredCount(),
                branches.getTotalCount());
    }

    private Coverage plus(Coverage other) {
        return new Coverage(
                lines + other.lines,
                allLines + other.allLines,
                branches + other.branches,
                allBranches + other.allBranches);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s of %d lines, %s of %d branches",
                percent(lines, allLines),
                allLines,
                percent(branches, allBranches),
                allBranches);
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
