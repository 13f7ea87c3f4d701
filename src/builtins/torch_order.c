/* Sorting, selecting, counting and searching in torch. */
#include <math.h>

#include "../tensor/promote.h"
#include "torch_args.h"

TA_FN(f_sort) {
    TA_BIND("sort", 1, 3, "input", "dim", "descending", "stable", "out");
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *i = NULL;
    int dim = ta_dim(&a, 1, -1, 0);
    bool down = ta_bool(&a, 2, false);
    KtSortKind kind = ta_bool(&a, 3, false) ? KT_STABLE : KT_UNSTABLE;
    if (a.failed) return KI_ERR;
    if (ki_is_none(a.v[3]))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "stable.has_value() INTERNAL ASSERT FAILED at "
                        "\"./aten/src/ATen/native/Sorting.cpp\":42, please report a bug to "
                        "PyTorch. sort(): c10::optional<bool> for stable has to have value.");
    if (!kta_sort(a.ctx, x, dim, down, kind, &v, &i)) return ki_kt_raise(ks);
    if (ta_given(&a, 3)) kta_name_node(v, "SortBackward1");
    return ta_ret_pair(&a, "sort", "values", "indices", v, i);
}
TA_FN(f_msort) {
    TA_BIND("msort", 1, 1, "input", "out");
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *i = NULL;
    if (a.failed) return KI_ERR;
    if (!kta_sort(a.ctx, x, 0, false, KT_UNSTABLE, &v, &i)) return ki_kt_raise(ks);
    kt_decref(a.ctx, i);
    return ta_ret_out(&a, 1, v);
}
TA_FN(f_argsort) {
    TA_BIND("argsort", 1, 3, "input", "dim", "descending", "stable");
    KtTensor *x = ta_tensor(&a, 0), *i = NULL;
    int dim = ta_dim(&a, 1, -1, 0);
    bool down = ta_bool(&a, 2, false);
    KtSortKind kind = ta_bool(&a, 3, false) ? KT_STABLE : KT_UNSTABLE;
    if (a.failed) return KI_ERR;
    if (!kt_sort(a.ctx, x, dim, down, kind, NULL, &i)) return ki_kt_raise(ks);
    return ta_ret(&a, i);
}
TA_FN(f_topk) {
    TA_BIND("topk", 2, 5, "input", "k", "dim", "largest", "sorted", "out");
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *i = NULL;
    int64_t k = ta_int(&a, 1, 1);
    int dim = ta_dim(&a, 2, -1, 0);
    bool largest = ta_bool(&a, 3, true), sorted = ta_bool(&a, 4, true);
    if (a.failed) return KI_ERR;
    if (!kta_topk(a.ctx, x, k, dim, largest, sorted, &v, &i)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, "topk", "values", "indices", v, i);
}
TA_FN(f_kthvalue) {
    TA_BIND("kthvalue", 2, 4, "input", "k", "dim", "keepdim", "out");
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *i = NULL;
    int64_t k = ta_int(&a, 1, 1);
    int dim = ta_dim(&a, 2, -1, 0);
    bool keep = ta_bool(&a, 3, false);
    if (a.failed) return KI_ERR;
    if (!kta_kthvalue(a.ctx, x, k, dim, keep, &v, &i)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, "kthvalue", "values", "indices", v, i);
}

/* values alone, or a tuple of what was asked for; in backward the values say that they have no
 * gradient. */
