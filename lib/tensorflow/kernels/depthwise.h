// Depthwise convolution, NHWC: one filter a channel, one or two vectors of channels at a time.
#pragma once
#include "convolution.h"

namespace lab {

template <class Vector, int P, int V>
inline void depthwise_tile(const Tile& t) {
  constexpr int L = LANES<Vector>;
  Vector sums[P][V];
#pragma GCC unroll 4
  for (int p = 0; p < P; p++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) sums[p][v] = t.bias ? load<Vector>(t.bias + L * v) : Vector{};
  for (int k = 0; k < t.tap_count; k++) {
    const float* f = t.filter + long(t.taps[k].filter) * t.channels;
    const float* s = t.source + t.taps[k].delta;
    Vector w[V];
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) w[v] = load<Vector>(f + L * v);
#pragma GCC unroll 4
    for (int p = 0; p < P; p++)
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) sums[p][v] += load<Vector>(s + t.in[p] + L * v) * w[v];
  }
#pragma GCC unroll 4
  for (int p = 0; p < P; p++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) store(t.output + t.out[p] + L * v, activate(sums[p][v], t.activation));
}

template <class Vector, int V>
void depthwise_tiles(Tile t, long count) {
  for (; count >= 4; count -= 4, t.in += 4, t.out += 4) depthwise_tile<Vector, 4, V>(t);
  for (; count > 0; count--, t.in++, t.out++) depthwise_tile<Vector, 1, V>(t);
}

// One image of the plan.
inline void depthwise(const Plan& plan, const float* source, const float* filter, const float* bias, int activation,
                      float* output) {
  by_pairs(plan.channels, [&](auto vector, auto width, int c) {
    for (const Pixels& pixels : plan.classes) {
      const Tile t{source + c, pixels.in.data(), pixels.out.data(), pixels.taps.data(), int(pixels.taps.size()),
                   plan.channels, filter + c, bias ? bias + c : nullptr, activation, output + c};
      depthwise_tiles<decltype(vector), decltype(width)::value>(t, pixels.in.size());
    }
  });
}

template <class Vector, int T, int V>
void depthwise_sums(const float* source, const Pixels& pixels, const Tap* taps, const float* dy, int channels,
                    float* gradient) {
  constexpr int L = LANES<Vector>;
  Vector sums[T][V] = {};
  const float* s[T];
#pragma GCC unroll 5
  for (int k = 0; k < T; k++) s[k] = source + taps[k].delta;
  const long count = pixels.in.size();
  for (long q = 0; q < count; q++, dy += channels) {
    Vector d[V];
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) d[v] = load<Vector>(dy + L * v);
    const long at = pixels.in[q];
#pragma GCC unroll 5
    for (int k = 0; k < T; k++)
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) sums[k][v] += load<Vector>(s[k] + at + L * v) * d[v];
  }
#pragma GCC unroll 5
  for (int k = 0; k < T; k++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) {
      float* g = gradient + long(taps[k].filter) * channels + L * v;
      store(g, load<Vector>(g) + sums[k][v]);
    }
}

template <class Vector, int V>
void depthwise_taps(const float* source, const Pixels& pixels, const float* dy, int channels, float* g) {
  const Tap* tap = pixels.taps.data();
  long left = pixels.taps.size();
  for (; left >= 5; left -= 5, tap += 5) depthwise_sums<Vector, 5, V>(source, pixels, tap, dy, channels, g);
  for (; left >= 2; left -= 2, tap += 2) depthwise_sums<Vector, 2, V>(source, pixels, tap, dy, channels, g);
  if (left) depthwise_sums<Vector, 1, V>(source, pixels, tap, dy, channels, g);
}

// Adds to the filter's gradient what one image of the plan comes to.
inline void add_depthwise_gradient(const Plan& plan, const float* source, const float* dy, float* gradient) {
  by_pairs(plan.channels, [&](auto vector, auto width, int c) {
    depthwise_taps<decltype(vector), decltype(width)::value>(source + c, plan.classes[0], dy + c, plan.channels,
                                                             gradient + c);
  });
}

}  // namespace lab
