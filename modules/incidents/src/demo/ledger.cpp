#include "demo/ledger.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <stdexcept>

#include "incidents_sql.hpp"

namespace linli::incidents {
namespace {

using Values = std::vector<Value>;
constexpr auto kEventsKept = std::chrono::hours(24 * 7);

// Columns of a table and what a row holds in them when an insert does not say.
struct Shape {
  std::vector<std::string> columns;
  Record defaults;
};

Shape shape_of(db::Connection& db, const std::string& schema, const std::string& table) {
  Shape shape;
  for (const db::Row row : db.run(sql::demo_columns, db::Params::of(schema, table))) {
    shape.columns.push_back(row.text("name"));
    const auto literal = row.maybe_text("literal");
    shape.defaults[shape.columns.back()] = literal;
  }
  return shape;
}

std::int64_t number(const Value& value) { return value ? std::stoll(*value) : 0; }
std::string raised(const Value& value) { return std::to_string(number(value) + 1); }

}  // namespace

struct Ledger::Impl {
  using Step = std::function<void(const Values&)>;

  db::Connection& db;
  const Names& names;
  std::string now, events_since;
  Shape incident_shape, instance_shape, reporter_shape;
  CopyTable subjects, values, incidents, reporters, attachments, references, instances, participations, timers, audit;
  std::optional<CopyTable> histories;        // the columns of its insert, known with the first step
  std::map<std::string, Inserted> inserted;  // by statement name
  std::map<std::string_view, Step> steps;
  std::size_t written = 0;

  // The case under way.
  Record incident, instance;
  std::vector<Record> case_reporters;
  std::map<std::string, Record> case_attachments;  // by key
  std::map<std::string, Values> case_references;   // by key
  struct Part {
    std::string district, is_unit;
    std::vector<std::string> duties;
  };
  std::map<std::string, Part> parts;  // by party
  std::string root;
  std::map<std::string, Values> case_timers;  // by kind

  std::map<std::string, std::int64_t> counters;
  std::vector<std::pair<std::string, db::Batch::Item>> events;

  Impl(db::Connection& connection, const Names& known, Instant at)
      : db(connection),
        names(known),
        now(to_text(at)),
        events_since(to_text(at - kEventsKept)),
        incident_shape(shape_of(db, "incidents", "incident")),
        instance_shape(shape_of(db, "workflow", "instance")),
        reporter_shape(shape_of(db, "incidents", "reporter")),
        subjects("personal.subject", {"id", "wrap_key", "wrapped", "created_at"}),
        values("personal.value", {"subject", "record", "field", "cipher", "tokens"}),
        incidents("incidents.incident", incident_shape.columns),
        reporters("incidents.reporter", reporter_shape.columns),
        attachments("incidents.attachment", shape_of(db, "incidents", "attachment").columns),
        references("files.reference", {"digest", "module", "record", "at"}),
        instances("workflow.instance", instance_shape.columns),
        participations("workflow.participation", {"root_case", "party", "district", "is_unit", "duties", "conflict"}),
        timers("workflow.timer", {"case_id", "visit", "kind", "district", "workflow", "action", "fire_at", "refused"}),
        audit("audit.entry", {"at", "actor", "account", "display", "action", "object", "scope_code", "request_id",
                              "purpose", "detail"}) {
    learn_people();
    learn_engine();
    learn_case();
  }

  const Inserted& insert_of(const db::Statement& statement) {
    const auto known = inserted.find(statement.name);
    return known != inserted.end() ? known->second
                                   : inserted.emplace(statement.name, Inserted(statement)).first->second;
  }

  void set(Record& row, std::initializer_list<std::pair<const char*, Value>> changes) {
    for (const auto& [column, value] : changes) row.find(column)->second = value;
  }

  void learn_people() {
    steps["personal.add_values"] = [this](const Values& v) {
      const auto fields = items_of(*v[2]), ciphers = items_of(*v[3]), tokens = items_of(*v[4]);
      for (std::size_t i = 0; i < fields.size(); ++i)
        values.add(Values{v[0], v[1], fields[i], ciphers[i], tokens[i] == "{}" ? Value() : Value(tokens[i])});
    };
    steps["files.mention"] = [this](const Values& v) { case_references.try_emplace(*v[0] + *v[2], v); };
  }

  void learn_engine() {
    steps["workflow.move_instance"] = [this](const Values& v) {
      set(instance, {{"version", raised(v[2])},
                     {"settled", v[3]},
                     {"visit", v[4]},
                     {"state", v[5]},
                     {"entered_at", v[6]},
                     {"ended_at", v[7]},
                     {"owner_unit", v[8]},
                     {"owner_person", v[9]},
                     {"due_from", v[10]},
                     {"due_count", v[11]},
                     {"due_unit", v[12]},
                     {"due", v[13]},
                     {"warn", v[14]},
                     {"due_provisional", v[15]},
                     {"paused_at", v[16]},
                     {"left_count", v[17]},
                     {"left_unit", v[18]}});
    };
    steps["workflow.take_part"] = [this](const Values& v) {
      root = *v[0];
      Part& part = parts[*v[1]];
      part.district = *v[2];
      part.is_unit = *v[3];
      const auto conflicts = items_of(*v[5]);
      for (const std::string& held : part.duties)
        if (std::find(conflicts.begin(), conflicts.end(), held) != conflicts.end())
          throw std::logic_error("the walk breaks the separation of " + held + " and " + *v[4]);
      if (std::find(part.duties.begin(), part.duties.end(), *v[4]) == part.duties.end()) part.duties.push_back(*v[4]);
    };
    steps["workflow.drop_timers"] = [this](const Values&) { case_timers.clear(); };
    steps["workflow.set_timer"] = [this](const Values& v) { case_timers[*v[2]] = v; };
    steps["audit.record"] = [this](const Values& v) { audit.add(v); };
  }

  void learn_case() {
    steps["incidents.follow_transition"] = [this](const Values& v) { follow(v); };
    steps["incidents.became_collector"] = [this](const Values& v) {
      set(incident, {{"collector", v[2]}, {"collector_unit", v[3]}, {"collector_name", v[4]}});
    };
    steps["incidents.mark_self_handled"] = [this](const Values& v) { set(incident, {{"self_handled", v[2]}}); };
    steps["incidents.set_spot_check"] = [this](const Values& v) { set(incident, {{"spot_check", v[2]}}); };
    steps["incidents.set_limit"] = [this](const Values& v) {
      set(incident, {{"handle_count", v[2]}, {"handle_unit", v[3]}});
    };
    steps["incidents.count_return"] = [this](const Values&) {
      set(incident, {{"returns", raised(incident["returns"])}});
    };
    steps["incidents.count_rework"] = [this](const Values&) {
      set(incident, {{"reworks", raised(incident["reworks"])},
                     {"rating", {}},
                     {"feedback_attempts", "0"},
                     {"last_attempt_at", {}},
                     {"reached_at", {}}});
    };
    steps["incidents.ask_extension"] = [this](const Values& v) {
      set(incident,
          {{"extension_asked", v[2]}, {"extensions", std::to_string(number(incident["extensions"]) + number(v[3]))}});
    };
    steps["incidents.ask_raise"] = [this](const Values& v) { set(incident, {{"raise_asked", v[2]}}); };
    steps["incidents.move_centre"] = [this](const Values& v) {
      set(incident, {{"centre_unit", v[2]}, {"raise_asked", "f"}});
    };
    steps["incidents.ask_suspension"] = [this](const Values& v) { set(incident, {{"suspension_asked", v[2]}}); };
    steps["incidents.keep_suspension"] = [this](const Values& v) {
      const Value kind = !v[3] ? Value() : v[2] ? v[2] : incident["suspension_kind"];
      set(incident, {{"suspension_asked", "f"}, {"review_on", v[3]}, {"suspension_kind", kind}});
    };
    steps["incidents.count_urge"] = [this](const Values& v) {
      set(incident, {{"urges", raised(incident["urges"])}, {"last_urged_at", v[2]}});
    };
    steps["incidents.record_attempt"] = [this](const Values& v) {
      set(incident, {{"feedback_attempts", raised(incident["feedback_attempts"])}, {"last_attempt_at", v[2]}});
      if (*v[3] == "t") set(incident, {{"reached_at", v[2]}});
    };
    steps["incidents.ask_first"] = [this](const Values& v) {
      if (!incident["first_asked"]) set(incident, {{"first_asked", v[2]}, {"first_asked_name", v[3]}});
    };
    steps["incidents.record_attempt_of"] = [this](const Values& v) {
      for (Record& reporter : case_reporters) {
        if (reporter["id"] != v[0]) continue;
        set(reporter, {{"attempts", raised(reporter["attempts"])}, {"last_attempt_at", v[2]}});
        if (*v[3] == "t") set(reporter, {{"reached_at", v[2]}});
      }
    };
    steps["incidents.rate_of"] = [this](const Values& v) {
      for (Record& reporter : case_reporters) set(reporter, {{"rating", v[3]}});  // nobody follows in a made-up past
    };
    steps["incidents.keep_rating"] = [this](const Values& v) { set(incident, {{"rating", v[2]}}); };
    steps["incidents.answer_reporters"] = [this](const Values&) {
      for (Record& r : case_reporters)
        if (r["feedback_state"] == "waiting")
          r["feedback_state"] = r["phone_token"] && r["wants_call"] == "t" && !r["reached_at"] ? "unreachable" : "told";
    };
    steps["incidents.wait_again"] = [this](const Values&) {
      for (Record& reporter : case_reporters)
        set(reporter, {{"feedback_state", "waiting"},
                       {"attempts", "0"},
                       {"last_attempt_at", {}},
                       {"reached_at", {}},
                       {"rating", {}}});
    };
    steps["incidents.add_counter"] = [this](const Values& v) {
      counters[*v[1] + '\t' + *v[2] + '\t' + *v[3] + '\t' + *v[4] + '\t' + *v[5]] += number(v[6]);
    };
  }

  // sql/follow_transition.sql
  void follow(const Values& v) {
    const std::string& owner = *v[6];
    Value unit, person;
    if (owner == "centre") unit = incident["centre_unit"];
    if (owner == "unit") unit = v[4], person = v[5];
    if (owner == "worker") person = incident["worker_person"];
    if (owner == "collector") person = incident["collector"] ? incident["collector"] : incident["worker_person"];
    const auto name_of = [](const std::map<std::string, std::string>& all, const Value& id) {
      if (!id) return Value();
      const auto found = all.find(*id);
      return found == all.end() ? Value() : Value(found->second);
    };
    if (owner == "unit") set(incident, {{"handler_unit", v[4]}});
    set(incident, {{"state", v[2]},
                   {"version", v[3]},
                   {"owner_unit", unit},
                   {"owner_unit_name", name_of(names.units, unit)},
                   {"owner_person", person},
                   {"owner_person_name", name_of(names.people, person)},
                   {"due", v[7]},
                   {"warn", v[8]},
                   {"due_provisional", v[9]},
                   {"paused_at", v[10]},
                   {"changed_at", v[11]},
                   {"closed_at", v[12]},
                   {"started_at", v[13]},
                   {"outcome", v[14]}});
  }

  void apply(const db::Batch::Item& item) {
    const std::string_view name = item.statement->name;
    const Values v = item.params.values();
    if (const auto step = steps.find(name); step != steps.end()) return step->second(v);
    if (name == "outbox.publish") {
      if (*v[5] >= events_since) events.emplace_back(*v[5], item);
      return;
    }
    const auto begun = [&](const Shape& shape) {
      Record row = shape.defaults;
      for (auto& [column, value] : insert_of(*item.statement).record(v)) row.find(column)->second = std::move(value);
      return row;
    };
    if (name == "incidents.insert_incident") {
      incident = begun(incident_shape);
    } else if (name == "workflow.insert_instance") {
      instance = begun(instance_shape);
    } else if (name == "workflow.insert_history") {
      const Inserted& insert = insert_of(*item.statement);
      if (!histories) histories.emplace(insert.table(), insert.columns());
      histories->add(insert.values(v));
    } else if (name == "incidents.insert_reporter") {
      case_reporters.push_back(begun(reporter_shape));
    } else if (name == "incidents.insert_attachment") {
      case_attachments.try_emplace(*v[0] + *v[2] + *v[3], insert_of(*item.statement).record(v));
    } else if (name == "personal.add_subject") {
      subjects.add(v);
    } else {
      throw std::logic_error("the bulk fill does not know " + std::string(name));
    }
  }

  void end_case() {
    incidents.add(incident);
    instances.add(instance);
    for (const Record& reporter : case_reporters) reporters.add(reporter);
    for (const auto& [key, row] : case_attachments) attachments.add(row);
    for (const auto& [key, v] : case_references) references.add(v);
    for (const auto& [party, part] : parts) {
      std::string duties = "{";
      for (const std::string& duty : part.duties) duties += (duties.size() > 1 ? "," : "") + duty;
      participations.add(Values{root, party, part.district, part.is_unit, duties + "}", "f"});
    }
    for (const auto& [kind, v] : case_timers)
      if (*v[6] >= now) timers.add(Values{v[0], v[1], v[2], v[3], v[4], v[5], v[6], ""});
    case_reporters.clear();
    case_attachments.clear();
    case_references.clear();
    parts.clear();
    case_timers.clear();
  }
};

Ledger::Ledger(db::Connection& db, const Names& names, Instant now) : impl_(std::make_unique<Impl>(db, names, now)) {}
Ledger::~Ledger() = default;

void Ledger::apply(const db::Batch& batch) {
  for (const db::Batch::Item& item : batch.items()) impl_->apply(item);
}
const Record& Ledger::incident() const { return impl_->incident; }
const std::vector<Record>& Ledger::reporters() const { return impl_->case_reporters; }
std::int64_t Ledger::before_photos() const {
  return std::count_if(impl_->case_attachments.begin(), impl_->case_attachments.end(),
                       [](const auto& a) { return a.second.find("stage")->second == "before"; });
}
void Ledger::end_case() { impl_->end_case(); }

std::size_t Ledger::write() {
  Impl& i = *impl_;
  i.db.transaction([&](db::Connection& db) {
    for (CopyTable* table : {&i.subjects, &i.values, &i.incidents, &i.reporters, &i.attachments, &i.references,
                             &i.instances, &i.participations, &i.timers, &i.audit})
      i.written += table->write(db);
    if (i.histories) i.written += i.histories->write(db);
  });
  return i.written;
}

const std::map<std::string, std::int64_t>& Ledger::counters() const { return impl_->counters; }
std::vector<std::pair<std::string, db::Batch::Item>> Ledger::take_events() { return std::move(impl_->events); }

}  // namespace linli::incidents
