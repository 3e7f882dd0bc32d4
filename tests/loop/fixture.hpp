#pragma once
#include <gmock/gmock.h>

#include "tests/support/world.hpp"

namespace linli {

/// A demo community on a Monday morning without holidays near, one for all tests of the loop's points; a test that
/// needs another day moves the clock forward.
class Loop : public ::testing::Test {
 protected:
  static World& world();
  /// Moves on to the next Monday at nine, when working time begins to count; others may have left the clock at night.
  static void next_monday();

  /// A self-handled report at a place and of a matter where the rule of repeats leaves room; its receipt.
  /// `sent` becomes what was sent.
  static boost::json::value self_handle(const Uuid& id, boost::json::object* sent = nullptr);
  /// From acknowledged to reported done by the sanitation station (matter 010102).
  static void handle(const std::string& id);
};

std::string id_of(const boost::json::value& receipt);
/// The names of a case's actions, in order.
std::vector<std::string> history_of(const boost::json::value& incident);
/// The action as `incident` offers it; null if it does not.
boost::json::value offer(const boost::json::value& incident, std::string_view action);

}  // namespace linli
