-- Lists and patterns that a tenant defines, for all of its assistants or for one.
CREATE TABLE custom_entities (
    tenant_id    text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    -- null: for all assistants of the tenant
    assistant_id text,
    type         text NOT NULL,
    definition   jsonb NOT NULL,
    -- of a list; 0 for a pattern
    items        integer NOT NULL,
    -- of two that claim the same text the one that was defined first wins
    position     bigint GENERATED ALWAYS AS IDENTITY,
    updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE NULLS NOT DISTINCT (tenant_id, assistant_id, type),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);

INSERT INTO cache_versions (name) VALUES ('entities');
CREATE TRIGGER custom_entities_changed AFTER INSERT OR UPDATE OR DELETE ON custom_entities
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('entities');
