-- The key was destroyed on purpose.
DELETE FROM personal.instance_key WHERE id = $1
