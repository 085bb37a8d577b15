package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dev.repartee.verification.system.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A type is imported, not written out in full, unless its short name means another one there. */
class ImportsTest {

    private static final Pattern IN_FULL =
            Pattern.compile("(java|javax|jakarta|org|com|net|io|dev)(\\.[a-z]\\w*)+\\.[A-Z]\\w*");

    @Test
    void typesAreImportedUnlessTheirShortNamesAreTaken() throws IOException {
        assertThat(writtenInFull(SourceTree.sources("/src/"))).isEmpty();
    }

    @Test
    void aNameInFullIsFoundAndATakenOneLeftAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Example.java");
        Files.writeString(
                file,
                """
                package example;

                import java.util.List;

                /** Of java.util.Map, which a comment may name. */
                class Example {
                    List<java.awt.List> taken;
                    java.util.Map<String, String> free;
                    String text = "java.util.Set";
                }
                """);
        assertThat(writtenInFull(List.of(file)))
                .singleElement()
                .asString()
                .endsWith("java.util.Map");
    }

    private static List<String> writtenInFull(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> objects = manager.getJavaFileObjectsFromPaths(files);
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null, manager, null, List.of("-proc:none"), null, objects);
            List<String> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                var names = new Names(Path.of(unit.getSourceFile().toUri()));
                names.scan(unit, null);
                found.addAll(names.avoidable());
            }
            return found;
        }
    }

    /** The names of one file. */
    private static final class Names extends TreeScanner<Void, Void> {

        private final Path file;
        private final Set<String> imported = new HashSet<>();
        private final Set<String> declared = new HashSet<>();
        private final Set<String> plain = new HashSet<>();
        private final List<String> inFull = new ArrayList<>();

        Names(Path file) {
            this.file = file;
        }

        @Override
        public Void visitPackage(PackageTree node, Void nothing) {
            return null;
        }

        @Override
        public Void visitImport(ImportTree node, Void nothing) {
            imported.add(node.getQualifiedIdentifier().toString());
            return null;
        }

        @Override
        public Void visitClass(ClassTree node, Void nothing) {
            declared.add(node.getSimpleName().toString());
            return super.visitClass(node, nothing);
        }

        @Override
        public Void visitIdentifier(IdentifierTree node, Void nothing) {
            plain.add(node.getName().toString());
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree node, Void nothing) {
            if (IN_FULL.matcher(node.toString()).matches()) {
                inFull.add(node.toString());
            }
            return super.visitMemberSelect(node, nothing);
        }

        List<String> avoidable() {
            return inFull.stream()
                    .filter(name -> !isTaken(name))
                    .map(name -> file.getFileName() + ": " + name)
                    .toList();
        }

        private boolean isTaken(String name) {
            if (imported.contains(name)) {
                return false;
            }
            String shortName = name.substring(name.lastIndexOf('.') + 1);
            // Used without an import, it is a type of the package or an inherited one.
            return plain.contains(shortName)
                    || declared.contains(shortName)
                    || isOfJavaLang(shortName)
                    || Files.exists(file.resolveSibling(shortName + ".java"))
                    || imported.stream().anyMatch(other -> other.endsWith("." + shortName));
        }

        private static boolean isOfJavaLang(String shortName) {
            try {
                Class.forName("java.lang." + shortName, false, null);
                return true;
            } catch (ClassNotFoundException _) {
                return false;
            }
        }
    }
}
