#ifndef KT_OPS_H
#define KT_OPS_H
/* The forward operations over tensors; none of them knows of autograd (autograd.h wraps them).
 *
 * Everywhere: arguments are borrowed, results are new references, NULL/false means the error is in
 * ctx. `out`, where there is one, may be NULL (allocate), a tensor to write into, or an operand
 * itself (in place); the result is then `out` with its count raised. PyTorch resizes a wrong-shaped
 * empty out, NumPy refuses. `dtype` is KT_NO_DTYPE unless the caller forces one. Dimensions may be
 * negative. ctx->numpy chooses the rules. */
#include "op.h"
#include "promote.h"
#include "tensor.h"

/* One operand: a tensor, or a number if t is NULL. */
typedef struct KtOperand {
    KtTensor *t;
    KtScalar s;
} KtOperand;
static inline KtOperand kt_operand(KtTensor *t) {
    return (KtOperand){.t = t};
}
static inline KtOperand kt_operand_scalar(KtScalar s) {
    return (KtOperand){.s = s};
}

/* ---- element by element (ew_unary.c, ew_binary.c, ew_ternary.c) ---- */
KtTensor *kt_unary(KtCtx *ctx, KtOp op, KtTensor *a, int dtype, KtTensor *out) KB_MUST_CHECK;
/* a as mantissa (0, or at least a half and less than one) times a power of two, whose exponent is
 * of int32. a: of a real floating type. */
bool kt_frexp(KtCtx *ctx, KtTensor *a, KtTensor **mantissa, KtTensor **exponent) KB_MUST_CHECK;
/* The largest finite number of a floating dtype, or the lowest. */
double kt_dtype_limit(int dtype, bool lowest);
/* Unary ops with constants: ELU {alpha, scale, input_scale}, SOFTPLUS {beta, threshold}, LEAKY_RELU
 * {slope}, HARDTANH {min, max}, SOFTSHRINK/HARDSHRINK {lambda}, THRESHOLD {threshold, value},
 * NAN_TO_NUM {nan, posinf, neginf; NumPy's dialect: nan for what the dtype has}, LOGIT {eps;
 * negative: none}, POW_NUMBER {exponent}. */
