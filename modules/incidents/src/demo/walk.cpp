#include "demo/walk.hpp"

#include <boost/json.hpp>

#include "platform/calendar/calendar.hpp"

namespace linli::incidents {
namespace {

using access::Principal;
using std::chrono::minutes;

constexpr std::size_t kStreet = 9;  // digits of a street's code
const std::vector<const char*> kCauses = {"funds", "planning", "dispute", "permission", "season", "materials"};

/// One demo case walked through the loop until its time runs into the present.
class Walk {
 public:
  Walk(const Setting& setting, const Seed& seed, Hand& hand)
      : setting_(setting),
        staff_(setting.staff),
        script_(setting.script),
        hand_(hand),
        calendar_(setting.incidents.context().get<calendar::Calendar>().current()),
        seed_(seed),
        chance_(seed.chance),
        matter_(seed.matter),
        at_(seed.at),
        code_(seed.grid) {}

  void run() {
    const bool public_report = matter_->open_to_public && chance_.in_hundred(34);
    if (!report(public_report)) return;
    if (self_handled_) return spot_check();
    if (public_report && (taken_back() || !verify())) return;
    if (!accept_and_dispatch(!public_report)) return;
    for (int round = 0; round < 2; ++round)
      if (!handle_and_check() || !feed_back_and_rate(round == 0)) return;
  }

 private:
  json::array photo(const char* stage) { return {{{"digest", setting_.pictures.pick(chance_)}, {"stage", stage}}}; }

  // Ids are made by the same chance as everything else.
  Uuid id_now() {
    Uuid id = Uuid::v7(at_);
    id.bytes[6] = 0x70;
    id.bytes[7] = 0;
    std::uint64_t bits = chance_.bits();
    for (std::size_t i = 8; i < 16; ++i, bits >>= 8) id.bytes[i] = static_cast<std::uint8_t>(bits);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
  }

  bool later(int from_minutes, int to_minutes) {
    const std::int64_t wait = from_minutes + chance_.below(to_minutes - from_minutes + 1);
    at_ = matter_->urgent ? at_ + minutes(wait) : calendar_->after(at_, {wait, DurationUnit::working_minutes}).at;
    return at_ < setting_.until;
  }

  bool act(const char* action, const Principal* who, json::object fields, bool as_reporter = false) {
    if (!who) return false;
    workflow::Attempt attempt;
    attempt.who = who;
    attempt.as_reporter = as_reporter;
    attempt.action = action;
    attempt.record_id = id_now();
    attempt.fields = std::make_shared<json::object>(std::move(fields));
    attempt.now = at_;
    attempt.request_id = "demo";
    hand_.act(attempt);
    busy_.insert(who->person);
    return true;
  }

  bool report(bool public_report) {
    const int number = 1 + static_cast<int>(chance_.below(88));
    std::string spot = chance_.of(script_.spots);
    spot.replace(spot.find("{n}"), 3, std::to_string(number));
    NewReport r;
    r.id = id_now();
    r.matter = matter_->code;
    const auto words = script_.words.find(matter_->code);
    r.description = words == script_.words.end() ? matter_->filing_standard : chance_.of(words->second);
    r.place = {seed_.place.lon(), seed_.place.lat(), "wgs84", 8.0, chance_.of(script_.roads) + spot};
    if (chance_.in_hundred(80)) r.attachments.push_back({setting_.pictures.pick(chance_), "before", at_});
    const bool phone = !public_report && chance_.in_hundred(20);
    if (public_report || phone)
      r.reporter = ReporterGiven{chance_.of(script_.surnames) + chance_.of(script_.given), synthetic_phone(),
                                 chance_.in_hundred(30)};
    const Principal* who = &anonymous_;
    if (!public_report) {
      who = phone ? staff_.pick_at(chance_, "dispatcher", code_.substr(0, kStreet))
                  : staff_.pick(chance_, "grid_worker", code_, {}, {});
      if (!who) return false;
      static const std::vector<const char*> kDesk = {"phone",       "phone",       "phone",    "hotline",
                                                     "hotline",     "appointment", "drainage", "deliberation",
                                                     "social_work", "party_visit"};
      r.source = phone ? chance_.of(kDesk) : "patrol";
      if (!phone && matter_->self_handled && chance_.in_hundred(45)) {
        r.self_handled = self_handled_ = true;
        r.attachments = {{setting_.pictures.pick(chance_), "before", at_},
                         {setting_.pictures.pick(chance_), "after", at_}};
      }
    }
    const Intake intake = public_report ? Intake::open : Intake::staff;
    try {
      hand_.report(r, intake, *who, at_, seed_.number);
    } catch (const Refused& refused) {
      if (refused.code != "self_handling_repeat") throw;
      r.self_handled = self_handled_ = false;  // the third time at one place goes up, here as in life
      hand_.report(r, intake, *who, at_, seed_.number);
    }
    has_reporter_ = r.reporter.has_value();
    if (!public_report) busy_.insert(who->person);
    if (!public_report && !phone) worker_ = who;
    return true;
  }

