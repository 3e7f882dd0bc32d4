#include "app/child_case.hpp"

#include <boost/json.hpp>

#include "platform/text/messages.hpp"

namespace linli::incidents {

using workflow::Snapshot;

Snapshot child_of(const Snapshot& parent, const Case& of, const Uuid& id, const Uuid& unit) {
  Snapshot child;
  child.case_id = id;
  child.root_case = parent.root_case;
  child.participants = parent.participants;
  child.district = of.district;
  child.owner_unit = unit;
  child.scope_code = of.scope_code;
  child.line = of.matter;
  child.facts = parent.facts;
  child.facts.set("subject", of.subject.text());
  child.facts.set("incident", of.id.text());
  return child;
}

void set_child_facts(const Incidents& incidents, Snapshot& at, const db::Row& row) {
  at.district = row.text("district");
  at.scope_code = row.text("scope_code");
  at.line = row.text("matter");
  const Matter* matter = incidents.catalogue().find(at.line);
  at.facts.set("urgent", (matter && matter->urgent) || row.text("urgency") != "normal");
  at.facts.set("separate_units", false);
  at.facts.set("number", row.text("number"));
  at.facts.set("matter", at.line);
  at.facts.set("matter_name", incidents.matter_name(at.line));
  at.facts.set("subject", row.uuid("subject").text());
  at.facts.set("before_photos", 0);
  at.facts.set("incident", row.uuid("incident").text());
}

Snapshot incident_of(const Snapshot& child) {
  Snapshot incident = child;
  incident.case_id = Uuid::parse(child.facts.code("incident"));
  return incident;
}

std::vector<ActionOffer> child_offers(http::Call& call, std::string_view workflow, const Uuid& id,
                                      const std::function<bool(const workflow::ActionView&)>& is_told) {
  const workflow::Engine& engine = call.app.get<workflow::Engine>();
  const text::Messages& messages = call.app.get<text::Messages>();
  const std::string language = messages.negotiate(call.request.header("accept-language"));
  std::vector<ActionOffer> offers;
  const std::optional<Snapshot> at = engine.load_case(call.db, workflow, id);
  if (!at) return offers;
  for (const workflow::ActionView& a : engine.actions(call.db, *at, call.who, false, call.now)) {
    if (!a.allowed && !is_told(a)) continue;
    ActionOffer offer{a.name, a.to.front(), a.allowed, {}, {}, a.needs, a.why, a.takes};
    if (!a.allowed) {
      offer.reason = a.reason;
      offer.reason_text = messages.text(language, "refusal." + a.reason, a.values);
    }
    offers.push_back(std::move(offer));
  }
  return offers;
}

}  // namespace linli::incidents
