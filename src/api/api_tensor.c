/* Tensors in and out. */
#include "api.h"

KuValue ku_tensor(KuState *ku, void *data, KuDtype dtype, int ndim, const int64_t *shape,
                  const int64_t *strides, void (*release)(void *owner), void *owner) {
    (void)data, (void)dtype, (void)ndim, (void)shape, (void)strides, (void)release, (void)owner;
    return ki_to_handle(ki_raise(ku->ks, KI_EXC_NotImplementedError, "ku_tensor"));
}

KuStatus ku_tensor_view(KuState *ku, KuValue tensor, KuTensorView *out) {
    (void)tensor, (void)out;
    ki_raise(ku->ks, KI_EXC_NotImplementedError, "ku_tensor_view");
    return KU_ERROR;
}