KtTensor *kt_unary_param(KtCtx *ctx, KtOp op, KtTensor *a, const double *param, int dtype,
                         KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_round_decimals(KtCtx *ctx, KtTensor *a, int decimals, KtTensor *out) KB_MUST_CHECK;
/* Does PyTorch leave gelu of it to the library of layers it brings along (GELU_POLY)? */
bool kt_gelu_is_poly(const KtTensor *a);
/* Binary ops with constants, of two tensors of one floating dtype and shape, in torch's dialect:
 * SOFTPLUS_BACKWARD, ELU_BACKWARD, LEAKY_RELU_BACKWARD, HARDTANH_BACKWARD, SHRINK_BACKWARD {as the
 * functions}. */
KtTensor *kt_binary_param(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *b,
                          const double param[static 3]) KB_MUST_CHECK;
/* BINARY and COMPARE families. */
KtTensor *kt_binary(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *b, int dtype,
                    KtTensor *out) KB_MUST_CHECK;
/* May numbers of dtype be raised to it in PyTorch? Integers not to negative ones. */
bool kt_exponent_fits(KtCtx *ctx, int dtype, const KtScalar *exponent) KB_MUST_CHECK;
KtTensor *kt_binary_ts(KtCtx *ctx, KtOp op, KtTensor *a, const KtScalar *b, int dtype,
                       KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_binary_st(KtCtx *ctx, KtOp op, const KtScalar *a, KtTensor *b, int dtype,
                       KtTensor *out) KB_MUST_CHECK;
/* Either operand a number (not both): what the three above come to. */
KtTensor *kt_binary_any(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b, int dtype,
                        KtTensor *out) KB_MUST_CHECK;
/* a + alpha b, a - alpha b. */
KtTensor *kt_add_alpha(KtCtx *ctx, KtTensor *a, const KtOperand *b, const KtScalar *alpha,
                       bool subtract, KtTensor *out) KB_MUST_CHECK;
/* NumPy's where= mask of a ufunc: writes only where mask is set. */
KtTensor *kt_binary_where(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b,
                          KtTensor *mask, int dtype, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_where(KtCtx *ctx, KtTensor *cond, const KtOperand *a, const KtOperand *b,
                   KtTensor *out) KB_MUST_CHECK;
/* lo or hi may be NULL, not both. */
KtTensor *kt_clamp(KtCtx *ctx, KtTensor *a, const KtOperand *lo, const KtOperand *hi,
                   KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_lerp(KtCtx *ctx, KtTensor *a, KtTensor *b, const KtOperand *weight,
                  KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_addcmul(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *c, const KtScalar *value,
                     bool divide, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_isclose(KtCtx *ctx, KtTensor *a, KtTensor *b, double rtol, double atol,
                     bool equal_nan) KB_MUST_CHECK;
bool kt_equal(KtCtx *ctx, KtTensor *a, KtTensor *b, bool *result) KB_MUST_CHECK; /* torch.equal */
/* Result dtype of a binary op on these operands as the faces report it. */
bool kt_unary_dtype(KtCtx *ctx, KtOp op, int in, KtDtype *result) KB_MUST_CHECK;
/* Is the result of a and b of type complex32? */
bool kt_meets_complex_half(KtCtx *ctx, const KtOperand *a, const KtOperand *b) KB_MUST_CHECK;
/* Can out take it then? */
bool kt_complex_half_fits(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b,
                          const KtTensor *out) KB_MUST_CHECK;
bool kt_binary_dtype(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b,
                     KtDtype *result) KB_MUST_CHECK;
/* Complex: views and parts. */
KtTensor *kt_real(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK; /* view */
KtTensor *kt_imag(KtCtx *ctx,
                  KtTensor *a) KB_MUST_CHECK; /* view of complex; numpy: zeros for real */
KtTensor *kt_complex(KtCtx *ctx, KtTensor *re, KtTensor *im) KB_MUST_CHECK;
KtTensor *kt_view_as_real(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kt_view_as_complex(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;

/* ---- reductions (reduce.c, reduce_stat.c); n_dims 0 with dims NULL: all ---- */
KtTensor *kt_reduce(KtCtx *ctx, KtOp op, KtTensor *a, const int *dims, int n_dims, bool keepdim,
                    int dtype, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_var(KtCtx *ctx, KtTensor *a, const int *dims, int n_dims, double correction,
                 bool keepdim, bool take_sqrt, int dtype, KtTensor *out) KB_MUST_CHECK;
/* Writes the variance (or its root) and the mean of floats, doubles or complex numbers, computed
 * together as PyTorch does where both are asked for, over what was computed apart. */
bool kt_moments(KtCtx *ctx, KtTensor *a, const int *dims, int n_dims, double correction,
                bool take_sqrt, KtTensor *var, KtTensor *mean) KB_MUST_CHECK;
/* p may be 0, inf, -inf. */
KtTensor *kt_norm(KtCtx *ctx, KtTensor *a, double p, const int *dims, int n_dims, bool keepdim,
                  int dtype) KB_MUST_CHECK;
/* Max/min along dim with its index (op: MAX_DIM, MIN_DIM, CUMMAX, CUMMIN, MEDIAN, NANMEDIAN, MODE).
 */
bool kt_reduce_index(KtCtx *ctx, KtOp op, KtTensor *a, int dim, bool keepdim, KtTensor **values,
                     KtTensor **indices) KB_MUST_CHECK;
KtTensor *kt_median_all(KtCtx *ctx, KtTensor *a, bool ignore_nan) KB_MUST_CHECK;
/* interpolation: linear lower higher midpoint nearest. dim KT_ALL_DIMS flattens. q 0-d or 1-d. */
#define KT_ALL_DIMS INT32_MIN
KtTensor *kt_quantile(KtCtx *ctx, KtTensor *a, KtTensor *q, int dim, bool keepdim,
                      const char *interpolation, bool ignore_nan) KB_MUST_CHECK;
/* CUM family. */
KtTensor *kt_cumulate(KtCtx *ctx, KtOp op, KtTensor *a, int dim, int dtype,
                      KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_diff(KtCtx *ctx, KtTensor *a, int n, int dim) KB_MUST_CHECK;

/* ---- shape (shape.c, views.c): views unless said otherwise ---- */
/* Broadcast sizes of n operands into sizes (KT_MAX_DIMS). Reports the dialect's message. */
bool kt_broadcast_shapes(KtCtx *ctx, int n, KtTensor *const *ts, int *ndim,
                         int64_t *sizes) KB_MUST_CHECK;
/* Wraps a dimension (dim of ndim; 0-d counts as 1-d); IndexError / AxisError. */
bool kt_wrap_dim(KtCtx *ctx, int *dim, int ndim) KB_MUST_CHECK;
KtTensor *kt_view(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kt_reshape(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kt_reshape_fortran(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kt_view_dtype(KtCtx *ctx, KtTensor *a,
                        int dtype) KB_MUST_CHECK; /* reinterprets the bytes */
KtTensor *kt_flatten(KtCtx *ctx, KtTensor *a, int start_dim, int end_dim) KB_MUST_CHECK;
KtTensor *kt_unflatten(KtCtx *ctx, KtTensor *a, int dim, int ndim,
                       const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kt_permute(KtCtx *ctx, KtTensor *a, int n, const int *dims) KB_MUST_CHECK;
KtTensor *kt_transpose(KtCtx *ctx, KtTensor *a, int dim0, int dim1) KB_MUST_CHECK;
KtTensor *kt_t(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;            /* torch.t: at most 2-d */
KtTensor *kt_reverse_dims(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK; /* .T */
KtTensor *kt_movedim(KtCtx *ctx, KtTensor *a, int n, const int *source,
                     const int *destination) KB_MUST_CHECK;
KtTensor *kt_expand(KtCtx *ctx, KtTensor *a, int ndim,
                    const int64_t *sizes) KB_MUST_CHECK; /* -1 keeps */
/* Expands without the -1 meaning; message of broadcast_to. */
KtTensor *kt_broadcast_to(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kt_squeeze(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kt_squeeze_dims(KtCtx *ctx, KtTensor *a, int n, const int *dims) KB_MUST_CHECK;
KtTensor *kt_unsqueeze(KtCtx *ctx, KtTensor *a, int dim) KB_MUST_CHECK;
KtTensor *kt_select(KtCtx *ctx, KtTensor *a, int dim, int64_t index) KB_MUST_CHECK;
/* start/stop already in range or to be clamped as Python does; step may be negative (NumPy only).
 */
KtTensor *kt_slice(KtCtx *ctx, KtTensor *a, int dim, int64_t start, int64_t stop,
                   int64_t step) KB_MUST_CHECK;
/* Can `length` elements from *start on, which may count from the end, be taken of `size`? Fails. */
bool kt_narrow_fits(KtCtx *ctx, int64_t size, int64_t *start, int64_t length) KB_MUST_CHECK;
KtTensor *kt_narrow(KtCtx *ctx, KtTensor *a, int dim, int64_t start, int64_t length) KB_MUST_CHECK;
KtTensor *kt_diagonal(KtCtx *ctx, KtTensor *a, int64_t offset, int dim1, int dim2) KB_MUST_CHECK;
KtTensor *kt_unfold(KtCtx *ctx, KtTensor *a, int dim, int64_t size, int64_t step) KB_MUST_CHECK;
/* Fill out[0..*n) with new references; out has room for the count these say. */
bool kt_unbind(KtCtx *ctx, KtTensor *a, int dim,
               KtTensor **out) KB_MUST_CHECK; /* sizes[dim] of them */
bool kt_split_sizes(KtCtx *ctx, KtTensor *a, int64_t n, const int64_t *lengths, int dim,
                    KtTensor **out) KB_MUST_CHECK;

/* ---- joining and rearranging copies (join.c, rearrange.c) ---- */
KtTensor *kt_cat(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim, KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_stack(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim,
                   KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_flip(KtCtx *ctx, KtTensor *a, int n,
                  const int *dims) KB_MUST_CHECK; /* numpy: a view */
KtTensor *kt_roll(KtCtx *ctx, KtTensor *a, int n, const int64_t *shifts,
                  const int *dims) KB_MUST_CHECK; /* dims NULL: flat */
KtTensor *kt_rot90(KtCtx *ctx, KtTensor *a, int k, int dim0, int dim1) KB_MUST_CHECK;
KtTensor *kt_repeat(KtCtx *ctx, KtTensor *a, int n,
                    const int64_t *repeats) KB_MUST_CHECK; /* tile pads repeats */
KtTensor *kt_tile(KtCtx *ctx, KtTensor *a, int n, const int64_t *repeats) KB_MUST_CHECK;
/* counts 0-d or 1-d integers; dim KT_ALL_DIMS flattens. */
bool kt_counts_are_integers(KtCtx *ctx, const KtTensor *counts) KB_MUST_CHECK; /* or fails */
KtTensor *kt_repeat_interleave(KtCtx *ctx, KtTensor *a, KtTensor *counts, int dim) KB_MUST_CHECK;
KtTensor *kt_tril(KtCtx *ctx, KtTensor *a, int64_t diagonal, bool upper,
                  KtTensor *out) KB_MUST_CHECK;
KtTensor *kt_diag(KtCtx *ctx, KtTensor *a, int64_t diagonal) KB_MUST_CHECK;
KtTensor *kt_diag_embed(KtCtx *ctx, KtTensor *a, int64_t offset, int dim1, int dim2) KB_MUST_CHECK;
/* pads: pairs (before, after) from the last dimension on, as F.pad; negative crops. */
KtTensor *kt_pad_const(KtCtx *ctx, KtTensor *a, int n, const int64_t *pads,
                       const KtScalar *value) KB_MUST_CHECK;

/* A dtype as the C++ compiler spells its type ("long int"), which is in some of torch's messages.
 */
const char *kt_cpp_type_name(int dtype);

/* ---- indexing (index.c) ---- */
typedef enum KtIndexKind {
    KT_IX_INT,
    KT_IX_SLICE,
    KT_IX_NEWAXIS,
    KT_IX_ELLIPSIS,
    KT_IX_TENSOR,
    KT_IX_BOOL
} KtIndexKind;
typedef struct KtIndexItem {
    KtIndexKind kind;
    bool has_start, has_stop, has_step; /* SLICE: False where None was written */
    int64_t start, stop, step;          /* INT, BOOL: the value is in start */
    KtTensor *t;                        /* TENSOR: bool mask or integers; borrowed */
} KtIndexItem;
/* a[items]: a view if only basic items, else a copy (*is_view tells; may be NULL). NumPy's full
 * integer index also gives a 0-d view here: the face turns it into a scalar. */
KtTensor *kt_index_get(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                       bool *is_view) KB_MUST_CHECK;
/* The shape of a[items], for items with index tensors that have dimensions. */
bool kt_index_shape(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n, int *ndim,
                    int64_t *sizes) KB_MUST_CHECK;
/* torch: values for index tensors must have the target's dtype. */
bool kt_index_same_dtype(KtCtx *ctx, const KtTensor *a, const KtOperand *value) KB_MUST_CHECK;
/* a[items] = value (tensor or number), converting and broadcasting. */
bool kt_index_set(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                  const KtOperand *value) KB_MUST_CHECK;
/* torch.index_put_(accumulate): every addition is done, in order. Also np.add.at with numpy rules.
 */
bool kt_index_add_at(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                     const KtOperand *value) KB_MUST_CHECK;
/* np.OP.at(a, items, value). */
bool kt_index_op_at(KtCtx *ctx, KtOp op, KtTensor *a, const KtIndexItem *items, int n,
                    const KtOperand *value) KB_MUST_CHECK;
/* The basic part alone (no tensors, no bools): a view; used by autograd to take slices apart. */
KtTensor *kt_index_basic(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n) KB_MUST_CHECK;
/* torch: do the first items fit a, before the others, which use up `rest` dimensions, are known?
 * Tensors are not looked into. */
bool kt_index_check_basic(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                          int rest) KB_MUST_CHECK;

/* ---- gather, scatter and masks (gather_scatter.c, masked.c) ---- */
KtTensor *kt_gather(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *out) KB_MUST_CHECK;
typedef enum KtScatterMode {
    KT_SCATTER_SET,
    KT_SCATTER_ADD,
    KT_SCATTER_MUL,
    KT_SCATTER_MAX,
    KT_SCATTER_MIN,
    KT_SCATTER_MEAN,
    KT_SCATTER_MODES /* how many: none of them */
} KtScatterMode;
/* In place on a; src tensor or number. include_self as scatter_reduce_. */
bool kt_scatter_(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, const KtOperand *src,
                 KtScatterMode mode, bool include_self) KB_MUST_CHECK;
KtTensor *kt_index_select(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index,
                          KtTensor *out) KB_MUST_CHECK;
bool kt_index_add_(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *src,
                   const KtScalar *alpha) KB_MUST_CHECK;
bool kt_index_copy_(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *src) KB_MUST_CHECK;
bool kt_index_fill_(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index,
                    const KtScalar *value) KB_MUST_CHECK;
/* A mask as one of bool: new reference. */
KtTensor *kt_mask_of(KtCtx *ctx, KtTensor *mask) KB_MUST_CHECK;
bool kt_masked_fill_(KtCtx *ctx, KtTensor *a, KtTensor *mask, const KtOperand *value) KB_MUST_CHECK;
KtTensor *kt_masked_select(KtCtx *ctx, KtTensor *a, KtTensor *mask) KB_MUST_CHECK;
bool kt_masked_scatter_(KtCtx *ctx, KtTensor *a, KtTensor *mask, KtTensor *src) KB_MUST_CHECK;
/* mode: 'r' raise, 'w' wrap, 'c' clip (np.take). dim KT_ALL_DIMS: flat, result has index's shape.
 */
KtTensor *kt_take(KtCtx *ctx, KtTensor *a, KtTensor *index, int dim, char mode) KB_MUST_CHECK;
bool kt_put_(KtCtx *ctx, KtTensor *a, KtTensor *index, KtTensor *src,
             bool accumulate) KB_MUST_CHECK;
KtTensor *kt_nonzero(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK; /* (n, ndim), as torch */
KtTensor *kt_one_hot(KtCtx *ctx, KtTensor *a, int64_t n_classes) KB_MUST_CHECK; /* -1: max + 1 */

/* ---- order (sort.c, select_k.c, unique.c, search.c, histogram.c) ---- */
/* Either output pointer may be NULL. nan sorts last (first when descending, as torch). Elements
 * that are equal keep their order with KT_STABLE; else they lie as the steps of PyTorch's introsort
 * (KT_UNSTABLE) or of NumPy's quicksort or heapsort of indices leave them. */
typedef enum KtSortKind { KT_STABLE, KT_UNSTABLE, KT_QUICK, KT_HEAP } KtSortKind;
bool kt_sort(KtCtx *ctx, KtTensor *a, int dim, bool descending, KtSortKind kind, KtTensor **values,
             KtTensor **indices) KB_MUST_CHECK;
bool kt_topk(KtCtx *ctx, KtTensor *a, int64_t k, int dim, bool largest, bool sorted,
             KtTensor **values, KtTensor **indices) KB_MUST_CHECK;
bool kt_kthvalue(KtCtx *ctx, KtTensor *a, int64_t k, int dim, bool keepdim, KtTensor **values,
                 KtTensor **indices) KB_MUST_CHECK;
/* Flat: sorted distinct values; each wanted extra (pointer not NULL): index of first occurrence,
 * inverse (shape of a), counts. */
bool kt_unique(KtCtx *ctx, KtTensor *a, KtTensor **values, KtTensor **first, KtTensor **inverse,
               KtTensor **counts) KB_MUST_CHECK;
/* The distinct slices along dim, sorted, or (consecutive) those that differ from their neighbour.
 */
bool kt_unique_dim(KtCtx *ctx, KtTensor *a, int dim, bool consecutive, KtTensor **values,
                   KtTensor **first, KtTensor **inverse, KtTensor **counts) KB_MUST_CHECK;
bool kt_unique_consecutive(KtCtx *ctx, KtTensor *a, KtTensor **values, KtTensor **inverse,
                           KtTensor **counts) KB_MUST_CHECK;
/* sorter may be NULL. */
KtTensor *kt_searchsorted(KtCtx *ctx, KtTensor *sorted, const KtOperand *values, bool right,
                          bool int32_out, KtTensor *sorter) KB_MUST_CHECK;
/* Last key is primary (np.lexsort); keys 1-d or n-d along the last dimension. */
KtTensor *kt_lexsort(KtCtx *ctx, KtTensor *const *keys, int n) KB_MUST_CHECK;
KtTensor *kt_bincount(KtCtx *ctx, KtTensor *a, KtTensor *weights, int64_t minlength) KB_MUST_CHECK;
KtTensor *kt_histc(KtCtx *ctx, KtTensor *a, int64_t bins, double lo, double hi) KB_MUST_CHECK;
/* counts per [edge i, edge i+1); last bin closed; weights may be NULL. edges ascending, 1-d.
 * nan_bin: where NaNs count, none if negative. */
KtTensor *kt_histogram_edges(KtCtx *ctx, KtTensor *a, KtTensor *edges, KtTensor *weights,
                             bool density, int64_t nan_bin) KB_MUST_CHECK;
/* n equal bins over [lo, hi], placed as np.histogram does. */
KtTensor *kt_histogram_range(KtCtx *ctx, KtTensor *a, int64_t bins, double lo, double hi,
                             KtTensor *weights, bool density) KB_MUST_CHECK;
KtTensor *kt_isin(KtCtx *ctx, KtTensor *a, KtTensor *values, bool invert) KB_MUST_CHECK;

/* ---- creation (creation.c) ---- */
/* dtype KT_NO_DTYPE: int64 if all three are integers, else the dialect's default float. */
KtTensor *kt_arange(KtCtx *ctx, const KtScalar *start, const KtScalar *stop, const KtScalar *step,
                    int dtype) KB_MUST_CHECK;
KtTensor *kt_linspace(KtCtx *ctx, const KtScalar *start, const KtScalar *stop, int64_t n,
                      bool endpoint, int dtype) KB_MUST_CHECK;
KtTensor *kt_logspace(KtCtx *ctx, double start, double stop, int64_t n, double base, bool endpoint,
                      int dtype) KB_MUST_CHECK;
KtTensor *kt_eye(KtCtx *ctx, int64_t rows, int64_t cols, int64_t diagonal, int dtype) KB_MUST_CHECK;
KtTensor *kt_tri_indices(KtCtx *ctx, int64_t rows, int64_t cols, int64_t offset,
                         bool upper) KB_MUST_CHECK; /* (2, n) */

/* ---- text (repr_torch.c, repr_numpy.c) ---- */
struct KbStrbuf;
/* "tensor(...)", with name in front. suffixes: what follows dtype, e.g. "grad_fn=<AddBackward0>",
 * ended by NULL; or NULL */
bool kt_repr_torch(KtCtx *ctx, KtTensor *a, const char *name, const char *const *suffixes,
                   struct KbStrbuf *out) KB_MUST_CHECK;
/* The elements alone, for a line that has them start at column `indent`. */
bool kt_elements_text(KtCtx *ctx, KtTensor *a, int indent, struct KbStrbuf *out) KB_MUST_CHECK;
bool kt_repr_numpy(KtCtx *ctx, KtTensor *a, struct KbStrbuf *out) KB_MUST_CHECK; /* array(...) */
bool kt_str_numpy(KtCtx *ctx, KtTensor *a, struct KbStrbuf *out) KB_MUST_CHECK;
/* np.array2string: separator and prefix as given; style options from ctx->numpy_print. */
bool kt_array2string(KtCtx *ctx, KtTensor *a, const char *separator, const char *prefix,
                     const char *suffix, struct KbStrbuf *out) KB_MUST_CHECK;
/* repr of one NumPy scalar of that dtype ("0.1" for float32(0.1)). */
bool kt_scalar_text(KtCtx *ctx, int dtype, const void *value, struct KbStrbuf *out) KB_MUST_CHECK;
/* Its str or repr under legacy='1.13': as many digits as the type has places for. */
bool kt_scalar_text_old(KtCtx *ctx, int dtype, const void *value, bool repr,
                        struct KbStrbuf *out) KB_MUST_CHECK;
/* Can a be indexed so, apart from the positions in index tensors? */
bool kt_index_check(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n) KB_MUST_CHECK;
#endif
