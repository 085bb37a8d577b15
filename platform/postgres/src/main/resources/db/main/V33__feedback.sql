-- What users think of replies. What they wrote is encrypted under their key, so it goes with it.
CREATE TABLE feedback (
    tenant_id       text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    user_id         text NOT NULL,
    request_id      text NOT NULL,
    conversation_id text NOT NULL,
    assistant_id    text NOT NULL,
    -- 1 for thumbs up, -1 for thumbs down
    rating          smallint CHECK (rating IN (-1, 1)),
    reasons         text[] NOT NULL DEFAULT '{}',
    comment         bytea,
    correction      bytea,
    -- when the message was accepted: tests and exports count by it
    message_at      timestamptz NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id, request_id)
);
CREATE INDEX feedback_assistant_time ON feedback (tenant_id, assistant_id, message_at);
