/* Differentiable pooling, and the resizing of pictures. */
#include "autocast.h"
#include "autograd_private.h"
#include "memory_format.h"

#define GO        (g->grad[0])
#define IN        (&g->n->in[0])
#define RECORDING (ag_recording(g->ctx))

/* ---- pooling ---- */

/* x with its n spatial dimensions in one. */
static KtTensor *planes(Ag *g, KtTensor *x, int n) {
    int64_t sizes[KT_MAX_DIMS];
    if (!x) return NULL;
    int lead = x->ndim - n;
    sizes[lead] = 1;
    for (int d = 0; d < x->ndim; d++)
        if (d < lead)
            sizes[d] = x->sizes[d];
        else
            sizes[lead] *= x->sizes[d];
    return ag_keep(g, kta_reshape(g->ctx, x, lead + 1, sizes));
}

/* PyTorch pools lines as planes of one row. The kernels know lines, whose errors speak of them; on
 * the tape are the view of the input as planes, the pool of planes, and the view of its result as
 * lines. */

/* What is pooled as PyTorch pools it: x, or its lines as planes. */
static KtTensor *as_planes(KtCtx *ctx, int n, KtTensor *x) {
    return n == 1 ? kta_unsqueeze(ctx, x, -2) : kt_incref(x);
}
/* What a kernel made of lines (r is taken over), as if it were of planes. */
static KtTensor *made_planes(KtCtx *ctx, int n, KtTensor *r) {
    if (!r || n != 1) return r;
    KtTensor *v = kt_unsqueeze(ctx, r, -2);
    if (v) v->flags &= (uint8_t)~KT_T_VIEW;
    kt_decref(ctx, r);
    return v;
}
/* The planes r (taken over) as lines again. */
static KtTensor *as_lines(KtCtx *ctx, int n, KtTensor *r) {
    const int row = -2;
    if (!r || n != 1) return r;
    KtTensor *v = kta_squeeze_dims(ctx, r, 1, &row);
    kt_decref(ctx, r);
    return v;
}
static int recorded_dims(int n) {
    return n == 1 ? 2 : n;
}

/* [0] spatial dimensions; saved: x (for the kernel), indices */
static void back_max_pool(Ag *g) {
    int n = (int)ag_int(g, 0);
    KtTensor *index = ag_saved(g, 1), *x = ag_saved(g, 0);
    if (!index || !x) return;
    if (!RECORDING) {
        ag_give(g, 0, kt_max_pool_backward(g->ctx, GO, x, index, n));
        return;
    }
    KtTensor *zeros = planes(g, g_zeros(g, IN), n), *i = planes(g, index, n);
    KtTensor *go = planes(g, GO, n);
    if (!zeros || !i || !go) return;
    KtOperand src = kt_operand(go);
    ag_set(g, 0,
           g_reshape(g, ag_keep(g, kta_scatter(g->ctx, zeros, -1, i, &src, KT_SCATTER_ADD)), IN));
    ag_flat_kernel(g, 0, "MaxPool2DWithIndicesBackwardBackward0");
}
static const KtRule rule_max_pool[4] = {{"MaxPool2DWithIndicesBackward0", back_max_pool, false},
                                        {"MaxPool2DWithIndicesBackward0", back_max_pool, false},
                                        {"MaxPool2DWithIndicesBackward0", back_max_pool, false},
                                        {"MaxPool3DWithIndicesBackward0", back_max_pool, false}};
static const KtRule rule_adaptive_max[4] = {{"AdaptiveMaxPool2DBackward0", back_max_pool, false},
                                            {"AdaptiveMaxPool2DBackward0", back_max_pool, false},
                                            {"AdaptiveMaxPool2DBackward0", back_max_pool, false},
                                            {"AdaptiveMaxPool3DBackward0", back_max_pool, false}};

/* r and its index (both taken over) are the maxima of x: recorded. The index goes to *indices, or
 * to nobody. */
static KtTensor *record_max(KtCtx *ctx, KtTensor *r, const KtRule *rule, KtTensor *x, int n,
                            KtTensor *index, KtTensor **indices) {
    KtTensor *in = r ? as_planes(ctx, n, x) : NULL;
    r = made_planes(ctx, n, r);
    index = made_planes(ctx, n, index);
    if (r && in && index && AG_NEEDS(ctx, in))
        r = kt_ag_record(ctx, r, rule, AG_T(in), AG_T(in, index), AG_A(AG_I(recorded_dims(n))));
    bool ok = r && in && index;
    r = as_lines(ctx, n, r);
    if (indices) index = *indices = as_lines(ctx, n, index);
    if (!ok || !r || !index) {
        kt_xdecref(ctx, r);
        kt_xdecref(ctx, index);
        if (indices) *indices = NULL;
        r = NULL;
    } else if (!indices) {
        kt_decref(ctx, index);
    }
    kt_xdecref(ctx, in);
    return r;
}

