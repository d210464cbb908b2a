// Convolutions as sums over taps: which input value meets which filter value at which output pixel.
#pragma once
#include <algorithm>
#include <cstring>
#include <vector>
#include "source.h"

namespace lab {

struct Tap {
  long delta;  // from a pixel's offset in the padded source
  int filter;  // which of the filter's positions
};

// Output pixels that share their taps.
struct Pixels {
  std::vector<long> in, out;
  std::vector<Tap> taps;
};

struct Plan {
  int height = 0, width = 0, channels = 0;  // of a source image
  int top = 0, left = 0;                    // margin before it
  int padded_height = 0, padded_width = 0;
  std::vector<Pixels> classes;

  bool is_padded() const { return padded_height != height || padded_width != width; }
  long image() const { return long(height) * width * channels; }

  // The image within margins of zeros, as the taps expect it.
  const float* image_of(const Source& source) const {
    if (!is_padded()) return source.plain(long(height) * width, channels);
    const long row = long(padded_width) * channels, own = long(width) * channels;
    float* target = scratch(PADDED, padded_height * row);
    std::memset(target, 0, top * row * sizeof(float));
    for (int y = 0; y < height; y++) {
      float* to = target + (y + top) * row;
      std::memset(to, 0, long(left) * channels * sizeof(float));
      source.copy(source.values + y * own, to + long(left) * channels, width, channels);
      const long after = long(left) * channels + own;
      std::memset(to + after, 0, (row - after) * sizeof(float));
    }
    const int end = top + height;
    std::memset(target + end * row, 0, (padded_height - end) * row * sizeof(float));
    return target;
  }
};

struct Window {
  int size, stride, height, width, out_height, out_width, top, left;
  Window(int size, int stride, int height, int width)
      : size(size), stride(stride), height(height), width(width),
        out_height((height + stride - 1) / stride), out_width((width + stride - 1) / stride),
        top(std::max(0, (out_height - 1) * stride + size - height) / 2),
        left(std::max(0, (out_width - 1) * stride + size - width) / 2) {}
};

// From an input image to an output image.
inline Plan forward_plan(const Window& w, int channels, int outputs) {
  Plan plan{w.height, w.width, channels};
  plan.top = w.top;
  plan.left = w.left;
  plan.padded_height = std::max(w.height + w.top, (w.out_height - 1) * w.stride + w.size);
  plan.padded_width = std::max(w.width + w.left, (w.out_width - 1) * w.stride + w.size);
  Pixels all;
  for (int y = 0; y < w.out_height; y++)
    for (int x = 0; x < w.out_width; x++) {
      all.in.push_back((long(y) * w.stride * plan.padded_width + x * w.stride) * channels);
      all.out.push_back((long(y) * w.out_width + x) * outputs);
    }
  for (int i = 0; i < w.size; i++)
    for (int j = 0; j < w.size; j++)
      all.taps.push_back({(long(i) * plan.padded_width + j) * channels, i * w.size + j});
  plan.classes.push_back(std::move(all));
  return plan;
}

// From the gradient by an output image to that by the input image: pixels at
// different phases of the stride meet different taps.
inline Plan backward_plan(const Window& w, int channels, int outputs) {
  const int s = w.stride;
  Plan plan{w.out_height, w.out_width, channels};
  plan.top = std::max(0, (w.size - 1 - w.top + s - 1) / s);
  plan.left = std::max(0, (w.size - 1 - w.left + s - 1) / s);
  plan.padded_height = plan.top + std::max(w.out_height, (w.height - 1 + w.top) / s + 1);
  plan.padded_width = plan.left + std::max(w.out_width, (w.width - 1 + w.left) / s + 1);
  for (int r = 0; r < s; r++)
    for (int c = 0; c < s; c++) {
      Pixels phase;
      for (int y = r; y < w.height; y += s)
        for (int x = c; x < w.width; x += s) {
          phase.in.push_back((long(y / s) * plan.padded_width + x / s) * channels);
          phase.out.push_back((long(y) * w.width + x) * outputs);
        }
      for (int i = 0; i < w.size; i++)
        for (int j = 0; j < w.size; j++) {
          const int y = r + w.top - i, x = c + w.left - j;
          if (y % s || x % s) continue;
          phase.taps.push_back(
              {(long(y / s + plan.top) * plan.padded_width + x / s + plan.left) * channels, i * w.size + j});
        }
      plan.classes.push_back(std::move(phase));
    }
  return plan;
}

// A convolution's geometry, the channels of its input and its outputs; one filter a channel where it is depthwise.
struct Geometry {
  Window window;
  int channels, outputs;
  bool depthwise;

  int positions() const { return window.size * window.size; }
  bool pointwise() const { return !depthwise && window.size == 1 && window.stride == 1; }
  long in_pixels() const { return long(window.height) * window.width; }
  long out_pixels() const { return long(window.out_height) * window.out_width; }
  long input() const { return in_pixels() * channels; }
  long output() const { return out_pixels() * outputs; }
  // Of a filter, all of it.
  long filter() const { return long(positions()) * channels * (depthwise ? 1 : outputs); }
  // How many images at a time, so that they and their outputs stay in the second cache.
  long images_at_once() const { return std::max(1L, 100000 / (input() + output())); }
};

}  // namespace lab
