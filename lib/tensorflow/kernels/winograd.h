// 3×3 convolutions of stride 1 with a quarter of the multiplications (Winograd 1980; Lavin & Gray 2016, F(4×4, 3×3)):
// a tile of 6×6 inputs and the filter are evaluated as polynomials at 36 points, multiplied there, summed over channels,
// and 4×4 outputs interpolated. Points 0, ±1/√2, ±√2 and infinity, which err a quarter as much as the usual 0, ±1, ±2.
// Channels and outputs are whole vectors.
#pragma once
#include "geometry.h"

namespace lab {

constexpr float P = 0.70710678118654752f, Q = 1.41421356237309505f;  // P² = 1/2, Q² = 2, PQ = 1
constexpr int POINT_COUNT = 36;

// Inputs to points: rows are the coefficients of ∏ (x − other points).
inline void evaluate_input(const Wide (&x)[6], Wide (&y)[6]) {
  const Wide even_p = x[4] - 2.0f * x[2], odd_p = P * x[3] - Q * x[1];
  const Wide even_q = x[4] - 0.5f * x[2], odd_q = Q * x[3] - P * x[1];
  y[0] = x[4] - 2.5f * x[2] + x[0];
  y[1] = even_p + odd_p;
  y[2] = even_p - odd_p;
  y[3] = even_q + odd_q;
  y[4] = even_q - odd_q;
  y[5] = x[5] - 2.5f * x[3] + x[1];
}
// Points to outputs: powers of the points.
inline void interpolate(const Wide (&x)[6], Wide (&y)[4]) {
  const Wide sum_p = x[1] + x[2], difference_p = x[1] - x[2], sum_q = x[3] + x[4], difference_q = x[3] - x[4];
  y[0] = x[0] + sum_p + sum_q;
  y[1] = P * difference_p + Q * difference_q;
  y[2] = 0.5f * sum_p + 2.0f * sum_q;
  y[3] = (0.5f * P) * difference_p + (2.0f * Q) * difference_q + x[5];
}
// The transpose of that: gradients by outputs to points.
inline void evaluate_output(const Wide (&x)[4], Wide (&y)[6]) {
  const Wide even_p = x[0] + 0.5f * x[2], odd_p = P * x[1] + (0.5f * P) * x[3];
  const Wide even_q = x[0] + 2.0f * x[2], odd_q = Q * x[1] + (2.0f * Q) * x[3];
  y[0] = x[0];
  y[1] = even_p + odd_p;
  y[2] = even_p - odd_p;
  y[3] = even_q + odd_q;
  y[4] = even_q - odd_q;
  y[5] = x[3];
}
// A filter at the points: powers over ∏ (point − other points), which is 1, −3/2 and 6.
inline void evaluate_filter(const Wide (&x)[3], Wide (&y)[6]) {
  const Wide even_p = (-2.0f / 3) * x[0] - (1.0f / 3) * x[2], odd_p = (-2.0f / 3 * P) * x[1];
  const Wide even_q = (1.0f / 6) * x[0] + (1.0f / 3) * x[2], odd_q = (1.0f / 6 * Q) * x[1];
  y[0] = x[0];
  y[1] = even_p + odd_p;
  y[2] = even_p - odd_p;
  y[3] = even_q + odd_q;
  y[4] = even_q - odd_q;
  y[5] = x[2];
}
// The transpose of that.
inline void filter_of_points(const Wide (&x)[6], Wide (&y)[3]) {
  const Wide sum_p = x[1] + x[2], sum_q = x[3] + x[4];
  y[0] = x[0] - (2.0f / 3) * sum_p + (1.0f / 6) * sum_q;
  y[1] = (-2.0f / 3 * P) * (x[1] - x[2]) + (1.0f / 6 * Q) * (x[3] - x[4]);
  y[2] = (1.0f / 3) * (sum_q - sum_p) + x[5];
}

// Both ways, down and across: to[i][j] from from(i, j).
template <int N, int M, class From, class To>
inline void both(void (&step)(const Wide (&)[N], Wide (&)[M]), From from, To to) {
  Wide half[M][N];
#pragma GCC unroll 6
  for (int j = 0; j < N; j++) {
    Wide column[N], result[M];
#pragma GCC unroll 6
    for (int i = 0; i < N; i++) column[i] = from(i, j);
    step(column, result);
#pragma GCC unroll 6
    for (int i = 0; i < M; i++) half[i][j] = result[i];
  }
#pragma GCC unroll 6
  for (int i = 0; i < M; i++) {
    Wide result[M];
    step(half[i], result);
#pragma GCC unroll 6
    for (int j = 0; j < M; j++) to(i, j, result[j]);
  }
}

// Images in tiles of 4×4 outputs.
struct Tiling {
  long images;
  int height, width, down = (height + 3) / 4, across = (width + 3) / 4;
  long count() const { return images * down * across; }

