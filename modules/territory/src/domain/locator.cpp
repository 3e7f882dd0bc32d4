#include "domain/locator.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "domain/tracing.hpp"

namespace linli::territory {

namespace {

/// Large cells for each shape, at least; up to four times as many since their sides are powers of two. More cells mean
/// fewer exact tests and more memory.
constexpr double kCellsPerShape = 16;
constexpr double kMostCells = 2e6;

struct EdgeHash {
  std::size_t operator()(const Edge& e) const {
    auto mix = [](std::uint64_t h, std::int32_t v) {
      return (h ^ static_cast<std::uint32_t>(v)) * 0x9e3779b97f4a7c15u;
    };
    const std::uint64_t h = mix(mix(mix(mix(1, e.from.lon_e7), e.from.lat_e7), e.to.lon_e7), e.to.lat_e7);
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
  struct Touch {  ///< a border of the shape touches this part of this cell
    std::uint32_t cell, shape;
    std::uint8_t part;
    bool alone;  ///< and no neighbour shares that border
    auto operator<=>(const Touch&) const = default;
  };
  struct Fill {  ///< the shape fills the whole cell
    std::uint32_t cell, shape;
  };
  std::vector<Touch> touches;
  std::vector<Fill> fills;
  std::unordered_set<Edge, EdgeHash> edges;              ///< of all shapes, as directed
  std::array<std::vector<std::uint32_t>, kParts> lists;  ///< candidates of each part of the cell at work
  std::vector<std::uint32_t> reaching, block;            ///< of the cell at work too

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
    const double wanted = std::min(kMostCells, kCellsPerShape * double(count));
    of.low_ = all.low;
    while (width * height / double(std::int64_t{1} << 2 * (of.shift_ + 1 + 3)) >= wanted) ++of.shift_;
    of.columns_ = (static_cast<std::uint64_t>(width) >> (of.shift_ + 3)) + 1;
    of.rows_ = (static_cast<std::uint64_t>(height) >> (of.shift_ + 3)) + 1;
    of.cells_.assign(std::size_t{of.columns_} * of.rows_, kNowhere);
  }

  /// One closed line through all rings of the shape: rings are joined by a bridge walked forth and back, which the
  /// parity test passes twice or not at all.
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

  /// Every small cell the closed edge may touch, a little too many rather than one too few: `visit(column, row)`.
  template <class Visit>
  void each_touched(Wgs84Point a, Wgs84Point b, Visit visit) const {
    if (a.lat_e7 > b.lat_e7) std::swap(a, b);
    const std::int64_t ax = std::int64_t{a.lon_e7} - of.low_.lon_e7, ay = std::int64_t{a.lat_e7} - of.low_.lat_e7;
    const std::int64_t bx = std::int64_t{b.lon_e7} - of.low_.lon_e7, by = std::int64_t{b.lat_e7} - of.low_.lat_e7;
    const std::int64_t dx = bx - ax, dy = by - ay, side = std::int64_t{1} << of.shift_;
    for (std::int64_t row = ay >> of.shift_; row <= by >> of.shift_; ++row) {
      std::int64_t x0 = std::min(ax, bx), x1 = std::max(ax, bx);
      if (dy > 0) {  // the part of the edge between the row's lower and upper line, rounded outwards
        const std::int64_t y0 = std::max(ay, row * side), y1 = std::min(by, (row + 1) * side);
        const std::int64_t at0 = ax + floor_divide(dx * (y0 - ay), dy), at1 = ax + floor_divide(dx * (y1 - ay), dy);
        x0 = std::max(x0, std::min(at0, at1));
        x1 = std::min(x1, std::max(at0, at1) + 1);
      }
      for (std::int64_t column = x0 >> of.shift_; column <= x1 >> of.shift_; ++column) visit(column, row);
    }
  }

  void enter(std::uint32_t index) {
    const std::size_t before = touches.size();
    each_edge(shapes[index], [&](Wgs84Point a, Wgs84Point b) {
      const bool alone = !edges.contains({b, a});
      each_touched(a, b, [&](std::int64_t column, std::int64_t row) {
        touches.push_back({static_cast<std::uint32_t>((row >> 3) * of.columns_ + (column >> 3)), index,
                           static_cast<std::uint8_t>((row & 7) * 8 + (column & 7)), alone});
      });
    });
    const auto own = touches.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(own, touches.end());
    touches.erase(std::unique(own, touches.end()), touches.end());
    fill(index, before);
  }

