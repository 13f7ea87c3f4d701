/* _numpy_lib, second part: counting, distinct values, interpolation, and bits in bytes. */
#include "numpy_lib.h"

#include <math.h>

#include "../tensor/ops.h"

/* A C-ordered argument of that type. */
static KtTensor *dense(Na *a, int i, int dtype) {
    KtTensor *x = na_arr(a, i);
    if (!x) return NULL;
    if (x->dtype != dtype && !(x = na_keep(a, kt_cast(a->ctx, x, dtype)))) return NULL;
    return na_keep(a, kt_contiguous(a->ctx, x));
}

/* _unique(a, axis) -> (values, first, inverse, counts); axis None: of the flattened array */
NA_FN(f_unique) {
    NA;
    KtTensor *x = na_arr(&a, 0), *t[4] = {NULL, NULL, NULL, NULL};
    bool whole = !na_given(&a, 1), ok = false;
    int64_t axis = na_int_opt(&a, 1, 0);
    if (!a.failed)
        ok = whole ? kt_unique(a.ctx, x, &t[0], &t[1], &t[2], &t[3])
                   : kt_unique_dim(a.ctx, x, (int)axis, false, &t[0], &t[1], &t[2], &t[3]);
    return nl_ret_tuple(&a, ok, t, 4);
}
/* _unique_values(a): of the flattened array */
NA_FN(f_unique_values) {
    NA;
    KtTensor *x = na_arr(&a, 0), *v = NULL;
    return na_ret(&a, !a.failed && kt_unique(a.ctx, x, &v, NULL, NULL, NULL) ? v : NULL);
}
/* _isin(a, values, invert): the same type */
NA_FN(f_isin) {
    NA;
    KtTensor *x = na_arr(&a, 0), *y = na_arr(&a, 1);
    bool invert = na_bool(&a, 2, false);
    return na_ret(&a, a.failed ? NULL : kt_isin(a.ctx, x, y, invert));
}

/* --- histograms --- */

/* _histogram_range(a, bins, lo, hi, edges): counts in equal bins. A value's bin is computed and
 * then put right by the edges themselves, so that counts agree with comparisons. */
NA_FN(f_histogram_range) {
    NA;
    KtTensor *x = dense(&a, 0, KT_F64), *edges = dense(&a, 4, KT_F64);
    int64_t bins = na_int_opt(&a, 1, 10);
    double lo = na_float(&a, 2, 0), hi = na_float(&a, 3, 1);
    if (a.failed || bins < 1 || edges->numel != bins + 1) {
        if (!a.failed) ki_raise(ks, KI_EXC_ValueError, "wrong number of edges");
        return na_ret_obj(&a, KI_ERR);
    }
    KtTensor *r = kt_zeros(a.ctx, KT_I64, 1, &bins);
    if (!r) return na_ret(&a, NULL);
    const double *v = (double *)x->data, *e = (double *)edges->data;
    int64_t *count = (int64_t *)r->data;
    double norm = (double)bins / (hi - lo);
    for (int64_t i = 0; i < x->numel; i++) {
        if (!(v[i] >= lo && v[i] <= hi)) continue;
        int64_t k = (int64_t)((v[i] - lo) * norm);
        if (k >= bins) k = bins - 1;
        if (v[i] < e[k])
            k--;
        else if (k != bins - 1 && v[i] >= e[k + 1])
            k++;
        if (k >= 0) count[k]++;
    }
    return na_ret(&a, r);
}
/* _histogram_index(a, bins, lo, hi, edges): the bin of each value, -1 outside (weighted counts). */
NA_FN(f_histogram_index) {
    NA;
    KtTensor *x = dense(&a, 0, KT_F64), *edges = dense(&a, 4, KT_F64);
    int64_t bins = na_int_opt(&a, 1, 10);
    double lo = na_float(&a, 2, 0), hi = na_float(&a, 3, 1);
    if (a.failed || bins < 1 || edges->numel != bins + 1) {
        if (!a.failed) ki_raise(ks, KI_EXC_ValueError, "wrong number of edges");
        return na_ret_obj(&a, KI_ERR);
    }
    KtTensor *r = kt_empty(a.ctx, KT_I64, 1, &x->numel);
    if (!r) return na_ret(&a, NULL);
    const double *v = (double *)x->data, *e = (double *)edges->data;
    double norm = (double)bins / (hi - lo);
    for (int64_t i = 0; i < x->numel; i++) {
        int64_t k = -1;
        if (v[i] >= lo && v[i] <= hi) {
            k = (int64_t)((v[i] - lo) * norm);
            if (k >= bins) k = bins - 1;
            if (v[i] < e[k])
                k--;
            else if (k != bins - 1 && v[i] >= e[k + 1])
                k++;
        }
        ((int64_t *)r->data)[i] = k;
    }
    return na_ret(&a, r);
}

