#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace linli::incidents {

/// A small deterministic source of chance (SplitMix64): the same seed gives the same city on every machine, which the
/// standard library's distributions do not promise.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t bits() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// Uniform in [0, n).
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(n)); }
  bool in_hundred(int share) { return below(100) < share; }
  template <class T>
  const T& of(const std::vector<T>& items) {
    return items[static_cast<std::size_t>(below(static_cast<std::int64_t>(items.size())))];
  }
  /// Index by weight.
  std::size_t weighted(const std::vector<int>& weights) {
    std::int64_t total = 0;
    for (const int w : weights) total += w;
    std::int64_t at = below(total);
    for (std::size_t i = 0; i < weights.size(); ++i)
      if ((at -= weights[i]) < 0) return i;
    return weights.size() - 1;
  }

 private:
  std::uint64_t state_;
};

}  // namespace linli::incidents
