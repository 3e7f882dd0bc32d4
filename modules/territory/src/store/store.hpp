#pragma once
#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

/// The territory's tables, read and written.
namespace linli::territory::store {

struct State {
  std::int64_t version;
  Instant since;
};
State state(db::Connection& db);
std::int64_t version(db::Connection& db);
/// Takes the lock all changes take, and returns the number the new state will have.
std::int64_t raise_version(db::Connection& db, Instant now);

void note_version(db::Connection& db, const VersionNote& note);
std::vector<VersionNote> version_notes(db::Connection& db, int limit);

std::vector<Division> divisions_in_force(db::Connection& db, LocalDate today);
/// Code -> outline of everything drawn and in force.
std::map<std::string, Shape> outlines_in_force(db::Connection& db, LocalDate today);
/// One division's outline; empty if it has none.
Shape outline(db::Connection& db, std::string_view code);
/// Prefix -> level where the tree ends there.
std::map<std::string, Level> stopping_levels(db::Connection& db);
void set_stopping_level(db::Connection& db, std::string_view prefix, Level level);

/// What an import compares with: every code ever given.
struct Known {
  std::string name, kind;
  LocalDate valid_from;
  std::optional<LocalDate> valid_to;
  bool drawn = false;
};
std::map<std::string, Known> known_codes(db::Connection& db, std::string_view prefix);

struct NewDivision {
  std::string code, name, kind;
};
struct Origin {
  LocalDate valid_from;
  std::string source;
  bool synthetic = false;
};
void add(db::Connection& db, std::span<const NewDivision> divisions, const Origin& origin);
/// Code -> new name.
void rename(db::Connection& db, const std::map<std::string, std::string>& names);
/// Ends the divisions and everything below them; `end` is the first day they are no longer in force.
void close(db::Connection& db, const std::vector<std::string>& codes, LocalDate end);
void draw(db::Connection& db, const std::map<std::string, Shape>& outlines, bool synthetic);

void forget_tiles(db::Connection& db, std::string_view layer);
/// One division of a layer with its drawings: as it is, and simpler for zooms kFirstDrawnZoom and up (empty: not
/// drawn).
inline constexpr int kFirstDrawnZoom = 6, kExactZoom = 13;
struct TileDrawing {
  const Division* division;
  Shape exact;
  std::array<Shape, kExactZoom - kFirstDrawnZoom> simpler;
};
void add_tiles(db::Connection& db, std::string_view layer, std::span<const TileDrawing> drawings);
/// A vector tile; empty where there is nothing.
std::string tile(db::Connection& db, std::string_view layer, int z, int x, int y);

}  // namespace linli::territory::store
