#include "demo/bulk_hand.hpp"

#include <boost/json.hpp>

#include "app/case_workflow.hpp"
#include "app/write_report.hpp"
#include "platform/access/access.hpp"
#include "platform/calendar/calendar.hpp"
#include "platform/files/files.hpp"

namespace linli::incidents {
namespace {

// What steps would read from the database: the pictures are few, and one case is under way at a time.
class InMemory : public Sources {
 public:
  explicit InMemory(std::map<std::string, files::Stored> files) : files_(std::move(files)) {}
  std::map<std::string, files::Stored> files(db::Connection&, const std::vector<std::string>& digests) override {
    std::map<std::string, files::Stored> found;
    for (const std::string& digest : digests)
      if (const auto file = files_.find(digest); file != files_.end()) found.insert(*file);
    return found;
  }
  void opened(const personal::Subject& subject) override { subjects_.insert_or_assign(subject.id(), subject); }
  personal::Subject subject(personal::Vault&, db::Connection&, const Uuid& id) override { return subjects_.at(id); }
  void forget() { subjects_.clear(); }

 private:
  std::map<std::string, files::Stored> files_;
  std::map<Uuid, personal::Subject> subjects_;
};

std::unique_ptr<workflow::Engine> engine_like(app::Context& context) {
  workflow::Engine::Setup setup;
  setup.calendar = context.get<calendar::Calendar>().current();
  setup.zone = &context.zone();
  for (const auto& [name, role] : context.get<access::Access>().roles().all()) setup.roles.insert(name);
  const auto& vault = context.get<personal::Vault>();
  setup.digest = [&vault](std::string_view text) { return vault.digest(text); };
  return std::make_unique<workflow::Engine>(std::move(setup));
}

struct EarlierHere {
  EarlierCase earlier;
  bool taken_back = false;  ///< cancelled or withdrawn
};

}  // namespace

struct BulkHand::Impl {
  app::Context& context;
  db::Connection& db;
  InMemory* sources = nullptr;
  Incidents incidents;
  std::unique_ptr<workflow::Engine> engine;
  Names names;
  std::vector<DemoUnit> units;
  std::map<std::string, std::string, std::less<>> prefixes;  // of units, by id as text
  Staff staff;
  Ledger ledger;
  workflow::Snapshot at;
  bool under_way = false;
  std::map<std::string, std::vector<EarlierHere>> earlier;  // by matter

  Impl(const Incidents& like, db::Connection& connection, const std::vector<DemoUnit>& known, const Staff& people,
       Instant now, std::unique_ptr<InMemory> memory)
      : context(like.context()),
        db(connection),
        sources(memory.get()),
        incidents(context, like.catalogue(), like.settings(), app::Rates{}, std::move(memory)),
        engine(engine_like(context)),
        names(names_of(known, people)),
        units(known),
        staff(people),
        ledger(connection, names, now) {
    for (const DemoUnit& unit : units) prefixes[unit.id.text()] = unit.prefix;
    incidents.use_lists(like.lists());
    register_workflow(*engine, incidents);
  }

  static Names names_of(const std::vector<DemoUnit>& units, const Staff& staff) {
    Names names;
    for (const DemoUnit& unit : units) names.units[unit.id.text()] = unit.name;
    names.people = staff.names();
    return names;
  }

  // sql/prepare_report.sql and sql/near_cases.sql over what is held in memory.
  Surroundings around(const Checked& c, Instant now) {
    Surroundings found;
    const DemoUnit* centre = nullptr;
    for (const DemoUnit& unit : units)
      if ((unit.kind == "community_centre" || unit.kind == "street_centre" || unit.kind == "district" ||
           unit.kind == "city") &&
          c.located.code.starts_with(unit.prefix) && (!centre || unit.prefix.size() > centre->prefix.size()))
        centre = &unit;
    if (centre) found.centre = centre->id;
    if (const access::Principal* worker = staff.worker_of(c.located.code)) {
      found.worker = worker->person;
      found.worker_name = worker->display;
    }
    const Box box = box_around(c.place, incidents.settings().repeat_radius_m);
    const Instant since = now - std::chrono::hours(24 * incidents.settings().repeat_days);
    for (const EarlierHere& e : earlier[c.matter->code]) {
      const Wgs84Point& p = e.earlier.place;
      if (!e.taken_back && e.earlier.reported_at >= since && p.lon_e7 >= box.west && p.lon_e7 <= box.east &&
          p.lat_e7 >= box.south && p.lat_e7 <= box.north)
        found.near.push_back(e.earlier);
    }
    return found;
  }

