/* Connectionist temporal classification (Graves et al. 2006): the recursions over the places of a
 * sequence of labels with blanks between, in log space, in the order of PyTorch's kernel. */
#include <math.h>

#include "memory.h"
#include "nn_kernels.h"
#include "nn_util.h"
#include "tensor.h"

typedef struct Ctc {
    int64_t steps, batch, classes, path, row, blank; /* row: labels of one row; path = 2 row + 1 */
    const int64_t *labels, *input, *length;
} Ctc;

/* What stands at place s of sequence b: a blank or, at odd places, a label. */
static inline int64_t label(const Ctc *j, int64_t b, int64_t s) {
    return s & 1 ? j->labels[b * j->row + s / 2] : j->blank;
}

#define T        float
#define FN(name) name##f
#define NAME(x)  x##_f32
#include "ctc.inc.h"
#undef T
#undef FN
#undef NAME
#define T        double
#define FN(name) name
#define NAME(x)  x##_f64
#include "ctc.inc.h"
#undef T
#undef FN
#undef NAME

/* The checks without which memory would be left; the face has said what is wrong before. */
static bool begin(KtCtx *ctx, Ctc *j, const KtCtc *c) {
    const KtTensor *p = c->log_probs, *l = c->labels, *lengths = c->lengths;
    bool ok = p->ndim == 3 && l->ndim == 2 && lengths->ndim == 2 && l->dtype == KT_I64 &&
              lengths->dtype == KT_I64 && lengths->sizes[0] == 2 &&
              (p->dtype == KT_F32 || p->dtype == KT_F64) && l->sizes[0] == p->sizes[1] &&
              lengths->sizes[1] == p->sizes[1] && kt_is_contiguous(p) && kt_is_contiguous(l) &&
              kt_is_contiguous(lengths) && c->blank >= 0 && c->blank < p->sizes[2];
    if (!ok) return kt_fail(ctx, KT_RUNTIME_ERROR, "ctc_loss: shapes or types do not fit");
    *j = (Ctc){.steps = p->sizes[0],
               .batch = p->sizes[1],
               .classes = p->sizes[2],
               .row = l->sizes[1],
               .path = 2 * l->sizes[1] + 1,
               .blank = c->blank,
               .labels = (const int64_t *)(void *)l->data,
               .input = (const int64_t *)(void *)lengths->data};
    j->length = j->input + j->batch;
    for (int64_t b = 0; b < j->batch; b++) {
        if (j->input[b] > j->steps || j->length[b] > j->row || j->length[b] < 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "ctc_loss: a length is out of range");
        for (int64_t i = 0; i < j->length[b]; i++) {
            int64_t at = j->labels[b * j->row + i];
            if (at < 0 || at >= j->classes)
                return kt_fail(ctx, KT_RUNTIME_ERROR,
                               "index %lld is out of bounds for dimension 2 with size %lld",
                               (long long)at, (long long)j->classes);
        }
    }
    return j->steps > 0 ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "ctc_loss: no steps to align the labels with");
}
#define AT(T, t, i) ((T *)(void *)(t)->data + (i))

KtTensor *kt_ctc_alpha(KtCtx *ctx, const KtCtc *c) {
    Ctc j;
    if (!begin(ctx, &j, c)) return NULL;
    int64_t sizes[3] = {j.batch, j.steps, j.path};
    KtTensor *r = kt_empty(ctx, c->log_probs->dtype, 3, sizes);
    for (int64_t b = 0; r && b < j.batch; b++)
        if (r->dtype == KT_F32)
            ahead_f32(&j, b, AT(float, c->log_probs, 0), AT(float, r, b *j.steps *j.path));
        else
            ahead_f64(&j, b, AT(double, c->log_probs, 0), AT(double, r, b *j.steps *j.path));
    return r;
}
static bool fits(KtCtx *ctx, const Ctc *j, const KtTensor *like, const KtTensor *alpha) {
    return (alpha->dtype == like->dtype && alpha->ndim == 3 && kt_is_contiguous(alpha) &&
            alpha->sizes[0] == j->batch && alpha->sizes[1] == j->steps &&
            alpha->sizes[2] == j->path) ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "ctc_loss: the steps ahead do not fit");
}
KtTensor *kt_ctc_loss(KtCtx *ctx, const KtCtc *c, KtTensor *alpha) {
    Ctc j;
    if (!begin(ctx, &j, c) || !fits(ctx, &j, c->log_probs, alpha)) return NULL;
    KtTensor *r = kt_empty(ctx, alpha->dtype, 1, &j.batch);
    for (int64_t b = 0; r && b < j.batch; b++)
        if (r->dtype == KT_F32)
            *AT(float, r, b) = ctc_loss_f32(&j, b, AT(float, alpha, b *j.steps *j.path));
        else
            *AT(double, r, b) = ctc_loss_f64(&j, b, AT(double, alpha, b *j.steps *j.path));
    return r;
}
KtTensor *kt_ctc_backward(KtCtx *ctx, const KtCtc *c, KtTensor *alpha, KtTensor *loss,
                          KtTensor *grad, bool zero_infinity) {
    Ctc j;
    if (!begin(ctx, &j, c) || !fits(ctx, &j, c->log_probs, alpha)) return NULL;
    if (loss->ndim != 1 || grad->ndim != 1 || loss->sizes[0] != j.batch ||
        grad->sizes[0] != j.batch || loss->dtype != alpha->dtype || grad->dtype != alpha->dtype)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "ctc_loss: the losses do not fit");
    int64_t room = 2 * j.path;
    KtTensor *l = kt_contiguous(ctx, loss), *g = l ? kt_contiguous(ctx, grad) : NULL,
             *beta = g ? kt_empty(ctx, alpha->dtype, 1, &room) : NULL,
             *r = beta ? kt_zeros(ctx, alpha->dtype, 3, c->log_probs->sizes) : NULL;
    for (int64_t b = 0; r && b < j.batch; b++) {
        int64_t at = b * j.steps * j.path;
        if (r->dtype == KT_F32) {
            float e = *AT(float, l, b);
            if (!zero_infinity || e != INFINITY)
                back_f32(&j, b, AT(float, c->log_probs, 0), AT(float, alpha, at), e,
                         *AT(float, g, b), AT(float, beta, 0), AT(float, r, 0));
        } else {
            double e = *AT(double, l, b);
            if (!zero_infinity || e != INFINITY)
                back_f64(&j, b, AT(double, c->log_probs, 0), AT(double, alpha, at), e,
                         *AT(double, g, b), AT(double, beta, 0), AT(double, r, 0));
        }
    }
    KT_NN_DROP(ctx, l, g, beta);
    return r;
}
