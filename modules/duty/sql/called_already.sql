-- Whether event $1 was dealt with.
select count(*) as n from duty.call where event = $1
