// A training step makes and frees hundreds of megabytes. Fetched from the system page by page and given back each time,
// they cost more than the arithmetic: pages are cleared at their first touch, and there are more of them than the
// processor keeps addresses of.
#pragma once
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace lab {

constexpr size_t PAGE = 2 << 20;

// Pages of 2 MB, where the system gives them on request.
inline void prefer_huge_pages(void* memory, size_t bytes) {
  const auto begin = (reinterpret_cast<uintptr_t>(memory) + PAGE - 1) / PAGE * PAGE;
  const auto end = (reinterpret_cast<uintptr_t>(memory) + bytes) / PAGE * PAGE;
  if (end > begin) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

// Has the process keep freed memory for what it allocates next, and take it in huge pages. What is set aside here costs
// nothing until it is used.
inline void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  const size_t all = size_t(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE);
  const size_t bytes = std::min(all / 2, size_t(8) << 30);
  void* memory = std::malloc(bytes);
  if (memory) prefer_huge_pages(memory, bytes);
  std::free(memory);
#endif
}

// An array of at least so many values that grows and is never copied.
class Buffer {
 public:
  float* of(size_t size) {
    const size_t bytes = (size * sizeof(float) + PAGE - 1) / PAGE * PAGE;
    if (bytes > bytes_) {
      memory_.reset();
      memory_.reset(static_cast<float*>(std::aligned_alloc(PAGE, bytes)));
      prefer_huge_pages(memory_.get(), bytes_ = bytes);
    }
    return memory_.get();
  }

 private:
  struct Free {
    void operator()(float* p) const { std::free(p); }
  };
  std::unique_ptr<float, Free> memory_;
  size_t bytes_ = 0;
};

}  // namespace lab
