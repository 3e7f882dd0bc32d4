-- From now on this database needs this key.
INSERT INTO personal.instance_key (id, use) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING
