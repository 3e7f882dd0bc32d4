#include "platform/jobs/module.hpp"

#include <boost/json.hpp>

#include "kernel/descriptor_fields.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/note.hpp"
#include "platform/outbox/outbox.hpp"

namespace linli::jobs {
namespace {

using outbox::DeadLetter;

constexpr int kShown = 200;

const Descriptor kDeadLetter{
    "DeadLetter",
    {field("id", &DeadLetter::id), field("name", &DeadLetter::name), field("key", &DeadLetter::key),
     field("attempts", &DeadLetter::attempts), field("waiting", &DeadLetter::waiting),
     field("error", &DeadLetter::error), field("dead_at", &DeadLetter::dead_at)}};

http::Response list(http::Call& call) {
  json::array items;
  for (const auto& letter : outbox::dead_letters(call.db, kShown)) items.push_back(write_record(kDeadLetter, &letter));
  return http::Response::of_json(json::object{{"items", std::move(items)}, {"next", nullptr}});
}

using Change = void (*)(db::Connection&, db::Batch&, std::string_view id, Instant now);

http::Response change(http::Call& call, Change change, std::string_view action) {
  const auto& id = call.request.params.at("id");
  db::Batch batch;
  change(call.db, batch, id, call.now);
  audit::note(batch, call, action, "dead_letter:" + id);
  call.db.commit(batch);
  return http::Response::no_content();
}

}  // namespace

void register_engine(app::Registry& registry) {
  registry.routes.push_back({.method = http::Method::get,
                             .pattern = "/api/v1/jobs/dead",
                             .operation = "listDeadLetters",
                             .permission = "jobs.view",
                             .handle = list,
                             .answer = &kDeadLetter,
                             .answer_is_page = true,
                             .tag = "jobs"});
  registry.routes.push_back({.method = http::Method::post,
                             .pattern = "/api/v1/jobs/dead/{id}/retry",
                             .operation = "retryDeadLetter",
                             .permission = "jobs.manage",
                             .pool = http::Pool::write,
                             .handle = [](http::Call& call) { return change(call, outbox::retry_dead, "jobs.retry"); },
                             .tag = "jobs"});
  registry.routes.push_back(
      {.method = http::Method::post,
       .pattern = "/api/v1/jobs/dead/{id}/discard",
       .operation = "discardDeadLetter",
       .permission = "jobs.manage",
       .pool = http::Pool::write,
       .handle = [](http::Call& call) { return change(call, outbox::discard_dead, "jobs.discard"); },
       .tag = "jobs"});
}

}  // namespace linli::jobs
