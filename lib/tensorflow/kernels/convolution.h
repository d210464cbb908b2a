// Dense convolution, NHWC: tiles of a few pixels by two vectors of channels held in registers.
#pragma once
#include "geometry.h"

namespace lab {

struct Tile {
  const float* source;
  const long *in, *out;
  const Tap* taps;
  int tap_count, channels;
  const float* filter;  // [position][channel][V vectors]
  const float* bias;    // or null
  int activation;
  float* output;
};

template <class Vector, int P, int V>
__attribute__((noinline)) void tile(const Tile& t) {
  constexpr int L = LANES<Vector>;
  Vector sums[P][V];
#pragma GCC unroll 8
  for (int p = 0; p < P; p++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) sums[p][v] = t.bias ? load<Vector>(t.bias + L * v) : Vector{};
  for (int k = 0; k < t.tap_count; k++) {
    const float* f = t.filter + long(t.taps[k].filter) * t.channels * L * V;
    const float* s[P];
#pragma GCC unroll 8
    for (int p = 0; p < P; p++) s[p] = t.source + t.in[p] + t.taps[k].delta;
    for (int c = 0; c < t.channels; c++, f += L * V) {
      Vector row[V];
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) row[v] = load<Vector>(f + L * v);
#pragma GCC unroll 8
      for (int p = 0; p < P; p++)
#pragma GCC unroll 2
        for (int v = 0; v < V; v++) sums[p][v] += s[p][c] * row[v];
    }
  }
#pragma GCC unroll 8
  for (int p = 0; p < P; p++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) store(t.output + t.out[p] + L * v, activate(sums[p][v], t.activation));
}

template <class Vector, int P, int V>
void tiles_of(Tile& t, long& count) {
  for (; count >= P; count -= P, t.in += P, t.out += P) tile<Vector, P, V>(t);
}

template <class Vector, int V>
void tiles(Tile t, long count) {
  tiles_of<Vector, ROWS, V>(t, count);
  tiles_of<Vector, 4, V>(t, count);
  tiles_of<Vector, 2, V>(t, count);
  tiles_of<Vector, 1, V>(t, count);
}

// filter [positions, channels, outputs] (or, transposed, [positions, outputs, channels])
// to blocks of outputs that a tile holds at once [block][position][channel][outputs of the block].
inline std::vector<float> pack(const float* filter, int positions, int channels, int outputs, bool transposed) {
  std::vector<float> packed(long(positions) * channels * outputs);
  share(channels, packed.size(), [&](long begin, long end) {
    by_pairs(outputs, [&](auto vector, auto count, int o) {
      constexpr int width = LANES<decltype(vector)> * decltype(count)::value;
      for (int p = 0; p < positions; p++) {
        float* to = packed.data() + long(o) * positions * channels + (long(p) * channels + begin) * width;
        for (long c = begin; c < end; c++)
          for (int i = 0; i < width; i++)
            *to++ = transposed ? filter[(long(p) * outputs + o + i) * channels + c]
                               : filter[(long(p) * channels + c) * outputs + o + i];
      }
    });
  });
  return packed;
}

// One image of the plan, of whose pixels all or the first `count` count.
inline void convolve(const Plan& plan, const float* source, const std::vector<float>& packed, int positions,
                     const float* bias, int activation, float* output, int outputs, long count) {
  by_pairs(outputs, [&](auto vector, auto width, int o) {
    for (const Pixels& pixels : plan.classes) {
      const Tile t{source, pixels.in.data(), pixels.out.data(), pixels.taps.data(), int(pixels.taps.size()),
                   plan.channels, packed.data() + long(o) * positions * plan.channels, bias ? bias + o : nullptr,
                   activation, output + o};
      tiles<decltype(vector), decltype(width)::value>(t, std::min(count, long(pixels.in.size())));
    }
  });
}

template <class Vector, int M, int V>
__attribute__((noinline)) void outer(const float* source, const long* in, const float* dy, long count, int outputs,
                                     float* gradient) {
  constexpr int L = LANES<Vector>;
  Vector sums[M][V];
#pragma GCC unroll 8
  for (int m = 0; m < M; m++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) sums[m][v] = load<Vector>(gradient + long(m) * outputs + L * v);
  for (long q = 0; q < count; q++, dy += outputs) {
    const float* s = source + in[q];
    Vector d[V];
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) d[v] = load<Vector>(dy + L * v);
#pragma GCC unroll 8
    for (int m = 0; m < M; m++)
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) sums[m][v] += s[m] * d[v];
  }
#pragma GCC unroll 8
  for (int m = 0; m < M; m++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) store(gradient + long(m) * outputs + L * v, sums[m][v]);
}

// Of the channels from source on, as many rows at once as the registers hold: eight, or four.
constexpr int OUTER = WIDTH == 16 ? 8 : 4;
template <class Vector, int V>
int outers(int left, const float* s, const long* in, const float* dy, long count, int outputs, float* g) {
  if (left >= OUTER) return outer<Vector, OUTER, V>(s, in, dy, count, outputs, g), OUTER;
  if (left >= 4) return outer<Vector, 4, V>(s, in, dy, count, outputs, g), 4;
  if (left == 3) return outer<Vector, 3, V>(s, in, dy, count, outputs, g), 3;
  if (left == 2) return outer<Vector, 2, V>(s, in, dy, count, outputs, g), 2;
  return outer<Vector, 1, V>(s, in, dy, count, outputs, g), 1;
}

// Adds to the filter's gradient what the first `count` pixels of one image of the plan come to.
inline void add_filter_gradient(const Plan& plan, const float* source, const float* dy, float* gradient, int outputs,
                                long count) {
  const Pixels& pixels = plan.classes[0];
  for (const Tap& tap : pixels.taps)
    by_pairs(outputs, [&](auto vector, auto width, int o) {
      for (int c = 0; c < plan.channels;) {
        float* g = gradient + (long(tap.filter) * plan.channels + c) * outputs + o;
        c += outers<decltype(vector), decltype(width)::value>(plan.channels - c, source + tap.delta + c,
                                                              pixels.in.data(), dy + o, count, outputs, g);
      }
    });
}

}  // namespace lab
