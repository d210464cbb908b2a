// TensorFlow operations of our own, registered when Node loads this library. They trust lib/tensorflow to call them
// with float tensors of matching shapes: images [n, h, w, c], square filters, "same" padding, and channels in eights
// in what they write (of a filter's gradient: the last axis).
#include <string>
#include "tensorflow_c.h"
#include "adamw.h"
#include "convolution.h"
#include "depthwise.h"
#include "normalise.h"
#include "winograd.h"

namespace {
using namespace lab;

struct Attributes {
  int64_t stride = 1, activation = 0, height = 0, width = 0, count = 0;
  float epsilon = 0, momentum = 0;
};

void* create(TF_OpKernelConstruction* construction) {
  auto* a = new Attributes();
  TF_Status* status = TF_NewStatus();
  TF_OpKernelConstruction_GetAttrInt64(construction, "stride", &a->stride, status);
  TF_OpKernelConstruction_GetAttrInt64(construction, "activation", &a->activation, status);
  TF_OpKernelConstruction_GetAttrInt64(construction, "height", &a->height, status);
  TF_OpKernelConstruction_GetAttrInt64(construction, "width", &a->width, status);
  TF_OpKernelConstruction_GetAttrInt64(construction, "count", &a->count, status);
  TF_OpKernelConstruction_GetAttrFloat(construction, "epsilon", &a->epsilon, status);
  TF_OpKernelConstruction_GetAttrFloat(construction, "momentum", &a->momentum, status);
  TF_DeleteStatus(status);
  return a;
}
void destroy(void* kernel) { delete static_cast<Attributes*>(kernel); }

// The tensors of one call.
class Call {
 public:
  explicit Call(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}
  ~Call() {
    for (TF_Tensor* t : tensors_) TF_DeleteTensor(t);
    TF_DeleteStatus(status_);
  }
  TF_Tensor* input(int i) {
    TF_Tensor* tensor = nullptr;
    TF_GetInput(context_, i, &tensor, status_);
    tensors_.push_back(tensor);
    return tensor;
  }
  const float* values(TF_Tensor* t) { return static_cast<const float*>(TF_TensorData(t)); }
  float* output(int i, std::vector<int64_t> shape) {
    int64_t size = 1;
    for (int64_t each : shape) size *= each;
    TF_Tensor* tensor = TF_AllocateOutput(context_, i, TF_FLOAT, shape.data(), shape.size(), size * sizeof(float), status_);
    tensors_.push_back(tensor);
    return static_cast<float*>(TF_TensorData(tensor));
  }

