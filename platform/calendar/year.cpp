#include "platform/calendar/year.hpp"

#include <map>

#include "platform/yaml/strict.hpp"

namespace linli::calendar {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr days kLongest{15};         ///< of one festival; more is a slip of the pen
constexpr days kOfTheYearBefore{7};  ///< a festival of early January may begin in December
constexpr unsigned kFixed[][2] = {{1, 1}, {5, 1}, {10, 1}};

LocalDate on(int year, unsigned month, unsigned day) {
  return std::chrono::local_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day));
}

class Reader {
 public:
  Year read(std::string_view text) {
    const YAML::Node root = yaml::load(text);
    if (!mistakes_.only_keys(root, "", {"year", "source", "festivals"})) mistakes_.done();
    year_.number = static_cast<int>(mistakes_.integer(root, "", "year"));
    year_.source = mistakes_.text(root, "", "source");
    if (year_.number < 2000 || year_.number > 2100) mistakes_.add("year", "calendar_year_unlikely");
    mistakes_.done();  // without the year no date can be judged
    const YAML::Node festivals = root["festivals"];
    if (!festivals || !festivals.IsSequence() || festivals.size() == 0)
      mistakes_.add("festivals", "yaml_missing", {{"key", "festivals"}});
    else
      for (std::size_t i = 0; i < festivals.size(); ++i) festival(festivals[i], "festivals[" + std::to_string(i) + "]");
    for (const auto& [month, day] : kFixed)
      if (const LocalDate fixed = on(year_.number, month, day); !found_.contains(fixed) || found_[fixed].workday)
        mistakes_.add("festivals", "calendar_fixed_day", {{"day", to_text(fixed)}});
    mistakes_.done();
    for (auto& [date, day] : found_) year_.days.push_back(std::move(day));
    return std::move(year_);
  }

 private:
  void festival(const YAML::Node& node, const std::string& path) {
    if (!mistakes_.only_keys(node, path, {"name", "off", "work"})) return;
    const std::string name = mistakes_.text(node, path, "name");
    if (const auto off = dates(node["off"], path + ".off"); off.size() == 1 || off.size() == 2)
      span(off.front(), off.back(), name, path + ".off");
    else
      mistakes_.add(path + ".off", "calendar_off");
    if (!node["work"]) return;
    const auto work = dates(node["work"], path + ".work");
    for (std::size_t i = 0; i < work.size(); ++i) {
      const std::chrono::weekday weekday(work[i]);
      const std::string at = path + ".work[" + std::to_string(i) + "]";
      if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday)
        mistakes_.add(at, "calendar_not_weekend", {{"day", to_text(work[i])}});
      add({work[i], true, name}, at);
    }
  }

  void span(LocalDate first, LocalDate last, const std::string& name, const std::string& path) {
    if (last < first) return mistakes_.add(path, "calendar_reversed");
    if (last - first >= kLongest) return mistakes_.add(path, "calendar_long");
    for (LocalDate day = first; day <= last; day += days(1)) add({day, false, name}, path);
  }

  void add(Day day, const std::string& path) {
    if (day.day < on(year_.number, 1, 1) - kOfTheYearBefore || day.day > on(year_.number, 12, 31))
      return mistakes_.add(path, "calendar_other_year",
                           {{"day", to_text(day.day)}, {"year", std::to_string(year_.number)}});
    if (const LocalDate date = day.day; !found_.emplace(date, std::move(day)).second)
      mistakes_.add(path, "calendar_twice", {{"day", to_text(date)}});
  }

  /// One date or a list of them; what is none is a mistake.
  std::vector<LocalDate> dates(const YAML::Node& node, const std::string& path) {
    std::vector<LocalDate> all;
    auto take = [&](const YAML::Node& one) {
      try {
        all.push_back(parse_date(one.IsScalar() ? one.Scalar() : std::string()));
      } catch (const Refused& refused) {
        mistakes_.add(path, refused.code, refused.values);
      }
    };
    if (node && node.IsSequence())
      for (const auto& one : node) take(one);
    else if (node && node.IsScalar())
      take(node);
    return all;
  }

  Year year_;
  std::map<LocalDate, Day> found_;
  yaml::Mistakes mistakes_;
};

}  // namespace

Year read_year(std::string_view yaml) { return Reader().read(yaml); }

}  // namespace linli::calendar