/* PyTorch has no kernel that pools volumes of bfloat16. */
static bool pools_in_float(const KtTensor *x, int n) {
    return x->dtype == KT_BF16 && n < 3;
}

/* A pool of bfloat16 in single precision is one node of planes, inside which lines are lines again.
 */
typedef struct InFloat {
    KtInFloat f;
    KtTensor *in, *x; /* planes; what to pool */
    int n;
} InFloat;

static bool begin_in_float(KtCtx *ctx, InFloat *p, KtWholeId id, KtTensor *x, int n) {
    p->n = x->ndim < 2 ? 2 : n;
    p->in = as_planes(ctx, p->n, x);
    if (!p->in || !kt_in_float_begin(ctx, &p->f, id, 1, (KtTensor *[]){p->in})) {
        kt_xdecref(ctx, p->in);
        return false;
    }
    p->x = as_lines(ctx, p->n, kt_incref(p->f.t[0]));
    return true;
}

/* The pooled r (taken over) of p->x. */
static KtTensor *end_in_float(KtCtx *ctx, InFloat *p, KtTensor *r, int dtype) {
    kt_xdecref(ctx, p->x);
    KtTensor *made = r ? as_planes(ctx, p->n, r) : NULL;
    kt_xdecref(ctx, r);
    r = kt_in_float_end(ctx, &p->f, made, dtype);
    kt_decref(ctx, p->in);
    return as_lines(ctx, p->n, r);
}

KtTensor *kta_max_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *spec, KtTensor **indices) {
    if (KB_UNLIKELY(pools_in_float(x, spec->n))) {
        InFloat p;
        if (!begin_in_float(ctx, &p, KT_WHOLE_LOW_MAX_POOL, x, spec->n)) return NULL;
        return end_in_float(ctx, &p, p.x ? kta_max_pool(ctx, p.x, spec, indices) : NULL, KT_BF16);
    }
    /* a kernel of its own pools lines where nobody asks for places */
    if (!AG_NEEDS(ctx, x) && (spec->n > 1 || !indices)) return kt_max_pool(ctx, x, spec, indices);
    KtTensor *index = NULL, *r = kt_max_pool(ctx, x, spec, &index);
    return record_max(ctx, r, &rule_max_pool[spec->n & 3], x, spec->n, index, indices);
}

KtTensor *kta_adaptive_max_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out,
                                KtTensor **indices) {
    if (KB_UNLIKELY(pools_in_float(x, n))) {
        InFloat p;
        if (!begin_in_float(ctx, &p, KT_WHOLE_LOW_ADAPTIVE_MAX, x, n)) return NULL;
        return end_in_float(ctx, &p, p.x ? kta_adaptive_max_pool(ctx, p.x, n, out, indices) : NULL,
                            KT_BF16);
    }
    if (!AG_NEEDS(ctx, x) && n > 1) return kt_adaptive_max_pool(ctx, x, n, out, indices);
    KtTensor *index = NULL, *r = kt_adaptive_max_pool(ctx, x, n, out, &index);
    return record_max(ctx, r, &rule_adaptive_max[n & 3], x, n, index, indices);
}

