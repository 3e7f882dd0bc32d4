#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "platform/db/connection.hpp"
#include "platform/principal/principal.hpp"

/// Changing the territory: what `linli territory ...` and the demo do. Each call is one transaction and one line in the
/// audit log; it raises the territory's version, and every running process takes the change over within seconds.
namespace linli::territory {

/// On whose behalf and as of when.
struct Act {
  Instant now;
  LocalDate as_of;                         ///< first day the change is in force
  const access::Principal* who = nullptr;  ///< null: the system itself
  std::string request_id = {};
  std::string note = {};  ///< why, in the operator's words; kept with the version
};

struct DivisionsImported {
  std::size_t added = 0, renamed = 0, unchanged = 0, closed = 0;
  std::int64_t version = 0;
};
/// Reads a CSV `code,name,level[,kind]` (header line first; UTF-8; kind only for grids) and adds what is new, renames
/// what is named otherwise, and, with `close_missing`, ends what the file no longer has below the divisions it names at
/// the top. All or nothing: every mistake is reported together, by line, as Refused{fields} with fields such as
/// `lines[12].code`: invalid_division_code, level_does_not_fit, duplicate_in_file, parent_missing, required,
/// unknown_level, kind_unknown, code_was_used (a closed code is never given again, TER-12).
DivisionsImported import_divisions(db::Connection& db, std::string_view csv, std::string_view source,
                                   bool close_missing, const Act& act);

struct OutlinesImported {
  std::size_t drawn = 0;
  std::size_t gaps = 0, overlaps = 0, splinters = 0;  ///< mended between the given outlines
  double mended_m2 = 0;
  std::int64_t version = 0;
};
/// Reads a GeoJSON FeatureCollection in the declared coordinate system, converts it once, joins each feature to a
/// division by its property `code`, or else by `name` among the divisions of `level` below `city`, fits the outlines
/// together (shared borders become the same line on both sides) and stores them. All or nothing; mistakes as
/// Refused{fields}, by feature: division_not_found, name_ambiguous, drawn_twice and those of the GeoJSON reader.
/// The city itself gets the union as its outline when all its districts are drawn.
OutlinesImported import_outlines(db::Connection& db, std::string_view geojson, std::string_view system,
                                 std::string_view city, std::string_view level, bool synthetic, const Act& act);

/// A file of an import: a CSV of divisions or a GeoJSON of outlines, told apart by the name's ending.
struct ImportFile {
  std::string name;  ///< as the messages name it
  std::string text;
};
struct ImportOptions {
  std::string system = {};  ///< coordinate system of the outlines in files that do not declare their own
  std::string level = {};   ///< of the outlines in files whose features have names and no codes
  bool close_missing = false, synthetic = false;
  bool check_only = false;  ///< everything is tried, nothing is kept
};
struct FilesImported {
  DivisionsImported divisions;
  std::map<std::string, OutlinesImported> outlines;  ///< by file
  std::int64_t version = 0;                          ///< 0 when only checked
};
/// Takes all files together as one change: divisions first, then outlines from the districts inwards. All or nothing;
/// the mistakes of all files come at once, as Refused{fields} with fields such as `streets.csv lines[3].code` and
/// `grids.geojson features[7].geometry`. Besides those of `import_divisions` and `import_outlines`: system_needed,
/// level_needed, levels_mixed, duplicate_in_files, file_kind_unknown.
FilesImported import_files(db::Connection& db, const std::vector<ImportFile>& files, const ImportOptions& options,
                           const Act& act);

/// One state the territory had.
struct VersionNote {
  std::int64_t version = 0;
  Instant at;
  std::string action, note;
};
/// The latest first.
std::vector<VersionNote> version_notes(db::Connection& db, int limit);

/// Lets the tree end at `level` (street, community or grid) for a jurisdiction (TER-25): points are then located to
/// divisions of that level. Refused{"division_not_found"} {code} or {"stop_above_itself"} {code, level}.
void stop_at_level(db::Connection& db, std::string_view prefix, std::string_view level, const Act& act);

struct CityInvented {
  std::size_t streets = 0, communities = 0, grids = 0;
  double seconds = 0;
  std::int64_t version = 0;
};
/// Fills the drawn districts below `city` that are among `districts` (empty: all) with generated outlines for their
/// streets and communities and with new grids, `grids` in the whole city, all marked synthetic. Grids are named by
/// `grid_name` with `{n}` replaced by their number. Refused{"already_drawn"} where something is drawn below a district.
CityInvented invent_geometry(db::Connection& db, std::string_view city, const std::vector<std::string>& districts,
                             std::uint32_t grids, const std::string& grid_name, const Act& act);

/// A worker's post on grids' notices.
struct Posting {
  Uuid id;
  std::string grid;
  std::string post;  ///< main, a or b
  Uuid account;
  std::string public_name;  ///< as published; not the account's private record
  std::string office_phone;
};
/// Puts workers on grids' notices from `act.as_of` on, with the service matters published there. One worker a post at a
/// time: Refused{"grid_has_worker"} when it is taken.
void post_workers(db::Connection& db, const std::vector<Posting>& postings, const std::vector<std::string>& matters,
                  const Act& act);

}  // namespace linli::territory
