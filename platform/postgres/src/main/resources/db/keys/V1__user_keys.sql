-- A database of its own, so that a restored back-up of the messages brings no erased text back.

CREATE TABLE user_keys (
    tenant_id   text NOT NULL,
    user_id     text NOT NULL,
    wrapped_key bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id)
);

-- What was accepted before erased_at is stored without text from then on.
CREATE TABLE erasures (
    tenant_id  text NOT NULL,
    user_id    text NOT NULL,
    erased_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);
