/* The kernels of conv_tile.h for 512-bit vectors. Chains of several results and places run side by
 * side in registers, as many as keep two units of four cycles busy; one step of a chain multiplies
 * a vector by a number that is spread over all lanes. */
#include <immintrin.h>

#include "conv_tile.h"
#include "simd.h"

#define LANES KT_CONV_LANES
#define BAND  KT_CONV_BAND
#define WIDE  8 /* vectors of a tile at most */
#define CHUNK                                                                                      \
    48 /* vectors that all results go through before the next ones: they stay in the cache */

#define INLINE static inline __attribute__((always_inline))

INLINE __mmask16 first_lanes(int64_t n) {
    return n >= LANES ? (__mmask16)0xffff : (__mmask16)((1u << n) - 1);
}

/* ---- results by places ---- */

INLINE void store_lanes(float *to, uint32_t lanes, __m512 v) {
    if (lanes == 0xffff) {
        _mm512_storeu_ps(to, v);
        return;
    }
    if (lanes & (lanes + 1)) v = _mm512_maskz_compress_ps((__mmask16)lanes, v);
    _mm512_mask_storeu_ps(to, first_lanes(__builtin_popcount(lanes)), v);
}

/* For the numbers of a tile: i is the result, j the vector. */
#define EVERY                                                                                      \
    _Pragma("GCC unroll 8") for (int i = 0; i < rows; i++)                                         \
        _Pragma("GCC unroll 8") for (int j = 0; j < wide; j++)

/* `rows` results of `wide` vectors, both constants where this is inlined. */
INLINE void tile(int rows, int wide, const KtConvTiles *t, int64_t first,
                 const KtConvVector *const *vectors, __mmask16 last) {
    const float *w = t->weights + first * t->n_steps, *x[WIDE];
    float so_far[BAND][WIDE][LANES] __attribute__((aligned(64)));
    __m512 sum[BAND][WIDE];
#pragma GCC unroll 8
    for (int j = 0; j < wide; j++) {
        x[j] = t->source + vectors[j]->from;
        __asm__("" : "+r"(x[j])); /* not in a vector of addresses */
    }
    EVERY sum[i][j] = t->bias && t->on ? _mm512_set1_ps(t->bias[first + i]) : _mm512_setzero_ps();
    for (int64_t at = 0;;) {
        const bool start = at == 0;
        int64_t end = at + t->block < t->n_steps ? at + t->block : t->n_steps;
        for (; at < end; at++, w += rows) {
            const int64_t step = t->steps[at];
            __m512 y[WIDE];
#pragma GCC unroll 8
            for (int j = 0; j < wide; j++)
                y[j] = j == wide - 1 ? _mm512_maskz_loadu_ps(last, x[j] + step)
                                     : _mm512_loadu_ps(x[j] + step);
#pragma GCC unroll 8
            for (int i = 0; i < rows; i++) {
                __m512 by = _mm512_set1_ps(w[i]);
#pragma GCC unroll 8
                for (int j = 0; j < wide; j++)
                    sum[i][j] = _mm512_fmadd_ps(by, y[j], sum[i][j]);
            }
        }
        if (!start)
            EVERY sum[i][j] = _mm512_add_ps(_mm512_load_ps(so_far[i][j]), sum[i][j]);
        else if (t->bias && !t->on)
            EVERY sum[i][j] = _mm512_add_ps(_mm512_set1_ps(t->bias[first + i]), sum[i][j]);
        if (at == t->n_steps) break;
        EVERY {
            _mm512_store_ps(so_far[i][j], sum[i][j]);
            sum[i][j] = _mm512_setzero_ps();
        }
    }
    EVERY store_lanes(t->out + (first + i) * t->out_step + vectors[j]->to, vectors[j]->lanes,
                      sum[i][j]);
}

