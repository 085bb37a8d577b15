-- What a reply cost, in billionths of the deployment's currency, and whether a person was offered: both are no text, so
-- they stay when a user is erased.
ALTER TABLE chat_messages ADD COLUMN cost_nanos bigint;
ALTER TABLE chat_messages ADD COLUMN handover boolean;

-- What models were used for, by the hour. Processes add to it every few seconds.
CREATE TABLE model_usage (
    tenant_id         text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    assistant_id      text NOT NULL,
    model             text NOT NULL,
    -- reply or summary
    purpose           text NOT NULL,
    hour              timestamptz NOT NULL,
    calls             bigint NOT NULL,
    prompt_tokens     bigint NOT NULL,
    completion_tokens bigint NOT NULL,
    cost_nanos        bigint NOT NULL,
    PRIMARY KEY (tenant_id, hour, assistant_id, model, purpose)
);

-- The assistant '' stands for all of a tenant's together.
CREATE TABLE budgets (
    tenant_id     text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    assistant_id  text NOT NULL DEFAULT '',
    period        text NOT NULL CHECK (period IN ('day', 'month')),
    limit_nanos   bigint NOT NULL CHECK (limit_nanos >= 0),
    -- from how many percent on the cheaper model answers
    cheaper_at    integer NOT NULL CHECK (cheaper_at BETWEEN 1 AND 100),
    cheaper_model text,
    PRIMARY KEY (tenant_id, assistant_id, period)
);
INSERT INTO cache_versions (name) VALUES ('budgets');
CREATE TRIGGER budgets_changed AFTER INSERT OR UPDATE OR DELETE ON budgets
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('budgets');
