#include "platform/files/store.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "document.hpp"
#include "iso_media.hpp"
#include "kernel/refusal.hpp"
#include "photo.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/disk/disk.hpp"
#include "platform/yaml/strict.hpp"
#include "sniff.hpp"
#include "sound.hpp"
#include "webm.hpp"

namespace linli::files {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kFileMode = 0640, kFolderMode = 0750;
constexpr std::array<Copy, 3> kCopies = {Copy::original, Copy::served, Copy::thumbnail};

const char* suffix(Copy copy) {
  switch (copy) {
    case Copy::original:
      return "";
    case Copy::served:
      return ".served";
    case Copy::thumbnail:
      return ".small";
  }
  return "";
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// DIR/files/ab/cd: 65,536 folders, some hundreds of files each in a large city.
std::string folder_of(const std::string& top, std::string_view digest) {
  return top + "/" + std::string(digest.substr(0, 2)) + "/" + std::string(digest.substr(2, 2));
}

std::string name_of(const std::string& top, std::string_view digest, Copy copy) {
  return folder_of(top, digest) + "/" + std::string(digest) + suffix(copy);
}

Kind kind_of(Format format) {
  switch (format) {
    case Format::jpeg:
    case Format::png:
    case Format::webp:
      return Kind::image;
    case Format::iso_media:
    case Format::webm:
      return Kind::video;  // until it turns out to be sound alone
    case Format::mp3:
    case Format::wav:
    case Format::amr:
    case Format::ogg:
      return Kind::audio;
    case Format::pdf:
      return Kind::document;
    case Format::heic:
      throw Refused{"file_heic"};
    case Format::unknown:
      break;
  }
  throw Refused{"file_type"};
}

std::int64_t most_bytes(const Limits& limits, Kind kind) {
  switch (kind) {
    case Kind::image:
      return limits.image_bytes;
    case Kind::video:
      return limits.video_bytes;
    case Kind::audio:
      return limits.audio_bytes;
    case Kind::document:
      return limits.document_bytes;
  }
  return 0;
}

void check_size(std::string_view bytes, std::int64_t most) {
  if (static_cast<std::int64_t>(bytes.size()) > most)
    throw Refused{"file_too_large", {{"limit_mb", std::to_string(most >> 20)}}};
}

Found read(std::string_view bytes, Format format, const Limits& limits, const CityZone& zone) {
  switch (format) {
    case Format::jpeg:
    case Format::png:
    case Format::webp: {
      auto found = read_photo(bytes, limits, zone);
      found.media_type = format == Format::jpeg ? "image/jpeg" : format == Format::png ? "image/png" : "image/webp";
      return found;
    }
    case Format::iso_media:
      return read_iso_media(bytes);
    case Format::webm:
      return read_webm(bytes);
    case Format::mp3:
      return read_mp3(bytes);
    case Format::wav:
      return read_wav(bytes);
    case Format::amr:
      return read_amr(bytes);
    case Format::ogg:
      return read_ogg(bytes);
    case Format::pdf:
      return read_pdf(bytes);
    case Format::heic:
    case Format::unknown:
      break;
  }
  throw Refused{"file_type"};
}

}  // namespace

Limits Limits::read(std::string_view text) {
  auto policy = yaml::load(text);
  yaml::Mistakes mistakes;
  mistakes.only_keys(policy, "", {"largest_mb", "largest_megapixels", "served_side", "thumbnail_side"});
  auto largest = policy["largest_mb"];
  mistakes.only_keys(largest, "largest_mb", {"image", "video", "audio", "document", "public"});
  auto bytes = [&](const char* key) { return mistakes.integer(largest, "largest_mb", key) << 20; };
  Limits limits;
  limits.image_bytes = bytes("image");
  limits.video_bytes = bytes("video");
  limits.audio_bytes = bytes("audio");
  limits.document_bytes = bytes("document");
  limits.public_bytes = bytes("public");
  limits.pixels = mistakes.integer(policy, "", "largest_megapixels") * 1'000'000;
  limits.served_side = static_cast<int>(mistakes.integer(policy, "", "served_side"));
  limits.thumbnail_side = static_cast<int>(mistakes.integer(policy, "", "thumbnail_side"));
  mistakes.done();
  return limits;
}

Copy parse_copy(std::string_view text) {
  if (text.empty() || text == "served") return Copy::served;
  if (text == "thumbnail") return Copy::thumbnail;
  if (text == "original") return Copy::original;
  throw Refused{"invalid_parameter", {{"name", "copy"}}};
}

Store::Store(std::string folder, Limits limits, const CityZone& zone)
    : folder_(std::move(folder)), limits_(limits), zone_(zone) {}

Stored Store::put(std::string_view bytes) {
  if (bytes.empty()) throw Refused{"file_empty"};
  auto format = sniff(bytes);
  auto kind = kind_of(format);
  check_size(bytes, most_bytes(limits_, kind));
  auto found = read(bytes, format, limits_, zone_);
  if (kind == Kind::video && !found.is_video) {
    kind = Kind::audio;
    check_size(bytes, limits_.audio_bytes);
  }
  Stored stored{.digest = crypto::to_hex(crypto::sm3(bytes)),
                .media_type = found.media_type,
                .kind = kind,
                .bytes = static_cast<std::int64_t>(bytes.size()),
                .width = found.width,
                .height = found.height,
                .stripped = found.served.has_value(),
                .taken_at = found.taken_at,
                .taken_place = found.taken_place,
                .uploader = std::nullopt};
  disk::make_folder(folder_of(folder_, stored.digest), kFolderMode);
  auto write = [&](Copy copy, std::string_view content) {
    // A file that is there is whole: it came by rename.
    if (auto name = name_of(folder_, stored.digest, copy); !disk::exists(name)) disk::write(name, content, kFileMode);
  };
  if (found.thumbnail) write(Copy::thumbnail, *found.thumbnail);
  if (found.served) write(Copy::served, *found.served);
  write(Copy::original, bytes);
  return stored;
}

std::string Store::path(std::string_view digest, Copy copy) const {
  if (!is_digest(digest)) return "";
  auto name = name_of(folder_, digest, copy);
  return disk::exists(name) ? name : "";
}

std::string Store::media_type(std::string_view original, Copy copy) {
  if (copy == Copy::thumbnail || (copy == Copy::served && original.starts_with("image/"))) return "image/jpeg";
  return std::string(original);
}

void Store::remove(std::string_view digest) {
  if (!is_digest(digest)) return;
  bool any = false;
  for (Copy copy : kCopies) any |= ::unlink(name_of(folder_, digest, copy).c_str()) == 0;
  if (any) disk::sync_folder(folder_of(folder_, digest));
}

}  // namespace linli::files
