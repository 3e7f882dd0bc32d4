#include "demo/fill.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <set>

#include "app/report_incident.hpp"
#include "demo/chance.hpp"
#include "demo/picture.hpp"
#include "demo/script.hpp"
#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/files/files.hpp"
#include "platform/log/log.hpp"
#include "platform/resources.hpp"
#include "platform/workflow/workflow.hpp"
#include "territory/territory.hpp"

namespace linli::incidents {
namespace {

using access::Principal;
using std::chrono::minutes;

/// Staff of the demo as principals, by role.
class Staff {
 public:
  Staff(app::Context& context, db::Connection& db) {
    std::map<Uuid, std::size_t> by_account;
    const access::Access& access = context.get<access::Access>();
    for (const db::Row row : db.run(sql::demo_staff)) {
      access::Grant grant;
      grant.role = row.text("role");
      grant.prefix = row.text("prefix");
      grant.line = row.text("line");
      grant.unit = row.maybe_uuid("unit").value_or(Uuid{});
      Principal who = access.principal_of({grant}, true, true);
      who.kind = Principal::Kind::staff;
      who.account = row.uuid("account");
      who.person = row.uuid("person");
      who.display = row.text("display");
      people_.push_back(std::move(who));
    }
  }
  /// One holder of `role` whose territory holds `code` (or of `unit`), none of `busy`; nullptr if there is none.
  const Principal* pick(Chance& chance, std::string_view role, std::string_view code, const Uuid& unit,
                        const std::set<Uuid>& busy) const {
    std::vector<const Principal*> fit;
    for (const Principal& p : people_) {
      const access::Grant& g = p.grants.front();
      if (g.role != role || busy.contains(p.person)) continue;
      if (unit.is_nil() ? code.starts_with(g.prefix) && !g.prefix.empty() : g.unit == unit) fit.push_back(&p);
    }
    return fit.empty() ? nullptr : chance.of(fit);
  }
  bool empty() const { return people_.empty(); }

 private:
  std::vector<Principal> people_;
};

struct Unit {
  Uuid id;
  std::string kind, prefix;
};

/// One demo case walked through the loop until its time runs into the present.
class Walk {
 public:
  Walk(app::Context& context, Incidents& incidents, db::Connection& db, const Staff& staff,
       const std::vector<Unit>& units, const Script& script, const Pictures& pictures, Chance& chance, Instant until)
      : context_(context),
        incidents_(incidents),
        db_(db),
        staff_(staff),
        units_(units),
        script_(script),
        pictures_(pictures),
        chance_(chance),
        until_(until),
        engine_(context.get<workflow::Engine>()),
        calendar_(context.get<calendar::Calendar>().current()) {}

  void run(const Matter& matter, Instant at, Wgs84Point place, const std::string& code) {
    matter_ = &matter;
    at_ = at;
    code_ = code;
    const bool public_report = matter.open_to_public && chance_.in_hundred(34);
    if (!report(public_report, place)) return;
    if (self_handled_) return;
    if (public_report && !verify()) return;
    if (!accept_and_dispatch()) return;
    if (!handle_and_check()) return;
    feed_back_and_rate();
  }

 private:
  json::array photo(const char* stage) { return {{{"digest", pictures_.pick(chance_)}, {"stage", stage}}}; }

  bool later(int from_minutes, int to_minutes) {
    const std::int64_t wait = from_minutes + chance_.below(to_minutes - from_minutes + 1);
    at_ = matter_->urgent ? at_ + minutes(wait) : calendar_->after(at_, {wait, DurationUnit::working_minutes}).at;
    return at_ < until_;
  }

  bool act(const char* action, const Principal* who, json::object fields, bool as_reporter = false) {
    if (!who) return false;
    workflow::Attempt attempt;
    attempt.who = who;
    attempt.as_reporter = as_reporter;
    attempt.action = action;
    attempt.record_id = Uuid::v7(at_);
    attempt.fields = std::make_shared<json::object>(std::move(fields));
    attempt.now = at_;
    attempt.request_id = "demo";
    engine_.act(db_, "incident", id_, attempt);
    busy_.insert(who->person);
    return true;
  }

