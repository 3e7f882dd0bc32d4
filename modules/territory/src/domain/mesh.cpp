#include "domain/mesh.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <stdexcept>

#include "domain/hilbert.hpp"

namespace linli::territory {

namespace {

constexpr std::uint32_t kNone = Mesh::kNone;

/// Whether d lies strictly inside the circle through a, b, c (counter-clockwise); exact within 10 degrees.
bool in_circle(Wgs84Point a, Wgs84Point b, Wgs84Point c, Wgs84Point d) {
  auto row = [&](Wgs84Point p) {
    const std::int64_t x = std::int64_t{p.lon_e7} - d.lon_e7, y = std::int64_t{p.lat_e7} - d.lat_e7;
    return std::array<std::int64_t, 3>{x, y, x * x + y * y};
  };
  const auto [ax, ay, aa] = row(a);
  const auto [bx, by, bb] = row(b);
  const auto [cx, cy, cc] = row(c);
  return Int128{aa} * (bx * cy - cx * by) + Int128{bb} * (cx * ay - ax * cy) + Int128{cc} * (ax * by - bx * ay) > 0;
}

/// Delaunay triangulation by adding points one at a time (Bowyer, Watson), then forcing edges in by flips
/// (Sloan). The first three points are a triangle far around everything.
class Triangulation {
 public:
  explicit Triangulation(Box around) {
    const std::int32_t w =
        std::max({around.high.lon_e7 - around.low.lon_e7, around.high.lat_e7 - around.low.lat_e7, 1000});
    const Wgs84Point low = around.low;
    points_ = {{low.lon_e7 - 3 * w, low.lat_e7 - 2 * w},
               {low.lon_e7 + 4 * w, low.lat_e7 - 2 * w},
               {low.lon_e7 + w / 2, low.lat_e7 + 5 * w}};
    triangles_.push_back({{0, 1, 2}, {kNone, kNone, kNone}, {false, false, false}, true});
    at_point_.assign(3, 0);
  }

  /// Index of the point, the old one if it is there already.
  std::uint32_t add(Wgs84Point p) {
    const std::uint32_t start = locate(p);
    for (const std::uint32_t corner : triangles_[start].corners)
      if (points_[corner] == p) return corner;
    const auto index = static_cast<std::uint32_t>(points_.size());
    points_.push_back(p);
    at_point_.push_back(kNone);
    dig(start, p);
    fill_with_fan(index);
    return index;
  }

  /// Makes a-b an edge that is never flipped again.
  void force(std::uint32_t a, std::uint32_t b) {
    while (a != b) {
      const std::uint32_t reached = force_first_part(a, b);
      mark(a, reached);
      a = reached;
    }
  }

  Mesh inside() const;

 private:
  struct Triangle {
    std::array<std::uint32_t, 3> corners, neighbours;
    std::array<bool, 3> forced;
    bool alive;
    int corner_of(std::uint32_t point) const { return corners[0] == point ? 0 : corners[1] == point ? 1 : 2; }
    int side_to(std::uint32_t triangle) const {
      return neighbours[0] == triangle ? 0 : neighbours[1] == triangle ? 1 : 2;
    }
  };
  struct Rim {
    std::uint32_t from, to, beyond;  ///< an edge of the cavity and the triangle outside it
  };

  /// Walks from the last triangle towards p.
  std::uint32_t locate(Wgs84Point p) const {
    std::uint32_t at = last_;
    for (int side = 0; side < 3;) {
      const Triangle& t = triangles_[at];
      if (turn(points_[t.corners[(side + 1) % 3]], points_[t.corners[(side + 2) % 3]], p) < 0) {
        at = t.neighbours[side];
        side = 0;
      } else {
        ++side;
      }
    }
    return at;
  }

  /// Removes every triangle whose circle holds p, from `start` outwards, and remembers the rim.
  void dig(std::uint32_t start, Wgs84Point p) {
    cavity_.assign(1, start);
    rim_.clear();
    triangles_[start].alive = false;
    for (std::size_t i = 0; i < cavity_.size(); ++i) {
      const Triangle t = triangles_[cavity_[i]];
      for (int side = 0; side < 3; ++side) {
        const std::uint32_t beyond = t.neighbours[side];
        if (beyond != kNone && !triangles_[beyond].alive) continue;
        if (beyond != kNone && circle_holds(triangles_[beyond], p)) {
          triangles_[beyond].alive = false;
          cavity_.push_back(beyond);
        } else {
          rim_.push_back({t.corners[(side + 1) % 3], t.corners[(side + 2) % 3], beyond});
        }
      }
    }
  }
  bool circle_holds(const Triangle& t, Wgs84Point p) const {
    return in_circle(points_[t.corners[0]], points_[t.corners[1]], points_[t.corners[2]], p);
  }

