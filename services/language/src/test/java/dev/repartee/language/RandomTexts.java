package dev.repartee.language;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts that are as odd as users can make them, always the same ones. */
public final class RandomTexts {

    private static final List<String> PIECES =
            List.of(
                    "next Friday",
                    "at 5",
                    "übermorgen",
                    "um halb acht",
                    "el próximo martes",
                    "कल सुबह",
                    "10 बजे",
                    "from",
                    "to",
                    "bis",
                    "12/13/2026",
                    "$5k",
                    "1.234,56 €",
                    "👩‍🚀",
                    "e\u0301",
                    "שלום",
                    "مرحبا",
                    "+1 415 555 2671",
                    "a@b.co",
                    "http://x.y",
                    "#A-123",
                    "٣",
                    "१५",
                    "\u200D",
                    "\uFE0F",
                    "\uD83D",
                    "\uDE00",
                    "\u202E",
                    "zweihundert",
                    "東京",
                    "hund",
                    "12 Main Street",
                    "my name is",
                    "Hauptstraße 5",
                    ",",
                    ".",
                    "-",
                    ":",
                    "\n",
                    " ",
                    "''",
                    "17:30",
                    "5pm",
                    "2h30",
                    "half",
                    "in");

    private RandomTexts() {}

    public static Stream<String> texts() {
        var random = new Random(42);
        return Stream.generate(() -> text(random)).limit(3000);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        int parts = random.nextInt(12);
        for (int i = 0; i < parts; i++) {
            switch (random.nextInt(6)) {
                case 0 -> text.appendCodePoint(random.nextInt(0x110000));
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.append(random.nextInt(100_000));
                default -> text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            text.append(random.nextInt(4) == 0 ? "" : " ");
        }
        return text.toString();
    }
}
