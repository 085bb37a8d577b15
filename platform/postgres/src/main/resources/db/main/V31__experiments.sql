-- A/B tests. The arms never change once the test has started; users are assigned by a hash of the salt and their id.
CREATE TABLE experiments (
    tenant_id     text NOT NULL,
    experiment_id text NOT NULL,
    assistant_id  text NOT NULL,
    state         text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'running', 'stopped')),
    arms          jsonb NOT NULL,
    salt          text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    started_at    timestamptz,
    stopped_at    timestamptz,
    PRIMARY KEY (tenant_id, experiment_id),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);
CREATE UNIQUE INDEX experiments_one_running ON experiments (tenant_id, assistant_id) WHERE state = 'running';

CREATE TRIGGER experiments_changed AFTER INSERT OR UPDATE OR DELETE ON experiments
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('assistants');
