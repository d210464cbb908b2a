// TensorFlow operations of our own, registered when Node loads this library. They trust lib/tensorflow to call them
// with float tensors of matching shapes: images [n, h, w, c], square filters, "same" padding, and channels in eights
// in what they write (of a filter's gradient: the last axis).
#include "adamw.h"
#include "call.h"
#include "chain.h"

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
  by_images(dim(x, 0), g.images_at_once(), [&](long n, long count, int) {
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
  by_images(dim(dy, 0), g.images_at_once(), [&](long n, long count, int) {
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
  by_images(dim(x, 0), g.images_at_once(), [&](long n, long count, int thread) {
    gradient.add({values(x) + n * g.input()}, values(dy) + n * g.output(), count, thread);
  });
  gradient.finish(call.output(0, {size, size, channels, depthwise ? 1 : outputs}));
}

// Steps from lists of inputs, one after another from `first` on: filters, scales, offsets and, where they are given,
// moving means and variances.
std::vector<Step> steps_of(Call& call, const Attributes& a, int first, bool moving, TF_Tensor* x) {
  std::vector<Step> steps;
  int height = dim(x, 1), width = dim(x, 2);
  const int n = a.count;
  for (int k = 0; k < n; k++) {
    const auto input = [&](int list) { return call.input(first + list * n + k); };
    TF_Tensor* filter = input(0);
    const Geometry g = geometry_of(filter, a.strides[k], height, width, dim(filter, 3) == 1);
    steps.push_back({g, int(a.activations[k]), values(filter), values(input(1)), values(input(2)),
                     moving ? values(input(3)) : nullptr, moving ? values(input(4)) : nullptr});
    height = g.window.out_height, width = g.window.out_width;
  }
  return steps;
}

std::vector<int64_t> output_shape(TF_Tensor* x, const Geometry& g) {
  return {dim(x, 0), g.window.out_height, g.window.out_width, g.outputs};
}

void chain(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *residual = call.input(1);
  auto steps = steps_of(call, a, 2, true, x);
  const int n = a.count;
  std::vector<float*> variances;
  for (int k = 0; k < n; k++) {
    const Geometry& g = steps[k].geometry;
    const auto output = [&](int list) { return call.output(1 + list * n + k, {g.outputs}); };
    steps[k].convolved = call.output(1 + k, output_shape(x, g));
    steps[k].mean = output(1), steps[k].deviation = output(2);
    variances.push_back(output(4));
  }
  float* y = call.output(0, output_shape(x, steps.back().geometry));
  train(steps, values(x), optional_values(residual), dim(x, 0), a.epsilon, y, variances);
  for (int k = 0; k < n; k++) {
    float* mean = call.output(1 + 3 * n + k, {steps[k].geometry.outputs});
    const auto average = [&](float before, float now) { return a.momentum * before + (1 - a.momentum) * now; };
    for (int c = 0; c < steps[k].geometry.outputs; c++) {
      mean[c] = average(steps[k].moving_mean[c], steps[k].mean[c]);
      variances[k][c] = average(steps[k].moving_variance[c], variances[k][c]);
    }
  }
}

// Its last inputs are lists too: what the convolutions gave, means and deviations.
void chain_gradient(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *dy = call.input(0), *x = call.input(1), *y = call.input(2);
  auto steps = steps_of(call, a, 3, false, x);
  const int n = a.count;
  std::vector<StepGradient> gradients;
  for (int k = 0; k < n; k++) {
    const auto given = [&](int list) { return static_cast<float*>(TF_TensorData(call.input(3 + (3 + list) * n + k))); };
    steps[k].convolved = given(0), steps[k].mean = given(1), steps[k].deviation = given(2);
    const int outputs = steps[k].geometry.outputs;
    gradients.push_back({call.output_like(2 + k, call.input(3 + k)), call.output(2 + n + k, {outputs}),
                         call.output(2 + 2 * n + k, {outputs})});
  }
  const Geometry& first = steps[0].geometry;
  const bool whole = first.channels % 8 == 0;
  float* d_first = whole ? call.output_like(0, x) : call.output(0, output_shape(x, first));
  float* d_residual = optional_values(y) ? call.output_like(1, y) : (call.output(1, {0}), nullptr);
  train_gradient(steps, values(x), optional_values(y), values(dy), dim(x, 0), whole ? d_first : nullptr,
                 whole ? nullptr : d_first, d_residual, gradients);
}

void chain_by_averages(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *residual = call.input(1);
  const auto steps = steps_of(call, a, 2, true, x);
  float* y = call.output(0, output_shape(x, steps.back().geometry));
  infer(steps, values(x), optional_values(residual), dim(x, 0), a.epsilon, y);
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
                     "count: int >= 1 = 1", "strides: list(int) = []", "activations: list(int) = []",
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
  add("LabChain", {"x", "residual", "filters[]", "scales[]", "offsets[]", "moving_means[]", "moving_variances[]"},
      {"y", "convolved[]", "means[]", "deviations[]", "next_means[]", "next_variances[]"}, chain);
  add("LabChainGradient",
      {"dy", "x", "y", "filters[]", "scales[]", "offsets[]", "convolved[]", "means[]", "deviations[]"},
      {"d_first", "d_residual", "d_filters[]", "d_scales[]", "d_offsets[]"}, chain_gradient);
  add("LabChainByAverages",
      {"x", "residual", "filters[]", "scales[]", "offsets[]", "moving_means[]", "moving_variances[]"}, {"y"},
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
