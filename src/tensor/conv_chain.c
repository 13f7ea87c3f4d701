/* Convolutions of floats with the order of additions of oneDNN's kernels for AVX-512, to which
 * PyTorch leaves most of them: see conv_chain.h. All chains are of fused steps.
 *
 *   y   channels in blocks of 16: a chain over (kernel position, channel of the block) for each
 *       block, the bias added to the first, the sum so far to every other
 *   gx  the same over blocks of output channels, without a bias
 *   gw  one chain over all (image, output position)
 *   gb  one sum over all (image, output position)
 *
 * A channel that meets only itself (groups of one) has one chain from the bias on for y, one chain
 * for gx, and the same sums of gw and gb. Else, of kernels of one element, y is one chain from the
 * bias on, gx one chain, and gw a chain for each image.
 *
 * The chains run over pictures with their padding (conv_source.c) by the kernels of conv_tile.h.
 * The originals skip the padding, which is the same as long as its zeros meet finite numbers. */
#include "conv_chain.h"

#include <string.h>

#include "conv_plain.h"
#include "conv_source.h"
#include "threads.h"

#define BLOCK           16
#define PARALLEL        200000 /* fused steps of an image from which its places are split */
#define VECTORS_OF_TASK 24
#define AHEAD                                                                                      \
    6000 /* elements of pictures that are copied before they are read: right after it, that waits  \
          */

bool kt_conv_is_onednn(const KtCtx *ctx, const NnConv *g, int dtype, int n) {
    if (dtype != KT_F32) return false;
    bool plain = true, one = g->k[1] == 1 && g->k[2] == 1;
    for (int d = 0; d < 3; d++)
        plain = plain && g->stride[d] == 1 && g->dil[d] == 1;
    int64_t size = g->batch * g->groups * g->c_in * g->in[1] * (n == 3 ? g->in[0] : g->in[2]);
    return (!plain || g->batch >= 16 || !one || ctx->n_threads > 1) &&
           (g->groups > 1 || (g->k[1] > 3 && g->k[2] > 3) || g->batch > 1 || size > 20480);
}
static bool by_channel(const NnConv *g) {
    return g->groups > 1 && g->c_in == 1 && g->c_out == 1;
}
bool kt_conv_chain_suits(const KtCtx *ctx, const NnConv *g, int dtype, int n) {
    return ctx->kernels->conv && (g->groups == 1 || by_channel(g)) &&
           kt_conv_is_onednn(ctx, g, dtype, n);
}

static bool single(const NnConv *g) {
    return g->n_k == 1 && g->pad[0] == 0 && g->pad[1] == 0 && g->pad[2] == 0;
}

/* Cuts one piece of memory into arrays, each of whole cache lines; none for no elements. */
typedef struct Room {
    char *at;
    size_t size; /* all of it, while there is no memory yet */
} Room;
static void *take(Room *r, int64_t n, size_t size) {
    size_t bytes = ((size_t)n * size + 63) / 64 * 64;
    void *piece = r->at;
    if (n == 0) return NULL;
    r->size += bytes;
    if (piece) r->at += bytes;
    return piece;
}

/* ---- y and gx ---- */

/* What is computed: the output of a convolution from its input, or (back) the gradient of the input
 * from that of the output. Channels of groups of one are so many images of one channel each, with
 * weights of their own. */
typedef struct Side {
    const KtConvKernels *kernels;
    const NnConv *g;
    bool back;
    int64_t images, sets; /* image i has the set i % sets of weights */
    int64_t ahead;        /* images are copied so many at a time */
    int64_t channels, results, from_plane, to_plane, n_classes;
    KtConvSource source;
    KtConvTiles *tiles; /* of every class; the weights of the first set */
    int64_t *steps;
    KtConvVector *vectors;
    float *weights, *bias, *picture, *part; /* part: the results of a class, where there are more */
} Side;

