#include "domain/guards.hpp"

#include <algorithm>

#include <boost/json.hpp>

namespace linli::incidents {
namespace {

using workflow::Attempt;
using workflow::Snapshot;
using Verdict = std::optional<Refused>;

namespace json = boost::json;

bool has_attachment(const Attempt& attempt, std::string_view stage) {
  if (!attempt.fields) return false;
  const json::value* list = attempt.fields->if_contains("attachments");
  if (!list || !list->is_array()) return false;
  for (const json::value& item : list->get_array())
    if (item.is_object())
      if (const json::value* s = item.get_object().if_contains("stage");
          s && s->is_string() && s->get_string() == stage)
        return true;
  return false;
}

// The hour of the day an instant falls into, counted from an epoch, so that equal numbers mean "the same hour".
std::int64_t hour_of(Instant at, const CityZone& zone) {
  return std::chrono::floor<std::chrono::hours>(zone.to_local(at)).time_since_epoch().count();
}

// Suspension, withdrawal, urging, supervision: what is asked for and not yet settled.
void register_waiting_guards(workflow::Engine& engine, const Settings& settings) {
  const auto flag = [&engine](const char* name, const char* fact, bool wanted, const char* refusal) {
    engine.guard(name, [fact, wanted, refusal](const Snapshot& at, const Attempt&) -> Verdict {
      return at.facts.flag(fact) == wanted ? Verdict() : Refused(refusal);
    });
  };
  flag("from_outside", "from_outside", true, "not_from_outside");
  flag("order_unanswered", "outside_answered", false, "outside_answered");
  flag("raise_open", "raise_asked", false, "raise_asked_already");
  flag("raise_asked", "raise_asked", true, "raise_not_asked");
  flag("suspension_open", "suspension_asked", false, "suspension_asked_already");
  flag("suspension_asked", "suspension_asked", true, "suspension_not_asked");
  flag("withdrawal_open", "withdrawal_asked", false, "withdrawal_asked_already");
  flag("withdrawal_asked", "withdrawal_asked", true, "withdrawal_not_asked");
  flag("withdrawal_not_waiting", "withdrawal_asked", false, "withdrawal_waits");
  engine.guard("sole_reporter", [](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.figure("others_reported") == 0) return std::nullopt;
    return Refused("others_reported_too", {{"count", std::to_string(at.facts.figure("others_reported"))}});
  });
  engine.guard("outside_handling_unit", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    for (const Uuid& unit : attempt.who->units())
      if (unit.text() == at.facts.code("handler_unit")) return Refused("of_the_handling_unit");
    return std::nullopt;
  });
  engine.guard("urged_long_ago", [settings](const Snapshot& at, const Attempt& attempt) -> Verdict {
    const std::string& last = at.facts.code("last_urged_at");
    if (last.empty() || attempt.now >= parse_instant(last) + std::chrono::minutes(settings.urge_rest_minutes))
      return std::nullopt;
    return Refused("urged_just_now", {{"minutes", std::to_string(settings.urge_rest_minutes)}, {"last", last}});
  });
  const auto letter = [&engine](const char* name, std::vector<std::string> wanted, const char* refusal) {
    engine.guard(name, [wanted = std::move(wanted), refusal](const Snapshot& at, const Attempt&) -> Verdict {
      const std::string& is = at.facts.code("supervision");
      return std::find(wanted.begin(), wanted.end(), is) != wanted.end() ? Verdict() : Refused(refusal);
    });
  };
  letter("no_open_supervision", {"", "settled"}, "supervised_already");
  letter("supervision_unanswered", {"open"}, "supervision_not_open");
  letter("supervision_answered", {"answered"}, "supervision_not_answered");
  letter("supervision_not_waiting", {"", "settled"}, "supervision_waits");
  letter("supervision_settled", {"", "settled"}, "merge_supervised");
}

}  // namespace

std::string last_attempt_at(const std::string& reporter) { return "last_attempt_at " + reporter; }

std::string rated_by(const std::string& reporter) { return "rated_by " + reporter; }

