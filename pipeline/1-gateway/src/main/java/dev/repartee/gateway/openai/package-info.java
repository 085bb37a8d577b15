/**
 * The OpenAI-compatible interface: a model is an assistant, a completion a conversation of its own.
 */
@NullMarked
package dev.repartee.gateway.openai;

import org.jspecify.annotations.NullMarked;
