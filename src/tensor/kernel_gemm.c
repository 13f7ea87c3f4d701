/* Products of float matrices with 512-bit vectors, for callers that are free in the order of
 * additions: BLAS has such kernels too, but takes them only on processors that it knows by name.
 *
 * A tile of up to 8 rows and 3 vectors of the result stays in registers while it runs along k: for
 * each step it reads 3 vectors of a row of B and spreads 8 numbers of A. */
#include <immintrin.h>
#include <stdint.h>

#include "kernels.h"

#define ROWS    8
#define VECTORS 3
#define LANES   16

#define INLINE static inline __attribute__((always_inline))

/* rows and vectors are constants where this is inlined; last: the lanes of the last vector. */
INLINE void tile(int rows, int vectors, __mmask16 last, int64_t k, const float *a, int64_t a_row,
                 int64_t a_step, const float *b, int64_t b_step, float *c, int64_t c_row,
                 bool add) {
    __m512 sum[ROWS][VECTORS];
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 3
        for (int j = 0; j < vectors; j++)
            sum[i][j] = _mm512_setzero_ps();
    const float *row[ROWS];
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++)
        row[i] = a + i * a_row;
    for (int64_t at = 0; k > 0; k--, at += a_step, b += b_step) {
        __m512 x[VECTORS];
#pragma GCC unroll 3
        for (int j = 0; j < vectors; j++)
            x[j] = j == vectors - 1 ? _mm512_maskz_loadu_ps(last, b + j * LANES)
                                    : _mm512_loadu_ps(b + j * LANES);
#pragma GCC unroll 8
        for (int i = 0; i < rows; i++) {
            __m512 y = _mm512_set1_ps(row[i][at]);
#pragma GCC unroll 3
            for (int j = 0; j < vectors; j++)
                sum[i][j] = _mm512_fmadd_ps(y, x[j], sum[i][j]);
        }
    }
#pragma GCC unroll 8
    for (int i = 0; i < rows; i++, c += c_row)
#pragma GCC unroll 3
        for (int j = 0; j < vectors; j++) {
            __mmask16 m = j == vectors - 1 ? last : (__mmask16)0xffff;
            __m512 s = sum[i][j];
            if (add) s = _mm512_add_ps(_mm512_maskz_loadu_ps(m, c + j * LANES), s);
            _mm512_mask_storeu_ps(c + j * LANES, m, s);
        }
}

#define TILE(rows, vectors) tile(rows, vectors, last, k, a, a_row, a_step, b, b_step, c, c_row, add)
#define ROWS_CASE(r)                                                                               \
    case r:                                                                                        \
        vectors == 3 ? TILE(r, 3) : vectors == 2 ? TILE(r, 2) : TILE(r, 1);                        \
        return;
static void tile_of(int rows, int vectors, __mmask16 last, int64_t k, const float *a, int64_t a_row,
                    int64_t a_step, const float *b, int64_t b_step, float *c, int64_t c_row,
                    bool add) {
    switch (rows) {
        ROWS_CASE(8)
        ROWS_CASE(7)
        ROWS_CASE(6)
        ROWS_CASE(5)
        ROWS_CASE(4)
        ROWS_CASE(3)
        ROWS_CASE(2)
        ROWS_CASE(1)
    }
}

void KT_ISA_NAME(kt_gemm_f32)(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row,
                              int64_t a_step, const float *b, int64_t b_step, float *c,
                              int64_t c_row, bool add) {
    int64_t all = (n + LANES - 1) / LANES, panels = (all + VECTORS - 1) / VECTORS;
    for (int64_t p = 0; p < panels; p++) { /* as wide as each other */
        int64_t first = p * all / panels, vectors = (p + 1) * all / panels - first;
        int64_t at = first * LANES, width = n - at;
        __mmask16 last =
            width < vectors * LANES ? (__mmask16)((1u << width % LANES) - 1) : (__mmask16)0xffff;
        for (int64_t i = 0; i < m; i += ROWS)
            tile_of((int)(m - i < ROWS ? m - i : ROWS), (int)vectors, last, k, a + i * a_row, a_row,
                    a_step, b + at, b_step, c + i * c_row + at, c_row, add);
    }
}
