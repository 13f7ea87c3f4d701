/* torch._C._fft: Fourier transforms along one or several dimensions, with gradients. */
#include <math.h>

#include "../tensor/fft.h"
#include "torch_args.h"

typedef enum Kind { FORWARD, INVERSE, REAL, REAL_INVERSE } Kind;

/* One of the dimensions of a transform: n points of it, of which the input has len. */
typedef struct Axis {
    int dim;
    int64_t n, len;
} Axis;

typedef struct Node {
    Kind kind;
    bool real; /* the input was real */
    double scale;
    int n_axes;
    Axis axes[];
} Node;

static size_t node_size(int n_axes) {
    return sizeof(Node) + sizeof(Axis) * (size_t)n_axes;
}
static void free_node(KtCtx *ctx, void *user) {
    kb_free(ctx->alloc, user, node_size(((Node *)user)->n_axes));
}

/* node: the name of the graph node, NULL for that of the one transform. */
static KtTensor *transform(KtCtx *ctx, KtTensor *x, Kind kind, int n_axes, const Axis *axes,
                           double scale, const char *node);

/* x cut or filled with zeros to n along dim. Consumes x. */
static KtTensor *fit(KtCtx *ctx, KtTensor *x, int dim, int64_t n) {
    if (!x || x->sizes[dim] == n) return x;
    int64_t pads[2 * KT_MAX_DIMS] = {0};
    KtScalar zero = kt_scalar_int(0);
    pads[2 * (x->ndim - 1 - dim) + 1] = n - x->sizes[dim];
    KtTensor *r = kta_pad_const(ctx, x, 2 * (x->ndim - dim), pads, &zero);
    kt_decref(ctx, x);
    return r;
}

/* Twice the entries of x (consumed) along dim that stand for two of a transform of n real points.
 */
static KtTensor *twice_inner(KtCtx *ctx, KtTensor *x, int dim, int64_t n) {
    if (!x) return NULL;
    int64_t sizes[KT_MAX_DIMS];
    for (int i = 0; i < x->ndim; i++)
        sizes[i] = i == dim ? x->sizes[dim] : 1;
    bool wide = x->dtype == KT_C128;
    KtTensor *w = kt_empty(ctx, wide ? KT_F64 : KT_F32, x->ndim, sizes);
    for (int64_t i = 0; w && i < w->numel; i++) {
        double v = i >= 1 && i <= (n - 1) / 2 ? 2 : 1;
        if (wide)
            ((double *)(void *)w->data)[i] = v;
        else
            ((float *)(void *)w->data)[i] = (float)v;
    }
    KtOperand a = kt_operand(x), b = {.t = w};
    KtTensor *r = w ? kta_binary(ctx, KT_OP_MUL, &a, &b) : NULL;
    kt_xdecref(ctx, w);
    kt_decref(ctx, x);
    return r;
}

/* The adjoint of each transform is the other direction without its own scale; of one from real
 * points, the half that was not kept has no gradient; of one to real points, all but the ends stand
 * for two values. Recorded in its turn where gradients are to be differentiated. */
static bool fft_grad(KtCtx *ctx, void *user, KtTensor *const *g, int n_out, KtTensor **grads,
                     int n_in) {
    Node *s = user;
    grads[0] = NULL;
    if (!g[0]) return true;
    Kind back = s->kind == INVERSE ? FORWARD : s->kind == REAL_INVERSE ? REAL : INVERSE;
    const Axis *last = &s->axes[s->n_axes - 1];
    KtTensor *r = transform(ctx, g[0], back, s->n_axes, s->axes, s->scale, NULL);
    if (s->kind == REAL_INVERSE) r = twice_inner(ctx, r, last->dim, last->n);
    for (int i = 0; i < s->n_axes; i++)
        r = fit(ctx, r, s->axes[i].dim, s->axes[i].len);
    if (r && s->real) {
        KtTensor *re = kta_real(ctx, r);
        kt_decref(ctx, r);
        r = re;
    }
    grads[0] = r;
    return r != NULL;
}

/* The numbers: one axis after the other, the real one, which is the last, first going there and
 * last coming back. All are scaled at once, by the first transform or by that to real numbers. */
