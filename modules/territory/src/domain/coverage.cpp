#include "domain/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

#include "domain/planar.hpp"
#include "domain/tracing.hpp"

namespace linli::territory {

namespace {

constexpr double kMetresPerUnit = 6'371'008.8 * std::numbers::pi / 180 * 1e-7;  ///< of latitude
constexpr int kNobody = -1;

double cos_lat(std::int32_t lat_e7) { return std::cos(lat_e7 * 1e-7 * std::numbers::pi / 180); }

/// Who gets each face of the arrangement.
class Allotment {
 public:
  Allotment(const Planar& planar, const std::vector<std::vector<int>>& borders_of_line, const CoverageRules& rules)
      : planar_(planar),
        rules_(rules),
        owner_(planar.faces(), kNobody),
        claims_(planar.faces()),
        edges_of_face_(planar.faces()) {
    for (std::size_t h = 0; h < planar.half_edges(); ++h) edges_of_face_[planar.face(h)].push_back(h);
    find_claims(borders_of_line);
  }

  Mending settle() {
    std::vector<std::size_t> open;
    for (std::size_t f = 1; f < planar_.faces(); ++f)
      if (claims_[f].size() == 1)
        owner_[f] = claims_[f].front();
      else if (claims_[f].size() > 1 || m2(f) <= rules_.largest_gap_m2)
        open.push_back(f);
    hand_out(open, [&](std::size_t f) {
      (claims_[f].empty() ? mending_.gaps : mending_.overlaps) += 1;
      (claims_[f].empty() ? mending_.gap_m2 : mending_.overlap_m2) += m2(f);
    });
    const std::vector<std::size_t> splinters = cut_off_parts();
    for (const std::size_t f : splinters) {
      owner_[f] = kNobody;
      claims_[f].clear();
    }
    hand_out(splinters, [&](std::size_t f) {
      mending_.splinters += 1;
      mending_.splinter_m2 += m2(f);
    });
    return mending_;
  }
  int owner(std::size_t face) const { return owner_[face]; }

 private:
  double m2(std::size_t face) const {
    return to_m2(planar_.twice_area(face), planar_.from(edges_of_face_[face].front()).lat_e7);
  }

  /// Crossing a line changes the parity of being inside for every area whose border runs along it an odd
  /// number of times.
  void find_claims(const std::vector<std::vector<int>>& borders_of_line) {
    std::vector<bool> known(planar_.faces(), false);
    std::vector<std::size_t> stack{0};
    known[0] = true;
    while (!stack.empty()) {
      const std::size_t face = stack.back();
      stack.pop_back();
      for (const std::size_t h : edges_of_face_[face]) {
        const std::size_t beyond = planar_.face(Planar::twin(h));
        if (known[beyond]) continue;
        known[beyond] = true;
        std::set_symmetric_difference(claims_[face].begin(), claims_[face].end(), borders_of_line[h / 2].begin(),
                                      borders_of_line[h / 2].end(), std::back_inserter(claims_[beyond]));
        stack.push_back(beyond);
      }
    }
  }

  /// Gives each open face to the neighbour with the longest common border, claimants only where there are
  /// any; faces that border only open faces wait for their turn.
  template <class Note>
  void hand_out(std::vector<std::size_t> open, Note note) {
    while (!open.empty()) {
      std::vector<std::size_t> waiting;
      std::vector<std::pair<std::size_t, int>> decided;
      for (const std::size_t f : open) {
        std::map<int, double> border;
        for (const std::size_t h : edges_of_face_[f])
          if (const int neighbour = owner_[planar_.face(Planar::twin(h))];
              neighbour != kNobody && may_take(neighbour, f))
            border[neighbour] += plane_m(planar_.from(h), planar_.to(h));
        const auto longest = std::max_element(border.begin(), border.end(),
                                              [](const auto& x, const auto& y) { return x.second < y.second; });
        if (longest == border.end())
          waiting.push_back(f);
        else
          decided.emplace_back(f, longest->first);
      }
      for (const auto& [face, owner] : decided) {
        owner_[face] = owner;
        note(face);
      }
      if (decided.empty()) {  // nobody borders these: the first claimant takes them, if there is one
        for (const std::size_t f : waiting)
          if (!claims_[f].empty()) owner_[f] = claims_[f].front();
        return;
      }
      open = std::move(waiting);
    }
  }
  bool may_take(int neighbour, std::size_t face) const {
    return claims_[face].empty() ||
           std::find(claims_[face].begin(), claims_[face].end(), neighbour) != claims_[face].end();
  }

