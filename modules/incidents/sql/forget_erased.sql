-- Reporters erased from the vault: the digest of their phone goes too, and who of the staff they were. The case stays.
update incidents.reporter r set phone_token = null, person = null
from personal.pub_erased e
where e.subject = r.subject and (r.phone_token is not null or r.person is not null)