  /// Large cells inside the shape that none of its edges touches, row by row: along the row's middle line, the
  /// untouched cells between an entering and a leaving edge. Only untouched cells are judged, and no edge is near their
  /// middle, so that rounding the crossings cannot mislead.
  void fill(std::uint32_t index, std::size_t first_touch) {
    const int shift = of.shift_ + 3;
    const std::int64_t side = std::int64_t{1} << shift;
    const Box box = bounds(shapes[index]);
    const std::int64_t first = (std::int64_t{box.low.lat_e7} - of.low_.lat_e7) >> shift,
                       last = (std::int64_t{box.high.lat_e7} - of.low_.lat_e7) >> shift;
    std::vector<std::vector<std::int64_t>> crossings(static_cast<std::size_t>(last - first + 1));
    each_edge(shapes[index], [&](Wgs84Point a, Wgs84Point b) {
      if (a.lat_e7 > b.lat_e7) std::swap(a, b);
      const std::int64_t ay = std::int64_t{a.lat_e7} - of.low_.lat_e7, by = std::int64_t{b.lat_e7} - of.low_.lat_e7;
      for (std::int64_t row = std::max(first, (ay >> shift) - 1); row <= by >> shift; ++row) {
        const std::int64_t middle = row * side + side / 2;
        if (ay > middle || by <= middle) continue;
        const std::int64_t dx = std::int64_t{b.lon_e7} - a.lon_e7;
        crossings[static_cast<std::size_t>(row - first)].push_back(std::int64_t{a.lon_e7} - of.low_.lon_e7 +
                                                                   floor_divide(dx * (middle - ay), by - ay));
      }
    });
    const auto touched = [&](std::uint32_t cell) {
      const auto found = std::lower_bound(touches.begin() + static_cast<std::ptrdiff_t>(first_touch), touches.end(),
                                          Touch{cell, 0, 0, false});
      return found != touches.end() && found->cell == cell;
    };
    for (std::size_t i = 0; i < crossings.size(); ++i) {
      std::vector<std::int64_t>& xs = crossings[i];
      std::sort(xs.begin(), xs.end());
      for (std::size_t k = 0; k + 1 < xs.size(); k += 2)
        for (std::int64_t column = xs[k] >> shift; column <= xs[k + 1] >> shift; ++column) {
          const std::int64_t middle = column * side + side / 2;
          const auto cell = static_cast<std::uint32_t>((first + static_cast<std::int64_t>(i)) * of.columns_ + column);
          if (middle > xs[k] && middle <= xs[k + 1] && !touched(cell)) fills.push_back({cell, index});
        }
    }
  }

