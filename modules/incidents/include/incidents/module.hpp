#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "kernel/time.hpp"

namespace linli::app {
class Registry;
}

namespace linli::incidents {

/// Routes, the loop's workflow, the counter job, file access, and the demo city's cases.
void register_module(app::Registry& registry);

/// How a demo city's cases are written: step by step through the product's commands, or in bulk. Provided in the
/// context before the start, it says so for any size (a test compares the two); else a district and a city are written
/// in bulk.
struct DemoFill {
  bool in_bulk = false;
  std::size_t lives = 0;  ///< by commands: only so many of the year's cases, with what they depend on; zero: all
};

/// Makes the demo city in `data_dir` so many years old, while no program serves it: the ended cases of its year again
/// in each year before, with their state and figures; history, evidence, words and log stay with the newest year alone,
/// as if the older ones had gone to the archive. How many cases there are then. Throws
/// Refused{"demo_years_without_demo"} {path}, {"demo_years_present"}.
std::int64_t add_demo_years(const std::string& conninfo, const std::string& data_dir, const CityZone& zone, int years);

}  // namespace linli::incidents
