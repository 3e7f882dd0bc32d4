#include "domain/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>

#include "domain/coverage.hpp"
#include "domain/mesh.hpp"
#include "domain/partition.hpp"
#include "domain/tracing.hpp"

namespace linli::territory {

namespace {

constexpr double kBorderStep_m = kOutlineStep_m + 1;  ///< longest edge; cuts nothing that was cut to kOutlineStep_m
constexpr double kPointsPerGrid = 11;                 ///< mesh points a grid is made of
constexpr double kUnitGridShare = 0.12;               ///< grids of kind `unit`
constexpr int kSmoothings = 2;

/// Stateless random numbers (splitmix64), so that nothing depends on the order of work.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}
std::uint64_t mixed(const std::string& text, std::uint64_t seed) {
  for (const char c : text) seed = mixed(seed ^ static_cast<unsigned char>(c));
  return mixed(seed);
}
double fraction(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

/// A shaken honeycomb of points, kept off the outline so that triangles stay well shaped.
std::vector<Wgs84Point> strewn(const Shape& outline, double spacing_m, std::uint64_t seed) {
  const Box box = bounds(outline);
  const Wgs84Point o = box.low;
  const double lat_step = 1e6 / plane_m(o, {o.lon_e7, o.lat_e7 + 1'000'000}),
               lon_step = 1e6 / plane_m(o, {o.lon_e7 + 1'000'000, o.lat_e7});
  const double dx = spacing_m * lon_step, dy = spacing_m * lat_step * std::sqrt(0.75);
  const double keep_off = 0.45 * spacing_m * lat_step;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Wgs84Point>>
      near;  // outline vertices by square of keep_off
  auto square = [&](Wgs84Point p) {
    return std::pair(static_cast<std::int64_t>(p.lon_e7 / keep_off), static_cast<std::int64_t>(p.lat_e7 / keep_off));
  };
  each_ring(outline, [&](const Ring& ring) {
    for (const Wgs84Point p : ring) near[square(p)].push_back(p);
  });
  auto too_near = [&](Wgs84Point p) {
    const auto [x, y] = square(p);
    for (std::int64_t i = x - 1; i <= x + 1; ++i)
      for (std::int64_t k = y - 1; k <= y + 1; ++k)
        if (const auto found = near.find({i, k}); found != near.end())
          for (const Wgs84Point q : found->second)
            if (std::hypot(double(p.lon_e7) - q.lon_e7, double(p.lat_e7) - q.lat_e7) < keep_off) return true;
    return false;
  };
  std::vector<Wgs84Point> points;
  std::uint64_t row = 0;
  for (double y = o.lat_e7; y < box.high.lat_e7; y += dy, ++row) {
    std::uint64_t column = 0;
    for (double x = o.lon_e7 + (row % 2 == 0 ? 0 : dx / 2); x < box.high.lon_e7; x += dx, ++column) {
      const std::uint64_t bits = mixed(seed ^ mixed(row * 1'000'003 + column));
      const Wgs84Point p{static_cast<std::int32_t>(std::lround(x + (fraction(bits) - 0.5) * 0.7 * dx)),
                         static_cast<std::int32_t>(std::lround(y + (fraction(mixed(bits)) - 0.5) * 0.7 * dy))};
      if (!too_near(p)) points.push_back(p);
    }
  }
  return points;
}

/// Draws the borders between regions smoother. A point moves only while every triangle around it keeps its
/// direction, so the map stays a tiling whatever happens; points of the outline and corners of three regions
/// stay.
void smooth(Mesh& mesh, const std::vector<std::uint32_t>& region) {
  std::vector<std::vector<std::uint32_t>> around(mesh.points.size()), along(mesh.points.size());
  for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
    const Mesh::Triangle& triangle = mesh.triangles[t];
    for (int side = 0; side < 3; ++side) {
      around[triangle.corners[side]].push_back(t);
      const std::uint32_t beyond = triangle.neighbours[side];
      if (beyond == Mesh::kNone || beyond < t || region[beyond] == region[t]) continue;
      const std::uint32_t a = triangle.corners[(side + 1) % 3], b = triangle.corners[(side + 2) % 3];
      along[a].push_back(b);
      along[b].push_back(a);
    }
  }
  auto stays_valid = [&](std::uint32_t point) {
    for (const std::uint32_t t : around[point]) {
      const auto& c = mesh.triangles[t].corners;
      if (turn(mesh.points[c[0]], mesh.points[c[1]], mesh.points[c[2]]) <= 0) return false;
    }
    return true;
  };
  for (int pass = 0; pass < kSmoothings; ++pass)
    for (std::uint32_t p = 0; p < mesh.points.size(); ++p) {
      if (along[p].size() != 2 || mesh.fixed[p]) continue;
      const Wgs84Point before = mesh.points[p], a = mesh.points[along[p][0]], b = mesh.points[along[p][1]];
      mesh.points[p] = {static_cast<std::int32_t>((std::int64_t{2} * before.lon_e7 + a.lon_e7 + b.lon_e7) / 4),
                        static_cast<std::int32_t>((std::int64_t{2} * before.lat_e7 + a.lat_e7 + b.lat_e7) / 4)};
      if (!stays_valid(p)) mesh.points[p] = before;
    }
}

std::string street_of(const std::string& community) { return community.substr(0, 9); }

/// The district as it is drawn: every triangle's street, community and grid, by number.
class Drawing {
 public:
  Drawing(std::string district, const Shape& outline, const std::vector<CommunityPlan>& communities, std::uint64_t seed)
      : district_(std::move(district)),
        outline_(densified(outline, kBorderStep_m)),
        communities_(communities),
        seed_(mixed(district_, seed)) {
    double grids = 0;
    for (const CommunityPlan& plan : communities_) grids += plan.grids;
    const double spacing = std::sqrt(to_m2(twice_area(outline_), bounds(outline_).low.lat_e7) /
                                     (grids * kPointsPerGrid) / std::sqrt(0.75));
    mesh_ = triangulated(outline_, strewn(outline_, spacing, seed_));
  }

