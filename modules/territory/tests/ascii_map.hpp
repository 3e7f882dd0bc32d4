#pragma once
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "domain/tracing.hpp"

namespace linli::territory {

/// A map drawn in letters: every letter is one division, `.` and blank are nobody's ground, north is up.
/// Columns and rows are counted from the north-west corner; a letter is a square of `cell` units of 1e-7
/// degree.
struct AsciiMap {
  Wgs84Point south_west{1'133'000'000, 231'000'000};
  std::int32_t cell = 1000;
  std::vector<std::string> rows;

  explicit AsciiMap(const std::string& drawing) {
    std::istringstream in(drawing);
    for (std::string line; std::getline(in, line);)
      if (line.find_first_not_of(" ") != std::string::npos) rows.push_back(line);
  }
  Wgs84Point corner(int column, int row) const {
    return {south_west.lon_e7 + column * cell, south_west.lat_e7 + (static_cast<int>(rows.size()) - row) * cell};
  }
  Wgs84Point middle(int column, int row) const {
    const Wgs84Point p = corner(column, row);
    return {p.lon_e7 + cell / 2, p.lat_e7 - (cell + 1) / 2};
  }
  /// Letter -> its area, corners kept at every letter's corner so that neighbours share all vertices.
  std::map<char, Shape> shapes() const {
    std::map<char, std::vector<Edge>> edges;
    for (int row = 0; row < static_cast<int>(rows.size()); ++row)
      for (int column = 0; column < static_cast<int>(rows[row].size()); ++column) {
        const char letter = rows[row][column];
        if (letter == '.' || letter == ' ') continue;
        const Wgs84Point nw = corner(column, row), ne = corner(column + 1, row), sw = corner(column, row + 1),
                         se = corner(column + 1, row + 1);
        for (const Edge& e : {Edge{nw, sw}, {sw, se}, {se, ne}, {ne, nw}}) edges[letter].push_back(e);
      }
    std::map<char, Shape> shapes;
    for (auto& [letter, border] : edges) shapes[letter] = trace(std::move(border));
    return shapes;
  }
};

}  // namespace linli::territory
