-- A mail that a business sent, and what it is about: so its people find the one that waits here. Others belong to nobody.
ALTER TABLE mails ADD COLUMN tenant_id text REFERENCES tenants ON DELETE CASCADE;
ALTER TABLE mails ADD COLUMN about text;
CREATE INDEX mails_about ON mails (tenant_id, about) WHERE tenant_id IS NOT NULL;

-- How many letters were sent because somebody asked for them, by address and by business. Hashed.
CREATE TABLE letter_counts (
    subject   bytea PRIMARY KEY,
    letters   integer NOT NULL,
    forget_at timestamptz NOT NULL
);
CREATE INDEX letter_counts_age ON letter_counts (forget_at);

-- What somebody did is part of what is kept about them.
CREATE INDEX audit_log_actor ON audit_log (actor, tenant_id, sequence);
