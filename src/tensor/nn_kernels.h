#ifndef KT_NN_KERNELS_H
#define KT_NN_KERNELS_H
/* Neural-network kernels, forward and backward, for float32 and float64 (others raise PyTorch's
 * "not implemented for"). Backward functions return gradients as new tensors; pointers that are
 * NULL on entry are not computed. */
#include "tensor.h"

/* ---- softmax.c ---- */
KtTensor *kt_softmax(KtCtx *ctx, KtTensor *x, int dim, bool log) KB_MUST_CHECK;
/* Along the last dimension of x, over the elements where off, of x's shape, is false; 0 elsewhere.
 */
KtTensor *kt_softmax_masked(KtCtx *ctx, KtTensor *x, KtTensor *off) KB_MUST_CHECK;
/* y: the forward result. */
KtTensor *kt_softmax_backward(KtCtx *ctx, KtTensor *grad, KtTensor *y, int dim,
                              bool log) KB_MUST_CHECK;

/* ---- conv.c: n = 1, 2 or 3 spatial dimensions ---- */
typedef struct KtConvSpec {
    int n; /* spatial dimensions; x is (N, C, ...) */
    int64_t stride[3], padding[3], dilation[3], output_padding[3];
    int64_t groups;
    bool transposed;
    bool named_padding; /* 'same' or 'valid', which torch takes by another road */
} KtConvSpec;
/* x may lack the batch dimension. bias may be NULL. */
/* What is checked before all else: of two dimensions alone the types of x and bias are compared. */
bool kt_conv_bias_fits(KtCtx *ctx, const KtTensor *x, const KtTensor *bias,
                       const KtConvSpec *s) KB_MUST_CHECK;
KtTensor *kt_conv(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias,
                  const KtConvSpec *spec) KB_MUST_CHECK;
bool kt_conv_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *w, const KtConvSpec *spec,
                      KtTensor **gx, KtTensor **gw, KtTensor **gb) KB_MUST_CHECK;

/* ---- pool.c: x is (N, C, spatial...) or without N ---- */
typedef struct KtPoolSpec {
    int n;
    int64_t kernel[3], stride[3], padding[3], dilation[3];
    bool ceil_mode, count_include_pad;
    int64_t divisor; /* avg: 0 = window size */
} KtPoolSpec;
/* indices (int64, flat within one channel plane) may be NULL. */
KtTensor *kt_max_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *spec,
                      KtTensor **indices) KB_MUST_CHECK;
KtTensor *kt_max_pool_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *indices,
                               int n) KB_MUST_CHECK;
KtTensor *kt_avg_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *spec) KB_MUST_CHECK;
KtTensor *kt_avg_pool_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x,
                               const KtPoolSpec *spec) KB_MUST_CHECK;
/* out: n output sizes, -1 keeps the input's. */
KtTensor *kt_adaptive_avg_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out) KB_MUST_CHECK;
KtTensor *kt_adaptive_avg_pool_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x,
                                        int n) KB_MUST_CHECK;
KtTensor *kt_adaptive_max_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out,
                               KtTensor **indices) KB_MUST_CHECK;

/* ---- norm_layers.c; weight and bias may be NULL ---- */
/* Training: uses the batch's statistics and updates running_* (if not NULL) in place. saved mean
 * and 1/std (C each) are for the backward pass. */
KtTensor *kt_batch_norm(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias,
                        KtTensor *running_mean, KtTensor *running_var, bool training,
                        double momentum, double eps, KtTensor **save_mean,
                        KtTensor **save_rstd) KB_MUST_CHECK;
bool kt_batch_norm_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *weight,
                            KtTensor *mean, KtTensor *rstd, bool training, KtTensor **gx,
                            KtTensor **gw, KtTensor **gb) KB_MUST_CHECK;
/* Normalises the last n dimensions; mean and rstd have one entry per row. */
KtTensor *kt_layer_norm(KtCtx *ctx, KtTensor *x, int n, const int64_t *shape, KtTensor *weight,
                        KtTensor *bias, double eps, KtTensor **mean, KtTensor **rstd) KB_MUST_CHECK;
bool kt_layer_norm_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, int n, KtTensor *weight,
                            KtTensor *mean, KtTensor *rstd, KtTensor **gx, KtTensor **gw,
                            KtTensor **gb) KB_MUST_CHECK;
KtTensor *kt_group_norm(KtCtx *ctx, KtTensor *x, int64_t groups, KtTensor *weight, KtTensor *bias,
                        double eps, KtTensor **mean, KtTensor **rstd) KB_MUST_CHECK;
bool kt_group_norm_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, int64_t groups,
                            KtTensor *weight, KtTensor *mean, KtTensor *rstd, KtTensor **gx,
                            KtTensor **gw, KtTensor **gb) KB_MUST_CHECK;

