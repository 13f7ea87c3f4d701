/* Reductions over dimensions.
 *
 * The walk over dimensions fixes the order of additions, so it follows the dialect: PyTorch puts
 * the reduced dimensions innermost, by stride, then the kept ones in the output's order; NumPy
 * sorts all dimensions by stride.
 * Both then merge neighbours and hand the two innermost to a kernel, which accumulates into an
 * output that starts at the operation's identity. */
#include <math.h>
#include <string.h>

#include "ew.h"
#include "memory.h"
#include "shape.h"
#include "threads.h"

typedef struct Plan {
    int ndim;                                                      /* innermost first */
    int64_t sizes[KT_MAX_DIMS], in[KT_MAX_DIMS], out[KT_MAX_DIMS]; /* strides in bytes */
    char *out_data;
    const char *in_data;
    KtReduceFn fn;
    int split; /* parallel: dimension cut into pieces, or -1 */
} Plan;

static int64_t magnitude(int64_t x) {
    return x < 0 ? -x : x;
}

static bool goes_before(const Plan *p, int a, int b, bool numpy) {
    if (!numpy && (p->out[a] == 0) != (p->out[b] == 0)) return p->out[a] == 0;
    if (!numpy && p->out[a] != 0 && p->out[a] != p->out[b]) return p->out[a] < p->out[b];
    int64_t sa = magnitude(p->in[a]), sb = magnitude(p->in[b]);
    if (sa != sb && sa != 0 && sb != 0) return sa < sb;
    return false;
}

static void swap(int64_t *v, int a, int b) {
    int64_t t = v[a];
    v[a] = v[b];
    v[b] = t;
}

/* Dimensions come in C order; reversed first so that equal strides keep the last one innermost. */
static void plan_dims(Plan *p, const KtTensor *a, uint64_t reduced, const int64_t *out_strides,
                      int64_t out_item, bool numpy) {
    int nd = 0;
    for (int d = a->ndim - 1; d >= 0; d--) {
        if (a->sizes[d] == 1) continue;
        p->sizes[nd] = a->sizes[d];
        p->in[nd] = a->strides[d] * (int64_t)a->itemsize;
        p->out[nd] = reduced >> d & 1 ? 0 : out_strides[d] * out_item;
        nd++;
    }
    for (int i = 1; i < nd; i++)
        for (int j = i; j > 0 && goes_before(p, j, j - 1, numpy); j--) {
            swap(p->sizes, j, j - 1);
            swap(p->in, j, j - 1);
            swap(p->out, j, j - 1);
        }
    int last = 0;
    for (int i = 1; i < nd; i++) {
        if (p->in[last] * p->sizes[last] == p->in[i] &&
            p->out[last] * p->sizes[last] == p->out[i] && (p->out[last] == 0) == (p->out[i] == 0)) {
            p->sizes[last] *= p->sizes[i];
        } else {
            last++;
            p->sizes[last] = p->sizes[i];
            p->in[last] = p->in[i];
            p->out[last] = p->out[i];
        }
    }
    p->ndim = nd ? last + 1 : 0;
}

/* All kernel calls over one piece [begin, end) of the split dimension (or everything). */
static void run_piece(const Plan *p, int64_t begin, int64_t end) {
    int64_t sizes[KT_MAX_DIMS], index[KT_MAX_DIMS] = {0};
    memcpy(sizes, p->sizes, sizeof(int64_t) * (size_t)p->ndim);
    char *out = p->out_data;
    const char *in = p->in_data;
    if (p->split >= 0) {
        out += begin * p->out[p->split];
        in += begin * p->in[p->split];
        sizes[p->split] = end - begin;
    }
    int64_t n0 = p->ndim > 0 ? sizes[0] : 1, n1 = p->ndim > 1 ? sizes[1] : 1;
    int64_t is0 = p->ndim > 0 ? p->in[0] : 0, is1 = p->ndim > 1 ? p->in[1] : 0;
    int64_t os0 = p->ndim > 0 ? p->out[0] : 0, os1 = p->ndim > 1 ? p->out[1] : 0;
    for (;;) {
        p->fn(out, in, n0, n1, is0, is1, os0, os1);
        int d = 2;
        for (; d < p->ndim; d++) {
            in += p->in[d];
            out += p->out[d];
            if (++index[d] < sizes[d]) break;
            in -= p->in[d] * sizes[d];
            out -= p->out[d] * sizes[d];
            index[d] = 0;
        }
        if (d >= p->ndim) return;
    }
}

