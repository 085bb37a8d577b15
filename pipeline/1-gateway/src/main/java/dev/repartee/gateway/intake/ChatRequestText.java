package dev.repartee.gateway.intake;

import dev.repartee.contract.content.Turn;
import java.util.List;

/** The texts of a message after normalisation and redaction, and what was seen of them. */
record ChatRequestText(String text, String hash, String language, List<Turn> context) {}
