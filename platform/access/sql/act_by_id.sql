-- Was this act of the client done before, by whom, with what content?
SELECT account, digest FROM access.act WHERE id = $1