static KiValue unique_result(Ta *a, bool ok, KtTensor *x, const char *node, const char *what,
                             KtTensor *v, KtTensor *inverse, KtTensor *counts) {
    KtTensor *t[3];
    int n = 0;
    if (!ok) return ki_kt_raise(a->ks);
    t[n++] = v = kta_underivable(a->ctx, v, node, what, 1, &x);
    if (inverse) t[n++] = inverse;
    if (counts) t[n++] = counts;
    if (v) return n == 1 ? ta_ret(a, v) : ta_ret_tuple(a, t, n);
    kt_xdecref(a->ctx, inverse);
    kt_xdecref(a->ctx, counts);
    return ki_kt_raise(a->ks);
}
/* The native parts of torch.unique and unique_consecutive, which are Python as in PyTorch. */
TA_FN(f_unique_flat) {
    TA_BIND("_unique2", 1, 4, "input", "sorted", "return_inverse", "return_counts");
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *inv = NULL, *cnt = NULL;
    bool want_inv = ta_bool(&a, 2, false), want_cnt = ta_bool(&a, 3, false);
    if (a.failed) return KI_ERR;
    bool ok = kt_unique(a.ctx, x, &v, NULL, want_inv ? &inv : NULL, want_cnt ? &cnt : NULL);
    return unique_result(&a, ok, x, "Unique2Backward0", "_unique2", v, inv, cnt);
}
TA_FN(f_unique_dim) {
    TA_BIND("unique_dim", 2, 5, "input", "dim", "sorted", "return_inverse", "return_counts");
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *inv = NULL, *cnt = NULL;
    int dim = ta_dim(&a, 1, 0, 0);
    bool want_inv = ta_bool(&a, 3, false), want_cnt = ta_bool(&a, 4, false);
    if (a.failed) return KI_ERR;
    bool ok = kt_unique_dim(a.ctx, x, dim, false, &v, NULL, want_inv ? &inv : NULL,
                            want_cnt ? &cnt : NULL);
    return unique_result(&a, ok, x, "UniqueDimBackward0", "unique_dim", v, inv, cnt);
}
TA_FN(f_unique_consecutive) {
    TA_BIND("unique_consecutive", 1, 4, "input", "return_inverse", "return_counts", "dim");
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *inv = NULL, *cnt = NULL;
    bool want_inv = ta_bool(&a, 1, false), want_cnt = ta_bool(&a, 2, false);
    int dim = ta_dim(&a, 3, KT_ALL_DIMS, 0);
    if (a.failed) return KI_ERR;
    KtTensor **pi = want_inv ? &inv : NULL, **pc = want_cnt ? &cnt : NULL;
    bool flat = dim == KT_ALL_DIMS || (dim == 0 && x->ndim == 1);
    bool ok = flat ? kt_unique_consecutive(a.ctx, x, &v, pi, pc)
                   : kt_unique_dim(a.ctx, x, dim, true, &v, NULL, pi, pc);
    return unique_result(&a, ok, x, "UniqueConsecutiveBackward0", "unique_consecutive", v, inv,
                         cnt);
}

