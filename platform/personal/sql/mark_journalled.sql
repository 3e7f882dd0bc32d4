-- These erasures stand in the journal.
UPDATE personal.erasure SET journalled = true WHERE subject = ANY ($1) AND NOT journalled