static void class_of(const Side *s, int64_t i, int64_t classes[3]) {
    classes[2] = i % s->source.axis[2].classes;
    classes[1] = i / s->source.axis[2].classes % s->source.axis[1].classes;
    classes[0] = i / (s->source.axis[2].classes * s->source.axis[1].classes);
}

/* The kernel positions that a class sees, in order; those of the last dimension run fastest. */
typedef struct Positions {
    const Side *s;
    int64_t classes[3], at[3];
} Positions;
static bool seen(const Positions *p) {
    for (int d = 0; d < 3; d++)
        if (p->s->source.axis[d].of[p->at[d]] != p->classes[d]) return false;
    return true;
}
static bool next_position(Positions *p, int64_t *k) {
    const int64_t *n = p->s->g->k;
    while (++*k < p->s->g->n_k) {
        p->at[2] = *k % n[2];
        p->at[1] = *k / n[2] % n[1];
        p->at[0] = *k / (n[2] * n[1]);
        if (seen(p)) return true;
    }
    return false;
}

static int64_t steps_of(const Side *s, const int64_t classes[3]) {
    int64_t n = s->channels;
    for (int d = 0; d < 3; d++) {
        int64_t seen_here = 0;
        for (int64_t k = 0; k < s->g->k[d]; k++)
            seen_here += s->source.axis[d].of[k] == classes[d];
        n *= seen_here;
    }
    return n;
}

static void side_room(Side *s, Room *room) {
    int64_t n_vectors = 0, classes[3], K = s->channels * s->g->n_k, padded = s->source.size;
    for (int64_t i = 0; i < s->n_classes; i++) {
        class_of(s, i, classes);
        n_vectors += kt_conv_source_vectors(&s->source, classes, steps_of(s, classes), NULL, NULL);
    }
    s->tiles = take(room, s->n_classes, sizeof *s->tiles);
    s->steps = take(room, K, sizeof *s->steps);
    s->vectors = take(room, n_vectors, sizeof *s->vectors);
    s->weights = take(room, s->sets * s->results * K, sizeof(float));
    s->bias = take(room, s->sets * s->results, sizeof(float));
    s->picture =
        take(room, s->source.whole ? 0 : s->ahead * s->channels * padded + BLOCK, sizeof(float));
    s->part = take(room, s->n_classes > 1 ? s->results * s->to_plane : 0, sizeof(float));
}

static float weight_of(const Side *s, const float *w, int64_t set, int64_t r, int64_t c,
                       int64_t k) {
    return s->back ? w[((set * s->channels + c) * s->results + r) * s->g->n_k + k]
                   : w[((set * s->results + r) * s->channels + c) * s->g->n_k + k];
}

/* The steps and weights of a class in the order of its chains, of which t has the places. */
static void make_steps(const Side *s, const int64_t classes[3], const float *w, int64_t *steps,
                       float *weights, KtConvTiles *t) {
    Positions p = {.s = s, .classes = {classes[0], classes[1], classes[2]}};
    const int64_t all = s->channels * s->g->n_k, n_steps = steps_of(s, classes),
                  n_bands = (s->results + KT_CONV_BAND - 1) / KT_CONV_BAND;
    int64_t n = 0;
    t->steps = steps;
    t->weights = weights;
    t->n_steps = n_steps;
    for (int64_t block = 0; block < s->channels; block += BLOCK) {
        int64_t end = block + BLOCK < s->channels ? block + BLOCK : s->channels;
        for (int64_t k = -1; next_position(&p, &k);) {
            int64_t at = kt_conv_source_at(&s->source, p.at);
            for (int64_t c = block; c < end; c++, n++) {
                steps[n] = at + c * s->source.size;
                for (int64_t set = 0; set < s->sets; set++)
                    for (int64_t b = 0; b < n_bands; b++) {
                        int64_t first = kt_conv_band(s->results, b),
                                rows = kt_conv_band(s->results, b + 1) - first;
                        float *to = weights + set * s->results * all + first * n_steps + n * rows;
                        for (int64_t r = 0; r < rows; r++)
                            to[r] = weight_of(s, w, set, first + r, c, k);
                    }
            }
        }
    }
    t->on = single(s->g) || by_channel(s->g);
    t->block = t->on ? n_steps : n_steps / s->channels * BLOCK;
}

