/* Padding with mirrored, repeated or wrapped borders, resizing and window extraction: written as
 * selections along one dimension after the other, so that gradients come for free. */
#include <math.h>

#include "torch_args.h"

/* --- padding --- */

typedef struct PadArg {
    int64_t before, after;
    char mode; /* r reflect, e replicate (edge), c circular */
} PadArg;

static KtTensor *pad_dim(KtCtx *ctx, KtTensor *x, int dim, PadArg p) {
    int64_t len = x->sizes[dim], n = len + p.before + p.after;
    if (n <= 0 || len == 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Expected a non-empty output after padding");
    if (p.mode == 'r' && (p.before >= len || p.after >= len))
        return kt_fail_null(
            ctx, KT_RUNTIME_ERROR,
            "Argument #4: Padding size should be less than the corresponding input dimension, but "
            "got: padding (%lld, %lld) at dimension %d of input with %d dimensions",
            (long long)p.before, (long long)p.after, dim, x->ndim);
    KtTensor *index = kt_empty(ctx, KT_I64, 1, &n);
    if (!index) return NULL;
    for (int64_t i = 0; i < n; i++) {
        int64_t k = i - p.before;
        if (p.mode == 'e') k = k < 0 ? 0 : k >= len ? len - 1 : k;
        if (p.mode == 'r') k = k < 0 ? -k : k >= len ? 2 * (len - 1) - k : k;
        if (p.mode == 'c') k = ((k % len) + len) % len;
        ((int64_t *)index->data)[i] = k;
    }
    KtTensor *r = kta_index_select(ctx, x, dim, index);
    kt_decref(ctx, index);
    return r;
}
TA_FN(f_pad) {
    TA_BIND("pad", 2, 4, "input", "pad", "mode", "value");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t pads[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, pads, &n);
    const char *mode = ta_str(&a, 2, "constant");
    KtScalar v = ta_scalar(&a, 3, kt_scalar_int(0));
    if (a.failed) return KI_ERR;
    if (!strcmp(mode, "constant")) return ta_ret(&a, kta_pad_const(a.ctx, x, n, pads, &v));
    PadArg p = {.mode = !strcmp(mode, "reflect")     ? 'r'
                        : !strcmp(mode, "replicate") ? 'e'
                        : !strcmp(mode, "circular")  ? 'c'
                                                     : 0};
    if (!p.mode)
        return ki_raise(ks, KI_EXC_NotImplementedError, "Unrecognised padding mode %s", mode);
    if (n % 2 || (n / 2 != x->ndim - 2 && n / 2 != x->ndim - 1))
        return ki_raise(
            ks, KI_EXC_NotImplementedError,
            "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now");
    KtTensor *r = kt_incref(x);
    for (int i = 0; r && i < n / 2; i++) {
        p.before = pads[2 * i];
        p.after = pads[2 * i + 1];
        KtTensor *next = p.before || p.after ? pad_dim(a.ctx, r, x->ndim - 1 - i, p) : kt_incref(r);
        kt_decref(a.ctx, r);
        r = next;
    }
    static const char *const names[2][3] = {
        {"ReflectionPad1DBackward0", "ReflectionPad2DBackward0", "ReflectionPad3DBackward0"},
        {"ReplicationPad1DBackward0", "ReplicationPad2DBackward0", "ReplicationPad3DBackward0"}};
    if (p.mode != 'c' && n >= 2 && n <= 6) kta_name_node(r, names[p.mode == 'e'][n / 2 - 1]);
    return ta_ret(&a, r);
}

/* --- resizing --- */

typedef struct ResizeArg {
    int64_t out;
    double scale; /* input steps per output step */
    bool linear, align;
} ResizeArg;

static KtTensor *nearest_dim(KtCtx *ctx, KtTensor *x, int dim, const ResizeArg *r) {
    KtTensor *index = kt_empty(ctx, KT_I64, 1, &r->out);
    if (!index) return NULL;
    for (int64_t i = 0; i < r->out; i++) {
        int64_t k = (int64_t)floorf((float)i * (float)r->scale);
        ((int64_t *)index->data)[i] = k < x->sizes[dim] ? k : x->sizes[dim] - 1;
    }
    KtTensor *t = kta_index_select(ctx, x, dim, index);
    kt_decref(ctx, index);
    return t;
}
static KtTensor *linear_dim(KtCtx *ctx, KtTensor *x, int dim, const ResizeArg *r) {
    int64_t shape[KT_MAX_DIMS], len = x->sizes[dim];
    for (int i = 0; i < x->ndim; i++)
        shape[i] = i == dim ? r->out : 1;
    KtTensor *lo = kt_empty(ctx, KT_I64, 1, &r->out), *hi = kt_empty(ctx, KT_I64, 1, &r->out),
             *w = kt_empty(ctx, KT_F64, x->ndim, shape);
    KtTensor *p = NULL, *q = NULL, *wc = NULL, *t = NULL;
    if (lo && hi && w) {
        for (int64_t i = 0; i < r->out; i++) {
            double at = r->align ? (double)i * r->scale : ((double)i + 0.5) * r->scale - 0.5;
            if (at < 0) at = 0;
            int64_t k = (int64_t)at < len - 1 ? (int64_t)at : len - 1;
            ((int64_t *)lo->data)[i] = k;
            ((int64_t *)hi->data)[i] = k < len - 1 ? k + 1 : k;
            ((double *)w->data)[i] = at - (double)k;
        }
        p = kta_index_select(ctx, x, dim, lo);
        q = p ? kta_index_select(ctx, x, dim, hi) : NULL;
        wc = q ? kt_cast(ctx, w, x->dtype) : NULL;
        KtTensor *wide = wc ? kt_expand(ctx, wc, p->ndim, p->sizes) : NULL;
        KtOperand wo = {.t = wide};
        t = wide ? kta_lerp(ctx, p, q, &wo) : NULL;
        kt_xdecref(ctx, wide);
    }
    kt_xdecref(ctx, lo);
    kt_xdecref(ctx, hi);
    kt_xdecref(ctx, w);
    kt_xdecref(ctx, p);
    kt_xdecref(ctx, q);
    kt_xdecref(ctx, wc);
    return t;
}
/* interpolate(input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias) */
TA_FN(f_interpolate) {
    TA_BIND("interpolate", 1, 7, "input", "size", "scale_factor", "mode", "align_corners",
            "recompute_scale_factor", "antialias");
    KtTensor *x = ta_tensor(&a, 0);
    const char *mode = ta_str(&a, 3, "nearest");
    bool align = ta_bool(&a, 4, false), again = ta_bool(&a, 5, false);
    if (a.failed) return KI_ERR;
    int n = x->ndim - 2;
    if (n < 1 || n > 3)
        return ki_raise(
            ks, KI_EXC_NotImplementedError,
            "Input Error: Only 3D, 4D and 5D input Tensors supported (got %dD) for the modes: "
            "nearest | linear | bilinear | bicubic | trilinear | area | nearest-exact (got %s)",
            x->ndim, mode);
    int64_t out[3];
    double factor[3] = {0, 0, 0};
    if (ta_given(&a, 1)) {
        ta_ntuple(&a, 1, n, 1, out);
    } else if (ta_given(&a, 2)) {
        KiValue v = a.v[2];
        bool many = ki_is_tuple(v) || ki_is_list(v);
        for (int i = 0; i < n; i++) {
            KiValue f = ki_is_tuple(v)  ? ki_tuple_of(v)->items[i < ki_tuple_of(v)->len ? i : 0]
                        : ki_is_list(v) ? ki_list_of(v)->items[i < ki_list_of(v)->len ? i : 0]
                                        : v;
            if (!ki_to_double(ks, f, &factor[i])) return KI_ERR;
            out[i] = (int64_t)floor((double)x->sizes[2 + i] * factor[i]);
        }
        (void)many;
    } else {
        return ki_raise(ks, KI_EXC_ValueError, "either size or scale_factor should be defined");
    }
    if (a.failed) return KI_ERR;
    if (!strcmp(mode, "area")) return ta_ret(&a, kta_adaptive_avg_pool(a.ctx, x, n, out));
    bool linear = strstr(mode, "linear") != NULL;
    if (!linear && strcmp(mode, "nearest"))
        return ki_raise(ks, KI_EXC_NotImplementedError, "interpolate with mode '%s'", mode);
    KtTensor *r = kt_incref(x);
    for (int i = 0; r && i < n; i++) {
        int64_t len = x->sizes[2 + i];
        ResizeArg arg = {.out = out[i], .linear = linear, .align = align};
        arg.scale = linear && align ? (out[i] > 1 ? (double)(len - 1) / (double)(out[i] - 1) : 0)
                    : factor[i] > 0 && !again ? 1 / factor[i]
                                              : (double)len / (double)out[i];
        KtTensor *next =
            linear ? linear_dim(a.ctx, r, 2 + i, &arg) : nearest_dim(a.ctx, r, 2 + i, &arg);
        kt_decref(a.ctx, r);
        r = next;
    }
    return ta_ret(&a, r);
}

/* --- sliding windows as columns --- */

/* unfold(input, kernel_size, dilation=1, padding=0, stride=1): (N, C, H, W) -> (N, C kh kw, L) */
TA_FN(f_unfold) {
    TA_BIND("unfold", 2, 5, "input", "kernel_size", "dilation", "padding", "stride");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t k[2], d[2], p[2], s[2];
    ta_ntuple(&a, 1, 2, 1, k);
    ta_ntuple(&a, 2, 2, 1, d);
    ta_ntuple(&a, 3, 2, 0, p);
    ta_ntuple(&a, 4, 2, 1, s);
    if (a.failed) return KI_ERR;
    if (x->ndim != 4)
        return ki_raise(ks, KI_EXC_NotImplementedError,
                        "Input Error: Only 4D input Tensors are supported (got %dD)", x->ndim);
    int64_t pads[4] = {p[1], p[1], p[0], p[0]},
            oh = (x->sizes[2] + 2 * p[0] - d[0] * (k[0] - 1) - 1) / s[0] + 1,
            ow = (x->sizes[3] + 2 * p[1] - d[1] * (k[1] - 1) - 1) / s[1] + 1;
    if (oh < 1 || ow < 1)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Given input with spatial size (%lld, %lld), kernel_size=(%lld, %lld), "
                        "calculated shape of the array of sliding blocks is too small",
                        (long long)x->sizes[2], (long long)x->sizes[3], (long long)k[0],
                        (long long)k[1]);
    KtScalar zero = kt_scalar_int(0);
    KtTensor *wide = p[0] || p[1] ? kta_pad_const(a.ctx, x, 4, pads, &zero) : kt_incref(x);
    int64_t rows = oh * k[0], cols = ow * k[1];
    KtTensor *ri = kt_empty(a.ctx, KT_I64, 1, &rows), *ci = kt_empty(a.ctx, KT_I64, 1, &cols),
             *r = NULL;
    if (wide && ri && ci) {
        for (int64_t i = 0; i < rows; i++)
            ((int64_t *)ri->data)[i] = i / oh * d[0] + i % oh * s[0];
        for (int64_t i = 0; i < cols; i++)
            ((int64_t *)ci->data)[i] = i / ow * d[1] + i % ow * s[1];
        KtTensor *picked = kta_index_select(a.ctx, wide, 2, ri),
                 *both = picked ? kta_index_select(a.ctx, picked, 3, ci) : NULL;
        int64_t six[6] = {x->sizes[0], x->sizes[1], k[0], oh, k[1], ow},
                three[3] = {x->sizes[0], x->sizes[1] * k[0] * k[1], oh * ow};
        int order[6] = {0, 1, 2, 4, 3, 5};
        KtTensor *split = both ? kta_reshape(a.ctx, both, 6, six) : NULL,
                 *turned = split ? kta_permute(a.ctx, split, 6, order) : NULL;
        r = turned ? kta_reshape(a.ctx, turned, 3, three) : NULL;
        kt_xdecref(a.ctx, picked);
        kt_xdecref(a.ctx, both);
        kt_xdecref(a.ctx, split);
        kt_xdecref(a.ctx, turned);
    }
    kt_xdecref(a.ctx, wide);
    kt_xdecref(a.ctx, ri);
    kt_xdecref(a.ctx, ci);
    return ta_ret(&a, kta_name_node(r, "Im2ColBackward0"));
}

static const TfRow rows[] = {
    {"pad/n", f_pad}, {"interpolate/n", f_interpolate}, {"unfold/n", f_unfold}};

bool tf_init_nn_resize(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
