package dev.repartee.verification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.repartee.verification.system.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The borders that DESIGN and STYLE draw, held by the build. */
class ArchitectureTest {

    private static final String ROOT = "dev.repartee.";
    private static final String[] STAGES = {
        "gateway", "dispatch", "inference", "delivery", "history", "audit"
    };
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.repartee");

    @Test
    void stagesNeverDependOnEachOther() {
        for (String stage : STAGES) {
            String[] others =
                    Stream.of(STAGES)
                            .filter(other -> !other.equals(stage))
                            .map(other -> ROOT + other + "..")
                            .toArray(String[]::new);
            check(
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + stage + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(others)
                            .because("only events cross between stages"));
        }
    }

    @Test
    void theContractDependsOnNothingOfOurs() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "contract..")
                        .should()
                        .dependOnClassesThat(
                                JavaClass.Predicates.resideInAPackage("dev.repartee..")
                                        .and(
                                                DescribedPredicate.not(
                                                        JavaClass.Predicates.resideInAPackage(
                                                                ROOT + "contract..")))));
    }

    @Test
    void platformAndServicesNeverDependOnStages() {
        String[] stages =
                Stream.of(STAGES).map(stage -> ROOT + stage + "..").toArray(String[]::new);
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                Stream.concat(
                                                Stream.of(stages),
                                                Stream.of(
                                                        ROOT + "app..",
                                                        ROOT + "bench..",
                                                        ROOT + "verification.."))
                                        .toArray(String[]::new))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(stages));
    }

    @Test
    void onlyTheAppReadsTheEnvironment() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "app..")
                        .should()
                        .callMethod(System.class, "getenv")
                        .orShould()
                        .callMethod(System.class, "getenv", String.class));
    }

    @Test
    void onlyTheControlPlaneKnowsSpring() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "control..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.springframework.."));
    }

    @Test
    void onlyTheGatewayAndTheInstrumentsKnowVertx() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ROOT + "gateway..", ROOT + "bench..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.vertx.."));
    }

    @Test
    void eachDriverIsWrappedOnce() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ROOT + "crypto..", ROOT + "embedded..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.google.crypto.tink.."));
    }

    @Test
    void nothingThatShipsKnowsWhatTestsShare() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "testing..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + "testing.."));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("dev.repartee.(*)..").should().beFreeOfCycles());
    }

    @Test
    void everyPackageIsNullMarkedAndSaysItsPurpose() throws IOException {
        List<Path> unmarked =
                sources()
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !saysItsPurpose(folder.resolve("package-info.java")))
                        .toList();
        assertThat(unmarked).isEmpty();
    }

    @Test
    void noFileIsOverFiveHundredLinesAndNoPackageOverTwentyFiles() throws IOException {
        List<Path> tooLong = sources().filter(file -> lines(file) > 500).toList();
        assertThat(tooLong).isEmpty();
        Map<Path, Long> crowded =
                sources()
                        .filter(file -> !file.endsWith("package-info.java"))
                        .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        crowded.values().removeIf(files -> files <= 20);
        assertThat(crowded).isEmpty();
    }

    @Test
    void namesSayWhatATypeIs() {
        check(
                classes()
                        .that()
                        .resideInAPackage("dev.repartee..")
                        .should()
                        .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(OURS);
    }

    private static boolean saysItsPurpose(Path file) {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.contains("@NullMarked") && text.startsWith("/**");
        } catch (IOException e) {
            return false;
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> sources() throws IOException {
        return SourceTree.sources("/src/main/java/").stream();
    }
}
