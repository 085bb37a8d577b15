-- Tenants that were stopped: their keys and users get no further, their data stays.
ALTER TABLE tenants ADD COLUMN suspended_at timestamptz;
ALTER TABLE tenants ADD COLUMN suspended_why text;

-- Looks of a platform operator into a tenant: for a reason, for a time, and shown to the tenant.
CREATE TABLE glass_breaks (
    glass_id   text PRIMARY KEY,
    tenant_id  text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    -- no foreign key: the tenant is shown the look also when the account is gone
    account_id text NOT NULL,
    reason     text NOT NULL,
    broken_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    -- set when it was ended early
    ended_at   timestamptz
);
CREATE INDEX glass_breaks_tenant ON glass_breaks (tenant_id, broken_at DESC);
INSERT INTO cache_versions (name) VALUES ('glass_breaks');
CREATE TRIGGER glass_breaks_changed AFTER INSERT OR UPDATE OR DELETE ON glass_breaks
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('glass_breaks');
