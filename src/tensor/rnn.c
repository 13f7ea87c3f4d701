/* Recurrent layers: one layer in one direction over a whole sequence, with its gradient.
 *
 * The input's part of all gates and steps is one product; each step then adds it to the recurrent
 * part and runs the cell. Backward walks the steps the other way, collecting the gradients of the
 * gates' sums. The gradient of the input's weights is again a single product over all steps, those
 * of the recurrent weights and bias are summed from the last step to the first: sums are rounded in
 * the order in which PyTorch, which makes a graph of all steps, comes to add their terms.
 *
 *   tanh, relu  h = act(U h' + c + W x + b)
 *   LSTM        i f g o;  c = f c' + i g;  h = o tanh(c)
 *   GRU         r z n;    n = tanh(W_n x + b_n + r (U_n h' + c_n));  h = (h' - n) z + n
 * Source: Hochreiter and Schmidhuber 1997; Cho et al. 2014, in PyTorch's arrangement. */
#include <string.h>

#include "kernels.h"
#include "linalg.h"
#include "nn_kernels.h"
#include "nn_util.h"
#include "ops.h"

#define ONE_BLOCK 128 /* rows that every gemm sums before it adds to C */

typedef struct KtActivations {
    KtLoopFn sigmoid, tanh, relu, sigmoid_back, tanh_back, relu_back;
} KtActivations;

#define T       float
#define NAME(x) x##_f32
#include "kernel_rnn.inc.h"
#undef T
#undef NAME
#define T       double
#define NAME(x) x##_f64
#include "kernel_rnn.inc.h"
#undef T
#undef NAME

#define BY_TYPE(dtype, f32, f64)                                                                   \
    do {                                                                                           \
        if ((dtype) == KT_F32) {                                                                   \
            f32;                                                                                   \
        } else {                                                                                   \
            f64;                                                                                   \
        }                                                                                          \
    } while (0)
#define F(p) ((float *)(p))
#define D(p) ((double *)(p))

typedef struct Rnn {
    KtRnnMode mode;
    bool reverse;
    int dtype;
    size_t item;
    int64_t steps, batch, in, hidden, gates; /* gates: G */
    int64_t width;                           /* G H */
    KtActivations act;
} Rnn;

static bool shape_of(KtCtx *ctx, Rnn *r, KtRnnMode mode, bool reverse, const KtTensor *x,
                     const KtTensor *w_ih, const KtTensor *w_hh, bool bias, const KtTensor *h0,
                     const KtTensor *c0) {
    bool mixed = x->dtype != w_ih->dtype || x->dtype != w_hh->dtype || x->dtype != h0->dtype;
    if (mixed && bias)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "mat1 and mat2 must have the same dtype");
    if (!kt_nn_check_float(ctx, x, "rnn") || !kt_nn_same_dtype(ctx, x, w_ih) ||
        !kt_nn_same_dtype(ctx, x, w_hh) || !kt_nn_same_dtype(ctx, x, h0) ||
        (c0 && !kt_nn_same_dtype(ctx, x, c0)))
        return false;
    if (x->ndim != 3 || w_ih->ndim != 2 || w_hh->ndim != 2 || h0->ndim != 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "input must have 3 dimensions, got %d", x->ndim);
    *r = (Rnn){.mode = mode,
               .reverse = reverse,
               .dtype = x->dtype,
               .item = x->itemsize,
               .steps = x->sizes[0],
               .batch = x->sizes[1],
               .in = x->sizes[2],
               .hidden = w_hh->sizes[1],
               .gates = mode == KT_RNN_LSTM  ? 4
                        : mode == KT_RNN_GRU ? 3
                                             : 1};
    r->width = r->gates * r->hidden;
    const KtKernels *k = ctx->kernels;
    r->act = (KtActivations){
        .sigmoid = kt_unary_loop(k, KT_OP_SIGMOID, x->dtype),
        .tanh = kt_unary_loop(k, KT_OP_TANH, x->dtype),
        .relu = kt_unary_loop(k, KT_OP_RELU, x->dtype),
        .sigmoid_back = kt_binary_loop(k, KT_OP_SIGMOID_BACKWARD, x->dtype),
        .tanh_back = kt_binary_loop(k, KT_OP_TANH_BACKWARD, x->dtype),
        .relu_back = kt_binary_loop(k, KT_OP_RELU_BACKWARD, x->dtype),
    };
    if (w_ih->sizes[1] != r->in)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "input.size(-1) must be equal to input_size. Expected %lld, got %lld",
                       (long long)w_ih->sizes[1], (long long)r->in);
    if (w_ih->sizes[0] != r->width || w_hh->sizes[0] != r->width || h0->sizes[0] != r->batch ||
        h0->sizes[1] != r->hidden || (mode == KT_RNN_LSTM && (!c0 || !kt_same_shape(c0, h0))))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "sizes of a recurrent layer do not fit");
    return true;
}

