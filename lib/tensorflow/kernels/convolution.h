// Dense convolution, NHWC: tiles of six pixels by sixteen channels held in registers.
#pragma once
#include "parallel.h"
#include "geometry.h"

namespace lab {

enum Activation { LINEAR = 0, RELU = 1, RELU6 = 2 };

inline Vector activate(Vector v, int activation) {
  const Vector zero = {}, six = zero + 6.0f;
  if (activation == LINEAR) return v;
  v = v > zero ? v : zero;
  return activation == RELU6 ? (v < six ? v : six) : v;
}

struct Tile {
  const float* source;
  const long *in, *out;
  const Tap* taps;
  int tap_count, channels;
  const float* filter;  // [position][channel][8 V]
  const float* bias;    // or null
  int activation;
  float* output;
};

template <int P, int V>
__attribute__((noinline)) void tile(const Tile& t) {
  Vector sums[P][V];
#pragma GCC unroll 8
  for (int p = 0; p < P; p++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) sums[p][v] = t.bias ? load(t.bias + 8 * v) : Vector{};
  for (int k = 0; k < t.tap_count; k++) {
    const float* f = t.filter + long(t.taps[k].filter) * t.channels * 8 * V;
    const float* s[P];
#pragma GCC unroll 8
    for (int p = 0; p < P; p++) s[p] = t.source + t.in[p] + t.taps[k].delta;
    for (int c = 0; c < t.channels; c++, f += 8 * V) {
      Vector row[V];
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) row[v] = load(f + 8 * v);
#pragma GCC unroll 8
      for (int p = 0; p < P; p++) {
        const float x = s[p][c];
        const Vector all = {x, x, x, x, x, x, x, x};
#pragma GCC unroll 2
        for (int v = 0; v < V; v++) sums[p][v] += all * row[v];
      }
    }
  }
#pragma GCC unroll 8
  for (int p = 0; p < P; p++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) store(t.output + t.out[p] + 8 * v, activate(sums[p][v], t.activation));
}

template <int V>
void tiles(Tile t, long count) {
  for (; count >= 6; count -= 6, t.in += 6, t.out += 6) tile<6, V>(t);
  switch (count) {
    case 5: return tile<5, V>(t);
    case 4: return tile<4, V>(t);
    case 3: return tile<3, V>(t);
    case 2: return tile<2, V>(t);
    case 1: return tile<1, V>(t);
  }
}

// filter [positions, channels, outputs] (or, transposed, [positions, outputs, channels])
// to blocks of sixteen outputs [block][position][channel][16], the last perhaps of eight.
inline std::vector<float> pack(const float* filter, int positions, int channels, int outputs, bool transposed) {
  std::vector<float> packed(long(positions) * channels * outputs);
  for (int o = 0; o < outputs; o += 16) {
    const int width = std::min(16, outputs - o);
    float* to = packed.data() + long(o) * positions * channels;
    for (int p = 0; p < positions; p++)
      for (int c = 0; c < channels; c++)
        for (int i = 0; i < width; i++)
          *to++ = transposed ? filter[(long(p) * outputs + o + i) * channels + c]
                             : filter[(long(p) * channels + c) * outputs + o + i];
  }
  return packed;
}

inline void convolve(const Plan& plan, const float* input, const std::vector<float>& packed, int positions,
                     const float* bias, int activation, float* output, long images, long output_image, int outputs) {
  Pool::get().run(images, [&](long begin, long end, int) {
    for (long n = begin; n < end; n++) {
      const float* source = plan.pad(input + n * plan.image());
      for (int o = 0; o < outputs; o += 16)
        for (const Pixels& pixels : plan.classes) {
          Tile t{source, pixels.in.data(), pixels.out.data(), pixels.taps.data(), int(pixels.taps.size()),
                 plan.channels, packed.data() + long(o) * positions * plan.channels, bias ? bias + o : nullptr,
                 activation, output + n * output_image + o};
          if (outputs - o >= 16) tiles<2>(t, pixels.in.size());
          else tiles<1>(t, pixels.in.size());
        }
    }
  });
}

template <int M, int V>
__attribute__((noinline)) void outer(const float* source, const long* in, const float* dy, long count, int outputs,
                                     float* gradient) {
  Vector sums[M][V];
#pragma GCC unroll 4
  for (int m = 0; m < M; m++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) sums[m][v] = load(gradient + long(m) * outputs + 8 * v);
  for (long q = 0; q < count; q++, dy += outputs) {
    const float* s = source + in[q];
    Vector d[V];
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) d[v] = load(dy + 8 * v);
#pragma GCC unroll 4
    for (int m = 0; m < M; m++) {
      const float x = s[m];
      const Vector all = {x, x, x, x, x, x, x, x};
#pragma GCC unroll 2
      for (int v = 0; v < V; v++) sums[m][v] += all * d[v];
    }
  }
#pragma GCC unroll 4
  for (int m = 0; m < M; m++)
#pragma GCC unroll 2
    for (int v = 0; v < V; v++) store(gradient + long(m) * outputs + 8 * v, sums[m][v]);
}

template <int V>
void outers(int m, const float* s, const long* in, const float* dy, long count, int outputs, float* g) {
  switch (m) {
    case 1: return outer<1, V>(s, in, dy, count, outputs, g);
    case 2: return outer<2, V>(s, in, dy, count, outputs, g);
    case 3: return outer<3, V>(s, in, dy, count, outputs, g);
    default: return outer<4, V>(s, in, dy, count, outputs, g);
  }
}

// Each thread sums over its own images; the sums are then added in the threads' order.
inline void sum_parts(std::vector<std::vector<float>>& parts, float* total, long size) {
  std::memset(total, 0, size * sizeof(float));
  for (auto& part : parts)
    if (!part.empty())
      for (long i = 0; i < size; i++) total[i] += part[i];
}

inline void filter_gradient(const Plan& plan, int positions, const float* input, const float* dy, float* gradient,
                            long images, int outputs) {
  const Pixels& pixels = plan.classes[0];
  const long count = pixels.in.size(), size = long(positions) * plan.channels * outputs;
  std::vector<std::vector<float>> parts(Pool::get().threads());
  Pool::get().run(images, [&](long begin, long end, int thread) {
    auto& part = parts[thread];
    part.assign(size, 0.0f);
    for (long n = begin; n < end; n++) {
      const float* source = plan.pad(input + n * plan.image());
      const float* d = dy + n * count * outputs;
      for (const Tap& tap : pixels.taps)
        for (int c = 0; c < plan.channels; c += 4) {
          const int m = std::min(4, plan.channels - c);
          float* g = part.data() + (long(tap.filter) * plan.channels + c) * outputs;
          for (int o = 0; o < outputs; o += 16) {
            const float* s = source + tap.delta + c;
            if (outputs - o >= 16) outers<2>(m, s, pixels.in.data(), d + o, count, outputs, g + o);
            else outers<1>(m, s, pixels.in.data(), d + o, count, outputs, g + o);
          }
        }
    }
  });
  sum_parts(parts, gradient, size);
}

}  // namespace lab
