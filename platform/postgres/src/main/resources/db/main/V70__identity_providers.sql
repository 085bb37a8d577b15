-- A sign-in through an identity provider has two halves: until the provider answers, and until the page that began it
-- fetches what came of it. Each half has a secret that works once, in the browser that began.
ALTER TABLE provider_flows RENAME COLUMN state_hash TO secret_hash;
ALTER TABLE provider_flows ADD COLUMN step text NOT NULL DEFAULT 'begun';
ALTER TABLE provider_flows ALTER COLUMN step DROP DEFAULT;
CREATE INDEX provider_flows_age ON provider_flows (expires_at);

-- Who vouches: the issuer, and for a business's own provider the business as well, since nobody else trusts it.
ALTER TABLE external_identities RENAME COLUMN provider TO authority;
ALTER TABLE external_identities ADD COLUMN identity_id text NOT NULL UNIQUE DEFAULT gen_random_uuid()::text;
-- What people call the provider.
ALTER TABLE external_identities ADD COLUMN label text NOT NULL DEFAULT '';
CREATE INDEX external_identities_account ON external_identities (account_id);

-- The identity provider of a business. The client's secret is wrapped by the master key.
CREATE TABLE tenant_providers (
    tenant_id     text PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
    -- names it in addresses that people without a credential see
    provider_id   text NOT NULL UNIQUE,
    name          text NOT NULL,
    issuer        text NOT NULL,
    client_id     text NOT NULL,
    client_secret bytea NOT NULL,
    -- whether addresses count as verified that the provider says nothing about
    trusts_addresses boolean NOT NULL,
    -- as what newcomers join; null: only members get in
    joins_as      text,
    updated_at    timestamptz NOT NULL
);

-- Mail domains of a business: people with such addresses may come through its provider, once it is verified.
CREATE TABLE tenant_domains (
    tenant_id   text NOT NULL REFERENCES tenants ON DELETE CASCADE,
    domain      text NOT NULL,
    -- what the domain's owner puts into the DNS; no secret
    challenge   text NOT NULL,
    claimed_at  timestamptz NOT NULL,
    verified_at timestamptz,
    PRIMARY KEY (tenant_id, domain)
);
CREATE UNIQUE INDEX tenant_domains_verified ON tenant_domains (domain) WHERE verified_at IS NOT NULL;
