#include "platform/prints/prints.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "kernel/refusal.hpp"
#include "platform/app/module.hpp"
#include "platform/audit/note.hpp"
#include "platform/crypto/crypto.hpp"
#include "platform/text/messages.hpp"
#include "prints_sql.hpp"

namespace linli::prints {
namespace {

void trace(http::Call& call, db::Batch& batch, std::string_view action, const Print& print,
           const boost::json::value& detail) {
  audit::note(batch, call, action, print.object, print.scope_code, detail);
}

}  // namespace

std::string local_minute(const CityZone& zone, Instant at) {
  const LocalTime local = zone.to_local(at);
  const LocalDate day = std::chrono::floor<std::chrono::days>(local);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
  return fmt::format("{} {:02}:{:02}", to_text(day), minutes / 60, minutes % 60);
}

Sheet::Sheet(http::Call& call, Print print) : call_(call), print_(std::move(print)) {
  if (print_.id.is_nil()) throw Refused(std::vector<FieldError>{{"id", "required", {}}});
  number_ = fmt::format("P-{}-{:06}", to_compact_text(call.app.zone().date_of(call.now)),
                        call.db.run(sql::next_number)[0].integer("number"));
}

std::string Sheet::words(const std::string& key, const std::map<std::string, std::string>& values) const {
  return call_.app.get<text::Messages>().text(text::Messages::kDefault, key, values);
}

pdf::Frame Sheet::frame() const {
  const std::string at = local_minute(call_.app.zone(), call_.now);
  const std::string account = call_.who.account.text().substr(28);
  const std::map<std::string, std::string> values{
      {"number", number_}, {"at", at}, {"who", call_.who.display}, {"account", account}};
  return {.title = words("print." + print_.kind),
          .number = words("print.number", values),
          .printed = words("print.printed", values),
          .page = words("print.page", {{"page", "{page}"}, {"pages", "{pages}"}}),
          .watermark = words("print.watermark", values),
          .at = call_.now};
}

http::Response Sheet::issue(const pdf::Document& document, db::Batch& batch) const {
  http::Response file;
  file.body = document.bytes();
  const std::string digest = crypto::to_hex(crypto::sm3(file.body));
  batch.add(sql::insert_print, db::Params::of(print_.id, number_, print_.kind, print_.object, digest, call_.now,
                                              call_.who.account, call_.who.display));
  trace(call_, batch, "prints.issue", print_,
        boost::json::object{{"kind", print_.kind}, {"number", number_}, {"digest", digest}});
  call_.db.commit(batch);  // durable before the file leaves
  file.headers["content-type"] = "application/pdf";
  file.headers["cache-control"] = "private, no-store";
  file.headers["content-disposition"] = "attachment; filename=\"" + number_ + ".pdf\"";
  return file;
}

void keep_signed(http::Call& call, db::Batch& batch, std::string_view number, std::string_view object,
                 std::string_view scope_code, std::string_view digest) {
  const db::Rows known = call.db.run(sql::find_print, db::Params::of(number, object));
  if (known.empty()) throw Refused{"print_not_found"};
  batch.add(sql::keep_signed, db::Params::of(number, object, digest, call.now, call.who.display));
  const Print print{known[0].uuid("id"), known[0].text("kind"), std::string(object), std::string(scope_code)};
  trace(call, batch, "prints.keep_signed", print,
        boost::json::object{{"kind", print.kind}, {"number", number}, {"digest", digest}});
}

}  // namespace linli::prints
