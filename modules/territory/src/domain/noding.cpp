#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "domain/planar.hpp"
#include "domain/tracing.hpp"

namespace linli::territory {

namespace {

constexpr int kMostRounds = 60;
constexpr std::int32_t kBucket = 20'000;  ///< side of a bucket of the search grid, about 200 m

using Buckets = std::unordered_map<std::uint64_t, std::vector<std::uint32_t>>;
std::uint64_t bucket(std::int64_t x, std::int64_t y) {
  return (static_cast<std::uint64_t>(x) << 32) ^ static_cast<std::uint32_t>(y);
}

template <class Visit>
void each_bucket(Wgs84Point a, Wgs84Point b, double margin, Visit visit) {
  const auto m = static_cast<std::int64_t>(std::ceil(margin));
  const auto [x0, x1] = std::minmax(a.lon_e7, b.lon_e7);
  const auto [y0, y1] = std::minmax(a.lat_e7, b.lat_e7);
  for (std::int64_t y = (y0 - m) / kBucket; y <= (y1 + m) / kBucket; ++y)
    for (std::int64_t x = (x0 - m) / kBucket; x <= (x1 + m) / kBucket; ++x) visit(bucket(x, y));
}

double distance(Wgs84Point a, Wgs84Point b) {
  return std::hypot(double(a.lon_e7) - b.lon_e7, double(a.lat_e7) - b.lat_e7);
}

/// How far along a-b (0..1) the foot of p lies, and how far p is from the line between.
struct Foot {
  double along, away;
};
Foot foot(Wgs84Point a, Wgs84Point b, Wgs84Point p) {
  const double dx = double(b.lon_e7) - a.lon_e7, dy = double(b.lat_e7) - a.lat_e7;
  const double px = double(p.lon_e7) - a.lon_e7, py = double(p.lat_e7) - a.lat_e7;
  const double along = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0);
  return {along, std::hypot(px - along * dx, py - along * dy)};
}

bool cross(Wgs84Point a, Wgs84Point b, Wgs84Point c, Wgs84Point d) {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

Wgs84Point crossing(Wgs84Point a, Wgs84Point b, Wgs84Point c, Wgs84Point d) {
  const double rx = double(b.lon_e7) - a.lon_e7, ry = double(b.lat_e7) - a.lat_e7, sx = double(d.lon_e7) - c.lon_e7,
               sy = double(d.lat_e7) - c.lat_e7;
  const double t = ((double(c.lon_e7) - a.lon_e7) * sy - (double(c.lat_e7) - a.lat_e7) * sx) / (rx * sy - ry * sx);
  return {static_cast<std::int32_t>(std::lround(a.lon_e7 + t * rx)),
          static_cast<std::int32_t>(std::lround(a.lat_e7 + t * ry))};
}

/// One round over distinct undirected lines: the points each of them must be cut at.
class Cuts {
 public:
  Cuts(const std::vector<Edge>& lines, double snap) : lines_(lines), snap_(snap), points_(lines.size()) {
    for (const Edge& line : lines) {
      vertices_.insert(line.from);
      vertices_.insert(line.to);
    }
    for (const Wgs84Point v : vertices_)
      near_vertices_[bucket(v.lon_e7 / kBucket, v.lat_e7 / kBucket)].push_back(add(v));
    for (std::uint32_t i = 0; i < lines.size(); ++i)
      each_bucket(lines[i].from, lines[i].to, 0, [&](std::uint64_t b) { near_lines_[b].push_back(i); });
  }

  const std::vector<std::set<Wgs84Point>>& find() {
    for (std::uint32_t i = 0; i < lines_.size(); ++i) {
      snap_vertices(i);
      for (const std::uint32_t k : lines_near(i))
        if (k > i && cross(lines_[i].from, lines_[i].to, lines_[k].from, lines_[k].to)) cut_crossing(i, k);
    }
    return points_;
  }

 private:
  std::uint32_t add(Wgs84Point p) {
    known_.push_back(p);
    return static_cast<std::uint32_t>(known_.size() - 1);
  }
  void snap_vertices(std::uint32_t i) {
    const auto [a, b] = lines_[i];
    each_bucket(a, b, snap_, [&](std::uint64_t key) {
      const auto found = near_vertices_.find(key);
      if (found == near_vertices_.end()) return;
      for (const std::uint32_t v : found->second)
        if (const Wgs84Point p = known_[v]; p != a && p != b)
          if (const Foot f = foot(a, b, p); f.away <= snap_ && f.along > 0 && f.along < 1) points_[i].insert(p);
    });
  }
  std::vector<std::uint32_t> lines_near(std::uint32_t i) const {
    std::vector<std::uint32_t> near;
    each_bucket(lines_[i].from, lines_[i].to, 0, [&](std::uint64_t key) {
      const std::vector<std::uint32_t>& here = near_lines_.at(key);
      near.insert(near.end(), here.begin(), here.end());
    });
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    return near;
  }
  void cut_crossing(std::uint32_t i, std::uint32_t k) {
    Wgs84Point p = crossing(lines_[i].from, lines_[i].to, lines_[k].from, lines_[k].to);
    p = known_near(p).value_or(p);
    if (!vertices_.contains(p)) {
      vertices_.insert(p);
      near_vertices_[bucket(p.lon_e7 / kBucket, p.lat_e7 / kBucket)].push_back(add(p));
    }
    for (const std::uint32_t line : {i, k})
      if (p != lines_[line].from && p != lines_[line].to) points_[line].insert(p);
  }
  std::optional<Wgs84Point> known_near(Wgs84Point p) const {
    std::optional<Wgs84Point> best;
    each_bucket(p, p, snap_, [&](std::uint64_t key) {
      if (const auto found = near_vertices_.find(key); found != near_vertices_.end())
        for (const std::uint32_t v : found->second)
          if (const double d = distance(known_[v], p); d <= snap_ && (!best || d < distance(*best, p)))
            best = known_[v];
    });
    return best;
  }

  const std::vector<Edge>& lines_;
  double snap_;
  std::vector<std::set<Wgs84Point>> points_;
  std::set<Wgs84Point> vertices_;
  std::vector<Wgs84Point> known_;
  Buckets near_vertices_, near_lines_;
};

Edge undirected(Wgs84Point a, Wgs84Point b) { return a < b ? Edge{a, b} : Edge{b, a}; }

/// The line cut at `points`, in order from its first end.
Path way(const Edge& line, const std::set<Wgs84Point>& points) {
  std::vector<std::pair<double, Wgs84Point>> order;
  for (const Wgs84Point p : points) order.emplace_back(foot(line.from, line.to, p).along, p);
  std::sort(order.begin(), order.end());
  Path path{line.from};
  for (const auto& [along, p] : order) path.push_back(p);
  path.push_back(line.to);
  return path;
}

}  // namespace

std::vector<Path> noded(const std::vector<Planar::Line>& lines, double snap) {
  std::vector<Path> paths;
  for (const Planar::Line& line : lines) paths.push_back({line.a, line.b});
  for (int round = 0; round < kMostRounds; ++round) {
    std::set<Edge> distinct;
    for (const Path& path : paths)
      for (std::size_t i = 1; i < path.size(); ++i) distinct.insert(undirected(path[i - 1], path[i]));
    const std::vector<Edge> all(distinct.begin(), distinct.end());
    Cuts cuts(all, snap);
    const std::vector<std::set<Wgs84Point>>& points = cuts.find();
    std::map<Edge, Path> replaced;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (!points[i].empty()) replaced.emplace(all[i], way(all[i], points[i]));
    if (replaced.empty()) return paths;
    for (Path& path : paths) {
      Path longer{path.front()};
      for (std::size_t i = 1; i < path.size(); ++i) {
        const auto found = replaced.find(undirected(path[i - 1], path[i]));
        if (found == replaced.end()) {
          longer.push_back(path[i]);
        } else if (found->first.from == path[i - 1]) {
          longer.insert(longer.end(), found->second.begin() + 1, found->second.end());
        } else {
          longer.insert(longer.end(), found->second.rbegin() + 1, found->second.rend());
        }
      }
      path = std::move(longer);
    }
  }
  throw std::runtime_error("borders do not settle");
}

}  // namespace linli::territory
