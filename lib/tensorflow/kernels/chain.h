// Convolutions one after another, each normalised and activated, as one operation: what lies between two of them is
// made where it is read, a few images at a time, and never goes out to memory.
#pragma once
#include <optional>
#include "layer.h"
#include "normalise.h"

namespace lab {

struct Step {
  Geometry geometry;
  int activation;  // of the last step: after the residual is added
  const float *filter, *scale, *offset, *moving_mean, *moving_variance;
  // In training: what the convolution gives, and its moments; the variance is the unbiased one.
  float *convolved = nullptr, *mean = nullptr, *deviation = nullptr, *variance = nullptr;

  Line line() const { return Line(geometry.outputs, scale, offset, mean, deviation); }
};

// Of images [n, h, w, c] x: the steps, then perhaps a residual added, x or what the shortcut makes of it.
struct Chain {
  std::vector<Step> steps;
  std::optional<Step> shortcut;
  bool adds_input;

  const Step& last() const { return steps.back(); }
  bool adds() const { return adds_input || shortcut; }
};

// What a convolution gives, normalised where there is a line.
struct Addend {
  const float* values;
  const Line* line = nullptr;
  template <class Vector>
  Vector at(long row, int c) const {
    const Vector v = load<Vector>(values + row + c);
    return line ? v * load<Vector>(&line->slope[c]) + load<Vector>(&line->level[c]) : v;
  }
};

// y = activation(x + residual), of which the latter may have no values.
inline void finish(const Addend& x, const Addend& residual, int activation, float* y, long rows, int channels) {
  for (long r = 0; r < rows; r++)
    by_vectors(channels, [&](auto vector, int c) {
      using Vector = decltype(vector);
      Vector v = x.at<Vector>(r * channels, c);
      if (residual.values) v += residual.at<Vector>(r * channels, c);
      store(y + r * channels + c, activate(v, activation));
    });
}

// A step's convolution on a few images after another, with the moments of what it gives.
class Trained {
 public:
  explicit Trained(const Step& step)
      : step_(step), convolution_(step.geometry, step.filter, FORWARDS, step.geometry.images_at_once()),
        moments_(fine_parts()) {}
  void run(const Source& all, long n, long count, int part) {
    const Geometry& g = step_.geometry;
    float* to = step_.convolved + n * g.output();
    convolution_.run(all.from(n * g.input()), count, nullptr, LINEAR, to);
    moments_[part].add(to, count * g.out_pixels(), g.outputs);
  }
  void finish(float epsilon) {
    Moments::finish(moments_, step_.geometry.outputs, epsilon, step_.mean, step_.deviation, step_.variance);
  }

 private:
  const Step& step_;
  Convolution convolution_;
  std::vector<Moments> moments_;
};

// By the batch's own moments.
inline void train(const Chain& chain, const float* x, long images, float epsilon, float* y) {
  const auto& steps = chain.steps;
  const int passes = steps.size() + 1;
  Line before, beside;
  for (size_t k = 0; k < steps.size(); k++) {
    const Source all = k ? Source{steps[k - 1].convolved, &before, steps[k - 1].activation} : Source{x};
    Trained trained(steps[k]);
    std::optional<Trained> shortcut;
    if (k == 0 && chain.shortcut) shortcut.emplace(*chain.shortcut);
    by_images(images, steps[k].geometry.images_at_once(), alternating(k, passes), [&](long n, long count, int part) {
      trained.run(all, n, count, part);
      if (shortcut) shortcut->run(all, n, count, part);
    });
    trained.finish(epsilon);
    before = steps[k].line();
    if (shortcut) shortcut->finish(epsilon), beside = chain.shortcut->line();
  }
  const Geometry& g = chain.last().geometry;
  by_images(images, images, ASCENDING, [&](long n, long count, int) {
    const long at = n * g.output();
    const Addend residual = chain.shortcut ? Addend{chain.shortcut->convolved + at, &beside}
                                           : Addend{chain.adds_input ? x + at : nullptr};
    finish({chain.last().convolved + at, &before}, residual, chain.last().activation, y + at, count * g.out_pixels(),
           g.outputs);
  });
}

// A convolution with a normalisation by given averages folded in.
struct Folded {
  std::vector<float> filter, bias;
  Folded(const Step& step, float epsilon) : filter(step.geometry.filter()), bias(step.geometry.outputs) {
    const long channels = step.geometry.outputs;
    std::vector<float> factors(channels);
    for (int c = 0; c < channels; c++) {
      factors[c] = step.scale[c] / std::sqrt(step.moving_variance[c] + epsilon);
      bias[c] = step.offset[c] - step.moving_mean[c] * factors[c];
    }
    for (size_t i = 0; i < filter.size(); i += channels)
      for (int c = 0; c < channels; c++) filter[i + c] = step.filter[i + c] * factors[c];
  }
};

// By given averages.
inline void infer(const Chain& chain, const float* x, long images, float epsilon, float* y) {
  const auto& steps = chain.steps;
  long at_once = images;
  for (const Step& step : steps) at_once = std::min(at_once, step.geometry.images_at_once());
  std::vector<Folded> folded;
  std::vector<Convolution> convolutions;
  const auto prepare = [&](const Step& step) {
    folded.emplace_back(step, epsilon);
    convolutions.emplace_back(step.geometry, folded.back().filter.data(), FORWARDS, at_once);
  };
  for (const Step& step : steps) prepare(step);
  if (chain.shortcut) prepare(*chain.shortcut);
  const size_t last = steps.size() - 1;
  const Geometry& end = steps[last].geometry;
  by_images(images, at_once, ASCENDING, [&](long n, long count, int) {
    const float* const input = x + n * steps[0].geometry.input();
    const float* from = input;
    for (size_t k = 0; k <= last; k++) {
      float* to = k == last ? y + n * end.output()
                            : scratch(k % 2 ? STEP : NEXT_STEP, count * steps[k].geometry.output());
      const int activation = k == last && chain.adds() ? LINEAR : steps[k].activation;
      convolutions[k].run({from}, count, folded[k].bias.data(), activation, to);
      from = to;
    }
    if (!chain.adds()) return;
    float* beside = chain.shortcut ? scratch(SHORTCUT, count * end.output()) : nullptr;
    if (beside) convolutions.back().run({input}, count, folded.back().bias.data(), LINEAR, beside);
    finish({from}, {beside ? beside : input}, chain.last().activation, y + n * end.output(), count * end.out_pixels(),
           end.outputs);
  });
}

}  // namespace lab
