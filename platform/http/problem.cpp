#include "platform/http/problem.hpp"

#include <boost/json.hpp>
#include <cerrno>
#include <cstdlib>
#include <system_error>

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

Response finished(Response response, const Refused& refused) {
  response.headers["cache-control"] = "no-store";
  if (response.status == 429 || response.status == 503) response.headers["retry-after"] = retry_after(refused);
  return response;
}

/// What is told of an error; everything unforeseen is our bug, logged and told as such.
Refused told_of(std::exception_ptr error, std::string_view request_id) {
  auto failed = [&](const char* kind, const char* what) {
    log::error("http.failed", {{"request_id", request_id}, {"kind", kind}, {"what", what}});
    return Refused{"internal_error"};
  };
  try {
    std::rethrow_exception(error);
  } catch (const Refused& refused) {
    return refused;
  } catch (const db::Failure& failure) {
    if (auto refused = as_refused(failure)) return *refused;
    log::error("db.failed", {{"request_id", request_id},
                             {"statement", failure.statement},
                             {"sqlstate", failure.sqlstate},
                             {"constraint", failure.constraint}});
    return Refused{"internal_error"};
  } catch (const db::Disconnected& lost) {
    log::error("db.disconnected", {{"request_id", request_id}, {"what", lost.what()}});
    return Refused{"database_unavailable", {{"seconds", "3"}}};
  } catch (const std::system_error& fault) {
    const std::error_condition why = fault.code().default_error_condition();
    if (why != std::errc::no_space_on_device && fault.code().value() != EDQUOT)
      return failed(typeid(fault).name(), fault.what());
    log::error("disk.full", {{"request_id", request_id}, {"what", fault.what()}});
    return Refused{"no_room", {{"seconds", "30"}}};
  } catch (const std::exception& bug) {
    return failed(typeid(bug).name(), bug.what());
  } catch (...) {
    return failed("unknown", "");
  }
}

}  // namespace

Problems::Problems(text::Messages messages, text::RefusalTable table, std::vector<Dialect> dialects)
    : messages_(std::move(messages)), table_(std::move(table)), dialects_(std::move(dialects)) {}

const Dialect* Problems::dialect_of(const Request& request) const {
  for (const Dialect& dialect : dialects_)
    if (request.path.starts_with(dialect.prefix)) return &dialect;
  return nullptr;
}

Response Problems::of(const Refused& refused, const Request& request) const {
  const std::string asked = request.header("accept-language");
  const Dialect* dialect = dialect_of(request);
  if (!dialect) return of(refused, request.id, asked);
  const std::string language = messages_.negotiate(asked);
  const auto sentence = [&](const std::string& code, std::map<std::string, std::string> values) {
    values.emplace("request_id", request.id);
    return messages_.text(language, "refusal." + code, values);
  };
  Told told{table_.status(refused.code), refused.code, sentence(refused.code, refused.values), {}};
  for (const FieldError& field : refused.fields)
    told.fields.emplace_back(field.field, sentence(field.code, field.values));
  Response response = dialect->write(request, told);
  response.headers["content-language"] = language;
  return finished(std::move(response), refused);
}

Response Problems::of(std::exception_ptr error, const Request& request) const {
  return of(told_of(error, request.id), request);
}

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
  return finished(std::move(response), refused);
}

Response Problems::of(std::exception_ptr error, std::string_view request_id, std::string_view accept_language) const {
  return of(told_of(error, request_id), request_id, accept_language);
}

}  // namespace linli::http
