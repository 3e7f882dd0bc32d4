-- Precedent $1 becomes no rule: decided at $2 by $3 for the reason $4.
update routing.precedent set state = 'dismissed', decided_at = $2, decided_by = $3, reason = $4 where id = $1 and state = 'open'
