// Copying and ReLU with streaming stores, which Java cannot issue: what that costs is measured.
#include <immintrin.h>

#if defined(__AVX512F__)
#define LANES 16
#define LOAD _mm512_loadu_ps
#define STREAM _mm512_stream_ps
#define RELU(x) _mm512_max_ps(_mm512_setzero_ps(), x)
#elif defined(__AVX2__)
#define LANES 8
#define LOAD _mm256_loadu_ps
#define STREAM _mm256_stream_ps
#define RELU(x) _mm256_max_ps(_mm256_setzero_ps(), x)
#else
#error "neither AVX2 nor AVX-512"
#endif

// y must lie on a boundary of a vector, n must be a multiple of its lanes.
void stream_copy(const float *x, float *y, long n) {
  for (long i = 0; i < n; i += LANES) {
    STREAM(y + i, LOAD(x + i));
  }
  _mm_sfence();
}

void stream_relu(const float *x, float *y, long n) {
  for (long i = 0; i < n; i += LANES) {
    STREAM(y + i, RELU(LOAD(x + i)));
  }
  _mm_sfence();
}
