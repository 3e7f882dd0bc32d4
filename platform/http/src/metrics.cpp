#include "metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace linli::http {

Metrics::Metrics(std::vector<std::string> operations) {
  for (std::string& name : operations) {
    operations_.emplace_back();
    operations_.back().name = std::move(name);
  }
}

void Metrics::observe(std::size_t operation, int status, double seconds, std::size_t bytes) {
  Operation& seen = operations_.at(operation);
  ++seen.by_status[status];
  ++seen.count;
  seen.seconds += seconds;
  ++seen.buckets[static_cast<std::size_t>(std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin())];
  bytes_sent_ += bytes;
}

std::string Metrics::text() const {
  std::string out;
  auto into = std::back_inserter(out);
  out +=
      "# HELP linli_http_requests_total Answered requests by operation and status.\n"
      "# TYPE linli_http_requests_total counter\n";
  for (const Operation& o : operations_)
    for (const auto& [status, count] : o.by_status)
      fmt::format_to(into, "linli_http_requests_total{{operation=\"{}\",status=\"{}\"}} {}\n", o.name, status, count);
  out +=
      "# HELP linli_http_request_seconds From the end of the header to the answer.\n"
      "# TYPE linli_http_request_seconds histogram\n";
  for (const Operation& o : operations_) {
    if (o.count == 0) continue;
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      below += o.buckets[i];
      fmt::format_to(into, "linli_http_request_seconds_bucket{{operation=\"{}\",le=\"{}\"}} {}\n", o.name, kBounds[i],
                     below);
    }
    fmt::format_to(into, "linli_http_request_seconds_bucket{{operation=\"{}\",le=\"+Inf\"}} {}\n", o.name, o.count);
    fmt::format_to(into, "linli_http_request_seconds_sum{{operation=\"{}\"}} {}\n", o.name, o.seconds);
    fmt::format_to(into, "linli_http_request_seconds_count{{operation=\"{}\"}} {}\n", o.name, o.count);
  }
  append_figure(out, "linli_http_sent_bytes_total", "counter", "Bytes of answer bodies.",
                static_cast<double>(bytes_sent_));
  return out;
}

void append_figure(std::string& out, std::string_view name, std::string_view kind, std::string_view help,
                   double value) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
}

}  // namespace linli::http