/* Copies that PyTorch makes of what does not lie in order are told of. */
static bool warn_of_order(KtCtx *ctx, const KtTensor *bounds, const KtTensor *values,
                          const KtTensor *sorter) {
    return (!values || kt_is_contiguous(values) ||
            kt_torch_warn(ctx, KT_WARN_SEARCHSORTED_VALUES)) &&
           (kt_is_contiguous(bounds) || kt_torch_warn(ctx, KT_WARN_SEARCHSORTED_BOUNDS)) &&
           (!sorter || kt_is_contiguous(sorter) || kt_torch_warn(ctx, KT_WARN_SEARCHSORTED_SORTER));
}
/* The places r, into the output that argument i may be. */
static KiValue found(Ta *a, int i, bool small, KtTensor *r) {
    KtTensor *out = r ? ta_tensor_opt(a, i) : NULL;
    if (!out || out->dtype == (small ? KT_I32 : KT_I64)) return ta_ret_out(a, i, r);
    kt_decref(a->ctx, r);
    return ki_raise(a->ks, KI_EXC_RuntimeError,
                    "torch.searchsorted(): output tensor's dtype is wrong, it can only be "
                    "Int(int32) or Long(int64) depending on whether out_int32 flag is True, but we "
                    "got output tensor's dtype %s and out_int32 flag is %s",
                    kt_dtype_info[out->dtype].scalar_name, small ? "True" : "False");
}
TA_FN(f_searchsorted) {
    TA_BIND("searchsorted", 2, 2, "sorted_sequence", "values", "out_int32", "right", "side",
            "sorter", "out");
    KtTensor *s = ta_tensor(&a, 0), *sorter = ta_tensor_opt(&a, 5);
    KtOperand v = ta_operand(&a, 1);
    bool small = ta_bool(&a, 2, false), right = ta_bool(&a, 3, false);
    const char *side = ta_str(&a, 4, right ? "right" : "left");
    if (a.failed) return KI_ERR;
    if (strcmp(side, "left") && strcmp(side, "right"))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.searchsorted(): side can only be 'left' or 'right' but got %s",
                        side);
    if (!warn_of_order(a.ctx, s, v.t, sorter)) return ki_kt_raise(ks);
    if (right && !strcmp(side, "left"))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.searchsorted(): side and right can't be set to opposites, got side "
                        "of left while right was True");
    return found(&a, 6, small,
                 kt_searchsorted(a.ctx, s, &v, right || !strcmp(side, "right"), small, sorter));
}
TA_FN(f_bucketize) {
    TA_BIND("bucketize", 2, 2, "input", "boundaries", "out_int32", "right", "out");
    KtTensor *s = ta_tensor(&a, 1);
    KtOperand v = ta_operand(&a, 0);
    bool small = ta_bool(&a, 2, false), right = ta_bool(&a, 3, false);
    if (a.failed) return KI_ERR;
    if (s->ndim != 1)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "boundaries tensor must be 1 dimension, but got dim(%d)", s->ndim);
    if (!warn_of_order(a.ctx, s, v.t, NULL)) return ki_kt_raise(ks);
    return found(&a, 4, small, kt_searchsorted(a.ctx, s, &v, right, small, NULL));
}
TA_FN(f_bincount) {
    TA_BIND("bincount", 1, 3, "input", "weights", "minlength");
    KtTensor *x = ta_tensor(&a, 0), *w = ta_tensor_opt(&a, 1);
    int64_t n = ta_int(&a, 2, 0);
    if (a.failed) return KI_ERR;
    return ta_ret(&a, kta_underivable(a.ctx, kt_bincount(a.ctx, x, w, n), NULL, "bincount", 2,
                                      (KtTensor *[]){x, w}));
}
/* Bounds are numbers of the dtype; those that are not finite are refused later. */
static bool bounds_fit(Ta *a, const KtTensor *x, double lo, double hi) {
    KtScalar from = kt_scalar_float(lo), to = kt_scalar_float(hi);
    if (!kt_is_int_dtype(x->dtype) || !isfinite(lo) || !isfinite(hi) ||
        (kt_check_number(a->ctx, x->dtype, &from) && kt_check_number(a->ctx, x->dtype, &to)))
        return true;
    return (void)ki_kt_raise(a->ks), false;
}
TA_FN(f_histc) {
    TA_BIND("histc", 1, 4, "input", "bins", "min", "max", "out");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t bins = ta_int(&a, 1, 100);
    if (a.failed) return KI_ERR;
    if (ta_given(&a, 4) && ki_is_tensor(a.v[4]) && ki_tensor_of(a.v[4])->dtype != x->dtype)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.histogram: input tensor and hist tensor should have the same dtype, "
                        "but got input %s and hist %s",
                        kt_cpp_type_name(x->dtype), kt_cpp_type_name(ki_tensor_of(a.v[4])->dtype));
    if (bins <= 0)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.histogram(): bins must be > 0, but got %lld for dimension 0",
                        (long long)bins);
    double lo = ta_float(&a, 2, 0), hi = ta_float(&a, 3, 0);
    if (a.failed) return KI_ERR;
    if (lo > hi)
        return ki_raise(ks, KI_EXC_RuntimeError, "torch.histc: max must be larger than min");
    if (x->numel && lo == hi && kt_is_int_dtype(x->dtype)) { /* the bounds are those of x */
        KtTensor *least = kt_reduce(a.ctx, KT_OP_AMIN, x, NULL, 0, false, KT_NO_DTYPE, NULL),
                 *most = kt_reduce(a.ctx, KT_OP_AMAX, x, NULL, 0, false, KT_NO_DTYPE, NULL);
        if (least && most) {
            KtScalar from = kt_load_scalar(x->dtype, least->data),
                     to = kt_load_scalar(x->dtype, most->data);
            lo = (double)kt_scalar_as_int(&from);
            hi = (double)kt_scalar_as_int(&to);
        }
        kt_xdecref(a.ctx, least);
        kt_xdecref(a.ctx, most);
        if (!least || !most) return ki_kt_raise(ks);
    }
    if (!bounds_fit(&a, x, lo, hi) || (lo == hi && !bounds_fit(&a, x, lo - 1, hi + 1)))
        return KI_ERR;
    return ta_ret_out(&a, 4, kt_histc(a.ctx, x, bins, lo, hi));
}
/* The tensors of a histogram: one line of edges, weights for all elements, all of one type. */
static bool histogram_takes(Ta *a, const KtTensor *x, const KtTensor *edges, const KtTensor *w) {
    char sizes[300], shape[300], *end;
    if (edges && edges->dtype != x->dtype)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "torch.histogramdd: input tensor and bins tensors should have the same "
                       "dtype, but got input with dtype %s and bins for dimension 0 with dtype %s",
                       kt_cpp_type_name(x->dtype), kt_cpp_type_name(edges->dtype));
    if (edges && edges->ndim != 1)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "torch.histogramdd: bins tensor should have one dimension, but got %d "
                       "dimensions in the bins tensor for dimension 0",
                       edges->ndim);
    if (w && w->dtype != x->dtype)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "torch.histogramdd: if weight tensor is provided, input tensor and weight "
                       "tensor should have the same dtype, but got input(%s), and weight(%s)",
                       kt_cpp_type_name(x->dtype), kt_cpp_type_name(w->dtype));
    if (!w || kt_same_shape(w, x)) return true;
    kt_shape_str(sizes, sizeof sizes - 4, 1, &x->numel); /* as a column */
    if ((end = strchr(sizes, ']'))) memcpy(end, ", 1]", 5);
    kt_shape_str(shape, sizeof shape, 1, &w->numel);
    return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                   "torch.histogramdd: if weight tensor is provided it should have the same shape "
                   "as the input tensor excluding its innermost dimension, but got input with "
                   "shape %s and weight with shape %s",
                   sizes, shape);
}
/* From where to where the bins go: as given, or as the elements do. */
static bool outer_edges(Ta *a, KtTensor *x, double *lo, double *hi) {
    KtScalar s;
    *lo = 0, *hi = 1;
    if (ta_given(a, 2)) {
        KiTuple *t = ki_to_tuple(a->ks, a->v[2]);
        if (!t) return false;
        bool two = t->len == 2;
        if (!two)
            ki_raise(a->ks, KI_EXC_RuntimeError,
                     "torch.histogramdd: for a 1-dimensional histogram range should have 2 "
                     "elements, but got %lld",
                     (long long)t->len);
        bool ok = two && ki_to_double(a->ks, t->items[0], lo) &&
                  ki_to_double(a->ks, t->items[1], hi) && bounds_fit(a, x, *lo, *hi);
        ki_decref_obj(a->ks, &t->h);
        if (!ok) return false;
    } else if (x->numel) {
        if (x->dtype != KT_F32 && x->dtype != KT_F64) {
            ki_raise(a->ks, KI_EXC_RuntimeError, "\"histogramdd\" not implemented for '%s'",
                     kt_dtype_info[x->dtype].scalar_name);
            return false;
        }
        KtTensor *mn = kt_reduce(a->ctx, KT_OP_AMIN, x, NULL, 0, false, KT_NO_DTYPE, NULL),
                 *mx = mn ? kt_reduce(a->ctx, KT_OP_AMAX, x, NULL, 0, false, KT_NO_DTYPE, NULL)
                          : NULL;
        bool ok = mx && kt_item(a->ctx, mn, &s);
        if (ok) *lo = kt_scalar_as_double(&s);
        ok = ok && kt_item(a->ctx, mx, &s);
        if (ok) *hi = kt_scalar_as_double(&s);
        kt_xdecref(a->ctx, mn);
        kt_xdecref(a->ctx, mx);
        if (!ok) return (void)ki_kt_raise(a->ks), false;
    }
    if (!isfinite(*lo) || !isfinite(*hi))
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "torch.histogramdd: dimension 0's range [%g, %g] is not finite", *lo, *hi);
    else if (*lo > *hi)
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "torch.histogramdd: min should not exceed max, but got min %g max %g for "
                 "dimension 0",
                 *lo, *hi);
    if (*lo == *hi) *lo -= 0.5, *hi += 0.5;
    return !ki_pending(a->ks);
}
/* histogram(input, bins, *, range=None, weight=None, density=False) -> (hist, bin_edges) */
TA_FN(f_histogram) {
    TA_BIND("histogram", 1, 2, "input", "bins", "range", "weight", "density", "out");
    KtTensor *x = ta_tensor(&a, 0), *w = ta_tensor_opt(&a, 3), *edges = NULL;
    bool density = ta_bool(&a, 4, false);
    double lo, hi;
    if (ta_given(&a, 1) && ki_is_tensor(a.v[1])) edges = ki_tensor_of(a.v[1]);
    int64_t bins = edges ? edges->numel - 1 : ta_int(&a, 1, 100);
    if (a.failed) return KI_ERR;
    if (bins <= 0 && (!edges || histogram_takes(&a, x, edges, w)))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.histogram(): bins must be > 0, but got %lld for dimension 0",
                        (long long)bins);
    if (!edges && !outer_edges(&a, x, &lo, &hi)) return KI_ERR;
    if (!histogram_takes(&a, x, edges, w)) return ki_kt_raise(ks);
    if (!kt_is_float_dtype(x->dtype) || x->dtype == KT_F16)
        return ki_raise(ks, KI_EXC_RuntimeError, "\"histogram_cpu\" not implemented for '%s'",
                        kt_dtype_info[x->dtype].scalar_name);
    /* A NaN counts where PyTorch's search for it ends: among all edges, or the first of equal bins.
     */
    int64_t nan_bin = edges ? bins - 1 : bins > 1;
    if (edges) {
        edges = kt_clone(a.ctx, edges);
    } else {
        KtScalar from = kt_scalar_float(lo), to = kt_scalar_float(hi);
        edges = kt_linspace(a.ctx, &from, &to, bins + 1, true, x->dtype);
    }
    if (!edges) return ki_kt_raise(ks);
    KtTensor *counts = kt_histogram_edges(a.ctx, x, edges, w, density, nan_bin),
             *h = counts ? kt_cast(a.ctx, counts, x->dtype) : NULL;
    kt_xdecref(a.ctx, counts);
    if (!h) {
        kt_decref(a.ctx, edges);
        return ki_kt_raise(ks);
    }
    h = kta_underivable(a.ctx, h, NULL, "histogram", 2, (KtTensor *[]){x, w});
    if (h) edges = kta_underivable(a.ctx, edges, NULL, "histogram", 2, (KtTensor *[]){x, w});
    if (!h || !edges) {
        kt_xdecref(a.ctx, h ? h : edges);
        return ki_kt_raise(ks);
    }
    return ta_ret_pair(&a, "histogram", "hist", "bin_edges", h, edges);
}
/* A number among the arguments of isin counts as the widest of its kind. */
static KtTensor *isin_operand(Ta *a, const KtOperand *o) {
    return o->t ? kt_incref(o->t)
                : kt_scalar_tensor(a->ctx, kt_scalar_default_dtype(&o->s, false, KT_F64), &o->s);
}
static bool isin_takes(Ta *a, const KtTensor *t) {
    return kt_is_int_dtype(t->dtype) || t->dtype == KT_F32 || t->dtype == KT_F64 ||
           t->dtype == KT_F16 ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR, "Unsupported input type encountered for isin(): %s",
                   kt_dtype_info[t->dtype].scalar_name);
}
/* PyTorch compares each with each of a few test elements, which it reads as one line, and sorts
 * both if there are more; neither is there for halves. */
