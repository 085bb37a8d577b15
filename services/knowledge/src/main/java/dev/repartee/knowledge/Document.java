package dev.repartee.knowledge;

/**
 * A document of an assistant.
 *
 * @param documentId unique within the assistant
 * @param mediaType {@code text/plain} or {@code text/markdown}
 */
public record Document(String documentId, String title, String mediaType, String content) {}
