-- When the last sheet of unit $1 was written.
select to_at from duty.handover where unit = $1 order by to_at desc limit 1
