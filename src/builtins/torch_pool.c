/* The pools of torch and torch.nn.functional with fixed windows and with fixed outputs. */
#include <stdio.h>
#include <string.h>

#include "torch_nn.h"

/* What pooling says of a window's numbers that are too few or too many. */
static bool refuse_count(Ta *a, const char *name, int n, int64_t len) {
    static const char *const counts[] = {"", "one", "two", "three"};
    bool max = a->name[0] == 'm', stride = !strcmp(name, "stride"),
         padding = !strcmp(name, "padding");
    a->failed = true;
    if (n == 1 && max) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "%s() %s must be %san int, list of ints%s or tuple of ints of size 1 but got size "
                 "%lld",
                 a->name, name, stride ? "None, " : "", stride || padding ? "," : "",
                 (long long)len);
        return false;
    }
    if (n == 1) {
        ki_raise(a->ks, KI_EXC_RuntimeError, "%s() argument '%s' should contain one int (got %lld)",
                 a->name, name, (long long)len);
        return false;
    }
    const char *words = !max && n == 3                     ? stride ? "be omitted," : "be"
                        : stride                           ? "either be omitted,"
                        : max && padding                   ? "be either be"
                        : max && !strcmp(name, "dilation") ? "be either"
                                                           : "either be";
    ki_raise(a->ks, KI_EXC_RuntimeError, "%s: %s must %s a single int, or a tuple of %s ints",
             a->name, name, words, counts[n]);
    return false;
}

/* Of a window: one number or n; no stride is one that is left out. */
static bool window_numbers(Ta *a, int i, int n, int64_t dflt, int64_t *out) {
    if (a->failed) return false;
    KiValue v = a->v[i];
    int64_t len = ki_is_tuple(v) ? ki_tuple_of(v)->len : ki_is_list(v) ? ki_list_of(v)->len : n;
    const char *name = a->spec->names[i];
    bool left_out = len == 0 && !strcmp(name, "stride");
    if (len != n && len != 1 && !left_out) return refuse_count(a, name, n, len);
    return !left_out && ta_ntuple(a, i, n, dflt, out);
}

/* How many windows too few fit into lines shorter than one: max_pool1d makes lines of nothing where
 * that is 0, and says the number else, if it does not look for places or gradients. All other pools
 * refuse in one way. 1: none is too few, or it is not for max_pool1d to say. */
static int64_t windows_missing(KtCtx *ctx, const KtTensor *x, const KtPoolSpec *s) {
    if ((x->ndim != 2 && x->ndim != 3) || !x->numel || s->kernel[0] <= 0 || s->stride[0] <= 0 ||
        s->dilation[0] <= 0 || s->padding[0] < 0 || s->padding[0] > s->kernel[0] / 2 ||
        !kt_is_inexact_dtype(x->dtype) || (kta_requires_grad(x) && ctx->grad_enabled))
        return 1;
    int64_t more = x->sizes[x->ndim - 1] + 2 * s->padding[0] - s->dilation[0] * (s->kernel[0] - 1) -
                   1 + (s->ceil_mode ? s->stride[0] - 1 : 0);
    if (more >= 0) return 1;
    return -((-more + s->stride[0] - 1) / s->stride[0]) + 1;
}

