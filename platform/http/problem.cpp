#include "platform/http/problem.hpp"

#include <boost/json.hpp>
#include <cstdlib>

#include "platform/db/refusals.hpp"
#include "platform/log/log.hpp"

namespace linli::http {
namespace {

std::string retry_after(const Refused& refused) {
  if (auto seconds = refused.values.find("seconds"); seconds != refused.values.end()) return seconds->second;
  if (auto minutes = refused.values.find("minutes"); minutes != refused.values.end())
    return std::to_string(60 * std::atol(minutes->second.c_str()));
  return "2";
}

/// What the database refused in product words, if it has any.
std::optional<Refused> as_refused(const db::Failure& failure) {
  try {
    db::rethrow_as_refused(failure);
  } catch (const Refused& refused) {
    return refused;
  } catch (const db::Failure&) {
    return std::nullopt;
  }
}

}  // namespace

Problems::Problems(text::Messages messages, text::RefusalTable table)
    : messages_(std::move(messages)), table_(std::move(table)) {}

Response Problems::of(const Refused& refused, std::string_view request_id, std::string_view accept_language) const {
  const std::string language = messages_.negotiate(accept_language);
  auto title = [&](const std::string& code, std::map<std::string, std::string> values) {
    values.emplace("request_id", request_id);
    return messages_.text(language, "refusal." + code, values);
  };
  const int status = table_.status(refused.code);
  json::object problem{{"type", "/problems/" + refused.code},
                       {"title", title(refused.code, refused.values)},
                       {"status", status},
                       {"code", refused.code},
                       {"request_id", request_id}};
  if (!refused.values.empty()) {
    json::object& values = problem["values"].emplace_object();
    for (const auto& [name, value] : refused.values) values[name] = value;
  }
  json::array& errors = problem["errors"].emplace_array();
  for (const FieldError& field : refused.fields)
    errors.push_back({{"field", field.field}, {"code", field.code}, {"title", title(field.code, field.values)}});

  Response response = Response::of_json(problem, status);
  response.headers["content-type"] = "application/problem+json";
  response.headers["content-language"] = language;
  response.headers["cache-control"] = "no-store";
  if (status == 429 || status == 503) response.headers["retry-after"] = retry_after(refused);
  return response;
}

Response Problems::of(std::exception_ptr error, std::string_view request_id, std::string_view accept_language) const {
  auto failed = [&](const char* kind, const char* what) {
    log::error("http.failed", {{"request_id", request_id}, {"kind", kind}, {"what", what}});
    return of(Refused{"internal_error"}, request_id, accept_language);
  };
  try {
    std::rethrow_exception(error);
  } catch (const Refused& refused) {
    return of(refused, request_id, accept_language);
  } catch (const db::Failure& failure) {
    if (auto refused = as_refused(failure)) return of(*refused, request_id, accept_language);
    log::error("db.failed", {{"request_id", request_id},
                             {"statement", failure.statement},
                             {"sqlstate", failure.sqlstate},
                             {"constraint", failure.constraint}});
    return of(Refused{"internal_error"}, request_id, accept_language);
  } catch (const db::Disconnected& lost) {
    log::error("db.disconnected", {{"request_id", request_id}, {"what", lost.what()}});
    return of(Refused{"database_unavailable", {{"seconds", "3"}}}, request_id, accept_language);
  } catch (const std::exception& bug) {
    return failed(typeid(bug).name(), bug.what());
  } catch (...) {
    return failed("unknown", "");
  }
}

}  // namespace linli::http
