-- Who was erased: for parts that keep a keyed digest of somebody's phone beside their own records and must drop it.
CREATE VIEW personal.pub_erased AS SELECT subject, at FROM personal.erasure;
