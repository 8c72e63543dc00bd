// oneDNN's primitives (version 2, as Debian 12 has it), for the comparison with other libraries.
#include <dnnl.h>
#include <stdlib.h>
#include <string.h>

#if DNNL_VERSION_MAJOR != 2
#error "the C interface of oneDNN 2 is wanted"
#endif

struct call {
  dnnl_engine_t engine;
  dnnl_stream_t stream;
  dnnl_primitive_t primitive;
  dnnl_exec_arg_t args[2];
};

static dnnl_status_t make(struct call *call, const char *kernel, long rows, long cols,
                          const float *x, float *y) {
  dnnl_dims_t dims = {rows, cols};
  dnnl_memory_desc_t memory;
  dnnl_eltwise_desc_t eltwise;
  dnnl_softmax_desc_t softmax;
  dnnl_primitive_desc_t description;
  const_dnnl_op_desc_t operation = &eltwise;
  dnnl_status_t status = dnnl_engine_create(&call->engine, dnnl_cpu, 0);
  if (!status) status = dnnl_stream_create(&call->stream, call->engine, dnnl_stream_default_flags);
  if (!status) status = dnnl_memory_desc_init_by_tag(&memory, 2, dims, dnnl_f32, dnnl_ab);
  if (status) return status;
  if (!strcmp(kernel, "softmax")) {
    operation = &softmax;
    status = dnnl_softmax_forward_desc_init(&softmax, dnnl_forward_inference, &memory, 1);
  } else {
    dnnl_alg_kind_t kind = !strcmp(kernel, "relu")      ? dnnl_eltwise_relu
                           : !strcmp(kernel, "exp")     ? dnnl_eltwise_exp
                           : !strcmp(kernel, "tanh")    ? dnnl_eltwise_tanh
                           : !strcmp(kernel, "sigmoid") ? dnnl_eltwise_logistic
                                                        : dnnl_alg_kind_undef;
    status = dnnl_eltwise_forward_desc_init(&eltwise, dnnl_forward_inference, kind, &memory, 0, 0);
  }
  if (!status) {
    status = dnnl_primitive_desc_create(&description, operation, NULL, call->engine, NULL);
  }
  if (!status) status = dnnl_primitive_create(&call->primitive, description);
  call->args[0].arg = DNNL_ARG_SRC;
  call->args[1].arg = DNNL_ARG_DST;
  if (!status) {
    status = dnnl_memory_create(&call->args[0].memory, &memory, call->engine, (void *)x);
  }
  if (!status) status = dnnl_memory_create(&call->args[1].memory, &memory, call->engine, y);
  return status;
}

void *prepare(const char *kernel, long rows, long cols, const float *x, float *y) {
  struct call *call = calloc(1, sizeof *call);
  return make(call, kernel, rows, cols, x, y) == dnnl_success ? call : NULL;
}

void run(const struct call *call) {
  dnnl_primitive_execute(call->primitive, call->stream, 2, call->args);
  dnnl_stream_wait(call->stream);
}
