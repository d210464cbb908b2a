// The gradient of a chain that was normalised by its batch's moments, from its last step to its first.
#pragma once
#include "chain.h"

namespace lab {

struct StepGradient {
  float *filter, *scale, *offset;
};

// A step from gradients by its activated output to those by its input, a few images after another.
class Backwards {
 public:
  // `sums` over all images, as `add_sums` gathers them.
  Backwards(const Step& step, const Line& line, int activation, const std::vector<Sums>& sums, long images,
            const StepGradient& gradient, bool goes_on)
      : step_(step), filter_(step.geometry, step.geometry.images_at_once()), gradient_(gradient),
        normalisation_(line, activation, total(sums), images * step.geometry.out_pixels(), step.geometry.outputs,
                       step.scale, step.mean, step.deviation, gradient.scale, gradient.offset) {
    if (goes_on) back_.emplace(step.geometry, step.filter, BACKWARDS, step.geometry.images_at_once());
  }

  // From `above` to `below`, which may be null; by_first, where not null, receives gradients by the convolution.
  void run(const Source& all, const float* above, float* below, float* by_first, long n, long count, int part) {
    const Geometry& g = step_.geometry;
    const long out = n * g.output();
    float* gradient = by_first ? by_first + out : scratch(GRADIENT, count * g.output());
    normalisation_.apply(above + out, step_.convolved + out, gradient, count * g.out_pixels(), g.outputs);
    filter_.add(all.from(n * g.input()), gradient, count, part);
    if (below) back_->run({gradient}, count, nullptr, LINEAR, below);
  }
  void finish() { filter_.finish(gradient_.filter); }

 private:
  static Sums total(const std::vector<Sums>& parts) {
    Sums all;
    for (const Sums& part : parts) all.add(part);
    return all;
  }
  const Step& step_;
  FilterGradient filter_;
  StepGradient gradient_;
  NormalisationGradient normalisation_;
  std::optional<Convolution> back_;
};

inline void add_sums(Sums& sums, const Step& step, const Line& line, int activation, const float* above, long n,
                     long count) {
  const Geometry& g = step.geometry;
  add_products(sums, above, step.convolved + n * g.output(), line, activation, step.mean, count * g.out_pixels(),
               g.outputs);
}

// `gradients` of the steps, then of the shortcut. Gradients by x, or instead of them by the first convolution, where
// they are not null. y is needed where something is added before an activation.
inline void train_gradient(const Chain& chain, const float* x, const float* y, const float* dy, long images, float* dx,
                           float* by_first, const std::vector<StepGradient>& gradients) {
  const auto& steps = chain.steps;
  const size_t count_of_steps = steps.size();
  const int passes = count_of_steps + 1;
  const Geometry& end = chain.last().geometry;
  std::vector<Line> lines;
  for (const Step& step : steps) lines.push_back(step.line());
  const Line beside = chain.shortcut ? chain.shortcut->line() : Line();
  const int activation = chain.last().activation;
  const bool masks = chain.adds() && activation != LINEAR;
  float* masked = masks ? scratch(RESIDUAL, images * end.output()) : nullptr;
  const float* const residual = masks ? masked : dy;  // gradient by what is added, and by what it is added to
  const auto activation_of = [&](size_t k) { return masks && k + 1 == count_of_steps ? LINEAR : steps[k].activation; };

  std::vector<Sums> sums(fine_parts()), shortcut_sums(fine_parts());
  by_images(images, std::max(1L, 30000 / end.output()), alternating(0, passes), [&](long n, long count, int part) {
    const long from = n * end.output(), size = count * end.output();
    if (masks)
      for (long at = from; at < from + size; at += 8)
        store(masked + at, through(load<Eight>(dy + at), load<Eight>(y + at), activation));
    const size_t k = count_of_steps - 1;
    add_sums(sums[part], steps[k], lines[k], activation_of(k), residual + from, n, count);
    if (chain.shortcut) add_sums(shortcut_sums[part], *chain.shortcut, beside, LINEAR, residual + from, n, count);
  });

  std::optional<Backwards> shortcut;
  if (chain.shortcut) shortcut.emplace(*chain.shortcut, beside, LINEAR, shortcut_sums, images, gradients.back(), dx);
  const float* above = residual;
  for (size_t k = count_of_steps; k-- > 0;) {
    const Geometry& g = steps[k].geometry;
    float* below = k ? scratch(k % 2 ? STEP : NEXT_STEP, images * g.input()) : dx;
    Backwards step(steps[k], lines[k], activation_of(k), sums, images, gradients[k], below);
    sums.assign(fine_parts(), {});
    const Source all = k ? Source{steps[k - 1].convolved, &lines[k - 1], steps[k - 1].activation} : Source{x};
    const Order order = alternating(count_of_steps - k, passes);
    by_images_coarsely(images, g.images_at_once(), order, [&](long n, long count, int part) {
      const long in = n * g.input(), size = count * g.input();
      float* to = below ? below + in : nullptr;
      step.run(all, above, to, k ? nullptr : by_first, n, count, part);
      if (k) return add_sums(sums[part], steps[k - 1], lines[k - 1], activation_of(k - 1), to, n, count);
      float* more = shortcut && to ? scratch(SHORTCUT, size) : nullptr;
      if (shortcut) shortcut->run(all, residual, more, nullptr, n, count, part);
      const float* added = chain.adds_input ? residual + in : more;
      if (to && added)
        for (long i = 0; i < size; i += 8) store(to + i, load<Eight>(to + i) + load<Eight>(added + i));
    });
    step.finish();
    above = below;
  }
  if (shortcut) shortcut->finish();
}

}  // namespace lab
