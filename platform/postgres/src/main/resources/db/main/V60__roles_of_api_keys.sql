-- What a key may do: a role that every tenant has, or one of its own. Keys made before roles were keep what they could.
ALTER TABLE api_keys ADD COLUMN role text NOT NULL DEFAULT 'admin';
