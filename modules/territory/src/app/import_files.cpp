#include <algorithm>
#include <boost/json.hpp>

#include "app/change.hpp"
#include "app/draw_tiles.hpp"
#include "app/import_parts.hpp"
#include "territory/import.hpp"
#include "territory/territory.hpp"

namespace linli::territory {

namespace {

/// One file of outlines, read.
struct Drawing {
  std::string file;
  std::vector<Outline> outlines;
  Level level = Level::city;
  std::vector<std::string> codes;
};

/// Nothing is wrong, and nothing is to be kept.
struct OnlyChecked {};

class FilesImport {
 public:
  FilesImport(const std::vector<ImportFile>& files, const ImportOptions& options) : options_(options) {
    for (const ImportFile& file : files) {
      if (file.name.ends_with(".csv"))
        read_lines(file);
      else if (file.name.ends_with(".geojson") || file.name.ends_with(".json"))
        read_drawing(file);
      else
        mistakes_.push_back({file.name, "file_kind_unknown", {}});
    }
    // What is outside is drawn first; a file's own order is kept.
    std::stable_sort(drawings_.begin(), drawings_.end(),
                     [](const Drawing& a, const Drawing& b) { return a.level < b.level; });
  }

  /// The code all divisions lie below; "" for none.
  std::string top() const {
    std::string top;
    for (const DivisionLine& line : lines_) {
      if (!top.empty() && !line.code.starts_with(top)) return "";
      top = line.code.substr(0, 4);
    }
    return top;
  }

  boost::json::value carry_out_in(db::Connection& db, const Act& act, FilesImported& result) {
    std::map<std::string, store::Known> known = store::known_codes(db, "");
    const DivisionPlan plan = compare(lines_, known, options_.close_missing, mistakes_);
    for (const DivisionLine& line : lines_) known.insert({line.code, {line.name, line.kind, act.as_of, {}, false}});
    std::map<std::string, std::string> drawn;
    for (Drawing& drawing : drawings_) join(drawing, known, drawn);
    if (!mistakes_.empty()) throw Refused(std::move(mistakes_));
    carry_out(db, plan, "import", act.as_of, result.divisions);
    boost::json::object outlines;
    for (const Drawing& drawing : drawings_) {
      try {
        const OutlinesImported done =
            fit_and_draw(db, drawing.outlines, drawing.codes, known, drawing.codes.front().substr(0, 4), drawing.level,
                         options_.synthetic);
        result.outlines[drawing.file] = done;
        outlines[drawing.file] = done.drawn;
      } catch (const Refused& refused) {
        add_mistakes(drawing.file, refused);
      }
    }
    if (!mistakes_.empty()) throw Refused(std::move(mistakes_));
    draw_tiles(db, act.as_of);
    return {{"added", result.divisions.added},
            {"renamed", result.divisions.renamed},
            {"closed", result.divisions.closed},
            {"outlines", std::move(outlines)},
            {"note", act.note}};
  }

 private:
  void add_mistakes(const std::string& file, const Refused& refused) {
    if (refused.fields.empty()) mistakes_.push_back({file, refused.code, refused.values});
    for (const FieldError& error : refused.fields)
      mistakes_.push_back({error.field.empty() ? file : file + " " + error.field, error.code, error.values});
  }

  void read_lines(const ImportFile& file) {
    std::vector<FieldError> own;
    for (DivisionLine& line : read_divisions(file.text, own)) {
      line.file = file.name;
      if (const auto [first, is_new] = file_of_.emplace(line.code, file.name); !is_new)
        mistakes_.push_back({line.where(), "duplicate_in_files", {{"code", line.code}, {"file", first->second}}});
      else
        lines_.push_back(std::move(line));
    }
    if (!own.empty()) add_mistakes(file.name, Refused(std::move(own)));
  }

  void read_drawing(const ImportFile& file) {
    try {
      Drawing drawing{file.name, read_outlines(file.text, options_.system), {}, {}};
      drawing.level = level_of_all(drawing);
      drawings_.push_back(std::move(drawing));
    } catch (const Refused& refused) {
      add_mistakes(file.name, refused);
    }
  }

  Level level_of_all(const Drawing& drawing) const {
    std::optional<Level> level;
    if (!options_.level.empty()) level = parse_level(options_.level);
    std::vector<FieldError> mistakes;
    for (std::size_t i = 0; i < drawing.outlines.size(); ++i) {
      if (drawing.outlines[i].code.empty()) continue;
      const std::string where = "features[" + std::to_string(i) + "].properties.code";
      try {
        const Level own = level_of(drawing.outlines[i].code);
        if (level && own != *level)
          mistakes.push_back({where, "levels_mixed", {{"level", std::string(to_text(*level))}}});
        if (!level) level = own;
      } catch (const Refused& refused) {
        mistakes.push_back({where, refused.code, refused.values});
      }
    }
    if (!level && mistakes.empty()) throw Refused("level_needed");
    if (!mistakes.empty()) throw Refused(std::move(mistakes));
    return *level;
  }

  void join(Drawing& drawing, const std::map<std::string, store::Known>& known,
            std::map<std::string, std::string>& drawn) {
    std::vector<FieldError> own;
    drawing.codes = joined(drawing.outlines, known, drawing.level, own);
    for (std::size_t i = 0; own.empty() && i < drawing.codes.size(); ++i) {
      const std::string where = "features[" + std::to_string(i) + "].properties.code";
      if (drawing.codes[i].substr(0, 4) != drawing.codes.front().substr(0, 4))
        own.push_back({where, "cities_mixed", {}});
      else if (!drawn.emplace(drawing.codes[i], drawing.file).second)
        own.push_back({where, "drawn_twice", {{"name", drawing.outlines[i].name}}});
    }
    if (!own.empty()) add_mistakes(drawing.file, Refused(std::move(own)));
  }

  const ImportOptions& options_;
  std::vector<FieldError> mistakes_;
  std::vector<DivisionLine> lines_;
  std::map<std::string, std::string> file_of_;
  std::vector<Drawing> drawings_;
};

}  // namespace

FilesImported import_files(db::Connection& db, const std::vector<ImportFile>& files, const ImportOptions& options,
                           const Act& act) {
  FilesImport import(files, options);
  FilesImported result;
  try {
    result.version = change(db, act, "territory.import", import.top(), [&](db::Connection& inside) {
      boost::json::value detail = import.carry_out_in(inside, act, result);
      if (options.check_only) throw OnlyChecked();
      return detail;
    });
  } catch (const OnlyChecked&) {
  }
  return result;
}

}  // namespace linli::territory
