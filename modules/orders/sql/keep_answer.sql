-- The case's answer: outcome $3 at $4 by the unit $5; its words are $7 in the vault of $6. Nothing when it has one.
update orders.outside_order
set outcome = $3, answered_at = $4, answer_unit = (select name from access.pub_unit u where u.id = $5),
  answer_subject = $6, answer_record = $7
where id = $1 and district = $2 and answered_at is null
