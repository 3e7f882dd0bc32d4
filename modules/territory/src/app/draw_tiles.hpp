#pragma once
#include "kernel/time.hpp"
#include "platform/db/connection.hpp"

namespace linli::territory {

/// Zoom levels: below kFirstZoom of its layer a division is not drawn; from kExactZoom on it is drawn as it is.
inline constexpr int kExactZoom = 13;
/// First zoom of a layer (`districts`, `streets`, `communities`, `grids`), or 99 for a name that is no layer.
int first_zoom(std::string_view layer);
/// The drawing that serves a tile of this zoom.
int drawing_for(int zoom);

/// Makes the drawings that tiles are cut from anew, for the territory in force on `today`; part of the caller's
/// transaction.
void draw_tiles(db::Connection& db, LocalDate today);

}  // namespace linli::territory
