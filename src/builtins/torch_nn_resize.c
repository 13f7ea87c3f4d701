/* Padding with mirrored, repeated or wrapped borders, resizing and window extraction: written as
 * selections along one dimension after the other, so that gradients come for free. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../tensor/autocast.h"
#include "../tensor/repr_cpp.h"
#include "torch_args.h"

/* --- padding --- */

typedef struct PadArg {
    int64_t before, after;
    char mode; /* r reflect, e replicate (edge), c circular */
} PadArg;

/* Places of a wrapped border: the inside first, then the left border out of the right end of the
 * inside, then the right one out of the left end, also where one of them is cut off. */
static void wrapped_places(int64_t *at, int64_t len, int64_t n, PadArg p) {
    int64_t left = p.before > 0 ? p.before : 0, right = p.after > 0 ? p.after : 0;
    memset(at, 0, sizeof *at * (size_t)n);
    for (int64_t i = left; i < n - right; i++)
        at[i] = i - p.before;
    for (int64_t i = 0; i < left; i++)
        at[i] = at[n - left - right + i];
    for (int64_t i = 0; i < right; i++)
        at[n - right + i] = at[left + i];
    for (int64_t i = 0; i < n; i++)
        at[i] = at[i] < 0 ? 0 : at[i] < len ? at[i] : len - 1;
}
static bool pad_fits(KtCtx *ctx, const KtTensor *x, int dim, int n_dims, PadArg p, int64_t n) {
    static const char axis[3] = {'W', 'H', 'D'};
    int64_t len = x->sizes[dim];
    if (p.mode == 'c') {
        if (p.before > len || p.after > len)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Padding value causes wrapping around more than once.");
        return n >= 0 || kt_fail(ctx, KT_RUNTIME_ERROR,
                                 "Negative padding value is resulting in an empty dimension");
    }
    if (p.mode == 'r' && (p.before >= len || p.after >= len)) {
        char text[300];
        int k = x->ndim - 1 - dim; /* how torch counts its arguments */
        kt_shape_str(text, sizeof text, x->ndim, x->sizes);
        if (n_dims == 2) snprintf(text, sizeof text, "%d", x->ndim);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Argument #%d: Padding size should be less than the corresponding input "
                       "dimension, but got: padding (%lld, %lld) at dimension %d of input %s",
                       4 + 2 * k, (long long)p.before, (long long)p.after, dim, text);
    }
    return n > 0 ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "input (%c: %lld) is too small. Calculated output %c: %lld",
                   axis[x->ndim - 1 - dim], (long long)len, axis[x->ndim - 1 - dim], (long long)n);
}
/* Where place i of a padded dimension of len elements comes from, without wrapping. */
static inline int64_t border_place(int64_t i, int64_t len, PadArg p) {
    int64_t k = i - p.before;
    if (p.mode == 'e') return k < 0 ? 0 : k >= len ? len - 1 : k;
    return k < 0 ? -k : k >= len ? 2 * (len - 1) - k : k;
}
static KtTensor *pad_dim(KtCtx *ctx, KtTensor *x, int dim, int n_dims, PadArg p) {
    int64_t len = x->sizes[dim], n = len + p.before + p.after;
    if (!pad_fits(ctx, x, dim, n_dims, p, n)) return NULL;
    KtTensor *index = kt_empty(ctx, KT_I64, 1, &n);
    if (!index) return NULL;
    int64_t *at = (int64_t *)(void *)index->data;
    if (p.mode == 'c') wrapped_places(at, len, n, p);
    for (int64_t i = 0; p.mode != 'c' && i < n; i++)
        at[i] = border_place(i, len, p);
    KtTensor *r = kta_index_select(ctx, x, dim, index);
    kt_decref(ctx, index);
    return r;
}
/* The last n dimensions padded by one choice among their elements: its gradient then adds in the
 * order of the output's elements, as PyTorch's does. */