/* Tiles of so many rows are as wide as this at most, and have a body for each of these widths. */
// clang-format off
#define SHAPES(SHAPE)                                                                              \
    SHAPE(8, 3, 2, 1) SHAPE(7, 3, 2, 1) SHAPE(6, 4, 2, 1) SHAPE(5, 5, 3, 1)                        \
    SHAPE(4, 6, 4, 2) SHAPE(3, 8, 4, 2) SHAPE(2, 8, 4, 2) SHAPE(1, 8, 4, 2)
// clang-format on
#define SHAPE(rows, a, b, c) {a, b, c},
static const int8_t widths[BAND][3] = {SHAPES(SHAPE)};
#undef SHAPE
#define BODY(rows, wide)                                                                           \
    static __attribute__((noinline)) void tile_##rows##_##wide(                                    \
        const KtConvTiles *t, int64_t first, const KtConvVector *const *vectors, __mmask16 last) { \
        tile(rows, wide, t, first, vectors, last);                                                 \
    }
#define SHAPE(rows, a, b, c) BODY(rows, a) BODY(rows, b) BODY(rows, c)
SHAPES(SHAPE)
#undef SHAPE
/* Of one vector that is the last of all there is nothing to read twice but itself. */
#define NARROW BODY(4, 1) BODY(3, 1) BODY(2, 1) BODY(1, 1)
NARROW
#undef NARROW
typedef void (*TileFn)(const KtConvTiles *t, int64_t first, const KtConvVector *const *vectors,
                       __mmask16 last);
static const TileFn narrow[BAND] = {tile_8_1, tile_7_1, tile_6_1, tile_5_1,
                                    tile_4_1, tile_3_1, tile_2_1, tile_1_1};
#define SHAPE(rows, a, b, c) {tile_##rows##_##a, tile_##rows##_##b, tile_##rows##_##c},
static const TileFn bodies[BAND][3] = {SHAPES(SHAPE)};
#undef SHAPE

/* One band over the vectors [begin, end), in tiles as wide as each other. Where a tile is wider
 * than its vectors, the first of them is done again. */
static void band(const KtConvTiles *t, int64_t first, int rows, int64_t begin, int64_t end) {
    const int8_t *width = widths[BAND - rows];
    int64_t tiles = (end - begin + width[0] - 1) / width[0], each = (end - begin) / tiles,
            wider = (end - begin) % tiles;
    for (int64_t i = 0, at = begin, n; i < tiles; i++, at += n) {
        n = each + (i < wider);
        int shape = n <= width[2] ? 2 : n <= width[1] ? 1 : 0;
        const KtConvVector *vectors[WIDE];
        for (int j = 0; j < width[shape]; j++) {
            int64_t real = n - width[shape] + j;
            vectors[j] = t->vectors + at + (real > 0 ? real : 0);
        }
        const TileFn body = n == 1 ? narrow[BAND - rows] : bodies[BAND - rows][shape];
        body(t, first, vectors, at + n == t->n_vectors ? (__mmask16)t->last : 0xffff);
    }
}

static void tiles(const KtConvTiles *t, int64_t begin, int64_t end) {
    int64_t bands = (t->results + BAND - 1) / BAND;
    for (int64_t at = begin; at < end; at += CHUNK)
        for (int64_t b = 0; b < bands; b++) {
            int64_t first = kt_conv_band(t->results, b);
            band(t, first, (int)(kt_conv_band(t->results, b + 1) - first), at,
                 at + CHUNK < end ? at + CHUNK : end);
        }
}

/* ---- sums over places ---- */

#define SUMS_WIDE 3
/* Positions of a piece, during which its places stay in the nearest cache. */
#define PIECE 128

/* The lines [begin, end) of all, `rows` rows from `first` on, `wide` vectors of channels from
 * `channel` on; lanes: of the last of these. */
