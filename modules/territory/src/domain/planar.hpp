#pragma once
#include <cstdint>
#include <vector>

#include "territory/shape.hpp"

namespace linli::territory {

/// Lines that meet only in their ends, and the faces they bound. Half-edges 2k and 2k+1 are the two
/// directions of line k; a half-edge's face lies to its left. Face 0 is the unbounded one.
class Planar {
 public:
  struct Line {
    Wgs84Point a, b;
  };
  /// `lines` must be distinct, of positive length, and meet only in their ends.
  explicit Planar(std::vector<Line> lines);

  std::size_t faces() const { return areas_.size(); }
  std::size_t half_edges() const { return 2 * lines_.size(); }
  static std::size_t twin(std::size_t half_edge) { return half_edge ^ 1; }
  Wgs84Point from(std::size_t half_edge) const {
    return half_edge & 1 ? lines_[half_edge / 2].b : lines_[half_edge / 2].a;
  }
  Wgs84Point to(std::size_t half_edge) const { return from(twin(half_edge)); }
  std::size_t face(std::size_t half_edge) const { return face_[half_edge]; }
  /// Twice the area of a face; 0 for the unbounded one.
  Int128 twice_area(std::size_t face) const { return areas_[face]; }

 private:
  void walk_faces();
  void place_islands(const std::vector<std::size_t>& cycle, const std::vector<Int128>& cycle_area);

  std::vector<Line> lines_;
  std::vector<std::size_t> next_, face_;
  std::vector<std::size_t> component_;  ///< of each half-edge's line
  std::vector<Int128> areas_;
};

/// Cuts lines where they cross or where an end lies within `snap` (1e-7 degree) of another line, until they
/// meet only in their ends. Returns for each line the way that replaces it, from its first end to its second.
/// Throws std::runtime_error when they do not settle.
using Path = std::vector<Wgs84Point>;
std::vector<Path> noded(const std::vector<Planar::Line>& lines, double snap);

}  // namespace linli::territory
