-- Where an account's personal values lie, for engines that keep more of them with the same person.
CREATE VIEW access.pub_account AS
  SELECT a.id, a.person, p.subject, a.state FROM access.account a JOIN access.person p ON p.id = a.person;