static KtTensor *along_axes(KtCtx *ctx, KtTensor *x, Kind kind, int n_axes, const Axis *axes,
                            double scale) {
    KtTensor *r = kt_incref(x);
    for (int step = 0; r && step < n_axes; step++) {
        int i = kind != REAL ? step : step ? step - 1 : n_axes - 1;
        bool is_last = i == n_axes - 1;
        double by = (kind == REAL_INVERSE ? is_last : step == 0) ? scale : 1;
        Kind one = is_last ? kind : kind == INVERSE || kind == REAL_INVERSE ? INVERSE : FORWARD;
        int64_t n = axes[i].n;
        int dim = axes[i].dim;
        KtTensor *next = one == REAL           ? kt_fft_r2c(ctx, r, n, dim, by)
                         : one == REAL_INVERSE ? kt_fft_c2r(ctx, r, n, dim, by)
                                               : kt_fft_c2c(ctx, r, n, dim, one == INVERSE, by);
        kt_decref(ctx, r);
        r = next;
    }
    return r;
}

static KtTensor *transform(KtCtx *ctx, KtTensor *x, Kind kind, int n_axes, const Axis *axes,
                           double scale, const char *name) {
    if (n_axes == 0) return kt_incref(x);
    KtTensor *r = along_axes(ctx, x, kind, n_axes, axes, scale);
    if (r && !kt_is_contiguous(r)) {
        KtTensor *dense = kt_copy_c(ctx, r);
        kt_decref(ctx, r);
        r = dense;
    }
    for (int64_t d = r ? r->ndim - 1 : -1, step = 1; d >= 0; d--) { /* of one element too */
        r->strides[d] = step;
        if (r->sizes[d] > 1) step *= r->sizes[d];
    }
    if (!r || !kta_will_record(ctx, 1, &x)) return r;
    Node *s = kb_calloc(ctx->alloc, node_size(n_axes));
    bool real = !kt_is_complex_dtype(x->dtype);
    KtNode *node = NULL;
    if (s) {
        *s = (Node){.kind = kind, .real = real, .scale = scale, .n_axes = n_axes};
        for (int i = 0; i < n_axes; i++)
            s->axes[i] = (Axis){axes[i].dim, axes[i].n, x->sizes[axes[i].dim]};
        if (!name)
            name = kind == REAL_INVERSE      ? "FftC2RBackward0"
                   : real && kind == INVERSE ? "ConjBackward0"
                   : real                    ? "FftR2CBackward0"
                                             : "FftC2CBackward0";
        node = kta_custom_saving_node(ctx, name, 1, &x, 1, NULL, real && kind != REAL_INVERSE, &x,
                                      fft_grad, s, free_node);
    } else {
        kt_fail_memory(ctx, node_size(n_axes));
    }
    bool attach, ok = node && kta_push_forward(ctx, node, &x, &r, &attach) &&
                      (!attach || kta_attach(ctx, r, node, 0));
    if (node) kta_node_decref(ctx, node);
    if (ok) return r;
    kt_decref(ctx, r);
    return NULL;
}

/* The factor that norm= asks for, for a transform of n points. */
static double factor(Ta *a, int i, int64_t n, bool inverse, bool single) {
    const char *s = ta_str(a, i, "backward");
    if (!strcmp(s, "ortho")) return single ? (double)(1 / sqrtf((float)n)) : 1 / sqrt((double)n);
    if (!strcmp(s, "forward")) return inverse ? 1 : 1 / (double)n;
    if (strcmp(s, "backward") && !a->failed) {
        a->failed = true;
        ki_raise(a->ks, KI_EXC_RuntimeError, "Invalid normalization mode: \"%s\"", s);
    }
    return inverse ? 1 / (double)n : 1;
}
static bool goes_back(Kind k) {
    return k == INVERSE || k == REAL_INVERSE;
}

/* There are no transforms of the short floats. */
static bool transformable(Ta *a, const KtTensor *x) {
    if (x->dtype != KT_F16 && x->dtype != KT_BF16) return true;
    ki_raise(a->ks, KI_EXC_RuntimeError, "Unsupported dtype %s",
             kt_dtype_info[x->dtype].scalar_name);
    return false;
}

