-- Files as they were uploaded, one row per version. What assistants answer from is assistant_documents: the text of a
-- version gets there when it was read.
CREATE TABLE document_versions (
    tenant_id     text NOT NULL,
    assistant_id  text NOT NULL,
    document_id   text NOT NULL,
    version       bigint NOT NULL,
    -- queued, parsing, ready or failed
    state         text NOT NULL DEFAULT 'queued',
    failure       text,
    detail        text,
    title         text,
    file_name     text NOT NULL,
    declared_type text NOT NULL DEFAULT '',
    media_type    text,
    -- where it is fetched from, if it was not sent
    source_url    text,
    -- whether files that the fetched page names are fetched, too
    follow        boolean NOT NULL DEFAULT false,
    bytes         bigint NOT NULL DEFAULT 0,
    sha256        text,
    attempts      int NOT NULL DEFAULT 0,
    claimed_until timestamptz,
    uploaded_at   timestamptz NOT NULL DEFAULT now(),
    finished_at   timestamptz,
    PRIMARY KEY (tenant_id, assistant_id, document_id, version),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);
CREATE INDEX document_versions_waiting ON document_versions (uploaded_at) WHERE state IN ('queued', 'parsing');

CREATE TABLE document_parts (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    document_id  text NOT NULL,
    version      bigint NOT NULL,
    part         int NOT NULL,
    bytes        bytea NOT NULL,
    PRIMARY KEY (tenant_id, assistant_id, document_id, version, part),
    FOREIGN KEY (tenant_id, assistant_id, document_id, version) REFERENCES document_versions ON DELETE CASCADE
);
-- Files are packed already.
ALTER TABLE document_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Which uploaded version the text is from; null when the text itself was sent.
ALTER TABLE assistant_documents ADD COLUMN upload_version bigint;
