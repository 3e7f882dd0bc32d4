#include "metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace linli::http {
namespace {

constexpr std::array kSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0};
constexpr std::array kRoundTrips = {0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 10.0, 20.0};

void append_head(std::string& out, std::string_view name, std::string_view kind, std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, kind);
}

}  // namespace

void Histogram::observe(double value) {
  ++counts_[static_cast<std::size_t>(std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin())];
  sum_ += value;
  ++count_;
}

void Histogram::append(std::string& out, std::string_view figure, std::string_view operation) const {
  if (count_ == 0) return;
  auto into = std::back_inserter(out);
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < bounds_.size(); ++i)
    fmt::format_to(into, "{}_bucket{{operation=\"{}\",le=\"{}\"}} {}\n", figure, operation, bounds_[i],
                   below += counts_[i]);
  fmt::format_to(into, "{0}_bucket{{operation=\"{1}\",le=\"+Inf\"}} {2}\n", figure, operation, count_);
  fmt::format_to(into, "{0}_sum{{operation=\"{1}\"}} {2}\n{0}_count{{operation=\"{1}\"}} {3}\n", figure, operation,
                 sum_, count_);
}

Metrics::Operation::Operation(std::string given)
    : name(std::move(given)), seconds(kSeconds), round_trips(kRoundTrips) {}

Metrics::Metrics(const std::vector<std::string>& operations) {
  for (const std::string& name : operations) operations_.emplace_back(name);
}

void Metrics::observe(std::size_t operation, int status, double seconds, std::size_t bytes) {
  Operation& seen = operations_.at(operation);
  ++seen.by_status[status];
  seen.seconds.observe(seconds);
  bytes_sent_ += bytes;
}

void Metrics::observe_round_trips(std::size_t operation, std::uint64_t count) {
  operations_.at(operation).round_trips.observe(static_cast<double>(count));
}

std::string Metrics::text() const {
  std::string out;
  append_head(out, "linli_http_requests_total", "counter", "Answered requests by operation and status.");
  for (const Operation& o : operations_)
    for (const auto& [status, count] : o.by_status)
      fmt::format_to(std::back_inserter(out), "linli_http_requests_total{{operation=\"{}\",status=\"{}\"}} {}\n",
                     o.name, status, count);
  append_head(out, "linli_http_request_seconds", "histogram", "From the end of the header to the answer.");
  for (const Operation& o : operations_) o.seconds.append(out, "linli_http_request_seconds", o.name);
  append_head(out, "linli_http_request_db_round_trips", "histogram", "Waits for the database in one request.");
  for (const Operation& o : operations_) o.round_trips.append(out, "linli_http_request_db_round_trips", o.name);
  append_figure(out, "linli_http_sent_bytes_total", "counter", "Bytes of answer bodies.",
                static_cast<double>(bytes_sent_));
  return out;
}

void append_figure(std::string& out, std::string_view name, std::string_view kind, std::string_view help,
                   double value) {
  append_head(out, name, kind, help);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

}  // namespace linli::http
