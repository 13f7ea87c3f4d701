/* Numbers by their rank in torch, and where they stand: max, median, mode, cummax, quantile ... */
#include "../tensor/ew.h"
#include "torch_args.h"

/* --- max, min, median, mode: of all, along a dimension, of two tensors --- */

static KiValue call_extreme(KiState *ks, const char *name, bool max, KiValue *args, int nargs,
                            KiValue kwnames) {
    static const TaSpec spec = {"", 1, 3, 5, {"input", "dim", "keepdim", "other", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    /* A tensor alone behind the first is the other one; with keepdim, or named dim, it is a number.
     */
    bool pair = nargs > 1 && ki_is_tensor(a.v[1]) && !ta_given(&a, 2);
    int other = ta_given(&a, 3) ? 3 : pair ? 1 : 0;
    if (other) {
        KtTensor *y = ta_tensor(&a, other);
        KtOperand p = kt_operand(x), q = kt_operand(y);
        return ta_ret_out(
            &a, 4,
            a.failed ? NULL : kta_binary(a.ctx, max ? KT_OP_MAXIMUM : KT_OP_MINIMUM, &p, &q));
    }
    if (!ta_given(&a, 1))
        return ta_ret(&a, kta_max_all(a.ctx, max ? KT_OP_MAX_ALL : KT_OP_MIN_ALL, x));
    int dim = ta_dim(&a, 1, 0, 0);
    bool keep = ta_bool(&a, 2, false);
    KtTensor *v = NULL, *i = NULL;
    if (a.failed) return KI_ERR;
    if (!kta_reduce_index(a.ctx, max ? KT_OP_MAX_DIM : KT_OP_MIN_DIM, x, dim, keep, &v, &i))
        return ki_kt_raise(ks);
    return ta_ret_pair(&a, name, "values", "indices", v, i);
}
TA_FN(f_max) {
    return call_extreme(ks, "max", true, args, nargs, kwnames);
}
TA_FN(f_min) {
    return call_extreme(ks, "min", false, args, nargs, kwnames);
}

static KiValue with_index(KiState *ks, const char *name, KtOp op, KiValue *args, int nargs,
                          KiValue kwnames) {
    static const TaSpec spec = {"", 1, 3, 4, {"input", "dim", "keepdim", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *i = NULL;
    if (!a.failed && !ta_given(&a, 1) && (op == KT_OP_MEDIAN || op == KT_OP_NANMEDIAN))
        return ta_ret(&a, kta_median_all(a.ctx, x, op == KT_OP_NANMEDIAN));
    int dim = ta_dim(&a, 1, -1, 0);
    bool keep = ta_bool(&a, 2, false);
    if (a.failed) return KI_ERR;
    if (!kta_reduce_index(a.ctx, op, x, dim, keep, &v, &i)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, name, "values", "indices", v, i);
}
TA_FN(f_median) {
    return with_index(ks, "median", KT_OP_MEDIAN, args, nargs, kwnames);
}
TA_FN(f_nanmedian) {
    return with_index(ks, "nanmedian", KT_OP_NANMEDIAN, args, nargs, kwnames);
}
TA_FN(f_mode) {
    return with_index(ks, "mode", KT_OP_MODE, args, nargs, kwnames);
}

static KiValue cum_index(KiState *ks, const char *name, KtOp op, KiValue *args, int nargs,
                         KiValue kwnames) {
    static const TaSpec spec = {"", 2, 2, 3, {"input", "dim", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *i = NULL;
    int dim = ta_dim(&a, 1, 0, 0);
    if (a.failed) return KI_ERR;
    if (!kta_reduce_index(a.ctx, op, x, dim, false, &v, &i)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, name, "values", "indices", v, i);
}
TA_FN(f_cummax) {
    return cum_index(ks, "cummax", KT_OP_CUMMAX, args, nargs, kwnames);
}
TA_FN(f_cummin) {
    return cum_index(ks, "cummin", KT_OP_CUMMIN, args, nargs, kwnames);
}

/* Nothing has no least and no largest. */
static bool refuse_aminmax(Ta *a, const KtTensor *x, int dim, bool along) {
    if (x->numel) return true;
    if (!along)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "aminmax(): cannot compute aminmax over an empty dimension as the operation "
                       "has no identity.");
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim)) return false;
    return x->sizes[dim] != 0 ||
           kt_fail(a->ctx, KT_INDEX_ERROR,
                   "aminmax: Expected reduction dim %d to have non-zero size.", dim);
}
TA_FN(f_aminmax) {
    TA_BIND("aminmax", 1, 1, "input", "dim", "keepdim", "out");
    KtTensor *x = ta_tensor(&a, 0), *r[2];
    int dim = ta_dim(&a, 1, 0, 0);
    bool keep = ta_bool(&a, 2, false), along = ta_given(&a, 1);
    if (a.failed) return KI_ERR;
    if (!refuse_aminmax(&a, x, dim, along)) return ki_kt_raise(ks);
    int at = dim;
    if (along && !kt_wrap_dim(a.ctx, &at, x->ndim ? x->ndim : 1)) return ki_kt_raise(ks);
    if (kt_is_complex_dtype(x->dtype) || x->dtype == KT_F16 || (along && x->dtype == KT_BF16))
        return ta_refuse_dtype(&a, "\"%s_cpu\" not implemented for '%s'", "aminmax", x->dtype);
    for (int i = 0; i < 2; i++) {
        r[i] = kt_reduce(a.ctx, i ? KT_OP_AMAX : KT_OP_AMIN, x, along ? &dim : NULL, along, keep,
                         KT_NO_DTYPE, NULL);
        if (r[i] && x->ndim == 0 && keep && along) { /* a dimension that was not there */
            KtTensor *wide = kt_unsqueeze(a.ctx, r[i], 0);
            kt_decref(a.ctx, r[i]);
            r[i] = wide;
        }
        r[i] = kta_underivable(a.ctx, r[i], NULL, "aminmax", 1, &x);
        if (!r[i]) {
            if (i) kt_decref(a.ctx, r[0]);
            return ki_kt_raise(ks);
        }
    }
    return ta_ret_pair(&a, "aminmax", "min", "max", r[0], r[1]);
}

static KiValue call_quantile(KiState *ks, const char *name, bool ignore_nan, KiValue *args,
                             int nargs, KiValue kwnames) {
    static const TaSpec spec = {
        "", 2, 4, 6, {"input", "q", "dim", "keepdim", "interpolation", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    KtOperand q = ta_operand(&a, 1);
    int dim = ta_dim(&a, 2, KT_ALL_DIMS, 0);
    bool keep = ta_bool(&a, 3, false);
    const char *how = ta_str(&a, 4, "linear");
    if (a.failed) return KI_ERR;
    KtTensor *qt = q.t ? kt_incref(q.t) : kt_scalar_tensor(a.ctx, x->dtype, &q.s);
    KtTensor *r = qt ? kt_quantile(a.ctx, x, qt, dim, keep, how, ignore_nan) : NULL;
    kt_xdecref(a.ctx, qt);
    return ta_ret_out(&a, 5, r);
}
TA_FN(f_quantile) {
    return call_quantile(ks, "quantile", false, args, nargs, kwnames);
}
TA_FN(f_nanquantile) {
    return call_quantile(ks, "nanquantile", true, args, nargs, kwnames);
}

static const TfRow rows[] = {
    {"max/fm", f_max},           {"min/fm", f_min},
    {"median/fm", f_median},     {"nanmedian/fm", f_nanmedian},
    {"mode/fm", f_mode},         {"cummax/fm", f_cummax},
    {"cummin/fm", f_cummin},     {"aminmax/fm", f_aminmax},
    {"quantile/fm", f_quantile}, {"nanquantile/fm", f_nanquantile},
};

bool tf_init_extreme(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
