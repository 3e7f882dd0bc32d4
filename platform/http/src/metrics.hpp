#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace linli::http {

/// Counts of values up to each bound, as Prometheus has it.
class Histogram {
 public:
  /// `bounds` rise, and outlive the histogram.
  explicit Histogram(std::span<const double> bounds) : bounds_(bounds), counts_(bounds.size() + 1) {}
  void observe(double value);
  /// Lines of `figure` for one operation; nothing when nothing was observed.
  void append(std::string& out, std::string_view figure, std::string_view operation) const;

 private:
  std::span<const double> bounds_;
  std::vector<std::uint64_t> counts_;
  double sum_ = 0;
  std::uint64_t count_ = 0;
};

/// Requests by operation and status, how long they took and how often they waited for the database, in Prometheus text.
/// Used on the I/O thread only.
class Metrics {
 public:
  /// Names of the operations; index 0 is everything without one (pages, refused before routing).
  explicit Metrics(const std::vector<std::string>& operations);
  void observe(std::size_t operation, int status, double seconds, std::size_t bytes);
  /// Decision 4: a read waits for the database once, a transition twice.
  void observe_round_trips(std::size_t operation, std::uint64_t count);
  std::string text() const;

 private:
  struct Operation {
    explicit Operation(std::string name);
    std::string name;
    std::map<int, std::uint64_t> by_status;
    Histogram seconds, round_trips;
  };
  std::vector<Operation> operations_;
  std::uint64_t bytes_sent_ = 0;
};

/// One Prometheus figure with its help line.
void append_figure(std::string& out, std::string_view name, std::string_view kind, std::string_view help, double value);

}  // namespace linli::http
