-- What is known of a picture beside its pixels, by the digest of the copy that cases hold. Keyed by content, not by
-- place, as files.file. `look` tells pictures that look the same; each quarter of it has an index, since two looks that
-- differ in three bits at most share one quarter whole.
create table photos.photo (
  digest text collate "C" not null,
  original text collate "C",
  origin text collate "C" not null,
  look bigint,
  account uuid not null,
  at timestamptz not null,
  constraint photo_key primary key (digest),
  constraint photo_origin check (origin in ('camera', 'gallery'))
);
create index photo_original on photos.photo (original) where original is not null;
create index photo_look_1 on photos.photo ((look & 65535)) where look is not null;
create index photo_look_2 on photos.photo (((look >> 16) & 65535)) where look is not null;
create index photo_look_3 on photos.photo (((look >> 32) & 65535)) where look is not null;
create index photo_look_4 on photos.photo (((look >> 48) & 65535)) where look is not null;
