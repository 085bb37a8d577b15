package dev.repartee.inference.model.tool;

/**
 * A call that a model asks for.
 *
 * @param id by which the model tells its calls apart
 * @param name of the tool
 * @param arguments JSON as the model wrote it
 */
public record ToolRequest(String id, String name, String arguments) {}
