#include "expected.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "platform/testing/database.hpp"

namespace linli::expected {
namespace {

std::vector<std::vector<std::string>> read_csv(const std::string& name) {
  const std::string path = source_dir() + "/tests/access/" + name;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no " + path);
  std::vector<std::vector<std::string>> lines;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    std::stringstream rest(line + ",");
    for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(cell);
    if (!lines.empty() && cells.size() != lines[0].size()) throw std::runtime_error(path + ": " + line);
    lines.push_back(std::move(cells));
  }
  return lines;
}

bool has(const std::string& letters, char letter) { return letters.find(letter) != std::string::npos; }

}  // namespace

const char* name_of(Relation relation) {
  switch (relation) {
    case Relation::inside:
      return "inside";
    case Relation::outside:
      return "outside";
    case Relation::unit:
      return "unit";
    case Relation::participant:
      return "participant";
    case Relation::own:
      return "own";
  }
  return "";
}

bool Rights::holds(const std::string& permission, const std::string& role, bool whole_city) const {
  const std::string& cell = letters.at(permission).at(role);
  return cell != "-" && (cell != "C" || whole_city);
}

bool Rights::reaches(const std::string& permission, const std::string& role, Relation relation, bool whole_city) const {
  const std::string& cell = letters.at(permission).at(role);
  if (has(cell, 'E') || (has(cell, 'C') && whole_city)) return true;
  switch (relation) {
    case Relation::inside:
      return has(cell, 'T');
    case Relation::outside:
      return has(cell, 'T') && whole_city;
    case Relation::unit:
      return has(cell, 'U') || (has(cell, 'T') && whole_city);
    case Relation::participant:
      return has(cell, 'P') || (has(cell, 'T') && whole_city);
    case Relation::own:
      return has(cell, 'O') || (has(cell, 'T') && whole_city);
  }
  return false;
}

Rights read_rights() {
  const auto lines = read_csv("rights.csv");
  Rights rights;
  rights.roles.assign(lines[0].begin() + 1, lines[0].end());
  for (std::size_t i = 1; i < lines.size(); ++i)
    for (std::size_t column = 1; column < lines[i].size(); ++column)
      rights.letters[lines[i][0]][rights.roles[column - 1]] = lines[i][column];
  return rights;
}

std::vector<Operation> read_operations() {
  const auto lines = read_csv("routes.csv");
  std::vector<Operation> out;
  for (std::size_t i = 1; i < lines.size(); ++i)
    out.push_back({lines[i][0], lines[i][1], lines[i][2], lines[i][3], lines[i][4]});
  return out;
}

}  // namespace linli::expected
