// Batch normalisation in pieces: sums over a few images at a time, while the cache holds them, and what they come to.
#pragma once
#include <cmath>
#include "source.h"

namespace lab {

// body(vector's type, channel, first row, end) for all channels of `rows` rows, in blocks that stay in the nearest
// cache while each of their vectors is visited.
template <class Body>
void by_blocks(long rows, int channels, Body body) {
  const long block = std::max(8L, std::min(64L, 4096L / channels));
  for (long r = 0; r < rows; r += block)
    by_vectors(channels, [&](auto vector, int c) { body(vector, c, r, std::min(rows, r + block)); });
}

// Two sums over rows for each channel, in double from block to block.
struct Sums {
  std::vector<double> first, second;

  // terms(vector's type, channel) gives what adds a value's to both.
  template <class Terms>
  void add(long rows, int channels, Terms terms) {
    first.resize(channels), second.resize(channels);
    by_blocks(rows, channels, [&](auto vector, int c, long from, long to) {
      decltype(vector) a = {}, b = {};
      const auto add = terms(vector, c);
      for (long r = from; r < to; r++) add(r * channels + c, a, b);
      for (int i = 0; i < LANES<decltype(vector)>; i++) first[c + i] += a[i], second[c + i] += b[i];
    });
  }
  void add(const Sums& other) {
    first.resize(std::max(first.size(), other.first.size())), second.resize(first.size());
    for (size_t c = 0; c < other.first.size(); c++) first[c] += other.first[c], second[c] += other.second[c];
  }
};

// Of rows that come bit by bit.
class Moments {
 public:
  void add(const float* x, long rows, int channels) {
    // Deviations from the first row, lest a mean far from zero drown the variance.
    if (rows_ == 0) origin_.assign(x, x + channels);
    rows_ += rows;
    sums_.add(rows, channels, [&](auto vector, int c) {
      using Vector = decltype(vector);
      const Vector origin = load<Vector>(&origin_[c]);
      return [=](long at, Vector& a, Vector& b) {
        const Vector v = load<Vector>(x + at) - origin;
        a += v;
        b += v * v;
      };
    });
  }

  // Of all parts together, in their order: mean and standard deviation with ε, and the unbiased variance.
  static void finish(const std::vector<Moments>& parts, int channels, float epsilon, float* mean, float* deviation,
                     float* variance) {
    for (int c = 0; c < channels; c++) {
      double n = 0, m = 0, squares = 0;
      for (const Moments& part : parts) {
        if (part.rows_ == 0) continue;
        const double k = part.rows_, shift = part.sums_.first[c] / k, own = part.origin_[c] + shift;
        const double away = own - m;
        squares += part.sums_.second[c] - k * shift * shift + away * away * n * k / (n + k);
        m += away * k / (n + k);
        n += k;
      }
      const double v = std::max(0.0, squares / n);
      mean[c] = m;
      deviation[c] = std::sqrt(v + epsilon);
      variance[c] = n > 1 ? v * n / (n - 1) : v;
    }
  }

 private:
  long rows_ = 0;
  Sums sums_;
  std::vector<float> origin_;
};

// The gradient by what an activation was given.
template <class Vector>
Vector through(Vector dy, Vector given, int activation) {
  const Vector zero = {}, six = zero + 6.0f;
  if (activation == LINEAR) return dy;
  dy = given > zero ? dy : zero;
  return activation == RELU6 ? (given < six ? dy : zero) : dy;
}

// Adds the sums that a normalisation's gradient needs of dy and x: of g, which is dy through the activation, and of
// g · (x − mean).
inline void add_products(Sums& sums, const float* dy, const float* x, const Line& line, int activation,
                         const float* mean, long rows, int channels) {
  sums.add(rows, channels, [&](auto vector, int c) {
    using Vector = decltype(vector);
    const Vector slope = load<Vector>(&line.slope[c]), level = load<Vector>(&line.level[c]);
    const Vector center = load<Vector>(mean + c);
    return [=](long at, Vector& a, Vector& b) {
      const Vector v = load<Vector>(x + at), g = through(load<Vector>(dy + at), v * slope + level, activation);
      a += g;
      b += g * (v - center);
    };
  });
}

// From gradients by what is normalised and activated to those by what was there before: by_g · g + by_x · x + shift.
struct NormalisationGradient {
  const Line& line;
  int activation;
  std::vector<float> by_g, by_x, shift;

  NormalisationGradient(const Line& line, int activation, const Sums& sums, long rows, int channels, const float* scale,
                        const float* mean, const float* deviation, float* d_scale, float* d_offset)
      : line(line), activation(activation), by_g(channels), by_x(channels), shift(channels) {
    for (int c = 0; c < channels; c++) {
      const double inverse = 1.0 / deviation[c], shared = sums.second[c] * inverse;
      d_offset[c] = sums.first[c];
      d_scale[c] = shared;
      by_g[c] = scale[c] * inverse;
      by_x[c] = -scale[c] * inverse * inverse * shared / rows;
      shift[c] = -by_g[c] * sums.first[c] / rows - double(by_x[c]) * mean[c];
    }
  }

  void apply(const float* dy, const float* x, float* dx, long rows, int channels) const {
    for (long r = 0; r < rows; r++, dy += channels, x += channels, dx += channels)
      by_vectors(channels, [&](auto vector, int c) {
        using Vector = decltype(vector);
        const auto of = [c](const std::vector<float>& values) { return load<Vector>(&values[c]); };
        const Vector v = load<Vector>(x + c);
        const Vector g = through(load<Vector>(dy + c), v * of(line.slope) + of(line.level), activation);
        store(dx + c, g * of(by_g) + v * of(by_x) + of(shift));
      });
  }
};

}  // namespace lab