  std::vector<Invented> draw() {
    Partition partition(mesh_);
    std::vector<std::uint32_t> all(mesh_.triangles.size());
    for (std::uint32_t t = 0; t < all.size(); ++t) all[t] = t;
    grid_of_.assign(all.size(), 0);
    std::vector<std::string> streets;
    std::vector<double> shares;
    for (const CommunityPlan& plan : communities_) {
      if (streets.empty() || streets.back() != street_of(plan.code)) {
        streets.push_back(street_of(plan.code));
        shares.push_back(0);
      }
      shares.back() += plan.grids;
    }
    std::size_t community = 0;
    for (const std::vector<std::uint32_t>& cells : shared_out(partition, all, shares)) {
      const std::size_t first = community;
      while (community < communities_.size() &&
             street_of(communities_[community].code) == street_of(communities_[first].code))
        ++community;
      draw_street(partition, cells, first, community);
    }
    smooth(mesh_, grid_of_);
    return collect(streets);
  }

 private:
  static std::vector<std::vector<std::uint32_t>> shared_out(Partition& partition,
                                                            const std::vector<std::uint32_t>& cells,
                                                            const std::vector<double>& shares) {
    std::vector<std::vector<std::uint32_t>> parts(shares.size());
    const std::vector<std::uint32_t> regions = partition.split(cells, shares);
    for (std::size_t i = 0; i < cells.size(); ++i) parts[regions[i]].push_back(cells[i]);
    return parts;
  }

  void draw_street(Partition& partition, const std::vector<std::uint32_t>& cells, std::size_t first, std::size_t end) {
    std::vector<double> shares;
    for (std::size_t c = first; c < end; ++c) shares.push_back(communities_[c].grids);
    for (const std::vector<std::uint32_t>& community : shared_out(partition, cells, shares)) {
      std::vector<std::vector<std::uint32_t>> grids =
          shared_out(partition, community, std::vector<double>(communities_[first].grids, 1));
      number(partition, grids);
      for (const std::vector<std::uint32_t>& grid : grids) {
        for (const std::uint32_t cell : grid) grid_of_[cell] = static_cast<std::uint32_t>(grids_.size());
        grids_.push_back(first);
      }
      ++first;
    }
  }

  /// Puts grids into the order in which they are numbered: rows about one grid high from north to south, each
  /// from west to east.
  static void number(const Partition& partition, std::vector<std::vector<std::uint32_t>>& grids) {
    struct Place {
      double x = 0, y = 0, area = 0;
      std::size_t index = 0;
    };
    std::vector<Place> places;
    double total = 0, north = -1e300;
    for (std::size_t i = 0; i < grids.size(); ++i) {
      Place place{0, 0, 0, i};
      for (const std::uint32_t cell : grids[i]) {
        place.x += partition.middle(cell).x * partition.area(cell);
        place.y += partition.middle(cell).y * partition.area(cell);
        place.area += partition.area(cell);
      }
      place.x /= place.area;
      place.y /= place.area;
      total += place.area;
      north = std::max(north, place.y);
      places.push_back(place);
    }
    const double row = std::sqrt(total / double(grids.size()));
    std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
      const double ra = std::floor((north - a.y) / row), rb = std::floor((north - b.y) / row);
      return ra != rb ? ra < rb : std::pair(a.x, a.index) < std::pair(b.x, b.index);
    });
    std::vector<std::vector<std::uint32_t>> ordered;
    for (const Place& place : places) ordered.push_back(std::move(grids[place.index]));
    grids = std::move(ordered);
  }

