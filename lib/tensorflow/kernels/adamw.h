// AdamW over all weights of a network at once, as torch.optim.AdamW computes it.
#pragma once
#include <cmath>
#include "parallel.h"

namespace lab {

struct Weights {
  const float *before, *gradient;
  float* after;
  long size;
  float decay;
};

struct AdamW {
  float learning_rate, beta1, beta2, epsilon, correction1, correction2, longest;  // corrections: 1 − βᵗ
};

// body(weights, position in them, position in all, count) for each part of all values.
template <class Body>
void by_weights(const std::vector<Weights>& all, Body body) {
  long total = 0;
  for (auto& w : all) total += w.size;
  Pool::get().run(total, fine_parts(), [&](long begin, long end, int part) {
    long at = 0;
    for (auto& w : all) {
      const long from = std::max(begin, at), to = std::min(end, at + w.size);
      if (from < to) body(w, from - at, from, to - from, part);
      at += w.size;
    }
  });
}

// The Euclidean norm of all gradients. Where it is not finite, weights and moments stay.
inline double adamw(const AdamW& a, const std::vector<Weights>& all, float* first, float* second) {
  std::vector<double> squares(fine_parts());
  by_weights(all, [&](const Weights& w, long at, long, long count, int part) {
    const float* g = w.gradient + at;
    for (long i = 0; i < count; i += 1024) {
      float sums[16] = {};
      const long end = std::min(count, i + 1024);
      long k = i;
      for (; k + 16 <= end; k += 16)
        for (int j = 0; j < 16; j++) sums[j] += g[k + j] * g[k + j];
      for (; k < end; k++) sums[0] += g[k] * g[k];
      for (float sum : sums) squares[part] += sum;
    }
  });
  double square = 0;
  for (double each : squares) square += each;
  const double norm = std::sqrt(square);
  const bool moves = std::isfinite(norm);
  const float clip = norm > a.longest ? a.longest / (norm + 1e-6) : 1.0;
  const float step = a.learning_rate / a.correction1, root = 1 / std::sqrt(a.correction2);
  by_weights(all, [&](const Weights& w, long at, long in_all, long count, int) {
    const float *p = w.before + at, *g = w.gradient + at;
    float *q = w.after + at, *m = first + in_all, *v = second + in_all;
    if (!moves) {
      std::memcpy(q, p, count * sizeof(float));
      return;
    }
    const float keep = 1 - a.learning_rate * w.decay;
    for (long i = 0; i < count; i++) {
      const float d = g[i] * clip;
      m[i] += (1 - a.beta1) * (d - m[i]);
      v[i] = a.beta2 * v[i] + (1 - a.beta2) * d * d;
      q[i] = p[i] * keep - step * m[i] / (std::sqrt(v[i]) * root + a.epsilon);
    }
  });
  return norm;
}

}  // namespace lab
