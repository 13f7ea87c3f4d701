/* Losses by which the score of the right class must exceed the others', and their gradients: of
 * rows of scores x (N, C), with one right class (multi_margin) or a list of them that -1 ends
 * (multilabel_margin). The loss of a row is the mean of its C terms. */
#include "nn_kernels.h"
#include "nn_util.h"
#include "tensor.h"

/* A term: what misses the margin, perhaps squared and weighted. Rows are summed in their own type,
 * all rows in double. */
#define MULTI_MARGIN(T, NAME)                                                                      \
    static T NAME(int64_t n, const T *x, int64_t right, int p, T margin, const T *w) {             \
        T sum = 0;                                                                                 \
        for (int64_t d = 0; d < n; d++) {                                                          \
            T z = margin - x[right] + x[d];                                                        \
            if (d == right || !(z > 0)) continue;                                                  \
            T h = p == 1 ? z : z * z;                                                              \
            sum += w ? h * w[right] : h;                                                           \
        }                                                                                          \
        return sum / (T)n;                                                                         \
    }                                                                                              \
    static void NAME##_grad(int64_t n, const T *x, int64_t right, int p, T margin, const T *w,     \
                            T share, T *g) {                                                       \
        T of_right = 0;                                                                            \
        for (int64_t d = 0; d < n; d++) {                                                          \
            T z = margin - x[right] + x[d];                                                        \
            if (d == right) continue;                                                              \
            T h = p == 1 ? share : 2 * share * z;                                                  \
            if (w) h *= w[right];                                                                  \
            g[d] = z > 0 ? h : 0;                                                                  \
            of_right -= g[d];                                                                      \
        }                                                                                          \
        g[right] = of_right;                                                                       \
    }
MULTI_MARGIN(float, multi_f32)
MULTI_MARGIN(double, multi_f64)

/* listed: scratch, n flags. */
#define MULTILABEL_MARGIN(T, NAME)                                                                 \
    static T NAME(int64_t n, const T *x, const int64_t *t, const bool *listed) {                   \
        double sum = 0;                                                                            \
        for (int64_t i = 0; i < n && t[i] >= 0; i++)                                               \
            for (int64_t d = 0; d < n; d++) {                                                      \
                T z = 1 - x[t[i]] + x[d];                                                          \
                if (!listed[d] && z > 0) sum += (double)z;                                         \
            }                                                                                      \
        return (T)sum;                                                                             \
    }                                                                                              \
    static void NAME##_grad(int64_t n, const T *x, const int64_t *t, const bool *listed, T share,  \
                            T *g) {                                                                \
        for (int64_t i = 0; i < n && t[i] >= 0; i++)                                               \
            for (int64_t d = 0; d < n; d++) {                                                      \
                T z = 1 - x[t[i]] + x[d];                                                          \
                if (listed[d] || !(z > 0)) continue;                                               \
                g[t[i]] -= share;                                                                  \
                g[d] += share;                                                                     \
            }                                                                                      \
    }
MULTILABEL_MARGIN(float, labels_f32)
MULTILABEL_MARGIN(double, labels_f64)

typedef struct Rows { /* of a kind of loss */
    bool labels;      /* more than one right class */
    int64_t n, classes;
    KtTensor *x, *t, *w, *listed; /* contiguous, owned; the last two may be NULL */
    int p;
    double margin;
} Rows;

