-- The session has seen a one-time code from now on.
UPDATE access.session SET second_factor = true WHERE id = $1
