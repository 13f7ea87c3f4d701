#ifndef KT_REPR_CPP_H
#define KT_REPR_CPP_H
/* A tensor as PyTorch's C++ writes it to a stream, which some of its messages do: doubles in
 * columns of one width, a matrix at a time, then "[ torch.FloatTensor{2,3} ]". */
#include "../base/strbuf.h"
#include "tensor.h"

/* "torch.FloatTensor", or "CPUBoolType" where there never was a tensor type of that name. */
const char *kt_cpp_tensor_type(int dtype, char *buf, size_t room);
/* Appended to out. */
bool kt_repr_cpp(KtCtx *ctx, KtTensor *t, KbStrbuf *out) KB_MUST_CHECK;
#endif