static void done(KtCtx *ctx, Rows *r) {
    KT_NN_DROP(ctx, r->x, r->t, r->w, r->listed);
}
static bool rows_of(KtCtx *ctx, Rows *r, const KtMarginLoss *l) {
    *r = (Rows){.labels = l->labels,
                .n = l->x->ndim == 2 ? l->x->sizes[0] : 1,
                .classes = l->x->ndim ? l->x->sizes[l->x->ndim - 1] : 1,
                .p = l->p,
                .margin = l->margin};
    if (!kt_nn_check_float(ctx, l->x,
                           l->labels ? "multilabel_margin_loss_forward_out_frame"
                                     : "multi_margin_loss_cpu_kernel"))
        return false;
    if ((r->x = kt_contiguous(ctx, l->x)) && (r->t = kt_contiguous(ctx, l->target)) &&
        (!l->weight || (r->w = kt_contiguous(ctx, l->weight))) &&
        (!l->labels || (r->listed = kt_empty(ctx, KT_BOOL, 1, &r->classes))))
        return true;
    done(ctx, r);
    return false;
}
/* Row i's right classes, marked. */
static const int64_t *labels_of(Rows *r, int64_t i) {
    const int64_t *t = (int64_t *)r->t->data + i * r->classes;
    bool *listed = (bool *)r->listed->data;
    for (int64_t d = 0; d < r->classes; d++)
        listed[d] = false;
    for (int64_t d = 0; d < r->classes && t[d] >= 0; d++)
        listed[t[d]] = true;
    return t;
}
/* The loss of row i; that of labels yet to be divided by the classes. */
static double row_loss(Rows *r, int64_t i) {
    const void *x = r->x->data + (size_t)(i * r->classes) * r->x->itemsize;
    bool f32 = r->x->dtype == KT_F32;
    if (r->labels) {
        const int64_t *t = labels_of(r, i);
        const bool *listed = (bool *)r->listed->data;
        return f32 ? (double)labels_f32(r->classes, x, t, listed)
                   : labels_f64(r->classes, x, t, listed);
    }
    const void *w = r->w ? r->w->data : NULL;
    int64_t right = ((int64_t *)r->t->data)[i];
    return f32 ? (double)multi_f32(r->classes, x, right, r->p, (float)r->margin, w)
               : multi_f64(r->classes, x, right, r->p, r->margin, w);
}

KtTensor *kt_margin_loss(KtCtx *ctx, const KtMarginLoss *l, KtReduction red) {
    Rows r;
    if (!rows_of(ctx, &r, l)) return NULL;
    KtTensor *e = NULL;
    double sum = 0, per_row = r.labels ? (double)r.classes : 1;
    if (red == KT_RED_NONE) {
        bool single = l->labels ? l->x->ndim < 2 : l->target->ndim == 0;
        e = kt_empty(ctx, l->x->dtype, !single, &r.n);
    }
    for (int64_t i = 0; i < r.n && (e || red != KT_RED_NONE); i++) {
        double v = row_loss(&r, i);
        KtScalar s = kt_scalar_float(v / per_row);
        if (e) kt_store_scalar(e->dtype, e->data + (size_t)i * e->itemsize, &s);
        sum += v;
    }
    if (red != KT_RED_NONE) {
        sum /= per_row;
        KtScalar s = kt_scalar_float(red == KT_RED_MEAN ? sum / (double)r.n : sum);
        e = kt_scalar_tensor(ctx, l->x->dtype, &s);
    }
    done(ctx, &r);
    return e;
}

static void row_gradient(Rows *r, int64_t i, double share, void *g) {
    const void *x = r->x->data + (size_t)(i * r->classes) * r->x->itemsize;
    bool f32 = r->x->dtype == KT_F32;
    if (r->labels) {
        const int64_t *t = labels_of(r, i);
        const bool *listed = (bool *)r->listed->data;
        if (f32)
            labels_f32_grad(r->classes, x, t, listed, (float)share, g);
        else
            labels_f64_grad(r->classes, x, t, listed, share, g);
        return;
    }
    const void *w = r->w ? r->w->data : NULL;
    int64_t right = ((int64_t *)r->t->data)[i];
    if (f32)
        multi_f32_grad(r->classes, x, right, r->p, (float)r->margin, w, (float)share, g);
    else
        multi_f64_grad(r->classes, x, right, r->p, r->margin, w, share, g);
}

KtTensor *kt_margin_loss_slope(KtCtx *ctx, const KtMarginLoss *l, KtReduction red) {
    Rows r;
    if (!rows_of(ctx, &r, l)) return NULL;
    double share = 1 / (double)(red == KT_RED_MEAN ? r.n * r.classes : r.classes);
    KtTensor *g = kt_zeros(ctx, l->x->dtype, l->x->ndim, l->x->sizes);
    for (int64_t i = 0; g && i < r.n; i++)
        row_gradient(&r, i, share, g->data + (size_t)(i * r.classes) * g->itemsize);
    done(ctx, &r);
    return g;
}