static void piece_job(void *arg, int64_t begin, int64_t end) {
    run_piece(arg, begin, end);
}

/* NumPy's iterator copies several innermost reduced dimensions that are not one run of memory into
 * a buffer, and sums that pairwise, buffer by buffer. */
#define NUMPY_BUFFER 8192

static bool sum_buffered(KtCtx *ctx, const Plan *p, int n_core, size_t item) {
    KtScratch buffer;
    if (!kt_scratch_alloc(ctx, NUMPY_BUFFER * item, &buffer)) return false;
    int64_t core = 1, index[KT_MAX_DIMS] = {0};
    for (int d = 0; d < n_core; d++)
        core *= p->sizes[d];
    char *out = p->out_data;
    const char *in = p->in_data;
    for (bool more = true; more;) {
        int64_t filled = 0;
        for (int64_t i = 0; i < core; i++) {
            memcpy(buffer.data + (size_t)filled * item, in, item);
            if (++filled == NUMPY_BUFFER || i == core - 1) {
                p->fn(out, buffer.data, filled, 1, (int64_t)item, 0, 0, 0);
                filled = 0;
            }
            for (int d = 0; d < n_core; d++) {
                in += p->in[d];
                if (++index[d] < p->sizes[d]) break;
                in -= p->in[d] * p->sizes[d];
                index[d] = 0;
            }
        }
        more = false;
        for (int d = n_core; d < p->ndim; d++) {
            in += p->in[d];
            out += p->out[d];
            if (++index[d] < p->sizes[d]) {
                more = true;
                break;
            }
            in -= p->in[d] * p->sizes[d];
            out -= p->out[d] * p->sizes[d];
            index[d] = 0;
        }
    }
    kt_scratch_free(ctx, &buffer);
    return true;
}

/* Only kept dimensions are split: each output is summed by one thread in one order. */
static void run_plan(KtCtx *ctx, Plan *p, int64_t numel) {
    p->split = -1;
    if (ctx->n_threads > 1 && numel > 2 * KT_GRAIN)
        for (int d = p->ndim - 1; d > 0; d--)
            if (p->out[d] != 0 && p->sizes[d] > 1) {
                p->split = d;
                break;
            }
    if (p->split < 0) {
        run_piece(p, 0, 0);
        return;
    }
    int64_t n = p->sizes[p->split], grain = KT_GRAIN / (numel / n) + 1;
    grain = (grain + 31) / 32 * 32; /* whole groups of vector columns: the order stays the same */
    kt_parallel_for(ctx, n, grain, piece_job, p);
}

/* What each op needs: kernel, identity, dtype in which the kernel writes. */
typedef struct Recipe {
    KtReduceKernel kernel;
    KtScalar identity;
    int acc; /* dtype of the accumulating output */
} Recipe;

static KtScalar extreme(int dtype, bool low) {
    if (kt_is_float_dtype(dtype)) return kt_scalar_float(low ? -INFINITY : INFINITY);
    if (dtype == KT_BOOL) return kt_scalar_int(low ? 0 : 1);
    int bits = 8 * (int)kt_dtype_size(dtype);
    if (kt_dtype_info[dtype].kind == 'u') {
        KtScalar s = kt_scalar_int(0);
        if (!low) s.u = UINT64_MAX >> (64 - bits);
        if (!low && bits == 64) s.kind = KT_S_UINT;
        return s;
    }
    int64_t top = (int64_t)(UINT64_MAX >> (65 - bits));
    return kt_scalar_int(low ? -top - 1 : top);
}