/* A tensor without dimensions was to be filled up to n points; PyTorch takes n for the length of
 * its list of pads. */
static KiValue no_lines(KiState *ks, int64_t n) {
    if (n % 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Length of pad must be even but instead it equals %lld", (long long)n);
    return ki_raise(ks, KI_EXC_RuntimeError,
                    "Length of pad should be no more than twice the number of dimensions of the "
                    "input. Pad length is %lldwhile the input has 0dimensions.",
                    (long long)n);
}

/* x, cut off and filled up along the axes as the transform does itself, where its history is to
 * show that; real numbers on the way to real ones become complex. */
static KtTensor *brought_to(KtCtx *ctx, KtTensor *x, Kind kind, int n_axes, Axis *axes) {
    if (!kta_will_record(ctx, 1, &x)) return kt_incref(x);
    KtScalar zero = kt_scalar_int(0);
    int64_t pads[2 * KT_MAX_DIMS] = {0};
    bool wide = false, to_complex = kind == REAL_INVERSE && !kt_is_complex_dtype(x->dtype);
    KtTensor *r = to_complex ? kta_cast(ctx, x, kt_fft_single(ctx, x->dtype) ? KT_C64 : KT_C128)
                             : kt_incref(x);
    for (int i = 0; r && i < n_axes; i++) {
        int dim = axes[i].dim;
        int64_t n = kind == REAL_INVERSE && i == n_axes - 1 ? axes[i].n / 2 + 1 : axes[i].n,
                size = x->sizes[dim];
        axes[i].len = n;
        if (n > size) {
            pads[2 * (x->ndim - 1 - dim) + 1] = n - size;
            wide = true;
        }
        if (n >= size) continue;
        KtTensor *part = kta_narrow(ctx, r, dim, 0, n);
        kt_decref(ctx, r);
        r = part;
    }
    if (!r || !wide) return r;
    KtTensor *whole = kta_pad_const(ctx, r, 2 * x->ndim, pads, &zero);
    kt_decref(ctx, r);
    return whole;
}

/* The conjugate of x, which is taken over and may be NULL. */
static KtTensor *conjugate(KtCtx *ctx, KtTensor *x, bool lazy) {
    KtTensor *r = !x ? NULL : lazy ? kta_conj(ctx, x) : kta_unary(ctx, KT_OP_CONJ, x);
    kt_xdecref(ctx, x);
    return r;
}

static KiValue one_dim(KiState *ks, const char *name, Kind kind, KiValue *args, int nargs,
                       KiValue kwnames) {
    TaSpec own = {name, 1, 4, 5, {"input", "n", "dim", "norm", "out"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    int64_t n = ta_int(&a, 1, -1);
    int at = ta_int32(&a, 2, -1);
    if (a.failed) return KI_ERR;
    if (kind == REAL && kt_is_complex_dtype(x->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError, "rfft expects a real input tensor, but got %s",
                        kt_dtype_info[x->dtype].scalar_name);
    if (!kt_wrap_dim(a.ctx, &at, x->ndim)) return ki_kt_raise(ks);
    int64_t size = x->ndim ? x->sizes[at] : 0, points = ta_given(&a, 1)        ? n
                                                        : kind == REAL_INVERSE ? 2 * (size - 1)
                                                                               : size;
    if (!transformable(&a, x)) return KI_ERR;
    if (points < 1)
        return ki_raise(ks, KI_EXC_RuntimeError, "Invalid number of data points (%lld) specified",
                        (long long)points);
    if (x->ndim == 0) return no_lines(ks, kind == REAL_INVERSE ? points / 2 + 1 : points);
    double scale = factor(&a, 3, points, goes_back(kind), kt_fft_single(a.ctx, x->dtype));
    Axis axis = {at, points, size};
    KtTensor *in = NULL, *r = NULL;
    if (!a.failed) in = brought_to(a.ctx, x, kind, 1, &axis);
    /* of real numbers the inverse is the conjugate, which is a view but in an output */
    bool mirrored = kind == INVERSE && !kt_is_complex_dtype(x->dtype) && !ta_given(&a, 4);
    if (in) r = transform(a.ctx, in, mirrored ? FORWARD : kind, 1, &axis, scale, NULL);
    if (mirrored) r = conjugate(a.ctx, r, true);
    kt_xdecref(a.ctx, in);
    return ta_ret_out(&a, 4, r);
}
TA_FN(f_fft) {
    return one_dim(ks, "fft_fft", FORWARD, args, nargs, kwnames);
}
TA_FN(f_ifft) {
    return one_dim(ks, "fft_ifft", INVERSE, args, nargs, kwnames);
}
TA_FN(f_rfft) {
    return one_dim(ks, "fft_rfft", REAL, args, nargs, kwnames);
}
TA_FN(f_irfft) {
    return one_dim(ks, "fft_irfft", REAL_INVERSE, args, nargs, kwnames);
}

/* The dimensions of a transform of several made plain, and the length along each: what s= says (of
 * `given` numbers, -1 without), or that of x. Asked in PyTorch's order. */
static bool lengths(Ta *a, const char *name, const KtTensor *x, Kind kind, bool named, int *dims,
                    int n, int given, int64_t *sizes) {
    bool refused = false;
    uint64_t seen = 0;
    for (int i = 0; named && i < n; i++) {
        if (!kt_wrap_dim(a->ctx, &dims[i], x->ndim)) return (void)ki_kt_raise(a->ks), false;
        refused = refused || seen >> dims[i] & 1;
        seen |= (uint64_t)1 << dims[i];
    }
    const char *what = refused                    ? "FFT dims must be unique"
                       : given >= 0 && given != n ? "When given, dim and shape arguments must have "
                                                    "the same length"
                                                  : NULL;
    if (what) return ki_raise(a->ks, KI_EXC_RuntimeError, "%s", what), false;
    if (given > x->ndim)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "Got shape with %d values but input tensor only has %d dimensions.", given,
                        x->ndim),
               false;
    for (int i = 0; i < n; i++) {
        if (dims[i] < 0) dims[i] += x->ndim;
        bool own = given < 0 || sizes[i] == -1;
        int64_t len = x->ndim ? x->sizes[dims[i]] : 0;
        if (own) sizes[i] = kind == REAL_INVERSE && i == n - 1 ? 2 * (len - 1) : len;
        if (sizes[i] < 1)
            return ki_raise(a->ks, KI_EXC_RuntimeError,
                            "Invalid number of data points (%lld) specified", (long long)sizes[i]),
                   false;
    }
    if (n == 0 && (kind == REAL || kind == REAL_INVERSE))
        return ki_raise(a->ks, KI_EXC_RuntimeError, "%s must transform at least one axis", name),
               false;
    if (x->ndim == 0) return ki_raise(a->ks, KI_EXC_RuntimeError, "ndim must be >= 1"), false;
    return true;
}

/* Several dimensions at once. hermitian: the last one is transformed and scaled apart from the
 * others, which come first on the way to real numbers, with a conjugate between the two. */
static KiValue many_dims(KiState *ks, const char *name, Kind kind, bool two, bool hermitian,
                         KiValue *args, int nargs, KiValue kwnames) {
    TaSpec own = {name, 1, 4, 5, {"input", "s", "dim", "norm", "out"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    int64_t sizes[KT_MAX_DIMS];
    int dims[KT_MAX_DIMS], n_sizes, n;
    bool sized = ta_sizes(&a, 1, sizes, &n_sizes), given = ta_dims(&a, 2, dims, &n);
    if (a.failed) return KI_ERR;
    bool misfit = kind == REAL && kt_is_complex_dtype(x->dtype);
    if (misfit && !hermitian)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "rfftn expects a real-valued input tensor, but got %s",
                        kt_dtype_info[x->dtype].scalar_name);
    if (!given) {
        n = two ? 2 : sized ? n_sizes : x->ndim;
        for (int i = 0; i < n; i++)
            dims[i] = i - n;
    }
    if (!lengths(&a,
                 hermitian      ? kind == REAL ? "ihfftn" : "hfftn"
                 : kind == REAL ? "rfftn"
                                : "irfftn",
                 x, kind, given || two, dims, n, sized ? n_sizes : -1, sizes) ||
        !transformable(&a, x))
        return KI_ERR;
    bool back = goes_back(kind) != hermitian, single = kt_fft_single(a.ctx, x->dtype);
    Kind plain = back ? INVERSE : FORWARD;
    int64_t points = 1, last = n ? sizes[n - 1] : 1;
    for (int i = 0; i < n; i++)
        points *= sizes[i];
    double all = factor(&a, 3, points, back, single), of_last = factor(&a, 3, last, back, single),
           others = factor(&a, 3, points / last, back, single);
    if (a.failed) return KI_ERR;
    if (misfit)
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "Expected self.is_floating_point() to be true, but got false.  (Could this "
            "error message be improved?  If so, please report an enhancement request to "
            "PyTorch.)");
    const char *node = kind == REAL && !hermitian ? "FftR2CBackward0" : NULL;
    Axis axes[KT_MAX_DIMS], *tail = n ? &axes[n - 1] : NULL;
    for (int i = 0; i < n; i++)
        axes[i] = (Axis){dims[i], sizes[i], x->sizes[dims[i]]};
    KtTensor *plain_x = kind != REAL && n && !kt_is_complex_dtype(x->dtype)
                            ? kta_cast(a.ctx, x, single ? KT_C64 : KT_C128)
                            : kt_incref(x),
             *r = plain_x ? brought_to(a.ctx, plain_x, kind, n, axes) : NULL;
    kt_xdecref(a.ctx, plain_x);
    for (int part = 0; r && part < (hermitian ? 2 : 1); part++) {
        bool of_tail = part == (kind == REAL ? 0 : 1);
        if (hermitian && part && kind == REAL_INVERSE) r = conjugate(a.ctx, r, false);
        KtTensor *next = !r           ? NULL
                         : !hermitian ? transform(a.ctx, r, kind, n, axes, all, node)
                         : of_tail    ? transform(a.ctx, r, kind, 1, tail, of_last, node)
                                      : transform(a.ctx, r, plain, n - 1, axes, others, node);
        kt_xdecref(a.ctx, r);
        r = hermitian && kind == REAL && !part ? conjugate(a.ctx, next, n == 1) : next;
    }
    return ta_ret_out(&a, 4, r);
}
TA_FN(f_fft2) {
    return many_dims(ks, "fft_fft2", FORWARD, true, false, args, nargs, kwnames);
}
TA_FN(f_ifft2) {
    return many_dims(ks, "fft_ifft2", INVERSE, true, false, args, nargs, kwnames);
}
TA_FN(f_fftn) {
    return many_dims(ks, "fft_fftn", FORWARD, false, false, args, nargs, kwnames);
}
TA_FN(f_ifftn) {
    return many_dims(ks, "fft_ifftn", INVERSE, false, false, args, nargs, kwnames);
}
TA_FN(f_rfft2) {
    return many_dims(ks, "fft_rfft2", REAL, true, false, args, nargs, kwnames);
}
TA_FN(f_irfft2) {
    return many_dims(ks, "fft_irfft2", REAL_INVERSE, true, false, args, nargs, kwnames);
}
TA_FN(f_rfftn) {
    return many_dims(ks, "fft_rfftn", REAL, false, false, args, nargs, kwnames);
}
TA_FN(f_irfftn) {
    return many_dims(ks, "fft_irfftn", REAL_INVERSE, false, false, args, nargs, kwnames);
}

TA_FN(f_hfft2) {
    return many_dims(ks, "fft_hfft2", REAL_INVERSE, true, true, args, nargs, kwnames);
}
TA_FN(f_ihfft2) {
    return many_dims(ks, "fft_ihfft2", REAL, true, true, args, nargs, kwnames);
}
TA_FN(f_hfftn) {
    return many_dims(ks, "fft_hfftn", REAL_INVERSE, false, true, args, nargs, kwnames);
}
TA_FN(f_ihfftn) {
    return many_dims(ks, "fft_ihfftn", REAL, false, true, args, nargs, kwnames);
}

static KiValue frequencies(KiState *ks, const char *name, bool half, KiValue *args, int nargs,
                           KiValue kwnames) {
    TaSpec own = {name,
                  1,
                  2,
                  8,
                  {"n", "d", "out", "dtype", "layout", "device", "requires_grad", "pin_memory"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    int64_t n = ta_int(&a, 0, 1);
    double d = ta_float(&a, 1, 1);
    int dtype = ta_dtype(&a, 3);
    bool tracked = ta_bool(&a, 6, false);
    ta_device(&a, 5);
    ta_unpinned(&a, 7);
    if (a.failed) return KI_ERR;
    if (dtype >= 0 && !kt_is_inexact_dtype(dtype))
        return ki_raise(ks, KI_EXC_RuntimeError, "%s requires a floating point or complex dtype",
                        name + 4);
    if (dtype >= 0 && kt_is_complex_dtype(dtype))
        return ki_raise(ks, KI_EXC_RuntimeError, "\"arange_cpu\" not implemented for '%s'",
                        kt_dtype_info[dtype].scalar_name);
    int64_t count = half ? n / 2 + 1 : n;
    KtTensor *t = kt_empty(a.ctx, KT_F64, 1, &count), *r = NULL;
    if (t) {
        for (int64_t i = 0; i < count; i++)
            ((double *)t->data)[i] =
                (double)(half || i < (n + 1) / 2 ? i : i - n) / ((double)n * d);
        r = kt_cast(a.ctx, t, dtype < 0 ? a.ctx->default_dtype : dtype);
        kt_decref(a.ctx, t);
    }
    if (r && tracked && !kta_set_requires_grad(a.ctx, r, true)) {
        kt_decref(a.ctx, r);
        return ki_kt_raise(ks);
    }
    return ta_ret_out(&a, 2, r);
}
TA_FN(f_fftfreq) {
    return frequencies(ks, "fft_fftfreq", false, args, nargs, kwnames);
}
TA_FN(f_rfftfreq) {
    return frequencies(ks, "fft_rfftfreq", true, args, nargs, kwnames);
}

static KiValue shift(KiState *ks, const char *name, bool back, KiValue *args, int nargs,
                     KiValue kwnames) {
    TaSpec own = {name, 1, 2, 2, {"input", "dim"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    int dims[KT_MAX_DIMS], n;
    int64_t by[KT_MAX_DIMS];
    if (!ta_dims(&a, 1, dims, &n) && !a.failed)
        for (n = 0; n < x->ndim; n++)
            dims[n] = n;
    if (!a.failed && n == 0) return ki_raise(ks, KI_EXC_RuntimeError, "`shifts` required");
    for (int i = 0; !a.failed && i < n; i++) {
        if (!kt_wrap_dim(a.ctx, &dims[i], x->ndim)) return ki_kt_raise(ks);
        by[i] = back ? (x->sizes[dims[i]] + 1) / 2 : x->sizes[dims[i]] / 2;
    }
    return ta_ret(&a, a.failed ? NULL : kta_roll(a.ctx, x, n, by, dims));
}
TA_FN(f_fftshift) {
    return shift(ks, "fft_fftshift", false, args, nargs, kwnames);
}
TA_FN(f_ifftshift) {
    return shift(ks, "fft_ifftshift", true, args, nargs, kwnames);
}

static const TfRow rows[] = {
    {"fft/t", f_fft},           {"ifft/t", f_ifft},           {"rfft/t", f_rfft},
    {"irfft/t", f_irfft},       {"fft2/t", f_fft2},           {"ifft2/t", f_ifft2},
    {"fftn/t", f_fftn},         {"ifftn/t", f_ifftn},         {"rfft2/t", f_rfft2},
    {"irfft2/t", f_irfft2},     {"rfftn/t", f_rfftn},         {"irfftn/t", f_irfftn},
    {"hfft2/t", f_hfft2},       {"ihfft2/t", f_ihfft2},       {"hfftn/t", f_hfftn},
    {"ihfftn/t", f_ihfftn},     {"fftfreq/t", f_fftfreq},     {"rfftfreq/t", f_rfftfreq},
    {"fftshift/t", f_fftshift}, {"ifftshift/t", f_ifftshift},
};
bool tf_init_fft(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
