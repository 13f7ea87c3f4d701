/* The sources that convolutions read: see conv_source.h. */
#include "conv_source.h"

#include <string.h>

static inline int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* ---- axes ---- */

/* Kernel position k of a class meets from its first result on what lies `shift` into the picture.
 * The slots are those of remainders; where kernel positions are few or far from each other every
 * one has its own, of as many places as there are results. */
static void make_slots(KtConvAxis *x, int64_t *shift, int64_t results) {
    int64_t low = INT64_MAX, high = INT64_MIN;
    for (int64_t k = 0; k < x->k; k++) {
        int64_t at = floor_div(shift[k], x->step);
        low = at < low ? at : low;
        high = at > high ? at : high;
    }
    x->size = high - low + results;
    x->slots = x->step;
    if (x->slots > x->k || x->slots * x->size > x->k * results) {
        x->slots = x->k;
        x->size = results;
        for (int64_t k = 0; k < x->k; k++) {
            x->start[k] = shift[k];
            x->slot[k] = k;
            x->at[k] = 0;
        }
        return;
    }
    for (int64_t i = 0; i < x->slots; i++)
        x->start[i] = low * x->step + i;
    for (int64_t k = 0; k < x->k; k++) {
        int64_t at = floor_div(shift[k], x->step);
        x->slot[k] = shift[k] - at * x->step;
        x->at[k] = at - low;
    }
}

/* Of a slot the places [*first, *last) lie in the picture. */
static void inside(const KtConvAxis *x, int64_t slot, int64_t *first, int64_t *last) {
    int64_t start = x->start[slot], n = floor_div(x->places - 1 - start, x->step) + 1;
    *first = start < 0 ? floor_div(-start + x->step - 1, x->step) : 0;
    *last = n < x->size ? n : x->size;
}

/* Place i of the result of class c is stride j + c; it meets kernel position k where
 * stride o = i + pad - k dil: from o = (c + pad - k dil) / stride on. */
static void make_axis(const NnConv *g, bool back, int d, KtConvAxis *x, int64_t *shift) {
    int64_t stride = g->stride[d], results = back ? g->in[d] : g->out[d];
    x->step = back ? 1 : stride;
    x->places = back ? g->out[d] : g->in[d];
    for (int64_t c = 0; c < x->classes; c++)
        x->count[c] = back ? (results - c + stride - 1) / stride : results;
    for (int64_t k = 0; k < x->k; k++) {
        int64_t down = k * g->dil[d] - g->pad[d];
        x->of[k] = back ? down - floor_div(down, stride) * stride : 0;
        shift[k] = back ? -floor_div(down, stride) : down;
    }
    make_slots(x, shift, x->count[0]);
    for (int64_t i = 0; i < x->slots; i++)
        inside(x, i, &x->first[i], &x->last[i]);
}

/* Whether nothing outside the picture is read, nor places apart. */
static bool is_inside(const KtConvAxis *x) {
    return x->step == 1 && x->slots == 1 && x->start[0] >= 0 && x->start[0] + x->size <= x->places;
}

static int64_t classes_of(const NnConv *g, bool back, int d) {
    return !back ? 1 : g->stride[d] < g->in[d] ? g->stride[d] : g->in[d];
}

bool kt_conv_source_init(KtCtx *ctx, const NnConv *g, bool back, KtConvSource *s) {
    int64_t words = 0;
    for (int d = 0; d < 3; d++)
        words += 7 * g->k[d] + classes_of(g, back, d);
    memset(s, 0, sizeof *s);
    if (!kt_scratch_alloc(ctx, (size_t)words * sizeof(int64_t), &s->room)) return false;
    int64_t *room = (int64_t *)(void *)s->room.data;
    s->whole = true;
    for (int d = 0; d < 3; d++) {
        KtConvAxis *x = &s->axis[d];
        x->k = g->k[d];
        x->slot = room;
        x->at = x->slot + x->k;
        x->of = x->at + x->k;
        x->start = x->of + x->k;
        x->first = x->start + x->k;
        x->last = x->first + x->k;
        x->count = x->last + x->k;
        x->classes = classes_of(g, back, d);
        make_axis(g, back, d, x, x->count + x->classes);
        room = x->count + x->classes + x->k;
        s->whole = s->whole && is_inside(x);
    }
    for (int d = 0; s->whole && d < 3; d++) {
        KtConvAxis *x = &s->axis[d];
        for (int64_t k = 0; k < x->k; k++)
            x->at[k] += x->start[0];
        x->size = x->places;
    }
    s->pitch = s->axis[2].size;
    s->plane = s->pitch * s->axis[1].size;
    s->slot = s->plane * s->axis[0].size;
    s->size = s->slot * s->axis[0].slots * s->axis[1].slots * s->axis[2].slots;
    return true;
}
void kt_conv_source_free(KtCtx *ctx, KtConvSource *s) {
    kt_scratch_free(ctx, &s->room);
}