static void make_classes(Side *s, const float *w, const float *bias) {
    int64_t classes[3], *steps = s->steps;
    KtConvVector *vectors = s->vectors;
    float *weights = s->weights;
    for (int64_t i = 0; i < s->n_classes; i++) {
        KtConvTiles *t = &s->tiles[i];
        class_of(s, i, classes);
        *t =
            (KtConvTiles){.vectors = vectors, .results = s->results, .bias = bias ? s->bias : NULL};
        t->n_vectors =
            kt_conv_source_vectors(&s->source, classes, steps_of(s, classes), vectors, &t->last);
        t->out_step = 1;
        for (int d = 0; d < 3; d++)
            t->out_step *= s->source.axis[d].count[classes[d]];
        make_steps(s, classes, w, steps, weights, t);
        vectors += t->n_vectors;
        steps += t->n_steps;
        weights += s->results * t->n_steps;
    }
}

/* Results of a class, dense, to their places. */
static void spread(const Side *s, int64_t class, float *to) {
    const KtConvAxis *x = s->source.axis;
    const int64_t *size = s->g->in;
    const float *from = s->part;
    int64_t c[3], n[3];
    class_of(s, class, c);
    for (int d = 0; d < 3; d++)
        n[d] = x[d].count[c[d]];
    for (int64_t r = 0; r < s->results; r++, to += s->to_plane)
        for (int64_t z = 0; z < n[0]; z++)
            for (int64_t y = 0; y < n[1]; y++) {
                float *line =
                    to +
                    ((c[0] + z * s->g->stride[0]) * size[1] + c[1] + y * s->g->stride[1]) *
                        size[2] +
                    c[2];
                for (int64_t i = 0; i < n[2]; i++)
                    line[i * s->g->stride[2]] = *from++;
            }
}

typedef struct Job {
    const KtConvKernels *kernels;
    KtConvTiles tiles;
} Job;
static void some_tiles(void *arg, int64_t begin, int64_t end) {
    const Job *job = arg;
    job->kernels->tiles(&job->tiles, begin, end);
}

static void image(KtCtx *ctx, const Side *s, int64_t i, const float *from, float *to) {
    const int64_t set = i % s->sets;
    const int64_t n = s->images - i < s->ahead ? s->images - i : s->ahead, at = i % s->ahead;
    if (!s->source.whole && at == 0)
        kt_conv_source_fill(s->kernels, &s->source, from, n * s->channels, s->picture);
    for (int64_t class = 0; class < s->n_classes; class ++) {
        Job job = {s->kernels, s->tiles[class]};
        KtConvTiles *t = &job.tiles;
        if (!t->n_steps || !t->n_vectors) continue;
        t->source = s->source.whole ? from : s->picture + at * s->channels * s->source.size;
        t->weights += set * s->results * s->channels * s->g->n_k;
        if (t->bias) t->bias += set * s->results;
        t->out = s->n_classes > 1 ? s->part : to;
        if (ctx->n_threads > 1 &&
            t->n_steps * s->results * t->n_vectors * KT_CONV_LANES >= PARALLEL)
            kt_parallel_for(ctx, t->n_vectors, VECTORS_OF_TASK, some_tiles, &job);
        else
            some_tiles(&job, 0, t->n_vectors);
        if (s->n_classes > 1) spread(s, class, to);
    }
}

