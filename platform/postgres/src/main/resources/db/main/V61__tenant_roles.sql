-- Roles that tenants make for themselves, of permissions by their stable words.
CREATE TABLE tenant_roles (
    tenant_id   text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    role_id     text NOT NULL,
    name        text NOT NULL,
    permissions text[] NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, role_id)
);
INSERT INTO cache_versions (name) VALUES ('tenant_roles');
CREATE TRIGGER tenant_roles_changed AFTER INSERT OR UPDATE OR DELETE ON tenant_roles
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('tenant_roles');