  // Numbers of the unassigned prefix 130000, above those of the staff: nobody can be called by mistake.
  std::string synthetic_phone() { return "130000" + std::to_string(50000 + chance_.below(50000)); }

  // A few report by mistake and take it back before anybody has looked.
  bool taken_back() {
    if (!chance_.in_hundred(2)) return false;
    if (later(2, 20)) act("withdraw", &anonymous_, {{"reason", chance_.of(script_.withdrawals)}}, true);
    return true;
  }

  // Of what was drawn, most is looked at within days; a few do not stand and go up.
  void spot_check() {
    if (!hand_.drawn() || chance_.in_hundred(25) || !later(200, 2000)) return;
    const Principal* checker = staff_.pick(chance_, "checker", code_, {}, busy_);
    if (chance_.in_hundred(94))
      act("spot_check", checker, {{"note", chance_.of(script_.checks)}});
    else
      act("spot_reject", checker, {{"reason", chance_.of(script_.fails)}});
  }

  bool verify() {
    if (!later(4, 90)) return false;
    const Principal* worker = staff_.pick(chance_, "grid_worker", code_, {}, {});
    if (!act("acknowledge", worker, {})) return false;
    if (!later(10, 120)) return false;
    return act("submit", worker, {{"note", matter_->filing_standard}});
  }

  bool accept_and_dispatch(bool collected_by_staff) {
    if (!later(5, 100)) return false;
    std::string level = level_of(code_);
    const Principal* dispatcher = staff_.pick_at(chance_, "dispatcher", level);
    if (chance_.in_hundred(2)) {
      act("cancel", dispatcher, {{"reason", chance_.of(script_.cancels)}});
      return false;
    }
    if (collected_by_staff && worker_ && chance_.in_hundred(3)) {
      if (!act("return_to_collector", dispatcher, {{"reason", chance_.of(script_.asks)}})) return false;
      if (!later(20, 400) || !act("resubmit", worker_, {{"note", matter_->filing_standard}}) || !later(5, 100))
        return false;
    }
    if (!act("accept", dispatcher, {})) return false;
    if (!later(5, 90)) return false;
    if (level.size() > kStreet) {  // the community screens; what is a street unit's goes up
      if (!act("ask_raise", dispatcher, {{"reason", chance_.of(script_.returns)}}) || !later(5, 60)) return false;
      if (!act("approve_raise", staff_.pick_at(chance_, "leader", level), {}) || !later(5, 60)) return false;
      level.resize(kStreet);
      dispatcher = staff_.pick_at(chance_, "dispatcher", level);
      if (!act("accept_raised", dispatcher, {}) || !later(5, 60)) return false;
    }
    const DemoUnit* unit = unit_for(matter_->default_unit_kind);
    if (!unit) return false;
    unit_ = unit->id;
    if (!act("dispatch", dispatcher, {{"unit", unit_.text()}})) return false;
    const bool returned = chance_.in_hundred(4);  // within the time for signing
    if (!later(5, returned ? 25 : 130)) return false;
    if (returned) {
      handler_ = staff_.pick(chance_, "department", code_, unit_, busy_);
      if (!act("return_to_centre", handler_,
               {{"reason", chance_.of(script_.returns)},
                {"clause", chance_.of(script_.clauses)},
                {"proper_unit", unit_for("street_enforcement")->id.text()}}))
        return false;
      if (!later(10, 60)) return false;
      if (chance_.in_hundred(50)) {
        if (!act("refuse_return", dispatcher, {{"reason", chance_.of(script_.rulings)}}) || !later(5, 60)) return false;
      } else if (!act("grant_return", dispatcher, {}) || !later(5, 60) ||
                 !act("dispatch", dispatcher, {{"unit", unit_.text()}}) || !later(5, 100)) {
        return false;
      }
    }
    dispatcher_ = dispatcher;
    if (!handler_) handler_ = staff_.pick(chance_, "department", code_, unit_, busy_);
    return act("sign", handler_, {});
  }

  bool handle_and_check() {
    for (int round = 0; round < 3; ++round) {
      if (!hindered_ && !hindered()) return false;
      if (!later_within_limit()) return false;
      if (!act("report_done", handler_, {{"result", chance_.of(script_.results)}, {"attachments", photo("after")}}))
        return false;
      if (!later(30, 600)) return false;
      const Principal* checker = staff_.pick(chance_, "checker", code_, {}, busy_);
      if (chance_.in_hundred(90)) return act("pass", checker, {{"note", chance_.of(script_.checks)}});
      if (!act("fail", checker, {{"reason", chance_.of(script_.fails)}})) return false;
    }
    return false;
  }

