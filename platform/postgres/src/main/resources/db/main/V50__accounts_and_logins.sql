-- People who sign in: an id that stays when the address changes. An account without a password signs in otherwise.
ALTER TABLE accounts DROP CONSTRAINT accounts_pkey;
ALTER TABLE accounts ADD COLUMN account_id text PRIMARY KEY DEFAULT gen_random_uuid()::text;
ALTER TABLE accounts ADD COLUMN name text NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN verified_at timestamptz;
ALTER TABLE accounts ADD COLUMN disabled_at timestamptz;
ALTER TABLE accounts ALTER COLUMN password_hash DROP NOT NULL;
ALTER TABLE accounts ALTER COLUMN must_change SET DEFAULT false;
CREATE UNIQUE INDEX accounts_email ON accounts (email);

-- Who belongs to which business, and as what.
CREATE TABLE memberships (
    tenant_id  text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    account_id text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    role       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, account_id)
);
CREATE INDEX memberships_account ON memberships (account_id);

-- One row per signed-in device. It is the family of its refresh tokens; a browser holds a cookie instead.
CREATE TABLE logins (
    login_id     text PRIMARY KEY,
    account_id   text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    tenant_id    text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    cookie_hash  bytea UNIQUE,
    -- how the person proved who they are: pwd, otp, webauthn, recovery, federated
    methods      text[] NOT NULL,
    device       text NOT NULL,
    address      text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    -- when the person last proved who they are; dangerous actions ask for it anew
    proven_at    timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    revoked_why  text
);
CREATE INDEX logins_account ON logins (account_id);
CREATE INDEX logins_expiry ON logins (expires_at);

CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,
    login_id   text NOT NULL REFERENCES logins ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_login ON refresh_tokens (login_id);

-- Logins that ended before their access tokens do; every gateway keeps these in memory. No foreign key: the login of a
-- deleted account is gone, and its tokens must be refused all the same.
CREATE TABLE revoked_logins (
    login_id  text PRIMARY KEY,
    forget_at timestamptz NOT NULL
);
INSERT INTO cache_versions (name) VALUES ('revoked_logins');
CREATE TRIGGER revoked_logins_changed AFTER INSERT ON revoked_logins
    FOR EACH STATEMENT EXECUTE FUNCTION bump_cache_version('revoked_logins');
