#include "domain/locator.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "domain/tracing.hpp"

namespace linli::territory {

namespace {

/// Raster cells for each shape on average; more cells mean fewer exact tests and more memory (4 bytes each).
constexpr double kCellsPerShape = 96;
constexpr double kMostCells = 4e6;

struct EdgeHash {
  std::size_t operator()(const Edge& e) const {
    auto mix = [](std::uint64_t h, std::int32_t v) {
      return (h ^ static_cast<std::uint32_t>(v)) * 0x9e3779b97f4a7c15u;
    };
    std::uint64_t h = mix(mix(mix(mix(1, e.from.lon_e7), e.from.lat_e7), e.to.lon_e7), e.to.lat_e7);
    return h ^ (h >> 29);
  }
};

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}

}  // namespace

struct Locator::Builder {
  Locator& of;
  std::span<const Shape> shapes;
  struct Entry {
    std::uint32_t cell, shape;
  };
  std::vector<Entry> reaching;               ///< shape reaches into cell without filling it
  std::vector<Entry> filling;                ///< shape fills the cell wholly
  std::vector<bool> ragged;                  ///< a border without a neighbour passes the cell
  std::unordered_set<Edge, EdgeHash> edges;  ///< of all shapes, as directed

  void lay_raster() {
    Box all{{INT32_MAX, INT32_MAX}, {INT32_MIN, INT32_MIN}};
    std::size_t count = 0;
    for (const Shape& shape : shapes) {
      if (shape.empty()) continue;
      const Box box = bounds(shape);
      all.low = {std::min(all.low.lon_e7, box.low.lon_e7), std::min(all.low.lat_e7, box.low.lat_e7)};
      all.high = {std::max(all.high.lon_e7, box.high.lon_e7), std::max(all.high.lat_e7, box.high.lat_e7)};
      ++count;
    }
    if (count == 0) return;
    const double width = double(all.high.lon_e7) - all.low.lon_e7 + 1,
                 height = double(all.high.lat_e7) - all.low.lat_e7 + 1;
    const double cells = std::min(kMostCells, std::max(64.0, kCellsPerShape * double(count)));
    const double side = std::max(1.0, std::sqrt(width * height / cells));
    of.low_ = all.low;
    of.cell_width_ = of.cell_height_ = static_cast<std::uint32_t>(std::ceil(side));
    of.columns_ = static_cast<std::uint32_t>(width / of.cell_width_) + 1;
    of.rows_ = static_cast<std::uint32_t>(height / of.cell_height_) + 1;
    of.cells_.assign(std::size_t{of.columns_} * of.rows_, kNowhere);
    ragged.assign(of.cells_.size(), false);
  }

  /// One closed line through all rings of the shape: rings are joined by a bridge walked forth and back,
  /// which the parity test passes twice or not at all.
  void draw_line(const Shape& shape) {
    of.starts_.push_back(static_cast<std::uint32_t>(of.line_.size()));
    bool first = true;
    Wgs84Point home;
    each_ring(shape, [&](const Ring& ring) {
      of.line_.insert(of.line_.end(), ring.begin(), ring.end());
      of.line_.push_back(ring.front());
      if (first)
        home = ring.front();
      else
        of.line_.push_back(home);
      first = false;
    });
  }

  /// Every cell the closed edge may touch, a little too many rather than one too few: `visit(cell)`.
  template <class Visit>
  void each_touched(Wgs84Point a, Wgs84Point b, Visit visit) const {
    if (a.lat_e7 > b.lat_e7) std::swap(a, b);
    const std::int64_t ax = std::int64_t{a.lon_e7} - of.low_.lon_e7, ay = std::int64_t{a.lat_e7} - of.low_.lat_e7;
    const std::int64_t bx = std::int64_t{b.lon_e7} - of.low_.lon_e7, by = std::int64_t{b.lat_e7} - of.low_.lat_e7;
    const std::int64_t w = of.cell_width_, h = of.cell_height_, dx = bx - ax, dy = by - ay;
    for (std::int64_t row = ay / h; row <= by / h; ++row) {
      std::int64_t x0 = std::min(ax, bx), x1 = std::max(ax, bx);
      if (dy > 0) {  // the part of the edge between the row's lower and upper line, rounded outwards
        const std::int64_t y0 = std::max(ay, row * h), y1 = std::min(by, (row + 1) * h);
        const std::int64_t at0 = ax + floor_divide(dx * (y0 - ay), dy), at1 = ax + floor_divide(dx * (y1 - ay), dy);
        x0 = std::max(x0, std::min(at0, at1));
        x1 = std::min(x1, std::max(at0, at1) + 1);
      }
      for (std::int64_t column = x0 / w; column <= x1 / w; ++column)
        visit(static_cast<std::uint32_t>(row * of.columns_ + column));
    }
  }

  void enter(std::uint32_t index) {
    const Shape& shape = shapes[index];
    std::vector<std::uint32_t> touched;
    each_edge(shape, [&](Wgs84Point a, Wgs84Point b) {
      const bool alone = !edges.contains({b, a});
      each_touched(a, b, [&](std::uint32_t cell) {
        touched.push_back(cell);
        if (alone) ragged[cell] = true;
      });
    });
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (const std::uint32_t cell : touched) reaching.push_back({cell, index});
    fill(index, touched);
  }

