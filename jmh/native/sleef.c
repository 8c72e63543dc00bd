// SLEEF's functions in the plainest loop, for the comparison with other libraries. Needs sleef.h.
#include <sleef.h>
#include <stdlib.h>
#include <string.h>

#include <immintrin.h>

#if defined(__AVX512F__)
#define LANES 16
typedef __m512 floats;
#define LOAD _mm512_loadu_ps
#define STORE _mm512_storeu_ps
#define EXP Sleef_expf16_u10
#define TANH Sleef_tanhf16_u10
#define SIGMOID(x)                                                        \
  _mm512_div_ps(_mm512_set1_ps(1),                                        \
                _mm512_add_ps(_mm512_set1_ps(1),                          \
                              EXP(_mm512_sub_ps(_mm512_setzero_ps(), x))))
#elif defined(__AVX2__)
#define LANES 8
typedef __m256 floats;
#define LOAD _mm256_loadu_ps
#define STORE _mm256_storeu_ps
#define EXP Sleef_expf8_u10
#define TANH Sleef_tanhf8_u10
#define SIGMOID(x)                                                        \
  _mm256_div_ps(_mm256_set1_ps(1),                                        \
                _mm256_add_ps(_mm256_set1_ps(1),                          \
                              EXP(_mm256_sub_ps(_mm256_setzero_ps(), x))))
#else
#error "neither AVX2 nor AVX-512"
#endif

#define LOOP(NAME, F)                                    \
  static void NAME(const float *x, float *y, long n) {   \
    long i = 0;                                          \
    for (; i + LANES <= n; i += LANES) {                 \
      STORE(y + i, F(LOAD(x + i)));                      \
    }                                                    \
    if (i < n) {                                         \
      float rest[LANES] = {0};                           \
      memcpy(rest, x + i, (n - i) * sizeof(float));      \
      STORE(rest, F(LOAD(rest)));                        \
      memcpy(y + i, rest, (n - i) * sizeof(float));      \
    }                                                    \
  }

LOOP(exp_loop, EXP)
LOOP(tanh_loop, TANH)
LOOP(sigmoid_loop, SIGMOID)

struct call {
  void (*loop)(const float *, float *, long);
  const float *x;
  float *y;
  long n;
};

void *prepare(const char *kernel, long rows, long cols, const float *x, float *y) {
  void (*loop)(const float *, float *, long) = !strcmp(kernel, "exp")       ? exp_loop
                                               : !strcmp(kernel, "tanh")    ? tanh_loop
                                               : !strcmp(kernel, "sigmoid") ? sigmoid_loop
                                                                            : NULL;
  if (!loop) {
    return NULL;
  }
  struct call *call = malloc(sizeof *call);
  *call = (struct call){loop, x, y, rows * cols};
  return call;
}

void run(const struct call *call) { call->loop(call->x, call->y, call->n); }
