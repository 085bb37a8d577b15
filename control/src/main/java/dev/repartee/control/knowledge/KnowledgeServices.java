package dev.repartee.control.knowledge;

import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.UploadConfig;

/**
 * What these controllers administer.
 *
 * @param documents the texts that assistants answer from
 * @param uploads files that become such texts
 * @param limits what may be uploaded
 */
public record KnowledgeServices(
        DocumentStore documents, DocumentUploads uploads, UploadConfig limits) {}
