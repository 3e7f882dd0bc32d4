#include "app/file_request.hpp"

#include <boost/json.hpp>

#include "app/read_request.hpp"
#include "open311_sql.hpp"
#include "platform/audit/audit.hpp"
#include "platform/files/files.hpp"
#include "platform/http/origin.hpp"
#include "platform/personal/vault.hpp"

namespace linli::open311 {
namespace {

constexpr std::size_t kMostFiles = 5;

access::Principal key_of(http::Call& call, Open311& open311, const Form& form) {
  const std::optional<std::string> key = form.value("api_key");
  try {
    if (!key) throw Refused{"open311_key_missing"};
    return open311.key_holder(call, *key);
  } catch (const Refused&) {
    open311.wrong_keys().take(call.request.peer, call.now);
    throw;
  }
}

std::vector<incidents::ChannelFile> store_media(http::Call& call, const Form& form, const access::Principal& nobody) {
  if (form.files.size() > kMostFiles)
    throw Refused(std::vector<FieldError>{{"media", "too_many", {{"max", std::to_string(kMostFiles)}}}});
  files::Store& store = call.app.get<files::Store>();
  std::vector<incidents::ChannelFile> stored;
  for (const FilePart& file : form.files) {
    try {
      if (file.bytes.size() > static_cast<std::size_t>(store.limits().public_bytes))
        throw Refused{"file_too_large", {{"limit_mb", std::to_string(store.limits().public_bytes >> 20)}}};
      stored.push_back({files::upload(call.db, store, file.bytes, nobody, call.now).digest, "before", std::nullopt});
    } catch (const Refused& refused) {
      throw Refused(std::vector<FieldError>{{file.field, refused.code, refused.values}});
    }
  }
  return stored;
}

// All that makes two requests the same one.
std::string fingerprint(http::Call& call, const Uuid& key, const Form& form,
                        const std::vector<incidents::ChannelFile>& files) {
  json::array said{key.text()};
  for (const auto& [name, value] : form.values)
    if (name != "api_key") said.push_back(json::array{name, value});
  for (const incidents::ChannelFile& file : files) said.emplace_back(file.digest);
  return call.app.get<personal::Vault>().digest(json::serialize(said));
}

void note(http::Call& call, const access::Principal& holder, const incidents::ChannelReceipt& receipt) {
  const std::string object = "incident:" + receipt.id.text(), scope = receipt.grid;
  const json::value detail = json::object{{"key", holder.session.text()}};
  db::Batch batch;
  batch.add(sql::keep_request,
            db::Params::of(receipt.id, receipt.grid.substr(0, 6), holder.session, receipt.number, call.now));
  audit::record(batch, {call.now, &holder, "open311.report", object, scope, call.request.id, "", &detail});
  call.db.commit(batch);
}

}  // namespace

json::value file_request(http::Call& call, Open311& open311) {
  const Form form = read_form(call.request.header("content-type"), call.request.body);
  const access::Principal holder = key_of(call, open311, form);
  open311.requests().take(holder.session.text(), call.now);
  open311.check_jurisdiction(form);
  incidents::ChannelReport report = read_request(open311, form, call.now);
  // The key's holder is a system: the report is a resident's, and who sent it may stay unknown.
  const access::Principal nobody;
  report.files = store_media(call, form, nobody);
  report.id = call.db
                  .run(sql::claim, db::Params::of(fingerprint(call, holder.session, form, report.files),
                                                  Uuid::v7(call.now), call.now, call.now - open311.settings().retry))[0]
                  .uuid("id");
  http::Call as_resident{call.request, call.db, nobody, call.now, call.app};
  const incidents::ChannelReceipt receipt = incidents::file_report(as_resident, report, incidents::Entry::reminder);
  note(call, holder, receipt);
  const std::optional<std::string> account = form.value("account_id");
  return json::array{
      json::object{{"service_request_id", receipt.number},
                   {"service_notice",
                    open311.text("notice", {{"number", receipt.number},
                                            {"code", receipt.code},
                                            {"url", http::origin_of(call.request) + "/follow/" + receipt.number}})},
                   {"account_id", account ? json::value(*account) : json::value(nullptr)}}};
}

}  // namespace linli::open311