static int64_t saved_width(const Rnn *r) {
    return r->mode == KT_RNN_LSTM ? 5 * r->hidden : 4 * r->hidden;
}
/* Row block of step t. */
static char *step_of(const Rnn *r, KtTensor *t, int64_t step, int64_t width) {
    return t->data + (size_t)(step * r->batch * width) * r->item;
}
/* The i-th step in the order of running, and the h that went into step t. */
static int64_t order(const Rnn *r, int64_t i) {
    return r->reverse ? r->steps - 1 - i : i;
}
static char *before(const Rnn *r, KtTensor *y, KtTensor *h0, int64_t i) {
    return i ? step_of(r, y, order(r, i - 1), r->hidden) : h0->data;
}

/* out (rows, G H) = a (rows, k) w (G H, k)^T + bias */
static bool linear(KtCtx *ctx, const Rnn *r, int64_t rows, int64_t k, const void *a,
                   const KtTensor *w, const KtTensor *bias, void *out) {
    if (bias)
        BY_TYPE(r->dtype, fill_rows_f32(rows, r->width, F(bias->data), F(out)),
                fill_rows_f64(rows, r->width, D(bias->data), D(out)));
    return kt_gemm(ctx, r->dtype, rows, r->width, k, 1, (KtMat){a, k, 1}, (KtMat){w->data, 1, k},
                   bias != NULL, out, r->width);
}
static void add_to(const Rnn *r, int64_t n, const void *a, void *sum) {
    BY_TYPE(r->dtype, add_to_f32(n, F(a), F(sum)), add_to_f64(n, D(a), D(sum)));
}

typedef struct Forward {
    KtTensor *x, *w_ih, *w_hh, *b_ih, *b_hh, *h0, *c0; /* contiguous, owned */
    KtTensor *a, *u, *y, *h, *c, *saved;
} Forward;

static bool contiguous(KtCtx *ctx, KtTensor *t, KtTensor **out) {
    *out = t ? kt_contiguous(ctx, t) : NULL;
    return !t || *out;
}

static bool run_step(KtCtx *ctx, const Rnn *r, Forward *f, int64_t i) {
    int64_t t = order(r, i), n = r->hidden, b = r->batch;
    char *prev = before(r, f->y, f->h0, i), *h = step_of(r, f->y, t, n);
    char *a = step_of(r, f->a, t, r->width), *u = f->u->data;
    if (!linear(ctx, r, b, n, prev, f->w_hh, f->b_hh, u)) return false;
    if (r->mode == KT_RNN_GRU) {
        char *s = step_of(r, f->saved, t, 4 * n);
        BY_TYPE(r->dtype, gru_step_f32(&r->act, b, n, F(a), F(u), F(prev), F(s), F(h)),
                gru_step_f64(&r->act, b, n, D(a), D(u), D(prev), D(s), D(h)));
        return true;
    }
    add_to(r, b * r->width, a, u);
    if (r->mode == KT_RNN_LSTM) {
        char *s = step_of(r, f->saved, t, 5 * n), *c = f->c->data;
        const char *c0 = i ? c : f->c0->data; /* each element is read before it is written */
        BY_TYPE(r->dtype, lstm_step_f32(&r->act, b, n, F(u), F(c0), F(s), F(c), F(h)),
                lstm_step_f64(&r->act, b, n, D(u), D(c0), D(s), D(c), D(h)));
        return true;
    }
    KtLoopFn act = r->mode == KT_RNN_RELU ? r->act.relu : r->act.tanh;
    BY_TYPE(r->dtype, apply_f32(act, F(u), F(h), b * n), apply_f64(act, D(u), D(h), b * n));
    return true;
}

