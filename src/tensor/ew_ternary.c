/* where, clamp, lerp, addcmul, addcdiv, isclose, equal. */
#include <math.h>
#include <string.h>

#include "ew.h"
#include "ops.h"
#include "shape.h"

/* Runs a three-input loop over operands already in one dtype. */
static KtTensor *run3(KtCtx *ctx, const char *name, KtLoopFn loop, const KtLoopParam *param,
                      int compute, int n_shape, KtTensor *const *shape_of, const KtOperand ops[3],
                      KtTensor *out) {
    int ndim;
    int64_t sizes[KT_MAX_DIMS];
    if (!kt_broadcast_shapes(ctx, n_shape, shape_of, &ndim, sizes)) return NULL;
    KtOut o;
    if (!kt_out_begin(ctx, &o, name, out, compute, ndim, sizes, n_shape, shape_of)) return NULL;
    KtPrepared p[3] = {{.t = NULL}, {.t = NULL}, {.t = NULL}};
    bool ok = true;
    for (int i = 0; i < 3 && ok; i++)
        ok = kt_prepare(ctx, &p[i], &ops[i], compute);
    if (ok) {
        KtIter it;
        kt_iter_init(&it, ndim, sizes);
        kt_iter_add(&it, o.target);
        for (int i = 0; i < 3; i++)
            kt_iter_add_prepared(&it, &p[i]);
        kt_iter_plan(&it);
        kt_iter_run(ctx, &it, loop, param);
    }
    for (int i = 0; i < 3; i++)
        kt_prepared_drop(ctx, &p[i]);
    if (!ok) {
        kt_out_drop(ctx, &o);
        return NULL;
    }
    return kt_out_end(ctx, &o);
}

static void meet(KtCtx *ctx, KtResultType *r, const KtOperand *o) {
    if (o->t)
        kt_result_type_tensor(r, o->t);
    else
        kt_result_type_scalar(r, &o->s, ctx->default_dtype);
}

KtTensor *kt_where(KtCtx *ctx, KtTensor *cond, const KtOperand *a, const KtOperand *b,
                   KtTensor *out) {
    KtResultType rt;
    kt_result_type_init(&rt, ctx->numpy);
    meet(ctx, &rt, a);
    meet(ctx, &rt, b);
    int dtype = kt_result_type_finish(&rt);
    if (!ctx->numpy && cond->dtype != KT_BOOL && cond->dtype != KT_U8)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "where expected condition to be a boolean tensor, but got a tensor "
                            "with dtype %s",
                            kt_dtype_info[cond->dtype].scalar_name);
    if (!ctx->numpy && ((!a->t && !kt_check_number(ctx, dtype, &a->s)) ||
                        (!b->t && !kt_check_number(ctx, dtype, &b->s))))
        return NULL;
    KtTensor *shape_of[3] = {cond, NULL, NULL};
    int n = 1, ndim;
    if (a->t) shape_of[n++] = a->t;
    if (b->t) shape_of[n++] = b->t;
    int64_t sizes[KT_MAX_DIMS];
    if (!kt_broadcast_shapes(ctx, n, shape_of, &ndim, sizes)) return NULL;
    if (kt_result_type_complex_half(&rt) && !kt_complex_half_not_built(ctx)) return NULL;
    KtTensor *mask = kt_cast(ctx, cond, KT_BOOL);
    if (!mask) return NULL;
    KtOut o = {.target = NULL};
    KtPrepared p = {.t = NULL}, q = {.t = NULL};
    KtTensor *r = NULL;
    if (!kt_out_begin(ctx, &o, "where", out, dtype, ndim, sizes, n, shape_of)) goto done;
    if (kt_prepare(ctx, &p, a, dtype) && kt_prepare(ctx, &q, b, dtype)) {
        KtIter it;
        kt_iter_init(&it, ndim, sizes);
        kt_iter_add(&it, o.target);
        kt_iter_add(&it, mask);
        kt_iter_add_prepared(&it, &p);
        kt_iter_add_prepared(&it, &q);
        kt_iter_plan(&it);
        kt_iter_run(ctx, &it, kt_where_loop(ctx->kernels, dtype), NULL);
        r = kt_out_end(ctx, &o);
    } else {
        kt_out_drop(ctx, &o);
    }
done:
    kt_prepared_drop(ctx, &p);
    kt_prepared_drop(ctx, &q);
    kt_decref(ctx, mask);
    return r;
}