static void make_recipe(KtCtx *ctx, KtOp op, int dtype, Recipe *r) {
    bool integral = !kt_is_inexact_dtype(dtype);
    r->acc = integral ? KT_I64 : dtype;
    switch (op) {
    case KT_OP_PROD:
    case KT_OP_NANPROD:
        r->kernel = ctx->numpy ? KT_REDUCE_PROD_NP : KT_REDUCE_PROD;
        r->identity = kt_scalar_int(1);
        break;
    case KT_OP_AMAX:
    case KT_OP_AMIN:
        r->kernel = op == KT_OP_AMAX ? KT_REDUCE_MAX : KT_REDUCE_MIN;
        r->identity = extreme(dtype, op == KT_OP_AMAX);
        r->acc = dtype;
        break;
    case KT_OP_NANMAX:
    case KT_OP_NANMIN:
        r->kernel = op == KT_OP_NANMAX ? KT_REDUCE_FMAX : KT_REDUCE_FMIN;
        r->identity = integral ? extreme(dtype, op == KT_OP_NANMAX) : kt_scalar_float(NAN);
        r->acc = dtype;
        break;
    case KT_OP_ALL:
    case KT_OP_ANY:
        r->kernel = op == KT_OP_ALL ? KT_REDUCE_ALL : KT_REDUCE_ANY;
        r->identity = kt_scalar_int(op == KT_OP_ALL);
        r->acc = KT_BOOL;
        break;
    case KT_OP_COUNT_NONZERO:
        r->kernel = KT_REDUCE_COUNT;
        r->identity = kt_scalar_int(0);
        r->acc = KT_I64;
        break;
    default:
        r->kernel = ctx->numpy ? KT_REDUCE_SUM_NP : KT_REDUCE_SUM;
        r->identity = kt_scalar_int(0);
    }
}

/* Sizes of the result; full: with every reduced dimension kept as 1 (for strides). */
static int result_sizes(const KtTensor *a, uint64_t reduced, bool keepdim, int64_t *sizes) {
    int nd = 0;
    for (int d = 0; d < a->ndim; d++) {
        if (!(reduced >> d & 1))
            sizes[nd++] = a->sizes[d];
        else if (keepdim)
            sizes[nd++] = 1;
    }
    return nd;
}

static KtTensor *drop_dims(KtCtx *ctx, KtTensor *full, uint64_t reduced) {
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    int nd = 0;
    for (int d = 0; d < full->ndim; d++) {
        if (reduced >> d & 1) continue;
        sizes[nd] = full->sizes[d];
        strides[nd++] = full->strides[d];
    }
    KtTensor *r = kt_view_raw(ctx, full, full->dtype, full->data, nd, sizes, strides);
    if (r) r->flags &= (uint8_t)~KT_T_VIEW;
    kt_decref(ctx, full);
    return r;
}

static KtTensor *reduce_with(KtCtx *ctx, KtTensor *a, const Recipe *recipe, uint64_t reduced,
                             bool keepdim) {
    int64_t sizes[KT_MAX_DIMS];
    int in_dtype = a->dtype;
    KtReduceFn fn = kt_reduce_loop(ctx->kernels, recipe->kernel, in_dtype);
    KB_ASSERT(fn);
    /* 1-d and full reductions come often: no walk, no view */
    if (!keepdim && kt_is_contiguous(a) &&
        (a->ndim <= 1 || reduced == (a->ndim >= 64 ? UINT64_MAX : ((uint64_t)1 << a->ndim) - 1))) {
        if (a->ndim == 0 || reduced) {
            KtTensor *r = kt_scalar_tensor(ctx, recipe->acc, &recipe->identity);
            if (r && a->numel) fn(r->data, a->data, a->numel, 1, a->itemsize, 0, 0, 0);
            return r;
        }
    }
    int nd = result_sizes(a, reduced, true, sizes);
    KtTensor *r = kt_full(ctx, recipe->acc, nd, sizes, &recipe->identity);
    if (!r) return NULL;
    if (a->numel) {
        Plan p = {.out_data = r->data, .in_data = a->data, .fn = fn};
        plan_dims(&p, a, reduced, r->strides, r->itemsize, ctx->numpy);
        int n_core = 0;
        while (n_core < p.ndim && p.out[n_core] == 0)
            n_core++;
        if (recipe->kernel == KT_REDUCE_SUM_NP && kt_is_inexact_dtype(in_dtype) && n_core > 1) {
            if (!sum_buffered(ctx, &p, n_core, a->itemsize)) {
                kt_decref(ctx, r);
                return NULL;
            }
        } else {
            run_plan(ctx, &p, a->numel);
        }
    }
    return keepdim ? r : drop_dims(ctx, r, reduced);
}

