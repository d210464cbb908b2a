// TensorFlow operations of our own, registered when Node loads this library. They trust lib/tensorflow to call them
// with float tensors of matching shapes: images [n, h, w, c], square filters, "same" padding, and channels in eights
// in what they write (of a filter's gradient: the last axis).
#include "adamw.h"
#include "call.h"
#include "chain_gradient.h"

namespace {
using namespace lab;

// A filter [size, size, channels, outputs], or [size, size, channels, 1] where it is depthwise.
Geometry geometry_of(TF_Tensor* filter, int stride, int height, int width, bool depthwise) {
  const int channels = dim(filter, 2);
  return {Window(dim(filter, 0), stride, height, width), channels, depthwise ? channels : dim(filter, 3), depthwise};
}

template <bool depthwise>
void convolution(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *filter = call.input(1);
  const Geometry g = geometry_of(filter, a.stride, dim(x, 1), dim(x, 2), depthwise);
  const float* bias = optional_values(call.input(2));
  float* y = call.output(0, {dim(x, 0), g.window.out_height, g.window.out_width, g.outputs});
  const Convolution forwards(g, values(filter), FORWARDS, g.images_at_once());
  by_images(dim(x, 0), g.images_at_once(), ASCENDING, [&](long n, long count, int) {
    forwards.run({values(x) + n * g.input()}, count, bias, a.activation, y + n * g.output());
  });
}

template <bool depthwise>
void convolution_input(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *dy = call.input(0), *filter = call.input(1);
  const Geometry g = geometry_of(filter, a.stride, a.height, a.width, depthwise);
  float* dx = call.output(0, {dim(dy, 0), a.height, a.width, g.channels});
  const Convolution backwards(g, values(filter), BACKWARDS, g.images_at_once());
  by_images(dim(dy, 0), g.images_at_once(), ASCENDING, [&](long n, long count, int) {
    backwards.run({values(dy) + n * g.output()}, count, nullptr, LINEAR, dx + n * g.input());
  });
}

template <bool depthwise>
void convolution_filter(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *dy = call.input(1);
  const int size = a.height, channels = dim(x, 3), outputs = dim(dy, 3);
  const Geometry g{Window(size, a.stride, dim(x, 1), dim(x, 2)), channels, outputs, depthwise};
  FilterGradient gradient(g, g.images_at_once());
  by_images_coarsely(dim(x, 0), g.images_at_once(), ASCENDING, [&](long n, long count, int part) {
    gradient.add({values(x) + n * g.input()}, values(dy) + n * g.output(), count, part);
  });
  gradient.finish(call.output(0, {size, size, channels, depthwise ? 1 : outputs}));
}

// From lists of inputs, one after another from `first` on: filters, scales, offsets and, where they are given, moving
// means and variances. Where there is a shortcut, it is the last of each list.
Chain chain_of(Call& call, const Attributes& a, int first, bool moving, TF_Tensor* x) {
  Chain chain{{}, {}, a.residual == INPUT};
  int height = dim(x, 1), width = dim(x, 2);
  const int n = a.count;
  for (int k = 0; k < n; k++) {
    const auto input = [&](int list) { return call.input(first + list * n + k); };
    const bool beside = a.residual == SHORTCUT_STEP && k == n - 1;
    if (beside) height = dim(x, 1), width = dim(x, 2);
    TF_Tensor* filter = input(0);
    const Geometry g = geometry_of(filter, a.strides[k], height, width, dim(filter, 3) == 1);
    const Step step{g, int(a.activations[k]), values(filter), values(input(1)), values(input(2)),
                    moving ? values(input(3)) : nullptr, moving ? values(input(4)) : nullptr};
    if (beside)
      chain.shortcut = step;
    else
      chain.steps.push_back(step);
    height = g.window.out_height, width = g.window.out_width;
  }
  return chain;
}

// The steps, and the shortcut where there is one.
std::vector<Step*> all_steps(Chain& chain) {
  std::vector<Step*> all;
  for (Step& step : chain.steps) all.push_back(&step);
  if (chain.shortcut) all.push_back(&*chain.shortcut);
  return all;
}

std::vector<int64_t> output_shape(TF_Tensor* x, const Geometry& g) {
  return {dim(x, 0), g.window.out_height, g.window.out_width, g.outputs};
}

void chain(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto* x = call.input(0);
  Chain chain = chain_of(call, a, 1, true, x);
  const auto steps = all_steps(chain);
  const int n = a.count;
  for (int k = 0; k < n; k++) {
    const Geometry& g = steps[k]->geometry;
    const auto output = [&](int list) { return call.output(1 + list * n + k, {g.outputs}); };
    steps[k]->convolved = call.output(1 + k, output_shape(x, g));
    steps[k]->mean = output(1), steps[k]->deviation = output(2), steps[k]->variance = output(4);
  }
  float* y = call.output(0, output_shape(x, chain.last().geometry));
  train(chain, values(x), dim(x, 0), a.epsilon, y);
  for (int k = 0; k < n; k++) {
    const Step& step = *steps[k];
    float* mean = call.output(1 + 3 * n + k, {step.geometry.outputs});
    const auto average = [&](float before, float now) { return a.momentum * before + (1 - a.momentum) * now; };
    for (int c = 0; c < step.geometry.outputs; c++) {
      mean[c] = average(step.moving_mean[c], step.mean[c]);
      step.variance[c] = average(step.moving_variance[c], step.variance[c]);
    }
  }
}

// Its last inputs are lists too: what the convolutions gave, means and deviations. Its first output is the gradient by
// x, or where that has no eights of channels by the first convolution, if asked for.
void chain_gradient(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *dy = call.input(0), *x = call.input(1), *y = call.input(2);
  Chain chain = chain_of(call, a, 3, false, x);
  const auto steps = all_steps(chain);
  const int n = a.count;
  std::vector<StepGradient> gradients;
  for (int k = 0; k < n; k++) {
    const auto given = [&](int list) { return static_cast<float*>(TF_TensorData(call.input(3 + (3 + list) * n + k))); };
    steps[k]->convolved = given(0), steps[k]->mean = given(1), steps[k]->deviation = given(2);
    const int outputs = steps[k]->geometry.outputs;
    gradients.push_back({call.output_like(1 + k, call.input(3 + k)), call.output(1 + n + k, {outputs}),
                         call.output(1 + 2 * n + k, {outputs})});
  }
  const Geometry& first = chain.steps[0].geometry;
  const bool whole = first.channels % 8 == 0;
  float* dx = whole ? call.output_like(0, x) : nullptr;
  float* by_first = !whole && a.by_first ? call.output(0, output_shape(x, first)) : nullptr;
  if (!dx && !by_first) call.output(0, {0});
  train_gradient(chain, values(x), values(y), values(dy), dim(x, 0), dx, by_first, gradients);
}

void chain_by_averages(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto* x = call.input(0);
  const Chain chain = chain_of(call, a, 1, true, x);
  infer(chain, values(x), dim(x, 0), a.epsilon, call.output(0, output_shape(x, chain.last().geometry)));
}

// Changes the moments in place: nobody else holds them.
void adamw_step(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  const int n = a.count;
  const float *settings = values(call.input(2 * n)), *decays = values(call.input(2 * n + 1));
  std::vector<Weights> all;
  for (int i = 0; i < n; i++) {
    auto *weights = call.input(i), *gradient = call.input(n + i);
    int64_t size = 1;
    for (int d = 0; d < TF_NumDims(weights); d++) size *= dim(weights, d);
    all.push_back({values(weights), values(gradient), call.output_like(1 + i, weights), size, decays[i]});
  }
  float* moments[2];
  for (int k : {0, 1}) moments[k] = static_cast<float*>(TF_TensorData(call.input(2 * n + 2 + k)));
  const AdamW step{settings[0], settings[1], settings[2], settings[3], settings[4], settings[5], settings[6]};
  *call.output(0, {}) = adamw(step, all, moments[0], moments[1]);
}

using Compute = void (*)(void*, TF_OpKernelContext*);

// A name that ends in "[]" stands for "count" tensors.
std::string typed(std::string name) {
  if (name.back() != ']') return name + ": float";
  return name.substr(0, name.size() - 2) + ": count * float";
}

void add(const char* name, std::vector<const char*> inputs, std::vector<const char*> outputs, Compute compute) {
  TF_OpDefinitionBuilder* op = TF_NewOpDefinitionBuilder(name);
  for (auto* each : inputs) TF_OpDefinitionBuilderAddInput(op, typed(each).c_str());
  for (auto* each : outputs) TF_OpDefinitionBuilderAddOutput(op, typed(each).c_str());
  for (auto* each : {"stride: int = 1", "activation: int = 0", "height: int = 0", "width: int = 0",
                     "count: int >= 1 = 1", "residual: int = 0", "by_first: int = 0", "strides: list(int) = []", "activations: list(int) = []",
                     "epsilon: float = 0", "momentum: float = 0"})
    TF_OpDefinitionBuilderAddAttr(op, each);
  TF_Status* status = TF_NewStatus();
  TF_RegisterOpDefinition(op, status);
  TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", create, compute, destroy), status);
  TF_DeleteStatus(status);
}

void register_all() {
  add("LabConvolution", {"x", "filter", "bias"}, {"y"}, convolution<false>);
  add("LabConvolutionInput", {"dy", "filter"}, {"dx"}, convolution_input<false>);
  add("LabConvolutionFilter", {"x", "dy"}, {"gradient"}, convolution_filter<false>);
  add("LabDepthwise", {"x", "filter", "bias"}, {"y"}, convolution<true>);
  add("LabDepthwiseInput", {"dy", "filter"}, {"dx"}, convolution_input<true>);
  add("LabDepthwiseFilter", {"x", "dy"}, {"gradient"}, convolution_filter<true>);
  add("LabChain", {"x", "filters[]", "scales[]", "offsets[]", "moving_means[]", "moving_variances[]"},
      {"y", "convolved[]", "means[]", "deviations[]", "next_means[]", "next_variances[]"}, chain);
  add("LabChainGradient",
      {"dy", "x", "y", "filters[]", "scales[]", "offsets[]", "convolved[]", "means[]", "deviations[]"},
      {"first", "d_filters[]", "d_scales[]", "d_offsets[]"}, chain_gradient);
  add("LabChainByAverages", {"x", "filters[]", "scales[]", "offsets[]", "moving_means[]", "moving_variances[]"}, {"y"},
      chain_by_averages);
  add("LabAdamW", {"weights[]", "gradients[]", "settings", "decays", "first", "second"}, {"norm", "next[]"}, adamw_step);
}
}  // namespace

// What Node calls when it loads a library, worker threads' loading included.
extern "C" __attribute__((visibility("default"))) void* napi_register_module_v1(void*, void* exports) {
  static const bool done = (keep_memory(), register_all(), true);
  (void)done;
  return exports;
}
