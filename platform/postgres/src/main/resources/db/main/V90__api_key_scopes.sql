-- What a key may do at most, by the stable words of permissions; null for all that its role may.
ALTER TABLE api_keys ADD COLUMN permissions text[];
-- Who made it, as the audit log names them.
ALTER TABLE api_keys ADD COLUMN created_by text NOT NULL DEFAULT 'system';
CREATE UNIQUE INDEX api_keys_prefix ON api_keys (tenant_id, key_prefix);

-- Uses are written down every minute: that is no change that caches have to know of.
DROP TRIGGER api_keys_changed ON api_keys;
CREATE TRIGGER api_keys_changed
    AFTER INSERT OR DELETE OR UPDATE OF role, permissions, expires_at, revoked_at ON api_keys
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('api_keys');
