-- Every definition that an assistant ever had, so that a version can be tried, compared and gone back to.
CREATE TABLE assistant_versions (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    version      bigint NOT NULL,
    definition   jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id, version),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);
INSERT INTO assistant_versions (tenant_id, assistant_id, version, definition, created_at)
    SELECT tenant_id, assistant_id, version, definition, updated_at FROM assistants;

CREATE FUNCTION keep_assistant_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO assistant_versions (tenant_id, assistant_id, version, definition)
        VALUES (NEW.tenant_id, NEW.assistant_id, NEW.version, NEW.definition)
        ON CONFLICT (tenant_id, assistant_id, version) DO UPDATE SET definition = EXCLUDED.definition;
    RETURN NULL;
END $$;
CREATE TRIGGER assistant_version_kept AFTER INSERT OR UPDATE OF definition, version ON assistants
    FOR EACH ROW EXECUTE FUNCTION keep_assistant_version();

-- Prompts never change once they are stored; version 0 is the built-in one and has no row.
CREATE TABLE assistant_prompts (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    version      integer NOT NULL,
    template     text NOT NULL,
    variables    jsonb NOT NULL DEFAULT '[]',
    note         text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id, version),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);

-- The newest row of an assistant says which prompt is active; "before" is the row that a roll-back goes back to.
CREATE TABLE prompt_activations (
    activation   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    version      integer NOT NULL,
    before       bigint REFERENCES prompt_activations ON DELETE CASCADE,
    activated_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);
CREATE INDEX prompt_activations_newest ON prompt_activations (tenant_id, assistant_id, activation DESC);

CREATE TRIGGER prompt_activations_changed AFTER INSERT OR UPDATE OR DELETE ON prompt_activations
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('assistants');