/* The bound that never binds, so that one loop serves one-sided clamps. */
static KtScalar no_bound(int dtype, bool low) {
    if (kt_is_float_dtype(dtype)) return kt_scalar_float(low ? -INFINITY : INFINITY);
    if (kt_dtype_info[dtype].kind == 'u') {
        KtScalar s = kt_scalar_int(0);
        if (!low) s.u = UINT64_MAX >> (64 - 8 * kt_dtype_size(dtype));
        if (!low && kt_kernel_dtype(dtype) == KT_U64) s.kind = KT_S_UINT;
        return s;
    }
    int bits = 8 * (int)kt_dtype_size(dtype);
    int64_t top = (int64_t)(UINT64_MAX >> (65 - bits));
    return kt_scalar_int(low ? -top - 1 : top);
}

/* Do the shapes of these (NULL: no tensor) broadcast? */
static bool shapes_meet(KtCtx *ctx, KtTensor *const ts[3]) {
    KtTensor *some[3];
    int64_t sizes[KT_MAX_DIMS];
    int n = 0, ndim;
    for (int i = 0; i < 3; i++)
        if (ts[i]) some[n++] = ts[i];
    return kt_broadcast_shapes(ctx, n, some, &ndim, sizes);
}

/* PyTorch looks for a kernel that limits real numbers by complex tensors once the shapes fit. */
static KtTensor *no_complex_bounds(KtCtx *ctx, KtTensor *a, const KtOperand *lo,
                                   const KtOperand *hi, int dtype) {
    KtTensor *ts[3] = {a, lo ? lo->t : NULL, hi ? hi->t : NULL};
    if (!shapes_meet(ctx, ts)) return NULL;
    return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"%s_cpu\" not implemented for '%s'",
                        !hi   ? "maximum"
                        : !lo ? "minimum"
                              : "clamp",
                        kt_dtype_info[dtype].scalar_name);
}

KtTensor *kt_clamp(KtCtx *ctx, KtTensor *a, const KtOperand *lo, const KtOperand *hi,
                   KtTensor *out) {
    if (!lo && !hi)
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR, "One of max or min must be given")
                          : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                         "torch.clamp: At least one of 'min' or 'max' must not be "
                                         "None");
    KtResultType rt;
    kt_result_type_init(&rt, ctx->numpy);
    kt_result_type_tensor(&rt, a);
    if (lo) meet(ctx, &rt, lo);
    if (hi) meet(ctx, &rt, hi);
    int dtype = kt_result_type_finish(&rt);
    bool tensors = (lo && lo->t) || (hi && hi->t);
    if (!ctx->numpy && tensors && kt_is_complex_dtype(dtype) && !kt_is_complex_dtype(a->dtype))
        return no_complex_bounds(ctx, a, lo, hi, dtype);
    if (dtype == KT_BOOL && !ctx->numpy && !out && !(lo && hi) && (lo ? lo : hi)->t)
        return kt_binary(ctx, lo ? KT_OP_MAXIMUM : KT_OP_MINIMUM, a, (lo ? lo : hi)->t, KT_NO_DTYPE,
                         NULL);
    KtLoopFn loop = kt_clamp_loop(ctx->kernels, dtype);
    KtLoopFn clip = kt_is_long_dtype(dtype) ? lo && hi ? kt_long_clip[dtype == KT_CLD] : NULL
                                            : ctx->kernels->clip[kt_kernel_dtype(dtype)];
    if (ctx->numpy && clip) loop = clip;
    bool numbers = !(lo && lo->t) && !(hi && hi->t);
    if (!ctx->numpy && numbers && (dtype == KT_F16 || dtype == KT_BOOL))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'",
                            !hi   ? "clamp_min_cpu"
                            : !lo ? "clamp_max_scalar_cpu"
                                  : "clamp_scalar_cpu",
                            kt_dtype_info[dtype].scalar_name);
    if (!loop || (lo && hi && !numbers && kt_torch_lacks(ctx, KT_OP_CLAMP, dtype))) {
        KtTensor *ts[3] = {a, lo ? lo->t : NULL, hi ? hi->t : NULL};
        if (!ctx->numpy && !kt_is_complex_dtype(dtype) && !shapes_meet(ctx, ts)) return NULL;
        kt_no_kernel(ctx, KT_OP_CLAMP, dtype);
        return NULL;
    }
    KtOperand ops[3] = {kt_operand(a), lo ? *lo : kt_operand_scalar(no_bound(dtype, true)),
                        hi ? *hi : kt_operand_scalar(no_bound(dtype, false))};
    KtTensor *shape_of[3] = {a, NULL, NULL};
    int n = 1;
    if (ops[1].t) shape_of[n++] = ops[1].t;
    if (ops[2].t) shape_of[n++] = ops[2].t;
    KtLoopParam param = {0};
    return run3(ctx, ctx->numpy ? "clip" : "clamp", loop, &param, dtype, n, shape_of, ops, out);
}

static bool same_dtype(KtCtx *ctx, const KtTensor *a, const KtTensor *b, const char *name) {
    if (a->dtype == b->dtype) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR, "expected dtype %s for `%s` but got dtype %s",
                   kt_cpp_type_name(a->dtype), name, kt_cpp_type_name(b->dtype));
}

