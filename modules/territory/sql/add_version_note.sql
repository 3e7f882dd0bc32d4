-- Says what made a version. $1: version, $2: now, $3: action, $4: note.
insert into territory.version_note (version, at, action, note) values ($1, $2, $3, $4)
