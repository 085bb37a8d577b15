-- Whether people of the business's verified domains come into it through its provider alone; its owners always may come
-- otherwise, so that a provider that is gone shuts nobody out for good.
ALTER TABLE tenant_providers ADD COLUMN required boolean NOT NULL DEFAULT false;