static KtTensor *pad_at_once(KtCtx *ctx, KtTensor *x, const int64_t *pads, int n, char mode) {
    int64_t flat[KT_MAX_DIMS], whole[KT_MAX_DIMS], from[3] = {1, 1, 1}, to[3] = {1, 1, 1};
    const int lead = x->ndim - n;
    PadArg p[3] = {{.mode = mode}, {.mode = mode}, {.mode = mode}};
    for (int i = 0; i < n; i++) { /* the last dimension is the last of three */
        int64_t len = x->sizes[x->ndim - 1 - i], after = pads[2 * i + 1];
        p[2 - i] = (PadArg){.mode = mode, .before = pads[2 * i], .after = after};
        from[2 - i] = len;
        to[2 - i] = len + pads[2 * i] + after;
    }
    for (int d = 0; d < x->ndim; d++)
        flat[d < lead ? d : lead] = whole[d] = d < lead ? x->sizes[d] : to[3 - x->ndim + d];
    flat[lead] = from[0] * from[1] * from[2];
    int64_t count = to[0] * to[1] * to[2];
    KtTensor *index = kt_empty(ctx, KT_I64, 1, &count);
    if (!index) return NULL;
    int64_t *at = (int64_t *)(void *)index->data;
    for (int64_t i = 0; i < to[0]; i++)
        for (int64_t j = 0; j < to[1]; j++) {
            int64_t row = border_place(i, from[0], p[0]) * from[1] + border_place(j, from[1], p[1]);
            for (int64_t k = 0; k < to[2]; k++)
                *at++ = row * from[2] + border_place(k, from[2], p[2]);
        }
    KtTensor *line = kta_reshape(ctx, x, lead + 1, flat),
             *r = line ? kta_index_select(ctx, line, lead, index) : NULL,
             *out = r ? kta_reshape(ctx, r, x->ndim, whole) : NULL;
    kt_decref(ctx, index);
    kt_xdecref(ctx, line);
    kt_xdecref(ctx, r);
    return out;
}
static bool refuse_reflection(KtCtx *ctx, const KtTensor *x, int n_dims) {
    KbStrbuf b;
    kb_strbuf_init(&b, ctx->alloc, KB_STRBUF_NO_MAX);
    bool ok = kt_repr_cpp(ctx, (KtTensor *)(uintptr_t)x, &b);
    if (ok)
        ok = kt_fail(ctx, KT_RUNTIME_ERROR,
                     "%dD or %dD (batch mode) tensor expected for input, but got: %s", n_dims + 1,
                     n_dims + 2, b.data);
    kb_strbuf_free(&b);
    return ok;
}
/* What torch's kernels of mirrored and repeated borders ask of x; n_dims: the padded dimensions. */
static bool border_fits(KtCtx *ctx, const KtTensor *x, const int64_t *pads, int n_dims, char mode) {
    static const char *const kernels[2][3] = {
        {"reflection_pad1d", "reflection_pad2d", "reflection_pad3d_cpu"},
        {"replication_pad1d_cpu", "replication_pad2d_cpu", "replication_pad3d_cpu"}};
    int lead = x->ndim - n_dims - 1; /* dimensions before the channels */
    bool empty = false;
    bool mirrored = mode == 'r' && n_dims < 3; /* whatever is the first dimension may be empty */
    for (int d = mirrored ? 1 : lead; d < x->ndim; d++)
        empty = empty || x->sizes[d] == 0;
    if (empty && mirrored) return refuse_reflection(ctx, x, n_dims);
    if (empty) {
        char text[300];
        kt_shape_str(text, sizeof text, x->ndim, x->sizes);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       n_dims == 1 ? "Expected 2D or 3D (batch mode) tensor with possibly 0 batch "
                                     "size and other non-zero dimensions for input, but got: %s"
                       : n_dims == 2
                           ? "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and "
                             "other non-zero dimensions for input, but got: %s"
                           : "Expected 4D or 5D (batch mode) tensor with possibly 0 batch size and "
                             "other non-zero dimensions for input, but got: %s",
                       text);
    }
    for (int i = 0; i < n_dims; i++) {
        int dim = x->ndim - 1 - i;
        PadArg p = {.mode = mode, .before = pads[2 * i], .after = pads[2 * i + 1]};
        if (!pad_fits(ctx, x, dim, n_dims, p, x->sizes[dim] + p.before + p.after)) return false;
    }
    bool low = x->dtype == KT_F16 || x->dtype == KT_BF16, solid = mode == 'r' && n_dims == 3;
    return (kt_is_inexact_dtype(x->dtype) && (!low || solid)) ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'",
                   kernels[mode == 'e'][n_dims - 1], kt_dtype_info[x->dtype].scalar_name);
}
TA_FN(f_pad) {
    TA_BIND("pad", 2, 4, "input", "pad", "mode", "value");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t pads[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, pads, &n);
    const char *mode = ta_str(&a, 2, "constant");
    KtScalar v = kt_scalar_float(ta_float(&a, 3, 0));
    if (a.failed) return KI_ERR;
    if (n % 2) return ki_raise(ks, KI_EXC_RuntimeError, "Padding length must be divisible by 2");
    if (n / 2 > x->ndim) return ki_raise(ks, KI_EXC_RuntimeError, "Padding length too large");
    if (!strcmp(mode, "constant")) return ta_ret(&a, kta_pad_const(a.ctx, x, n, pads, &v));
    if (ta_given(&a, 3) && kt_scalar_as_double(&v) != 0)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Padding mode \"%s\" doesn't take in value argument", mode);
    PadArg p = {.mode = !strcmp(mode, "reflect")     ? 'r'
                        : !strcmp(mode, "replicate") ? 'e'
                        : !strcmp(mode, "circular")  ? 'c'
                                                     : 0};
    if (!p.mode)
        return ki_raise(ks, KI_EXC_NotImplementedError, "Unrecognised padding mode %s", mode);
    if (n / 2 < 1 || n / 2 > 3 || (n / 2 != x->ndim - 2 && n / 2 != x->ndim - 1))
        return ki_raise(
            ks, KI_EXC_NotImplementedError,
            "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now");
    if (p.mode == 'c' && n / 2 != x->ndim - 2)
        return ki_raise(ks, KI_EXC_RuntimeError, "Invalid padding size, expected %d but got %d",
                        2 * (x->ndim - 2), n);
    bool whole = p.mode == 'e' || (p.mode == 'r' && n / 2 < 3); /* what autocast casts */
    bool cast = a.ctx->autocast && whole && kt_is_half_dtype(x->dtype);
    KtTensor *r = cast ? kta_cast(a.ctx, x, KT_F32) : kt_incref(x);
    if (!r) return ki_kt_raise(ks);
    if (p.mode != 'c' && !border_fits(a.ctx, r, pads, n / 2, p.mode)) {
        kt_decref(a.ctx, r);
        return ki_kt_raise(ks);
    }
    KtWhole w = {.in = NULL};
    KtTensor *whole_of = r;
    if (p.mode != 'c') {
        KtWholeId id = (p.mode == 'e' ? KT_WHOLE_REPLICATE1 : KT_WHOLE_REFLECT1) + n / 2 - 1;
        if (!kta_whole_begin(a.ctx, &w, id, 1, &whole_of)) {
            kt_decref(a.ctx, whole_of);
            return ki_kt_raise(ks);
        }
        r = kt_incref(w.in[0]);
    } else
        kt_incref(r);
    int padded = 0;
    for (int i = 0; i < n / 2; i++)
        padded += pads[2 * i] || pads[2 * i + 1];
    const bool at_once = p.mode != 'c' && padded > 1;
    if (r && at_once) {
        KtTensor *next = pad_at_once(a.ctx, r, pads, n / 2, p.mode);
        kt_decref(a.ctx, r);
        r = next;
    }
    for (int i = 0; r && !at_once && i < n / 2; i++) {
        p.before = pads[2 * i];
        p.after = pads[2 * i + 1];
        KtTensor *next =
            p.before || p.after ? pad_dim(a.ctx, r, x->ndim - 1 - i, n / 2, p) : kt_incref(r);
        kt_decref(a.ctx, r);
        r = next;
    }
    r = p.mode == 'c' ? kta_name_node(r, "CopySlices") : kta_whole_end(a.ctx, &w, r);
    kt_decref(a.ctx, whole_of);
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
        int64_t k = kt_nearest_place(i, (float)r->scale, r->align);
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
    if (!linear && !strcmp(mode, "nearest-exact"))
        align = true; /* to the middles of places */
    else if (!linear && strcmp(mode, "nearest"))
        return ki_raise(ks, KI_EXC_NotImplementedError, "interpolate with mode '%s'", mode);
    if (x->dtype == KT_F32 || x->dtype == KT_F64) {
        KtImageResize s = {.n = n, .linear = linear, .align = align};
        for (int i = 0; i < n; i++) {
            s.out[i] = out[i];
            s.factor[i] = again ? 0 : factor[i];
        }
        return ta_ret(&a, kta_image_resize(a.ctx, x, &s));
    }
    KtTensor *r = kt_incref(x); /* other types: one dimension after the other */
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
    return ta_ret(&a, kt_in_format_of(a.ctx, r, x));
}

