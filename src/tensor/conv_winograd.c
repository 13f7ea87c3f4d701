/* 3x3 convolutions of stride 1 by Winograd's F(2x2, 3x3): see conv_winograd.h.
 *
 * The output is cut into tiles of 2x2, which see 4x4 of the input. With the transforms
 *
 *   u = G g G^T of a kernel     v = B^T d B of an input tile     y = A^T m A of an output tile
 *
 * the sum over channels is 16 matrix products m = u . v, one for each place in a tile, of which
 * the columns are tiles: 16 multiplications for 4 results instead of 36. A block of tiles is
 * small enough for its v and m to stay in the cache. Rows of tiles have one tile more than the
 * output needs, so that the transforms run over several rows as over one line.
 *
 * Differences of inputs would make nan of infinities outside a kernel's reach; a result that is
 * not finite therefore leaves the work to the ordinary way. Small whole numbers come out exact. */
#include "conv_winograd.h"

#include "linalg.h"
#include "memory.h"

#define BLOCK_FLOATS 400000 /* v and m of a block */
#define MIN_COLUMNS  192    /* of its matrices: below, reading u costs more than the cache saves */
#define MIN_CHANNELS 16
#define MIN_TILES    64 /* below, transforming the kernels costs more than it saves */

/* Images [image, image + images) of a group, of each the rows of tiles [row, row + rows). */
typedef struct Block {
    int64_t group, image, images, row, rows;
} Block;

typedef struct Job {
    KtCtx *ctx;
    NnTiles tiles;
    int64_t from, to; /* channels of a group that are read and written */
    int64_t batch, groups;
    int64_t images, rows;    /* of a block */
    float *u, *v, *m, *work; /* work: room for one channel of a block's image */
    KtScratch room;
    const float *x;
    float *y;
    const float *bias;
    int64_t bias_step;
    bool strange; /* a result is not finite */
} Job;

static void tiles_of(const NnConv *g, bool backward, NnTiles *t) {
    const int64_t *in = backward ? g->out : g->in, *out = backward ? g->in : g->out;
    for (int d = 0; d < 2; d++) {
        t->in[d] = in[d + 1];
        t->out[d] = out[d + 1];
        t->pad[d] = backward ? 2 - g->pad[d + 1] : g->pad[d + 1];
    }
    t->rows = (t->out[0] + 1) / 2;
    t->pitch = (t->out[1] + 1) / 2 + 1;
}

bool kt_winograd_suits(const NnConv *g, int dtype, bool backward) {
    if (dtype != KT_F32 || g->k[0] != 1 || g->in[0] != 1 || g->out[0] != 1) return false;
    for (int d = 1; d < 3; d++)
        if (g->k[d] != 3 || g->stride[d] != 1 || g->dil[d] != 1 || g->pad[d] > 2) return false;
    NnTiles t;
    tiles_of(g, backward, &t);
    int64_t results = t.out[0] * t.out[1], places = 4 * t.rows * t.pitch;
    return g->c_in >= MIN_CHANNELS && g->c_out >= MIN_CHANNELS &&
           g->batch * results >= 4 * MIN_TILES && places <= 2 * results;
}

static float *plane(const float *base, const Job *j, const Block *b, int64_t image,
                    int64_t channels, int64_t channel, const int64_t size[2]) {
    int64_t at = ((b->image + image) * j->groups + b->group) * channels + channel;
    return (float *)base + at * size[0] * size[1];
}

/* The input of a block into v. Returns the columns of its matrices. */
static int64_t transform_input(Job *j, const Block *b) {
    const NnTiles *t = &j->tiles;
    int64_t part = b->rows * t->pitch, columns = b->images * part;
    for (int64_t c = 0; c < j->from; c++)
        for (int64_t i = 0; i < b->images; i++)
            NN_F32(j->ctx)->winograd_input(t, plane(j->x, j, b, i, j->from, c, t->in), b->row,
                                           b->rows, j->work, j->v + c * columns + i * part,
                                           j->from * columns);
    return columns;
}