/* Averages are linear: the gradient's gradient is the pooling again. */
#define POOL_ATTRS (4 + 4 * 3 + 1) /* the last: the memory format of the input */
static void pack_pool(const KtPoolSpec *s, KtAttr *a) {
    a[0].i = s->n;
    a[1].i = s->ceil_mode;
    a[2].i = s->count_include_pad;
    a[3].i = s->divisor;
    for (int d = 0; d < 3; d++) {
        bool used = d < s->n;
        a[4 + d].i = used ? s->kernel[d] : 1;
        a[7 + d].i = used ? s->stride[d] : 1;
        a[10 + d].i = used ? s->padding[d] : 0;
        a[13 + d].i = used ? s->dilation[d] : 1;
    }
}
static KtPoolSpec unpack_pool(const Ag *g) {
    KtPoolSpec s = {.n = (int)ag_int(g, 0),
                    .ceil_mode = ag_int(g, 1),
                    .count_include_pad = ag_int(g, 2),
                    .divisor = ag_int(g, 3)};
    for (int d = 0; d < 3; d++) {
        s.kernel[d] = ag_int(g, 4 + d);
        s.stride[d] = ag_int(g, 7 + d);
        s.padding[d] = ag_int(g, 10 + d);
        s.dilation[d] = ag_int(g, 13 + d);
    }
    return s;
}
/* The windows of lines as windows of planes. */
static KtPoolSpec of_planes(KtPoolSpec s) {
    if (s.n != 1) return s;
    s.n = 2;
    s.kernel[1] = s.kernel[0];
    s.stride[1] = s.stride[0];
    s.padding[1] = s.padding[0];
    s.dilation[1] = s.dilation[0];
    s.kernel[0] = s.stride[0] = s.dilation[0] = 1;
    s.padding[0] = 0;
    return s;
}
/* r, unless there was no input to record it for; in is released. */
static KtTensor *pooled(KtCtx *ctx, KtTensor *in, KtTensor *r) {
    if (in) {
        kt_decref(ctx, in);
        return r;
    }
    kt_xdecref(ctx, r);
    return NULL;
}
static void twice_avg(Ag *g) {
    KtPoolSpec s = unpack_pool(g);
    ag_set(g, 0, ag_keep(g, kta_avg_pool(g->ctx, GO, &s)));
}
static const KtRule rule_avg_twice = {"AvgPool2DBackwardBackward0", twice_avg, false};
/* A tensor of the operand's sizes and memory format (an attribute): its elements do not matter. */
static KtTensor *shaped_like_input(Ag *g, int format) {
    return ag_keep(g, kt_empty_format(g->ctx, IN->dtype, IN->ndim, IN->sizes,
                                      (KtMemoryFormat)ag_int(g, format)));
}
static void back_avg_pool(Ag *g) {
    if (!ag_untouched(g, 0)) return;
    KtPoolSpec s = unpack_pool(g);
    KtTensor *like = shaped_like_input(g, POOL_ATTRS - 1);
    KtTensor *r = like ? kt_avg_pool_backward(g->ctx, GO, like, &s) : NULL;
    if (AG_NEEDS(g->ctx, GO))
        r = kt_ag_record(g->ctx, r, &rule_avg_twice, AG_T(GO), AG_NOTHING,
                         (AgAttrs){g->n->n_attr, g->n->attr});
    ag_give(g, 0, r);
    ag_flat_kernel(g, 0, "AvgPool2DBackwardBackward0");
}
static const KtRule rule_avg_pool[4] = {{"AvgPool2DBackward0", back_avg_pool, false},
                                        {"AvgPool2DBackward0", back_avg_pool, false},
                                        {"AvgPool2DBackward0", back_avg_pool, false},
                                        {"AvgPool3DBackward0", back_avg_pool, false}};

KtTensor *kta_avg_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *spec) {
    if (KB_UNLIKELY(pools_in_float(x, spec->n))) {
        InFloat p;
        if (!begin_in_float(ctx, &p, KT_WHOLE_LOW_AVG_POOL, x, spec->n)) return NULL;
        return end_in_float(ctx, &p, p.x ? kta_avg_pool(ctx, p.x, spec) : NULL, KT_BF16);
    }
    KtTensor *r = kt_avg_pool(ctx, x, spec);
    if (!r || (!AG_NEEDS(ctx, x) && spec->n > 1)) return r;
    KtTensor *in = as_planes(ctx, spec->n, x);
    r = made_planes(ctx, spec->n, r);
    if (in && r && AG_NEEDS(ctx, in)) {
        const KtPoolSpec s = of_planes(*spec);
        KtAttr attr[POOL_ATTRS];
        pack_pool(&s, attr);
        attr[POOL_ATTRS - 1].i = kt_suggested_format(in);
        r = kt_ag_record(ctx, r, &rule_avg_pool[s.n & 3], AG_T(in), AG_T(in),
                         (AgAttrs){POOL_ATTRS, attr});
    }
    r = as_lines(ctx, spec->n, r);
    return pooled(ctx, in, r);
}

/* [0] spatial dimensions, then the output sizes, [4] the memory format of the input */
static void twice_adaptive(Ag *g) {
    int64_t out[3] = {ag_int(g, 1), ag_int(g, 2), ag_int(g, 3)};
    ag_set(g, 0, ag_keep(g, kta_adaptive_avg_pool(g->ctx, GO, (int)ag_int(g, 0), out)));
}
static const KtRule rule_adaptive_twice = {"AdaptiveAvgPool2DBackwardBackward0", twice_adaptive,
                                           false};
static void back_adaptive_avg(Ag *g) {
    KtTensor *like = ag_untouched(g, 0) ? shaped_like_input(g, 4) : NULL;
    KtTensor *r = like ? kt_adaptive_avg_pool_backward(g->ctx, GO, like, (int)ag_int(g, 0)) : NULL;
    if (AG_NEEDS(g->ctx, GO))
        r = kt_ag_record(g->ctx, r, &rule_adaptive_twice, AG_T(GO), AG_NOTHING,
                         (AgAttrs){g->n->n_attr, g->n->attr});
    ag_give(g, 0, r);
    ag_flat_kernel(g, 0, "AdaptiveAvgPool2DBackwardBackward0");
}
static const KtRule rule_adaptive_avg[4] = {
    {"AdaptiveAvgPool2DBackward0", back_adaptive_avg, false},
    {"AdaptiveAvgPool2DBackward0", back_adaptive_avg, false},
    {"AdaptiveAvgPool2DBackward0", back_adaptive_avg, false},
    {"AdaptiveAvgPool3DBackward0", back_adaptive_avg, false}};

