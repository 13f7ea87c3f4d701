#ifndef KI_TENSOR_LOAN_H
#define KI_TENSOR_LOAN_H
/* Memory that an object lends through the buffer protocol as the memory of a tensor: the loan lasts
 * as long as the tensor's storage. */
#include "../object/buffer.h"
#include "tensor_common.h"

typedef struct KiLoan {
    KiState *ks;
    KiBuffer buffer;
} KiLoan;

/* The memory of v, not asked to be writable; NULL: raised. */
KiLoan *ki_loan_take(KiState *ks, KiValue v) KB_MUST_CHECK;
/* Gives it back. */
void ki_loan_end(KiLoan *loan);
/* A tensor over `data`, which lies in the loan; takes the loan over, also when it fails (NULL: the
 * engine's error). */
KtTensor *ki_loan_tensor(KtCtx *ctx, KiLoan *loan, int dtype, int ndim, const int64_t *sizes,
                         const int64_t *strides /* or NULL */, char *data) KB_MUST_CHECK;
#endif
