-- Understanding that is trained for an assistant.

-- The examples that the next training learns from: gzip of one JSON object a line.
CREATE TABLE nlu_examples (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    content      bytea NOT NULL,
    content_hash text NOT NULL,
    examples     integer NOT NULL,
    intents      integer NOT NULL,
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);

-- The queue of trainings and what became of them. The version is the run's number and that of the model it makes.
CREATE TABLE nlu_training_runs (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    version      bigint NOT NULL,
    -- queued, running, succeeded, failed or cancelled
    state        text NOT NULL,
    phase        text NOT NULL DEFAULT '',
    progress     double precision NOT NULL DEFAULT 0,
    -- whether the model goes into service at once
    activate     boolean NOT NULL,
    -- whether the examples that ship with Repartee are learnt too
    with_shipped boolean NOT NULL,
    -- the examples as they were when the training was asked for
    content      bytea NOT NULL,
    failure      text,
    -- fences off a worker that was taken for dead
    attempts     integer NOT NULL DEFAULT 0,
    requested_at timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz,
    -- a running one that has not been heard of for a while is taken over by another worker
    beat_at      timestamptz,
    finished_at  timestamptz,
    PRIMARY KEY (tenant_id, assistant_id, version),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);
CREATE UNIQUE INDEX nlu_training_runs_one_at_a_time ON nlu_training_runs (tenant_id, assistant_id)
    WHERE state IN ('queued', 'running');
CREATE INDEX nlu_training_runs_queue ON nlu_training_runs (requested_at) WHERE state IN ('queued', 'running');

CREATE TABLE nlu_models (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    version      bigint NOT NULL,
    content      bytea NOT NULL,
    checksum     text NOT NULL,
    -- what it was trained from and how well it did
    card         jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id, version),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE
);

-- The newest row of an assistant says which version is in service, null for the shipped model; a roll-back removes it.
CREATE TABLE nlu_activations (
    tenant_id    text NOT NULL,
    assistant_id text NOT NULL,
    activation   bigint GENERATED ALWAYS AS IDENTITY,
    version      bigint,
    activated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, assistant_id, activation),
    FOREIGN KEY (tenant_id, assistant_id) REFERENCES assistants ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, assistant_id, version) REFERENCES nlu_models ON DELETE CASCADE
);

INSERT INTO cache_versions (name) VALUES ('nlu');
CREATE TRIGGER nlu_activations_changed AFTER INSERT OR UPDATE OR DELETE ON nlu_activations
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('nlu');
