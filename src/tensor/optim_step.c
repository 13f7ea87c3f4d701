/* One optimiser step over all parameters in one call: the arithmetic of PyTorch's single-tensor
 * optimisers, in the order they do it. Parameters, gradients and state are float32 or float64 and
 * are walked as flat memory; what is not contiguous is copied in and back. */
#include <math.h>

#include "nn_loops.h"
#include "nn_util.h"
#include "ops.h"

#define MAX_STATE 4

/* The tensors of one parameter, made contiguous; written ones are copied back by close_set. */
typedef struct Set {
    KtTensor *orig[2 + MAX_STATE], *flat[2 + MAX_STATE];
    int n;
} Set;

static bool open_set(KtCtx *ctx, Set *s, int n, KtTensor **ts) {
    s->n = 0;
    for (int i = 0; i < n; i++) {
        s->orig[i] = ts[i];
        s->flat[i] = NULL;
        s->n++;
        if (!ts[i]) continue;
        if (ts[i]->dtype != ts[0]->dtype || ts[i]->numel != ts[0]->numel)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "parameter, gradient and optimizer state must have one dtype and size");
        if (!(s->flat[i] = kt_contiguous(ctx, ts[i]))) return false;
    }
    return kt_is_complex_dtype(ts[0]->dtype) || kt_nn_check_float(ctx, ts[0], "optimizer step");
}

/* Of complex numbers each part is updated for itself. */
static bool is_f32(const KtTensor *p) {
    return p->dtype == KT_F32 || p->dtype == KT_C64;
}
static int64_t n_parts(const KtTensor *p) {
    return kt_is_complex_dtype(p->dtype) ? 2 * p->numel : p->numel;
}

static bool close_set(KtCtx *ctx, Set *s, bool ok) {
    for (int i = 0; i < s->n; i++) {
        if (ok && s->flat[i] && i != 1) { /* 1 is the gradient: read only */
            if (s->flat[i] != s->orig[i]) ok = kt_copy(ctx, s->orig[i], s->flat[i]);
            s->orig[i]->storage->version++;
        }
        kt_xdecref(ctx, s->flat[i]);
    }
    return ok;
}

#define DATA(T, i) (s.flat[i] ? (T *)s.flat[i]->data : NULL)

bool kt_sgd_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **buf, const bool *first,
                 const KtOptimHyper *h) {
    for (int i = 0; i < n; i++) {
        Set s;
        bool ok = open_set(ctx, &s, 3, (KtTensor *[]){p[i], g[i], buf ? buf[i] : NULL});
        if (ok && is_f32(p[i]))
            NN_F32(ctx)->sgd(n_parts(p[i]), DATA(float, 0), DATA(float, 1), DATA(float, 2),
                             first && first[i], h);
        else if (ok)
            NN_F64(ctx)->sgd(n_parts(p[i]), DATA(double, 0), DATA(double, 1), DATA(double, 2),
                             first && first[i], h);
        if (!close_set(ctx, &s, ok)) return false;
    }
    return true;
}

bool kt_adam_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **m, KtTensor **v,
                  KtTensor **vmax, const int64_t *step, const KtOptimHyper *h) {
    for (int i = 0; i < n; i++) {
        Set s;
        bool ok =
            open_set(ctx, &s, 5, (KtTensor *[]){p[i], g[i], m[i], v[i], vmax ? vmax[i] : NULL});
        if (ok && is_f32(p[i]))
            NN_F32(ctx)->adam(n_parts(p[i]), DATA(float, 0), DATA(float, 1), DATA(float, 2),
                              DATA(float, 3), DATA(float, 4), step[i], h);
        else if (ok)
            NN_F64(ctx)->adam(n_parts(p[i]), DATA(double, 0), DATA(double, 1), DATA(double, 2),
                              DATA(double, 3), DATA(double, 4), step[i], h);
        if (!close_set(ctx, &s, ok)) return false;
    }
    return true;
}

