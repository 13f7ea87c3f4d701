/* Tensors over the memory of other objects. See tensor_loan.h. */
#include "tensor_loan.h"

KiLoan *ki_loan_take(KiState *ks, KiValue v) {
    KiLoan *loan = kb_calloc(&ks->alloc, sizeof *loan);
    if (!loan) {
        ki_raise_nomem(ks);
        return NULL;
    }
    loan->ks = ks;
    if (ki_get_buffer(ks, v, &loan->buffer, false)) return loan;
    kb_free(&ks->alloc, loan, sizeof *loan);
    return NULL;
}

void ki_loan_end(KiLoan *loan) {
    KiState *ks = loan->ks;
    ki_release_buffer(ks, &loan->buffer);
    kb_free(&ks->alloc, loan, sizeof *loan);
}

static void release(void *owner, void *data, size_t nbytes) {
    ki_loan_end(owner);
}

KtTensor *ki_loan_tensor(KtCtx *ctx, KiLoan *loan, int dtype, int ndim, const int64_t *sizes,
                         const int64_t *strides, char *data) {
    return kt_from_foreign(ctx, dtype, ndim, sizes, strides, data, loan, release);
}
