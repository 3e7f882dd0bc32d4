#pragma once
#include "demo/year.hpp"

namespace linli::incidents {

/// Writes the whole year in bulk (bulk_hand.hpp), street by street, as many streets at once as there are processors.
/// Memory holds a thousand cases a street under way, and the events of the last week.
void write_in_bulk(const Setting& setting, const Year& year);

}  // namespace linli::incidents
