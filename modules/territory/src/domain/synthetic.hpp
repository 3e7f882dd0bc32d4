#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "territory/shape.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

/// Geometry nobody surveyed, for demonstration and tests: streets, communities and grids that tile a
/// district's real outline exactly. It has real codes, plausible shapes and balanced sizes, and lies about
/// where things are; whoever stores it marks it synthetic.
struct Invented {
  std::string code;
  Level level;
  std::string kind;      ///< of grids: residential or unit
  std::uint32_t number;  ///< of a grid within its community, from 1
  Shape shape;
};

/// A community and how many grids it is to have.
struct CommunityPlan {
  std::string code;
  std::uint32_t grids;
};

/// Shares `total` grids out among communities, at least one each, unevenly but the same every time: the count
/// a community gets depends only on the codes and the total. Throws std::invalid_argument when total <
/// communities.
std::vector<CommunityPlan> planned(const std::vector<std::string>& communities, std::uint32_t total);

/// Draws one district. `outline` is its part of a clean coverage (coverage.hpp); it is returned densified as
/// the first item, so that district, streets, communities and grids share every vertex, also with the
/// neighbouring district drawn in another call. Grid codes have 15 digits, numbered in rows from north to
/// south, each row from west to east (TER-12). The same arguments give the same result on every machine.
std::vector<Invented> invented(const std::string& district, const Shape& outline,
                               const std::vector<CommunityPlan>& communities, std::uint64_t seed = 1);

}  // namespace linli::territory
