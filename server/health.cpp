#include "server/health.hpp"

#include <sys/statvfs.h>

#include <atomic>
#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"
#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/sealing.hpp"
#include "platform/cluster/backup.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/outbox/state.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/webhooks/state.hpp"
#include "server/commands/doctor.hpp"
#include "server/commands/words.hpp"

namespace linli::server {
namespace {

constexpr auto kLook = std::chrono::seconds(5);

struct Finding {
  std::string level, what, found, mend;
};
const Descriptor kFinding{
    "HealthFinding",
    {field("level", &Finding::level).among({"well", "warning", "fault"}), field("what", &Finding::what),
     field("found", &Finding::found), field("mend", &Finding::mend)}};

using Consumer = outbox::ConsumerState;
const Descriptor kConsumer{
    "HealthConsumer",
    {field("name", &Consumer::name), field("position", &Consumer::position), field("behind", &Consumer::behind),
     field("oldest", &Consumer::oldest), field("parked", &Consumer::parked), field("dead", &Consumer::dead)}};
using Jobs = outbox::JobsState;
const Descriptor kJobs{"HealthJobs",
                       {field("due", &Jobs::due), field("running", &Jobs::running), field("retrying", &Jobs::retrying),
                        field("dead", &Jobs::dead), field("oldest_due", &Jobs::oldest_due)}};
const Descriptor kWebhooks{"HealthWebhooks",
                           {field("waiting", &webhooks::State::waiting), field("dead", &webhooks::State::dead),
                            field("oldest", &webhooks::State::oldest)}};
const Descriptor kSealing{
    "HealthSealing",
    {field("unsealed", &audit::Sealing::unsealed), field("oldest_unsealed", &audit::Sealing::oldest_unsealed),
     field("sealed_at", &audit::Sealing::sealed_at)}};

struct Health {
  Instant at;
  std::vector<Consumer> consumers;
  Jobs jobs;
  webhooks::State webhooks;
  audit::Sealing sealing;
  std::vector<Finding> findings;
};
const Descriptor kHealth{
    "Health",
    {field("at", &Health::at), field("consumers", &Health::consumers, kConsumer), field("jobs", &Health::jobs, kJobs),
     field("webhooks", &Health::webhooks, kWebhooks), field("sealing", &Health::sealing, kSealing),
     field("findings", &Health::findings, kFinding)}};

Health examine(db::Connection& db, Instant now) {
  Health health;
  health.at = now;
  health.consumers = outbox::consumer_states(db, now);
  health.jobs = outbox::jobs_state(db, now);
  health.webhooks = webhooks::state(db);
  health.sealing = audit::sealing(db);
  return health;
}

std::vector<Finding> findings(app::Context& context, db::Connection& db, Instant now) {
  const cluster::Layout layout(context.config().data_dir);
  Symptoms found;
  try {
    found = examine_machine(layout, now, context.config().tls_certificate);
    for (Symptom& more : examine_database(db, layout, now, context.zone(), true)) found.push_back(std::move(more));
  } catch (const Refused& refused) {  // its own sentence says how to mend it
    found.push_back({Symptom::Level::fault, "refused", {{"sentence", sentence_of(refused)}}});
  }
  std::vector<Finding> all;
  for (const Symptom& one : found) {
    const bool well = one.level == Symptom::Level::well;
    all.push_back({well                                   ? "well"
                   : one.level == Symptom::Level::warning ? "warning"
                                                          : "fault",
                   one.what, words("doctor." + one.what + ".found", one.values),
                   well || one.what == "refused" ? "" : words("doctor." + one.what + ".mend", one.values)});
  }
  return all;
}

http::Response show(http::Call& call) {
  Health health = examine(call.db, call.now);
  health.findings = findings(call.app, call.db, call.now);
  return http::Response::of_json(write_record(kHealth, &health));
}

double age(const std::optional<Instant>& since, Instant now) {
  return since && *since < now ? std::chrono::duration<double>(now - *since).count() : 0;
}

}  // namespace

class Vitals {
 public:
  std::atomic<double> behind{0}, oldest_event{0}, parked{0}, dead_events{0};
  std::atomic<double> jobs_due{0}, jobs_retrying{0}, jobs_dead{0}, oldest_job{0};
  std::atomic<double> webhooks_waiting{0}, webhooks_dead{0}, webhooks_oldest{0};
  std::atomic<double> unsealed{0}, oldest_unsealed{0};
  std::atomic<double> backup_age{-1}, keys_not_copied{0}, disk_left{0};

