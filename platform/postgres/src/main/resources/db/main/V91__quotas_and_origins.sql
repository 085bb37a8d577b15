-- How much a tenant may have and send; null for no limit. What a tenant has no row of is as for all.
CREATE TABLE default_quotas (
    quota text PRIMARY KEY,
    most  bigint CHECK (most >= 0)
);
INSERT INTO default_quotas VALUES
    ('messages_per_minute', NULL), ('messages_per_day', NULL),
    ('assistants', 1000), ('documents', 100000), ('members', 1000), ('api_keys', 100);

CREATE TABLE tenant_quotas (
    tenant_id text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    quota     text NOT NULL REFERENCES default_quotas,
    most      bigint CHECK (most >= 0),
    PRIMARY KEY (tenant_id, quota)
);

-- How much of it is used: things are counted by the triggers below, messages by the gateways, since the time given.
CREATE TABLE quota_use (
    tenant_id text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    quota     text NOT NULL REFERENCES default_quotas,
    used      bigint NOT NULL,
    since     timestamptz,
    PRIMARY KEY (tenant_id, quota)
);
INSERT INTO quota_use (tenant_id, quota, used)
    SELECT tenant_id, 'assistants', count(*) FROM assistants GROUP BY tenant_id
    UNION ALL SELECT tenant_id, 'documents', count(*) FROM assistant_documents GROUP BY tenant_id
    UNION ALL SELECT tenant_id, 'members', count(*) FROM memberships GROUP BY tenant_id
    UNION ALL SELECT tenant_id, 'api_keys', count(*) FROM api_keys WHERE revoked_at IS NULL GROUP BY tenant_id;

INSERT INTO cache_versions (name) VALUES ('quotas'), ('origins');
CREATE TRIGGER default_quotas_changed AFTER INSERT OR UPDATE OR DELETE ON default_quotas
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('quotas');
CREATE TRIGGER tenant_quotas_changed AFTER INSERT OR UPDATE OR DELETE ON tenant_quotas
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('quotas');

-- Refuses what is more than a tenant may have. Whoever inserts sees only what is theirs, so these run as their owner.
CREATE FUNCTION refuse_over_quota(tenant text, kind text, wanted bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    allowed bigint;
BEGIN
    SELECT CASE WHEN own.quota IS NULL THEN usual.most ELSE own.most END INTO allowed
    FROM default_quotas usual LEFT JOIN tenant_quotas own ON own.tenant_id = tenant AND own.quota = usual.quota
    WHERE usual.quota = kind;
    IF wanted > allowed THEN
        RAISE EXCEPTION USING ERRCODE = 'RP001',
            MESSAGE = format('this tenant may have %s %s and has them all', allowed, replace(kind, '_', ' '));
    END IF;
END $$;

-- Counts what comes and goes. The row's lock lets two who want the last place at once come one after the other.
CREATE FUNCTION count_within_quota() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    now_used bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO quota_use AS u (tenant_id, quota, used) VALUES (NEW.tenant_id, TG_ARGV[0], 1)
            ON CONFLICT (tenant_id, quota) DO UPDATE SET used = u.used + 1
            RETURNING u.used INTO now_used;
        PERFORM refuse_over_quota(NEW.tenant_id, TG_ARGV[0], now_used);
    ELSE
        UPDATE quota_use SET used = used - 1 WHERE tenant_id = OLD.tenant_id AND quota = TG_ARGV[0];
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER assistants_counted AFTER INSERT OR DELETE ON assistants
    FOR EACH ROW EXECUTE FUNCTION count_within_quota('assistants');
CREATE TRIGGER documents_counted AFTER INSERT OR DELETE ON assistant_documents
    FOR EACH ROW EXECUTE FUNCTION count_within_quota('documents');
CREATE TRIGGER members_counted AFTER INSERT OR DELETE ON memberships
    FOR EACH ROW EXECUTE FUNCTION count_within_quota('members');
CREATE TRIGGER api_keys_counted AFTER INSERT ON api_keys
    FOR EACH ROW EXECUTE FUNCTION count_within_quota('api_keys');
CREATE TRIGGER api_keys_revoked AFTER UPDATE ON api_keys
    FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL)
    EXECUTE FUNCTION count_within_quota('api_keys');
CREATE TRIGGER api_keys_deleted AFTER DELETE ON api_keys
    FOR EACH ROW WHEN (OLD.revoked_at IS NULL) EXECUTE FUNCTION count_within_quota('api_keys');

-- What only becomes a document or a member later is refused at once while there is no room for it.
CREATE FUNCTION refuse_without_room(tenant text, kind text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT refuse_over_quota(tenant, kind,
        1 + coalesce((SELECT used FROM quota_use WHERE tenant_id = tenant AND quota = kind), 0))
$$;

CREATE FUNCTION ask_for_document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM assistant_documents WHERE tenant_id = NEW.tenant_id
            AND assistant_id = NEW.assistant_id AND document_id = NEW.document_id) THEN
        PERFORM refuse_without_room(NEW.tenant_id, 'documents');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION ask_for_member() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM refuse_without_room(NEW.tenant_id, 'members');
    RETURN NEW;
END $$;

CREATE TRIGGER uploads_have_room BEFORE INSERT ON document_versions
    FOR EACH ROW EXECUTE FUNCTION ask_for_document();
CREATE TRIGGER invitations_have_room BEFORE INSERT ON invitations
    FOR EACH ROW EXECUTE FUNCTION ask_for_member();

-- Web pages that may call with the credentials of a tenant.
CREATE TABLE tenant_origins (
    tenant_id text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    origin    text NOT NULL,
    PRIMARY KEY (tenant_id, origin)
);
CREATE TRIGGER tenant_origins_changed AFTER INSERT OR UPDATE OR DELETE ON tenant_origins
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('origins');

REVOKE EXECUTE ON FUNCTION refuse_over_quota, refuse_without_room FROM PUBLIC;
