package dev.repartee.language.dataset;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Our own YAML ({@code intents:} with a list of examples for each, or such a list for each
 * language) and Rasa's ({@code nlu:}). Scalars are text as written: {@code no} is a word here.
 */
final class YamlFormat implements DatasetFormat {

    private static final int MAX_DEPTH = 20;

    @Override
    public void read(String text, Collector into) {
        Node root = compose(text, into.file());
        if (!(root instanceof MappingNode top)) {
            throw DatasetFault.at(
                    into.file(), 1, "expected 'intents:' (or Rasa's 'nlu:') at the top");
        }
        Map<String, Node> sections = entries(top, into);
        Node intents = sections.get("intents");
        Node nlu = sections.get("nlu");
        if (nlu != null) {
            rasa(nlu, into);
        } else if (intents != null) {
            ours(intents, into);
        } else {
            throw DatasetFault.at(
                    into.file(), line(top), "expected 'intents:' (or Rasa's 'nlu:') at the top");
        }
    }

    private static @Nullable Node compose(String text, String file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException wrong) {
            int line = wrong.getProblemMark() == null ? 1 : wrong.getProblemMark().getLine() + 1;
            throw DatasetFault.at(
                    file,
                    line,
                    "not YAML: %s (put a text in quotes when it begins with [ or has a colon)"
                            .formatted(wrong.getProblem()));
        } catch (YAMLException wrong) {
            throw DatasetFault.of(file, "not YAML: it is nested too deeply, or repeats itself");
        }
    }

    private static void ours(Node intents, Collector into) {
        if (!(intents instanceof MappingNode byName)) {
            throw fault(intents, into, "expected intents, each with a list of examples");
        }
        entries(byName, into).forEach((intent, examples) -> examples(intent, examples, into, true));
    }

    private static void rasa(Node nlu, Collector into) {
        if (!(nlu instanceof SequenceNode items)) {
            throw fault(nlu, into, "expected a list under 'nlu:'");
        }
        for (Node item : items.getValue()) {
            if (!(item instanceof MappingNode mapping)) {
                throw fault(item, into, "expected '- intent: NAME' with 'examples:'");
            }
            Map<String, Node> parts = entries(mapping, into);
            Node examples = parts.get("examples");
            if (parts.get("intent") instanceof ScalarNode intent) {
                if (examples == null) {
                    throw fault(item, into, "the intent has no 'examples:'");
                }
                examples(intent.getValue(), examples, into, false);
            }
        }
    }

    private static void examples(
            String intent, Node examples, Collector into, boolean languagesAllowed) {
        int before = into.entries().size();
        switch (examples) {
            case SequenceNode list -> list.getValue().forEach(item -> item(intent, item, into));
            case ScalarNode block -> lines(intent, block, into);
            case MappingNode languages when languagesAllowed ->
                    entries(languages, into)
                            .values()
                            .forEach(list -> examples(intent, list, into, false));
            default -> throw fault(examples, into, "expected a list of examples");
        }
        if (into.entries().size() == before) {
            throw fault(examples, into, "the intent has no examples");
        }
    }

    private static void item(String intent, Node item, Collector into) {
        switch (item) {
            case ScalarNode text -> add(intent, text.getValue(), line(text), into);
            case MappingNode mapping -> {
                if (!(entries(mapping, into).get("text") instanceof ScalarNode text)) {
                    throw fault(item, into, "expected a text; quote it when it has a colon");
                }
                add(intent, text.getValue(), line(text), into);
            }
            default -> throw fault(item, into, "expected a text; quote it when it begins with [");
        }
    }

    /** Rasa's block of lines, each after a dash. */
    private static void lines(String intent, ScalarNode block, Collector into) {
        boolean below = block.getScalarStyle() == DumperOptions.ScalarStyle.LITERAL;
        int line = below ? line(block) : line(block) - 1;
        for (String each : block.getValue().split("\n", -1)) {
            line++;
            String stripped = each.strip();
            if (stripped.startsWith("-")) {
                add(intent, stripped.substring(1), line, into);
            } else if (!stripped.isEmpty()) {
                throw DatasetFault.at(into.file(), line, "expected a dash before each example");
            }
        }
    }

    private static void add(String intent, String text, int line, Collector into) {
        into.add(line, intent, MarkedText.linked(text));
    }

    private static Map<String, Node> entries(MappingNode mapping, Collector into) {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new TreeMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw fault(tuple.getKeyNode(), into, "expected a name");
            }
            Integer earlier = lines.put(key.getValue(), line(key));
            if (earlier != null) {
                throw fault(key, into, "the same name as in line " + earlier);
            }
            entries.put(key.getValue(), tuple.getValueNode());
        }
        return entries;
    }

    private static RuntimeException fault(Node node, Collector into, String cause) {
        return DatasetFault.at(into.file(), line(node), cause);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
