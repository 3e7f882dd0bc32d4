-- The instance keys this database was used with.
SELECT id FROM personal.instance_key ORDER BY id
