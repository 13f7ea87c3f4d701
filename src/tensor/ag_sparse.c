/* Sparse gradients in the rules of functions that treat each element by itself, or move none: what
 * the vocabulary of the rules (ag_rule.c) does with them. A product or quotient is one of the
 * values; the dense operand gives what it has at their places. Nothing of it is recorded. */
#include <string.h>

#include "autograd_private.h"
#include "ops.h"
#include "sparse.h"

/* The rules that reach their gradient through this vocabulary alone. */
bool ag_takes_sparse(const KtNode *n) {
    static const char *const names[] = {
        "AddBackward0", "SubBackward0", "MulBackward0",    "DivBackward0",   "NegBackward0",
        "PowBackward0", "ExpBackward0", "AbsBackward0",    "CloneBackward0", "AliasBackward0",
        "SinBackward0", "CosBackward0", "ExpandBackward0", "ToCopyBackward0"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(kta_node_name(n), names[i])) return true;
    return false;
}

static KtTensor *with_values(KtCtx *ctx, const KtTensor *t, KtTensor *values /* consumed */) {
    const KtSparse *s = kt_sparse_of(t);
    KtTensor *r =
        values ? kt_sparse_new(ctx, s->indices, values, t->ndim, t->sizes, s->coalesced) : NULL;
    kt_xdecref(ctx, values);
    return r;
}

/* The numbers of the places of s, as rows of a tensor whose sparse dimensions are made one. */
static KtTensor *places(KtCtx *ctx, const KtTensor *s) {
    const KtTensor *indices = kt_sparse_of(s)->indices;
    int64_t nnz = indices->sizes[1];
    KtTensor *r = kt_zeros(ctx, KT_I64, 1, &nnz);
    int64_t *place = r ? (int64_t *)r->data : NULL;
    for (int d = 0; r && d < kt_sparse_dim(s); d++)
        for (int64_t i = 0; i < nnz; i++)
            place[i] =
                place[i] * s->sizes[d] +
                ((const int64_t *)indices->data)[d * indices->strides[0] + i * indices->strides[1]];
    return r;
}

/* What dense, which is broadcast to s, has at the places of s. */
static KtTensor *gathered(KtCtx *ctx, KtTensor *dense, const KtTensor *s) {
    int n = kt_sparse_dim(s), rest = s->ndim - n;
    int64_t sizes[KT_MAX_DIMS + 1] = {1};
    for (int d = 0; d < n; d++)
        sizes[0] *= s->sizes[d];
    memcpy(sizes + 1, s->sizes + n, sizeof *sizes * (size_t)rest);
    KtTensor *wide = kt_expand(ctx, dense, s->ndim, s->sizes),
             *flat = wide ? kt_reshape(ctx, wide, rest + 1, sizes) : NULL,
             *at = flat ? places(ctx, s) : NULL,
             *r = at ? kt_index_select(ctx, flat, 0, at, NULL) : NULL;
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, flat);
    kt_xdecref(ctx, at);
    return r;
}

static KtTensor *refused(KtCtx *ctx, const char *what) {
    kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR, "%s of sparse gradients", what);
    return NULL;
}

static KtTensor *division(KtCtx *ctx, const KtTensor *by) {
    char sizes[300];
    kt_fail(ctx, KT_RUNTIME_ERROR,
            "Sparse division requires a scalar or zero-dim dense tensor divisor (got shape %s for "
            "divisor)",
            kt_shape_str(sizes, sizeof sizes, by->ndim, by->sizes));
    return NULL;
}

KtTensor *ag_sparse_binary(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *b, const KtScalar *number) {
    if (ag_recording(ctx)) return refused(ctx, "create_graph through products");
    if (op == KT_OP_ADD && b) return kt_sparse_sum(ctx, a, b);
    if (b && kt_is_sparse(b) && op == KT_OP_MUL && !kt_is_sparse(a)) {
        KtTensor *t = a;
        a = b, b = t;
    }
    if ((op != KT_OP_MUL && op != KT_OP_DIV) || !kt_is_sparse(a) || (b && kt_is_sparse(b)))
        return refused(ctx, kt_op_info[op].name);
    if (b && b->ndim && op == KT_OP_DIV) return division(ctx, b);
    KtTensor *there = b && b->ndim ? gathered(ctx, b, a) : b;
    if (b && !there) return NULL;
    KtOperand x = kt_operand(kt_sparse_of(a)->values),
              y = there ? kt_operand(there) : kt_operand_scalar(*number);
    KtTensor *values = kt_binary_any(ctx, op, &x, &y, KT_NO_DTYPE, NULL);
    if (there != b) kt_decref(ctx, there);
    return with_values(ctx, a, values);
}

KtTensor *ag_sparse_unary(KtCtx *ctx, KtOp op, KtTensor *a) {
    if (ag_recording(ctx)) return refused(ctx, "create_graph through functions");
    if (op != KT_OP_NEG && op != KT_OP_CONJ) return refused(ctx, kt_op_info[op].name);
    return with_values(ctx, a, kt_unary(ctx, op, kt_sparse_of(a)->values, KT_NO_DTYPE, NULL));
}

KtTensor *ag_sparse_cast(KtCtx *ctx, KtTensor *a, int dtype) {
    if (a->dtype == dtype) return kt_incref(a);
    kt_fail(ctx, KT_RUNTIME_ERROR,
            "to(options) doesn't support converting to a different layout, but got self.layout "
            "being Sparse and options.layout set as Strided");
    return NULL;
}
