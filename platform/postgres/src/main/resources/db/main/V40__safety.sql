-- What is done about what in an assistant's messages and replies; an assistant without a row has the defaults.
CREATE TABLE assistant_safety (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    rules        jsonb NOT NULL,
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);

INSERT INTO cache_versions (name) VALUES ('safety') ON CONFLICT DO NOTHING;
CREATE TRIGGER safety_changed AFTER INSERT OR UPDATE OR DELETE ON assistant_safety
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('safety');

-- Every decision about safety: what was found where and what was done, never the text itself.
CREATE TABLE safety_decisions (
    decision_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    user_id      text NOT NULL,
    request_id   text NOT NULL,
    at           timestamptz NOT NULL,
    -- message, passage, tool or reply
    place        text NOT NULL,
    category     text NOT NULL,
    action       text NOT NULL,
    -- who found it: rules, canary, model ...
    detector     text NOT NULL,
    score        double precision NOT NULL,
    -- keyed by the user's id, so that equal texts of two users can't be told; null once the user is erased
    text_hash    text,
    -- offsets of what was found, [[start, end], ...]
    spans        jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX safety_decisions_recent ON safety_decisions (tenant_id, decision_id DESC);
CREATE INDEX safety_decisions_request ON safety_decisions (tenant_id, request_id);
CREATE INDEX safety_decisions_user ON safety_decisions (tenant_id, user_id);
CREATE INDEX safety_decisions_age ON safety_decisions (at);