KtTensor *kt_lerp(KtCtx *ctx, KtTensor *a, KtTensor *b, const KtOperand *weight, KtTensor *out) {
    if (!same_dtype(ctx, a, b, "end") || (weight->t && !same_dtype(ctx, a, weight->t, "weight")))
        return NULL;
    KtLoopFn loop = ctx->kernels->lerp[a->dtype];
    KtTensor *shape_of[3] = {a, b, weight->t};
    if (!shapes_meet(ctx, shape_of)) return NULL;
    if (!loop || a->dtype == KT_F16)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"lerp_kernel_%s\" not implemented for '%s'",
                            weight->t ? "tensor" : "scalar", kt_dtype_info[a->dtype].scalar_name);
    KtOperand ops[3] = {kt_operand(a), kt_operand(b), *weight};
    if (!weight->t && !kt_check_number(ctx, a->dtype, &weight->s)) return NULL;
    KtLoopParam param = {.d = {!weight->t, weight->t ? 0 : kt_scalar_as_double(&weight->s)}};
    return run3(ctx, "lerp", loop, &param, a->dtype, weight->t ? 3 : 2, shape_of, ops, out);
}

KtTensor *kt_addcmul(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *c, const KtScalar *value,
                     bool divide, KtTensor *out) {
    KtResultType rt;
    kt_result_type_init(&rt, ctx->numpy);
    kt_result_type_tensor(&rt, a);
    kt_result_type_tensor(&rt, b);
    kt_result_type_tensor(&rt, c);
    int dtype = kt_result_type_finish(&rt);
    if (divide && !kt_is_inexact_dtype(b->dtype) && !kt_is_inexact_dtype(c->dtype))
        return kt_fail_null(
            ctx, KT_RUNTIME_ERROR,
            "Integer division with addcdiv is no longer supported, and in a future  "
            "release addcdiv will perform a true division of tensor1 and tensor2. "
            "The historic addcdiv behavior can be implemented as (input + value * "
            "torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs "
            "and as (input + value * tensor1 / tensor2) for float inputs. The "
            "future addcdiv behavior is just the latter implementation: (input + "
            "value * tensor1 / tensor2), for all dtypes.");
    KtLoopFn loop = divide ? ctx->kernels->addcdiv[dtype] : ctx->kernels->addcmul[dtype];
    KtOp op = divide ? KT_OP_ADDCDIV : KT_OP_ADDCMUL;
    KtOperand ops[3] = {kt_operand(a), kt_operand(b), kt_operand(c)};
    KtTensor *shape_of[3] = {a, b, c};
    if (!loop || kt_torch_lacks(ctx, op, dtype)) {
        if (shapes_meet(ctx, shape_of)) (void)kt_no_kernel(ctx, op, dtype);
        return NULL;
    }
    if (kt_result_type_complex_half(&rt)) {
        if (!shapes_meet(ctx, shape_of)) return NULL;
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for 'ComplexHalf'",
                            divide ? "addcdiv_cpu_out" : "addcmul_cpu_out");
    }
    if (!shapes_meet(ctx, shape_of) || !kt_check_number(ctx, dtype, value)) return NULL;
    double im = value->kind == KT_S_COMPLEX ? value->c.im : 0;
    KtLoopParam param = {.d = {kt_scalar_as_double(value), im}};
    return run3(ctx, divide ? "addcdiv" : "addcmul", loop, &param, dtype, 3, shape_of, ops, out);
}

static inline double at_double(const KtTensor *t, const char *p) {
    if (KB_LIKELY(t->dtype == KT_F64)) return *(const KtAtF64 *)(const void *)p;
    if (t->dtype == KT_F32) return *(const KtAtF32 *)(const void *)p;
    KtScalar s = kt_load_scalar(t->dtype, p);
    return kt_scalar_as_double(&s);
}

typedef struct Close {
    const KtTensor *a, *b;
    double rtol, atol;
    bool equal_nan, single; /* computed in floats, as torch does for them and for integers */
} Close;

