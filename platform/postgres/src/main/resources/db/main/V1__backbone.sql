-- What people administer -------------------------------------------------------------------------------------------

CREATE TABLE tenants (
    tenant_id   text PRIMARY KEY,
    name        text NOT NULL,
    -- which personal data is redacted before the log: any of email, phone, card
    redact      text[] NOT NULL DEFAULT '{}',
    region      text NOT NULL DEFAULT 'US',
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- Only a hash is kept; the prefix is what people see in lists.
CREATE TABLE api_keys (
    key_hash    bytea PRIMARY KEY,
    key_prefix  text NOT NULL,
    tenant_id   text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz,
    revoked_at  timestamptz
);

-- Keys that sign user tokens; the private half is wrapped by the master key.
CREATE TABLE signing_keys (
    key_id      text PRIMARY KEY,
    public_key  bytea NOT NULL,
    private_key bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    retired_at  timestamptz
);

-- People who administer. The hash names its own algorithm, so that it can be made anew at a sign-in.
CREATE TABLE accounts (
    email         text PRIMARY KEY,
    password_hash text NOT NULL,
    must_change   boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE assistants (
    tenant_id    text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    assistant_id text NOT NULL,
    version      bigint NOT NULL DEFAULT 1,
    definition   jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id)
);

CREATE TABLE assistant_documents (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    document_id  text NOT NULL,
    title        text NOT NULL,
    media_type   text NOT NULL,
    content      text NOT NULL,
    content_hash text NOT NULL,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id, document_id),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);

-- One row per kind of cached thing; a change bumps it in the same transaction, caches poll it.
CREATE TABLE cache_versions (
    name    text PRIMARY KEY,
    version bigint NOT NULL DEFAULT 1
);
INSERT INTO cache_versions (name) VALUES ('tenants'), ('api_keys'), ('signing_keys'), ('assistants'), ('documents');

CREATE FUNCTION bump_cache_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE cache_versions SET version = version + 1 WHERE name = TG_ARGV[0];
    RETURN NULL;
END $$;

CREATE TRIGGER tenants_changed AFTER INSERT OR UPDATE OR DELETE ON tenants
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('tenants');
CREATE TRIGGER api_keys_changed AFTER INSERT OR UPDATE OR DELETE ON api_keys
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('api_keys');
CREATE TRIGGER signing_keys_changed AFTER INSERT OR UPDATE OR DELETE ON signing_keys
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('signing_keys');
CREATE TRIGGER assistants_changed AFTER INSERT OR UPDATE OR DELETE ON assistants
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('assistants');
CREATE TRIGGER documents_changed AFTER INSERT OR UPDATE OR DELETE ON assistant_documents
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('documents');

-- What the pipeline writes -----------------------------------------------------------------------------------------

-- One row per request. The window (7 days, counted from the epoch's first Thursday) is part of the key, so that old
-- windows can be detached whole; it comes last, so that an id is found without knowing its window. Texts are encrypted
-- under the user's key; columns derived from them are clear, and emptied on erasure.
CREATE TABLE chat_messages (
    window_start      date NOT NULL,
    tenant_id         text NOT NULL,
    user_id           text NOT NULL,
    request_id        text NOT NULL,
    conversation_id   text NOT NULL,
    assistant_id      text,
    session_id        text,
    mode              text NOT NULL,
    channel           text,
    -- open, replied, analysed, parked or expired
    state             text NOT NULL DEFAULT 'open',
    inbound_text      bytea,
    language          text,
    attachments       jsonb,
    reply_text        bytea,
    reply_source      text,
    -- language, citations, handover and token counts of the reply
    reply_meta        jsonb,
    cache_hit         boolean,
    fast_path         boolean,
    rule_name         text,
    model_name        text,
    tokens_used       integer,
    inference_time_ms bigint,
    -- who analysed the message; null when nobody could
    nlu_analyser      text,
    intent_name       text,
    intent_confidence double precision,
    entities          jsonb,
    failure_code      text,
    failure_group     text,
    failure_detail    text,
    delivery_status   text,
    delivery_attempts integer,
    delivered_at      timestamptz,
    created_at        timestamptz NOT NULL,
    dispatched_at     timestamptz,
    inference_started_at timestamptz,
    processed_at      timestamptz,
    stored_at         timestamptz NOT NULL DEFAULT now(),
    -- where the request and its winning result lie in the log: reading back in order, and "the first result wins"
    log_partition     integer,
    log_offset        bigint,
    result_offset     bigint,
    result_supersedes boolean,
    -- where the request was parked, if ever: what comes later counts only if it may supersede that
    parked_offset     bigint,
    erased            boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, user_id, request_id, window_start)
) PARTITION BY RANGE (window_start);

CREATE INDEX chat_messages_conversation
    ON chat_messages (tenant_id, user_id, conversation_id, log_partition, log_offset);
CREATE INDEX chat_messages_assistant_time ON chat_messages (tenant_id, assistant_id, created_at);
CREATE INDEX chat_messages_entities ON chat_messages USING gin (entities jsonb_path_ops);

-- Replies that wait for their user. log_offset is the result's: a user's results share one partition, so it is the
-- order in which they are shown.
CREATE TABLE pending_replies (
    tenant_id   text NOT NULL,
    user_id     text NOT NULL,
    log_offset  bigint NOT NULL,
    request_id  text NOT NULL,
    conversation_id text NOT NULL,
    accepted_at timestamptz NOT NULL,
    -- encrypted under the user's key
    payload     bytea NOT NULL,
    -- a parked result gives way, once, to the reply of its replay
    replaceable boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id, log_offset)
);
CREATE UNIQUE INDEX pending_replies_request ON pending_replies (tenant_id, user_id, request_id);
CREATE INDEX pending_replies_age ON pending_replies (created_at);

CREATE TABLE device_cursors (
    tenant_id    text NOT NULL,
    user_id      text NOT NULL,
    device       text NOT NULL,
    acknowledged bigint NOT NULL,
    seen_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id, device)
);
