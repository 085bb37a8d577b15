package dev.repartee.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.ScoredIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders as exporters write them, with a model of a few numbers. */
class TransformerTest {

    private static final String WORD_PIECE =
            """
            {"normalizer": {"type": "BertNormalizer", "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "post_processor": {"type": "TemplateProcessing",
               "single": [{"SpecialToken": {"id": "[CLS]"}}, {"Sequence": {"id": "A"}}, {"SpecialToken": {"id": "[SEP]"}}],
               "special_tokens": {"[CLS]": {"ids": [2]}, "[SEP]": {"ids": [3]}}},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
               "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "price": 4, "##s": 5, "hello": 6, "?": 7}}}
            """;

    private static final String BPE =
            """
            {"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true},
             "post_processor": {"type": "RobertaProcessing", "cls": ["<s>", 0], "sep": ["</s>", 1]},
             "model": {"type": "BPE", "merges": ["h i", "\\u0120 hi", ["Ã", "¤"]],
               "vocab": {"<s>": 0, "</s>": 1, "\\u0120": 2, "h": 3, "i": 4, "hi": 5, "\\u0120hi": 6, "Ã¤": 7}}}
            """;

    private static final String UNIGRAM =
            """
            {"normalizer": {"type": "Precompiled", "precompiled_charsmap": ""},
             "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
             "model": {"type": "Unigram", "unk_id": 0,
               "vocab": [["<unk>", 0], ["▁", -2], ["▁he", -3], ["llo", -3], ["▁hello", -9], ["l", -4]]}}
            """;

    private static final float[][] ROWS = {
        {0, 0, 0}, {0, 0, 9}, {0, 0, 0}, {0, 0, 0}, {9, 0, 0}, {0, 0, 0}, {0, 9, 0}, {0, 0, 0}
    };

    @TempDir private Path folder;

    @BeforeEach
    void aClassifier() throws IOException {
        write("tokenizer.json", WORD_PIECE);
        write(
                "config.json",
                """
                {"max_position_embeddings": 16,
                 "id2label": {"0": "PRICE", "1": "GREETING", "2": "OUT_OF_SCOPE"}}
                """);
        Files.write(folder.resolve("model.onnx"), OnnxBytes.classifier(ROWS));
    }

    @Test
    void wordPiecesAreTheLongestOnesFromTheLeft() throws Exception {
        SubwordTokenizer tokenizer = TokenizerFile.read(folder.resolve("tokenizer.json"));
        assertThat(tokenizer.encode("Héllo, PRICES?", 16)).containsExactly(2, 6, 1, 4, 5, 7, 3);
        assertThat(tokenizer.encode("price price price price", 4)).containsExactly(2, 4, 4, 3);
        assertThat(tokenizer.encode("", 8)).containsExactly(2, 3);
    }

    @Test
    void bytePairsAreJoinedInTheOrderInWhichTheyWereLearnt() throws Exception {
        write("tokenizer.json", BPE);
        SubwordTokenizer tokenizer = TokenizerFile.read(folder.resolve("tokenizer.json"));
        assertThat(tokenizer.encode("hi hhi ä", 16)).containsExactly(0, 6, 2, 3, 5, 2, 7, 1);
    }

    @Test
    void unigramsAreCutTheLikeliestWay() throws Exception {
        write("tokenizer.json", UNIGRAM);
        SubwordTokenizer tokenizer = TokenizerFile.read(folder.resolve("tokenizer.json"));
        assertThat(tokenizer.encode("hello", 16)).containsExactly(2, 3);
        assertThat(tokenizer.encode("ｈello\u00A0x", 16)).containsExactly(2, 3, 1, 0);
    }

    @Test
    void aClassifierRanksItsLabels() throws Exception {
        try (OnnxClassifier classifier = OnnxClassifier.load(folder)) {
            assertThat(classifier.intents()).containsExactly("PRICE", "GREETING");
            IntentRanking ranking = classifier.rank("price price");
            assertThat(ranking.best().intent()).isEqualTo("PRICE");
            assertThat(ranking.best().confidence()).isGreaterThan(0.9);
            assertThat(ranking.outOfScope()).isFalse();
            assertThat(ranking.top())
                    .extracting(ScoredIntent::intent)
                    .containsExactly("PRICE", "GREETING");
            assertThat(classifier.rank("what else").outOfScope()).isTrue();
            assertThat(classifier.rank("price ".repeat(5_000)).best().intent()).isEqualTo("PRICE");
        }
    }

    @Test
    void anEncoderMakesVectorsOfLengthOne() throws Exception {
        Files.write(folder.resolve("model.onnx"), OnnxBytes.encoder(ROWS));
        try (OnnxEncoder encoder = OnnxEncoder.load(folder)) {
            assertThat(encoder.dimensions()).isEqualTo(3);
            assertThat(encoder.encode("price hello"))
                    .containsExactly(
                            new float[] {(float) Math.sqrt(0.5), (float) Math.sqrt(0.5), 0},
                            within(1e-5f));
            assertThat(encoder.encode("")).containsExactly(0, 0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "model.onnx, `rubbish`, `model.onnx can't be run`",
                "config.json, `{`, `config.json can't be read`",
                "config.json, `{\"id2label\": {\"0\": \"A\"}}`, `two labels or more`",
                "config.json, `{\"id2label\": {\"0\": \"A\", \"2\": \"B\"}}`, `from 0 on`",
                "config.json, `{\"id2label\": {\"0\": \"A\", \"1\": \"B\"}}`, `each of the 2 labels`",
                "tokenizer.json, `{\"model\": {\"type\": \"WordLevel\"}}`, `the model 'WordLevel'`",
                "tokenizer.json, `{\"normalizer\": {\"type\": \"Nmt\"}}`, `the normalizer 'Nmt'`",
                "tokenizer.json, `{\"pre_tokenizer\": {\"type\": \"Split\"}}`, `the pre-tokenizer 'Split'`",
                "tokenizer.json, `{\"model\": {\"type\": \"BPE\", \"byte_fallback\": true}}`, `byte fallback`",
                "tokenizer.json, `{\"model\": {\"type\": \"WordPiece\", \"vocab\": {\"a\": 1}}}`, `unknown words`"
            })
    void aFolderThatCanNotBeUsedSaysWhatIsWrong(String file, String text, String cause)
            throws IOException {
        write(file, text);
        assertThatThrownBy(() -> OnnxClassifier.load(folder))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(cause);
    }

    @Test
    void anEncoderIsNoClassifierAndTheOtherWayRound() throws Exception {
        assertThatThrownBy(() -> OnnxEncoder.load(folder)).hasMessageContaining("each piece");
        Files.write(folder.resolve("model.onnx"), OnnxBytes.encoder(ROWS));
        assertThatThrownBy(() -> OnnxClassifier.load(folder)).hasMessageContaining("labels");
        Files.delete(folder.resolve("model.onnx"));
        assertThatThrownBy(() -> OnnxEncoder.load(folder)).hasMessageContaining("no model.onnx");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
