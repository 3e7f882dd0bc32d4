#include "domain/partition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <queue>

#include "domain/hilbert.hpp"

namespace linli::territory {

namespace {

constexpr std::uint32_t kOther = UINT32_MAX;     ///< not among the cells being split
constexpr std::uint32_t kFree = UINT32_MAX - 1;  ///< not yet given to a region
constexpr int kRounds = 6;                       ///< times the regions grow anew from their middles
constexpr double kMostOverShare = 1.12;          ///< a region may take a neighbour's tooth up to this

double squared(Partition::Spot a, Partition::Spot b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

template <class Key>
using Lowest =
    std::priority_queue<std::pair<Key, std::uint32_t>, std::vector<std::pair<Key, std::uint32_t>>, std::greater<>>;

}  // namespace

Partition::Partition(const Mesh& mesh) : mesh_(mesh), region_(mesh.triangles.size(), kOther) {
  Box box{mesh.points.front(), mesh.points.front()};
  for (const Wgs84Point p : mesh.points) {
    box.low = {std::min(box.low.lon_e7, p.lon_e7), std::min(box.low.lat_e7, p.lat_e7)};
    box.high = {std::max(box.high.lon_e7, p.lon_e7), std::max(box.high.lat_e7, p.lat_e7)};
  }
  const double narrow = std::cos(box.low.lat_e7 * 1e-7 * std::numbers::pi / 180);
  for (const Mesh::Triangle& t : mesh.triangles) {
    const Wgs84Point a = mesh.points[t.corners[0]], b = mesh.points[t.corners[1]], c = mesh.points[t.corners[2]];
    const double x = (double(a.lon_e7) + b.lon_e7 + c.lon_e7) / 3, y = (double(a.lat_e7) + b.lat_e7 + c.lat_e7) / 3;
    area_.push_back(narrow *
                    ((double(b.lon_e7) - a.lon_e7) * (double(c.lat_e7) - a.lat_e7) -
                     (double(c.lon_e7) - a.lon_e7) * (double(b.lat_e7) - a.lat_e7)) /
                    2);
    middle_.push_back({x * narrow, y});
    curve_.push_back(hilbert_index({static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)}, box));
  }
}

std::vector<std::uint32_t> Partition::split(std::span<const std::uint32_t> cells, std::span<const double> shares) {
  double total = 0, all_shares = 0;
  for (const std::uint32_t cell : cells) total += area_[cell];
  for (const double share : shares) all_shares += share;
  std::vector<double> targets;
  for (const double share : shares) targets.push_back(total * share / all_shares);

  std::vector<std::uint32_t> seeds = first_seeds(cells, shares);
  for (int round = 0; round < kRounds; ++round) {
    grow(cells, targets, seeds);
    if (round + 1 < kRounds) seeds = middles(cells, shares.size());
  }
  join_islands(cells, shares.size());
  trim_teeth(cells, targets);
  std::vector<std::uint32_t> regions;
  for (const std::uint32_t cell : cells) {
    regions.push_back(region_[cell]);
    region_[cell] = kOther;
  }
  return regions;
}

/// Cells in the order of the Hilbert curve, cut into stretches of the right area: the middle one of each.
std::vector<std::uint32_t> Partition::first_seeds(std::span<const std::uint32_t> cells,
                                                  std::span<const double> shares) const {
  std::vector<std::uint32_t> order(cells.begin(), cells.end());
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return std::pair(curve_[a], a) < std::pair(curve_[b], b); });
  double total = 0, all_shares = 0, passed = 0, share_end = 0;
  for (const std::uint32_t cell : order) total += area_[cell];
  for (const double share : shares) all_shares += share;
  std::vector<std::uint32_t> seeds;
  std::size_t at = 0;
  for (std::size_t r = 0; r < shares.size(); ++r) {
    const double wanted = total * (share_end + shares[r] / 2) / all_shares;
    share_end += shares[r];
    while (at + 1 < order.size() - (shares.size() - 1 - r) && passed + area_[order[at]] / 2 < wanted)
      passed += area_[order[at++]];
    seeds.push_back(order[at]);
    passed += area_[order[at++]];
  }
  return seeds;
}

