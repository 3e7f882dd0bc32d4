-- The pictures an order was filed with: a list of {digest, media_type, taken_at}. The files are kept by the case.
alter table duty.after_order add column pictures jsonb not null default '[]';