/* The mean of whole rows or planes, which is no pooling in PyTorch, in the format of x. */
static KtTensor *mean_of_all(KtCtx *ctx, KtTensor *x, int n) {
    const int dims[3] = {-1, -2, -3};
    KtTensor *r = kta_reduce(ctx, KT_OP_MEAN, x, dims, n, true, KT_NO_DTYPE);
    if (r && n == 2 && x->ndim == 4 && kt_suggested_format(x) == KT_CHANNELS_LAST) {
        const int64_t c = r->sizes[1];
        r->strides[0] = r->strides[2] = r->strides[3] = c;
        r->strides[1] = 1;
    }
    return r;
}
KtTensor *kta_adaptive_avg_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out) {
    bool global = out[0] == 1 && (n < 2 || out[1] == 1) && (n < 3 || out[2] == 1);
    if (global && (n > 1 || (x->ndim > 1 && x->ndim < 4))) {
        KtTensor *in = as_planes(ctx, n, x),
                 *r = in ? mean_of_all(ctx, in, recorded_dims(n)) : NULL;
        return pooled(ctx, in, as_lines(ctx, n, r));
    }
    if (KB_UNLIKELY(pools_in_float(x, n) || (n == 3 && x->dtype == KT_F16))) {
        InFloat p;
        KtWholeId id = n == 3 ? KT_WHOLE_LOW_ADAPTIVE_AVG3 : KT_WHOLE_LOW_ADAPTIVE_AVG;
        if (!begin_in_float(ctx, &p, id, x, n)) return NULL;
        return end_in_float(ctx, &p, p.x ? kta_adaptive_avg_pool(ctx, p.x, n, out) : NULL,
                            x->dtype);
    }
    KtTensor *r = kt_adaptive_avg_pool(ctx, x, n, out);
    if (!r || (!AG_NEEDS(ctx, x) && n > 1)) return r;
    KtTensor *in = as_planes(ctx, n, x);
    r = made_planes(ctx, n, r);
    if (in && r && AG_NEEDS(ctx, in))
        r = kt_ag_record(ctx, r, &rule_adaptive_avg[n & 3], AG_T(in), AG_T(in),
                         AG_A(AG_I(recorded_dims(n)), AG_I(n > 1 ? out[0] : 1),
                              AG_I(n > 1 ? out[1] : out[0]), AG_I(n > 2 ? out[2] : 1),
                              AG_I(kt_suggested_format(in))));
    return pooled(ctx, in, as_lines(ctx, n, r));
}

/* ---- resizing: [0] n, linear and align as bits, the output's sizes, [4] the factors, [7] format
 */

static KtImageResize resize_of(Ag *g) {
    int64_t how = ag_int(g, 0);
    KtImageResize s = {.n = (int)(how >> 2), .linear = how & 2, .align = how & 1};
    for (int i = 0; i < 3; i++) {
        s.out[i] = ag_int(g, 1 + i);
        s.factor[i] = ag_dbl(g, 4 + i);
    }
    return s;
}
static void twice_resize(Ag *g) {
    KtImageResize s = resize_of(g);
    ag_set(g, 0, ag_keep(g, kta_image_resize(g->ctx, GO, &s)));
}
static const KtRule rule_resize_twice = {"UpsampleBackward", twice_resize, false};
static void back_resize(Ag *g) {
    KtImageResize s = resize_of(g);
    KtTensor *like = shaped_like_input(g, 7),
             *r = like ? kt_image_resize_backward(g->ctx, GO, like, &s) : NULL;
    if (AG_NEEDS(g->ctx, GO))
        r = kt_ag_record(g->ctx, r, &rule_resize_twice, AG_T(GO), AG_NOTHING,
                         (AgAttrs){g->n->n_attr, g->n->attr});
    ag_give(g, 0, r);
}
static const KtRule rule_resize = {"UpsampleBackward", back_resize, false};

KtTensor *kta_image_resize(KtCtx *ctx, KtTensor *x, const KtImageResize *s) {
    KtTensor *r = kt_image_resize(ctx, x, s);
    if (!AG_NEEDS(ctx, x)) return r;
    return kt_ag_record(ctx, r, &rule_resize, AG_T(x), AG_NOTHING,
                        AG_A(AG_I(s->n << 2 | s->linear << 1 | s->align), AG_I(s->out[0]),
                             AG_I(s->out[1]), AG_I(s->out[2]), AG_D(s->factor[0]),
                             AG_D(s->factor[1]), AG_D(s->factor[2]), AG_I(kt_suggested_format(x))));
}
