// Batch normalisation with the activation after it, in two passes each way.
#pragma once
#include <cmath>
#include "convolution.h"

namespace lab {

// sums(begin, end, a, b): adds rows [begin, end) to a and b [channels]; here in double over blocks of rows.
template <class Rows>
void channel_sums(long rows, int channels, std::vector<double>& first, std::vector<double>& second, Rows add) {
  std::vector<std::vector<double>> parts(Pool::get().threads());
  Pool::get().run(rows, [&](long begin, long end, int thread) {
    std::vector<double> sums(2 * channels);
    std::vector<float> block(2 * channels);
    for (long r = begin; r < end; r += 32) {
      std::fill(block.begin(), block.end(), 0.0f);
      add(r, std::min(end, r + 32), block.data(), block.data() + channels);
      for (int i = 0; i < 2 * channels; i++) sums[i] += block[i];
    }
    parts[thread] = std::move(sums);
  });
  first.assign(channels, 0);
  second.assign(channels, 0);
  for (auto& part : parts)
    for (int c = 0; !part.empty() && c < channels; c++) first[c] += part[c], second[c] += part[channels + c];
}

inline void normalise(const float* x, const float* scale, const float* offset, float epsilon, int activation,
                      long rows, int channels, float* y, float* mean, float* variance, float* deviation) {
  std::vector<double> sums, squares;
  // Deviations from the first row, lest a mean far from zero drown the variance.
  channel_sums(rows, channels, sums, squares, [&](long begin, long end, float* a, float* b) {
    for (long r = begin; r < end; r++) {
      const float* row = x + r * channels;
      for (int c = 0; c < channels; c += 8) {
        const Vector v = load(row + c) - load(x + c);
        store(a + c, load(a + c) + v);
        store(b + c, load(b + c) + v * v);
      }
    }
  });
  std::vector<float> a(channels), b(channels);
  for (int c = 0; c < channels; c++) {
    const double m = sums[c] / rows, v = std::max(0.0, squares[c] / rows - m * m);
    mean[c] = x[c] + m;
    variance[c] = rows > 1 ? v * rows / (rows - 1) : v;
    deviation[c] = std::sqrt(v + epsilon);
    a[c] = scale[c] / deviation[c];
    b[c] = offset[c] - mean[c] * a[c];
  }
  Pool::get().run(rows, [&](long begin, long end, int) {
    for (long r = begin; r < end; r++)
      for (int c = 0; c < channels; c += 8)
        store(y + r * channels + c, activate(load(x + r * channels + c) * load(&a[c]) + load(&b[c]), activation));
  });
}

inline Vector through(Vector dy, Vector y, int activation) {
  const Vector zero = {}, six = zero + 6.0f;
  if (activation == LINEAR) return dy;
  dy = y > zero ? dy : zero;
  return activation == RELU6 ? (y < six ? dy : zero) : dy;
}

inline void normalise_gradient(const float* dy, const float* x, const float* y, const float* scale, const float* mean,
                               const float* deviation, int activation, long rows, int channels, float* dx,
                               float* d_scale, float* d_offset) {
  std::vector<double> sums, products;
  channel_sums(rows, channels, sums, products, [&](long begin, long end, float* a, float* b) {
    for (long r = begin; r < end; r++)
      for (int c = 0; c < channels; c += 8) {
        const long at = r * channels + c;
        const Vector g = through(load(dy + at), load(y + at), activation);
        store(a + c, load(a + c) + g);
        store(b + c, load(b + c) + g * (load(x + at) - load(mean + c)));
      }
  });
  // dx = p g + q x + s
  std::vector<float> p(channels), q(channels), s(channels);
  for (int c = 0; c < channels; c++) {
    const double inverse = 1.0 / deviation[c], shared = products[c] * inverse;
    d_offset[c] = sums[c];
    d_scale[c] = shared;
    p[c] = scale[c] * inverse;
    q[c] = -scale[c] * inverse * inverse * shared / rows;
    s[c] = -p[c] * sums[c] / rows - double(q[c]) * mean[c];
  }
  Pool::get().run(rows, [&](long begin, long end, int) {
    for (long r = begin; r < end; r++)
      for (int c = 0; c < channels; c += 8) {
        const long at = r * channels + c;
        const Vector g = through(load(dy + at), load(y + at), activation);
        store(dx + at, g * load(&p[c]) + load(x + at) * load(&q[c]) + load(&s[c]));
      }
  });
}

}  // namespace lab
