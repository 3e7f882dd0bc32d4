#include "store/store.hpp"

#include <algorithm>

#include "domain/wkb.hpp"
#include "territory_sql.hpp"

namespace linli::territory::store {

namespace {

std::string parent_of(const std::string& code) {
  switch (level_of(code)) {
    case Level::city:
      return "";
    case Level::district:
      return code.substr(0, 4);
    default:
      return code.substr(0, code.size() - 3);
  }
}

/// Rows written by one statement, so that none runs long.
constexpr std::size_t kPortion = 2'000;

template <class Item, class Write>
void in_portions(std::span<const Item> items, Write write) {
  for (std::size_t at = 0; at < items.size(); at += kPortion)
    write(items.subspan(at, std::min(kPortion, items.size() - at)));
}

std::int32_t e7(const db::Row& row, std::string_view column) {
  return static_cast<std::int32_t>(row.maybe_integer(column).value_or(0));
}

Division division(const db::Row& row) {
  Division d;
  d.code = row.text("code");
  d.name = row.text("name");
  d.level = parse_level(row.view("level"));
  d.kind = row.maybe_text("kind").value_or("");
  d.synthetic = row.boolean("synthetic");
  d.drawn = !row.is_null("centre_lon_e7");
  d.centre = {e7(row, "centre_lon_e7"), e7(row, "centre_lat_e7")};
  d.box = {{e7(row, "west_e7"), e7(row, "south_e7")}, {e7(row, "east_e7"), e7(row, "north_e7")}};
  d.valid_from = row.date("valid_from");
  d.valid_to = row.maybe_date("valid_to");
  return d;
}

}  // namespace

State state(db::Connection& db) {
  const db::Row row = db.run(sql::version)[0];
  return {row.integer("number"), row.instant("changed_at")};
}

std::int64_t version(db::Connection& db) { return state(db).version; }

std::int64_t raise_version(db::Connection& db, Instant now) {
  return db.run(sql::raise_version, db::Params::of(now))[0].integer("number");
}

void note_version(db::Connection& db, const VersionNote& note) {
  db.run(sql::add_version_note, db::Params::of(note.version, note.at, note.action, note.note));
}

std::vector<VersionNote> version_notes(db::Connection& db, int limit) {
  std::vector<VersionNote> notes;
  for (const db::Row row : db.run(sql::version_notes, db::Params::of(limit)))
    notes.push_back({row.integer("version"), row.instant("at"), row.text("action"), row.text("note")});
  return notes;
}

std::vector<Division> divisions_in_force(db::Connection& db, LocalDate today) {
  std::vector<Division> divisions;
  for (const db::Row& row : db.run(sql::divisions_in_force, db::Params::of(today))) divisions.push_back(division(row));
  return divisions;
}

std::map<std::string, Shape> outlines_in_force(db::Connection& db, LocalDate today) {
  std::map<std::string, Shape> outlines;
  for (const db::Row& row : db.run(sql::outlines_in_force, db::Params::of(today)))
    outlines.emplace(row.text("code"), shape_from_wkb(row.bytes("outline")));
  return outlines;
}

Shape outline(db::Connection& db, std::string_view code) {
  const auto row = db.run(sql::outline_of, db::Params::of(code)).first();
  return row ? shape_from_wkb(row->bytes("outline")) : Shape{};
}

std::map<std::string, Level> stopping_levels(db::Connection& db) {
  std::map<std::string, Level> levels;
  for (const db::Row& row : db.run(sql::stopping_levels)) levels[row.text("prefix")] = parse_level(row.view("level"));
  return levels;
}

void set_stopping_level(db::Connection& db, std::string_view prefix, Level level) {
  db.run(sql::set_stopping_level, db::Params::of(prefix, to_text(level)));
}

std::map<std::string, Known> known_codes(db::Connection& db, std::string_view prefix) {
  std::map<std::string, Known> known;
  for (const db::Row& row : db.run(sql::known_codes, db::Params::of(prefix)))
    known[row.text("code")] = {row.text("name"), row.maybe_text("kind").value_or(""), row.date("valid_from"),
                               row.maybe_date("valid_to"), row.boolean("drawn")};
  return known;
}

void add(db::Connection& db, std::span<const NewDivision> divisions, const Origin& origin) {
  std::vector<NewDivision> parents_first(divisions.begin(), divisions.end());
  std::sort(parents_first.begin(), parents_first.end(), [](const NewDivision& a, const NewDivision& b) {
    return std::pair(a.code.size(), std::string_view(a.code)) < std::pair(b.code.size(), std::string_view(b.code));
  });
  in_portions(std::span<const NewDivision>(parents_first), [&](std::span<const NewDivision> portion) {
    std::vector<std::string> codes, levels, parents, names, kinds;
    for (const NewDivision& d : portion) {
      codes.push_back(d.code);
      levels.emplace_back(to_text(level_of(d.code)));
      parents.push_back(parent_of(d.code));
      names.push_back(d.name);
      kinds.push_back(d.kind);
    }
    db.run(sql::add_divisions,
           db::Params::of(codes, levels, parents, names, kinds, origin.valid_from, origin.source, origin.synthetic));
  });
}

void rename(db::Connection& db, const std::map<std::string, std::string>& names) {
  std::vector<std::string> codes, new_names;
  for (const auto& [code, name] : names) {
    codes.push_back(code);
    new_names.push_back(name);
  }
  db.run(sql::rename_divisions, db::Params::of(codes, new_names));
}

void close(db::Connection& db, const std::vector<std::string>& codes, LocalDate end) {
  db.run(sql::close_divisions, db::Params::of(codes, end));
}

void draw(db::Connection& db, const std::map<std::string, Shape>& outlines, bool synthetic) {
  const std::vector<std::pair<std::string, const Shape*>> all = [&] {
    std::vector<std::pair<std::string, const Shape*>> list;
    for (const auto& [code, shape] : outlines) list.emplace_back(code, &shape);
    return list;
  }();
  in_portions(std::span(all), [&](auto portion) {
    std::vector<std::string> codes, shapes, lons, lats, wests, souths, easts, norths;
    for (const auto& [code, shape] : portion) {
      const Box box = bounds(*shape);
      const Wgs84Point centre = label_point(*shape);
      codes.push_back(code);
      shapes.push_back(wkb_hex(*shape));
      lons.push_back(std::to_string(centre.lon_e7));
      lats.push_back(std::to_string(centre.lat_e7));
      wests.push_back(std::to_string(box.low.lon_e7));
      souths.push_back(std::to_string(box.low.lat_e7));
      easts.push_back(std::to_string(box.high.lon_e7));
      norths.push_back(std::to_string(box.high.lat_e7));
    }
    db.run(sql::draw_outlines, db::Params::of(codes, shapes, lons, lats, wests, souths, easts, norths, synthetic));
  });
}

void forget_tiles(db::Connection& db, std::string_view layer) { db.run(sql::forget_tiles, db::Params::of(layer)); }

void add_tiles(db::Connection& db, std::string_view layer, std::span<const TileDrawing> drawings) {
  in_portions(drawings, [&](std::span<const TileDrawing> portion) {
    std::vector<std::string> codes, names, kinds, exact;
    std::array<std::vector<std::string>, kExactZoom - kFirstDrawnZoom> simpler;
    for (const TileDrawing& drawing : portion) {
      codes.push_back(drawing.division->code);
      names.push_back(drawing.division->name);
      kinds.push_back(drawing.division->kind);
      exact.push_back(wkb_hex_mercator(drawing.exact));
      for (std::size_t i = 0; i < simpler.size(); ++i)
        simpler[i].push_back(drawing.simpler[i].empty() ? std::string() : wkb_hex_mercator(drawing.simpler[i]));
    }
    db::Params params = db::Params::of(layer, codes, names, kinds, exact);
    for (const std::vector<std::string>& column : simpler) params.add(column);
    db.run(sql::add_tiles, params);
  });
}

std::string tile(db::Connection& db, std::string_view layer, int z, int x, int y) {
  return db.run(sql::tile, db::Params::of(layer, z, z, x, y))[0].bytes("tile");
}

}  // namespace linli::territory::store
