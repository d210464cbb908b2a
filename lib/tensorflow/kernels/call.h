// One call of an operation: its attributes, its tensors.
#pragma once
#include <string>
#include "geometry.h"
#include "tensorflow_c.h"

namespace lab {

constexpr int MOST_STEPS = 8;
enum Residual { NONE = 0, INPUT = 1, SHORTCUT_STEP = 2 };
struct Attributes {
  int64_t stride = 1, activation = 0, height = 0, width = 0, count = 0, residual = NONE, by_first = 0;
  int64_t strides[MOST_STEPS] = {}, activations[MOST_STEPS] = {};
  float epsilon = 0, momentum = 0;
};

inline void* create(TF_OpKernelConstruction* construction) {
  auto* a = new Attributes();
  TF_Status* status = TF_NewStatus();
  const auto whole = [&](const char* name, int64_t& to) { TF_OpKernelConstruction_GetAttrInt64(construction, name, &to, status); };
  const auto list = [&](const char* name, int64_t* to) {
    TF_OpKernelConstruction_GetAttrInt64List(construction, name, to, MOST_STEPS, status);
  };
  const auto real = [&](const char* name, float& to) { TF_OpKernelConstruction_GetAttrFloat(construction, name, &to, status); };
  whole("stride", a->stride), whole("activation", a->activation), whole("height", a->height);
  whole("width", a->width), whole("count", a->count);
  whole("residual", a->residual), whole("by_first", a->by_first);
  list("strides", a->strides), list("activations", a->activations);
  real("epsilon", a->epsilon), real("momentum", a->momentum);
  TF_DeleteStatus(status);
  return a;
}
inline void destroy(void* kernel) { delete static_cast<Attributes*>(kernel); }

inline int dim(TF_Tensor* t, int i) { return TF_Dim(t, i); }
inline const float* values(TF_Tensor* t) { return static_cast<const float*>(TF_TensorData(t)); }
// Null where it holds nothing.
inline const float* optional_values(TF_Tensor* t) { return TF_NumDims(t) == 1 && dim(t, 0) == 0 ? nullptr : values(t); }

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
  float* output(int i, std::vector<int64_t> shape) {
    int64_t size = 1;
    for (int64_t each : shape) size *= each;
    TF_Tensor* tensor = TF_AllocateOutput(context_, i, TF_FLOAT, shape.data(), shape.size(), size * sizeof(float), status_);
    tensors_.push_back(tensor);
    return static_cast<float*>(TF_TensorData(tensor));
  }
  float* output_like(int i, TF_Tensor* other) {
    std::vector<int64_t> shape;
    for (int d = 0; d < TF_NumDims(other); d++) shape.push_back(dim(other, d));
    return output(i, shape);
  }

 private:
  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> tensors_;
};

}  // namespace lab