static bool run_forward(KtCtx *ctx, const Rnn *r, Forward *f) {
    int64_t a[3] = {r->steps, r->batch, r->width}, y[3] = {r->steps, r->batch, r->hidden};
    int64_t s[3] = {r->steps, r->batch, saved_width(r)}, u[2] = {r->batch, r->width};
    bool gated = r->mode >= KT_RNN_LSTM;
    if (!(f->a = kt_empty(ctx, r->dtype, 3, a)) || !(f->y = kt_empty(ctx, r->dtype, 3, y)) ||
        !(f->h = kt_empty(ctx, r->dtype, 2, y + 1)) ||
        (r->mode == KT_RNN_LSTM && !(f->c = kt_copy_c(ctx, f->c0))) ||
        !(f->u = kt_empty(ctx, r->dtype, 2, u)))
        return false;
    f->saved = gated ? kt_empty(ctx, r->dtype, 3, s) : kt_incref(f->y);
    if (!f->saved ||
        !linear(ctx, r, r->steps * r->batch, r->in, f->x->data, f->w_ih, f->b_ih, f->a->data))
        return false;
    if (!r->steps)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected sequence length to be larger than 0 in RNN");
    for (int64_t i = 0; i < r->steps; i++)
        if (!run_step(ctx, r, f, i)) return false;
    memcpy(f->h->data, before(r, f->y, f->h0, r->steps), kt_nbytes(f->h));
    return true;
}

bool kt_rnn(KtCtx *ctx, KtRnnMode mode, bool reverse, KtTensor *x, KtTensor *w_ih, KtTensor *w_hh,
            KtTensor *b_ih, KtTensor *b_hh, KtTensor *h0, KtTensor *c0, KtTensor **y,
            KtTensor **h_n, KtTensor **c_n, KtTensor **saved) {
    Rnn r;
    Forward f = {0};
    if (!shape_of(ctx, &r, mode, reverse, x, w_ih, w_hh, b_ih != NULL, h0, c0)) return false;
    if ((b_ih && (b_ih->numel != r.width || b_ih->dtype != x->dtype)) ||
        (b_hh && (b_hh->numel != r.width || b_hh->dtype != x->dtype)))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "sizes of a recurrent layer do not fit");
    bool ok = contiguous(ctx, x, &f.x) && contiguous(ctx, w_ih, &f.w_ih) &&
              contiguous(ctx, w_hh, &f.w_hh) && contiguous(ctx, b_ih, &f.b_ih) &&
              contiguous(ctx, b_hh, &f.b_hh) && contiguous(ctx, h0, &f.h0) &&
              contiguous(ctx, c0, &f.c0) && run_forward(ctx, &r, &f);
    KT_NN_DROP(ctx, f.x, f.w_ih, f.w_hh, f.b_ih, f.b_hh, f.h0, f.c0, f.a, f.u);
    if (!ok) {
        KT_NN_DROP(ctx, f.y, f.h, f.c, f.saved);
        return false;
    }
    *y = f.y;
    *h_n = f.h;
    if (c_n)
        *c_n = f.c;
    else
        kt_xdecref(ctx, f.c);
    if (saved)
        *saved = f.saved;
    else
        kt_decref(ctx, f.saved);
    return true;
}

/* ---- backward ---- */

typedef struct Backward {
    KtTensor *x, *w_ih, *w_hh, *h0, *c0, *y, *saved, *gy; /* contiguous, owned */
    KtTensor *da, *du;                                    /* (T, B, G H); du is da but for GRU */
    KtTensor *dh, *dc;                                    /* (B, H), running */
    KtTensor *part, *w_part;                              /* a step's terms of dh and of w_hh's */
    KtTensor *dw_hh;                                      /* running sum */
} Backward;

/* From the gradient of step t's h, in dh, to those of its gates' sums. What remains in dh is the
 * part of the gradient of the h before that does not pass the gates (GRU). */
