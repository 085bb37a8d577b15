-- Businesses that end: from ends_at on everything of them is erased. What stays is the row, without the name, so that
-- the id is never given to somebody else, and the audit log.
ALTER TABLE tenants ADD COLUMN ends_at timestamptz;
-- account:<id> of an owner, or operator:<id>: only of who asked, it is taken back
ALTER TABLE tenants ADD COLUMN ending_asked_by text;
ALTER TABLE tenants ADD COLUMN ended_at timestamptz;
CREATE INDEX tenants_ending ON tenants (ends_at) WHERE ends_at IS NOT NULL;
