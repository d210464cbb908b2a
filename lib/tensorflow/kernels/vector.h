// Vectors of floats: as wide as the processor that this is compiled for has them, and of eight for channels left over.
#pragma once
#include <cstring>

namespace lab {

typedef float Eight __attribute__((vector_size(32)));
#ifdef __AVX512F__
typedef float Wide __attribute__((vector_size(64)));
#else
typedef Eight Wide;
#endif

template <class Vector>
constexpr int LANES = sizeof(Vector) / sizeof(float);
constexpr int WIDTH = LANES<Wide>;
// Rows of a tile of sums whose two vectors each fit the registers: 32 of them, or 16.
constexpr int ROWS = WIDTH == 16 ? 8 : 6;

template <class Vector>
Vector load(const float* p) {
  Vector v;
  std::memcpy(&v, p, sizeof(v));
  return v;
}
template <class Vector>
void store(float* p, Vector v) {
  std::memcpy(p, &v, sizeof(v));
}

enum Activation { LINEAR = 0, RELU = 1, RELU6 = 2 };

template <class Vector>
Vector activate(Vector v, int activation) {
  const Vector zero = {}, six = zero + 6.0f;
  if (activation == LINEAR) return v;
  v = v > zero ? v : zero;
  return activation == RELU6 ? (v < six ? v : six) : v;
}

// body(vector's type, first channel) for all channels, which are in eights.
template <class Body>
void by_vectors(int channels, Body body) {
  int c = 0;
  for (; c + WIDTH <= channels; c += WIDTH) body(Wide{}, c);
  for (; c < channels; c += 8) body(Eight{}, c);
}

// body(vector's type, how many of it as a constant, first channel): pairs first.
template <int V>
struct Count { static constexpr int value = V; };
template <class Body>
void by_pairs(int channels, Body body) {
  int c = 0;
  for (; c + 2 * WIDTH <= channels; c += 2 * WIDTH) body(Wide{}, Count<2>{}, c);
  for (; c + WIDTH <= channels; c += WIDTH) body(Wide{}, Count<1>{}, c);
  for (; c < channels; c += 8) body(Eight{}, Count<1>{}, c);
}

}  // namespace lab