 private:
  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> tensors_;
};

int dim(TF_Tensor* t, int i) { return TF_Dim(t, i); }

// A 1×1 convolution knows no images: its pixels come in blocks that fit the cache.
struct Blocks {
  long images;
  Window window;
  Blocks(long n, const Window& w) : images(n), window(w) {
    const long pixels = n * w.height * w.width;
    if (w.size != 1 || w.stride != 1) return;
    long block = 192;
    while (block > 1 && pixels % block) block--;
    if (block < 24) return;
    images = pixels / block;
    window = Window(1, 1, 1, block);
  }
};

// Whole vectors of channels on maps that fill a tile.
bool suits_winograd(const Window& w, int channels, int outputs) {
  return w.size == 3 && w.stride == 1 && w.height >= 4 && w.width >= 4 && channels % WIDTH == 0 && outputs % WIDTH == 0;
}

// Filter and bias of a convolution, with a normalisation by given averages folded in where there is one: inputs
// filter, offset and, perhaps empty, scale, mean and variance.
struct Folded {
  const float *filter, *bias = nullptr;
  std::vector<float> filters, biases;
  Folded(Call& call, TF_Tensor* tensor, int channels, float epsilon) : filter(call.values(tensor)) {
    auto *offset = call.input(2), *scale = call.input(3);
    if (dim(offset, 0)) bias = call.values(offset);
    if (!dim(scale, 0)) return;
    const float *gamma = call.values(scale), *mean = call.values(call.input(4)), *variance = call.values(call.input(5));
    long size = 1;
    for (int d = 0; d < TF_NumDims(tensor); d++) size *= dim(tensor, d);
    std::vector<float> factors(channels);
    biases.resize(channels);
    filters.resize(size);
    for (int c = 0; c < channels; c++) {
      factors[c] = gamma[c] / std::sqrt(variance[c] + epsilon);
      biases[c] = bias[c] - mean[c] * factors[c];
    }
    for (long i = 0; i < size; i += channels)
      for (int c = 0; c < channels; c++) filters[i + c] = filter[i + c] * factors[c];
    filter = filters.data();
    bias = biases.data();
  }
};

void convolution(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *filter = call.input(1);
  const Window w(dim(filter, 0), a.stride, dim(x, 1), dim(x, 2));
  const int channels = dim(x, 3), outputs = dim(filter, 3), positions = w.size * w.size;
  float* y = call.output(0, {dim(x, 0), w.out_height, w.out_width, outputs});
  const Folded folded(call, filter, outputs, a.epsilon);
  if (suits_winograd(w, channels, outputs)) {
    const auto points = points_of_filter(folded.filter, channels, outputs, false);
    return winograd({dim(x, 0), w.height, w.width}, call.values(x), points, folded.bias, a.activation, y, channels, outputs);
  }
  const Blocks b(dim(x, 0), w);
  convolve(forward_plan(b.window, channels, outputs), call.values(x), pack(folded.filter, positions, channels, outputs, false), positions, folded.bias,
           a.activation, y, b.images,
           long(b.window.out_height) * b.window.out_width * outputs, outputs);
}

void convolution_input(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *dy = call.input(0), *filter = call.input(1);
  const Window w(dim(filter, 0), a.stride, a.height, a.width);
  const int channels = dim(filter, 2), outputs = dim(filter, 3), positions = w.size * w.size;
  float* dx = call.output(0, {dim(dy, 0), a.height, a.width, channels});
  if (suits_winograd(w, outputs, channels)) {
    const auto points = points_of_filter(call.values(filter), outputs, channels, true);
    return winograd({dim(dy, 0), w.height, w.width}, call.values(dy), points, nullptr, LINEAR, dx, outputs, channels);
  }
  const Blocks b(dim(dy, 0), w);
  convolve(backward_plan(b.window, outputs, channels), call.values(dy), pack(call.values(filter), positions, outputs, channels, true), positions, nullptr,
           LINEAR, dx, b.images, long(b.window.height) * b.window.width * channels, channels);
}

void convolution_filter(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *dy = call.input(1);
  const int size = a.height, channels = dim(x, 3), outputs = dim(dy, 3);
  const Window w(size, a.stride, dim(x, 1), dim(x, 2));
  float* gradient = call.output(0, {size, size, channels, outputs});
  if (suits_winograd(w, channels, outputs))
    return winograd_filter_gradient({dim(x, 0), w.height, w.width}, call.values(x), call.values(dy), gradient, channels, outputs);
  const Blocks b(dim(x, 0), w);
  filter_gradient(forward_plan(b.window, channels, outputs), size * size, call.values(x), call.values(dy), gradient, b.images, outputs);
}

void depthwise_convolution(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *filter = call.input(1);
  const Window w(dim(filter, 0), a.stride, dim(x, 1), dim(x, 2));
  const int channels = dim(x, 3);
  const Folded folded(call, filter, channels, a.epsilon);
  float* y = call.output(0, {dim(x, 0), w.out_height, w.out_width, channels});
  depthwise(forward_plan(w, channels, channels), call.values(x), folded.filter, folded.bias, a.activation, y, dim(x, 0), long(w.out_height) * w.out_width * channels);
}

void depthwise_input(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *dy = call.input(0), *filter = call.input(1);
  const Window w(dim(filter, 0), a.stride, a.height, a.width);
  const int channels = dim(dy, 3);
  float* dx = call.output(0, {dim(dy, 0), a.height, a.width, channels});
  depthwise(backward_plan(w, channels, channels), call.values(dy), call.values(filter), nullptr, LINEAR, dx, dim(dy, 0),
            long(w.height) * w.width * channels);
}

void depthwise_filter(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *dy = call.input(1);
  const int size = a.height, channels = dim(x, 3);
  float* gradient = call.output(0, {size, size, channels, 1});
  depthwise_filter_gradient(forward_plan(Window(size, a.stride, dim(x, 1), dim(x, 2)), channels, channels), call.values(x),
                            call.values(dy), gradient, dim(x, 0));
}

void batch_norm(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *x = call.input(0), *scale = call.input(1), *offset = call.input(2);
  const float *moving_mean = call.values(call.input(3)), *moving_variance = call.values(call.input(4));
  const int64_t channels = dim(x, 3), rows = int64_t(dim(x, 0)) * dim(x, 1) * dim(x, 2);
  float* y = call.output(0, {dim(x, 0), dim(x, 1), dim(x, 2), channels});
  float *mean = call.output(1, {channels}), *variance = call.output(2, {channels}), *deviation = call.output(3, {channels});
  float *next_mean = call.output(4, {channels}), *next_variance = call.output(5, {channels});
  normalise(call.values(x), call.values(scale), call.values(offset), a.epsilon, a.activation, rows, channels, y, mean, variance, deviation);
  for (int c = 0; c < channels; c++) {
    next_mean[c] = a.momentum * moving_mean[c] + (1 - a.momentum) * mean[c];
    next_variance[c] = a.momentum * moving_variance[c] + (1 - a.momentum) * variance[c];
  }
}

void batch_norm_gradient(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  auto *dy = call.input(0), *x = call.input(1), *scale = call.input(2), *offset = call.input(3), *mean = call.input(4), *deviation = call.input(5);
  const int64_t channels = dim(x, 3), rows = int64_t(dim(x, 0)) * dim(x, 1) * dim(x, 2);
  float* dx = call.output(0, {dim(x, 0), dim(x, 1), dim(x, 2), channels});
  float *d_scale = call.output(1, {channels}), *d_offset = call.output(2, {channels});
  normalise_gradient(call.values(dy), call.values(x), call.values(scale), call.values(offset), call.values(mean), call.values(deviation),
                     a.activation, rows, channels, dx, d_scale, d_offset);
}

// Changes the moments in place: nobody else holds them.
void adamw_step(void* kernel, TF_OpKernelContext* context) {
  auto& a = *static_cast<Attributes*>(kernel);
  Call call(context);
  const int n = a.count;
  const float *settings = call.values(call.input(2 * n)), *decays = call.values(call.input(2 * n + 1));
  std::vector<Weights> all;
  for (int i = 0; i < n; i++) {
    auto *weights = call.input(i), *gradient = call.input(n + i);
    std::vector<int64_t> shape;
    int64_t size = 1;
    for (int d = 0; d < TF_NumDims(weights); d++) {
      shape.push_back(dim(weights, d));
      size *= shape.back();
    }
    all.push_back({call.values(weights), call.values(gradient), call.output(1 + i, shape), size, decays[i]});
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
                     "count: int >= 1 = 1", "epsilon: float = 0", "momentum: float = 0"})
    TF_OpDefinitionBuilderAddAttr(op, each);
  TF_Status* status = TF_NewStatus();
  TF_RegisterOpDefinition(op, status);
  TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", create, compute, destroy), status);
  TF_DeleteStatus(status);
}

