#include "app/propose_unit.hpp"

#include <algorithm>

#include "incidents_sql.hpp"
#include "platform/access/access.hpp"
#include "platform/text/messages.hpp"

namespace linli::incidents {
namespace {

constexpr const char* kUrgency = "urgency";
constexpr const char* kSource = "source";
constexpr const char* kReporter = "has_reporter";

class CasesForRouting : public routing::Cases {
 public:
  explicit CasesForRouting(const Incidents& incidents) : incidents_(incidents) {}

  std::optional<std::string> matter_name(std::string_view code) const override {
    for (const Matter& m : incidents_.catalogue().matters()) {
      if (m.code == code) return m.name;
      if (m.middle_code == code) return m.middle_name;
      if (m.major_code == code) return m.major_name;
    }
    return std::nullopt;
  }

  std::string default_kind(std::string_view matter) const override {
    const Matter* found = incidents_.catalogue().find(matter);
    return found ? found->default_unit_kind : "";
  }

  std::vector<routing::AnswerChoice> answers() const override {
    routing::AnswerChoice urgency{kUrgency, "export.column.urgency", {}}, source{kSource, "export.column.source", {}};
    for (const char* value : {"normal", "urgent", "critical"})
      urgency.values.emplace_back(value, std::string("export.urgency.") + value);
    for (const char* value : {"patrol", "phone", "public", "hotline", "appointment", "deliberation", "drainage",
                              "social_work", "party_visit", "open311"})
      source.values.emplace_back(value, std::string("export.source.") + value);
    return {urgency,
            source,
            {kReporter, "routing_answer.has_reporter", {{"yes", "export.flag.set"}, {"no", "export.flag.unset"}}}};
  }

  std::vector<routing::PastCase> recent(http::Call& call, int most) const override {
    const access::Reach reach = call.app.get<access::Access>().reach(call.who, "incidents.view");
    std::vector<routing::PastCase> cases;
    for (const db::Row row : call.db.run(sql::recent_dispatched, db::Params::of(reach.prefixes, most))) {
      routing::PastCase past;
      past.id = row.uuid("id");
      past.number = row.text("number");
      past.unit = row.uuid("handler_unit");
      past.question.matter = row.text("matter");
      past.question.area = row.text("scope_code");
      past.question.at = row.instant("reported_at");
      past.question.default_kind = default_kind(past.question.matter);
      past.question.answers = {{kUrgency, row.text("urgency")},
                               {kSource, row.text("source")},
                               {kReporter, row.boolean("has_reporter") ? "yes" : "no"}};
      cases.push_back(std::move(past));
    }
    return cases;
  }

 private:
  const Incidents& incidents_;
};

// Duties whose holders may not handle this case, as the definition and the case's facts say.
std::vector<std::string> against_handling(const workflow::Definition& definition, const workflow::Facts& facts,
                                          bool units) {
  std::vector<std::string> duties;
  for (const workflow::Conflict& c : definition.conflicts) {
    if (c.units != units || (c.a != "handler" && c.b != "handler")) continue;
    if (!c.unless.empty() && facts.flag(c.unless)) continue;
    if (!c.when.empty() && !facts.flag(c.when)) continue;
    duties.push_back(c.a == "handler" ? c.b : c.a);
  }
  return duties;
}

}  // namespace

std::shared_ptr<routing::Cases> cases_for_routing(const Incidents& incidents) {
  return std::make_shared<CasesForRouting>(incidents);
}

std::optional<routing::Proposal> propose_unit(http::Call& call, const Case& row, const workflow::Snapshot& at,
                                              const std::vector<workflow::ActionView>& actions) {
  const bool to_dispatch = std::any_of(actions.begin(), actions.end(),
                                       [](const workflow::ActionView& a) { return a.name == "dispatch" && a.allowed; });
  if (!to_dispatch) return std::nullopt;
  routing::Question question{row.matter, row.scope_code, call.now, {}, {}, {}, {}};
  question.answers = {
      {kUrgency, row.urgency}, {kSource, row.source}, {kReporter, at.facts.flag("has_reporter") ? "yes" : "no"}};
  question.default_kind = call.app.get<routing::Cases>().default_kind(row.matter);
  const workflow::Definition& definition = call.app.get<workflow::Engine>().definition_of(call.db, at.version_hash);
  const std::vector<std::string> people = against_handling(definition, at.facts, false),
                                 units = against_handling(definition, at.facts, true);
  for (const workflow::Participation& p : at.participants) {
    const std::vector<std::string>& against = p.is_unit ? units : people;
    if (std::find(against.begin(), against.end(), p.duty) == against.end()) continue;
    (p.is_unit ? question.barred_units : question.barred_people).push_back(p.party);
  }
  const text::Messages& messages = call.app.get<text::Messages>();
  routing::Proposal proposal = call.app.get<routing::Routing>().propose(
      call.db, question, messages.negotiate(call.request.header("accept-language")));
  proposal.passed.clear();  // the explanation tells it; the whole list is for whoever keeps the rules
  return proposal;
}

}  // namespace linli::incidents
