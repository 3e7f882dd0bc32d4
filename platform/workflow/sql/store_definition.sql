-- Keeps a definition, so that its cases can be judged by it for ever.
insert into workflow.definition (hash, workflow, path, yaml, stored_at) values ($1, $2, $3, $4, $5)
on conflict (hash) do nothing
