#include "platform/files/files.hpp"

#include <array>

#include "files_sql.hpp"
#include "kernel/refusal.hpp"
#include "platform/crypto/crypto.hpp"

namespace linli::files {
namespace {

constexpr std::array<std::pair<Kind, const char*>, 4> kKinds = {
    {{Kind::image, "image"}, {Kind::video, "video"}, {Kind::audio, "audio"}, {Kind::document, "document"}}};

const char* name_of(Kind kind) {
  for (auto [known, name] : kKinds)
    if (known == kind) return name;
  return "";
}

Kind parse_kind(std::string_view text) {
  for (auto [kind, name] : kKinds)
    if (text == name) return kind;
  return Kind::document;
}

std::optional<std::int64_t> e7(const std::optional<Wgs84Point>& place, std::int32_t Wgs84Point::*part) {
  if (!place) return std::nullopt;
  return (*place).*part;
}

}  // namespace

Stored upload(db::Connection& db, Store& store, std::string_view bytes, const access::Principal& by, Instant now) {
  if (!by.signed_in() && static_cast<std::int64_t>(bytes.size()) > store.limits().public_bytes)
    throw Refused{"file_too_large", {{"limit_mb", std::to_string(store.limits().public_bytes >> 20)}}};
  auto digest = crypto::to_hex(crypto::sm3(bytes));
  Stored stored;
  // The sweep takes no digest that is shared, so what `put` found on disk is still there when the row is.
  db.transaction([&](db::Connection& transaction) {
    transaction.run(sql::share_digest, db::Params::of(digest));
    stored = store.put(bytes);
    std::optional<Uuid> uploader;
    if (by.signed_in()) uploader = by.account;
    transaction.run(sql::register_file, db::Params::of(stored.digest, stored.media_type, name_of(stored.kind),
                                                       stored.bytes, stored.width, stored.height, stored.stripped,
                                                       stored.taken_at, e7(stored.taken_place, &Wgs84Point::lon_e7),
                                                       e7(stored.taken_place, &Wgs84Point::lat_e7), uploader, now));
  });
  return stored;
}

void mention(db::Batch& batch, std::string_view digest, std::string_view module, const Uuid& record, Instant at) {
  batch.add(sql::mention, db::Params::of(digest, module, record, at));
}

std::map<std::string, Stored> find(db::Connection& db, const std::vector<std::string>& digests) {
  std::map<std::string, Stored> out;
  if (digests.empty()) return out;
  for (const auto& row : db.run(sql::find, db::Params::of(digests))) {
    Stored file;
    file.digest = row.text("digest");
    file.media_type = row.text("media_type");
    file.kind = parse_kind(row.view("kind"));
    file.bytes = row.integer("bytes");
    file.width = static_cast<int>(row.integer("width"));
    file.height = static_cast<int>(row.integer("height"));
    file.stripped = row.boolean("stripped");
    file.taken_at = row.maybe_instant("taken_at");
    if (auto lon = row.maybe_integer("taken_lon_e7"))
      file.taken_place =
          Wgs84Point{static_cast<std::int32_t>(*lon), static_cast<std::int32_t>(row.integer("taken_lat_e7"))};
    file.uploader = row.maybe_uuid("uploader");
    out.emplace(file.digest, std::move(file));
  }
  return out;
}

}  // namespace linli::files
