#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "domain/mesh.hpp"

namespace linli::territory {

/// Triangles of a mesh shared out among regions. Regions grow from seeds like frost on a window, always the
/// one that is furthest behind its share, then start again from their middles until they are compact; so each
/// region is in one piece (as far as the triangles it was given are) and near its share of the area.
/// Deterministic.
class Partition {
 public:
  explicit Partition(const Mesh& mesh);
  /// Region (0 ... shares.size()-1) of each of `cells`, which are triangle numbers. `shares` are positive
  /// weights; neighbouring numbers lie near one another.
  std::vector<std::uint32_t> split(std::span<const std::uint32_t> cells, std::span<const double> shares);

  double area(std::uint32_t cell) const { return area_[cell]; }  ///< in flattened units, for comparison only
  /// Middle of a triangle, flattened so that both axes have one scale.
  struct Spot {
    double x, y;
  };
  Spot middle(std::uint32_t cell) const { return middle_[cell]; }

 private:
  void grow(std::span<const std::uint32_t> cells, std::span<const double> targets,
            std::span<const std::uint32_t> seeds);
  std::vector<std::uint32_t> first_seeds(std::span<const std::uint32_t> cells, std::span<const double> shares) const;
  std::vector<std::uint32_t> middles(std::span<const std::uint32_t> cells, std::size_t regions) const;
  void trim_teeth(std::span<const std::uint32_t> cells, std::span<const double> targets);
  void join_islands(std::span<const std::uint32_t> cells, std::size_t regions);

  const Mesh& mesh_;
  std::vector<double> area_;
  std::vector<Spot> middle_;
  std::vector<std::uint32_t> curve_;   ///< place along the Hilbert curve
  std::vector<std::uint32_t> region_;  ///< of every triangle of the mesh; kOther, kFree or a region
  std::vector<double> filled_;
};

}  // namespace linli::territory
