-- Who did what to which object from where; one chain per tenant. Rows are added and never changed: each one's hash
-- covers the hash before it, and the last one is sealed with the master key, which the database does not have.
CREATE TABLE audit_log (
    tenant_id text NOT NULL,
    sequence  bigint NOT NULL,
    at        timestamptz NOT NULL,
    actor     text NOT NULL,
    action    text NOT NULL,
    object    text NOT NULL,
    origin    text NOT NULL,
    status    integer NOT NULL,
    hash      bytea NOT NULL,
    PRIMARY KEY (tenant_id, sequence)
);
CREATE INDEX audit_log_time ON audit_log (tenant_id, at);

CREATE TABLE audit_log_heads (
    tenant_id text PRIMARY KEY,
    sequence  bigint NOT NULL,
    hash      bytea NOT NULL,
    sealed    bytea NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
