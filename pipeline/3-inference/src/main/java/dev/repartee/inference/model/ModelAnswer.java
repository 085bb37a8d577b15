package dev.repartee.inference.model;

import dev.repartee.contract.content.ModelUse;
import java.time.Duration;

/**
 * What a model said.
 *
 * @param text everything it said
 * @param use what it cost; tokens are estimated where the endpoint does not count them
 * @param firstToken from the call to the first token
 */
public record ModelAnswer(String text, ModelUse use, Duration firstToken) {}