INLINE void sum_tile(int rows, int wide, const KtConvSums *s, int64_t begin, int64_t end,
                     int64_t first, int64_t channel, __mmask16 lanes) {
    const int64_t channels = s->channels, length = s->length;
    float *to = s->sums + first * channels + channel;
    __m512 sum[BAND][SUMS_WIDE];
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 3
        for (int j = 0; j < wide; j++)
            sum[i][j] = _mm512_maskz_loadu_ps(j == wide - 1 ? lanes : (__mmask16)0xffff,
                                              to + i * channels + j * LANES);
    const float *y = s->places + begin * length * channels + channel;
    for (int64_t line = begin; line < end; line++) {
        const float *x = s->source + line / s->lines * s->plane_step +
                         line % s->lines * s->line_step,
                    *row[BAND];
#pragma GCC unroll 8
        for (int i = 0; i < rows; i++)
            row[i] = x + s->rows[first + i];
        for (int64_t at = 0; at < length; at++, y += channels) {
            __m512 z[SUMS_WIDE];
#pragma GCC unroll 3
            for (int j = 0; j < wide; j++)
                z[j] = j == wide - 1 ? _mm512_maskz_loadu_ps(lanes, y + j * LANES)
                                     : _mm512_loadu_ps(y + j * LANES);
#pragma GCC unroll 8
            for (int i = 0; i < rows; i++) {
                __m512 by = _mm512_set1_ps(row[i][at]);
#pragma GCC unroll 3
                for (int j = 0; j < wide; j++)
                    sum[i][j] = _mm512_fmadd_ps(by, z[j], sum[i][j]);
            }
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 3
        for (int j = 0; j < wide; j++)
            _mm512_mask_storeu_ps(to + i * channels + j * LANES,
                                  j == wide - 1 ? lanes : (__mmask16)0xffff, sum[i][j]);
}

#define SUM_BODY(rows, wide)                                                                       \
    static __attribute__((noinline)) void sum_##rows##_##wide(const KtConvSums *s, int64_t begin,  \
                                                              int64_t end, int64_t first,          \
                                                              int64_t channel, __mmask16 lanes) {  \
        sum_tile(rows, wide, s, begin, end, first, channel, lanes);                                \
    }
#define SUM_ROWS(rows) SUM_BODY(rows, 1) SUM_BODY(rows, 2) SUM_BODY(rows, 3)
SUM_ROWS(1)
SUM_ROWS(2)
SUM_ROWS(3)
SUM_ROWS(4)
SUM_ROWS(5)
SUM_ROWS(6)
SUM_ROWS(7)
SUM_ROWS(8)
typedef void (*SumFn)(const KtConvSums *s, int64_t begin, int64_t end, int64_t first,
                      int64_t channel, __mmask16 lanes);
#define SUM_NAMES(rows)                                                                            \
    { sum_##rows##_1, sum_##rows##_2, sum_##rows##_3 }
static const SumFn sum_bodies[BAND][SUMS_WIDE] = {SUM_NAMES(1), SUM_NAMES(2), SUM_NAMES(3),
                                                  SUM_NAMES(4), SUM_NAMES(5), SUM_NAMES(6),
                                                  SUM_NAMES(7), SUM_NAMES(8)};

static void sums(const KtConvSums *s) {
    int64_t all = (s->channels + LANES - 1) / LANES, panels = (all + SUMS_WIDE - 1) / SUMS_WIDE,
            bands = (s->n_rows + BAND - 1) / BAND, lines = s->planes * s->lines,
            piece = PIECE / s->length + 1;
    for (int64_t p = 0; p < panels; p++) {
        int64_t from = p * all / panels, wide = (p + 1) * all / panels - from;
        __mmask16 lanes = first_lanes(s->channels - (from + wide - 1) * LANES);
        for (int64_t line = 0; line < lines; line += piece)
            for (int64_t b = 0; b < bands; b++) {
                int64_t first = kt_conv_band(s->n_rows, b),
                        rows = kt_conv_band(s->n_rows, b + 1) - first;
                sum_bodies[rows - 1][wide - 1](s, line, line + piece < lines ? line + piece : lines,
                                               first, from * LANES, lanes);
            }
    }
}

INLINE void lane_tile(int rows, const KtConvSums *s, int64_t first) {
    __m512 sum[BAND];
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++)
        sum[i] = _mm512_loadu_ps(s->sums + (first + i) * LANES);
    const float *y = s->places;
    for (int64_t line = 0; line < s->planes * s->lines; line++) {
        const float *x = s->source +
                         (line / s->lines * s->plane_step + line % s->lines * s->line_step) * LANES,
                    *row[BAND];
#pragma GCC unroll 8
        for (int i = 0; i < rows; i++)
            row[i] = x + s->rows[first + i] * LANES;
        for (int64_t at = 0; at < s->length * LANES; at += LANES, y += LANES) {
            __m512 z = _mm512_loadu_ps(y);
#pragma GCC unroll 8
            for (int i = 0; i < rows; i++)
                sum[i] = _mm512_fmadd_ps(_mm512_loadu_ps(row[i] + at), z, sum[i]);
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++)
        _mm512_storeu_ps(s->sums + (first + i) * LANES, sum[i]);
}
static void lane_sums(const KtConvSums *s) {
    int64_t bands = (s->n_rows + BAND - 1) / BAND;
    for (int64_t b = 0; b < bands; b++) {
        int64_t first = kt_conv_band(s->n_rows, b);
        switch (kt_conv_band(s->n_rows, b + 1) - first) {
#define CASE(rows)                                                                                 \
    case rows:                                                                                     \
        lane_tile(rows, s, first);                                                                 \
        break;
            CASE(1)
            CASE(2)
            CASE(3)
            CASE(4)
            CASE(5)
            CASE(6)
            CASE(7)
            CASE(8)
#undef CASE
        }
    }
}

static void add_places(const float *places, int64_t n, int64_t channels, float *sums_) {
    int64_t c = 0;
    for (; c + 4 * LANES <= channels; c += 4 * LANES) {
        __m512 sum[4];
#pragma GCC unroll 4
        for (int j = 0; j < 4; j++)
            sum[j] = _mm512_loadu_ps(sums_ + c + j * LANES);
        for (int64_t i = 0; i < n; i++)
#pragma GCC unroll 4
            for (int j = 0; j < 4; j++)
                sum[j] =
                    _mm512_add_ps(sum[j], _mm512_loadu_ps(places + i * channels + c + j * LANES));
#pragma GCC unroll 4
        for (int j = 0; j < 4; j++)
            _mm512_storeu_ps(sums_ + c + j * LANES, sum[j]);
    }
    for (; c < channels; c += LANES) {
        __mmask16 lanes = first_lanes(channels - c);
        __m512 sum = _mm512_maskz_loadu_ps(lanes, sums_ + c);
        for (int64_t i = 0; i < n; i++)
            sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(lanes, places + i * channels + c));
        _mm512_mask_storeu_ps(sums_ + c, lanes, sum);
    }
}

/* ---- what moves elements ---- */

/* Sixteen rows of sixteen: pairs, fours, then halves and quarters of vectors change places. */
INLINE void turn_square(__m512 r[LANES]) {
    __m512 t[LANES];
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
        t[2 * i] = _mm512_unpacklo_ps(r[2 * i], r[2 * i + 1]);
        t[2 * i + 1] = _mm512_unpackhi_ps(r[2 * i], r[2 * i + 1]);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        __m512d a = _mm512_castps_pd(t[4 * i]), b = _mm512_castps_pd(t[4 * i + 1]),
                c = _mm512_castps_pd(t[4 * i + 2]), d = _mm512_castps_pd(t[4 * i + 3]);
        r[4 * i] = _mm512_castpd_ps(_mm512_unpacklo_pd(a, c));
        r[4 * i + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(a, c));
        r[4 * i + 2] = _mm512_castpd_ps(_mm512_unpacklo_pd(b, d));
        r[4 * i + 3] = _mm512_castpd_ps(_mm512_unpackhi_pd(b, d));
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) { /* quarter q of r[4 b + i] is of column 4 q + i, rows of b */
        __m512 a = _mm512_shuffle_f32x4(r[i], r[4 + i], 0x88),
               b = _mm512_shuffle_f32x4(r[i], r[4 + i], 0xdd),
               c = _mm512_shuffle_f32x4(r[8 + i], r[12 + i], 0x88),
               d = _mm512_shuffle_f32x4(r[8 + i], r[12 + i], 0xdd);
        t[i] = _mm512_shuffle_f32x4(a, c, 0x88);
        t[4 + i] = _mm512_shuffle_f32x4(b, d, 0x88);
        t[8 + i] = _mm512_shuffle_f32x4(a, c, 0xdd);
        t[12 + i] = _mm512_shuffle_f32x4(b, d, 0xdd);
    }
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++)
        r[i] = t[i];
}