static bool close_values(const Close *c, const char *pa, const char *pb) {
    if (kt_is_complex_dtype(c->a->dtype)) {
        KtScalar x = kt_load_scalar(c->a->dtype, pa), y = kt_load_scalar(c->b->dtype, pb);
        bool xn = isnan(x.c.re) || isnan(x.c.im), yn = isnan(y.c.re) || isnan(y.c.im);
        if (xn || yn) return c->equal_nan && xn && yn;
        if (x.c.re == y.c.re && x.c.im == y.c.im) return true;
        double d = hypot(x.c.re - y.c.re, x.c.im - y.c.im), m = hypot(y.c.re, y.c.im);
        return isfinite(d) && d <= c->atol + c->rtol * m;
    }
    double x = at_double(c->a, pa), y = at_double(c->b, pb);
    if (isnan(x) || isnan(y)) return c->equal_nan && isnan(x) && isnan(y);
    if (x == y) return true;
    double d = fabs(x - y);
    if (c->single) {
        float error = fabsf((float)x - (float)y), part = fabsf((float)c->rtol * (float)y);
        return isfinite(error) && error <= (float)c->atol + part;
    }
    if (c->a->dtype == KT_F32) {
        float fd = fabsf((float)x - (float)y);
        return isfinite(fd) && isfinite(y) && (double)fd <= c->atol + fabs(c->rtol * y);
    }
    return isfinite(d) && isfinite(y) && d <= c->atol + fabs(c->rtol * y);
}

static void close_run(void *arg, int64_t n, char *const *p, const int64_t *s) {
    const Close *c = arg;
    for (int64_t i = 0; i < n; i++)
        *(uint8_t *)(p[0] + i * s[0]) = close_values(c, p[1] + i * s[1], p[2] + i * s[2]);
}

KtTensor *kt_isclose(KtCtx *ctx, KtTensor *a, KtTensor *b, double rtol, double atol,
                     bool equal_nan) {
    if (!ctx->numpy && a->dtype != b->dtype)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "%s did not match %s",
                            kt_dtype_info[a->dtype].scalar_name,
                            kt_dtype_info[b->dtype].scalar_name);
    if (!ctx->numpy && !(rtol >= 0 && atol >= 0))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "%s must be greater than or equal to zero, but got %g",
                            rtol >= 0 ? "atol" : "rtol", rtol >= 0 ? atol : rtol);
    int dtype = kt_promote_numpy(a->dtype, b->dtype), ndim;
    int64_t sizes[KT_MAX_DIMS];
    KtTensor *both[2] = {a, b};
    if (!kt_broadcast_shapes(ctx, 2, both, &ndim, sizes)) return NULL;
    KtTensor *x = kt_cast(ctx, a, dtype), *y = x ? kt_cast(ctx, b, dtype) : NULL;
    KtOut o;
    KtTensor *r = NULL;
    if (y && kt_out_begin(ctx, &o, "isclose", NULL, KT_BOOL, ndim, sizes, 2, both)) {
        bool integral = !kt_is_inexact_dtype(dtype) && ctx->default_dtype == KT_F32;
        Close c = {x, y, rtol, atol, equal_nan, !ctx->numpy && (dtype == KT_F32 || integral)};
        KtIter it;
        kt_iter_init(&it, ndim, sizes);
        kt_iter_add(&it, o.target);
        kt_iter_add(&it, x);
        kt_iter_add(&it, y);
        kt_iter_plan(&it);
        kt_iter_each(&it, close_run, &c);
        r = kt_out_end(ctx, &o);
    }
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return r;
}

bool kt_equal(KtCtx *ctx, KtTensor *a, KtTensor *b, bool *result) {
    *result = false;
    if (!kt_same_shape(a, b)) return true;
    KtTensor *eq = kt_binary(ctx, KT_OP_EQ, a, b, KT_NO_DTYPE, NULL);
    KtTensor *all = eq ? kt_reduce(ctx, KT_OP_ALL, eq, NULL, 0, false, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(ctx, eq);
    if (!all) return false;
    *result = *(uint8_t *)all->data;
    kt_decref(ctx, all);
    return true;
}

KtTensor *kt_complex(KtCtx *ctx, KtTensor *re, KtTensor *im) {
    if (re->dtype != im->dtype)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Expected object of scalar type %s but got scalar type %s for second "
                            "argument",
                            kt_dtype_info[re->dtype].scalar_name,
                            kt_dtype_info[im->dtype].scalar_name);
    if (re->dtype != KT_F32 && re->dtype != KT_F64)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Expected both inputs to be Half, Float or Double tensors but got %s "
                            "and %s",
                            kt_dtype_info[re->dtype].scalar_name,
                            kt_dtype_info[im->dtype].scalar_name);
    int ndim;
    int64_t sizes[KT_MAX_DIMS];
    KtTensor *both[2] = {re, im};
    if (!kt_broadcast_shapes(ctx, 2, both, &ndim, sizes)) return NULL;
    KtTensor *r = kt_empty(ctx, kt_complex_dtype(re->dtype), ndim, sizes);
    if (r && ndim > 1 && r->numel) kt_lay_out_like(r, 2, both);
    KtTensor *rr = r ? kt_real(ctx, r) : NULL, *ri = rr ? kt_imag(ctx, r) : NULL;
    bool ok = ri && kt_copy(ctx, rr, re) && kt_copy(ctx, ri, im);
    kt_xdecref(ctx, rr);
    kt_xdecref(ctx, ri);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}