void register_all() {
  add("LabConvolution", {"x", "filter", "offset", "scale", "mean", "variance"}, {"y"}, convolution);
  add("LabConvolutionInput", {"dy", "filter"}, {"dx"}, convolution_input);
  add("LabConvolutionFilter", {"x", "dy"}, {"gradient"}, convolution_filter);
  add("LabDepthwise", {"x", "filter", "offset", "scale", "mean", "variance"}, {"y"}, depthwise_convolution);
  add("LabDepthwiseInput", {"dy", "filter"}, {"dx"}, depthwise_input);
  add("LabDepthwiseFilter", {"x", "dy"}, {"gradient"}, depthwise_filter);
  add("LabBatchNorm", {"x", "scale", "offset", "moving_mean", "moving_variance"},
      {"y", "mean", "variance", "deviation", "next_mean", "next_variance"}, batch_norm);
  add("LabBatchNormGradient", {"dy", "x", "scale", "offset", "mean", "deviation"}, {"dx", "d_scale", "d_offset"}, batch_norm_gradient);
  add("LabAdamW", {"weights[]", "gradients[]", "settings", "decays", "first", "second"}, {"norm", "next[]"}, adamw_step);
}
}  // namespace

// What Node calls when it loads a library, worker threads' loading included.
extern "C" __attribute__((visibility("default"))) void* napi_register_module_v1(void*, void* exports) {
  static const bool done = (register_all(), true);
  (void)done;
  return exports;
}
