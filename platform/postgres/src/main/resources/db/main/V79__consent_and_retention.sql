-- How many days a tenant keeps what was said; null for ever. Never fewer than the log keeps it, plus one: what is
-- deleted earlier could come back from there.
ALTER TABLE tenants ADD COLUMN message_days integer CHECK (message_days BETWEEN 8 AND 36500);

-- What users agreed to and what not, each answer as it was given: the newest one counts.
CREATE TABLE user_consents (
    tenant_id   text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    user_id     text NOT NULL,
    purpose     text NOT NULL,
    recorded_at timestamptz NOT NULL,
    granted     boolean NOT NULL,
    -- where the user said so: "widget 2.1, privacy notice of May"
    source      text NOT NULL,
    PRIMARY KEY (tenant_id, user_id, purpose, recorded_at)
);
