-- Persons erased from the vault: their phone's digest goes too, and without a real name their accounts cannot act.
UPDATE access.person p SET phone_token = NULL, registered_at = NULL, display = '**'
FROM personal.pub_erased e
WHERE e.subject = p.subject AND (p.phone_token IS NOT NULL OR p.registered_at IS NOT NULL)
