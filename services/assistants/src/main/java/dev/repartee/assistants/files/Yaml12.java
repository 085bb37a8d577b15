package dev.repartee.assistants.files;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as authors expect it: {@code no} is a language and not false, {@code 10:00} is a time and
 * not the number 600, a date stays a text, and a key that comes twice is an error.
 */
final class Yaml12 {

    private static final int MAX_CHARACTERS = 20_000_000;

    private Yaml12() {}

    /** A reader and writer for one use: SnakeYAML's are not thread-safe. */
    static Yaml create() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        loading.setMaxAliasesForCollections(20);
        loading.setNestingDepthLimit(20);
        loading.setCodePointLimit(MAX_CHARACTERS);
        DumperOptions dumping = new DumperOptions();
        dumping.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        dumping.setIndent(2);
        dumping.setWidth(100);
        dumping.setSplitLines(false);
        return new Yaml(
                new SafeConstructor(loading),
                new MultilineRepresenter(dumping),
                dumping,
                loading,
                new CoreSchema());
    }

    /** Texts of several lines are written as blocks, so that people can read and change them. */
    private static final class MultilineRepresenter extends Representer {
        MultilineRepresenter(DumperOptions options) {
            super(options);
            this.representers.put(
                    String.class,
                    value ->
                            representScalar(
                                    Tag.STR,
                                    value.toString(),
                                    value.toString().contains("\n")
                                            ? DumperOptions.ScalarStyle.LITERAL
                                            : DumperOptions.ScalarStyle.PLAIN));
        }
    }

    /** The implicit types of YAML 1.2's core schema. */
    private static final class CoreSchema extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(
                    Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
                    "-+0123456789.");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL"), "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile("$"), null);
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        }
    }
}
