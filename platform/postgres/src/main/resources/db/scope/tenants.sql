-- Runs after the migrations, each time: every table that has a tenant shows the role repartee_tenant one tenant's rows,
-- and no row while no tenant is set. New tables are covered by having the column; nobody has to think of it.
-- The schema's owner, as which the stages work, is not narrowed. See docs/decisions/0012-tenants-in-the-database.md.
DO $$
DECLARE
    scoped text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('repartee_tenant'), 0);
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'repartee_tenant') THEN
        BEGIN
            CREATE ROLE repartee_tenant NOLOGIN NOBYPASSRLS;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- roles belong to the server: another database's process was first
        END;
    END IF;
    IF NOT pg_has_role(current_user, 'repartee_tenant', 'SET') THEN
        EXECUTE format('GRANT repartee_tenant TO %I', current_user);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO repartee_tenant', current_schema());

    FOR scoped IN
        SELECT t.relname
        FROM pg_class t
        JOIN pg_attribute c ON c.attrelid = t.oid AND c.attname = 'tenant_id' AND NOT c.attisdropped
        WHERE t.relnamespace = current_schema()::regnamespace
          AND t.relkind IN ('r', 'p') AND NOT t.relispartition AND NOT t.relrowsecurity
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped);
        EXECUTE format(
            'CREATE POLICY one_tenant ON %I TO repartee_tenant'
            ' USING (tenant_id = current_setting(''repartee.tenant''))'
            ' WITH CHECK (tenant_id = current_setting(''repartee.tenant''))', scoped);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO repartee_tenant', scoped);
    END LOOP;

    -- What changes bump, by triggers that run as whoever makes the change.
    IF to_regclass('cache_versions') IS NOT NULL THEN
        GRANT SELECT, UPDATE ON cache_versions TO repartee_tenant;
    END IF;
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO repartee_tenant', current_schema());
END $$;
