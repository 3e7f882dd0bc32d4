-- Values of subjects that the journal says are erased.
DELETE FROM personal.value WHERE subject = ANY ($1)