/* --- sampling by a grid --- */

/* _sample(grad, input, grid, nearest, padding_mode, align_corners, which): the samples, or what
 * their gradient grad makes of the input (which = 1) or of the grid (2). */
TA_FN(f_sample) {
    TA_BIND("_sample", 7, 7, "grad", "input", "grid", "nearest", "padding_mode", "align_corners",
            "which");
    KtTensor *grad = ta_given(&a, 0) ? ta_tensor(&a, 0) : NULL, *x = ta_tensor(&a, 1),
             *grid = ta_tensor(&a, 2);
    KtImageSample how = {.nearest = ta_bool(&a, 3, false), .align = ta_bool(&a, 5, false)};
    how.border = *ta_str(&a, 4, "zeros");
    int64_t which = ta_int(&a, 6, 0);
    if (a.failed) return KI_ERR;
    if (!grad) return ta_ret(&a, kt_image_sample(a.ctx, x, grid, &how));
    return ta_ret(&a, which == 1 ? kt_image_sample_backward(a.ctx, grad, x, grid, &how)
                                 : kt_image_sample_slope(a.ctx, grad, x, grid, &how));
}

/* --- sliding windows as columns --- */

/* Kernel, dilation, padding and stride of sliding blocks (2 each), in the order in which torch
 * looks at them. */
