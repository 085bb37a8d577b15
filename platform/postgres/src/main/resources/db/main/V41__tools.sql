-- What an assistant's model may call: HTTP tools, and servers of the Model Context Protocol.
CREATE TABLE assistant_tools (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    name         text NOT NULL,
    definition   jsonb NOT NULL,
    -- secrets of headers, wrapped by the master key
    secrets      bytea,
    version      bigint NOT NULL DEFAULT 1,
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id, name),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);

INSERT INTO cache_versions (name) VALUES ('tools') ON CONFLICT DO NOTHING;
CREATE TRIGGER tools_changed AFTER INSERT OR UPDATE OR DELETE ON assistant_tools
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('tools');

-- Every call of a tool, without what was sent or received.
CREATE TABLE tool_calls (
    call_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    -- null for a trial by an administrator
    request_id   text,
    tool         text NOT NULL,
    at           timestamptz NOT NULL,
    duration_ms  bigint NOT NULL,
    -- done, failed, refused ... or how the connection failed
    outcome      text NOT NULL,
    argument_chars integer NOT NULL,
    answer_chars integer NOT NULL
);
CREATE INDEX tool_calls_recent ON tool_calls (tenant_id, call_id DESC);
CREATE INDEX tool_calls_age ON tool_calls (at);
