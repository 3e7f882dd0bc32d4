#include "app/read_cases.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <set>

#include "app/read_request.hpp"
#include "incidents/public_view.hpp"
#include "open311_sql.hpp"
#include "territory/territory.hpp"

namespace linli::open311 {
namespace {

using incidents::PublicCase;
using incidents::PublicFilter;
using incidents::PublicUpdate;

using std::chrono::hours;

/// How far a question reaches in time.
struct Window {
  hours most, unasked;  ///< asked for; when no date is given
};
constexpr Window kOfRequests{hours(24 * 90), hours(24 * 90)};
// Steps are a dozen a case: who polls asks for hours, and who was away for days asks day by day.
constexpr Window kOfUpdates{hours(24 * 7), hours(24)};
constexpr std::int64_t kMostRows = 1000;
constexpr std::size_t kMostNumbers = 200;

std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    std::string_view item = std::string_view(text).substr(from, to - from);
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
    from = to + 1;
  }
  return items;
}

std::string moment(Instant at) { return to_text(std::chrono::floor<std::chrono::seconds>(at)); }
json::value maybe(const std::optional<Instant>& at) { return at ? json::value(moment(*at)) : json::value(nullptr); }

/// What a question asks for; nothing when no published case can be meant.
class Question {
 public:
  Question(Open311& open311, const http::Call& call, Window window)
      : open311_(open311), form_(form_of(call.request.query)), window_(window) {
    open311.check_jurisdiction(form_);
    numbers_ = listed(form_.value("service_request_id").value_or(""));
    filter_.sources = open311.settings().published_sources;
    if (numbers_.size() > kMostNumbers)
      mistake("service_request_id", "too_many", {{"max", std::to_string(kMostNumbers)}});
    read_page();
    if (!numbers_.empty()) {
      filter_.numbers = numbers_;
    } else {
      read_services();
      read_window(call.now);
      read_status();
    }
    if (filter_.matters.empty()) publish_all();
    if (!mistakes_.empty()) throw Refused(std::move(mistakes_));
  }
  const PublicFilter& filter() const { return filter_; }
  const std::vector<std::string>& numbers() const { return numbers_; }
  bool meets_nothing() const { return nothing_; }
  std::optional<std::string> key() const { return form_.value("api_key"); }

 private:
  void mistake(std::string field, std::string code, std::map<std::string, std::string> values = {}) {
    mistakes_.push_back({std::move(field), std::move(code), std::move(values)});
  }
  std::int64_t count(const char* name, std::int64_t otherwise) {
    const std::string given = form_.value(name).value_or("");
    if (given.empty()) return otherwise;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (error == std::errc() && end == given.data() + given.size() && value >= 1 && value <= 1'000'000) return value;
    mistake(name, "open311_page");
    return otherwise;
  }
  void read_page() {
    filter_.limit = std::min(count("page_size", kMostRows), kMostRows);
    filter_.offset = (count("page", 1) - 1) * filter_.limit;
  }
  void publish_all() {
    for (const incidents::Matter& matter : incidents::catalogue(open311_.context()).matters())
      if (open311_.publishes(matter)) filter_.matters.push_back(matter.code);
    nothing_ = nothing_ || filter_.matters.empty();
  }
  void read_services() {
    const std::vector<std::string> codes = listed(form_.value("service_code").value_or(""));
    for (const std::string& code : codes)
      if (const incidents::Matter& matter = open311_.service(code); open311_.publishes(matter))
        filter_.matters.push_back(matter.code);
    nothing_ = !codes.empty() && filter_.matters.empty();
  }
  std::optional<Instant> date(const char* name, bool end_of_day) {
    const std::optional<std::string> given = form_.value(name);
    if (!given) return std::nullopt;
    const std::optional<Instant> at = read_moment(open311_.context().zone(), *given, end_of_day);
    if (!at) mistake(name, "open311_moment");
    return at;
  }
  void read_window(Instant now) {
    filter_.from = date("start_date", false);
    filter_.to = date("end_date", true);
    if (!filter_.from && !filter_.to) {
      filter_.from = now - window_.unasked;
    } else if (!filter_.from) {
      filter_.from = *filter_.to - window_.most;
    } else if (!filter_.to) {
      filter_.to = *filter_.from + window_.most;
    } else if (*filter_.to < *filter_.from) {
      mistake("end_date", "open311_window_turned");
    } else if (*filter_.to - *filter_.from > window_.most + hours(24)) {
      mistake("end_date", "open311_window_wide", {{"days", std::to_string(window_.most / hours(24))}});
    }
  }
  void read_status() {
    std::set<bool> closed;
    for (const std::string& status : listed(form_.value("status").value_or("")))
      if (status == "open" || status == "closed")
        closed.insert(status == "closed");
      else
        mistake("status", "open311_status");
    if (closed.size() == 1) filter_.closed = *closed.begin();
  }

  Open311& open311_;
  Form form_;
  Window window_;
  PublicFilter filter_;
  std::vector<std::string> numbers_;
  std::vector<FieldError> mistakes_;
  bool nothing_ = false;
};

// Numbers that the key's holder filed, of those asked for.
std::vector<std::string> own_numbers(http::Call& call, Open311& open311, const std::string& key,
                                     const std::vector<std::string>& numbers) {
  const access::Principal holder = open311.key_holder(call, key);
  std::vector<std::string> own;
  for (const db::Row row : call.db.run(sql::own_numbers, db::Params::of(holder.session, numbers)))
    own.push_back(row.text("number"));
  return own;
}

