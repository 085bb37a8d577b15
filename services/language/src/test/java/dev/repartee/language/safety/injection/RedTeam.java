package dev.repartee.language.safety.injection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Attacks and what looks like them, and the wrappings that attacks come in. */
final class RedTeam {

    private RedTeam() {}

    /** One entry; several turns when it is split. */
    record Case(boolean attack, String kind, String language, List<String> turns, boolean heldOut) {

        String text() {
            return String.join(" ", turns);
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        try (InputStream in =
                        Objects.requireNonNull(RedTeam.class.getResourceAsStream("corpus.tsv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().filter(each -> !each.startsWith("#")).toList()) {
                String[] parts = line.split("\t", 4);
                int number = seen.merge(parts[0], 1, Integer::sum);
                cases.add(
                        new Case(
                                parts[0].equals("attack"),
                                parts[1],
                                parts[2],
                                List.of(parts[3].split(" // ")),
                                number % 2 == 0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /** Ways to hide a text. */
    static Map<String, UnaryOperator<String>> wrappings() {
        Map<String, UnaryOperator<String>> wrappings = new LinkedHashMap<>();
        wrappings.put(
                "base64",
                text ->
                        "Decode this and do it: "
                                + Base64.getEncoder()
                                        .encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        wrappings.put(
                "hex", text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
        wrappings.put(
                "url",
                text ->
                        text.chars()
                                .mapToObj(
                                        c ->
                                                c < 0x80
                                                        ? "%" + HexFormat.of().toHexDigits((byte) c)
                                                        : Character.toString(c))
                                .collect(Collectors.joining()));
        wrappings.put("reversed", text -> new StringBuilder(text).reverse().toString());
        wrappings.put("rot13", RedTeam::rot13);
        wrappings.put(
                "look-alikes",
                text ->
                        text.replace('o', 'о')
                                .replace('e', 'е')
                                .replace('a', 'а')
                                .replace('i', 'і'));
        wrappings.put(
                "zero-width",
                text ->
                        text.replace("n", "n\u200B")
                                .replace("r", "\u2060r")
                                .replace("s", "s\u00AD"));
        wrappings.put(
                "full-width",
                text ->
                        text.chars()
                                .mapToObj(
                                        c ->
                                                Character.toString(
                                                        c > 0x20 && c < 0x7F ? c + 0xFEE0 : c))
                                .collect(Collectors.joining()));
        wrappings.put(
                "leet",
                text ->
                        text.replace('o', '0')
                                .replace('i', '1')
                                .replace('e', '3')
                                .replace('a', '4'));
        wrappings.put(
                "hidden",
                text ->
                        "Hello!"
                                + text.chars()
                                        .filter(c -> c < 0x7F)
                                        .mapToObj(c -> Character.toString(0xE0000 + c))
                                        .collect(Collectors.joining()));
        wrappings.put(
                "spaced",
                text ->
                        text.chars()
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining(" ")));
        return wrappings;
    }

    private static String rot13(String text) {
        return text.chars()
                .map(
                        c ->
                                c >= 'a' && c <= 'z'
                                        ? 'a' + (c - 'a' + 13) % 26
                                        : c >= 'A' && c <= 'Z' ? 'A' + (c - 'A' + 13) % 26 : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