static bool all_images(KtCtx *ctx, const NnConv *g, bool back, const float *from, const float *w,
                       const float *bias, int64_t bias_step, float *to) {
    const bool own = by_channel(g);
    Side s = {.kernels = ctx->kernels->conv,
              .g = g,
              .back = back,
              .images = own ? g->batch * g->groups : g->batch,
              .sets = own ? g->groups : 1,
              .channels = back ? g->c_out : g->c_in,
              .results = back ? g->c_in : g->c_out,
              .from_plane = back ? g->n_out : g->n_in,
              .to_plane = back ? g->n_in : g->n_out,
              .n_classes = 1};
    if (!kt_conv_source_init(ctx, g, back, &s.source)) return false;
    for (int d = 0; d < 3; d++)
        s.n_classes *= s.source.axis[d].classes;
    s.ahead = own ? AHEAD / (s.source.size + 1) + 1 : 1;
    Room room = {0};
    KtScratch memory;
    side_room(&s, &room);
    bool ok = kt_scratch_alloc(ctx, room.size, &memory);
    if (ok) {
        room.at = memory.data;
        side_room(&s, &room);
        if (s.picture)
            memset(s.picture, 0,
                   (size_t)(s.ahead * s.channels * s.source.size + BLOCK) * sizeof(float));
        for (int64_t i = 0; bias && i < s.sets * s.results; i++)
            s.bias[i] = bias[i * bias_step];
        make_classes(&s, w, bias);
        bool finite = s.source.whole || kt_all_finite(w, s.sets * s.results * s.channels * g->n_k);
        for (int64_t i = 0; i < s.images; i++)
            image(ctx, &s, i, from + i * s.channels * s.from_plane,
                  to + i * s.results * s.to_plane);
        if (!finite)
            kt_conv_plain(g, back, own || single(g), BLOCK, from, w, bias ? s.bias : NULL, to);
        kt_scratch_free(ctx, &memory);
    }
    kt_conv_source_free(ctx, &s.source);
    return ok;
}

bool kt_conv_chain(KtCtx *ctx, const NnConv *g, const float *x, const float *w, const float *bias,
                   int64_t bias_step, float *y) {
    return all_images(ctx, g, false, x, w, bias, bias_step, y);
}
bool kt_conv_chain_input(KtCtx *ctx, const NnConv *g, const float *gy, const float *w, float *gx) {
    return all_images(ctx, g, true, gy, w, NULL, 0, gx);
}

/* ---- gw and gb ---- */

/* Channels of groups of one are taken sixteen at a time, side by side. */
typedef struct Gradients {
    const KtConvKernels *kernels;
    const NnConv *g;
    bool own; /* groups of one */
    int64_t channels, results, n_rows;
    KtConvSource source;
    int64_t *rows;
    float *sums, *piece, *bias, *picture, *lanes, *places;
} Gradients;

static void gradients_room(Gradients *s, Room *room) {
    int64_t size = s->channels * s->source.size;
    s->rows = take(room, s->n_rows, sizeof *s->rows);
    s->sums = take(room, s->n_rows * s->results, sizeof(float));
    s->piece = take(room, single(s->g) && !s->own ? s->n_rows * s->results : 0, sizeof(float));
    s->bias = take(room, s->results, sizeof(float));
    s->picture = take(room, s->source.whole ? 0 : size, sizeof(float));
    s->lanes = take(room, s->own ? size : 0, sizeof(float));
    s->places = take(room, s->g->n_out * s->results, sizeof(float));
}