std::vector<PublicCase> find_cases(http::Call& call, Open311& open311, const Question& question) {
  std::vector<PublicCase> found;
  if (!question.meets_nothing()) found = incidents::public_cases(call.db, question.filter(), call.now);
  if (question.numbers().empty() || !question.key()) return found;
  PublicFilter own;
  for (std::string& number : own_numbers(call, open311, *question.key(), question.numbers()))
    if (std::none_of(found.begin(), found.end(), [&](const PublicCase& c) { return c.number == number; }))
      own.numbers.push_back(std::move(number));
  if (!own.numbers.empty())
    for (PublicCase& c : incidents::public_cases(call.db, own, call.now)) found.push_back(std::move(c));
  return found;
}

std::string place_of(const Open311& open311, const std::string& grid) {
  std::string names;
  for (const territory::Step& step : open311.context().get<territory::Territory>().path(grid)) names += step.name;
  return names.empty() ? grid : names;
}

double blurred(double degrees, int decimals) {
  const double unit = std::pow(10, decimals);
  return std::round(degrees * unit) / unit;
}

json::object view_of(const Open311& open311, const PublicCase& c) {
  const incidents::Matter* matter = incidents::catalogue(open311.context()).find(c.matter);
  const std::string name = matter ? matter->name : c.matter, place = place_of(open311, c.grid);
  std::string notes = open311.state_name(c.state);
  if (c.overdue) notes += open311.text("overdue");
  const int decimals = open311.settings().place_decimals;
  return {{"service_request_id", c.number},
          {"status", c.closed_at ? "closed" : "open"},
          {"status_notes", notes},
          {"service_name", name},
          {"service_code", c.matter},
          {"description", open311.text("description", {{"matter", name}, {"place", place}})},
          {"agency_responsible", c.answerable ? json::value(*c.answerable) : json::value(nullptr)},
          {"service_notice", nullptr},
          {"requested_datetime", moment(c.reported_at)},
          {"updated_datetime", moment(c.changed_at)},
          {"expected_datetime", maybe(c.due)},
          {"address", place},
          {"address_id", c.grid},
          {"zipcode", nullptr},
          {"lat", blurred(c.place.lat(), decimals)},
          {"long", blurred(c.place.lon(), decimals)},
          {"media_url", nullptr}};
}

json::object view_of(const Open311& open311, const PublicUpdate& u) {
  std::string step = open311.text_or("step." + u.action, "step.other");
  if (u.unit) step = open311.text("by", {{"step", step}, {"unit", *u.unit}});
  return {{"update_id", u.id.text()}, {"service_request_id", u.number},   {"status", u.closed ? "closed" : "open"},
          {"description", step},      {"updated_datetime", moment(u.at)}, {"media_url", nullptr}};
}

PublicCase find_one(http::Call& call, Open311& open311, const std::string& number) {
  Form form = form_of(call.request.query);
  open311.check_jurisdiction(form);
  PublicFilter filter;
  filter.numbers = {number};
  const std::vector<PublicCase> found = incidents::public_cases(call.db, filter, call.now);
  const auto published = [&](const PublicCase& c) {
    const incidents::Matter* matter = incidents::catalogue(open311.context()).find(c.matter);
    const std::vector<std::string>& sources = open311.settings().published_sources;
    return matter && open311.publishes(*matter) && std::find(sources.begin(), sources.end(), c.source) != sources.end();
  };
  if (!found.empty() &&
      (published(found[0]) ||
       (form.value("api_key") && !own_numbers(call, open311, *form.value("api_key"), {number}).empty())))
    return found[0];
  throw Refused{"open311_request_unknown"};
}

}  // namespace

json::value list_requests(http::Call& call, Open311& open311) {
  json::array list;
  for (const PublicCase& c : find_cases(call, open311, Question(open311, call, kOfRequests)))
    list.push_back(view_of(open311, c));
  return list;
}

json::value show_request(http::Call& call, Open311& open311, const std::string& number) {
  return json::array{view_of(open311, find_one(call, open311, number))};
}

json::value show_token(http::Call& call, Open311& open311, const std::string& token) {
  const PublicCase found = find_one(call, open311, token);
  return json::array{json::object{{"service_request_id", found.number}, {"token", found.number}}};
}

json::value list_updates(http::Call& call, Open311& open311) {
  const Question question(open311, call, kOfUpdates);
  std::vector<PublicUpdate> found;
  if (!question.meets_nothing()) found = incidents::public_updates(call.db, question.filter());
  if (!question.numbers().empty() && question.key()) {
    PublicFilter own;
    own.limit = question.filter().limit;
    own.numbers = own_numbers(call, open311, *question.key(), question.numbers());
    std::set<Uuid> known;
    for (const PublicUpdate& u : found) known.insert(u.id);
    if (!own.numbers.empty())
      for (PublicUpdate& u : incidents::public_updates(call.db, own))
        if (!known.contains(u.id)) found.push_back(std::move(u));
  }
  json::array list;
  for (const PublicUpdate& u : found) list.push_back(view_of(open311, u));
  return list;
}

}  // namespace linli::open311
