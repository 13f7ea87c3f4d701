/* var and std of torch, alone and with the mean. */
#include <math.h>

#include "../tensor/ew.h"
#include "../tensor/shape.h"
#include "torch_args.h"

/* var(input, unbiased), var(input, dim, unbiased, keepdim), var(input, dim, *, correction, keepdim)
 */
static bool var_args(Ta *a, int *dims, int *n, bool *have, double *correction, bool *keep) {
    bool unbiased = true;
    *have = false;
    *n = 0;
    if (ki_is_bool(a->v[1]))
        unbiased = a->v[1] == KI_TRUE;
    else
        *have = ta_dims(a, 1, dims, n) && *n > 0;
    if (ta_given(a, 2)) unbiased = ta_bool(a, 2, true);
    *keep = ta_bool(a, 3, false);
    *correction = ta_given(a, 4) ? ta_float(a, 4, 1) : unbiased ? 1 : 0;
    return !a->failed;
}
/* Into complex numbers PyTorch takes complex roots, of which those of nan are nan in both parts. */
static KtTensor *complex_roots(Ta *a, KtTensor *v, const KtTensor *out) {
    KtTensor *wide = kta_cast(a->ctx, v, out->dtype), *bad = NULL, *r = NULL;
    if (wide) bad = kt_unary(a->ctx, KT_OP_ISNAN, v, KT_NO_DTYPE, NULL);
    KtOperand x = kt_operand(wide), nan = kt_operand_scalar(kt_scalar_complex(NAN, NAN));
    if (bad) r = kta_where(a->ctx, bad, &nan, &x);
    kt_xdecref(a->ctx, wide);
    kt_xdecref(a->ctx, bad);
    kt_decref(a->ctx, v);
    return r;
}
/* v, the variance of x, as it goes into out=; consumed. PyTorch fills out with one number that it
 * has computed, whatever its type, and else has kernels for numbers like the operand's alone. */
static KtTensor *var_for_out(Ta *a, const KtTensor *x, KtTensor *v, bool root) {
    const KtTensor *out = ta_out(a, 5);
    bool complex_x = kt_is_complex_dtype(x->dtype);
    if (out && root && complex_x && kt_torch_lacks(a->ctx, KT_OP_SQRT, out->dtype)) {
        (void)kt_no_kernel(a->ctx, KT_OP_SQRT, out->dtype);
        kt_decref(a->ctx, v);
        return NULL;
    }
    bool low = x->dtype == KT_F16 || x->dtype == KT_BF16;
    if (out && low && v->numel == 1 && x->numel && out->dtype != KT_F16 &&
        out->dtype != KT_BF16) { /* one number is computed apart from the iterator */
        kt_decref(a->ctx, v);
        return kt_fail_null(a->ctx, KT_RUNTIME_ERROR, "std_var_all: Unsupported dtype %s",
                            kt_dtype_info[x->dtype].scalar_name);
    }
    if (out && root && complex_x && kt_is_complex_dtype(out->dtype))
        return complex_roots(a, v, out);
    if (!out || (kt_is_inexact_dtype(out->dtype) && (complex_x || kt_is_float_dtype(out->dtype))))
        return v;
    KtTensor *r = NULL;
    bool full = x->dtype == KT_F32 || x->dtype == KT_F64;
    full = full || (complex_x && root);
    if (x->numel && !(full && v->numel == 1)) {
        kt_fail(a->ctx, KT_RUNTIME_ERROR, "\"std_cpu\" not implemented for '%s'",
                kt_dtype_info[out->dtype].scalar_name);
    } else {
        KtScalar number = v->numel ? kt_load_scalar(v->dtype, v->data) : kt_scalar_float(NAN);
        if (!kt_check_number(a->ctx, out->dtype, &number))
            ;
        else if (root && complex_x) /* the sum of two variances is there, its root does not fit */
            kt_fail(a->ctx, KT_RUNTIME_ERROR,
                    "result type Float can't be cast to the desired output type %s",
                    kt_dtype_info[out->dtype].scalar_name);
        else
            r = kta_cast(a->ctx, v, out->dtype);
    }
    kt_decref(a->ctx, v);
    return r;
}
/* x in the type of the floats (or of the parts) that are to take its variance, if that is more than
 * one number: PyTorch computes a single one in the type of x, but for halves. */
