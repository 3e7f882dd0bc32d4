#include "server/program.hpp"

#include <signal.h>
#include <unistd.h>

#include <filesystem>

#include <boost/json.hpp>

#include "platform/access/access.hpp"
#include "platform/access/module.hpp"
#include "platform/access/setup.hpp"
#include "platform/audit/module.hpp"
#include "platform/audit/sealer.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/calendar/module.hpp"
#include "platform/cluster/cluster.hpp"
#include "platform/db/migrator.hpp"
#include "platform/files/module.hpp"
#include "platform/files/store.hpp"
#include "platform/http/event_stream.hpp"
#include "platform/http/openapi.hpp"
#include "platform/http/server.hpp"
#include "platform/http/web_pages.hpp"
#include "platform/jobs/module.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/module.hpp"
#include "platform/notices/module.hpp"
#include "platform/outbox/runner.hpp"
#include "platform/outgoing/settings.hpp"
#include "platform/personal/instance_keys.hpp"
#include "platform/personal/module.hpp"
#include "platform/resources.hpp"
#include "platform/webhooks/module.hpp"
#include "platform/workflow/generate.hpp"
#include "platform/workflow/module.hpp"
#include "server/demo.hpp"
#include "server/health.hpp"
#include "server/modules.hpp"
#include "territory/territory.hpp"

