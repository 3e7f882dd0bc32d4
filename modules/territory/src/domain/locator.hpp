#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "kernel/large_pages.hpp"
#include "territory/shape.hpp"

namespace linli::territory {

/// Which of many shapes holds a point, from memory: below 0.1 microseconds a question for a city of 18,884 grids.
///
/// A raster lies over all shapes. A cell no border passes knows its owner; any other cell is parted into 8 x 8 smaller
/// ones, and each of those either knows its owner too or lists the shapes that reach into it, between which the exact
/// half-open test of shape.hpp decides. Where the shapes tile the ground, every point, borders and corners included,
/// has exactly one owner; where they overlap by mistake, the first one wins; a point on an outer border belongs to the
/// shape north or east of it, or to none. The answer is always that of asking the shapes one after the other.
/// Immutable: share it between threads, build a new one when the territory changes.
class Locator {
 public:
  static constexpr std::int32_t kNowhere = -1;

  Locator() = default;
  /// Takes a copy of the borders; shapes keep their position in `shapes` as their index. Empty shapes own
  /// nothing.
  explicit Locator(std::span<const Shape> shapes);

  /// Index of the shape that holds `p`, or kNowhere.
  std::int32_t find(Wgs84Point p) const {
    const std::int64_t dx = std::int64_t{p.lon_e7} - low_.lon_e7, dy = std::int64_t{p.lat_e7} - low_.lat_e7;
    if (dx < 0 || dy < 0) return kNowhere;
    const std::uint64_t column = static_cast<std::uint64_t>(dx) >> (shift_ + 3),
                        row = static_cast<std::uint64_t>(dy) >> (shift_ + 3);
    if (column >= columns_ || row >= rows_) return kNowhere;
    const std::int32_t cell = cells_[row * columns_ + column];
    if (cell >= kNowhere) return cell;
    const std::uint32_t* block = &blocks_[static_cast<std::size_t>(kFirstBlock - cell) * kLine];
    const std::uint32_t word = block[part(dx, dy)];
    return (word & kCertain) != 0 ? owner(word) : decide(p, block + word);
  }

  /// Bytes held by raster, lists and borders.
  std::size_t bytes() const;

 private:
  struct Builder;
  /// A cell at or below is parted: its block begins in cache line kFirstBlock - cell of blocks_.
  static constexpr std::int32_t kFirstBlock = -2;
  static constexpr std::size_t kLine = 16;               ///< words of a cache line
  static constexpr std::uint32_t kLast = 1u << 31;       ///< the list ends with this candidate
  static constexpr std::uint32_t kCertain = 1u << 30;    ///< if none before holds the point, this one does
  static constexpr std::uint32_t kIndex = kCertain - 1;  ///< shape, or all ones: nobody
  static constexpr int kParts = 64;

  /// The shape of a candidate; the sign of its 30 bits makes nobody kNowhere.
  static std::int32_t owner(std::uint32_t candidate) { return static_cast<std::int32_t>(candidate << 2) >> 2; }

  std::size_t part(std::int64_t dx, std::int64_t dy) const {
    return static_cast<std::size_t>((dy >> shift_ & 7) * 8 + (dx >> shift_ & 7));
  }
  std::int32_t decide(Wgs84Point p, const std::uint32_t* list) const;
  bool held_by(std::uint32_t shape, Wgs84Point p) const;

  Wgs84Point low_;
  int shift_ = 0;                         ///< a small cell's side is 2^shift_ units of 1e-7 degree
  std::uint32_t columns_ = 0, rows_ = 0;  ///< of large cells
  template <class T>
  using Array = std::vector<T, LargePages<T>>;
  Array<std::int32_t> cells_;
  /// Of each block one word for each part, and then lists of candidates. The word is the owner itself (kCertain), or
  /// where in the block the part's list begins: most questions read two words, the cell and its part.
  Array<std::uint32_t> blocks_;
  Array<Wgs84Point> line_;             ///< per shape one closed line through all its rings
  std::vector<std::uint32_t> starts_;  ///< shape i: line_[starts_[i]] up to line_[starts_[i+1]]
};

}  // namespace linli::territory