static void turn(const float *from, int64_t from_step, int64_t rows, int64_t columns, float *to,
                 int64_t to_step) {
    for (int64_t i = 0; i < rows; i += LANES) {
        __mmask16 kept = first_lanes(rows - i);
        int64_t n = rows - i < LANES ? rows - i : LANES;
        for (int64_t j = 0; j < columns; j += LANES) {
            __mmask16 read = first_lanes(columns - j);
            int64_t m = columns - j < LANES ? columns - j : LANES;
            __m512 r[LANES];
#pragma GCC unroll 16
            for (int l = 0; l < LANES; l++)
                r[l] = _mm512_maskz_loadu_ps(l < n ? read : 0,
                                             from + (i + (l < n ? l : 0)) * from_step + j);
            turn_square(r);
            float *out = to + j * to_step + i;
#pragma GCC unroll 16
            for (int l = 0; l < LANES; l++)
                if (l < m) _mm512_mask_storeu_ps(out + l * to_step, kept, r[l]);
        }
    }
}

static void copy_plain(const float *from, int64_t from_row, int64_t rows, int64_t columns,
                       float *to, int64_t to_row) {
    __mmask16 last = first_lanes(columns % LANES ? columns % LANES : LANES);
    int64_t whole = (columns - 1) / LANES * LANES;
    for (; rows > 0; rows--, from += from_row, to += to_row) {
        for (int64_t i = 0; i < whole; i += LANES)
            _mm512_storeu_ps(to + i, _mm512_loadu_ps(from + i));
        _mm512_mask_storeu_ps(to + whole, last, _mm512_maskz_loadu_ps(last, from + whole));
    }
}
static void copy_even(const float *from, int64_t from_row, int64_t rows, int64_t columns, float *to,
                      int64_t to_row) {
    const __m512i even =
        _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    int64_t whole = (columns - 1) / LANES * LANES, rest = 2 * (columns - whole) - 1;
    __mmask16 last = first_lanes(columns - whole), low = first_lanes(rest),
              high = first_lanes(rest > LANES ? rest - LANES : 0);
    for (; rows > 0; rows--, from += from_row, to += to_row) {
        for (int64_t i = 0; i < whole; i += LANES)
            _mm512_storeu_ps(to + i, _mm512_permutex2var_ps(_mm512_loadu_ps(from + 2 * i), even,
                                                            _mm512_loadu_ps(from + 2 * i + LANES)));
        __m512 a = _mm512_maskz_loadu_ps(low, from + 2 * whole),
               b = _mm512_maskz_loadu_ps(high, from + 2 * whole + LANES);
        _mm512_mask_storeu_ps(to + whole, last, _mm512_permutex2var_ps(a, even, b));
    }
}
static void copy(const float *from, int64_t from_row, int64_t step, int64_t rows, int64_t columns,
                 float *to, int64_t to_row) {
    if (step == 1)
        copy_plain(from, from_row, rows, columns, to, to_row);
    else if (step == 2)
        copy_even(from, from_row, rows, columns, to, to_row);
    else
        for (; rows > 0; rows--, from += from_row, to += to_row)
            for (int64_t i = 0; i < columns; i++)
                to[i] = from[i * step];
}

const KtConvKernels KT_ISA_NAME(kt_conv_kernels) = {tiles, sums, lane_sums, add_places, turn, copy};
