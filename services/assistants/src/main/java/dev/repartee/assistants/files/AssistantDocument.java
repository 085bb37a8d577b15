package dev.repartee.assistants.files;

/**
 * A document of an assistant's knowledge.
 *
 * @param id unique within the assistant
 * @param title shown with what is quoted from it
 * @param mediaType {@code text/markdown} or {@code text/plain}
 * @param content the text
 */
public record AssistantDocument(String id, String title, String mediaType, String content) {}
