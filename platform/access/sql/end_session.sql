-- Ends the session of this cookie.
DELETE FROM access.session WHERE digest = $1