  /// Touches come shape by shape; then cell by cell, and within a cell shape by shape.
  void order_by_cell() {
    std::vector<std::size_t> next(of.cells_.size() + 1);
    for (const Touch& touch : touches) ++next[touch.cell + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<Touch> ordered(touches.size());
    for (const Touch& touch : touches) ordered[next[touch.cell]++] = touch;
    touches = std::move(ordered);
  }

  /// Turns what was found into cells and blocks.
  void settle() {
    order_by_cell();
    std::stable_sort(fills.begin(), fills.end(), [](const Fill& a, const Fill& b) { return a.cell < b.cell; });
    std::size_t f = 0;
    for (std::size_t t = 0; t < touches.size();) {
      const std::uint32_t cell = touches[t].cell;
      std::size_t end = t;
      while (end < touches.size() && touches[end].cell == cell) ++end;
      for (; f < fills.size() && fills[f].cell < cell; ++f) own(fills[f]);
      reaching.clear();
      for (std::size_t i = t; i < end; ++i)
        if (reaching.empty() || reaching.back() != touches[i].shape) reaching.push_back(touches[i].shape);
      for (; f < fills.size() && fills[f].cell == cell; ++f) reaching.push_back(fills[f].shape);
      std::sort(reaching.begin(), reaching.end());
      part_cell(cell, std::span(touches).subspan(t, end - t));
      t = end;
    }
    for (; f < fills.size(); ++f) own(fills[f]);
  }
  void own(const Fill& fill) {
    if (of.cells_[fill.cell] == kNowhere) of.cells_[fill.cell] = static_cast<std::int32_t>(fill.shape);
  }

  Wgs84Point middle(std::uint32_t cell, int part) const {
    const std::int64_t column = std::int64_t{cell % of.columns_} * 8 + part % 8,
                       row = std::int64_t{cell / of.columns_} * 8 + part / 8;
    const std::int64_t side = std::int64_t{1} << of.shift_;
    return {static_cast<std::int32_t>(of.low_.lon_e7 + column * side + side / 2),
            static_cast<std::int32_t>(of.low_.lat_e7 + row * side + side / 2)};
  }

  enum class At : std::uint8_t { outside, inside, border };

  /// How the shape lies to each part of a cell, given the parts its borders touch. Between neighbouring parts that no
  /// border of it touches nothing changes, so that few middles have to be asked about.
  std::array<At, kParts> laid(std::uint32_t cell, std::uint32_t shape, std::uint64_t touched) const {
    std::array<At, kParts> at{};
    for (int part = 0; part < kParts; ++part) {
      const auto free = [&](int other) { return (touched >> other & 1) == 0; };
      auto& here = at[static_cast<std::size_t>(part)];
      if (!free(part))
        here = At::border;
      else if (part % 8 != 0 && free(part - 1))
        here = at[static_cast<std::size_t>(part - 1)];
      else if (part >= 8 && free(part - 8))
        here = at[static_cast<std::size_t>(part - 8)];
      else
        here = of.held_by(shape, middle(cell, part)) ? At::inside : At::outside;
    }
    return at;
  }

  /// Parts a cell that borders pass. A part no border touches has one owner. In a touched part the candidates are the
  /// shapes whose borders touch it and those that fill it; if each of its borders has a neighbour's on its other side,
  /// the number of owners is the same all over the part and at least one, so that the last candidate needs no test.
  void part_cell(std::uint32_t cell, std::span<const Touch> touched) {
    for (std::vector<std::uint32_t>& list : lists) list.clear();
    std::uint64_t bordered = 0, alone = 0;
    for (const Touch& touch : touched) {
      bordered |= std::uint64_t{1} << touch.part;
      if (touch.alone) alone |= std::uint64_t{1} << touch.part;
    }
    std::size_t t = 0;
    for (const std::uint32_t shape : reaching) {
      std::uint64_t own = 0;
      for (; t < touched.size() && touched[t].shape == shape; ++t) own |= std::uint64_t{1} << touched[t].part;
      const std::array<At, kParts> at = laid(cell, shape, own);
      for (std::size_t part = 0; part < kParts; ++part) {
        if (at[part] == At::outside) continue;
        if ((bordered >> part & 1) != 0 || lists[part].empty()) lists[part].push_back(shape);
      }
    }
    for (std::size_t part = 0; part < kParts; ++part) {
      if (lists[part].empty()) lists[part].push_back(kIndex);
      lists[part].back() |= kLast | ((alone >> part & 1) != 0 ? 0 : kCertain);
    }
    add_block(cell);
  }

  void add_block(std::uint32_t cell) {
    const std::size_t start = of.blocks_.size();
    of.cells_[cell] = kFirstBlock - static_cast<std::int32_t>(start / kLine);
    block.assign(kParts, 0);
    for (std::size_t part = 0; part < kParts; ++part) {
      const std::vector<std::uint32_t>& list = lists[part];
      if ((list.front() & kCertain) != 0) {
        block[part] = list.front();
        continue;
      }
      const auto at = std::search(block.begin() + kParts, block.end(), list.begin(), list.end());
      block[part] = static_cast<std::uint32_t>(at - block.begin());
      if (at == block.end()) block.insert(block.end(), list.begin(), list.end());
    }
    block.resize((block.size() + kLine - 1) / kLine * kLine);
    of.blocks_.insert(of.blocks_.end(), block.begin(), block.end());
  }
};

Locator::Locator(std::span<const Shape> shapes) {
  Builder builder{*this, shapes, {}, {}, {}, {}, {}, {}};
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
  builder.settle();
  blocks_.shrink_to_fit();
}

bool Locator::held_by(std::uint32_t shape, Wgs84Point p) const {
  const Wgs84Point* at = &line_[starts_[shape]];
  const Wgs84Point* end = &line_[starts_[shape + 1] - 1];
  bool inside = false;
  for (; at != end; ++at) inside ^= passes(at[0], at[1], p);
  return inside;
}

std::int32_t Locator::decide(Wgs84Point p, const std::uint32_t* list) const {
  for (;; ++list) {
    const std::uint32_t candidate = *list, shape = candidate & kIndex;
    if ((candidate & kCertain) != 0 || held_by(shape, p)) return owner(candidate);
    if ((candidate & kLast) != 0) return kNowhere;
  }
}

std::size_t Locator::bytes() const {
  return cells_.capacity() * sizeof(cells_[0]) + blocks_.capacity() * sizeof(blocks_[0]) +
         line_.capacity() * sizeof(line_[0]) + starts_.capacity() * sizeof(starts_[0]);
}

}  // namespace linli::territory