static int64_t reduced_count(const KtTensor *a, uint64_t reduced) {
    int64_t n = 1;
    for (int d = 0; d < a->ndim; d++)
        if (reduced >> d & 1) n *= a->sizes[d];
    return n;
}

static bool refuse_empty(KtCtx *ctx, KtOp op, const KtTensor *a, const int *dims, int n_dims) {
    char name[48];
    if (ctx->numpy) {
        if (op == KT_OP_AMAX || op == KT_OP_AMIN)
            return kt_fail(ctx, KT_VALUE_ERROR,
                           "zero-size array to reduction operation %s which has no identity",
                           op == KT_OP_AMAX ? "maximum" : "minimum");
        if (op == KT_OP_NANMAX || op == KT_OP_NANMIN)
            return kt_fail(ctx, KT_VALUE_ERROR,
                           "zero-size array to reduction operation %s which has no identity",
                           op == KT_OP_NANMAX ? "fmax" : "fmin");
        if (op == KT_OP_NANARGMAX || op == KT_OP_NANARGMIN)
            return kt_fail(ctx, KT_VALUE_ERROR, "All-NaN slice encountered");
        return kt_fail(ctx, KT_VALUE_ERROR, "attempt to get %s of an empty sequence",
                       kt_op_numpy_name(op, name));
    }
    kt_op_torch_name(op, name);
    if (n_dims == 0) {
        bool index = op == KT_OP_ARGMAX || op == KT_OP_ARGMIN;
        return kt_fail(ctx, index ? KT_INDEX_ERROR : KT_RUNTIME_ERROR,
                       "%s(): Expected reduction dim to be specified for input.numel() == 0.%s",
                       name, index ? "" : " Specify the reduction dim with the 'dim' argument.");
    }
    int d = dims[0]; /* as it was given, where there can be several */
    for (int i = 0; i < n_dims; i++)
        if (a->sizes[dims[i] < 0 ? dims[i] + a->ndim : dims[i]] == 0) {
            d = dims[i];
            break;
        }
    if (d < 0 && op != KT_OP_AMAX && op != KT_OP_AMIN) d += a->ndim;
    return kt_fail(ctx, KT_INDEX_ERROR, "%s(): Expected reduction dim %d to have non-zero size.",
                   name, d);
}

static bool needs_elements(KtOp op) {
    switch (op) {
    case KT_OP_AMAX:
    case KT_OP_AMIN:
    case KT_OP_NANMAX:
    case KT_OP_NANMIN:
    case KT_OP_ARGMAX:
    case KT_OP_ARGMIN:
    case KT_OP_NANARGMAX:
    case KT_OP_NANARGMIN:
        return true;
    default:
        return false;
    }
}

/* Writes a finished result where the caller wants it. */
static KtTensor *deliver(KtCtx *ctx, KtTensor *r, int dtype, KtTensor *out, const char *name) {
    if (!r) return NULL;
    if (out) {
        KtOut o;
        if (!kt_out_begin(ctx, &o, name, out, dtype, r->ndim, r->sizes, 0, NULL)) {
            kt_decref(ctx, r);
            return NULL;
        }
        bool ok = kt_copy(ctx, o.target, r);
        kt_decref(ctx, r);
        if (ok) return kt_out_end(ctx, &o);
        kt_out_drop(ctx, &o);
        return NULL;
    }
    if (r->dtype == dtype) return r;
    KtTensor *c = kt_cast(ctx, r, dtype);
    kt_decref(ctx, r);
    return c;
}