  void look(app::Context& context, db::Connection& db) {
    const Instant now = context.clock().now();
    const Health health = examine(db, now);
    double most_behind = 0, oldest = 0, aside = 0, dead = 0;
    for (const Consumer& one : health.consumers) {
      most_behind = std::max(most_behind, static_cast<double>(one.behind));
      oldest = std::max(oldest, age(one.oldest, now));
      aside += static_cast<double>(one.parked);
      dead += static_cast<double>(one.dead);
    }
    behind = most_behind, oldest_event = oldest, parked = aside, dead_events = dead;
    jobs_due = static_cast<double>(health.jobs.due), jobs_retrying = static_cast<double>(health.jobs.retrying);
    jobs_dead = static_cast<double>(health.jobs.dead), oldest_job = age(health.jobs.oldest_due, now);
    webhooks_waiting = static_cast<double>(health.webhooks.waiting);
    webhooks_dead = static_cast<double>(health.webhooks.dead), webhooks_oldest = age(health.webhooks.oldest, now);
    unsealed = static_cast<double>(health.sealing.unsealed);
    oldest_unsealed = age(health.sealing.oldest_unsealed, now);
    look_at_machine(cluster::Layout(context.config().data_dir), now);
  }

 private:
  void look_at_machine(const cluster::Layout& layout, Instant now) {
    const std::optional<Instant> backup = cluster::last_backup(layout);
    backup_age = backup ? age(backup, now) : -1;
    double uncopied = 0;
    for (const personal::KeyStatus& key : personal::key_status(crypto::KeyRing(layout.keys))) uncopied += !key.exported;
    keys_not_copied = uncopied;
    struct statvfs disk {};
    if (statvfs(layout.root.c_str(), &disk) == 0)
      disk_left = static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize);
  }
};

std::shared_ptr<Vitals> register_health(app::Registry& registry) {
  auto vitals = std::make_shared<Vitals>();
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/health",
                             .operation = "getHealth",
                             .permission = "jobs.view",
                             .pool = http::Pool::slow,
                             .handle = show,
                             .answer = &kHealth,
                             .tag = "jobs"});
  app::Context& context = registry.context;
  context.get<outbox::Runner>().loop("health", kLook, [vitals, &context](db::Connection& db) {
    vitals->look(context, db);
    return false;
  });
  return vitals;
}

std::vector<http::Gauge> gauges_of(const std::shared_ptr<Vitals>& vitals) {
  const auto gauge = [&](const char* name, const char* help, std::atomic<double> Vitals::*figure) {
    return http::Gauge{name, help, [vitals, figure] { return (vitals.get()->*figure).load(); }};
  };
  return {
      gauge("linli_outbox_behind", "Events the slowest consumer has yet to take.", &Vitals::behind),
      gauge("linli_outbox_oldest_seconds", "Age of the oldest event not yet taken.", &Vitals::oldest_event),
      gauge("linli_outbox_parked", "Events set aside, to be tried again.", &Vitals::parked),
      gauge("linli_outbox_dead", "Events given up.", &Vitals::dead_events),
      gauge("linli_jobs_due", "Jobs that could run now.", &Vitals::jobs_due),
      gauge("linli_jobs_oldest_seconds", "How long the oldest of them has been due.", &Vitals::oldest_job),
      gauge("linli_jobs_retrying", "Jobs that failed and will be tried again.", &Vitals::jobs_retrying),
      gauge("linli_jobs_dead", "Jobs given up.", &Vitals::jobs_dead),
      gauge("linli_webhooks_waiting", "Messages to other systems still to be sent.", &Vitals::webhooks_waiting),
      gauge("linli_webhooks_oldest_seconds", "Age of the oldest of them.", &Vitals::webhooks_oldest),
      gauge("linli_webhooks_dead", "Messages given up.", &Vitals::webhooks_dead),
      gauge("linli_audit_unsealed", "Audit entries no seal covers yet.", &Vitals::unsealed),
      gauge("linli_audit_unsealed_seconds", "Age of the oldest of them.", &Vitals::oldest_unsealed),
      gauge("linli_backup_age_seconds", "Age of the newest backup; -1 without one.", &Vitals::backup_age),
      gauge("linli_keys_not_copied", "Instance keys without an exported copy.", &Vitals::keys_not_copied),
      gauge("linli_disk_left_bytes", "Room left where the data lies.", &Vitals::disk_left),
  };
}

}  // namespace linli::server
