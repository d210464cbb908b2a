// Batch normalisation with the activation after it, in two passes each way.
#pragma once
#include <cmath>
#include "parallel.h"
#include "vector.h"

namespace lab {

// body(vector's type, channel, first row, end) for all channels of rows [begin, end), in blocks that stay in the
// nearest cache while each of their vectors is visited.
template <class Body>
void by_blocks(long begin, long end, int channels, Body body) {
  const long rows = std::max(8L, std::min(64L, 4096L / channels));
  for (long r = begin; r < end; r += rows)
    by_vectors(channels, [&](auto vector, int c) { body(vector, c, r, std::min(end, r + rows)); });
}

// Two sums over all rows for each channel: terms(vector's type, channel) gives what adds a value's to both. They are
// in double from block to block.
template <class Terms>
void channel_sums(long rows, int channels, std::vector<double>& first, std::vector<double>& second, Terms terms) {
  std::vector<std::vector<double>> parts(Pool::get().threads());
  Pool::get().run(rows, [&](long begin, long end, int thread) {
    std::vector<double> sums(2 * channels);
    by_blocks(begin, end, channels, [&](auto vector, int c, long from, long to) {
      decltype(vector) a = {}, b = {};
      const auto add = terms(vector, c);
      for (long r = from; r < to; r++) add(r * channels + c, a, b);
      for (int i = 0; i < LANES<decltype(vector)>; i++) sums[c + i] += a[i], sums[channels + c + i] += b[i];
    });
    parts[thread] = std::move(sums);
  });
  first.assign(channels, 0);
  second.assign(channels, 0);
  for (auto& part : parts)
    for (int c = 0; !part.empty() && c < channels; c++) first[c] += part[c], second[c] += part[channels + c];
}

// What normalising comes to for each channel: x → x · slope + level.
struct Line {
  std::vector<float> slope, level;
  Line(int channels, const float* scale, const float* offset, const float* mean, const float* deviation)
      : slope(channels), level(channels) {
    for (int c = 0; c < channels; c++) {
      slope[c] = scale[c] / deviation[c];
      level[c] = offset[c] - mean[c] * slope[c];
    }
  }
};

inline void normalise(const float* x, const float* scale, const float* offset, float epsilon, int activation,
                      long rows, int channels, float* y, float* mean, float* variance, float* deviation) {
  std::vector<double> sums, squares;
  // Deviations from the first row, lest a mean far from zero drown the variance.
  channel_sums(rows, channels, sums, squares, [&](auto vector, int c) {
    using Vector = decltype(vector);
    const Vector origin = load<Vector>(x + c);
    return [=](long at, Vector& a, Vector& b) {
      const Vector v = load<Vector>(x + at) - origin;
      a += v;
      b += v * v;
    };
  });
  for (int c = 0; c < channels; c++) {
    const double m = sums[c] / rows, v = std::max(0.0, squares[c] / rows - m * m);
    mean[c] = x[c] + m;
    variance[c] = rows > 1 ? v * rows / (rows - 1) : v;
    deviation[c] = std::sqrt(v + epsilon);
  }
  const Line line(channels, scale, offset, mean, deviation);
  Pool::get().run(rows, [&](long begin, long end, int) {
    by_blocks(begin, end, channels, [&](auto vector, int c, long from, long to) {
      using Vector = decltype(vector);
      const Vector slope = load<Vector>(&line.slope[c]), level = load<Vector>(&line.level[c]);
      for (long at = from * channels + c; at < to * channels; at += channels)
        store(y + at, activate(load<Vector>(x + at) * slope + level, activation));
    });
  });
}

// The gradient by what an activation was given.
template <class Vector>
Vector through(Vector dy, Vector given, int activation) {
  const Vector zero = {}, six = zero + 6.0f;
  if (activation == LINEAR) return dy;
  dy = given > zero ? dy : zero;
  return activation == RELU6 ? (given < six ? dy : zero) : dy;
}

inline void normalise_gradient(const float* dy, const float* x, const float* scale, const float* offset,
                               const float* mean, const float* deviation, int activation, long rows, int channels,
                               float* dx, float* d_scale, float* d_offset) {
  const Line line(channels, scale, offset, mean, deviation);
  std::vector<double> sums, products;
  channel_sums(rows, channels, sums, products, [&](auto vector, int c) {
    using Vector = decltype(vector);
    const Vector slope = load<Vector>(&line.slope[c]), level = load<Vector>(&line.level[c]);
    const Vector center = load<Vector>(mean + c);
    return [=](long at, Vector& a, Vector& b) {
      const Vector v = load<Vector>(x + at), g = through(load<Vector>(dy + at), v * slope + level, activation);
      a += g;
      b += g * (v - center);
    };
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
    by_blocks(begin, end, channels, [&](auto vector, int c, long from, long to) {
      using Vector = decltype(vector);
      const Vector slope = load<Vector>(&line.slope[c]), level = load<Vector>(&line.level[c]);
      const Vector by_g = load<Vector>(&p[c]), by_x = load<Vector>(&q[c]), shift = load<Vector>(&s[c]);
      for (long at = from * channels + c; at < to * channels; at += channels) {
        const Vector v = load<Vector>(x + at), g = through(load<Vector>(dy + at), v * slope + level, activation);
        store(dx + at, g * by_g + v * by_x + shift);
      }
    });
  });
}

}  // namespace lab
