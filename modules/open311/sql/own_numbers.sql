-- Which of these numbers were filed under a key.
select number from open311.request where key = $1 and number = any ($2)
