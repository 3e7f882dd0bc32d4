#include "platform/personal/reveal.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "kernel/refusal.hpp"
#include "kernel/text.hpp"
#include "platform/audit/audit.hpp"

namespace linli::personal {

Values reveal(db::Connection& db, Vault& vault, const access::Principal& who, const Reveal& wanted, Instant now) {
  auto purpose = masked("text", tidied(wanted.purpose));
  if (purpose.empty()) throw Refused{"purpose_needed"};
  boost::json::array fields;
  for (const auto& field : wanted.fields) fields.emplace_back(field);
  boost::json::value detail = {
      {"subject", wanted.ref.subject.text()}, {"record", wanted.ref.record.text()}, {"fields", std::move(fields)}};
  db::Batch batch;
  Vault::ask(batch, {wanted.ref});
  audit::record(batch, {.at = now,
                        .who = &who,
                        .action = "personal.reveal",
                        .object = wanted.object,
                        .scope_code = wanted.scope_code,
                        .request_id = wanted.request_id,
                        .purpose = purpose,
                        .detail = &detail});
  auto found = vault.read(db.commit(batch)[0]);
  if (found.empty()) throw Refused{"person_erased"};
  auto values = std::move(found.begin()->second);
  if (!wanted.fields.empty())
    std::erase_if(values, [&](const auto& value) {
      return std::ranges::find(wanted.fields, value.first) == wanted.fields.end();
    });
  return values;
}

std::optional<Standing> Revealing::standing(app::Context& app, db::Connection& db, const access::Principal& who,
                                            const Ref& ref) const {
  for (const auto& module : modules_)
    if (auto standing = module(app, db, who, ref)) return standing;
  return std::nullopt;
}

}  // namespace linli::personal
