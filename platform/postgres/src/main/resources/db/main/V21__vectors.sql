-- Which documents have vectors, wherever those are kept. No foreign key: what is left over is how a deletion is noticed
-- that a store outside has yet to learn of.
CREATE TABLE vector_documents (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    document_id  text NOT NULL,
    model        text NOT NULL,
    store        text NOT NULL,
    content_hash text NOT NULL,
    PRIMARY KEY (tenant_id, assistant_id, document_id)
);

-- Vectors of the embedded store: one per piece of a document, 32-bit floats in network order.
CREATE TABLE chunk_vectors (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    document_id  text NOT NULL,
    start_at     int NOT NULL,
    end_at       int NOT NULL,
    vector       bytea NOT NULL,
    PRIMARY KEY (tenant_id, assistant_id, document_id, start_at),
    FOREIGN KEY (tenant_id, assistant_id, document_id) REFERENCES assistant_documents ON DELETE CASCADE
);