static bool run_block(Job *j, const Block *b) {
    const NnTiles *t = &j->tiles;
    int64_t part = b->rows * t->pitch, columns = transform_input(j, b);
    for (int k = 0; k < 16; k++)
        if (!kt_gemm_free(j->ctx, KT_F32, j->to, columns, j->from,
                          (KtMat){j->u + k * j->to * j->from, j->from, 1},
                          (KtMat){j->v + k * j->from * columns, columns, 1}, false,
                          j->m + k * j->to * columns, columns))
            return false;
    for (int64_t o = 0; o < j->to && !j->strange; o++) {
        float add = j->bias ? j->bias[(b->group * j->to + o) * j->bias_step] : 0;
        for (int64_t i = 0; i < b->images && !j->strange; i++)
            j->strange = !NN_F32(j->ctx)->winograd_output(
                t, j->m + o * columns + i * part, j->to * columns, b->row, b->rows, add, j->work,
                plane(j->y, j, b, i, j->to, o, t->out));
    }
    return true;
}

static bool run_group(Job *j, int64_t group) {
    bool ok = true;
    Block b = {.group = group};
    for (; ok && !j->strange && b.image < j->batch; b.image += j->images) {
        b.images = j->batch - b.image < j->images ? j->batch - b.image : j->images;
        for (b.row = 0; ok && !j->strange && b.row < j->tiles.rows; b.row += j->rows) {
            b.rows = j->tiles.rows - b.row < j->rows ? j->tiles.rows - b.row : j->rows;
            ok = run_block(j, &b);
        }
    }
    return ok;
}

/* Cuts the work into blocks and makes room for one. */
static bool start(Job *j, const NnConv *g, bool backward) {
    tiles_of(g, backward, &j->tiles);
    j->batch = g->batch;
    j->groups = g->groups;
    j->from = backward ? g->c_out : g->c_in;
    j->to = backward ? g->c_in : g->c_out;
    int64_t room = BLOCK_FLOATS / 16 / (j->from + j->to), images = 1;
    int64_t rows = (room < MIN_COLUMNS ? MIN_COLUMNS : room) / j->tiles.pitch;
    if (rows < 1) rows = 1;
    if (rows >= j->tiles.rows) {
        images = rows / j->tiles.rows < g->batch ? rows / j->tiles.rows : g->batch;
        rows = j->tiles.rows;
    } else { /* blocks of one size: as many as come nearest to the room there is */
        int64_t blocks = (2 * j->tiles.rows + rows) / (2 * rows);
        rows = (j->tiles.rows + blocks - 1) / blocks;
    }
    j->images = images;
    j->rows = rows;
    int64_t columns = images * rows * j->tiles.pitch, n_u = 16 * j->from * j->to,
            n_v = 16 * j->from * columns, n_m = 16 * j->to * columns,
            n_work = NN_WINOGRAD_WORK(rows, j->tiles.pitch);
    size_t size = (size_t)(n_u + n_v + n_m + n_work) * sizeof(float);
    if (!kt_scratch_alloc(j->ctx, size, &j->room)) return false;
    j->u = (float *)(void *)j->room.data;
    j->v = j->u + n_u;
    j->m = j->v + n_v;
    j->work = j->m + n_m;
    return true;
}

bool kt_winograd(KtCtx *ctx, const NnConv *g, bool backward, const float *x, const float *w,
                 const float *bias, int64_t bias_step, float *y, bool *strange) {
    Job j = {.ctx = ctx, .x = x, .y = y, .bias = bias, .bias_step = bias_step};
    if (!start(&j, g, backward)) return false;
    bool ok = true;
    for (int64_t group = 0; ok && !j.strange && group < g->groups; group++) {
        NN_F32(ctx)->winograd_kernel(w + group * g->c_in * g->c_out * 9, j.to, j.from, backward,
                                     j.u);
        ok = run_group(&j, group);
    }
    kt_scratch_free(ctx, &j.room);
    *strange = j.strange;
    return ok;
}
