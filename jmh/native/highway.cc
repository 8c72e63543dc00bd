// Highway's functions in the plainest loop, for the comparison with other libraries. Needs hwy/.
#include <cstdlib>
#include <cstring>

#include "hwy/contrib/math/math-inl.h"
#include "hwy/highway.h"

namespace hn = hwy::HWY_NAMESPACE;

namespace {

using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;
using Loop = void (*)(const float *, float *, long);

const Floats d;

struct Relu {
  Vector operator()(Vector x) const { return hn::Max(x, hn::Zero(d)); }
};
struct Exp {
  Vector operator()(Vector x) const { return hn::Exp(d, x); }
};
struct Tanh {
  Vector operator()(Vector x) const { return hn::Tanh(d, x); }
};
struct Sigmoid {
  Vector operator()(Vector x) const {
    const Vector one = hn::Set(d, 1.0f);
    return hn::Div(one, hn::Add(one, hn::Exp(d, hn::Neg(x))));
  }
};

template <class F>
void loop(const float *x, float *y, long n) {
  const F f;
  const long lanes = static_cast<long>(hn::Lanes(d));
  long i = 0;
  for (; i + lanes <= n; i += lanes) {
    hn::StoreU(f(hn::LoadU(d, x + i)), d, y + i);
  }
  if (i < n) {
    float rest[HWY_MAX_BYTES / sizeof(float)] = {};
    std::memcpy(rest, x + i, (n - i) * sizeof(float));
    hn::StoreU(f(hn::LoadU(d, rest)), d, rest);
    std::memcpy(y + i, rest, (n - i) * sizeof(float));
  }
}

struct Call {
  Loop loop;
  const float *x;
  float *y;
  long n;
};

}  // namespace

extern "C" void *prepare(const char *kernel, long rows, long cols, const float *x, float *y) {
  const Loop chosen = !std::strcmp(kernel, "relu")      ? loop<Relu>
                      : !std::strcmp(kernel, "exp")     ? loop<Exp>
                      : !std::strcmp(kernel, "tanh")    ? loop<Tanh>
                      : !std::strcmp(kernel, "sigmoid") ? loop<Sigmoid>
                                                        : static_cast<Loop>(nullptr);
  return chosen ? new Call{chosen, x, y, rows * cols} : nullptr;
}

extern "C" void run(const Call *call) { call->loop(call->x, call->y, call->n); }