  /// Faces of small parts that no common edge joins to the main part of their area.
  std::vector<std::size_t> cut_off_parts() const {
    std::vector<std::size_t> part(planar_.faces(), SIZE_MAX);
    std::vector<double> size;
    std::map<int, double> main_part;
    for (std::size_t f = 1; f < planar_.faces(); ++f) {
      if (part[f] != SIZE_MAX || owner_[f] == kNobody) continue;
      std::vector<std::size_t> stack{f};
      part[f] = size.size();
      size.push_back(0);
      while (!stack.empty()) {
        const std::size_t at = stack.back();
        stack.pop_back();
        size.back() += m2(at);
        for (const std::size_t h : edges_of_face_[at])
          if (const std::size_t beyond = planar_.face(Planar::twin(h));
              owner_[beyond] == owner_[f] && part[beyond] == SIZE_MAX) {
            part[beyond] = part[f];
            stack.push_back(beyond);
          }
      }
      main_part[owner_[f]] = std::max(main_part[owner_[f]], size.back());
    }
    std::vector<std::size_t> cut_off;
    for (std::size_t f = 1; f < planar_.faces(); ++f)
      if (owner_[f] != kNobody && size[part[f]] < rules_.splinter_m2 && size[part[f]] < main_part.at(owner_[f]))
        cut_off.push_back(f);
    return cut_off;
  }

  const Planar& planar_;
  const CoverageRules& rules_;
  std::vector<int> owner_;
  std::vector<std::vector<int>> claims_;
  std::vector<std::vector<std::size_t>> edges_of_face_;
  Mending mending_;
};

}  // namespace

double plane_m(Wgs84Point a, Wgs84Point b) {
  return kMetresPerUnit * std::hypot((double(b.lon_e7) - a.lon_e7) * cos_lat(a.lat_e7), double(b.lat_e7) - a.lat_e7);
}

double to_m2(Int128 twice_area, std::int32_t lat_e7) {
  return std::abs(static_cast<double>(twice_area)) / 2 * kMetresPerUnit * kMetresPerUnit * cos_lat(lat_e7);
}

Coverage fitted(std::span<const Shape> drawn, const CoverageRules& rules) {
  std::vector<Planar::Line> borders;
  std::vector<int> area_of_border;
  for (std::size_t i = 0; i < drawn.size(); ++i)
    each_edge(drawn[i], [&](Wgs84Point a, Wgs84Point b) {
      if (a == b) return;
      borders.push_back({a, b});
      area_of_border.push_back(static_cast<int>(i));
    });
  const std::vector<Path> paths = noded(borders, rules.snap_m / kMetresPerUnit);

  std::map<Edge, std::map<int, int>> passes_of_line;  // how often each area's border runs along a line
  for (std::size_t i = 0; i < paths.size(); ++i)
    for (std::size_t k = 1; k < paths[i].size(); ++k) {
      const auto [a, b] = std::minmax(paths[i][k - 1], paths[i][k]);
      ++passes_of_line[{a, b}][area_of_border[i]];
    }
  std::vector<Planar::Line> lines;
  std::vector<std::vector<int>> borders_of_line;
  for (const auto& [line, passes] : passes_of_line) {
    std::vector<int> odd;
    for (const auto& [area, count] : passes)
      if (count % 2 == 1) odd.push_back(area);
    if (odd.empty()) continue;
    lines.push_back({line.from, line.to});
    borders_of_line.push_back(std::move(odd));
  }

  const Planar planar(std::move(lines));
  Allotment allotment(planar, borders_of_line, rules);
  Coverage coverage{std::vector<Shape>(drawn.size()), allotment.settle()};
  std::vector<std::vector<Edge>> edges(drawn.size());
  for (std::size_t h = 0; h < planar.half_edges(); ++h) {
    const int left = allotment.owner(planar.face(h));
    if (left != kNobody && left != allotment.owner(planar.face(Planar::twin(h))))
      edges[static_cast<std::size_t>(left)].push_back({planar.from(h), planar.to(h)});
  }
  for (std::size_t i = 0; i < drawn.size(); ++i) coverage.shapes[i] = trace(std::move(edges[i]));
  return coverage;
}

Shape densified(const Shape& shape, double step_m) {
  auto cut = [&](const Ring& ring) {
    Ring finer;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Wgs84Point a = ring[i], b = ring[(i + 1) % ring.size()], low = std::min(a, b), high = std::max(a, b);
      const int pieces = std::max(1, static_cast<int>(std::ceil(plane_m(low, high) / step_m)));
      finer.push_back(a);
      for (int k = 1; k < pieces; ++k) {
        const double t = double(a == low ? k : pieces - k) / pieces;
        finer.push_back({static_cast<std::int32_t>(std::lround(low.lon_e7 + t * (double(high.lon_e7) - low.lon_e7))),
                         static_cast<std::int32_t>(std::lround(low.lat_e7 + t * (double(high.lat_e7) - low.lat_e7)))});
      }
    }
    return finer;
  };
  Shape finer;
  for (const Polygon& polygon : shape.polygons) {
    finer.polygons.push_back({cut(polygon.outer), {}});
    for (const Ring& hole : polygon.holes) finer.polygons.back().holes.push_back(cut(hole));
  }
  return finer;
}

}  // namespace linli::territory
