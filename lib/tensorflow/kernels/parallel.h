// Work shared out among as many threads as TensorFlow uses within an operation.
#pragma once
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>
#include "memory.h"

namespace lab {

class Pool {
 public:
  static Pool& get() {
    static Pool* pool = new Pool();  // its threads live as long as the process
    return *pool;
  }
  int threads() const { return threads_; }

  // Calls work(begin, end, part) on contiguous, equal parts of [0, count), as many as asked for. Whoever is awake takes
  // the next part, so that on a busy machine nobody waits for a thread that has not started.
  void run(long count, int parts, const std::function<void(long, long, int)>& work) {
    if (threads_ == 1 || count < 2) return work(0, count, 0);
    std::lock_guard<std::mutex> alone(callers_);
    work_ = &work;
    count_ = count;
    parts_ = left_ = parts;
    open_ = parts;  // last: whoever sees an open part sees the rest
    wake(start_);
    while (take()) {
    }
    wait(done_, [&] { return left_ == 0; });
  }

 private:
  Pool() {
    const char* wanted = std::getenv("TF_NUM_INTRAOP_THREADS");
    int n = wanted ? std::atoi(wanted) : 0;
    threads_ = n > 0 ? n : std::max(1u, std::thread::hardware_concurrency());
    for (int t = 1; t < threads_; t++) std::thread([this] { serve(); }).detach();
  }
  bool take() {
    const int left = --open_;
    if (left < 0) return false;
    const int part = parts_ - 1 - left;
    const long begin = count_ * part / parts_, end = count_ * (part + 1) / parts_;
    if (begin < end) (*work_)(begin, end, part);
    if (--left_ == 0) wake(done_);
    return true;
  }
  void serve() {
    for (;;) {
      wait(start_, [&] { return open_ > 0; });
      take();
    }
  }
  // To wake a thread takes longer than many an operation, so it looks around for some 50 microseconds before it
  // sleeps.
  template <class Condition>
  void wait(std::condition_variable& change, Condition condition) {
    for (int i = 0; i < 2000; i++) {
      if (condition()) return;
      __builtin_ia32_pause();
    }
    std::unique_lock<std::mutex> lock(mutex_);
    sleepers_++;
    change.wait(lock, condition);
    sleepers_--;
  }
  void wake(std::condition_variable& change) {
    if (sleepers_ == 0) return;
    std::lock_guard<std::mutex> lock(mutex_);
    change.notify_all();
  }
  std::mutex callers_, mutex_;
  std::condition_variable start_, done_;
  const std::function<void(long, long, int)>* work_ = nullptr;
  long count_ = 0;
  int threads_ = 1, parts_ = 0;
  std::atomic<int> open_{0}, left_{0}, sleepers_{0};
};

// Arrays that a thread keeps for a purpose, of at least so many values.
enum Purpose { PADDED, POINTS, PRODUCTS, SOURCE, GRADIENT, STEP, NEXT_STEP, RESIDUAL, SHORTCUT, PURPOSES };
inline float* scratch(Purpose purpose, size_t size) {
  thread_local Buffer buffers[PURPOSES];
  return buffers[purpose].of(size);
}

// More parts than threads even out what disturbs one of them.
inline int fine_parts() { return Pool::get().threads() * 4; }

// A pass over images that starts where the pass before it ended finds the last of what that wrote in the cache.
enum Order { ASCENDING, DESCENDING };
// Of the i-th of so many passes of an operation.
inline Order alternating(int i, int passes) { return (passes - i) % 2 ? ASCENDING : DESCENDING; }

// work(first image, how many, part) for the images of one of the fine parts, `at_once` of them.
template <class Work>
void by_images_of_part(long images, long at_once, Order order, int index, int part, Work work) {
  const int parts = fine_parts(), own = order == ASCENDING ? index : parts - 1 - index;
  const long begin = images * own / parts, count = images * (own + 1) / parts - begin;
  for (long at = 0; at < count; at += at_once) {
    const long size = std::min(at_once, count - at);
    work(order == ASCENDING ? begin + at : begin + count - at - size, size, part);
  }
}

// For all images: in fine parts, as threads come to take them.
template <class Work>
void by_images(long images, long at_once, Order order, Work work) {
  Pool::get().run(fine_parts(), fine_parts(), [&](long begin, long end, int) {
    for (int part = begin; part < end; part++) by_images_of_part(images, at_once, order, part, part, work);
  });
}

// For all images: in as many parts as there are threads, where more of them would be much to sum over.
template <class Work>
void by_images_coarsely(long images, long at_once, Order order, Work work) {
  const int parts = Pool::get().threads();
  Pool::get().run(parts, parts, [&](long part, long, int) {
    for (int i = part; i < fine_parts(); i += parts) by_images_of_part(images, at_once, order, i, part, work);
  });
}

// work(begin, end) on parts of [0, count), by one thread where so few values are not worth waking another.
template <class Work>
void share(long count, long values, Work work) {
  if (values < 20000) return work(0L, count);
  Pool::get().run(count, fine_parts(), [&](long begin, long end, int) { work(begin, end); });
}

// Sums over parts of the work, added in the parts' order.
inline void sum_parts(std::vector<std::vector<float>>& parts, float* total, long size) {
  share(size, size, [&](long begin, long end) {
    std::memset(total + begin, 0, (end - begin) * sizeof(float));
    for (auto& part : parts)
      if (!part.empty())
        for (long i = begin; i < end; i++) total[i] += part[i];
  });
}

}  // namespace lab