  // Where a tile's pixels lie, `size` a side from (−margin, −margin) on; null where they lie outside the image.
  template <int size, class Float>
  void pixels(long tile, int margin, int channels, Float* images, Float* (&at)[size * size], Float* outside) const {
    const long n = tile / (down * across);
    const int in_image = tile % (down * across), top = in_image / across * 4 - margin, left = in_image % across * 4 - margin;
    for (int i = 0; i < size; i++)
      for (int j = 0; j < size; j++) {
        const int y = top + i, x = left + j;
        const bool inside = y >= 0 && y < height && x >= 0 && x < width;
        at[i * size + j] = inside ? images + ((n * height + y) * width + x) * channels : outside;
      }
  }
};

// How many tiles at a time, so that they and their products stay in the second cache.
inline long tiles_at_once(int channels, long limit) {
  const long wanted = 140000 / (POINT_COUNT * channels) / ROWS * ROWS;
  return std::max(long(ROWS), std::min(wanted, (limit + ROWS - 1) / ROWS * ROWS));
}

// The filter [3, 3, channels, outputs] at the points, [outputs in pairs of vectors][point][channel][pair]; turned by
// 180° and transposed for gradients by the input, where `channels` are the filter's outputs.
inline std::vector<float> points_of_filter(const float* filter, int channels, int outputs, bool transposed) {
  std::vector<float> points(long(POINT_COUNT) * channels * outputs);
  share(channels, points.size(), [&](long begin, long end) {
    by_pairs(outputs, [&](auto vector, auto count, int o) {
      constexpr int width = LANES<decltype(vector)> * decltype(count)::value;
      for (int v = 0; v < width; v += WIDTH)
        for (long c = begin; c < end; c++) {
          const auto from = [&](int k) {
            if (!transposed) return load<Wide>(filter + (long(k) * channels + c) * outputs + o + v);
            Wide values = {};
            for (int i = 0; i < WIDTH; i++) values[i] = filter[(long(8 - k) * outputs + o + v + i) * channels + c];
            return values;
          };
          both(
              evaluate_filter, [&](int i, int j) { return from(i * 3 + j); },
              [&](int i, int j, Wide value) {
                store(points.data() + (long(o) * POINT_COUNT + long(i * 6 + j) * width) * channels + c * width + v, value);
              });
        }
    });
  });
  return points;
}

// [ROWS, depth] · [depth, V vectors], the first with rows `stride` apart.
template <int V>
__attribute__((noinline)) void multiply(const float* a, const float* b, int depth, float* c) {
  Wide sums[ROWS][V] = {};
  for (int k = 0; k < depth; k++, b += WIDTH * V) {
    Wide row[V];
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) row[v] = load<Wide>(b + WIDTH * v);
#pragma GCC unroll 8
    for (int r = 0; r < ROWS; r++)
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) sums[r][v] += a[long(r) * depth + k] * row[v];
  }
#pragma GCC unroll 8
  for (int r = 0; r < ROWS; r++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) store(c + (r * V + v) * WIDTH, sums[r][v]);
}

// Tiles [first, end) of images at the points, [point][tile][channel], points `stride` apart: tiles of inputs, of 6×6
// pixels with a margin of 1, or of gradients by outputs, of 4×4 without.
template <int size>
void evaluate_tiles(void (&step)(const Wide (&)[size], Wide (&)[6]), const Tiling& tiling, const float* images,
                    int channels, long first, long end, float* points, long stride) {
  const std::vector<float> zeros(channels);
  for (long t = first; t < end; t++, points += channels) {
    const float* at[size * size];
    tiling.pixels<size>(t, size == 6, channels, images, at, zeros.data());
    for (int c = 0; c < channels; c += WIDTH)
      both(
          step, [&](int i, int j) { return load<Wide>(at[i * size + j] + c); },
          [&](int i, int j, Wide value) { store(points + (i * 6 + j) * stride + c, value); });
  }
}