void register_guards(workflow::Engine& engine, const Settings& settings, const CityZone& zone) {
  engine.guard("self_handled_matter", [](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.flag("self_handled_matter")) return std::nullopt;
    return Refused("self_handling_not_listed", {{"matter", at.facts.code("matter_name")}});
  });
  engine.guard("repeats_left", [settings](const Snapshot& at, const Attempt&) -> Verdict {
    const std::int64_t count = at.facts.figure("self_handled_here");
    if (count < settings.repeat_limit) return std::nullopt;
    return Refused("self_handling_repeat", {{"count", std::to_string(count)},
                                            {"next", std::to_string(count + 1)},
                                            {"days", std::to_string(settings.repeat_days)}});
  });
  engine.guard("before_and_after", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    if (attempt.preview) return std::nullopt;
    if (has_attachment(attempt, "after") && (has_attachment(attempt, "before") || at.facts.figure("before_photos") > 0))
      return std::nullopt;
    return Refused("self_handling_evidence");
  });
  engine.guard("after_evidence", [](const Snapshot&, const Attempt& attempt) -> Verdict {
    if (attempt.preview || has_attachment(attempt, "after")) return std::nullopt;
    return Refused("evidence_missing");
  });
  // A case is worked at one level at a time: by the centre whose territory answers, not by those above or below it.
  engine.guard("own_level", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    const std::string& level = at.facts.code("centre_prefix");
    if (level.empty()) return std::nullopt;
    for (const access::Grant& grant : attempt.who->grants)
      if ((grant.role == "dispatcher" || grant.role == "leader") && grant.prefix == level) return std::nullopt;
    return Refused("other_level");
  });
  engine.guard("assists_settled", [](const Snapshot& at, const Attempt&) -> Verdict {
    const std::int64_t open = at.facts.figure("assists_open");
    if (open == 0) return std::nullopt;
    return Refused("assists_open", {{"count", std::to_string(open)}});
  });
  engine.guard("errands_settled", [](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.figure("errands_open") == 0) return std::nullopt;
    return Refused("errands_open");
  });
  engine.guard("was_collected", [](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.flag("has_collector")) return std::nullopt;
    return Refused("nobody_to_return_to");
  });
  engine.guard("unit_may_handle", [](const Snapshot&, const Attempt& attempt) -> Verdict {
    if (attempt.preview || attempt.id("unit")) return std::nullopt;
    return Refused("unit_needed");
  });
  engine.guard("returns_left", [settings](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.figure("returns") < settings.returns_limit) return std::nullopt;
    return Refused("returns_limit", {{"limit", std::to_string(settings.returns_limit)}});
  });
  // After the last return the centre rules for good; before it, it grants or refuses.
  engine.guard("ruling_due", [settings](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.figure("returns") >= settings.returns_limit) return std::nullopt;
    return Refused("ruling_too_early", {{"limit", std::to_string(settings.returns_limit)}});
  });
  engine.guard("ruling_not_due", [settings](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.figure("returns") < settings.returns_limit) return std::nullopt;
    return Refused("ruling_needed", {{"limit", std::to_string(settings.returns_limit)}});
  });
  engine.guard("within_signing", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    if (!at.clock || attempt.now <= at.clock->due) return std::nullopt;
    return Refused("signing_over", {{"due", to_text(at.clock->due)}});
  });
  engine.guard("reworks_left", [settings](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.figure("reworks") < settings.rework_limit) return std::nullopt;
    return Refused("rework_limit", {{"limit", std::to_string(settings.rework_limit)}});
  });
  engine.guard("review_in_time", [&zone, settings](const Snapshot&, const Attempt& attempt) -> Verdict {
    if (attempt.preview || !attempt.has("review_on")) return std::nullopt;
    const LocalDate day = parse_date(attempt.text("review_on")), today = zone.date_of(attempt.now);
    if (day <= today) return Refused("review_in_the_past");
    if (day <= today + std::chrono::days(settings.review_days)) return std::nullopt;
    return Refused("review_too_late", {{"days", std::to_string(settings.review_days)}});
  });
  engine.guard("not_yet_checked", [](const Snapshot& at, const Attempt&) -> Verdict {
    const std::string& found = at.facts.code("spot_check");
    if (found.empty() || found == "drawn") return std::nullopt;
    return Refused("spot_checked_already");
  });
  engine.guard("extensions_left", [](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.flag("extension_asked")) return Refused("extension_already_asked");
    if (at.facts.figure("extensions") > 0) return Refused("extension_used_up");
    return std::nullopt;
  });
  engine.guard("before_due", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    if (!at.clock || attempt.now <= at.clock->due) return std::nullopt;
    return Refused("asked_after_due", {{"due", to_text(at.clock->due)}});
  });
  engine.guard("extension_asked", [](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.flag("extension_asked")) return std::nullopt;
    return Refused("extension_not_asked");
  });
  engine.guard("another_hour", [&zone](const Snapshot& at, const Attempt& attempt) -> Verdict {
    if (at.facts.figure("contacts") == 0) return Refused("no_contact_left");
    const std::string named = attempt.text("reporter"), who = named.empty() ? at.facts.code("only_contact") : named;
    if (who.empty()) return attempt.preview ? Verdict() : Refused("which_reporter");
    if (!at.facts.has(last_attempt_at(who))) return Refused("reporter_unknown");
    const std::string& last = at.facts.code(last_attempt_at(who));
    if (last.empty() || hour_of(parse_instant(last), zone) != hour_of(attempt.now, zone)) return std::nullopt;
    return Refused("attempts_at_one_hour", {{"last", last}});
  });
  engine.guard("told_or_unreachable", [settings](const Snapshot& at, const Attempt&) -> Verdict {
    // Who left no contact, or wants no call, reads the published result by number and code (PUB-04).
    const std::int64_t left = at.facts.figure("contacts_left"), contacts = at.facts.figure("contacts");
    if (left == 0) return std::nullopt;
    if (contacts > 1)
      return Refused("reporters_not_told", {{"left", std::to_string(left)}, {"contacts", std::to_string(contacts)}});
    return Refused("attempts_not_used_up", {{"limit", std::to_string(settings.feedback_attempts)},
                                            {"count", std::to_string(at.facts.figure("attempts"))}});
  });
  register_waiting_guards(engine, settings);
  engine.guard("somebody_was_asked", [](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.facts.flag("has_first_asked")) return std::nullopt;
    return Refused("nobody_was_asked");
  });
  engine.guard("still_to_be_answered", [](const Snapshot& at, const Attempt&) -> Verdict {
    if (at.state != "fed_back" && at.state != "callback") return std::nullopt;
    return Refused("answered_already");
  });
  engine.guard("not_rated_yet", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    const std::string fact = rated_by(attempt.text("reporter"));
    if (!at.facts.has(fact) || !at.facts.flag(fact)) return std::nullopt;
    return attempt.preview ? Verdict() : Refused("rated_already");
  });
  engine.guard("content_and_not_the_last", [](const Snapshot& at, const Attempt& attempt) -> Verdict {
    if (attempt.preview) return std::nullopt;
    if (at.facts.figure("unrated") > 1 && attempt.text("score") != "dissatisfied") return std::nullopt;
    return Refused("rating_decides");
  });
}

}  // namespace linli::incidents
