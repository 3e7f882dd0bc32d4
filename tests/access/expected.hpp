#pragma once
#include <map>
#include <string>
#include <vector>

/// The hand-written tables of this folder; see README.md.
namespace linli::expected {

/// What a record (or nothing at all) is to somebody.
enum class Relation { inside, outside, unit, participant, own };
const char* name_of(Relation relation);
inline const std::vector<Relation> kRelations = {Relation::inside, Relation::outside, Relation::unit,
                                                 Relation::participant, Relation::own};

/// rights.csv: permission -> role -> letters.
struct Rights {
  std::vector<std::string> roles;
  std::map<std::string, std::map<std::string, std::string>> letters;
  /// Whether the role, granted over one district (or the whole city), for a unit, may use the permission at all.
  bool holds(const std::string& permission, const std::string& role, bool whole_city) const;
  /// Whether it reaches a record that stands in this relation and no other.
  bool reaches(const std::string& permission, const std::string& role, Relation relation, bool whole_city) const;
};
Rights read_rights();

/// routes.csv, one operation a line.
struct Operation {
  std::string operation, method, path, permission, record;
};
std::vector<Operation> read_operations();

}  // namespace linli::expected