static void back_cell(const Rnn *r, Backward *k, int64_t i) {
    int64_t t = order(r, i), n = r->hidden, b = r->batch;
    char *da = step_of(r, k->da, t, r->width), *du = step_of(r, k->du, t, r->width);
    char *dh = k->dh->data;
    if (r->mode == KT_RNN_GRU) {
        char *s = step_of(r, k->saved, t, 4 * n), *prev = before(r, k->y, k->h0, i);
        BY_TYPE(r->dtype, gru_back_f32(&r->act, b, n, F(s), F(prev), F(dh), F(da), F(du)),
                gru_back_f64(&r->act, b, n, D(s), D(prev), D(dh), D(da), D(du)));
    } else if (r->mode == KT_RNN_LSTM) {
        char *s = step_of(r, k->saved, t, 5 * n);
        char *c0 = i ? step_of(r, k->saved, order(r, i - 1), 5 * n) + (size_t)(4 * n) * r->item
                     : k->c0->data;
        int64_t stride = i ? 5 * n : n;
        BY_TYPE(r->dtype,
                lstm_back_f32(&r->act, b, n, F(s), F(c0), stride, F(dh), F(k->dc->data), F(da)),
                lstm_back_f64(&r->act, b, n, D(s), D(c0), stride, D(dh), D(k->dc->data), D(da)));
    } else {
        char *h = step_of(r, k->y, t, n);
        KtLoopFn back = r->mode == KT_RNN_RELU ? r->act.relu_back : r->act.tanh_back;
        memcpy(da, dh, (size_t)(b * n) * r->item);
        BY_TYPE(r->dtype, slope_f32(back, F(h), F(da), b * n), slope_f64(back, D(h), D(da), b * n));
    }
}

/* out (n, m) = a (rows, n)^T b (rows, m), added to what out has if beta is 1 */
static bool outer(KtCtx *ctx, const Rnn *r, int64_t rows, int64_t n, int64_t m, const void *a,
                  const void *b, double beta, void *out) {
    return kt_gemm(ctx, r->dtype, n, m, rows, 1, (KtMat){a, 1, n}, (KtMat){b, m, 1}, beta, out, m);
}

/* A step's terms of the gradient of the recurrent weights. */
static bool add_weight_terms(KtCtx *ctx, const Rnn *r, Backward *k, int64_t i) {
    int64_t n = r->hidden, w = r->width, t = order(r, i);
    char *du = step_of(r, k->du, t, w), *prev = before(r, k->y, k->h0, i);
    bool first = i == r->steps - 1, apart = !first && r->batch > ONE_BLOCK;
    KtTensor *to = apart ? k->w_part : k->dw_hh;
    if (!outer(ctx, r, r->batch, w, n, du, prev, !first && !apart, to->data)) return false;
    if (apart) add_to(r, w * n, k->w_part->data, k->dw_hh->data);
    return true;
}

static bool back_step(KtCtx *ctx, const Rnn *r, Backward *k, int64_t i) {
    int64_t n = r->hidden, b = r->batch;
    char *du = step_of(r, k->du, order(r, i), r->width), *dh = k->dh->data;
    size_t size = kt_nbytes(k->dh);
    back_cell(r, k, i);
    if (!add_weight_terms(ctx, r, k, i) ||
        !kt_gemm(ctx, r->dtype, b, n, r->width, 1, (KtMat){du, r->width, 1},
                 (KtMat){k->w_hh->data, n, 1}, 0, k->part->data, n))
        return false;
    bool none = r->mode != KT_RNN_GRU; /* nothing in dh */
    if (i && k->gy) {                  /* the outputs' gradient comes before the next step's */
        char *gy = step_of(r, k->gy, order(r, i - 1), n);
        if (none)
            memcpy(dh, gy, size);
        else
            add_to(r, b * n, gy, dh);
        none = false;
    }
    if (none)
        memcpy(dh, k->part->data, size);
    else
        add_to(r, b * n, k->part->data, dh);
    return true;
}

/* Sums of d's rows, steps and batches. */
static KtTensor *sum_of_rows(KtCtx *ctx, KtTensor *d) {
    const int leading[2] = {0, 1};
    return kt_reduce(ctx, KT_OP_SUM, d, leading, 2, false, KT_NO_DTYPE, NULL);
}

/* The gradient of the recurrent bias: sums over the batch first, then over the steps. */
static KtTensor *sum_of_steps(KtCtx *ctx, const Rnn *r, KtTensor *d) {
    const int batch = 1;
    KtTensor *rows = kt_reduce(ctx, KT_OP_SUM, d, &batch, 1, false, KT_NO_DTYPE, NULL);
    KtTensor *sum = rows ? kt_zeros(ctx, r->dtype, 1, &r->width) : NULL;
    for (int64_t i = r->steps - 1; sum && i >= 0; i--)
        add_to(r, r->width, rows->data + (size_t)(order(r, i) * r->width) * r->item, sum->data);
    kt_xdecref(ctx, rows);
    return sum;
}

