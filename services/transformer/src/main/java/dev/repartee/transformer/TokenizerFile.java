package dev.repartee.transformer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the tokenizer.json of Hugging Face's tokenizers: WordPiece, BPE and Unigram models with
 * their usual normalizers, pre-tokenizers and post-processors. A part that is not known is refused
 * by name: a model must never be fed other pieces than it was trained with.
 */
final class TokenizerFile {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final long MOST_BYTES = 64L << 20;

    private TokenizerFile() {}

    static SubwordTokenizer read(Path file) throws UnusableModelException {
        JsonNode root;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UnusableModelException("tokenizer.json is longer than 64 MiB");
            }
            root = MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException | JacksonException e) {
            throw new UnusableModelException("tokenizer.json can't be read: " + e.getMessage(), e);
        }
        UnaryOperator<String> normalizer = Normalization.of(root.path("normalizer"));
        Function<String, List<String>> words = WordSplitting.of(root.path("pre_tokenizer"));
        SubwordModel model = model(root.path("model"));
        Map<String, Integer> special = special(root.path("added_tokens"));
        return new SubwordTokenizer(
                normalizer, words, model, Frame.of(root.path("post_processor"), special));
    }

    private static SubwordModel model(JsonNode model) throws UnusableModelException {
        String type = model.path("type").asString(model.has("merges") ? "BPE" : "");
        return switch (type) {
            case "WordPiece" -> wordPiece(model);
            case "BPE" -> bpe(model);
            case "Unigram" -> unigram(model);
            default ->
                    throw new UnusableModelException(
                            "tokenizer.json has the model '" + type + "', which is not known");
        };
    }

    private static SubwordModel wordPiece(JsonNode model) throws UnusableModelException {
        Map<String, Integer> vocabulary = vocabulary(model.path("vocab"));
        Integer unknown = vocabulary.get(model.path("unk_token").asString("[UNK]"));
        if (unknown == null) {
            throw new UnusableModelException("tokenizer.json has no id for unknown words");
        }
        return new WordPieceModel(
                vocabulary,
                model.path("continuing_subword_prefix").asString("##"),
                unknown,
                model.path("max_input_chars_per_word").asInt(100));
    }

    private static SubwordModel bpe(JsonNode model) throws UnusableModelException {
        if (!model.path("continuing_subword_prefix").asString("").isEmpty()
                || !model.path("end_of_word_suffix").asString("").isEmpty()
                || model.path("byte_fallback").asBoolean(false)) {
            throw new UnusableModelException(
                    "tokenizer.json has BPE with a prefix, a suffix or byte fallback, which is not"
                            + " known");
        }
        Map<String, Integer> vocabulary = vocabulary(model.path("vocab"));
        Map<String, Integer> ranks = new HashMap<>();
        for (JsonNode merge : model.path("merges")) {
            String pair =
                    merge.isArray()
                            ? merge.path(0).asString("") + " " + merge.path(1).asString("")
                            : merge.asString("");
            ranks.put(pair, ranks.size());
        }
        return new BpeModel(
                vocabulary,
                ranks,
                vocabulary.getOrDefault(model.path("unk_token").asString(""), -1));
    }

    private static SubwordModel unigram(JsonNode model) throws UnusableModelException {
        Map<String, UnigramModel.Piece> pieces = new HashMap<>();
        int longest = 1;
        int id = 0;
        for (JsonNode entry : model.path("vocab")) {
            String text = entry.path(0).asString("");
            if (!text.isEmpty()) {
                pieces.put(text, new UnigramModel.Piece(id, entry.path(1).asDouble(0)));
                longest = Math.max(longest, text.length());
            }
            id++;
        }
        if (pieces.isEmpty()) {
            throw new UnusableModelException("tokenizer.json has no vocabulary");
        }
        return new UnigramModel(pieces, longest, model.path("unk_id").asInt(0));
    }

    private static Map<String, Integer> vocabulary(JsonNode node) throws UnusableModelException {
        Map<String, Integer> vocabulary = new HashMap<>();
        node.properties()
                .forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
        if (vocabulary.isEmpty()) {
            throw new UnusableModelException("tokenizer.json has no vocabulary");
        }
        return vocabulary;
    }

    private static Map<String, Integer> special(JsonNode tokens) {
        Map<String, Integer> special = new HashMap<>();
        for (JsonNode token : tokens) {
            special.put(token.path("content").asString(""), token.path("id").asInt());
        }
        return special;
    }

    /**
     * What stands before and after a text's pieces.
     *
     * @param before ids of special pieces
     * @param after ids of special pieces
     */
    record Frame(List<Integer> before, List<Integer> after) {

        static Frame of(JsonNode node, Map<String, Integer> special) throws UnusableModelException {
            if (node.isMissingNode() || node.isNull()) {
                return new Frame(List.of(), List.of());
            }
            String type = node.path("type").asString("");
            return switch (type) {
                case "ByteLevel" -> new Frame(List.of(), List.of());
                case "BertProcessing", "RobertaProcessing" ->
                        new Frame(
                                List.of(node.path("cls").path(1).asInt()),
                                List.of(node.path("sep").path(1).asInt()));
                case "TemplateProcessing" -> template(node, special);
                case "Sequence" -> sequence(node.path("processors"), special);
                default ->
                        throw new UnusableModelException(
                                "tokenizer.json has the post-processor '"
                                        + type
                                        + "', which is not known");
            };
        }

        private static Frame sequence(JsonNode parts, Map<String, Integer> special)
                throws UnusableModelException {
            Frame all = new Frame(List.of(), List.of());
            for (JsonNode part : parts) {
                Frame next = of(part, special);
                all = next.before.isEmpty() && next.after.isEmpty() ? all : next;
            }
            return all;
        }

        private static Frame template(JsonNode node, Map<String, Integer> special)
                throws UnusableModelException {
            List<Integer> before = new ArrayList<>();
            List<Integer> after = new ArrayList<>();
            List<Integer> side = before;
            for (JsonNode item : node.path("single")) {
                if (item.has("Sequence")) {
                    side = after;
                    continue;
                }
                String name = item.path("SpecialToken").path("id").asString("");
                JsonNode ids = node.path("special_tokens").path(name).path("ids");
                Integer id =
                        ids.isArray() && !ids.isEmpty() ? ids.path(0).asInt() : special.get(name);
                if (id == null) {
                    throw new UnusableModelException(
                            "tokenizer.json has no id for the special token '" + name + "'");
                }
                side.add(id);
            }
            return new Frame(List.copyOf(before), List.copyOf(after));
        }
    }
}
