/* Pictures (N, C, H, W) sampled at the points of a grid (N, h, w, 2), whose corners are -1 and 1,
 * with the gradients. The order of steps and additions is PyTorch's, so that bits are. */
#include "memory.h"
#include "nn_loops.h"
#include "nn_util.h"
#include "tensor.h"

typedef struct Job {
    NnSample s;
    int64_t batch, row; /* row: points after which PyTorch's loop starts anew */
    KtTensor *x, *grid, *grad;
} Job;

static void job_end(KtCtx *ctx, Job *j) {
    KT_NN_DROP(ctx, j->x, j->grid, j->grad);
}
/* grad may be NULL. */
static bool job_begin(KtCtx *ctx, Job *j, KtTensor *x, KtTensor *grid, KtTensor *grad,
                      const KtImageSample *how) {
    const int64_t h = grid->sizes[1], w = grid->sizes[2];
    const int64_t *step = grid->strides;
    *j = (Job){.batch = x->sizes[0]};
    j->s = (NnSample){.channels = x->sizes[1],
                      .in = {x->sizes[2], x->sizes[3]},
                      .points = h * w,
                      .nearest = how->nearest,
                      .align = how->align,
                      .border = how->border};
    bool flat = step[3] == 1 ? (w == 1 || step[2] == 2) && (h == 1 || step[1] == 2 * w)
                             : (step[2] == 1 || w == 1) && (h == 1 || step[1] == w * step[2]);
    j->row = flat ? h * w : w;
    j->x = kt_contiguous(ctx, x);
    j->grid = j->x ? kt_contiguous(ctx, grid) : NULL;
    j->grad = j->grid && grad ? kt_contiguous(ctx, grad) : NULL;
    if (j->grid && (j->grad || !grad)) return true;
    job_end(ctx, j);
    return false;
}
static bool shapes_fit(KtCtx *ctx, const KtTensor *x, const KtTensor *grid, const KtTensor *grad) {
    bool ok = x->ndim == 4 && grid->ndim == 4 && grid->sizes[0] == x->sizes[0] &&
              grid->sizes[3] == 2 && grid->dtype == x->dtype;
    if (grad)
        ok = ok && grad->ndim == 4 && grad->dtype == x->dtype && grad->sizes[0] == x->sizes[0] &&
             grad->sizes[1] == x->sizes[1] && grad->sizes[2] == grid->sizes[1] &&
             grad->sizes[3] == grid->sizes[2];
    return ok || kt_fail(ctx, KT_RUNTIME_ERROR, "grid_sample: shapes or types do not fit");
}
/* Element i of a tensor of floats or doubles. */
#define AT(T, t, i) ((T *)(void *)(t)->data + (i))

KtTensor *kt_image_sample(KtCtx *ctx, KtTensor *x, KtTensor *grid, const KtImageSample *how) {
    Job j;
    if (!kt_nn_check_float(ctx, x, "grid_sampler_2d_cpu") || !shapes_fit(ctx, x, grid, NULL) ||
        !job_begin(ctx, &j, x, grid, NULL, how))
        return NULL;
    int64_t sizes[4] = {x->sizes[0], x->sizes[1], grid->sizes[1], grid->sizes[2]};
    int64_t image = j.s.channels * j.s.in[0] * j.s.in[1], samples = j.s.channels * j.s.points;
    KtTensor *y = kt_empty(ctx, x->dtype, 4, sizes);
    for (int64_t b = 0; y && b < j.batch; b++)
        if (x->dtype == KT_F32)
            NN_F32(ctx)->sample(&j.s, AT(float, j.x, b *image),
                                AT(float, j.grid, b * 2 * j.s.points), AT(float, y, b *samples));
        else
            NN_F64(ctx)->sample(&j.s, AT(double, j.x, b *image),
                                AT(double, j.grid, b * 2 * j.s.points), AT(double, y, b *samples));
    job_end(ctx, &j);
    return y;
}
KtTensor *kt_image_sample_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *grid,
                                   const KtImageSample *how) {
    Job j;
    if (!kt_nn_check_float(ctx, x, "grid_sampler_2d_backward_cpu") ||
        !shapes_fit(ctx, x, grid, grad) || !job_begin(ctx, &j, x, grid, grad, how))
        return NULL;
    int64_t image = j.s.channels * j.s.in[0] * j.s.in[1], samples = j.s.channels * j.s.points;
    KtTensor *r = kt_zeros(ctx, x->dtype, 4, x->sizes);
    for (int64_t b = 0; r && j.s.points && b < j.batch; b++)
        if (x->dtype == KT_F32)
            NN_F32(ctx)->sample_back(&j.s, AT(float, j.grad, b *samples),
                                     AT(float, j.grid, b * 2 * j.s.points), j.row,
                                     AT(float, r, b *image));
        else
            NN_F64(ctx)->sample_back(&j.s, AT(double, j.grad, b *samples),
                                     AT(double, j.grid, b * 2 * j.s.points), j.row,
                                     AT(double, r, b *image));
    job_end(ctx, &j);
    return r;
}
KtTensor *kt_image_sample_slope(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *grid,
                                const KtImageSample *how) {
    Job j;
    if (!kt_nn_check_float(ctx, x, "grid_sampler_2d_backward_cpu") ||
        !shapes_fit(ctx, x, grid, grad))
        return NULL;
    if (how->nearest) return kt_zeros(ctx, x->dtype, 4, grid->sizes);
    if (!job_begin(ctx, &j, x, grid, grad, how)) return NULL;
    int64_t image = j.s.channels * j.s.in[0] * j.s.in[1], samples = j.s.channels * j.s.points,
            places = 2 * j.s.points;
    KtTensor *r = kt_empty(ctx, x->dtype, 4, grid->sizes);
    for (int64_t b = 0; r && b < j.batch; b++)
        if (x->dtype == KT_F32)
            NN_F32(ctx)->sample_slope(&j.s, AT(float, j.x, b *image), AT(float, j.grad, b *samples),
                                      AT(float, j.grid, b *places), AT(float, r, b *places));
        else
            NN_F64(ctx)->sample_slope(&j.s, AT(double, j.x, b *image),
                                      AT(double, j.grad, b *samples), AT(double, j.grid, b *places),
                                      AT(double, r, b *places));
    job_end(ctx, &j);
    return r;
}
