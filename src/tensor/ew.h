#ifndef KT_EW_H
#define KT_EW_H
/* What the element-wise entry points share: choosing and committing the output, operands in the
 * common dtype, NumPy's floating-point warnings. Inside the engine, and for the numpy face. */
#include "iter.h"
#include "ops.h"

/* The output of an operation while it runs. `target` is what kernels write: `given` itself, or a
 * temporary when given has another dtype or overlaps an operand badly. */
/* Floating-point events of several steps that NumPy reports once, under one name. */
typedef struct KtEvents {
    const char *name;                     /* NULL: none are collected */
    uint8_t divide, over, under, invalid; /* the context's modes meanwhile */
} KtEvents;
void kt_events_collect(KtCtx *ctx, KtEvents *e, const char *name);
/* Puts the modes back and reports; does nothing where none were collected. */
bool kt_events_report(KtCtx *ctx, KtEvents *e) KB_MUST_CHECK;

typedef struct KtOut {
    KtTensor *target, *given;
    KtEvents events; /* numpy: of the operation and of the conversion of its result */
} KtOut;

/* operands: for overlap checks and memory order; entries may be NULL. */
bool kt_out_begin(KtCtx *ctx, KtOut *o, const char *op_name, KtTensor *given, int dtype, int ndim,
                  const int64_t *sizes, int n, KtTensor *const *operands) KB_MUST_CHECK;
/* Copies a temporary home and returns the result (new reference); NULL on error. */
KtTensor *kt_out_end(KtCtx *ctx, KtOut *o) KB_MUST_CHECK;
void kt_out_drop(KtCtx *ctx, KtOut *o);

/* An output in NumPy's memory order for these operands (entries may be NULL), as nditer has it. */
KtTensor *kt_empty_like_operands(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes, int n,
                                 KtTensor *const *operands) KB_MUST_CHECK;

/* One operand in the common dtype: a tensor (owned reference) or an element. */
typedef struct KtPrepared {
    KtTensor *t; /* NULL: use element */
    _Alignas(16) char element[KT_ITEM_MAX];
} KtPrepared;
bool kt_prepare(KtCtx *ctx, KtPrepared *p, const KtOperand *o, int dtype) KB_MUST_CHECK;
void kt_prepared_drop(KtCtx *ctx, KtPrepared *p);
void kt_iter_add_prepared(KtIter *it, const KtPrepared *p);

/* NumPy's floating-point reports. begin clears the processor's flags; end turns those raised into
 * warnings or errors by ctx's errstate. scan derives them from results instead (vector math sets
 * flags at random). All do nothing in the torch dialect. */
enum { KT_FP_DIVIDE = 1, KT_FP_OVERFLOW = 2, KT_FP_INVALID = 4, KT_FP_UNDERFLOW = 8 };
void kt_fp_begin(KtCtx *ctx);
bool kt_fp_end(KtCtx *ctx, const char *op_name) KB_MUST_CHECK;
bool kt_fp_report(KtCtx *ctx, const char *op_name, int flags) KB_MUST_CHECK;
bool kt_fp_scan(KtCtx *ctx, KtOp op, const KtTensor *out, const KtPrepared *a,
                const KtPrepared *b /* each may be NULL */) KB_MUST_CHECK;

/* Sums and products along dimensions, plain or running, with the events of all steps reported
 * at once. */
KtTensor *kt_reduce_reporting(KtCtx *ctx, KtOp op, KtTensor *x, const int *axes, int n, bool keep,
                              int dtype) KB_MUST_CHECK;
KtTensor *kt_cumulate_reporting(KtCtx *ctx, KtOp op, KtTensor *x, int axis,
                                int dtype) KB_MUST_CHECK;

/* "exp" in the dialect. */
const char *kt_dialect_name(KtCtx *ctx, KtOp op, char *buf);
/* The error for a dtype without a kernel. */
bool kt_no_kernel(KtCtx *ctx, KtOp op, int dtype) KB_COLD;
/* The same for complex32, which Kukri has no other use of. */
bool kt_no_complex_half(KtCtx *ctx, KtOp op) KB_COLD;
/* What PyTorch computes in complex32. */
bool kt_complex_half_not_built(KtCtx *ctx) KB_COLD;
/* Does PyTorch have no kernel of this op for operands of this dtype? */
static inline bool kt_torch_lacks(const KtCtx *ctx, KtOp op, int dtype) {
    return !ctx->numpy && kt_torch_kernel[op].lacks >> dtype & 1;
}
/* The float dtype an integer operand becomes. */
int kt_float_for_int(KtCtx *ctx, int dtype);

/* torch: may alpha be a factor of operands that meet in dtype? */
bool kt_check_alpha(KtCtx *ctx, int dtype, const KtScalar *alpha) KB_MUST_CHECK;
/* torch: t must not have two indices for one place. */
bool kt_check_written(KtCtx *ctx, const KtTensor *t) KB_MUST_CHECK;
/* torch: element-wise functions write to an operand's very elements or apart from it, those that
 * write by places only apart from it; as far as both are dense. */
bool kt_check_partial_overlap(KtCtx *ctx, const KtTensor *out, const KtTensor *in) KB_MUST_CHECK;
bool kt_check_no_overlap(KtCtx *ctx, const KtTensor *out, const KtTensor *in) KB_MUST_CHECK;
#endif