/* Result dtype of the op on a dtype. */
static int reduce_dtype(KtCtx *ctx, KtOp op, int in) {
    switch (kt_op_info[op].rule) {
    case KT_RULE_BOOL:
        return !ctx->numpy && in == KT_U8 ? KT_U8 : KT_BOOL;
    case KT_RULE_INDEX:
        return KT_I64;
    case KT_RULE_SUM:
        if (kt_is_inexact_dtype(in) || in >= KT_LL) return in;
        return ctx->numpy && kt_dtype_info[in].kind == 'u' ? KT_U64 : KT_I64;
    case KT_RULE_FLOAT:
        if (kt_is_inexact_dtype(in)) return in;
        return ctx->numpy ? KT_F64 : ctx->default_dtype;
    default:
        return in;
    }
}

/* Half precision is summed in float. */
static int carry_dtype(int dtype) {
    return dtype == KT_F16 || dtype == KT_BF16 ? KT_F32 : dtype;
}

static KtTensor *replace_nan(KtCtx *ctx, KtTensor *a, double by) {
    double param[3] = {by, INFINITY, -INFINITY};
    return kt_unary_param(ctx, KT_OP_NAN_TO_NUM, a, param, KT_NO_DTYPE, NULL);
}

static KtTensor *sum_like(KtCtx *ctx, KtOp op, KtTensor *a, uint64_t reduced, bool keepdim,
                          int dtype) {
    Recipe recipe;
    /* computed in the result's dtype: floats from ints need the cast before, ints wrap after */
    int work = kt_is_inexact_dtype(dtype) ? carry_dtype(dtype)
               : dtype == KT_BOOL         ? KT_BOOL
                                          : a->dtype;
    if (!kt_is_inexact_dtype(dtype) && kt_is_inexact_dtype(a->dtype)) work = dtype;
    /* torch rounds the elements to half precision before it sums them in float */
    bool narrows = !ctx->numpy && kt_is_inexact_dtype(dtype) && work != dtype;
    KtTensor *own = narrows ? kt_cast(ctx, a, dtype) : kt_incref(a);
    KtTensor *x = own ? kt_cast(ctx, own, work) : NULL;
    kt_xdecref(ctx, own);
    if (x && (op == KT_OP_NANSUM || op == KT_OP_NANPROD || op == KT_OP_NANMEAN) &&
        kt_is_inexact_dtype(work)) {
        KtTensor *clean = replace_nan(ctx, x, op == KT_OP_NANPROD ? 1 : 0);
        kt_decref(ctx, x);
        x = clean;
    }
    if (!x) return NULL;
    make_recipe(ctx, op, work, &recipe);
    KtTensor *r = reduce_with(ctx, x, &recipe, reduced, keepdim);
    kt_decref(ctx, x);
    return r;
}

static KtTensor *mean_of(KtCtx *ctx, KtOp op, KtTensor *a, uint64_t reduced, bool keepdim,
                         int dtype) {
    char name[48];
    if (!kt_is_inexact_dtype(dtype)) {
        if (!ctx->numpy)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "mean(): could not infer output dtype. Input dtype must be either "
                                "a floating point or complex dtype. Got: %s",
                                kt_dtype_info[dtype].scalar_name);
        dtype = KT_F64;
    }
    KtTensor *s = sum_like(ctx, op, a, reduced, keepdim, dtype);
    if (s && !ctx->numpy && s->dtype != dtype) { /* torch divides the sum as the type holds it */
        KtTensor *held = kt_cast(ctx, s, dtype);
        kt_decref(ctx, s);
        s = held;
    }
    if (!s) return NULL;
    if (op == KT_OP_NANMEAN) {
        KtTensor *bad = kt_unary(ctx, KT_OP_ISNAN, a, KT_NO_DTYPE, NULL);
        KtTensor *good = bad ? kt_unary(ctx, KT_OP_LOGICAL_NOT, bad, KT_NO_DTYPE, NULL) : NULL;
        Recipe recipe;
        make_recipe(ctx, KT_OP_SUM, KT_BOOL, &recipe);
        KtTensor *n = good ? reduce_with(ctx, good, &recipe, reduced, keepdim) : NULL;
        KtTensor *r = n ? kt_binary(ctx, KT_OP_DIV, s, n, s->dtype, NULL) : NULL;
        kt_xdecref(ctx, bad);
        kt_xdecref(ctx, good);
        kt_xdecref(ctx, n);
        kt_decref(ctx, s);
        return r;
    }
    int64_t n = reduced_count(a, reduced);
    if (n == 0 && ctx->numpy && !kt_warn(ctx, KT_RUNTIME_WARNING, "Mean of empty slice.")) {
        kt_decref(ctx, s);
        return NULL;
    }
    KtScalar count = kt_scalar_float((double)n);
    (void)name;
    KtTensor *r = kt_binary_ts(ctx, KT_OP_DIV, s, &count, s->dtype, s);
    kt_decref(ctx, s);
    return r;
}