  // What cannot be done now: the unit asks for more time, or the case is kept on the books until a day.
  bool hindered() {
    hindered_ = true;  // once is enough for a case
    const std::int64_t kind = chance_.below(100);
    if (kind < 3) {
      if (!later(10, 60)) return false;
      if (hand_.due() && at_ > *hand_.due()) return true;  // too late to ask
      act("ask_extension", handler_, {{"reason", chance_.of(script_.delays)}, {"extra", more_time()}});
      if (!later(10, 120)) return false;
      act("extend", dispatcher_, {{"reason", chance_.of(script_.delays)}, {"extra", more_time()}});
    } else if (kind < 5) {
      if (!later(30, 200)) return false;
      const std::int64_t days = 14 + chance_.below(14);  // beyond any holiday before the leader looks
      const LocalDate review = setting_.incidents.context().zone().date_of(at_) + std::chrono::days(days);
      const json::object wanted{
          {"cause", chance_.of(script_.delays)}, {"cause_kind", chance_.of(kCauses)}, {"review_on", to_text(review)}};
      act("ask_suspension", handler_, wanted);
      if (!later(10, 100)) return false;
      json::object granted = wanted;
      granted["notice"] = chance_.of(script_.notices);
      const Principal* leader = staff_.pick_at(chance_, "leader", code_.substr(0, kStreet));
      if (!leader) return true;
      act("suspend", leader, std::move(granted));
      at_ += std::chrono::hours(24) * (days - 1);
      if (at_ >= setting_.until) return false;
      act("resume", dispatcher_, {});
    }
    return true;
  }
  // In the units of the matter's limit: working time or natural time.
  json::object more_time() const {
    const bool natural =
        matter_->limit.unit == DurationUnit::natural_hours || matter_->limit.unit == DurationUnit::natural_minutes;
    return natural ? json::object{{"count", 4}, {"unit", "natural_hours"}}
                   : json::object{{"count", 1}, {"unit", "working_days"}};
  }

  // True if it goes back to work.
  bool feed_back_and_rate(bool rework_left) {
    if (!has_reporter_) return false;
    if (!caller_) caller_ = staff_.pick(chance_, "caller", code_, {}, busy_);
    const bool reached = chance_.in_hundred(86);
    for (int attempt = 0; attempt < (reached ? 1 : 3); ++attempt)
      if (!later(70, 200) || !act("record_attempt", caller_, {{"reached", reached}})) return false;
    if (!later(1, 30) || !act("feed_back", caller_, {{"note", chance_.of(script_.feedback)}})) return false;
    if (!reached || chance_.in_hundred(35)) {  // nobody rates: the case closes by itself when the time is over
      const std::optional<Instant> due = hand_.due();
      if (!due || *due >= setting_.until) return false;
      at_ = *due;
      Principal system;
      system.kind = Principal::Kind::system;
      act("close_unrated", &system, {});
      return false;
    }
    if (!later(60, 1500)) return false;
    const std::int64_t mood = chance_.below(100);
    const char* score = mood < 76 ? "satisfied" : mood < 92 ? "basically" : "dissatisfied";
    if (!act("rate", &anonymous_, {{"score", score}}, true) || mood < 92) return false;
    if (!later(60, 400)) return false;
    if (rework_left && chance_.in_hundred(40)) {
      if (!act("rework", caller_, {{"reason", chance_.of(script_.fails)}}) || !later(5, 130)) return false;
      return act("sign", handler_, {});
    }
    act("explain", caller_, {{"note", chance_.of(script_.explains)}});
    return false;
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
    return at_ < setting_.until;
  }

  // The territory of the centre that answers first for a place.
  std::string level_of(const std::string& code) const {
    std::string level;
    for (const DemoUnit& unit : setting_.units)
      if ((unit.kind == "street_centre" || unit.kind == "community_centre") && code.starts_with(unit.prefix) &&
          unit.prefix.size() > level.size())
        level = unit.prefix;
    return level;
  }

  const DemoUnit* unit_for(const std::string& kind) const {
    for (const std::string& wanted : {kind, std::string("street_enforcement")})
      for (const DemoUnit& unit : setting_.units)
        if (unit.kind == wanted && code_.starts_with(unit.prefix)) return &unit;
    return nullptr;
  }

  const Setting& setting_;
  const Staff& staff_;
  const Script& script_;
  Hand& hand_;
  std::shared_ptr<const WorkingCalendar> calendar_;
  const Seed& seed_;
  Chance chance_;
  const Matter* matter_;
  Instant at_;
  const std::string& code_;
  Principal anonymous_;
  const Principal *worker_ = nullptr, *dispatcher_ = nullptr, *handler_ = nullptr, *caller_ = nullptr;
  std::set<Uuid> busy_;
  Uuid unit_;
  bool has_reporter_ = false, self_handled_ = false, hindered_ = false;
};

}  // namespace

std::vector<DemoUnit> units_near(const std::vector<DemoUnit>& units, std::string_view street) {
  std::vector<DemoUnit> near;
  for (const DemoUnit& unit : units)
    if (unit.prefix.starts_with(street) || street.starts_with(unit.prefix)) near.push_back(unit);
  return near;
}

void walk(const Setting& setting, const Seed& seed, Hand& hand) { Walk(setting, seed, hand).run(); }

}  // namespace linli::incidents