namespace linli::server {

namespace fs = std::filesystem;

struct Program::Parts {
  Parts(app::Config config, const Clock& clock) : context(std::move(config), clock), registry(context) {}
  app::Context context;
  app::Registry registry;
  std::unique_ptr<cluster::Cluster> cluster;
  std::string conninfo;
  std::shared_ptr<outbox::Runner> runner;
  std::unique_ptr<http::Server> edge;
  std::string first_link;
  std::shared_ptr<Vitals> vitals;
  app::Config running;  ///< what of the configuration is in force
};

namespace {

void open_database(Program::Parts& p) {
  const app::Config& config = p.context.config();
  std::error_code error;
  fs::create_directories(config.data_dir, error);
  if (error || !fs::is_directory(config.data_dir))
    throw Refused{"cannot_write", {{"path", config.data_dir}, {"error", error ? error.message() : "not a folder"}}};
  if (config.database_url.empty()) {
    cluster::Settings settings;
    settings.directory = config.data_dir;
    p.cluster = std::make_unique<cluster::Cluster>(settings);
    p.conninfo = p.cluster->conninfo();
    for (const std::string& applied : db::Migrator::embedded().migrate(p.conninfo, p.context.clock().now()))
      log::info("db.migrated", {{"migration", applied}});
  } else {  // shared with other programs: `linli migrate` is their operator's step
    p.conninfo = config.database_url;
    db::Connection db(p.conninfo);
    db::Migrator::embedded().require_servable(db);
  }
  p.context.provide(std::make_shared<db::Pool>(p.conninfo, 8));
}

// What every engine and module may ask for; nothing here reads the territory or the cases yet.
void provide_engines(Program::Parts& p, const std::shared_ptr<personal::Vault>& vault) {
  app::Context& context = p.context;
  const app::Config& config = context.config();
  context.provide(vault);
  context.provide(std::shared_ptr<crypto::KeyRing>(vault, &vault->keys()));
  context.provide(std::make_shared<text::Messages>(text::Messages::embedded()));
  auto calendar = std::make_shared<calendar::Calendar>(context.zone());
  context.provide(calendar);
  const std::shared_ptr<access::Access> access = access::make_access(context);
  workflow::Engine::Setup setup;
  setup.calendar = calendar->current();
  setup.zone = &context.zone();
  for (const auto& [name, role] : access->roles().all()) setup.roles.insert(name);
  setup.digest = [vault](std::string_view text) { return vault->digest(text); };
  context.provide(std::make_shared<workflow::Engine>(std::move(setup)));
  context.provide(std::make_shared<files::Store>(
      config.data_dir + "/files", files::Limits::read(resources::get("policy/files.yaml")), context.zone()));
  context.provide(std::make_shared<http::EventStream>());
  context.provide(
      std::make_shared<outgoing::Settings>(outgoing::Settings::read(config.data_dir, !config.demo.empty())));
  p.runner = std::make_shared<outbox::Runner>(p.conninfo, context.clock());
  context.provide(p.runner);
}

void register_parts(Program::Parts& p) {
  // Engines first: modules add themselves to what they offer.
  personal::register_engine(p.registry);
  access::register_engine(p.registry);
  audit::register_engine(p.registry);
  files::register_engine(p.registry);
  notices::register_engine(p.registry);
  jobs::register_engine(p.registry);
  webhooks::register_engine(p.registry);
  mail::register_engine(p.registry);
  workflow::register_engine(p.registry);
  calendar::register_engine(p.registry);
  p.context.provide(std::make_shared<http::Dialects>());
  register_modules(p.registry);
  p.vitals = register_health(p.registry);
  const territory::Territory& territory = p.context.get<territory::Territory>();
  p.context.get<access::Access>().name_scopes_by([&territory](std::string_view code) { return territory.name(code); });
}

void start_background(Program::Parts& p) {
  app::Context& context = p.context;
  outbox::Runner& runner = *p.runner;
  for (const app::Registry::Subscription& s : p.registry.subscriptions)
    runner.subscribe(
        s.name, s.topic_prefix,
        [&context, handle = s.handle](db::Connection& db, const outbox::Event& event) { handle(context, db, event); });
  for (const auto& [name, handle] : p.registry.jobs)
    runner.job(name, [&context, handle = handle](db::Connection& db, const json::value& arguments, Instant now) {
      handle(context, db, arguments, now);
    });
  for (const auto& [name, seconds] : p.registry.periodic) runner.periodic(name, std::chrono::seconds(seconds));
  runner.loop("workflow.timers", std::chrono::milliseconds(500), [&context](db::Connection& db) {
    return context.get<workflow::Engine>().fire_due(db, context.clock().now());
  });
  runner.loop("calendar.follow", std::chrono::seconds(1), [&context](db::Connection& db) {
    calendar::follow(context, db);
    return false;
  });
  runner.start();
}

// What keeps the program from serving: for /readyz.
std::vector<FieldError> missing(Program::Parts& p, const db::Migrator& migrator, db::Connection& db) {
  std::vector<FieldError> found;
  try {
    for (const std::string& migration : migrator.state(db).pending)
      found.push_back({"migrations", "migration_pending", {{"migration", migration}}});
  } catch (const Refused& refused) {
    found.push_back({"migrations", refused.code, refused.values});
  }
  if (!found.empty()) return found;  // the parts' tables may not be there
  for (const auto& ask : p.registry.readiness)
    if (std::optional<FieldError> error = ask(p.context, db)) found.push_back(std::move(*error));
  return found;
}

void open_edge(Program::Parts& p) {
  app::Context& context = p.context;
  const app::Config& config = context.config();
  access::Access& access = context.get<access::Access>();
  http::ServerConfig edge;
  edge.listen = config.listen;
  edge.tls_certificate = config.tls_certificate;
  edge.tls_key = config.tls_key;
  edge.trusted_proxies = config.trusted_proxies;
  edge.outside_origins = config.map_origins;
  edge.read_workers = config.read_workers;
  edge.write_workers = config.write_workers;
  edge.slow_workers = config.slow_workers;
  edge.connect = [conninfo = p.conninfo] { return std::make_unique<db::Connection>(conninfo); };
  edge.authenticate = [&access](const http::Request& request, db::Connection& db, Instant now) {
    return access.authenticate(request, db, now);
  };
  edge.authorise = [&access](const http::Route& route, const http::Request& request, const access::Principal& who) {
    access.authorise(route, request, who);
  };
  edge.not_ready = [&p, migrator = db::Migrator::embedded()](db::Connection& db) { return missing(p, migrator, db); };
  edge.gauges = gauges_of(p.vitals);
  edge.clock = &context.clock();
  edge.context = &context;
  edge.problems = std::make_shared<http::Problems>(text::Messages::embedded(), text::RefusalTable::embedded(),
                                                   context.get<http::Dialects>().all);
  edge.pages = http::WebPages::embedded();
  p.edge = std::make_unique<http::Server>(std::move(edge), p.registry.routes);
  p.edge->start();
}

}  // namespace

Program::Program(app::Config config, const Clock& clock) : parts_(std::make_unique<Parts>(std::move(config), clock)) {}

Program::~Program() { stop(); }

void Program::start() {
  Parts& p = *parts_;
  const app::Config& config = p.context.config();
  const bool dir_in_use = config.database_url.empty() && cluster::holder_of(cluster::Layout(config.data_dir)) != 0;
  if (!dir_in_use) http::check_listen(config.listen);  // before a database or a demo city is made in vain
  open_database(p);
  db::Connection db(p.conninfo);
  const Instant now = p.context.clock().now();
  provide_engines(p, personal::open_vault(db, p.context.config().data_dir + "/keys", now));
  audit::open_months(db, p.context.clock().now());
  register_parts(p);
  p.context.get<workflow::Engine>().synchronise(db, p.context.clock().now());
  if (!config.demo.empty()) fill_demo(p.registry, db);
  for (const auto& load : p.registry.on_start) load(p.context, db);
  if (config.demo.empty()) p.first_link = access::first_administrator_link(db, p.context.clock().now()).value_or("");
  start_background(p);
  open_edge(p);
  p.running = p.context.config();
}

void Program::reload(const app::Config& wanted) {
  Parts& p = *parts_;
  if (p.edge->is_secure() && !wanted.tls_certificate.empty()) p.edge->use_tls(wanted.tls_certificate, wanted.tls_key);
  p.edge->let_in(wanted.trusted_proxies, wanted.map_origins);
  if (!wanted.log_file.empty()) log::set_file(wanted.log_file);  // also when it is the same: it may have been rotated
  if (p.cluster && p.cluster->postmaster() > 0) kill(p.cluster->postmaster(), SIGHUP);  // DIR/pg/local.conf
  log::info("serve.reloaded", {{"tls", p.edge->is_secure()},
                               {"trusted_proxies", wanted.trusted_proxies.size()},
                               {"map_origins", wanted.map_origins.size()}});
  for (const std::string& key : app::restart_needed(p.running, wanted))
    log::warning("serve.restart_needed", {{"key", key}});
}

void Program::stop() {
  Parts& p = *parts_;
  if (p.edge) p.edge->stop();
  if (p.runner) p.runner->stop();
  for (const auto& end : p.registry.on_stop) end();
  p.registry.on_stop.clear();
  p.edge.reset();
  p.cluster.reset();
}

namespace {

/// What `tell` makes of all that is registered, without a database.
std::string from_registration(const std::function<std::string(Program::Parts&)>& tell) {
  const std::string folder = fs::temp_directory_path() / ("linli-registration-" + std::to_string(getpid()));
  fs::create_directories(folder);
  app::Config config;
  config.data_dir = folder;
  const SystemClock clock;
  Program::Parts p(config, clock);
  auto keys = std::make_shared<crypto::KeyRing>(folder + "/keys");
  keys->create_missing(clock.now());
  provide_engines(p, std::make_shared<personal::Vault>(keys));
  register_parts(p);
  std::string text = tell(p);
  fs::remove_all(folder);
  return text;
}

}  // namespace

std::string openapi_document() {
  return from_registration(
      [](Program::Parts& p) { return http::openapi(p.registry.routes, text::Messages::embedded()); });
}

std::string workflow_document(const std::string& name, bool as_diagram) {
  return from_registration([&](Program::Parts& p) {
    const auto& definition = p.context.get<workflow::Engine>().definition(name);
    return as_diagram ? workflow::diagram(definition) : workflow::golden_table(definition);
  });
}

std::string Program::url() const { return parts_->edge->url(); }
app::Context& Program::context() { return parts_->context; }
app::Registry& Program::registry() { return parts_->registry; }
const std::string& Program::conninfo() const { return parts_->conninfo; }
std::string Program::first_administrator_link() const { return parts_->first_link; }

}  // namespace linli::server
