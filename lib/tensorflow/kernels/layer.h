// A convolution of whichever kind, made ready once for many images; its work is done on the calling thread.
#pragma once
#include "depthwise.h"
#include "winograd.h"

namespace lab {

// Whole vectors of channels on maps that fill a tile.
inline bool suits_winograd(const Geometry& g) {
  const Window& w = g.window;
  return !g.depthwise && w.size == 3 && w.stride == 1 && w.height >= 4 && w.width >= 4 && g.channels % WIDTH == 0 &&
         g.outputs % WIDTH == 0;
}

// A pointwise convolution knows no images: its plan is for all pixels of as many as come at a time.
inline Window planned(const Geometry& g, long images) {
  return g.pointwise() ? Window(1, 1, 1, g.in_pixels() * images) : g.window;
}

enum Direction { FORWARDS, BACKWARDS };  // to outputs, or from gradients by them to those by the input

class Convolution {
 public:
  // For up to `images` at a time. A depthwise filter must outlive this.
  Convolution(const Geometry& g, const float* filter, Direction direction, long images)
      : is_winograd_(suits_winograd(g)),
        is_depthwise_(g.depthwise),
        is_pointwise_(g.pointwise()),
        is_back_(direction == BACKWARDS),
        window_(g.window),
        channels_(is_back_ ? g.outputs : g.channels),
        outputs_(is_back_ ? g.channels : g.outputs),
        positions_(g.positions()),
        in_(is_back_ ? g.out_pixels() : g.in_pixels()),
        out_(is_back_ ? g.in_pixels() : g.out_pixels()),
        filter_(filter) {
    if (is_winograd_) {
      packed_ = points_of_filter(filter, channels_, outputs_, is_back_);
      return;
    }
    const Window w = planned(g, images);
    plan_ = is_back_ ? backward_plan(w, channels_, outputs_) : forward_plan(w, channels_, outputs_);
    if (!is_depthwise_) packed_ = pack(filter, positions_, channels_, outputs_, is_back_);
  }

  void run(const Source& x, long images, const float* bias, int activation, float* y) const {
    if (is_winograd_)
      return winograd({images, window_.height, window_.width}, x.plain(images * in_, channels_), packed_, bias,
                      activation, y, channels_, outputs_);
    if (is_pointwise_)
      return convolve(plan_, x.plain(images * in_, channels_), packed_, 1, bias, activation, y, outputs_, images * in_);
    for (long n = 0; n < images; n++, y += out_ * outputs_) {
      const float* source = plan_.image_of(x.from(n * in_ * channels_));
      if (is_depthwise_)
        depthwise(plan_, source, filter_, bias, activation, y);
      else
        convolve(plan_, source, packed_, positions_, bias, activation, y, outputs_, out_);
    }
  }

 private:
  bool is_winograd_, is_depthwise_, is_pointwise_, is_back_;
  Window window_;
  int channels_, outputs_, positions_;
  long in_, out_;
  const float* filter_;
  std::vector<float> packed_;
  Plan plan_;
};

// Each coarse part sums over its images; the sums are then added in their order.
class FilterGradient {
 public:
  FilterGradient(const Geometry& g, long images)
      : g_(g), size_(suits_winograd(g) ? long(POINT_COUNT) * g.channels * g.outputs : g.filter()),
        parts_(Pool::get().threads()) {
    if (!suits_winograd(g)) plan_ = forward_plan(planned(g, images), g.channels, g.outputs);
  }

  void add(const Source& x, const float* dy, long images, int number) {
    auto& part = parts_[number];
    if (part.empty()) part.resize(size_);
    const long in = g_.in_pixels(), out = g_.out_pixels();
    if (suits_winograd(g_))
      return add_winograd_gradient({images, g_.window.height, g_.window.width}, x.plain(images * in, g_.channels), dy,
                                   part.data(), g_.channels, g_.outputs);
    if (g_.pointwise())
      return add_filter_gradient(plan_, x.plain(images * in, g_.channels), dy, part.data(), g_.outputs, images * in);
    for (long n = 0; n < images; n++, dy += out * g_.outputs) {
      const float* source = plan_.image_of(x.from(n * in * g_.channels));
      if (g_.depthwise)
        add_depthwise_gradient(plan_, source, dy, part.data());
      else
        add_filter_gradient(plan_, source, dy, part.data(), g_.outputs, out);
    }
  }

  void finish(float* gradient) {
    if (!suits_winograd(g_)) return sum_parts(parts_, gradient, size_);
    std::vector<float> sums(size_);
    sum_parts(parts_, sums.data(), size_);
    interpolate_filter(sums.data(), gradient, size_ / POINT_COUNT);
  }

 private:
  Geometry g_;
  long size_;
  std::vector<std::vector<float>> parts_;
  Plan plan_;
};

}  // namespace lab
