package dev.repartee.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for operators says where each section of the configuration is told of. */
class DocumentedSectionsTest {

    @Test
    void everySectionIsInThePageForOperators() throws IOException {
        String page = page("operations.md");

        assertThat(Settings.sections().keySet())
                .allSatisfy(section -> assertThat(page).contains("`" + section + "`"));
    }

    @Test
    void sectionsThatArePresentedElsewhereAreThere() throws IOException {
        for (String line : page("operations.md").lines().toList()) {
            if (line.startsWith("| `") && line.endsWith(".md) |")) {
                String target = line.replaceFirst(".*\\((.+\\.md)\\).*", "$1");
                for (String section : sections(line)) {
                    assertThat(page(target)).as(target).contains(section);
                }
            }
        }
    }

    private static List<String> sections(String line) {
        return Settings.sections().keySet().stream()
                .filter(section -> line.contains("`" + section + "`"))
                .toList();
    }

    private static String page(String name) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs"))) {
            root = root.getParent();
        }
        return Files.readString(root.resolve("docs").resolve(name));
    }
}