  /// Cells inside the shape that none of its edges touches, row by row: along the row's middle line, the
  /// untouched cells between an entering and a leaving edge. Only untouched cells are judged, and no edge is
  /// near their middle, so that rounding the crossings cannot mislead.
  void fill(std::uint32_t index, const std::vector<std::uint32_t>& touched) {
    const Shape& shape = shapes[index];
    const Box box = bounds(shape);
    const std::int64_t w = of.cell_width_, h = of.cell_height_;
    const std::int64_t first = (std::int64_t{box.low.lat_e7} - of.low_.lat_e7) / h,
                       last = (std::int64_t{box.high.lat_e7} - of.low_.lat_e7) / h;
    std::vector<std::vector<std::int64_t>> crossings(static_cast<std::size_t>(last - first + 1));
    each_edge(shape, [&](Wgs84Point a, Wgs84Point b) {
      if (a.lat_e7 > b.lat_e7) std::swap(a, b);
      const std::int64_t ay = std::int64_t{a.lat_e7} - of.low_.lat_e7, by = std::int64_t{b.lat_e7} - of.low_.lat_e7;
      for (std::int64_t row = std::max(first, ay / h - 1); row <= by / h; ++row) {
        const std::int64_t middle = row * h + h / 2;
        if (ay > middle || by <= middle) continue;
        const std::int64_t dx = std::int64_t{b.lon_e7} - a.lon_e7;
        crossings[static_cast<std::size_t>(row - first)].push_back(std::int64_t{a.lon_e7} - of.low_.lon_e7 +
                                                                   floor_divide(dx * (middle - ay), by - ay));
      }
    });
    for (std::size_t i = 0; i < crossings.size(); ++i) {
      std::vector<std::int64_t>& xs = crossings[i];
      std::sort(xs.begin(), xs.end());
      for (std::size_t k = 0; k + 1 < xs.size(); k += 2)
        for (std::int64_t column = xs[k] / w; column <= xs[k + 1] / w; ++column) {
          const std::int64_t middle = column * w + w / 2;
          const auto cell = static_cast<std::uint32_t>((first + static_cast<std::int64_t>(i)) * of.columns_ + column);
          if (middle > xs[k] && middle <= xs[k + 1] && !std::binary_search(touched.begin(), touched.end(), cell))
            filling.push_back({cell, index});
        }
    }
  }

  /// Joins what was found into one number a cell. In a cell with only paired borders the number of owners is
  /// the same everywhere and at least one, so that the last candidate needs no test.
  void settle() {
    std::vector<std::uint32_t> owners(of.cells_.size(), 0);  // reaching + filling per cell
    for (const Entry& e : reaching) ++owners[e.cell];
    std::vector<Entry> rest;
    for (const Entry& e : filling)
      if (owners[e.cell] == 0 && of.cells_[e.cell] == kNowhere)
        of.cells_[e.cell] = static_cast<std::int32_t>(e.shape);
      else if (owners[e.cell] != 0)
        rest.push_back(e);
    reaching.insert(reaching.end(), rest.begin(), rest.end());
    std::sort(reaching.begin(), reaching.end(),
              [](const Entry& a, const Entry& b) { return std::pair(a.cell, a.shape) < std::pair(b.cell, b.shape); });
    for (std::size_t i = 0; i < reaching.size();) {
      const std::uint32_t cell = reaching[i].cell;
      of.cells_[cell] = kFirstList - static_cast<std::int32_t>(of.candidates_.size());
      for (; i < reaching.size() && reaching[i].cell == cell; ++i) of.candidates_.push_back(reaching[i].shape);
      of.candidates_.back() |= kLast | (ragged[cell] ? 0 : kCertain);
    }
  }
};

Locator::Locator(std::span<const Shape> shapes) {
  Builder builder{*this, shapes, {}, {}, {}, {}};
  builder.lay_raster();
  std::size_t vertices = 0;
  for (const Shape& shape : shapes) each_ring(shape, [&](const Ring& ring) { vertices += ring.size(); });
  builder.edges.reserve(vertices);
  line_.reserve(vertices + shapes.size());
  for (const Shape& shape : shapes) {
    builder.draw_line(shape);
    each_edge(shape, [&](Wgs84Point a, Wgs84Point b) { builder.edges.insert({a, b}); });
  }
  starts_.push_back(static_cast<std::uint32_t>(line_.size()));
  for (std::uint32_t i = 0; i < shapes.size(); ++i)
    if (!shapes[i].empty()) builder.enter(i);
  if (!cells_.empty()) builder.settle();
}

bool Locator::held_by(std::uint32_t shape, Wgs84Point p) const {
  const Wgs84Point* at = &line_[starts_[shape]];
  const Wgs84Point* end = &line_[starts_[shape + 1] - 1];
  bool inside = false;
  for (; at != end; ++at) inside ^= passes(at[0], at[1], p);
  return inside;
}

std::int32_t Locator::decide(Wgs84Point p, std::uint32_t list) const {
  for (;; ++list) {
    const std::uint32_t candidate = candidates_[list], shape = candidate & kIndex;
    if ((candidate & kCertain) != 0 || held_by(shape, p)) return static_cast<std::int32_t>(shape);
    if ((candidate & kLast) != 0) return kNowhere;
  }
}

std::size_t Locator::bytes() const {
  return cells_.capacity() * sizeof(cells_[0]) + candidates_.capacity() * sizeof(candidates_[0]) +
         line_.capacity() * sizeof(line_[0]) + starts_.capacity() * sizeof(starts_[0]);
}

}  // namespace linli::territory
