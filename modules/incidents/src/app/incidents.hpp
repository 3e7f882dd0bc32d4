#pragma once
#include "domain/settings.hpp"
#include "incidents/matters.hpp"
#include "platform/app/module.hpp"
#include "platform/http/rate_limit.hpp"
#include "store/numbers.hpp"

namespace linli::incidents {

/// What the module keeps while the program runs: the city's catalogue and figures, and reserved numbers.
class Incidents {
 public:
  Incidents(app::Context& context, Catalogue catalogue, Settings settings)
      : context_(context), catalogue_(std::move(catalogue)), settings_(settings) {}
  app::Context& context() const { return context_; }
  const Catalogue& catalogue() const { return catalogue_; }
  const Settings& settings() const { return settings_; }
  NumberBlocks& numbers() { return numbers_; }
  /// Looks at one report by number and code, whoever asks: keeps a six-digit code from being tried out (a million codes
  /// at 240 an hour take half a year for a fair chance).
  http::RateLimit& follows() { return follows_; }
  /// The matter, or Refused{"matter_unknown"}.
  const Matter& matter(std::string_view code) const;
  /// Its name, or the code itself for a matter of an older catalogue.
  std::string matter_name(std::string_view code) const;

 private:
  app::Context& context_;
  Catalogue catalogue_;
  Settings settings_;
  NumberBlocks numbers_;
  http::RateLimit follows_{240, std::chrono::hours(1)};
};

}  // namespace linli::incidents
