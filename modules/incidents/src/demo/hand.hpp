#pragma once
#include "app/report_incident.hpp"
#include "platform/workflow/workflow.hpp"

namespace linli::incidents {

/// How the steps of a made-up past are written: by the product's own commands, or in bulk. The walk that decides what
/// happens (walk.hpp) knows no difference.
class Hand {
 public:
  virtual ~Hand() = default;
  /// A case begins; throws what the product would refuse. `number` is for life.
  virtual void report(const NewReport& report, Intake intake, const access::Principal& who, Instant at,
                      const std::string& number) = 0;
  /// The next step of the case that was reported last.
  virtual void act(const workflow::Attempt& attempt) = 0;
  /// When the case's deadline ends; nothing while none runs.
  virtual std::optional<Instant> due() = 0;
  /// Whether the case was drawn for a spot check and waits for it.
  virtual bool drawn() = 0;
};

/// One transaction and a few round trips a step, as when people act.
class CommandHand : public Hand {
 public:
  CommandHand(Incidents& incidents, db::Connection& db) : incidents_(incidents), db_(db) {}
  void report(const NewReport& report, Intake intake, const access::Principal& who, Instant at,
              const std::string& number) override;
  void act(const workflow::Attempt& attempt) override;
  std::optional<Instant> due() override;
  bool drawn() override;

 private:
  Incidents& incidents_;
  db::Connection& db_;
  Uuid id_;
};

}  // namespace linli::incidents
