-- Which endpoint a delivery that was set aside belongs to.
select endpoint from webhooks.delivery where id = $1 and state = 'dead'