  void fill_with_fan(std::uint32_t point) {
    std::vector<std::uint32_t>& made = made_;
    made.clear();
    for (const Rim& rim : rim_) {
      std::uint32_t index;
      if (!cavity_.empty()) {
        index = cavity_.back();
        cavity_.pop_back();
      } else {
        index = static_cast<std::uint32_t>(triangles_.size());
        triangles_.emplace_back();
      }
      triangles_[index] = {{point, rim.from, rim.to}, {rim.beyond, kNone, kNone}, {false, false, false}, true};
      if (rim.beyond != kNone) {
        Triangle& outside = triangles_[rim.beyond];
        for (int side = 0; side < 3; ++side)
          if (outside.corners[(side + 1) % 3] == rim.to && outside.corners[(side + 2) % 3] == rim.from)
            outside.neighbours[side] = index;
      }
      at_point_[rim.from] = index;
      made.push_back(index);
    }
    for (const std::uint32_t x : made)
      for (const std::uint32_t y : made)
        if (triangles_[x].corners[2] == triangles_[y].corners[1]) {
          triangles_[x].neighbours[1] = y;
          triangles_[y].neighbours[2] = x;
        }
    at_point_[point] = last_ = made.front();
  }

  /// Next triangle around `point`, counter-clockwise.
  std::uint32_t turn_around(std::uint32_t triangle, std::uint32_t point) const {
    const Triangle& t = triangles_[triangle];
    return t.neighbours[(t.corner_of(point) + 1) % 3];
  }

  /// The triangle with the directed edge u -> w, or kNone.
  std::uint32_t with_edge(std::uint32_t u, std::uint32_t w) const {
    const std::uint32_t first = at_point_[u];
    std::uint32_t at = first;
    do {
      const Triangle& t = triangles_[at];
      if (t.corners[(t.corner_of(u) + 1) % 3] == w) return at;
      at = turn_around(at, u);
    } while (at != first && at != kNone);
    return kNone;
  }

  /// Forces the way from a as far as b or the first point that lies on the way; returns that point.
  std::uint32_t force_first_part(std::uint32_t a, std::uint32_t b) {
    std::deque<std::pair<std::uint32_t, std::uint32_t>> crossed;
    std::uint32_t at = at_point_[a];
    const std::uint32_t first = at;
    for (;;) {  // the triangle at a that the way leaves through
      const Triangle& t = triangles_[at];
      const int k = t.corner_of(a);
      const std::uint32_t right = t.corners[(k + 1) % 3], left = t.corners[(k + 2) % 3];
      if (right == b || left == b) return b;
      for (const std::uint32_t side : {right, left})
        if (turn(points_[a], points_[b], points_[side]) == 0 && ahead(a, b, side)) return side;
      if (turn(points_[a], points_[b], points_[right]) < 0 && turn(points_[a], points_[b], points_[left]) > 0) {
        crossed.emplace_back(right, left);
        break;
      }
      at = turn_around(at, a);
      if (at == first || at == kNone) throw std::runtime_error("a border leads nowhere");
    }
    std::uint32_t end = b;
    for (;;) {
      const auto [right, left] = crossed.back();
      const std::uint32_t beyond = with_edge(left, right);
      const Triangle& t = triangles_[beyond];
      if (t.forced[(t.corner_of(left) + 2) % 3]) throw std::runtime_error("two borders cross");
      const std::uint32_t apex = t.corners[(t.corner_of(left) + 2) % 3];
      if (apex == b) break;
      const int side = turn(points_[a], points_[b], points_[apex]);
      if (side == 0) {
        end = apex;
        break;
      }
      if (side > 0)
        crossed.emplace_back(right, apex);
      else
        crossed.emplace_back(apex, left);
    }
    flip_away(a, end, std::move(crossed));
    return end;
  }
  bool ahead(std::uint32_t a, std::uint32_t b, std::uint32_t p) const {
    const Wgs84Point o = points_[a], x = points_[b], y = points_[p];
    return Int128{x.lon_e7 - o.lon_e7} * (y.lon_e7 - o.lon_e7) + Int128{x.lat_e7 - o.lat_e7} * (y.lat_e7 - o.lat_e7) >
           0;
  }

  void flip_away(std::uint32_t a, std::uint32_t b, std::deque<std::pair<std::uint32_t, std::uint32_t>> crossed) {
    while (!crossed.empty()) {
      const auto [u, w] = crossed.front();
      crossed.pop_front();
      const std::uint32_t one = with_edge(u, w), other = with_edge(w, u);
      const std::uint32_t p = triangles_[one].corners[(triangles_[one].corner_of(u) + 2) % 3];
      const std::uint32_t q = triangles_[other].corners[(triangles_[other].corner_of(w) + 2) % 3];
      if (turn(points_[p], points_[q], points_[w]) * turn(points_[p], points_[q], points_[u]) >= 0) {
        crossed.emplace_back(u, w);  // not convex yet; its neighbours flip first
        continue;
      }
      flip(one, other, u, w, p, q);
      const int side_p = turn(points_[a], points_[b], points_[p]), side_q = turn(points_[a], points_[b], points_[q]);
      if (p != a && p != b && q != a && q != b && side_p * side_q < 0) crossed.emplace_back(p, q);
    }
  }

