-- An order that became a case.
insert into orders.outside_order
  (id, district, scope_code, system, number, incident_number, received_at, due, warn, filed_at, warn_act, over_act)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict on constraint outside_order_pkey do nothing