static bool input_gradients(KtCtx *ctx, const Rnn *r, Backward *k, bool has_bias,
                            KtTensor *grads[7]) {
    int64_t rows = r->steps * r->batch, w = r->width;
    return (grads[0] = kt_empty_like(ctx, k->x, KT_NO_DTYPE)) &&
           kt_gemm(ctx, r->dtype, rows, r->in, w, 1, (KtMat){k->da->data, w, 1},
                   (KtMat){k->w_ih->data, r->in, 1}, 0, grads[0]->data, r->in) &&
           (grads[1] = kt_empty(ctx, r->dtype, 2, k->w_ih->sizes)) &&
           outer(ctx, r, rows, w, r->in, k->da->data, k->x->data, 0, grads[1]->data) &&
           (!has_bias || (grads[3] = sum_of_rows(ctx, k->da)));
}

static bool run_backward(KtCtx *ctx, const Rnn *r, Backward *k, KtTensor *gh, KtTensor *gc,
                         bool has_bias, KtTensor *grads[7]) {
    int64_t a[3] = {r->steps, r->batch, r->width}, h[2] = {r->batch, r->hidden};
    bool apart = r->batch > ONE_BLOCK;
    if (!(k->da = kt_empty(ctx, r->dtype, 3, a)) ||
        !(k->dh = gh ? kt_copy_c(ctx, gh) : kt_zeros(ctx, r->dtype, 2, h)) ||
        !(k->dc = gc ? kt_copy_c(ctx, gc) : kt_zeros(ctx, r->dtype, 2, h)) ||
        !(k->part = kt_empty(ctx, r->dtype, 2, h)) ||
        !(k->dw_hh = kt_empty(ctx, r->dtype, 2, k->w_hh->sizes)) ||
        (apart && !(k->w_part = kt_empty(ctx, r->dtype, 2, k->w_hh->sizes))))
        return false;
    k->du = r->mode == KT_RNN_GRU ? kt_empty(ctx, r->dtype, 3, a) : kt_incref(k->da);
    if (!k->du) return false;
    if (k->gy)
        add_to(r, r->batch * r->hidden, step_of(r, k->gy, order(r, r->steps - 1), r->hidden),
               k->dh->data);
    for (int64_t i = r->steps - 1; i >= 0; i--)
        if (!back_step(ctx, r, k, i)) return false;
    if (!input_gradients(ctx, r, k, has_bias, grads)) return false;
    grads[2] = kt_incref(k->dw_hh);
    if (has_bias && !(grads[4] = sum_of_steps(ctx, r, k->du))) return false;
    grads[5] = kt_incref(k->dh);
    if (r->mode == KT_RNN_LSTM) grads[6] = kt_incref(k->dc);
    return true;
}

bool kt_rnn_backward(KtCtx *ctx, KtRnnMode mode, bool reverse, KtTensor *gy, KtTensor *gh,
                     KtTensor *gc, KtTensor *x, KtTensor *w_ih, KtTensor *w_hh, bool has_bias,
                     KtTensor *h0, KtTensor *c0, KtTensor *y, KtTensor *saved, KtTensor *grads[7]) {
    Rnn r;
    Backward k = {0};
    for (int i = 0; i < 7; i++)
        grads[i] = NULL;
    if (!shape_of(ctx, &r, mode, reverse, x, w_ih, w_hh, has_bias, h0, c0)) return false;
    bool ok = contiguous(ctx, x, &k.x) && contiguous(ctx, w_ih, &k.w_ih) &&
              contiguous(ctx, w_hh, &k.w_hh) && contiguous(ctx, h0, &k.h0) &&
              contiguous(ctx, c0, &k.c0) && contiguous(ctx, y, &k.y) &&
              contiguous(ctx, saved, &k.saved) && contiguous(ctx, gy, &k.gy) &&
              run_backward(ctx, &r, &k, gh, gc, has_bias, grads);
    KT_NN_DROP(ctx, k.x, k.w_ih, k.w_hh, k.h0, k.c0, k.y, k.saved, k.gy, k.da, k.du, k.dh, k.dc,
               k.part, k.w_part, k.dw_hh);
    for (int i = 0; !ok && i < 7; i++) {
        kt_xdecref(ctx, grads[i]);
        grads[i] = NULL;
    }
    return ok;
}
