#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "platform/http/call.hpp"

namespace linli::territory {

/// Which tile of the map.
struct TileAddress {
  std::string layer;  ///< districts, streets, communities or grids
  int z = 0, x = 0, y = 0;
};
/// Reads {layer}, {z}, {x} and {y} of the path; what names no tile is Refused{"not_found"}.
TileAddress tile_address(const http::Request& request);

/// Tiles as they go over the wire, of the territory's present version, shared and never copied; the least recently used
/// go when the whole exceeds its size.
class TileCache {
 public:
  explicit TileCache(std::size_t most_bytes = 96u << 20) : most_bytes_(most_bytes) {}

  struct Tile {
    std::shared_ptr<const std::string> plain, gzipped;
  };
  /// The tile if it is kept for this version of the territory.
  std::shared_ptr<const Tile> find(const TileAddress& address, std::int64_t version);
  void keep(const TileAddress& address, std::int64_t version, std::shared_ptr<const Tile> tile);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Tile> tile;
    std::size_t bytes;
  };
  void forget_other_versions(std::int64_t version);

  std::mutex mutex_;
  std::size_t most_bytes_, bytes_ = 0;
  std::int64_t version_ = -1;
  std::list<Entry> entries_;  ///< most recently used first
  std::unordered_map<std::string, std::list<Entry>::iterator> index_;
};

/// The tile if the cache has it; its ETag is the territory's version.
std::optional<http::Response> tile_at_hand(const http::Request& request, TileCache& cache, std::int64_t version);
/// The tile from the cache, or cut anew and kept.
http::Response answer_tile(http::Call& call, TileCache& cache, std::int64_t version);

}  // namespace linli::territory
