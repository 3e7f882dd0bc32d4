#include "http/tiles.hpp"

#include <charconv>

#include "app/draw_tiles.hpp"
#include "kernel/refusal.hpp"
#include "platform/http/compression.hpp"
#include "platform/http/page.hpp"
#include "store/store.hpp"

namespace linli::territory {

namespace {

constexpr int kLastZoom = 20, kNoLayer = 99;
constexpr int kGzipLevel = 4;  // half the work of 6 for two hundredths more bytes
constexpr const char* kMediaType = "application/vnd.mapbox-vector-tile";

int number(const http::Request& request, const std::string& name) {
  const std::string& text = request.params.at(name);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) throw Refused("not_found");
  return value;
}

std::string key_of(const TileAddress& a) {
  return a.layer + '/' + std::to_string(a.z) + '/' + std::to_string(a.x) + '/' + std::to_string(a.y);
}

}  // namespace

TileAddress tile_address(const http::Request& request) {
  TileAddress a{request.params.at("layer"), number(request, "z"), number(request, "x"), number(request, "y")};
  if (first_zoom(a.layer) == kNoLayer || a.z > kLastZoom || a.x >= 1 << a.z || a.y >= 1 << a.z)
    throw Refused("not_found");
  return a;
}

std::shared_ptr<const TileCache::Tile> TileCache::find(const TileAddress& address, std::int64_t version) {
  const std::scoped_lock lock(mutex_);
  if (version != version_) return nullptr;
  const auto found = index_.find(key_of(address));
  if (found == index_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->tile;
}

void TileCache::keep(const TileAddress& address, std::int64_t version, std::shared_ptr<const Tile> tile) {
  const std::scoped_lock lock(mutex_);
  if (version < version_) return;
  forget_other_versions(version);
  std::string key = key_of(address);
  if (index_.contains(key)) return;
  const std::size_t bytes = tile->plain->size() + tile->gzipped->size() + key.size() + sizeof(Entry);
  entries_.push_front({key, std::move(tile), bytes});
  index_.emplace(std::move(key), entries_.begin());
  bytes_ += bytes;
  while (bytes_ > most_bytes_ && entries_.size() > 1) {
    bytes_ -= entries_.back().bytes;
    index_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

void TileCache::forget_other_versions(std::int64_t version) {
  if (version == version_) return;
  version_ = version;
  bytes_ = 0;
  index_.clear();
  entries_.clear();
}

namespace {

http::Response answer_of(const http::Request& request, const TileCache::Tile& tile, std::int64_t version) {
  http::Response response;
  response.headers["content-type"] = kMediaType;
  response.headers["etag"] = "W/" + http::etag(version);  // the same tile, compressed or not
  response.headers["cache-control"] = "no-cache";  // kept by the browser, asked about each time: 304 while unchanged
  response.headers["vary"] = "Accept-Encoding";
  if (http::accepts_gzip(request) && !tile.plain->empty()) {
    response.headers["content-encoding"] = "gzip";
    response.shared = tile.gzipped;
  } else {
    response.shared = tile.plain;
  }
  return response;
}

}  // namespace

std::optional<http::Response> tile_at_hand(const http::Request& request, TileCache& cache, std::int64_t version) {
  const std::shared_ptr<const TileCache::Tile> tile = cache.find(tile_address(request), version);
  if (!tile) return std::nullopt;
  return answer_of(request, *tile, version);
}

http::Response answer_tile(http::Call& call, TileCache& cache, std::int64_t version) {
  if (auto kept = tile_at_hand(call.request, cache, version)) return std::move(*kept);
  const TileAddress address = tile_address(call.request);
  std::string bytes;
  if (address.z >= first_zoom(address.layer))
    bytes = store::tile(call.db, address.layer, address.z, address.x, address.y);
  auto tile = std::make_shared<TileCache::Tile>();
  tile->gzipped = std::make_shared<const std::string>(http::gzipped(bytes, kGzipLevel));
  tile->plain = std::make_shared<const std::string>(std::move(bytes));
  // What was read may already be newer than `version`; then the next poll raises the version and forgets it.
  cache.keep(address, version, tile);
  return answer_of(call.request, *tile, version);
}

}  // namespace linli::territory