int64_t kt_conv_source_at(const KtConvSource *s, const int64_t at[3]) {
    const KtConvAxis *x = s->axis;
    int64_t slot =
        (x[0].slot[at[0]] * x[1].slots + x[1].slot[at[1]]) * x[2].slots + x[2].slot[at[2]];
    if (s->whole) slot = 0;
    return slot * s->slot + x[0].at[at[0]] * s->plane + x[1].at[at[1]] * s->pitch + x[2].at[at[2]];
}

/* One slot of one channel. */
static void fill_slot(const KtConvKernels *kernels, const KtConvSource *s, const float *picture,
                      const int64_t slot[3], float *to) {
    const KtConvAxis *x = s->axis;
    int64_t first[3], last[3];
    for (int d = 0; d < 3; d++) {
        first[d] = x[d].first[slot[d]];
        last[d] = x[d].last[slot[d]];
        if (first[d] >= last[d]) return;
    }
    for (int64_t z = first[0]; z < last[0]; z++) {
        int64_t depth = x[0].start[slot[0]] + z * x[0].step,
                line = x[1].start[slot[1]] + first[1] * x[1].step,
                column = x[2].start[slot[2]] + first[2] * x[2].step;
        kernels->copy(picture + (depth * x[1].places + line) * x[2].places + column,
                      x[1].step * x[2].places, x[2].step, last[1] - first[1], last[2] - first[2],
                      to + z * s->plane + first[1] * s->pitch + first[2], s->pitch);
    }
}
void kt_conv_source_fill(const KtConvKernels *kernels, const KtConvSource *s, const float *picture,
                         int64_t channels, float *to) {
    const KtConvAxis *x = s->axis;
    int64_t slot[3];
    for (int64_t c = 0; c < channels; c++, picture += x[0].places * x[1].places * x[2].places)
        for (slot[0] = 0; slot[0] < x[0].slots; slot[0]++)
            for (slot[1] = 0; slot[1] < x[1].slots; slot[1]++)
                for (slot[2] = 0; slot[2] < x[2].slots; slot[2]++, to += s->slot)
                    fill_slot(kernels, s, picture, slot, to);
}

/* ---- vectors ---- */

typedef struct Walk {
    const KtConvSource *s;
    int64_t count[3];
    KtConvVector *vectors;
    int64_t n;
    uint32_t last;
} Walk;

/* Vectors over the `n` places of the source from the one on where the first result of line
 * `line` of depth `depth` begins. Lanes between two lines have no result. */
static void run(Walk *w, int64_t depth, int64_t line, int64_t n) {
    const KtConvSource *s = w->s;
    int64_t from = depth * s->plane + line * s->pitch,
            to = (depth * w->count[1] + line) * w->count[2], column = 0;
    for (int64_t at = 0; at < n; at += KT_CONV_LANES, from += KT_CONV_LANES) {
        KtConvVector v = {from, to, 0};
        int lanes = n - at < KT_CONV_LANES ? (int)(n - at) : KT_CONV_LANES;
        for (int i = 0; i < lanes; i++) {
            if (column < w->count[2] && line < w->count[1]) {
                v.lanes |= 1u << i;
                to++;
            }
            if (++column < s->pitch) continue;
            column = 0;
            if (++line == s->axis[1].size) line = 0;
        }
        w->last = (uint32_t)((1u << lanes) - 1);
        if (v.lanes) w->vectors[w->n++] = v;
    }
}

static int64_t vectors_of(int64_t n) {
    return (n + KT_CONV_LANES - 1) / KT_CONV_LANES;
}

/* What storing a vector costs in steps: with gaps it is pressed together first. */
#define STORE   1
#define SQUEEZE 4

int64_t kt_conv_source_vectors(const KtConvSource *s, const int64_t classes[3], int64_t n_steps,
                               KtConvVector *vectors, uint32_t *last) {
    Walk w = {.s = s, .vectors = vectors};
    const int64_t *c = w.count;
    for (int d = 0; d < 3; d++)
        w.count[d] = s->axis[d].count[classes[d]];
    if (!c[0] || !c[1] || !c[2]) return 0;
    int64_t in_plane = (c[1] - 1) * s->pitch + c[2], in_all = (c[0] - 1) * s->plane + in_plane,
            lines = c[0] * c[1] * vectors_of(c[2]), planes = c[0] * vectors_of(in_plane),
            all = vectors_of(in_all);
    int64_t by_lines = lines * (n_steps + STORE), by_planes = planes * (n_steps + SQUEEZE),
            at_once = all * (n_steps + SQUEEZE);
    bool whole = s->whole || (at_once < by_lines && at_once < by_planes);
    if (!vectors) return whole ? all : by_planes < by_lines ? planes : lines;
    if (whole)
        run(&w, 0, 0, in_all);
    else if (by_planes < by_lines)
        for (int64_t d = 0; d < c[0]; d++)
            run(&w, d, 0, in_plane);
    else
        for (int64_t d = 0; d < c[0]; d++)
            for (int64_t line = 0; line < c[1]; line++)
                run(&w, d, line, c[2]);
    *last = w.last;
    return w.n;
}