/* --- interpolation --- */

/* The last j with xp[j] <= x, from a guess; -1 below the first. Where xp has a nan, the place is
 * that of NumPy's order of comparisons: up to four points are gone through, in more the neighbours
 * of the guess come first. */
static int64_t interval_of(const double *xp, int64_t n, double x, int64_t guess) {
    if (x > xp[n - 1]) return n;
    if (x < xp[0]) return -1;
    if (n <= 4) {
        int64_t i = 1;
        while (i < n && x >= xp[i])
            i++;
        return i - 1;
    }
    guess = guess > n - 3 ? n - 3 : guess < 1 ? 1 : guess;
    int64_t lo = 0, hi = n; /* first index with xp > x lies in [lo, hi] */
    if (x < xp[guess]) {
        if (!(x < xp[guess - 1])) return guess - 1;
        hi = guess - 1;
    } else {
        if (x < xp[guess + 1]) return guess;
        if (x < xp[guess + 2]) return guess + 1;
        lo = guess + 2;
    }
    while (lo < hi) {
        int64_t mid = lo + (hi - lo) / 2;
        if (x >= xp[mid])
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo - 1;
}
/* _interp(x, xp, fp, left, right): left and right None mean the outermost values */
NA_FN(f_interp) {
    NA;
    for (int i = 0; i < 3; i++)
        if (np_is_plain(args[i]) && kt_is_long_dtype(ki_tensor_of(args[i])->dtype))
            return na_raise(&a, KI_EXC_TypeError,
                            "Cannot cast array data from dtype('%s') to dtype('float64') according "
                            "to the rule 'safe'",
                            kt_dtype_info[ki_tensor_of(args[i])->dtype].numpy_name);
    KtTensor *x = dense(&a, 0, KT_F64), *xp = dense(&a, 1, KT_F64), *fp = dense(&a, 2, KT_F64);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    int64_t n = xp->numel;
    if (n == 0) return na_raise(&a, KI_EXC_ValueError, "array of sample points is empty");
    if (n != fp->numel)
        return na_raise(&a, KI_EXC_ValueError, "fp and xp are not of the same length.");
    const double *px = (double *)xp->data, *py = (double *)fp->data, *pv = (double *)x->data;
    double left = na_float(&a, 3, py[0]), right = na_float(&a, 4, py[n - 1]);
    KtTensor *r = a.failed ? NULL : kt_empty_like(a.ctx, x, KT_F64);
    if (!r) return na_ret(&a, NULL);
    double *out = (double *)r->data;
    int64_t j = 0;
    for (int64_t i = 0; i < x->numel; i++) {
        double v = pv[i];
        if (isnan(v)) {
            out[i] = v;
            continue;
        }
        if (n == 1) {
            out[i] = v < px[0] ? left : v > px[0] ? right : py[0];
            continue;
        }
        j = interval_of(px, n, v, j);
        if (j == -1)
            out[i] = left;
        else if (j == n)
            out[i] = right;
        else if (j == n - 1 || px[j] == v)
            out[i] = py[j];
        else {
            double slope = (py[j + 1] - py[j]) / (px[j + 1] - px[j]);
            out[i] = slope * (v - px[j]) + py[j];
            /* From the other end where infinite values made a nan. */
            if (isnan(out[i])) {
                out[i] = slope * (v - px[j + 1]) + py[j + 1];
                if (isnan(out[i]) && py[j] == py[j + 1]) out[i] = py[j];
            }
        }
    }
    return na_ret(&a, r);
}

/* --- bits --- */

/* _packbits(rows, little): each row of a 2-d bool array as bytes, filled with zeros */
NA_FN(f_packbits) {
    NA;
    KtTensor *x = dense(&a, 0, KT_BOOL);
    bool little = na_bool(&a, 1, false);
    if (a.failed || x->ndim != 2) return na_ret_obj(&a, KI_ERR);
    int64_t n = x->sizes[1], sizes[2] = {x->sizes[0], (n + 7) / 8};
    KtTensor *r = kt_zeros(a.ctx, KT_U8, 2, sizes);
    if (!r) return na_ret(&a, NULL);
    for (int64_t i = 0; i < sizes[0]; i++)
        for (int64_t k = 0; k < n; k++)
            if (x->data[i * n + k])
                ((uint8_t *)r->data)[i * sizes[1] + k / 8] |=
                    (uint8_t)(little ? 1 << k % 8 : 128 >> k % 8);
    return na_ret(&a, r);
}
/* _unpackbits(rows, little) */
NA_FN(f_unpackbits) {
    NA;
    KtTensor *x = dense(&a, 0, KT_U8);
    bool little = na_bool(&a, 1, false);
    if (a.failed || x->ndim != 2) return na_ret_obj(&a, KI_ERR);
    int64_t n = x->sizes[1] * 8, sizes[2] = {x->sizes[0], n};
    KtTensor *r = kt_empty(a.ctx, KT_U8, 2, sizes);
    if (!r) return na_ret(&a, NULL);
    for (int64_t i = 0; i < sizes[0]; i++)
        for (int64_t k = 0; k < n; k++) {
            unsigned b = ((uint8_t *)x->data)[i * x->sizes[1] + k / 8];
            ((uint8_t *)r->data)[i * n + k] = (uint8_t)(b >> (little ? k % 8 : 7 - k % 8) & 1);
        }
    return na_ret(&a, r);
}

/* --- methods of arrays whose body is Python --- */

static KiValue call_npyio(KiState *ks, const char *name, KiValue *args, int nargs) {
    KiValue f = ki_import_attr(ks, "numpy.lib.npyio", name);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}
NA_FN(m_tofile) {
    return call_npyio(ks, "_tofile", args, 4);
}
NA_FN(m_dump) {
    return call_npyio(ks, "_dump", args, 3);
}
NA_FN(m_dumps) {
    return call_npyio(ks, "_dumps", args, 2);
}

static const NpRow rows[] = {
    {"tofile", "m", "(self, fid, sep='', format='%s')", (void *)m_tofile},
    {"dump", "mp", "(self, file, protocol=2)", (void *)m_dump},
    {"dumps", "mp", "(self, protocol=2)", (void *)m_dumps},
    {"_unique", "f", "(a, axis, /)", (void *)f_unique},
    {"_unique_values", "f", "(a, /)", (void *)f_unique_values},
    {"_isin", "f", "(a, values, invert, /)", (void *)f_isin},
    {"_histogram_range", "f", "(a, bins, lo, hi, edges, /)", (void *)f_histogram_range},
    {"_histogram_index", "f", "(a, bins, lo, hi, edges, /)", (void *)f_histogram_index},
    {"_interp", "f", "(x, xp, fp, left, right, /)", (void *)f_interp},
    {"_packbits", "f", "(rows, little, /)", (void *)f_packbits},
    {"_unpackbits", "f", "(rows, little, /)", (void *)f_unpackbits},
};

bool ki_mod_numpy_lib_init(KiState *ks, KiModule *m) {
    return ki_tensor_state_init(ks) && nl_init_linalg(ks, m) && NP_ADD(rows);
}
