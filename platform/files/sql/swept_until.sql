-- Everything stored before has been looked at.
UPDATE files.swept SET until = $1 WHERE until < $1