// All of the tiling's images, on this thread.
inline void winograd(const Tiling& tiling, const float* x, const std::vector<float>& filter, const float* bias,
                     int activation, float* y, int channels, int outputs) {
  const long block = tiles_at_once(channels, tiling.count()), stride = block * channels + 16;
  const long sums = block * 2 * WIDTH + 16;
  float *points = scratch(POINTS, POINT_COUNT * stride), *products = scratch(PRODUCTS, POINT_COUNT * sums);
  for (long first = 0; first < tiling.count(); first += block) {
    const long count = std::min(block, tiling.count() - first);
    evaluate_tiles(evaluate_input, tiling, x, channels, first, first + count, points, stride);
    by_pairs(outputs, [&](auto, auto pair, int o) {
      constexpr int V = decltype(pair)::value;
      for (int p = 0; p < POINT_COUNT; p++)
        for (long t = 0; t < count; t += ROWS)
          multiply<V>(points + p * stride + t * channels,
                      filter.data() + (long(o) * POINT_COUNT + long(p) * V * WIDTH) * channels, channels,
                      products + p * sums + t * V * WIDTH);
      for (long t = 0; t < count; t++) {
        float* at[16];
        tiling.pixels<4>(first + t, 0, outputs, y, at, static_cast<float*>(nullptr));
        float* soon[16];
        tiling.pixels<4>(std::min(first + t + 2, tiling.count() - 1), 0, outputs, y, soon, y);
        for (float* each : soon)
          for (int v = 0; v < V; v++) __builtin_prefetch(each + o + v * WIDTH, 1);
        for (int v = 0; v < V; v++) {
          const Wide level = bias ? load<Wide>(bias + o + v * WIDTH) : Wide{};
          const float* own = products + (t * V + v) * WIDTH;
          both(
              interpolate, [&](int i, int j) { return load<Wide>(own + (i * 6 + j) * sums); },
              [&](int i, int j, Wide value) {
                float* to = at[i * 4 + j];
                if (to) store(to + o + v * WIDTH, activate(value + level, activation));
              });
        }
      }
    });
  }
}

// Adds [tiles, a few channels]ᵀ · [tiles, V vectors of outputs] to sums with rows `outputs` apart.
template <int V>
__attribute__((noinline)) void multiply_transposed(const float* a, int channels, const float* b, int outputs, long tiles,
                                                   float* c) {
  constexpr int M = WIDTH == 16 ? 8 : 4;
  Wide sums[M][V];
#pragma GCC unroll 8
  for (int m = 0; m < M; m++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) sums[m][v] = load<Wide>(c + long(m) * outputs + WIDTH * v);
  for (long t = 0; t < tiles; t++, a += channels, b += outputs) {
    Wide row[V];
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) row[v] = load<Wide>(b + WIDTH * v);
#pragma GCC unroll 8
    for (int m = 0; m < M; m++)
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) sums[m][v] += a[m] * row[v];
  }
#pragma GCC unroll 8
  for (int m = 0; m < M; m++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) store(c + long(m) * outputs + WIDTH * v, sums[m][v]);
}

// Adds to the filter's gradient at the points, [point][channel][output], what all of the tiling's images come to.
inline void add_winograd_gradient(const Tiling& tiling, const float* x, const float* dy, float* gradient, int channels,
                                  int outputs) {
  constexpr int M = WIDTH == 16 ? 8 : 4;
  const long size = long(channels) * outputs, block = tiles_at_once((channels + outputs) / 2, tiling.count());
  const long x_stride = block * channels + 16, dy_stride = block * outputs + 16;
  float *x_points = scratch(POINTS, POINT_COUNT * x_stride), *dy_points = scratch(PRODUCTS, POINT_COUNT * dy_stride);
  for (long first = 0; first < tiling.count(); first += block) {
    const long last = std::min(first + block, tiling.count());
    evaluate_tiles(evaluate_input, tiling, x, channels, first, last, x_points, x_stride);
    evaluate_tiles(evaluate_output, tiling, dy, outputs, first, last, dy_points, dy_stride);
    for (int p = 0; p < POINT_COUNT; p++)
      by_pairs(outputs, [&](auto, auto pair, int o) {
        for (int c = 0; c < channels; c += M)
          multiply_transposed<decltype(pair)::value>(x_points + p * x_stride + c, channels, dy_points + p * dy_stride + o,
                                                     outputs, last - first, gradient + p * size + long(c) * outputs + o);
      });
  }
}

// The filter's gradient [3, 3, size] of that at the points [6, 6, size].
inline void interpolate_filter(const float* points, float* gradient, long size) {
  share(size / WIDTH, POINT_COUNT * size, [&](long begin, long end) {
    for (long at = begin * WIDTH; at < end * WIDTH; at += WIDTH)
      both(
          filter_of_points, [&](int i, int j) { return load<Wide>(points + (i * 6 + j) * size + at); },
          [&](int i, int j, Wide value) { store(gradient + (i * 3 + j) * size + at, value); });
  });
}

}  // namespace lab