/* ---- losses.c; reduction 0 none, 1 mean, 2 sum ---- */
typedef enum KtReduction { KT_RED_NONE, KT_RED_MEAN, KT_RED_SUM } KtReduction;
/* kind: MSE_LOSS, SMOOTH_L1 (param beta), HUBER (param delta), BCE. Same shapes (broadcast first).
 */
KtTensor *kt_pair_loss(KtCtx *ctx, int op, KtTensor *x, KtTensor *y, KtTensor *weight, double param,
                       KtReduction red) KB_MUST_CHECK;
/* The same of two halves of one type, without weight. */
KtTensor *kt_pair_loss_of_halves(KtCtx *ctx, int op, KtTensor *x, KtTensor *y, double param,
                                 KtReduction red) KB_MUST_CHECK;
KtTensor *kt_pair_loss_of_halves_backward(KtCtx *ctx, int op, KtTensor *grad, KtTensor *x,
                                          KtTensor *y, double param, KtReduction red) KB_MUST_CHECK;
KtTensor *kt_pair_loss_backward(KtCtx *ctx, int op, KtTensor *grad, KtTensor *x, KtTensor *y,
                                KtTensor *weight, double param, KtReduction red) KB_MUST_CHECK;
KtTensor *kt_bce_logits(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *weight,
                        KtTensor *pos_weight, KtReduction red) KB_MUST_CHECK;
/* logp (N, C, ...) or (C); target int64 class numbers. *total: sum of the targets' weights. */
KtTensor *kt_nll_loss(KtCtx *ctx, KtTensor *logp, KtTensor *target, KtTensor *weight,
                      int64_t ignore_index, KtReduction red, double *total) KB_MUST_CHECK;
KtTensor *kt_nll_loss_backward(KtCtx *ctx, KtTensor *grad, KtTensor *logp, KtTensor *target,
                               KtTensor *weight, int64_t ignore_index, KtReduction red,
                               double total) KB_MUST_CHECK;

/* ---- losses_margin.c: x (N, C) or (C) or (); targets in range and int64 ---- */
typedef struct KtMarginLoss {
    bool labels; /* targets are lists of classes, else one class a row */
    KtTensor *x, *target;
    KtTensor *weight; /* (C) or NULL; with it, p (1 or 2) and the margin: only of single classes */
    int p;
    double margin;
} KtMarginLoss;
KtTensor *kt_margin_loss(KtCtx *ctx, const KtMarginLoss *l, KtReduction red) KB_MUST_CHECK;
/* d loss / d x, to be multiplied by the loss's gradient. */
KtTensor *kt_margin_loss_slope(KtCtx *ctx, const KtMarginLoss *l, KtReduction red) KB_MUST_CHECK;

/* ---- ctc.c: all tensors contiguous ---- */
typedef struct KtCtc {
    KtTensor *log_probs; /* (T, N, C), f32 or f64 */
    KtTensor *labels;    /* (N, S) int64 */
    KtTensor *lengths;   /* (2, N) int64: of the inputs, of the labels */
    int64_t blank;
} KtCtc;
/* Log probabilities of all beginnings of the paths (N, T, 2 S + 1), the losses (N) that follow from
 * them, and the gradient of the scores whose log_softmax log_probs is. */
KtTensor *kt_ctc_alpha(KtCtx *ctx, const KtCtc *c) KB_MUST_CHECK;
KtTensor *kt_ctc_loss(KtCtx *ctx, const KtCtc *c, KtTensor *alpha) KB_MUST_CHECK;
KtTensor *kt_ctc_backward(KtCtx *ctx, const KtCtc *c, KtTensor *alpha, KtTensor *loss,
                          KtTensor *grad, bool zero_infinity) KB_MUST_CHECK;

/* ---- image_resize.c: the last n dimensions of x, f32 or f64 ---- */
typedef struct KtImageResize {
    int n;
    /* linear, and then align: corners stay where they are; or nearest, and then align: to the
     * middle of a place, not to where it begins */
    bool linear, align;
    int64_t out[3];
    double factor[3]; /* of the size, where one was given: else 0 */
} KtImageResize;
/* The element, but for the last one's number, that place i of the result takes. */
int64_t kt_nearest_place(int64_t i, float step, bool middle);
KtTensor *kt_image_resize(KtCtx *ctx, KtTensor *x, const KtImageResize *s) KB_MUST_CHECK;
/* like: of the sizes and format of x; its elements are not read. */
KtTensor *kt_image_resize_backward(KtCtx *ctx, KtTensor *grad, const KtTensor *like,
                                   const KtImageResize *s) KB_MUST_CHECK;

/* ---- image_sample.c: x (N, C, H, W), f32 or f64, at the points of grid (N, h, w, 2) ---- */
typedef struct KtImageSample {
    bool nearest, align; /* else bilinear; align: -1 and 1 are the middles of the corners */
    char border;         /* beyond: z zeros, b the border, r the picture reflected */
} KtImageSample;
KtTensor *kt_image_sample(KtCtx *ctx, KtTensor *x, KtTensor *grid,
                          const KtImageSample *how) KB_MUST_CHECK;