static bool blocks_fit(KtCtx *ctx, const int64_t *k, const int64_t *d, const int64_t *p,
                       const int64_t *s) {
    const struct {
        const char *what, *name;
        const int64_t *v;
    } checks[3] = {
        {"kernel size", "kernel", k}, {"dilation", "dilation", d}, {"stride", "stride", s}};
    for (int i = 0; i < 3; i++) {
        if (i == 2 && (p[0] < 0 || p[1] < 0))
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "padding should be non-negative, but got pad_height: %lld pad_width: "
                           "%lld",
                           (long long)p[0], (long long)p[1]);
        if (checks[i].v[0] <= 0 || checks[i].v[1] <= 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "%s should be greater than zero, but got %s_height: %lld %s_width: %lld",
                           checks[i].what, checks[i].name, (long long)checks[i].v[0],
                           checks[i].name, (long long)checks[i].v[1]);
    }
    return true;
}
static bool unfold_fits(KtCtx *ctx, const KtTensor *x, const int64_t *k, const int64_t *d,
                        const int64_t *p, const int64_t *s, int64_t *out) {
    char text[300];
    int last = 2;
    if (x->ndim == 0)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "Dimension specified as 1 but tensor has no dimensions");
    last = x->ndim == 1 ? 1 : 2;
    if (x->ndim < 3) return kt_wrap_dim(ctx, &last, x->ndim);
    if (!blocks_fit(ctx, k, d, p, s)) return false;
    int lead = x->ndim - 2;
    bool valid = x->ndim == 3 || x->ndim == 4;
    for (int i = x->ndim == 4; valid && i < x->ndim; i++)
        valid = x->sizes[i] != 0;
    if (!valid) {
        kt_shape_str(text, sizeof text, x->ndim, x->sizes);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other "
                       "non-zero dimensions for input, but got: %s",
                       text);
    }
    for (int i = 0; i < 2; i++) {
        int64_t span = x->sizes[lead + i] + 2 * p[i] - d[i] * (k[i] - 1) - 1;
        out[i] = (span >= 0 ? span / s[i] : -((-span + s[i] - 1) / s[i])) + 1;
    }
    if (out[0] < 1 || out[1] < 1)
        return kt_fail(
            ctx, KT_RUNTIME_ERROR,
            "Given input with spatial size (%lld, %lld), kernel_size=(%lld, %lld), dilation=(%lld, "
            "%lld), padding=(%lld, %lld), calculated shape of the array of sliding blocks as "
            "(%lld, %lld), but its components must be at least one.",
            (long long)x->sizes[lead], (long long)x->sizes[lead + 1], (long long)k[0],
            (long long)k[1], (long long)d[0], (long long)d[1], (long long)p[0], (long long)p[1],
            (long long)out[0], (long long)out[1]);
    return kt_is_inexact_dtype(x->dtype) ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"im2col_out_cpu\" not implemented for '%s'",
                   kt_dtype_info[x->dtype].scalar_name);
}
/* (N, C, H, W) -> (N, C kh kw, L); out: the rows and columns of blocks. One choice among the
 * pixels, whose gradient adds to a pixel in the order of its places in the windows, as PyTorch's
 * does. */