void Partition::grow(std::span<const std::uint32_t> cells, std::span<const double> targets,
                     std::span<const std::uint32_t> seeds) {
  for (const std::uint32_t cell : cells) region_[cell] = kFree;
  filled_.assign(targets.size(), 0);
  std::vector<Lowest<double>> front(targets.size());
  Lowest<double> behind;  // how full each region is that can still grow
  for (std::uint32_t r = 0; r < seeds.size(); ++r) {
    front[r].emplace(0, seeds[r]);
    behind.emplace(0, r);
  }
  while (!behind.empty()) {
    const std::uint32_t r = behind.top().second;
    behind.pop();
    while (!front[r].empty() && region_[front[r].top().second] != kFree) front[r].pop();
    if (front[r].empty()) continue;
    const std::uint32_t cell = front[r].top().second;
    front[r].pop();
    region_[cell] = r;
    filled_[r] += area_[cell];
    for (const std::uint32_t next : mesh_.triangles[cell].neighbours)
      if (next != Mesh::kNone && region_[next] == kFree)
        front[r].emplace(squared(middle_[next], middle_[seeds[r]]), next);
    behind.emplace(filled_[r] / targets[r], r);
  }
}

/// For each region its cell nearest to the middle of its area.
std::vector<std::uint32_t> Partition::middles(std::span<const std::uint32_t> cells, std::size_t regions) const {
  std::vector<Spot> sum(regions, {0, 0});
  for (const std::uint32_t cell : cells)
    if (const std::uint32_t r = region_[cell]; r < regions) {
      sum[r].x += middle_[cell].x * area_[cell];
      sum[r].y += middle_[cell].y * area_[cell];
    }
  std::vector<std::uint32_t> seeds(regions, 0);
  std::vector<double> nearest(regions, std::numeric_limits<double>::infinity());
  for (const std::uint32_t cell : cells)
    if (const std::uint32_t r = region_[cell]; r < regions)
      if (const double d = squared(middle_[cell], {sum[r].x / filled_[r], sum[r].y / filled_[r]}); d < nearest[r]) {
        nearest[r] = d;
        seeds[r] = cell;
      }
  return seeds;
}

/// Cells no region could reach (islands, enclaves) go with the nearest region, as a second part of it.
void Partition::join_islands(std::span<const std::uint32_t> cells, std::size_t regions) {
  const std::vector<std::uint32_t> seeds = middles(cells, regions);
  for (const std::uint32_t first : cells) {
    if (region_[first] != kFree) continue;
    std::uint32_t nearest = 0;
    for (std::uint32_t r = 1; r < regions; ++r)
      if (squared(middle_[seeds[r]], middle_[first]) < squared(middle_[seeds[nearest]], middle_[first])) nearest = r;
    std::vector<std::uint32_t> stack{first};
    region_[first] = nearest;
    while (!stack.empty()) {
      const std::uint32_t cell = stack.back();
      stack.pop_back();
      filled_[nearest] += area_[cell];
      for (const std::uint32_t next : mesh_.triangles[cell].neighbours)
        if (next != Mesh::kNone && region_[next] == kFree) {
          region_[next] = nearest;
          stack.push_back(next);
        }
    }
  }
}

/// A triangle that two sides of another region hold like a tooth goes over to it. It has at most one
/// neighbour in its own region, so nothing falls apart.
void Partition::trim_teeth(std::span<const std::uint32_t> cells, std::span<const double> targets) {
  for (int pass = 0; pass < 2; ++pass)
    for (const std::uint32_t cell : cells) {
      const auto& n = mesh_.triangles[cell].neighbours;
      const std::uint32_t own = region_[cell];
      for (int k = 0; k < 3; ++k) {
        const std::uint32_t a = n[k], b = n[(k + 1) % 3];
        if (a == Mesh::kNone || b == Mesh::kNone || region_[a] != region_[b] || region_[a] == own ||
            region_[a] == kOther)
          continue;
        const std::uint32_t to = region_[a];
        if (filled_[to] + area_[cell] > kMostOverShare * targets[to] || filled_[own] < targets[own] / kMostOverShare)
          continue;
        region_[cell] = to;
        filled_[to] += area_[cell];
        filled_[own] -= area_[cell];
        break;
      }
    }
}

}  // namespace linli::territory
