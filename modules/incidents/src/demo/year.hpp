#pragma once
#include <map>

#include "demo/walk.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {

/// A made-up year up to the present: when each case begins, in which grid, and the chance the rest follows from. Kept
/// in 24 bytes a case, so that a city's year fits in memory; a case's beginning is drawn in full when it is asked for.
/// The same grids, catalogue, present and chance give the same year.
class Year {
 public:
  struct Amount {
    std::int64_t cases = 0;  ///< over the whole year
    std::int64_t fresh = 0;  ///< more of the last four days, so that every state of the loop is seen today
  };
  Year(app::Context& context, const Incidents& incidents, const Script& script, const std::vector<std::string>& grids,
       Chance& chance, Instant now, Amount amount);

  std::size_t size() const { return cases_.size(); }
  /// The `i`th case in the order of time.
  Seed seed(std::size_t i) const;
  /// Numbers of the cases of each street, in the order of time.
  std::map<std::string, std::vector<std::uint32_t>> by_street() const;
  /// The numbers for life are given: the next report of a day goes on after them.
  void take_numbers(db::Connection& db) const;

 private:
  struct Begun {
    Instant at;
    std::uint64_t chance;
    std::uint32_t grid, number;  ///< number: of its district's day, from 1
  };
  struct Grid {
    territory::Division division;
    std::string street, district;
  };
  const territory::Territory& territory_;
  const CityZone& zone_;
  const std::vector<Matter>& matters_;
  std::vector<Grid> grids_;
  std::map<std::string, std::vector<int>> weights_;  ///< of the matters, by district: what it does not admit has none
  std::vector<Begun> cases_;
};

}  // namespace linli::incidents