static KiValue max_pool(KiState *ks, const char *name, int n, KiValue *args, int nargs,
                        KiValue kwnames) {
    TaSpec own = {
        name,
        2,
        7,
        7,
        {"input", "kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *index = NULL;
    KtPoolSpec s = {.n = n, .ceil_mode = ta_bool(&a, 5, false)};
    window_numbers(&a, 1, n, 1, s.kernel);
    if (!window_numbers(&a, 2, n, 1, s.stride)) memcpy(s.stride, s.kernel, sizeof s.stride);
    window_numbers(&a, 3, n, 0, s.padding);
    window_numbers(&a, 4, n, 1, s.dilation);
    bool want = ta_truth(&a, 6, false);
    char to[32];
    snprintf(to, sizeof to, "%s%s", name, want ? "_with_indices" : "");
    ta_handed(&a, 1, to, 2, 's');
    ta_handed(&a, 3, to, 4, 's');
    ta_handed(&a, 4, to, 5, 's');
    ta_handed(&a, 5, to, 6, 'b');
    int64_t missing = !a.failed && n == 1 && !want ? windows_missing(a.ctx, x, &s) : 1;
    if (missing < 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "max_pool1d() Invalid computed output size: %lld",
                        (long long)missing);
    if (missing == 0) {
        int64_t sizes[3] = {x->sizes[0], x->ndim == 3 ? x->sizes[1] : 0, 0};
        return ta_ret(&a, kt_empty(a.ctx, x->dtype, x->ndim, sizes));
    }
    KtTensor *r = a.failed ? NULL : kta_max_pool(a.ctx, x, &s, want ? &index : NULL);
    bool lines =
        n == 1 && x->ndim == 2; /* of which PyTorch makes a batch, and takes it off again */
    if (!want && lines && !(kta_requires_grad(x) && a.ctx->grad_enabled)) ta_written(r, 1);
    if (!want || !r) return ta_ret(&a, r);
    KtTensor *pair[2] = {r, index};
    return ta_ret_tuple(&a, pair, 2);
}
TA_FN(f_max_pool1d) {
    return max_pool(ks, "max_pool1d", 1, args, nargs, kwnames);
}
TA_FN(f_max_pool2d) {
    return max_pool(ks, "max_pool2d", 2, args, nargs, kwnames);
}
TA_FN(f_max_pool3d) {
    return max_pool(ks, "max_pool3d", 3, args, nargs, kwnames);
}
static KiValue avg_pool(KiState *ks, const char *name, int n, KiValue *args, int nargs,
                        KiValue kwnames) {
    TaSpec own = {name,
                  2,
                  7,
                  8,
                  {"input", "kernel_size", "stride", "padding", "ceil_mode", "count_include_pad",
                   "divisor_override", "out"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    KtPoolSpec s = {.n = n,
                    .ceil_mode = ta_bool(&a, 4, false),
                    .count_include_pad = ta_bool(&a, 5, true),
                    .divisor = ta_int(&a, 6, 0),
                    .dilation = {1, 1, 1}};
    window_numbers(&a, 1, n, 1, s.kernel);
    if (!window_numbers(&a, 2, n, 1, s.stride)) memcpy(s.stride, s.kernel, sizeof s.stride);
    window_numbers(&a, 3, n, 0, s.padding);
    if (!a.failed && ta_given(&a, 6) && s.divisor == 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "divisor must be not zero");
    return ta_ret_out(&a, 7, a.failed ? NULL : kta_avg_pool(a.ctx, x, &s));
}
TA_FN(f_avg_pool1d) {
    return avg_pool(ks, "avg_pool1d", 1, args, nargs, kwnames);
}
TA_FN(f_avg_pool2d) {
    return avg_pool(ks, "avg_pool2d", 2, args, nargs, kwnames);
}
TA_FN(f_avg_pool3d) {
    return avg_pool(ks, "avg_pool3d", 3, args, nargs, kwnames);
}

/* Output sizes: one int, or n of them, None keeping the input's. */
static void adaptive_sizes(Ta *a, int i, int n, bool max, const KtTensor *x, int64_t *out) {
    KiValue v = a->v[i];
    bool listed = ki_is_tuple(v) || ki_is_list(v);
    const KiValue *items = ki_is_tuple(v)  ? ki_tuple_of(v)->items
                           : ki_is_list(v) ? ki_list_of(v)->items
                                           : NULL;
    int64_t len = ki_is_tuple(v) ? ki_tuple_of(v)->len : ki_is_list(v) ? ki_list_of(v)->len : 0;
    if (n > 1 && ki_is_none(v) && !a->failed) {
        ki_raise(a->ks, KI_EXC_TypeError, "object of type 'NoneType' has no len()");
        a->failed = true;
    }
    if (n == 1 || max || !ki_is_bool(v)) ta_handed(a, i, a->name, 2, 's');
    if (ki_is_tensor(v)) ta_bad(a, i, "tuple of ints");
    if (a->failed) return;
    if (listed && n > 1 && x->ndim <= len) {
        ki_raise(a->ks, KI_EXC_ValueError, "Input dimension should be at least %lld",
                 (long long)len + 1);
        a->failed = true;
        return;
    }
    if (listed && n == 1 && len != 1) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "%s() argument 'output_size' should contain one int (got %lld)", a->name,
                 (long long)len);
        a->failed = true;
        return;
    }
    if (listed && len != n && len != 1) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 max ? "%s(): internal error: output_size.size() must be %d"
                     : "%s: output_size must be %d",
                 a->name, n);
        a->failed = true;
        return;
    }
    for (int k = 0; k < n; k++) {
        KiValue item = !items ? v : len == n ? items[k] : items[0];
        out[k] = x->ndim >= n ? x->sizes[x->ndim - n + k] : 0;
        if (ki_is_none(item)) continue;
        if (ki_to_i64(a->ks, item, &out[k]) != 1) {
            ta_bad(a, i, "tuple of ints");
        } else if (out[k] < 0 && !max) {
            ki_raise(a->ks, KI_EXC_RuntimeError,
                     "%s: elements of output_size must be greater than or equal to 0 but received "
                     "{%lld, %lld}",
                     n == 1 ? "adaptive_avg_pool2d" : a->name, n == 1 ? 1LL : (long long)out[0],
                     (long long)(n > 1 && listed ? out[k] : out[0]));
            a->failed = true;
        }
        if (a->failed) return;
    }
}
/* The maxima are refused when the output is made; of one dimension they are a row. */
static bool makes_sizes(Ta *a, int n, const KtTensor *x, const int64_t *out) {
    int64_t sizes[KT_MAX_DIMS + 1];
    char text[400];
    int at = x->ndim > n ? x->ndim - n : 0, first = 0;
    memcpy(sizes, x->sizes, sizeof *sizes * (size_t)at);
    while (first < n && out[first] >= 0)
        first++;
    if (first == n) return true;
    if (n == 1) sizes[at++] = 1;
    memcpy(sizes + at, out, sizeof *sizes * (size_t)n);
    ki_raise(a->ks, KI_EXC_RuntimeError, "Trying to create tensor with negative dimension %lld: %s",
             (long long)out[first], kt_shape_str(text, sizeof text, at + n, sizes));
    a->failed = true;
    return false;
}
static KiValue adaptive(KiState *ks, const char *name, int n, bool max, KiValue *args, int nargs,
                        KiValue kwnames) {
    TaSpec own = {name, 2, 2 + max, 2 + max, {"input", "output_size", "return_indices"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *index = NULL;
    int64_t out[3] = {1, 1, 1};
    KiList *of_tensor = NULL; /* a tensor of sizes is gone through as a list */
    if (n > 1 && !a.failed && ki_is_tensor(a.v[1]) && ki_tensor_of(a.v[1])->ndim > 0) {
        of_tensor = ki_list_new(ks, 0);
        if (!of_tensor || !ki_list_extend(ks, of_tensor, a.v[1])) a.failed = true;
        if (!a.failed) a.v[1] = ki_from_obj(&of_tensor->h);
    }
    adaptive_sizes(&a, 1, n, max, x, out);
    bool want = max && ta_truth(&a, 2, false);
    if (of_tensor) ki_decref(ks, ki_from_obj(&of_tensor->h));
    if (a.failed || (max && !makes_sizes(&a, n, x, out))) return KI_ERR;
    bool ones = out[0] == 1 && (n < 2 || out[1] == 1) && (n < 3 || out[2] == 1);
    if (!max && ones && (n > 1 || (x->ndim > 1 && x->ndim < 4)) && !kt_is_inexact_dtype(x->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "mean(): could not infer output dtype. Input dtype must be either a "
                        "floating point or complex dtype. Got: %s",
                        kt_dtype_info[x->dtype].scalar_name);
    if (!max) return ta_ret(&a, kta_adaptive_avg_pool(a.ctx, x, n, out));
    KtTensor *r = kta_adaptive_max_pool(a.ctx, x, n, out, &index);
    if (want && r) {
        KtTensor *pair[2] = {r, index};
        return ta_ret_tuple(&a, pair, 2);
    }
    kt_xdecref(a.ctx, index);
    return ta_ret(&a, r);
}
TA_FN(f_adaptive_avg_pool1d) {
    return adaptive(ks, "adaptive_avg_pool1d", 1, false, args, nargs, kwnames);
}
TA_FN(f_adaptive_avg_pool2d) {
    return adaptive(ks, "adaptive_avg_pool2d", 2, false, args, nargs, kwnames);
}
TA_FN(f_adaptive_avg_pool3d) {
    return adaptive(ks, "adaptive_avg_pool3d", 3, false, args, nargs, kwnames);
}
TA_FN(f_adaptive_max_pool1d) {
    return adaptive(ks, "adaptive_max_pool1d", 1, true, args, nargs, kwnames);
}
TA_FN(f_adaptive_max_pool2d) {
    return adaptive(ks, "adaptive_max_pool2d", 2, true, args, nargs, kwnames);
}
TA_FN(f_adaptive_max_pool3d) {
    return adaptive(ks, "adaptive_max_pool3d", 3, true, args, nargs, kwnames);
}

static const TfRow rows[] = {
    {"max_pool1d/fn", f_max_pool1d},
    {"max_pool2d/fn", f_max_pool2d},
    {"max_pool3d/fn", f_max_pool3d},
    {"avg_pool1d/fn", f_avg_pool1d},
    {"avg_pool2d/n", f_avg_pool2d},
    {"avg_pool3d/n", f_avg_pool3d},
    {"adaptive_avg_pool1d/fn", f_adaptive_avg_pool1d},
    {"adaptive_avg_pool2d/n", f_adaptive_avg_pool2d},
    {"adaptive_avg_pool3d/n", f_adaptive_avg_pool3d},
    {"adaptive_max_pool1d/fn", f_adaptive_max_pool1d},
    {"adaptive_max_pool2d/n", f_adaptive_max_pool2d},
    {"adaptive_max_pool3d/n", f_adaptive_max_pool3d},
};

bool tf_init_pool(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
