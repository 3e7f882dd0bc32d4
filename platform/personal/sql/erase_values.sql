-- Removes ciphertext and search tokens of an erased subject.
DELETE FROM personal.value WHERE subject = $1
