#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace linli::http {

/// Requests by operation and status with a latency histogram, in Prometheus text. Used on the I/O thread only.
class Metrics {
 public:
  /// Names of the operations; index 0 is everything without one (pages, refused before routing).
  explicit Metrics(std::vector<std::string> operations);
  void observe(std::size_t operation, int status, double seconds, std::size_t bytes);
  std::string text() const;

 private:
  static constexpr std::array kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0};
  struct Operation {
    std::string name;
    std::map<int, std::uint64_t> by_status;
    std::array<std::uint64_t, kBounds.size() + 1> buckets{};
    double seconds = 0;
    std::uint64_t count = 0;
  };
  std::vector<Operation> operations_;
  std::uint64_t bytes_sent_ = 0;
};

/// One Prometheus figure with its help line.
void append_figure(std::string& out, std::string_view name, std::string_view kind, std::string_view help, double value);

}  // namespace linli::http
