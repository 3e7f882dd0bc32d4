#pragma once
#include "demo/year.hpp"
#include "domain/settings.hpp"

namespace linli::incidents {

/// `count` cases of the year by chance, and with each what its beginning depends on: earlier cases of the same matter
/// near its place, whose own beginnings depend on earlier ones in turn. In the order of time. Written alone, these are
/// the same cases as within the whole year.
std::vector<std::size_t> sample_of(const Year& year, std::size_t count, const Settings& settings);

}  // namespace linli::incidents
