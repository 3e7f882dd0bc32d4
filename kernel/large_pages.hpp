#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace linli {

/// Allocator for arrays of megabytes read at random: they begin on a page of 2 MiB, and the kernel is asked to use such
/// pages, since looking up a thousand small ones costs more than the reading. Where it has none, nothing is lost.
/// Smaller arrays begin on a cache line.
template <class T>
struct LargePages {
  using value_type = T;
  static constexpr std::size_t kPage = std::size_t{2} << 20, kLine = 64;

  LargePages() = default;
  template <class U>
  explicit LargePages(const LargePages<U>&) {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    void* memory = ::operator new(bytes, alignment(count));
    if (bytes >= kPage) madvise(memory, bytes / kPage * kPage, MADV_HUGEPAGE);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept { ::operator delete(memory, alignment(count)); }
  bool operator==(const LargePages&) const = default;

 private:
  static std::align_val_t alignment(std::size_t count) {
    return std::align_val_t{count * sizeof(T) >= kPage ? kPage : kLine};
  }
};

}  // namespace linli
