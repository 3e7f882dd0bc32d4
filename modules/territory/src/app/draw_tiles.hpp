#pragma once
#include <string_view>

#include "kernel/time.hpp"
#include "platform/db/connection.hpp"

namespace linli::territory {

/// The zoom from which on a layer (`districts`, `streets`, `communities`, `grids`) is drawn, or 99 if there is no such
/// layer.
int first_zoom(std::string_view layer);
/// Makes the drawings that tiles are cut from anew, for the territory in force on `today`; part of the caller's
/// transaction.
void draw_tiles(db::Connection& db, LocalDate today);

}  // namespace linli::territory
