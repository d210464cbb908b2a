// Work shared out among as many threads as TensorFlow uses within an operation.
#pragma once
#include <algorithm>
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

  // Calls work(begin, end, part) on contiguous, equal parts of [0, count), one a thread. Whoever is awake takes
  // the next part, so that on a busy machine nobody waits for a thread that has not started.
  void run(long count, const std::function<void(long, long, int)>& work) {
    if (threads_ == 1 || count < 2) return work(0, count, 0);
    std::lock_guard<std::mutex> alone(callers_);
    std::unique_lock<std::mutex> lock(mutex_);
    work_ = &work;
    count_ = count;
    next_ = 0;
    left_ = threads_;
    start_.notify_all();
    while (next_ < threads_) take(lock);
    done_.wait(lock, [&] { return left_ == 0; });
  }

 private:
  Pool() {
    const char* wanted = std::getenv("TF_NUM_INTRAOP_THREADS");
    int n = wanted ? std::atoi(wanted) : 0;
    threads_ = n > 0 ? n : std::max(1u, std::thread::hardware_concurrency());
    next_ = threads_;
    for (int t = 1; t < threads_; t++) std::thread([this] { serve(); }).detach();
  }
  void take(std::unique_lock<std::mutex>& lock) {
    const long part = next_++, begin = count_ * part / threads_, end = count_ * (part + 1) / threads_;
    const auto& work = *work_;
    lock.unlock();
    if (begin < end) work(begin, end, part);
    lock.lock();
    if (--left_ == 0) done_.notify_one();
  }
  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      start_.wait(lock, [&] { return next_ < threads_; });
      take(lock);
    }
  }
  std::mutex callers_, mutex_;
  std::condition_variable start_, done_;
  const std::function<void(long, long, int)>* work_ = nullptr;
  long count_ = 0;
  int threads_ = 1, next_ = 1, left_ = 0;
};

// Arrays that a thread keeps for a purpose, of at least so many values.
enum Purpose { PADDED, POINTS, PRODUCTS, SOURCE, GRADIENT, STEP, NEXT_STEP, PURPOSES };
inline float* scratch(Purpose purpose, size_t size) {
  thread_local Buffer buffers[PURPOSES];
  return buffers[purpose].of(size);
}

// work(first image, how many, thread) for all images, `at_once` of them on a thread.
template <class Work>
void by_images(long images, long at_once, Work work) {
  Pool::get().run(images, [&](long begin, long end, int thread) {
    for (long n = begin; n < end; n += at_once) work(n, std::min(at_once, end - n), thread);
  });
}

// work(begin, end) on parts of [0, count), by one thread where so few values are not worth waking another.
template <class Work>
void share(long count, long values, Work work) {
  if (values < 20000) return work(0L, count);
  Pool::get().run(count, [&](long begin, long end, int) { work(begin, end); });
}

// Each thread sums over its own part of the work; the sums are then added in the threads' order.
inline void sum_parts(std::vector<std::vector<float>>& parts, float* total, long size) {
  share(size, size, [&](long begin, long end) {
    std::memset(total + begin, 0, (end - begin) * sizeof(float));
    for (auto& part : parts)
      if (!part.empty())
        for (long i = begin; i < end; i++) total[i] += part[i];
  });
}

}  // namespace lab
