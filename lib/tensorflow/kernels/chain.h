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
  // In training: what the convolution gives, and its batch's moments.
  float *convolved = nullptr, *mean = nullptr, *deviation = nullptr;

  Line line() const { return Line(geometry.outputs, scale, offset, mean, deviation); }
};

// y = activation(y's line + residual), which may be null.
inline void finish(const float* x, const Line* line, const float* residual, int activation, float* y, long rows,
                   int channels) {
  for (long r = 0; r < rows; r++)
    by_vectors(channels, [&](auto vector, int c) {
      using Vector = decltype(vector);
      const long at = r * channels + c;
      Vector v = load<Vector>(x + at);
      if (line) v = v * load<Vector>(&line->slope[c]) + load<Vector>(&line->level[c]);
      if (residual) v += load<Vector>(residual + at);
      store(y + at, activate(v, activation));
    });
}

// By the batch's own moments. `variances`: the unbiased one of each step.
inline void train(std::vector<Step>& steps, const float* x, const float* residual, long images, float epsilon, float* y,
                  const std::vector<float*>& variances) {
  Line before;
  for (size_t k = 0; k < steps.size(); k++) {
    Step& step = steps[k];
    const Geometry& g = step.geometry;
    const Source all = k ? Source{steps[k - 1].convolved, &before, steps[k - 1].activation} : Source{x};
    const Convolution convolution(g, step.filter, FORWARDS, g.images_at_once());
    std::vector<Moments> moments(Pool::get().threads());
    by_images(images, g.images_at_once(), [&](long n, long count, int thread) {
      float* to = step.convolved + n * g.output();
      convolution.run(all.from(n * g.input()), count, nullptr, LINEAR, to);
      moments[thread].add(to, count * g.out_pixels(), g.outputs);
    });
    Moments::finish(moments, g.outputs, epsilon, step.mean, step.deviation, variances[k]);
    before = step.line();
  }
  const Step& last = steps.back();
  const Geometry& g = last.geometry;
  by_images(images, images, [&](long n, long count, int) {
    const long at = n * g.output();
    finish(last.convolved + at, &before, residual ? residual + at : nullptr, last.activation, y + at,
           count * g.out_pixels(), g.outputs);
  });
}

struct StepGradient {
  float *filter, *scale, *offset;
};

// Where there is an activated residual, y must be given, and d_residual is the gradient by both that and what it is
// added to. `first`: gradient by x or, instead of that, by the first step's convolution; the other is null.
inline void train_gradient(const std::vector<Step>& steps, const float* x, const float* y, const float* dy, long images,
                           float* dx, float* d_first, float* d_residual, const std::vector<StepGradient>& gradients) {
  const int threads = Pool::get().threads();
  std::vector<Line> lines;
  for (const Step& step : steps) lines.push_back(step.line());
  const auto activation_of = [&](size_t k) {
    return k + 1 == steps.size() && d_residual ? LINEAR : steps[k].activation;
  };
  std::vector<Sums> sums(threads);
  const auto add = [&](size_t k, const float* above, long n, long count, int thread) {
    const Geometry& g = steps[k].geometry;
    add_products(sums[thread], above, steps[k].convolved + n * g.output(), lines[k], activation_of(k), steps[k].mean,
                 count * g.out_pixels(), g.outputs);
  };
  const Geometry& end = steps.back().geometry;
  by_images(images, std::max(1L, 30000 / end.output()), [&](long n, long count, int thread) {
    const long from = n * end.output(), size = count * end.output();
    if (d_residual)
      for (long at = from; at < from + size; at += 8)
        store(d_residual + at, through(load<Eight>(dy + at), load<Eight>(y + at), steps.back().activation));
    add(steps.size() - 1, (d_residual ? d_residual : dy) + from, n, count, thread);
  });

  const float* above = d_residual ? d_residual : dy;
  for (size_t k = steps.size(); k-- > 0;) {
    const Step& step = steps[k];
    const Geometry& g = step.geometry;
    Sums total;
    for (const Sums& part : sums) total.add(part);
    sums.assign(threads, {});
    const NormalisationGradient normalisation(lines[k], activation_of(k), total, images * g.out_pixels(), g.outputs,
                                              step.scale, step.mean, step.deviation, gradients[k].scale,
                                              gradients[k].offset);
    float* below = k ? scratch(k % 2 ? STEP : NEXT_STEP, images * g.input()) : dx;
    const long at_once = g.images_at_once();
    std::optional<Convolution> back;
    if (below) back.emplace(g, step.filter, BACKWARDS, at_once);
    FilterGradient filter(g, at_once);
    const Source all = k ? Source{steps[k - 1].convolved, &lines[k - 1], steps[k - 1].activation} : Source{x};
    by_images(images, at_once, [&](long n, long count, int thread) {
      const long out = n * g.output(), in = n * g.input();
      float* gradient = k == 0 && d_first ? d_first + out : scratch(GRADIENT, count * g.output());
      normalisation.apply(above + out, step.convolved + out, gradient, count * g.out_pixels(), g.outputs);
      filter.add(all.from(in), gradient, count, thread);
      if (back) back->run({gradient}, count, nullptr, LINEAR, below + in);
      if (k) add(k - 1, below + in, n, count, thread);
    });
    filter.finish(gradients[k].filter);
    above = below;
  }
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
inline void infer(const std::vector<Step>& steps, const float* x, const float* residual, long images, float epsilon,
                  float* y) {
  long at_once = images;
  for (const Step& step : steps) at_once = std::min(at_once, step.geometry.images_at_once());
  std::vector<Folded> folded;
  std::vector<Convolution> convolutions;
  for (const Step& step : steps) {
    folded.emplace_back(step, epsilon);
    convolutions.emplace_back(step.geometry, folded.back().filter.data(), FORWARDS, at_once);
  }
  const size_t last = steps.size() - 1;
  by_images(images, at_once, [&](long n, long count, int) {
    const float* from = x + n * steps[0].geometry.input();
    for (size_t k = 0; k <= last; k++) {
      const Geometry& g = steps[k].geometry;
      float* to = k == last ? y + n * g.output() : scratch(k % 2 ? STEP : NEXT_STEP, count * g.output());
      const bool adds = k == last && residual;
      convolutions[k].run({from}, count, folded[k].bias.data(), adds ? LINEAR : steps[k].activation, to);
      if (adds)
        finish(to, nullptr, residual + n * g.output(), steps[k].activation, to, count * g.out_pixels(), g.outputs);
      from = to;
    }
  });
}

}  // namespace lab