static KtTensor *in_type_of_out(Ta *a, KtTensor *x, const int *dims, int n) {
    const KtTensor *out = ta_out(a, 5);
    int to = out ? (int)kt_real_dtype(out->dtype) : KT_NO_DTYPE;
    bool both = out && kt_is_float_dtype(to) && kt_is_float_dtype(x->dtype);
    uint64_t mask = ~UINT64_C(0);
    if (both && n && !kt_dims_mask(a->ctx, dims, n, x->ndim, &mask)) return NULL;
    bool one = (x->dtype == KT_F32 || x->dtype == KT_F64) && both && to != KT_F16 && to != KT_BF16;
    for (int d = 0; d < x->ndim; d++)
        one = one && (mask >> d & 1 || x->sizes[d] == 1);
    return both && !one ? kta_cast(a->ctx, x, to) : kt_incref(x);
}
/* The variance of the real or of the imaginary parts of x as the type of what is to take it holds
 * it. */
static KtTensor *var_of_part(Ta *a, KtTensor *x, bool imaginary, const int *dims, int n,
                             double correction, bool keep, int dtype) {
    KtTensor *part = imaginary ? kta_imag(a->ctx, x) : kta_real(a->ctx, x),
             *in = part ? in_type_of_out(a, part, dims, dims ? n : 0) : NULL,
             *v = in ? kta_var(a->ctx, in, dims, n, correction, keep, false) : NULL, *r = NULL;
    bool inexact = kt_is_inexact_dtype(dtype);
    KtScalar s = v && !inexact ? kt_load_scalar(v->dtype, v->data) : kt_scalar_int(0);
    if (v && kt_check_number(a->ctx, dtype, &s)) r = kt_cast(a->ctx, v, dtype);
    kt_xdecref(a->ctx, part);
    kt_xdecref(a->ctx, in);
    kt_xdecref(a->ctx, v);
    return r;
}
static KtTensor *var_of_parts(Ta *a, KtTensor *x, const int *dims, int n, double correction,
                              bool keep, int dtype) {
    KtTensor *re = var_of_part(a, x, false, dims, n, correction, keep, dtype),
             *im = re ? var_of_part(a, x, true, dims, n, correction, keep, dtype) : NULL,
             *sum = im ? kt_binary(a->ctx, KT_OP_ADD, re, im, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(a->ctx, re);
    kt_xdecref(a->ctx, im);
    return sum;
}
/* The variance or deviation of x for where it goes. */
static KtTensor *var_value(Ta *a, KtTensor *x, const int *dims, int n, double correction, bool keep,
                           bool root, bool mean_too) {
    const KtTensor *out = mean_too ? NULL : ta_out(a, 5);
    if (out && kt_is_complex_dtype(x->dtype) && kt_is_inexact_dtype(out->dtype)) {
        KtTensor *v = var_of_parts(a, x, dims, n, correction, keep, kt_real_dtype(out->dtype));
        if (!v || !root) return v;
        KtTensor *deviation = kt_unary(a->ctx, KT_OP_SQRT, v, KT_NO_DTYPE, NULL);
        kt_decref(a->ctx, v);
        return deviation;
    }
    KtTensor *in = mean_too ? kt_incref(x) : in_type_of_out(a, x, dims, dims ? n : 0);
    KtTensor *v = in ? kta_var(a->ctx, in, dims, n, correction, keep, root) : NULL;
    kt_xdecref(a->ctx, in);
    return v;
}
/* Of half precision the mean comes with the variance, in floats; mean() alone rounds the sum. */
static KtTensor *mean_beside_var(Ta *a, KtTensor *x, const int *dims, int n, bool keep) {
    bool half = x->dtype == KT_BF16 || x->dtype == KT_F16;
    KtTensor *wide = half ? kta_cast(a->ctx, x, KT_F32) : kt_incref(x),
             *mean = wide ? kta_reduce(a->ctx, KT_OP_MEAN, wide, dims, n, keep, KT_NO_DTYPE) : NULL,
             *r = mean ? kta_cast(a->ctx, mean, x->dtype) : NULL;
    kt_xdecref(a->ctx, wide);
    kt_xdecref(a->ctx, mean);
    return r;
}
static KiValue var_and_mean(Ta *a, KtTensor *x, const int *dims, int n, double correction,
                            bool keep, bool root) {
    KtWhole w;
    KtTensor *pair[2] = {NULL, NULL};
    if (!kta_whole_begin(a->ctx, &w, root ? KT_WHOLE_STD_MEAN : KT_WHOLE_VAR_MEAN, 1, &x))
        return ki_kt_raise(a->ks);
    pair[0] = var_value(a, w.in[0], dims, n, correction, keep, root, true);
    if (pair[0]) pair[1] = mean_beside_var(a, w.in[0], dims, n, keep);
    bool ok = pair[1] && kt_moments(a->ctx, x, dims, n, correction, root, pair[0], pair[1]) &&
              kta_whole_end_n(a->ctx, &w, 2, pair);
    kta_whole_drop(a->ctx, &w);
    if (ok) return ta_ret_tuple(a, pair, 2);
    kt_xdecref(a->ctx, pair[0]);
    kt_xdecref(a->ctx, pair[1]);
    return ki_pending(a->ks) ? KI_ERR : ki_kt_raise(a->ks);
}
static KiValue call_var(KiState *ks, const char *name, bool root, bool mean_too, KiValue *args,
                        int nargs, KiValue kwnames) {
    static const TaSpec spec = {
        "", 1, 4, 6, {"input", "dim", "unbiased", "keepdim", "correction", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    int dims[KT_MAX_DIMS], n;
    bool have, keep;
    double correction;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (!var_args(&a, dims, &n, &have, &correction, &keep)) return KI_ERR;
    if (!kt_is_inexact_dtype(x->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "%s only support floating point and complex dtypes",
                        mean_too ? name : "std and var");
    if (!have && (keep || mean_too))
        for (have = true, n = 0; n < x->ndim; n++)
            dims[n] = n;
    if (mean_too) return var_and_mean(&a, x, have ? dims : NULL, n, correction, keep, root);
    KtTensor *v = var_value(&a, x, have ? dims : NULL, n, correction, keep, root, mean_too);
    const KtTensor *out = ta_out(&a, 5);
    if (v && out && v->numel == 1 && x->numel && !root && kt_is_complex_dtype(x->dtype) &&
        !kt_is_inexact_dtype(out->dtype)) {
        kt_decref(a.ctx, v);
        v = var_of_parts(&a, x, have ? dims : NULL, n, correction, keep, out->dtype);
        return ta_ret_out(&a, 5, v);
    }
    return ta_ret_out(&a, 5, v ? var_for_out(&a, x, v, root) : NULL);
}
TA_FN(f_var) {
    return call_var(ks, "var", false, false, args, nargs, kwnames);
}
TA_FN(f_std) {
    return call_var(ks, "std", true, false, args, nargs, kwnames);
}
TA_FN(f_var_mean) {
    return call_var(ks, "var_mean", false, true, args, nargs, kwnames);
}
TA_FN(f_std_mean) {
    return call_var(ks, "std_mean", true, true, args, nargs, kwnames);
}

static const TfRow rows[] = {
    {"var/fm", f_var},
    {"std/fm", f_std},
    {"var_mean/f", f_var_mean},
    {"std_mean/f", f_std_mean},
};

bool tf_init_variance(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
