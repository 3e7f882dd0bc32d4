-- Precedent $1 became rule $2 at $3 by $4.
update routing.precedent set state = 'adopted', rule = $2, decided_at = $3, decided_by = $4 where id = $1 and state = 'open'
