-- How many are in use, against the most there may be.
select count(*) as n from webhooks.endpoint where state <> 'removed'