bool kt_rmsprop_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **sq, KtTensor **buf,
                     KtTensor **avg, const KtOptimHyper *h) {
    for (int i = 0; i < n; i++) {
        Set s;
        bool ok =
            open_set(ctx, &s, 5,
                     (KtTensor *[]){p[i], g[i], sq[i], buf ? buf[i] : NULL, avg ? avg[i] : NULL});
        if (ok && is_f32(p[i]))
            NN_F32(ctx)->rmsprop(n_parts(p[i]), DATA(float, 0), DATA(float, 1), DATA(float, 2),
                                 DATA(float, 3), DATA(float, 4), h);
        else if (ok)
            NN_F64(ctx)->rmsprop(n_parts(p[i]), DATA(double, 0), DATA(double, 1), DATA(double, 2),
                                 DATA(double, 3), DATA(double, 4), h);
        if (!close_set(ctx, &s, ok)) return false;
    }
    return true;
}

bool kt_adagrad_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **sum,
                     const int64_t *step, const KtOptimHyper *h) {
    for (int i = 0; i < n; i++) {
        Set s;
        bool ok = open_set(ctx, &s, 3, (KtTensor *[]){p[i], g[i], sum[i]});
        double clr = h->lr / (1 + (double)(step[i] - 1) * h->lr_decay);
        if (ok && is_f32(p[i]))
            NN_F32(ctx)->adagrad(n_parts(p[i]), DATA(float, 0), DATA(float, 1), DATA(float, 2),
                                 (float)clr, h);
        else if (ok)
            NN_F64(ctx)->adagrad(n_parts(p[i]), DATA(double, 0), DATA(double, 1), DATA(double, 2),
                                 clr, h);
        if (!close_set(ctx, &s, ok)) return false;
    }
    return true;
}

bool kt_adadelta_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **sq, KtTensor **acc,
                      const KtOptimHyper *h) {
    for (int i = 0; i < n; i++) {
        Set s;
        bool ok = open_set(ctx, &s, 4, (KtTensor *[]){p[i], g[i], sq[i], acc[i]});
        if (ok && is_f32(p[i]))
            NN_F32(ctx)->adadelta(n_parts(p[i]), DATA(float, 0), DATA(float, 1), DATA(float, 2),
                                  DATA(float, 3), h);
        else if (ok)
            NN_F64(ctx)->adadelta(n_parts(p[i]), DATA(double, 0), DATA(double, 1), DATA(double, 2),
                                  DATA(double, 3), h);
        if (!close_set(ctx, &s, ok)) return false;
    }
    return true;
}

/* The norm of the norms of all g, each rounded to their dtype. */
static bool joint_norm(KtCtx *ctx, int n, KtTensor **g, double norm_type, double *total) {
    KtTensor *norms = kt_empty(ctx, g[0]->dtype, 1, (int64_t[]){n}), *joint = NULL;
    KtScalar v;
    bool ok = norms != NULL;
    for (int i = 0; ok && i < n; i++) {
        KtTensor *r = kt_norm(ctx, g[i], norm_type, NULL, 0, false, KT_NO_DTYPE);
        ok = r && kt_item(ctx, r, &v);
        kt_xdecref(ctx, r);
        if (ok && is_f32(g[0]))
            ((float *)(void *)norms->data)[i] = (float)kt_scalar_as_double(&v);
        else if (ok)
            ((double *)(void *)norms->data)[i] = kt_scalar_as_double(&v);
    }
    ok = ok && (joint = kt_norm(ctx, norms, norm_type, NULL, 0, false, KT_NO_DTYPE)) &&
         kt_item(ctx, joint, &v);
    if (ok) *total = kt_scalar_as_double(&v);
    kt_xdecref(ctx, norms);
    kt_xdecref(ctx, joint);
    return ok;
}

bool kt_clip_grad_norm(KtCtx *ctx, int n, KtTensor **g, double max_norm, double norm_type,
                       double *total) {
    if (!joint_norm(ctx, n, g, norm_type, total)) return false;
    /* max_norm / (total + 1e-6), where PyTorch divides a number by a tensor in two roundings */
    double coef = is_f32(g[0]) ? (double)(1.0f / ((float)*total + 1e-6f) * (float)max_norm)
                               : 1 / (*total + 1e-6) * max_norm;
    KtScalar k = kt_scalar_float(coef > 1 ? 1 : coef);
    for (int i = 0; i < n; i++) {
        KtTensor *r = kt_binary_ts(ctx, KT_OP_MUL, g[i], &k, KT_NO_DTYPE, g[i]);
        if (!r) return false;
        kt_decref(ctx, r);
    }
    return true;
}