static KtTensor *logsumexp_of(KtCtx *ctx, KtTensor *a, uint64_t reduced, bool keepdim) {
    Recipe recipe;
    KtTensor *x =
        kt_is_inexact_dtype(a->dtype) ? kt_incref(a) : kt_cast(ctx, a, ctx->default_dtype);
    if (!x) return NULL;
    if (kt_torch_lacks(ctx, KT_OP_EXP, x->dtype) && x->numel) {
        kt_no_kernel(ctx, KT_OP_EXP, x->dtype);
        kt_decref(ctx, x);
        return NULL;
    }
    if (x->numel == 0) {
        KtTensor *s = sum_like(ctx, KT_OP_SUM, x, reduced, keepdim, x->dtype);
        kt_decref(ctx, x);
        KtTensor *r = s ? kt_unary(ctx, KT_OP_LOG, s, KT_NO_DTYPE, NULL) : NULL;
        kt_xdecref(ctx, s);
        return r;
    }
    make_recipe(ctx, KT_OP_AMAX, x->dtype, &recipe);
    KtTensor *m = reduce_with(ctx, x, &recipe, reduced, true);
    KtScalar zero = kt_scalar_int(0);
    KtTensor *inf = m ? kt_unary(ctx, KT_OP_ISINF, m, KT_NO_DTYPE, NULL) : NULL;
    KtOperand z = kt_operand_scalar(zero), keep = kt_operand(m);
    KtTensor *safe = inf ? kt_where(ctx, inf, &z, &keep, NULL) : NULL;
    KtTensor *d = safe ? kt_binary(ctx, KT_OP_SUB, x, safe, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *e = d ? kt_unary(ctx, KT_OP_EXP, d, KT_NO_DTYPE, d) : NULL;
    KtTensor *s = e ? sum_like(ctx, KT_OP_SUM, e, reduced, keepdim, e->dtype) : NULL;
    if (s && s->dtype != x->dtype) s = deliver(ctx, s, x->dtype, NULL, "logsumexp");
    KtTensor *l = s ? kt_unary(ctx, KT_OP_LOG, s, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *r = NULL;
    if (l && !keepdim) {
        kt_incref(safe);
        KtTensor *flat = drop_dims(ctx, safe, reduced);
        r = flat ? kt_binary(ctx, KT_OP_ADD, l, flat, KT_NO_DTYPE, NULL) : NULL;
        kt_xdecref(ctx, flat);
    } else if (l) {
        r = kt_binary(ctx, KT_OP_ADD, l, safe, KT_NO_DTYPE, NULL);
    }
    kt_decref(ctx, x);
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, inf);
    kt_xdecref(ctx, safe);
    kt_xdecref(ctx, d);
    kt_xdecref(ctx, e);
    kt_xdecref(ctx, s);
    kt_xdecref(ctx, l);
    return r;
}

/* The place of the extreme of all elements, which lie side by side. */
static KtTensor *arg_flat(KtCtx *ctx, bool low, KtTensor *a) {
    int64_t place = 0;
    _Alignas(16) char value[KT_ITEM_MAX];
    KtPick k = {.n = a->numel, .step = kt_dtype_size(a->dtype), .low = low};
    char *p[3] = {value, (char *)&place, a->data};
    kt_pick_loop(ctx->kernels, a->dtype, false)(&k, p);
    KtScalar at = kt_scalar_int(place);
    return kt_scalar_tensor(ctx, KT_I64, &at);
}

static KtTensor *arg_reduce(KtCtx *ctx, KtOp op, KtTensor *a, const int *dims, int n_dims,
                            bool keepdim) {
    bool plain = op == KT_OP_ARGMAX || op == KT_OP_ARGMIN, line = a->ndim == 1 && n_dims == 1;
    if (plain && (line || !n_dims) && !keepdim && a->numel && kt_is_contiguous(a))
        return arg_flat(ctx, op == KT_OP_ARGMIN, a);
    if (n_dims > 1) return kt_fail_null(ctx, KT_TYPE_ERROR, "argmax takes at most one dimension");
    KtTensor *flat = NULL, *x = a;
    int dim = n_dims ? dims[0] : 0;
    if (!n_dims) {
        flat = kt_reshape(ctx, a, 1, (int64_t[]){-1});
        if (!flat) return NULL;
        x = flat;
    }
    bool low = op == KT_OP_ARGMIN || op == KT_OP_NANARGMIN;
    bool skip_nan = op == KT_OP_NANARGMAX || op == KT_OP_NANARGMIN;
    KtTensor *clean = NULL;
    if (skip_nan && kt_is_float_dtype(x->dtype)) {
        KtTensor *nan = kt_unary(ctx, KT_OP_ISNAN, x, KT_NO_DTYPE, NULL);
        KtOperand far = kt_operand_scalar(kt_scalar_float(low ? INFINITY : -INFINITY)),
                  keep = kt_operand(x);
        clean = nan ? kt_where(ctx, nan, &far, &keep, NULL) : NULL;
        kt_xdecref(ctx, nan);
        x = clean;
    }
    KtTensor *values = NULL, *indices = NULL;
    if (x && kt_reduce_index(ctx, low ? KT_OP_MIN_DIM : KT_OP_MAX_DIM, x, dim, keepdim && n_dims,
                             &values, &indices))
        kt_decref(ctx, values);
    kt_xdecref(ctx, clean);
    kt_xdecref(ctx, flat);
    if (indices && keepdim && !n_dims) {
        int64_t ones[KT_MAX_DIMS];
        for (int i = 0; i < a->ndim; i++)
            ones[i] = 1;
        KtTensor *r = kt_reshape(ctx, indices, a->ndim, ones);
        kt_decref(ctx, indices);
        return r;
    }
    return indices;
}

/* Zeros in the shape of a reduction of which torch computes nothing. */
static KtTensor *nothing_computed(KtCtx *ctx, KtOp op, const KtTensor *a, uint64_t reduced,
                                  bool keepdim) {
    int64_t sizes[KT_MAX_DIMS];
    int n = 0;
    for (int d = 0; d < a->ndim; d++) {
        bool gone = reduced >> d & 1;
        if (!gone || keepdim) sizes[n++] = gone ? 1 : a->sizes[d];
    }
    return kt_zeros(ctx, kt_op_info[op].rule == KT_RULE_INDEX ? KT_I64 : a->dtype, n, sizes);
}

/* torch looks for an empty dimension one by one, ahead of duplicates. */
static bool dims_have_elements(KtCtx *ctx, KtOp op, const KtTensor *a, const int *dims, int n) {
    for (int i = 0; i < n; i++) {
        int d = dims[i];
        if (!kt_wrap_dim(ctx, &d, a->ndim)) return false;
        if (a->sizes[d] == 0) return refuse_empty(ctx, op, a, dims + i, 1);
    }
    return true;
}

static bool kernel_missing(KtCtx *ctx, KtOp op, int dtype) {
    if (kt_torch_lacks(ctx, op, dtype)) return true;
    if (!kt_is_complex_dtype(dtype)) return false;
    return op == KT_OP_AMAX || op == KT_OP_AMIN || op == KT_OP_NANMAX || op == KT_OP_NANMIN ||
           op == KT_OP_ARGMAX || op == KT_OP_ARGMIN || op == KT_OP_LOGSUMEXP ||
           (op == KT_OP_NANSUM && !ctx->numpy);
}

KtTensor *kt_reduce(KtCtx *ctx, KtOp op, KtTensor *a, const int *dims, int n_dims, bool keepdim,
                    int dtype, KtTensor *out) {
    uint64_t reduced;
    char name[48];
    if (KB_UNLIKELY(kt_is_misaligned(a))) {
        KtTensor *aligned = kt_clone(ctx, a),
                 *r = aligned ? kt_reduce(ctx, op, aligned, dims, n_dims, keepdim, dtype, out)
                              : NULL;
        kt_xdecref(ctx, aligned);
        return r;
    }
    if (n_dims == 0 && dims && !ctx->numpy) dims = NULL; /* torch: an empty list means all */
    if ((op == KT_OP_AMAX || op == KT_OP_AMIN) && !ctx->numpy && !a->numel &&
        !dims_have_elements(ctx, op, a, dims, n_dims))
        return NULL;
    if (!kt_dims_mask(ctx, dims, n_dims, a->ndim, &reduced)) return NULL;
    if (n_dims == 0 && dims) reduced = 0;
    kt_dialect_name(ctx, op, name);
    if (needs_elements(op) && a->ndim + (a->numel == 0) > 0 && reduced_count(a, reduced) == 0 &&
        (a->numel == 0)) {
        refuse_empty(ctx, op, a, dims, n_dims);
        return NULL;
    }
    if ((op == KT_OP_ALL || op == KT_OP_ANY) && !ctx->numpy && kt_is_complex_dtype(a->dtype)) {
        KtTensor *truth = kt_cast(ctx, a, KT_BOOL); /* torch: of the real parts */
        KtTensor *r = truth ? kt_reduce(ctx, op, truth, dims, n_dims, keepdim, dtype, out) : NULL;
        kt_xdecref(ctx, truth);
        return r;
    }
    int operand = dtype >= 0 ? dtype : a->dtype;
    if (kernel_missing(ctx, op, operand) && !(op == KT_OP_PROD && a->numel == 0)) {
        bool arg = op == KT_OP_ARGMAX || op == KT_OP_ARGMIN;
        bool one = arg && n_dims == 1 && a->ndim && reduced_count(a, reduced) == 1;
        if (!ctx->numpy && (one || (a->numel == 0 && reduced_count(a, reduced) > 0)))
            return nothing_computed(ctx, op, a, reduced, keepdim);
        kt_no_kernel(ctx, op, operand);
        return NULL;
    }
    int result = dtype >= 0 ? dtype : reduce_dtype(ctx, op, a->dtype);
    switch (op) {
    case KT_OP_MEAN:
    case KT_OP_NANMEAN: {
        int want = dtype >= 0                                     ? dtype
                   : ctx->numpy && !kt_is_inexact_dtype(a->dtype) ? KT_F64
                                                                  : a->dtype;
        KtTensor *r = mean_of(ctx, op, a, reduced, keepdim, want);
        if (r) r->storage->version = 0; /* nobody saw the sums */
        return deliver(ctx, r, kt_is_inexact_dtype(want) ? want : KT_F64, out, name);
    }
    case KT_OP_LOGSUMEXP: {
        KtTensor *r = logsumexp_of(ctx, a, reduced, keepdim);
        return deliver(ctx, r, result, out, name);
    }
    case KT_OP_ARGMAX:
    case KT_OP_ARGMIN:
    case KT_OP_NANARGMAX:
    case KT_OP_NANARGMIN:
        return deliver(ctx, arg_reduce(ctx, op, a, dims, n_dims, keepdim), KT_I64, out, name);
    case KT_OP_SUM:
    case KT_OP_PROD:
    case KT_OP_NANSUM:
    case KT_OP_NANPROD:
        return deliver(ctx, sum_like(ctx, op, a, reduced, keepdim, result), result, out, name);
    default: {
        Recipe recipe;
        make_recipe(ctx, op, a->dtype, &recipe);
        KtTensor *r = reduce_with(ctx, a, &recipe, reduced, keepdim);
        return deliver(ctx, r, result, out, name);
    }
    }
}
