-- The highest position drawn so far. Whoever drew one up to it has a transaction id lower than one drawn after this.
select case when is_called then last_value else 0 end as newest from outbox.event_position