/* One image, of which `n` channels are there. */
static void add_image(const Gradients *s, const float *x, const float *gy, int64_t n, bool gw,
                      bool gb) {
    const NnConv *g = s->g;
    const KtConvSource *source = &s->source;
    KtConvSums job = {.source = source->whole ? x : s->picture,
                      .rows = s->rows,
                      .n_rows = s->n_rows,
                      .planes = g->out[0],
                      .lines = g->out[1],
                      .length = g->out[2],
                      .plane_step = source->plane,
                      .line_step = source->pitch,
                      .places = s->places,
                      .channels = s->results,
                      .sums = s->piece ? s->piece : s->sums};
    s->kernels->turn(gy, g->n_out, s->own ? n : s->results, g->n_out, s->places, s->results);
    if (gb || !source->whole) s->kernels->add_places(s->places, g->n_out, s->results, s->bias);
    if (!gw) return;
    if (!source->whole) kt_conv_source_fill(s->kernels, source, x, n, s->picture);
    if (s->own) {
        s->kernels->turn(job.source, source->size, n, source->size, s->lanes, KT_CONV_LANES);
        job.source = s->lanes;
        s->kernels->lane_sums(&job);
        return;
    }
    int64_t all = s->n_rows * s->results;
    if (s->piece) memset(s->piece, 0, (size_t)all * sizeof(float));
    s->kernels->sums(&job);
    for (int64_t i = 0; s->piece && i < all; i++)
        s->sums[i] += s->piece[i];
}

/* Whether that is all: sums of gy that are not finite say that something in it may not be. */
static bool add_all(const Gradients *s, const float *x, const float *gy, float *gw, float *gb) {
    const NnConv *g = s->g;
    bool finite = true;
    int64_t at[3], all = s->own ? g->groups : g->c_out, step = s->own ? KT_CONV_LANES : all;
    for (int64_t r = 0; r < s->n_rows; r++) {
        int64_t k = r % g->n_k;
        at[2] = k % g->k[2];
        at[1] = k / g->k[2] % g->k[1];
        at[0] = k / (g->k[2] * g->k[1]);
        s->rows[r] = r / g->n_k * s->source.size + kt_conv_source_at(&s->source, at);
    }
    for (int64_t c = 0; c < all; c += step) {
        int64_t n = all - c < step ? all - c : step, from = s->own ? c : 0,
                n_in = s->own ? n : s->channels;
        memset(s->sums, 0, (size_t)(s->n_rows * s->results) * sizeof(float));
        memset(s->bias, 0, (size_t)s->results * sizeof(float));
        for (int64_t i = 0; i < g->batch; i++)
            add_image(s, x + (i * g->groups * g->c_in + from) * g->n_in,
                      gy + (i * all + c) * g->n_out, n_in, gw, gb);
        if (gw) s->kernels->turn(s->sums, s->results, s->n_rows, n, gw + c * s->n_rows, s->n_rows);
        if (gb) memcpy(gb + c, s->bias, (size_t)n * sizeof(float));
        finite = finite && kt_all_finite(s->bias, n);
    }
    return finite || s->source.whole;
}

bool kt_conv_chain_weight(KtCtx *ctx, const NnConv *g, const float *x, const float *gy, float *gw,
                          float *gb) {
    const bool own = by_channel(g);
    Gradients s = {.kernels = ctx->kernels->conv,
                   .g = g,
                   .own = own,
                   .channels = own ? KT_CONV_LANES : g->c_in,
                   .results = own ? KT_CONV_LANES : g->c_out,
                   .n_rows = own ? g->n_k : g->c_in * g->n_k};
    if (!kt_conv_source_init(ctx, g, false, &s.source)) return false;
    Room room = {0};
    KtScratch memory;
    gradients_room(&s, &room);
    bool ok = kt_scratch_alloc(ctx, room.size, &memory);
    if (ok) {
        room.at = memory.data;
        gradients_room(&s, &room);
        if (s.picture) memset(s.picture, 0, (size_t)(s.channels * s.source.size) * sizeof(float));
        if (s.lanes) { /* of which some may have no channel */
            memset(s.lanes, 0, (size_t)(s.channels * s.source.size) * sizeof(float));
            memset(s.places, 0, (size_t)(s.results * g->n_out) * sizeof(float));
        }
        if (!add_all(&s, x, gy, gw, gb) && gw)
            ok = kt_conv_plain_weight(ctx, g, single(g) && !own, x, gy, gw);
        kt_scratch_free(ctx, &memory);
    }
    kt_conv_source_free(ctx, &s.source);
    return ok;
}
