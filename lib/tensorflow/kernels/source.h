// What a convolution reads: values as they lie, or normalised and activated on the way.
#pragma once
#include "parallel.h"
#include "vector.h"

namespace lab {

// What normalising comes to for each channel: x → x · slope + level.
struct Line {
  std::vector<float> slope, level;
  Line() = default;
  Line(int channels, const float* scale, const float* offset, const float* mean, const float* deviation)
      : slope(channels), level(channels) {
    for (int c = 0; c < channels; c++) {
      slope[c] = scale[c] / deviation[c];
      level[c] = offset[c] - mean[c] * slope[c];
    }
  }
};

struct Source {
  const float* values;
  const Line* line = nullptr;
  int activation = LINEAR;

  Source from(long at) const { return {values + at, line, activation}; }

  void copy(const float* from, float* to, long pixels, int channels) const {
    if (!line) {
      std::memcpy(to, from, pixels * channels * sizeof(float));
      return;
    }
    for (long p = 0; p < pixels; p++, from += channels, to += channels)
      by_vectors(channels, [&](auto vector, int c) {
        using Vector = decltype(vector);
        const Vector v = load<Vector>(from + c) * load<Vector>(&line->slope[c]) + load<Vector>(&line->level[c]);
        store(to + c, activate(v, activation));
      });
  }

  // All as an array, in scratch where it must be made.
  const float* plain(long pixels, int channels) const {
    if (!line) return values;
    float* to = scratch(SOURCE, pixels * channels);
    copy(values, to, pixels, channels);
    return to;
  }
};

}  // namespace lab