  /// Triangles (u, w, p) and (w, u, q) become (p, q, w) and (q, p, u).
  void flip(std::uint32_t one, std::uint32_t other, std::uint32_t u, std::uint32_t w, std::uint32_t p,
            std::uint32_t q) {
    const Triangle x = triangles_[one], y = triangles_[other];
    auto across = [](const Triangle& t, std::uint32_t corner) {
      return std::pair(t.neighbours[t.corner_of(corner)], t.forced[t.corner_of(corner)]);
    };
    const auto [wp, wp_forced] = across(x, u);
    const auto [pu, pu_forced] = across(x, w);
    const auto [uq, uq_forced] = across(y, w);
    const auto [qw, qw_forced] = across(y, u);
    triangles_[one] = {{p, q, w}, {qw, wp, other}, {qw_forced, wp_forced, false}, true};
    triangles_[other] = {{q, p, u}, {pu, uq, one}, {pu_forced, uq_forced, false}, true};
    if (qw != kNone) triangles_[qw].neighbours[triangles_[qw].side_to(other)] = one;
    if (pu != kNone) triangles_[pu].neighbours[triangles_[pu].side_to(one)] = other;
    at_point_[p] = at_point_[q] = at_point_[w] = one;
    at_point_[u] = other;
  }

  void mark(std::uint32_t a, std::uint32_t b) {
    for (const auto& [u, w] : {std::pair(a, b), std::pair(b, a)}) {
      const std::uint32_t t = with_edge(u, w);
      if (t == kNone) throw std::runtime_error("a border was lost");
      triangles_[t].forced[(triangles_[t].corner_of(u) + 2) % 3] = true;
    }
  }

  std::vector<Wgs84Point> points_;
  std::vector<Triangle> triangles_;
  std::vector<std::uint32_t> at_point_;  ///< some triangle at each point
  std::uint32_t last_ = 0;
  std::vector<std::uint32_t> cavity_, made_;
  std::vector<Rim> rim_;
};

/// Triangles an odd number of borders away from the outside.
Mesh Triangulation::inside() const {
  enum : char { unknown, outside_shape, inside_shape };
  std::vector<char> state(triangles_.size(), unknown);
  std::vector<std::uint32_t> stack{at_point_[0]};
  state[at_point_[0]] = outside_shape;
  while (!stack.empty()) {
    const std::uint32_t at = stack.back();
    stack.pop_back();
    for (int side = 0; side < 3; ++side) {
      const std::uint32_t beyond = triangles_[at].neighbours[side];
      if (beyond == kNone || state[beyond] != unknown) continue;
      const bool in = (state[at] == inside_shape) != triangles_[at].forced[side];
      state[beyond] = in ? inside_shape : outside_shape;
      stack.push_back(beyond);
    }
  }
  std::vector<std::uint32_t> triangle_index(triangles_.size(), kNone), point_index(points_.size(), kNone);
  Mesh mesh;
  for (std::uint32_t t = 0; t < triangles_.size(); ++t) {
    if (!triangles_[t].alive || state[t] != inside_shape) continue;
    triangle_index[t] = static_cast<std::uint32_t>(mesh.triangles.size());
    Mesh::Triangle triangle{triangles_[t].corners, {kNone, kNone, kNone}};
    for (std::uint32_t& corner : triangle.corners) {
      if (point_index[corner] == kNone) {
        point_index[corner] = static_cast<std::uint32_t>(mesh.points.size());
        mesh.points.push_back(points_[corner]);
      }
      corner = point_index[corner];
    }
    mesh.triangles.push_back(triangle);
  }
  mesh.fixed.assign(mesh.points.size(), false);
  for (std::uint32_t t = 0; t < triangles_.size(); ++t) {
    if (triangle_index[t] == kNone) continue;
    Mesh::Triangle& triangle = mesh.triangles[triangle_index[t]];
    for (int side = 0; side < 3; ++side) {
      if (!triangles_[t].forced[side]) {
        triangle.neighbours[side] = triangle_index[triangles_[t].neighbours[side]];
      } else {
        mesh.fixed[triangle.corners[(side + 1) % 3]] = mesh.fixed[triangle.corners[(side + 2) % 3]] = true;
      }
    }
  }
  return mesh;
}

}  // namespace

Mesh triangulated(const Shape& shape, std::span<const Wgs84Point> inner) {
  const Box box = bounds(shape);
  std::vector<std::pair<Wgs84Point, bool>> points;
  each_ring(shape, [&](const Ring& ring) {
    for (const Wgs84Point p : ring) points.emplace_back(p, true);
  });
  for (const Wgs84Point p : inner) points.emplace_back(p, false);
  std::sort(points.begin(), points.end(), [&](const auto& a, const auto& b) {
    return std::pair(hilbert_index(a.first, box), a.first) < std::pair(hilbert_index(b.first, box), b.first);
  });
  Triangulation triangulation(box);
  std::map<Wgs84Point, std::uint32_t> on_ring;
  for (const auto& [p, ring] : points) {
    const std::uint32_t index = triangulation.add(p);
    if (ring) on_ring.emplace(p, index);
  }
  each_edge(shape, [&](Wgs84Point a, Wgs84Point b) { triangulation.force(on_ring.at(a), on_ring.at(b)); });
  return triangulation.inside();
}

}  // namespace linli::territory
