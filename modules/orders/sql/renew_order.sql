-- The system itself gave the order another deadline: its clock warns and tells anew, by the steps $5 and $6.
update orders.outside_order
set due = $3, warn = $4, warn_act = $5, over_act = $6, warned_at = null, over_told_at = null
where id = $1 and district = $2 and answered_at is null
