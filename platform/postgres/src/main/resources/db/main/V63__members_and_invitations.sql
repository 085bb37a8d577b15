-- Members are asked for their role at every call, so every process keeps them in memory.
INSERT INTO cache_versions (name) VALUES ('memberships');
CREATE TRIGGER memberships_changed AFTER INSERT OR UPDATE OR DELETE ON memberships
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('memberships');

-- Who was asked to join. The mail holds a secret of which only the hash is kept.
CREATE TABLE invitations (
    invitation_id text NOT NULL,
    tenant_id     text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    email         text NOT NULL,
    role          text NOT NULL,
    token_hash    bytea NOT NULL UNIQUE,
    invited_by    text NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    accepted_at   timestamptz,
    PRIMARY KEY (tenant_id, invitation_id)
);
CREATE UNIQUE INDEX invitations_open ON invitations (tenant_id, email) WHERE accepted_at IS NULL;