  bool report(bool public_report, Wgs84Point place) {
    const int number = 1 + static_cast<int>(chance_.below(88));
    std::string spot = chance_.of(script_.spots);
    spot.replace(spot.find("{n}"), 3, std::to_string(number));
    NewReport r;
    r.id = id_ = Uuid::v7(at_);
    r.matter = matter_->code;
    const auto words = script_.words.find(matter_->code);
    r.description = words == script_.words.end() ? matter_->filing_standard : chance_.of(words->second);
    r.place = {place.lon(), place.lat(), "wgs84", 8.0, chance_.of(script_.roads) + spot};
    if (chance_.in_hundred(80)) r.attachments.push_back({pictures_.pick(chance_), "before", at_});
    const bool phone = !public_report && chance_.in_hundred(20);
    if (public_report || phone)
      r.reporter = ReporterGiven{chance_.of(script_.surnames) + chance_.of(script_.given), synthetic_phone(),
                                 chance_.in_hundred(30)};
    const Principal* who = &anonymous_;
    if (!public_report) {
      who = phone ? staff_.pick(chance_, "dispatcher", code_, {}, {})
                  : staff_.pick(chance_, "grid_worker", code_, {}, {});
      if (!who) return false;
      r.source = phone ? "phone" : "patrol";
      if (!phone && matter_->self_handled && chance_.in_hundred(45)) {
        r.self_handled = self_handled_ = true;
        r.attachments = {{pictures_.pick(chance_), "before", at_}, {pictures_.pick(chance_), "after", at_}};
      }
    }
    http::Request request;
    request.id = "demo";
    request.body = r.id.text();
    http::Call call{request, db_, *who, at_, context_};
    try {
      report_incident(call, incidents_, r, public_report ? Intake::open : Intake::staff);
    } catch (const Refused& refused) {
      if (refused.code != "self_handling_repeat") throw;
      r.self_handled = self_handled_ = false;  // the third time at one place goes up, here as in life
      report_incident(call, incidents_, r, Intake::staff);
    }
    has_reporter_ = r.reporter.has_value();
    if (!public_report) busy_.insert(who->person);
    return true;
  }

  // Numbers of the unassigned 10000 prefix: nobody can be called by mistake.
  std::string synthetic_phone() {
    std::string phone = "1300000";
    for (int i = 0; i < 4; ++i) phone += static_cast<char>('0' + chance_.below(10));
    return phone;
  }

  bool verify() {
    if (!later(4, 90)) return false;
    const Principal* worker = staff_.pick(chance_, "grid_worker", code_, {}, {});
    if (!act("acknowledge", worker, {})) return false;
    if (!later(10, 120)) return false;
    return act("submit", worker, {{"note", matter_->filing_standard}});
  }

  bool accept_and_dispatch() {
    if (!later(5, 100)) return false;
    const Principal* dispatcher = staff_.pick(chance_, "dispatcher", code_, {}, busy_);
    if (!dispatcher) dispatcher = staff_.pick(chance_, "dispatcher", code_, {}, {});
    if (chance_.in_hundred(2)) {
      act("cancel", dispatcher, {{"reason", chance_.of(script_.cancels)}});
      return false;
    }
    if (!act("accept", dispatcher, {})) return false;
    if (!later(5, 90)) return false;
    const Unit* unit = unit_for(matter_->default_unit_kind);
    if (!unit) return false;
    unit_ = unit->id;
    if (!act("dispatch", dispatcher, {{"unit", unit_.text()}})) return false;
    if (!later(5, 130)) return false;
    if (chance_.in_hundred(4)) {
      const Principal* clerk = staff_.pick(chance_, "department", code_, unit_, busy_);
      if (!act("return_to_centre", clerk, {{"reason", chance_.of(script_.returns)}})) return false;
      if (!later(10, 60) || !act("dispatch", dispatcher, {{"unit", unit_.text()}}) || !later(5, 100)) return false;
    }
    handler_ = staff_.pick(chance_, "department", code_, unit_, collectors());
    return act("sign", handler_, {});
  }

  bool handle_and_check() {
    for (int round = 0; round < 3; ++round) {
      if (!later_within_limit()) return false;
      if (!act("report_done", handler_, {{"result", chance_.of(script_.results)}, {"attachments", photo("after")}}))
        return false;
      if (!later(30, 600)) return false;
      const Principal* checker = staff_.pick(chance_, "checker", code_, {}, collectors());
      if (chance_.in_hundred(90)) return act("pass", checker, {{"note", chance_.of(script_.checks)}});
      if (!act("fail", checker, {{"reason", chance_.of(script_.fails)}})) return false;
    }
    return false;
  }

  void feed_back_and_rate() {
    if (!has_reporter_) return;
    const Principal* caller = staff_.pick(chance_, "caller", code_, {}, busy_);
    const bool reached = chance_.in_hundred(86);
    for (int attempt = 0; attempt < (reached ? 1 : 3); ++attempt) {
      if (!later(70, 200) || !act("record_attempt", caller, {{"reached", reached}})) return;
    }
    if (!later(1, 30) || !act("feed_back", caller, {{"note", chance_.of(script_.feedback)}})) return;
    if (!reached || chance_.in_hundred(35)) {  // nobody rates: the case closes by itself when the time is over
      const auto snapshot = engine_.load_case(db_, "incident", id_);
      if (!snapshot || !snapshot->clock || snapshot->clock->due >= until_) return;
      at_ = snapshot->clock->due;
      Principal system;
      system.kind = Principal::Kind::system;
      act("close_unrated", &system, {});
      return;
    }
    if (!later(60, 1500)) return;
    const std::int64_t mood = chance_.below(100);
    const char* score = mood < 76 ? "satisfied" : mood < 92 ? "basically" : "dissatisfied";
    if (!act("rate", &anonymous_, {{"score", score}}, true) || mood < 92) return;
    if (!later(60, 400)) return;
    act("explain", caller, {{"note", chance_.of(script_.explains)}});
  }

