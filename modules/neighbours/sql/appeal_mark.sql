-- The reporter objects.
update neighbours.false_mark set appeal = $2, appealed_at = $3, state = 'appealed' where incident = $1 and state = 'marked'