/* The gradients of x and of grid. */
KtTensor *kt_image_sample_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *grid,
                                   const KtImageSample *how) KB_MUST_CHECK;
KtTensor *kt_image_sample_slope(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *grid,
                                const KtImageSample *how) KB_MUST_CHECK;

/* ---- embedding.c ---- */
/* Bags of rows of float or double weights: factor[j] times row rows[j] (int64) is added to bag
 * bags[j]; and what the gradient of the bags makes of one of weight's rows, with scales (double) in
 * place of factors, and of the factors. */
KtTensor *kt_bag_sum(KtCtx *ctx, KtTensor *weight, KtTensor *rows, KtTensor *bags,
                     KtTensor *factors, int64_t n_bags) KB_MUST_CHECK;
KtTensor *kt_bag_sum_backward(KtCtx *ctx, KtTensor *grad, KtTensor *rows, KtTensor *bags,
                              KtTensor *scales, int64_t n_rows) KB_MUST_CHECK;
KtTensor *kt_bag_factors_backward(KtCtx *ctx, KtTensor *grad, KtTensor *weight, KtTensor *rows,
                                  KtTensor *bags) KB_MUST_CHECK;
KtTensor *kt_embedding(KtCtx *ctx, KtTensor *weight, KtTensor *index) KB_MUST_CHECK;
KtTensor *kt_embedding_backward(KtCtx *ctx, KtTensor *grad, KtTensor *index, int64_t rows,
                                int64_t padding_idx, bool scale_by_freq) KB_MUST_CHECK;

/* ---- rnn.c: one layer, one direction over a whole sequence ---- */
typedef enum KtRnnMode { KT_RNN_TANH, KT_RNN_RELU, KT_RNN_LSTM, KT_RNN_GRU } KtRnnMode;
/* x (T, B, in); w_ih (G H, in), w_hh (G H, H), biases (G H) or NULL; h0, c0 (B, H). Steps run from
 * the end if reverse. Results: y (T, B, H), final h and c (B, H). *saved (if not NULL) gets what
 * the backward pass needs. Gate order: LSTM i f g o; GRU r z n. */
bool kt_rnn(KtCtx *ctx, KtRnnMode mode, bool reverse, KtTensor *x, KtTensor *w_ih, KtTensor *w_hh,
            KtTensor *b_ih, KtTensor *b_hh, KtTensor *h0, KtTensor *c0, KtTensor **y,
            KtTensor **h_n, KtTensor **c_n, KtTensor **saved) KB_MUST_CHECK;
/* gy (T, B, H), gh, gc (B, H): may be NULL for zero. grads: x, w_ih, w_hh, b_ih, b_hh, h0, c0. */
bool kt_rnn_backward(KtCtx *ctx, KtRnnMode mode, bool reverse, KtTensor *gy, KtTensor *gh,
                     KtTensor *gc, KtTensor *x, KtTensor *w_ih, KtTensor *w_hh, bool has_bias,
                     KtTensor *h0, KtTensor *c0, KtTensor *y, KtTensor *saved,
                     KtTensor *grads[7]) KB_MUST_CHECK;

/* ---- optim_step.c: one call for all parameters; float32/float64, all contiguous or not ---- */
typedef struct KtOptimHyper {
    double lr, momentum, dampening, weight_decay, beta1, beta2, eps, alpha, rho, lr_decay;
    bool nesterov, maximize, amsgrad, centered, decoupled; /* decoupled: AdamW */
} KtOptimHyper;
/* state[j][i]: j-th state tensor of parameter i; step[i]: steps taken, this one included. */
bool kt_sgd_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **momentum_buf,
                 const bool *first, const KtOptimHyper *h) KB_MUST_CHECK;
bool kt_adam_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **m, KtTensor **v,
                  KtTensor **vmax, const int64_t *step, const KtOptimHyper *h) KB_MUST_CHECK;
bool kt_rmsprop_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **sq,
                     KtTensor **momentum_buf, KtTensor **grad_avg,
                     const KtOptimHyper *h) KB_MUST_CHECK;
bool kt_adagrad_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **sum,
                     const int64_t *step, const KtOptimHyper *h) KB_MUST_CHECK;
bool kt_adadelta_step(KtCtx *ctx, int n, KtTensor **p, KtTensor **g, KtTensor **sq, KtTensor **acc,
                      const KtOptimHyper *h) KB_MUST_CHECK;
/* Scales all g, n > 0 of one dtype, float32 or float64, by one factor so that their joint norm is
 * at most max_norm; *total gets the norm. */
bool kt_clip_grad_norm(KtCtx *ctx, int n, KtTensor **g, double max_norm, double norm_type,
                       double *total) KB_MUST_CHECK;
#endif
