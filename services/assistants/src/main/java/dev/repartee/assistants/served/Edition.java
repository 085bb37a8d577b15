package dev.repartee.assistants.served;

/**
 * Which state of an assistant is served.
 *
 * @param version the definition's version
 * @param revision names all that replies are made by, the definition together with its prompt, its
 *     documents, its safety rules and its tools: another value whenever one of them changed, so
 *     that caches of replies can carry it in their keys; 16 hex digits
 * @param documents names the contents of the documents alone, as the index of the knowledge service
 *     names what it was built from; empty when there are none
 */
public record Edition(long version, String revision, String documents) {}