  bool later_within_limit() {
    const std::int64_t share = 20 + chance_.below(chance_.in_hundred(7) ? 130 : 75);  // a few come late
    const LegalDuration limit = matter_->limit;
    switch (limit.unit) {
      case DurationUnit::working_days:
        at_ =
            calendar_
                ->after(at_, {limit.count * calendar_->minutes_per_day() * share / 100, DurationUnit::working_minutes})
                .at;
        break;
      case DurationUnit::working_hours:
        at_ = calendar_->after(at_, {limit.count * 60 * share / 100, DurationUnit::working_minutes}).at;
        break;
      default:
        at_ += minutes(limit.count * 60 * share / 100);
    }
    return at_ < until_;
  }

  const Unit* unit_for(const std::string& kind) const {
    for (const Unit& unit : units_)
      if (unit.kind == kind && code_.starts_with(unit.prefix)) return &unit;
    for (const Unit& unit : units_)
      if (unit.kind == "street_enforcement" && code_.starts_with(unit.prefix)) return &unit;
    return nullptr;
  }
  const std::set<Uuid>& collectors() const { return busy_; }

  app::Context& context_;
  Incidents& incidents_;
  db::Connection& db_;
  const Staff& staff_;
  const std::vector<Unit>& units_;
  const Script& script_;
  const Pictures& pictures_;
  Chance& chance_;
  Instant until_;
  workflow::Engine& engine_;
  std::shared_ptr<const WorkingCalendar> calendar_;
  const Matter* matter_ = nullptr;
  Principal anonymous_;
  const Principal* handler_ = nullptr;
  std::set<Uuid> busy_;
  Instant at_;
  Uuid id_, unit_;
  std::string code_;
  bool has_reporter_ = false, self_handled_ = false;
};

// Hours of a day by how much is reported then: quiet nights, a morning and an afternoon peak.
const std::vector<int> kHours = {1, 1, 1, 1, 1, 2, 5, 14, 24, 26, 24, 18, 10, 12, 20, 24, 22, 18, 12, 10, 9, 7, 4, 2};

std::vector<Instant> moments(Chance& chance, const CityZone& zone, Instant now, int count) {
  std::vector<Instant> all;
  const LocalDate today = zone.date_of(now);
  while (static_cast<int>(all.size()) < count) {
    const LocalDate day = today - std::chrono::days(chance.below(365));
    const unsigned weekday = std::chrono::weekday(day).iso_encoding();
    if (weekday >= 6 && chance.in_hundred(45)) continue;  // weekends are quieter
    const auto hour = static_cast<int>(chance.weighted(kHours));
    const LocalTime local = LocalTime(day) + std::chrono::hours(hour) + std::chrono::seconds(chance.below(3600));
    const Instant at = zone.to_instant(local);
    if (at < now - minutes(3)) all.push_back(at);
  }
  // The last days are full, so that every state of the loop is seen today.
  for (int i = 0; i < count / 12; ++i) all.push_back(now - minutes(5 + chance.below(4 * 24 * 60)));
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

void fill_demo_cases(app::Context& context, Incidents& incidents, db::Connection& db, const std::string& size) {
  const Instant now = context.clock().now();
  const Staff staff(context, db);
  if (staff.empty()) return;
  const Script script =
      Script::parse(resources::get("modules/incidents/policy/demo.yaml"), resources::get("policy/demo/people.yaml"));
  Chance chance(20260101);
  const Pictures pictures(context, db, chance, now);
  std::vector<Unit> units;
  std::vector<std::string> grids;
  for (const db::Row row : db.run(sql::demo_units))
    units.push_back({row.uuid("id"), row.text("kind"), row.text("prefix")});
  for (const db::Row row : db.run(sql::demo_grids)) grids.push_back(row.text("prefix"));
  const std::vector<Matter>& matters = incidents.catalogue().matters();
  std::vector<int> weights;
  for (const Matter& m : matters) {
    const auto weight = script.weights.find(m.code);
    weights.push_back(weight == script.weights.end() ? 8 : weight->second);
  }
  const territory::Territory& territory = context.get<territory::Territory>();
  db.script("set synchronous_commit = off");
  const int count = size == "community" ? 300 : 1800;
  for (const Instant at : moments(chance, context.zone(), now, count)) {
    const std::string& grid = chance.of(grids);
    const std::optional<territory::Division> division = territory.find(grid);
    if (!division || !division->drawn) continue;
    Wgs84Point place = division->centre;
    for (int attempt = 0; attempt < 12; ++attempt) {
      const auto within = [&](std::int32_t low, std::int32_t high) {
        return static_cast<std::int32_t>(low + chance.below(std::max(1, high - low)));
      };
      const Wgs84Point near{within(division->box.low.lon_e7, division->box.high.lon_e7),
                            within(division->box.low.lat_e7, division->box.high.lat_e7)};
      const auto located = territory.locate(near);
      if (located && located->code == grid) {
        place = near;
        break;
      }
    }
    Walk walk(context, incidents, db, staff, units, script, pictures, chance, now);
    walk.run(matters[chance.weighted(weights)], at, place, grid);
  }
  db.script("set synchronous_commit = on");
  context.get<workflow::Engine>().forget_past_timers(db, now);
}

}  // namespace linli::incidents
