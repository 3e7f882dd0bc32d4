-- The person who registered with this phone (keyed digest).
SELECT id, subject, registered_at IS NOT NULL AS registered FROM access.person WHERE phone_token = $1