  // sql/contacts_of.sql; nobody follows in a made-up past.
  static Contact contact_of(const Record& reporter) {
    const auto value = [&](const char* column) { return reporter.find(column)->second; };
    Contact c;
    c.id = Uuid::parse(*value("id"));
    c.can_be_called = value("phone_token") && value("wants_call") == "t";
    c.reached = value("reached_at").has_value();
    c.rated = value("rating").has_value();
    c.attempts = std::stoll(*value("attempts"));
    if (const auto last = value("last_attempt_at")) c.last_attempt_at = parse_instant(*last);
    return c;
  }

  // What sql/case_facts.sql would tell of the case as it stands in the ledger.
  void refresh_facts() {
    const Record& row = ledger.incident();
    const auto text = [&](const char* column) { return row.find(column)->second.value_or(""); };
    const auto figure = [&](const char* column) { return std::stoll(row.find(column)->second.value_or("0")); };
    CaseFacts f;
    f.district = text("district");
    f.scope_code = text("scope_code");
    f.number = text("number");
    f.matter = text("matter");
    f.urgency = text("urgency");
    f.source = text("source");
    f.subject = text("subject");
    f.handle_unit = text("handle_unit");
    f.spot_check = text("spot_check");
    f.has_collector = row.find("collector")->second.has_value();
    f.self_handled = text("self_handled") == "t";
    f.extension_asked = text("extension_asked") == "t";
    f.raise_asked = text("raise_asked") == "t";
    if (const auto centre = prefixes.find(text("centre_unit")); centre != prefixes.end())
      f.centre_prefix = centre->second;
    f.suspension_asked = text("suspension_asked") == "t";
    f.withdrawal_asked = text("withdrawal_asked") == "t";
    f.supervision = text("supervision");
    if (!text("handler_unit").empty()) f.handler_unit = Uuid::parse(text("handler_unit"));
    if (!text("last_urged_at").empty()) f.last_urged_at = parse_instant(text("last_urged_at"));
    f.reported_at = parse_instant(text("reported_at"));
    f.returns = figure("returns");
    f.reworks = figure("reworks");
    f.extensions = figure("extensions");
    f.handle_count = figure("handle_count");
    if (!text("first_asked").empty()) f.first_asked = Uuid::parse(text("first_asked"));
    for (const Record& reporter : ledger.reporters()) f.reporters.push_back(contact_of(reporter));
    f.before_photos = ledger.before_photos();
    set_facts(incidents, f, at);
  }
};

BulkHand::BulkHand(const Incidents& like, db::Connection& db, const std::vector<DemoUnit>& units, const Staff& staff,
                   std::map<std::string, files::Stored> files, Instant now)
    : impl_(std::make_unique<Impl>(like, db, units, staff, now, std::make_unique<InMemory>(std::move(files)))) {}
BulkHand::~BulkHand() = default;

void BulkHand::report(const NewReport& report, Intake intake, const access::Principal& who, Instant now,
                      const std::string& number) {
  Impl& i = *impl_;
  Checked checked = check_report(i.incidents, report, intake);
  look_round(i.incidents, checked, i.around(checked, now), now);
  http::Request request;
  request.id = "demo";
  request.body = report.id.text();
  http::Call call{request, i.db, who, now, i.context};
  checked.digest = content_digest(call);
  db::Batch batch;
  i.at = write_report(batch, call, i.incidents, *i.engine, checked, number).at;
  i.ledger.apply(batch);
  i.under_way = true;
  i.refresh_facts();
}

void BulkHand::act(const workflow::Attempt& attempt) {
  Impl& i = *impl_;
  db::Batch batch;
  i.engine->advance(i.db, batch, i.at, attempt);
  i.ledger.apply(batch);
  i.refresh_facts();
}

std::optional<Instant> BulkHand::due() { return impl_->at.clock ? std::optional(impl_->at.clock->due) : std::nullopt; }

bool BulkHand::drawn() { return impl_->ledger.incident().find("spot_check")->second == "drawn"; }

void BulkHand::end_case() {
  Impl& i = *impl_;
  if (!i.under_way) return;  // nobody was there to report it
  const Record& row = i.ledger.incident();
  const auto e7 = [&](const char* column) { return static_cast<std::int32_t>(std::stol(*row.find(column)->second)); };
  const std::string& state = *row.find("state")->second;
  i.earlier[*row.find("matter")->second].push_back({{{e7("lon_e7"), e7("lat_e7")},
                                                     *row.find("self_handled")->second == "t",
                                                     parse_instant(*row.find("reported_at")->second)},
                                                    state == "cancelled" || state == "withdrawn"});
  i.ledger.end_case();
  i.sources->forget();
  i.under_way = false;
}

Ledger& BulkHand::ledger() { return impl_->ledger; }

}  // namespace linli::incidents