static KtTensor *unfold(KtCtx *ctx, KtTensor *x, const int64_t *k, const int64_t *d,
                        const int64_t *p, const int64_t *s, const int64_t *out) {
    int64_t pads[4] = {p[1], p[1], p[0], p[0]}, n = k[0] * k[1] * out[0] * out[1];
    KtScalar zero = kt_scalar_int(0);
    KtTensor *wide = p[0] || p[1] ? kta_pad_const(ctx, x, 4, pads, &zero) : kt_incref(x);
    KtTensor *index = kt_empty(ctx, KT_I64, 1, &n), *r = NULL;
    if (wide && index) {
        int64_t *at = (int64_t *)index->data, width = wide->sizes[3];
        for (int64_t ky = 0; ky < k[0]; ky++)
            for (int64_t kx = 0; kx < k[1]; kx++)
                for (int64_t y = 0; y < out[0]; y++)
                    for (int64_t c = 0; c < out[1]; c++)
                        *at++ = (ky * d[0] + y * s[0]) * width + kx * d[1] + c * s[1];
        int64_t flat[3] = {x->sizes[0], x->sizes[1], wide->sizes[2] * width},
                columns[3] = {x->sizes[0], x->sizes[1] * k[0] * k[1], out[0] * out[1]};
        int64_t each[3] = {x->sizes[0], x->sizes[1], n};
        KtTensor *pixels = kta_reshape(ctx, wide, 3, flat), *all = kt_expand(ctx, index, 3, each),
                 *picked = pixels && all ? kta_gather(ctx, pixels, 2, all) : NULL;
        r = picked ? kta_reshape(ctx, picked, 3, columns) : NULL;
        kt_xdecref(ctx, pixels);
        kt_xdecref(ctx, all);
        kt_xdecref(ctx, picked);
    }
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, index);
    return r;
}
/* unfold(input, kernel_size, dilation=1, padding=0, stride=1) */
TA_FN(f_unfold) {
    TA_BIND("unfold", 2, 5, "input", "kernel_size", "dilation", "padding", "stride");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t k[2], d[2], p[2], s[2], out[2];
    ta_ntuple(&a, 1, 2, 1, k);
    ta_ntuple(&a, 2, 2, 1, d);
    ta_ntuple(&a, 3, 2, 0, p);
    ta_ntuple(&a, 4, 2, 1, s);
    if (a.failed) return KI_ERR;
    if (!unfold_fits(a.ctx, x, k, d, p, s, out)) return ki_kt_raise(ks);
    KtWhole w;
    if (!kta_whole_begin(a.ctx, &w, KT_WHOLE_IM2COL, 1, &x)) return ki_kt_raise(ks);
    KtTensor *batch = x->ndim == 4 ? kt_incref(w.in[0]) : kta_unsqueeze(a.ctx, w.in[0], 0),
             *r = batch ? unfold(a.ctx, batch, k, d, p, s, out) : NULL;
    kt_xdecref(a.ctx, batch);
    if (r && x->ndim == 3) {
        int first = 0;
        KtTensor *one = kta_squeeze_dims(a.ctx, r, 1, &first);
        kt_decref(a.ctx, r);
        r = one;
    }
    return ta_ret(&a, kta_whole_end(a.ctx, &w, r));
}

static const TfRow rows[] = {{"pad/n", f_pad},
                             {"interpolate/n", f_interpolate},
                             {"unfold/n", f_unfold},
                             {"_sample/n", f_sample}};

bool tf_init_nn_resize(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
