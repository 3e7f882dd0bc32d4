#pragma once
#include <atomic>
#include <memory>

#include "domain/matter_lists.hpp"
#include "domain/settings.hpp"
#include "incidents/matters.hpp"
#include "platform/app/module.hpp"
#include "platform/app/rates.hpp"
#include "platform/files/files.hpp"
#include "platform/http/rate_limit.hpp"
#include "platform/personal/vault.hpp"
#include "store/numbers.hpp"

namespace linli::incidents {

/// Where a step finds what it needs besides its case: the database, unless a past is made up in bulk.
class Sources {
 public:
  virtual ~Sources() = default;
  /// As files::find.
  virtual std::map<std::string, files::Stored> files(db::Connection& db, const std::vector<std::string>& digests);
  /// As personal::Vault::unlock.
  virtual personal::Subject subject(personal::Vault& vault, db::Connection& db, const Uuid& subject);
  /// The subject of a case's words was opened in a batch.
  virtual void opened(const personal::Subject& subject);
};

/// What the module keeps while the program runs: the city's catalogue and figures, and reserved numbers.
class Incidents {
 public:
  Incidents(app::Context& context, Catalogue catalogue, Settings settings, const app::Rates& rates,
            std::unique_ptr<Sources> sources = std::make_unique<Sources>())
      : context_(context),
        catalogue_(std::move(catalogue)),
        settings_(settings),
        sources_(std::move(sources)),
        follows_(rates.follow_report),
        wrong_codes_(rates.wrong_codes),
        duplicates_(rates.duplicates) {}
  app::Context& context() const { return context_; }
  const Catalogue& catalogue() const { return catalogue_; }
  const Settings& settings() const { return settings_; }
  Sources& sources() const { return *sources_; }
  NumberBlocks& numbers() { return numbers_; }
  /// The districts' decided lists of matters, held in memory; never null.
  std::shared_ptr<const MatterLists> lists() const { return lists_.load(std::memory_order_acquire); }
  void use_lists(std::shared_ptr<const MatterLists> lists) {
    lists_.store(std::move(lists), std::memory_order_release);
  }
  /// Looks at one report by number and code, whoever asks: keeps a six-digit code from being tried out (a million codes
  /// at 240 an hour take half a year for a fair chance).
  http::RateLimit& follows() { return follows_; }
  /// Codes from one address that did not fit, whatever the report: keeps one code from being tried at many reports.
  http::RateLimit& wrong_codes() { return wrong_codes_; }
  /// Questions of one address whether others have reported the same.
  http::RateLimit& duplicates() { return duplicates_; }
  /// The matter, or Refused{"matter_unknown"}.
  const Matter& matter(std::string_view code) const;
  /// Its name, or the code itself for a matter of an older catalogue.
  std::string matter_name(std::string_view code) const;

 private:
  app::Context& context_;
  Catalogue catalogue_;
  Settings settings_;
  std::unique_ptr<Sources> sources_;
  NumberBlocks numbers_;
  std::atomic<std::shared_ptr<const MatterLists>> lists_ = std::make_shared<const MatterLists>();
  http::RateLimit follows_, wrong_codes_, duplicates_;
};

}  // namespace linli::incidents
