#include "app/open311.hpp"

#include "incidents/channel.hpp"
#include "platform/access/access.hpp"
#include "platform/app/rate.hpp"

namespace linli::open311 {

Open311::Open311(app::Context& context, Settings settings, std::string_view rates)
    : context_(context),
      settings_(std::move(settings)),
      messages_(text::Messages::embedded()),
      reads_(app::rate_named(rates, "open311_reads")),
      wrong_keys_(app::rate_named(rates, "open311_wrong_keys")),
      requests_(app::rate_named(rates, "open311_requests")) {}

std::string Open311::text(std::string_view key, const std::map<std::string, std::string>& values) const {
  return messages_.text(text::Messages::kDefault, "open311." + std::string(key), values);
}

std::string Open311::text_or(std::string_view key, std::string_view otherwise) const {
  const std::string found = messages_.text_or_empty(text::Messages::kDefault, "open311." + std::string(key));
  return found.empty() ? text(otherwise) : found;
}

std::string Open311::state_name(std::string_view state) const {
  return messages_.text(text::Messages::kDefault, "state." + std::string(state));
}

const incidents::Matter& Open311::service(std::string_view code) const {
  const incidents::Matter* matter = incidents::catalogue(context_).find(code);
  if (!matter || !matter->open_to_public) throw Refused{"open311_service_unknown", {{"code", std::string(code)}}};
  return *matter;
}

void Open311::check_jurisdiction(const Form& asked) const {
  const std::string& ours = context_.config().city;
  if (asked.value("jurisdiction_id").value_or(ours) != ours)
    throw Refused{"open311_jurisdiction_unknown", {{"ours", ours}}};
}

access::Principal Open311::key_holder(http::Call& call, const std::string& key) const {
  http::Request asking;
  asking.headers["authorization"] = "Bearer " + key;
  access::Principal who;
  try {
    who = context_.get<access::Access>().authenticate(asking, call.db, call.now);
  } catch (const Refused&) {
    throw Refused{"open311_key_refused"};
  }
  if (who.kind != access::Principal::Kind::token || !who.may("open311.report")) throw Refused{"open311_key_refused"};
  return who;
}

}  // namespace linli::open311
