-- Says that the territory changed; also the lock that lets one change go on at a time. $1: now.
update territory.version set number = number + 1, changed_at = $1 returning number