static bool isin_computes(Ta *a, const KtTensor *x, KtTensor *tests, int common) {
    if (x->numel == 0) return true;
    if ((double)tests->numel >= floor(10 * pow((double)x->numel, 0.145)))
        return (x->dtype != KT_F16 && tests->dtype != KT_F16) ||
               kt_fail(a->ctx, KT_RUNTIME_ERROR, "\"unique\" not implemented for 'Half'");
    int64_t all = tests->numel;
    KtTensor *alike = kt_cast(a->ctx, tests, common),
             *line = alike ? kt_view(a->ctx, alike, 1, &all) : NULL;
    kt_xdecref(a->ctx, alike);
    kt_xdecref(a->ctx, line);
    if (line && common == KT_F16)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "\"isin_default_cpu\" not implemented for 'Half'");
    return line != NULL;
}
static int result_type(const KtTensor *x, const KtTensor *y) {
    KtResultType r;
    kt_result_type_init(&r, false);
    kt_result_type_tensor(&r, x);
    kt_result_type_tensor(&r, y);
    return kt_result_type_finish(&r);
}
TA_FN(f_isin) {
    TA_BIND("isin", 2, 2, "elements", "test_elements", "assume_unique", "invert", "out");
    KtOperand x = ta_operand(&a, 0), y = ta_operand(&a, 1);
    bool invert = ta_bool(&a, 3, false);
    if (a.failed) return KI_ERR;
    if (x.t && !y.t && isin_takes(&a, x.t) && y.s.kind != KT_S_BOOL && y.s.kind != KT_S_COMPLEX) {
        KtTensor *as_it_lies =
                     kt_binary_any(a.ctx, invert ? KT_OP_NE : KT_OP_EQ, &x, &y, KT_NO_DTYPE, NULL),
                 *r = as_it_lies ? kt_contiguous(a.ctx, as_it_lies) : NULL;
        kt_xdecref(a.ctx, as_it_lies);
        return ta_ret_out(&a, 4, r);
    }
    KtTensor *p = isin_operand(&a, &x), *q = p ? isin_operand(&a, &y) : NULL, *r = NULL;
    bool ok = q && isin_takes(&a, p) && isin_takes(&a, q);
    if (ok && ta_given(&a, 4) && ki_is_tensor(a.v[4]))
        ok = ta_out_type_fits(&a, KT_BOOL, ki_tensor_of(a.v[4]));
    if (ok && isin_computes(&a, p, q, result_type(p, q))) r = kt_isin(a.ctx, p, q, invert);
    kt_xdecref(a.ctx, p);
    kt_xdecref(a.ctx, q);
    return ta_ret_out(&a, 4, r);
}

static const TfRow rows[] = {
    {"sort/fm", f_sort},
    {"msort/fm", f_msort},
    {"argsort/fm", f_argsort},
    {"topk/fm", f_topk},
    {"kthvalue/fm", f_kthvalue},
    {"_unique2/f", f_unique_flat},
    {"unique_dim/f", f_unique_dim},
    {"unique_consecutive/f", f_unique_consecutive},
    {"searchsorted/f", f_searchsorted},
    {"bucketize/f", f_bucketize},
    {"bincount/fm", f_bincount},
    {"histc/fm", f_histc},
    {"histogram/fm", f_histogram},
    {"isin/f", f_isin},
};

bool tf_init_order(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
