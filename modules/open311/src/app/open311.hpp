#pragma once
#include "domain/form.hpp"
#include "domain/settings.hpp"
#include "domain/written.hpp"
#include "incidents/matters.hpp"
#include "platform/app/module.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/text/messages.hpp"

namespace linli::open311 {

/// What the module keeps while the program runs.
class Open311 {
 public:
  Open311(app::Context& context, Settings settings, std::string_view rates);
  app::Context& context() const { return context_; }
  const Settings& settings() const { return settings_; }
  /// By address.
  http::RateLimit& reads() { return reads_; }
  http::RateLimit& wrong_keys() { return wrong_keys_; }
  /// By key.
  http::RateLimit& requests() { return requests_; }
  /// A text of `open311.<key>` in the city's language.
  std::string text(std::string_view key, const std::map<std::string, std::string>& values = {}) const;
  std::string text_or(std::string_view key, std::string_view otherwise) const;
  /// The name of a state of the loop.
  std::string state_name(std::string_view state) const;

  /// A matter residents may report, or Refused{"open311_service_unknown"}.
  const incidents::Matter& service(std::string_view code) const;
  /// May everybody read of cases of it?
  bool publishes(const incidents::Matter& matter) const {
    return matter.open_to_public && settings_.publishes(matter.code);
  }
  /// Refused{"open311_jurisdiction_unknown"} for a jurisdiction_id that is not this city's code; none is ours.
  void check_jurisdiction(const Form& asked) const;
  /// The token behind `api_key`: Refused{"open311_key_refused"} unless it holds and may report.
  access::Principal key_holder(http::Call& call, const std::string& key) const;

 private:
  app::Context& context_;
  Settings settings_;
  text::Messages messages_;
  http::RateLimit reads_, wrong_keys_, requests_;
};

}  // namespace linli::open311
