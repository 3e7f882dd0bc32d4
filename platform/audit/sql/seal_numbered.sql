-- One seal.
SELECT seal FROM audit.seal WHERE number = $1
