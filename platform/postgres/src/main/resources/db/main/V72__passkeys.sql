-- Public keys of authenticators. Their private keys never leave them; what is stored here lets nobody in.
CREATE TABLE passkeys (
    passkey_id      text PRIMARY KEY,
    account_id      text NOT NULL REFERENCES accounts ON DELETE CASCADE,
    -- what the authenticator calls it
    credential_id   bytea NOT NULL UNIQUE,
    -- COSE, as the authenticator gave it
    public_key      bytea NOT NULL,
    -- how often it signed, as it says itself; one that counts backwards was copied
    signature_count bigint NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up       boolean NOT NULL,
    transports      text[] NOT NULL,
    name            text NOT NULL,
    created_at      timestamptz NOT NULL,
    last_used_at    timestamptz
);
CREATE INDEX passkeys_account ON passkeys (account_id);

-- What authenticators are asked to sign: each once, within minutes, and for the one thing that it was made for.
CREATE TABLE passkey_challenges (
    challenge_hash bytea PRIMARY KEY,
    purpose_hash   bytea NOT NULL,
    expires_at     timestamptz NOT NULL
);
CREATE INDEX passkey_challenges_purpose ON passkey_challenges (purpose_hash);
CREATE INDEX passkey_challenges_age ON passkey_challenges (expires_at);
