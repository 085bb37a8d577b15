package dev.repartee.tools;

import tools.jackson.databind.JsonNode;

/**
 * A tool as a model reads it.
 *
 * @param name by which the model calls it: the tool's, or {@code server__tool} for a server's
 * @param description when to call it
 * @param parameters JSON Schema of its arguments, an object
 */
public record ToolSpec(String name, String description, JsonNode parameters) {}
