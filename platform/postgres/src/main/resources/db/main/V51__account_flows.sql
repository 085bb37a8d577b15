-- Steps of a sign-in between the password and the rest.
CREATE TABLE sign_in_tickets (
    ticket_hash bytea PRIMARY KEY,
    account_id  text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    tenant_id   text,
    cookie      boolean NOT NULL,
    methods     text[] NOT NULL,
    step        text NOT NULL,
    attempts    integer NOT NULL DEFAULT 0,
    expires_at  timestamptz NOT NULL
);

-- Failures by subject: an address, an account from an address, an account from places that are not known. Hashed.
CREATE TABLE sign_in_failures (
    subject       bytea PRIMARY KEY,
    failures      integer NOT NULL,
    blocked_until timestamptz NOT NULL,
    forget_at     timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_age ON sign_in_failures (forget_at);

-- Places from which somebody signed in before: what others do elsewhere doesn't lock these out.
CREATE TABLE known_places (
    account_id text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    place_hash bytea NOT NULL,
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (account_id, place_hash)
);

-- Codes in mails: each works once. The payload is what was asked for, wrapped by the master key.
CREATE TABLE mailed_codes (
    code_hash  bytea PRIMARY KEY,
    purpose    text NOT NULL,
    account_id text REFERENCES accounts ON DELETE CASCADE,
    payload    bytea NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX mailed_codes_age ON mailed_codes (expires_at);

CREATE TABLE totp_factors (
    account_id   text PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    secret       bytea NOT NULL,
    confirmed_at timestamptz,
    -- the time step of the last code that was taken: neither it nor an older one is taken again
    last_step    bigint NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL
);

CREATE TABLE recovery_codes (
    account_id text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    code_hash  bytea NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE external_identities (
    provider   text NOT NULL,
    subject    text NOT NULL,
    account_id text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (provider, subject)
);

-- A sign-in that is under way at an identity provider.
CREATE TABLE provider_flows (
    state_hash  bytea PRIMARY KEY,
    browser_hash bytea NOT NULL,
    provider    text NOT NULL,
    sealed      bytea NOT NULL,
    expires_at  timestamptz NOT NULL
);

-- Mail to be sent, or kept for people to look at where there is no mail server. Wrapped by the master key.
CREATE TABLE mails (
    mail_id    text PRIMARY KEY,
    sealed     bytea NOT NULL,
    -- waiting, kept or failed; what a server took is deleted
    state      text NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    due_at     timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX mails_due ON mails (state, due_at);

ALTER TABLE api_keys ADD COLUMN last_used_at timestamptz;