  /// Edges between triangles of different regions, by region; `region_of_grid` maps each grid to one.
  std::vector<std::vector<Edge>> borders(const std::vector<std::uint32_t>& region_of_grid, std::size_t regions) const {
    std::vector<std::vector<Edge>> edges(regions);
    for (std::uint32_t t = 0; t < mesh_.triangles.size(); ++t) {
      const Mesh::Triangle& triangle = mesh_.triangles[t];
      const std::uint32_t own = region_of_grid[grid_of_[t]];
      for (int side = 0; side < 3; ++side) {
        const std::uint32_t beyond = triangle.neighbours[side];
        if (beyond == Mesh::kNone || region_of_grid[grid_of_[beyond]] != own)
          edges[own].push_back(
              {mesh_.points[triangle.corners[(side + 1) % 3]], mesh_.points[triangle.corners[(side + 2) % 3]]});
      }
    }
    return edges;
  }

  std::vector<Invented> collect(const std::vector<std::string>& streets) const {
    std::vector<Invented> result{{district_, Level::district, "", 0, outline_}};
    std::vector<std::uint32_t> street_of_grid, community_of_grid, itself;
    for (std::uint32_t g = 0; g < grids_.size(); ++g) {
      const auto found = std::lower_bound(streets.begin(), streets.end(), street_of(communities_[grids_[g]].code));
      street_of_grid.push_back(static_cast<std::uint32_t>(found - streets.begin()));
      community_of_grid.push_back(static_cast<std::uint32_t>(grids_[g]));
      itself.push_back(g);
    }
    std::size_t i = 0;
    for (std::vector<Edge>& edges : borders(street_of_grid, streets.size()))
      result.push_back({streets[i++], Level::street, "", 0, trace(std::move(edges))});
    i = 0;
    for (std::vector<Edge>& edges : borders(community_of_grid, communities_.size()))
      result.push_back({communities_[i++].code, Level::community, "", 0, trace(std::move(edges))});
    std::uint32_t g = 0, n = 0;
    for (std::vector<Edge>& edges : borders(itself, grids_.size())) {
      n = g > 0 && grids_[g] == grids_[g - 1] ? n + 1 : 1;
      char digits[4];
      std::snprintf(digits, sizeof digits, "%03u", n % 1000);
      const std::string code = communities_[grids_[g]].code + digits;
      const bool unit = fraction(mixed(code, seed_)) < kUnitGridShare;
      result.push_back({code, Level::grid, unit ? "unit" : "residential", n, trace(std::move(edges))});
      ++g;
    }
    return result;
  }

  std::string district_;
  Shape outline_;
  const std::vector<CommunityPlan>& communities_;
  std::uint64_t seed_;
  Mesh mesh_;
  std::vector<std::uint32_t> grid_of_;  ///< of each triangle
  std::vector<std::size_t> grids_;      ///< community of each grid
};

}  // namespace

std::vector<CommunityPlan> planned(const std::vector<std::string>& communities, std::uint32_t total) {
  if (total < communities.size()) throw std::invalid_argument("fewer grids than communities");
  double all = 0;
  std::vector<double> weight;
  for (const std::string& code : communities) all += weight.emplace_back(0.4 + fraction(mixed(code, 0)));
  std::vector<CommunityPlan> plans;
  double owed = 0;
  std::uint32_t given = 0;
  for (std::size_t i = 0; i < communities.size(); ++i) {  // one each; of the rest, what is owed so far
    owed += (total - double(communities.size())) * weight[i] / all;
    const auto extra = static_cast<std::uint32_t>(i + 1 == communities.size() ? total - communities.size() - given
                                                                              : std::floor(owed) - given);
    plans.push_back({communities[i], 1 + extra});
    given += extra;
  }
  return plans;
}

std::vector<Invented> invented(const std::string& district, const Shape& outline,
                               const std::vector<CommunityPlan>& communities, std::uint64_t seed) {
  std::vector<CommunityPlan> sorted = communities;
  std::sort(sorted.begin(), sorted.end(),
            [](const CommunityPlan& a, const CommunityPlan& b) { return a.code < b.code; });
  return Drawing(district, outline, sorted, seed).draw();
}

}  // namespace linli::territory
