#ifndef KT_KERNEL_VECTOR_H
#define KT_KERNEL_VECTOR_H
/* Vectors as wide as the registers of the instruction set at hand, for kernels that search: what
 * these find does not depend on the width. (Sums have vectors of one width everywhere.) */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#if defined(__AVX2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
#define KT_WIDE 64
#elif defined(__AVX2__)
#define KT_WIDE 32
#else
#define KT_WIDE 16 /* compilers take wider ones apart into single elements */
#endif

#define KT_INLINE static inline __attribute__((always_inline))

/* Is any bit of a vector set? */
KT_INLINE bool kt_some(const void *vector) {
#if defined(__AVX512F__)
    __m512i v = _mm512_loadu_si512(vector);
    return _mm512_test_epi64_mask(v, v) != 0;
#elif defined(__AVX2__)
    __m256i v = _mm256_loadu_si256(vector);
    return !_mm256_testz_si256(v, v);
#else
    int64_t w[KT_WIDE / 8], all = 0;
    memcpy(w, vector, sizeof w);
    for (int i = 0; i < KT_WIDE / 8; i++)
        all |= w[i];
    return all;
#endif
}

/* The bytes of a vector that are set, as bits; bytes are either all ones or 0. */
KT_INLINE uint64_t kt_byte_bits(const void *vector) {
#if defined(__AVX512BW__)
    return _mm512_movepi8_mask(_mm512_loadu_si512(vector));
#elif defined(__AVX2__)
    return (uint32_t)_mm256_movemask_epi8(_mm256_loadu_si256(vector));
#else
    uint64_t bits = 0;
    int8_t b[KT_WIDE];
    memcpy(b, vector, sizeof b);
    for (int i = 0; i < KT_WIDE; i++)
        bits |= (uint64_t)(b[i] != 0) << i;
    return bits;
#endif
}

/* vec_, mask_ and LANE_ of one type; S is the signed integer of its size. top: x where it is higher
 * (or lower) than v, otherwise v, also where one is a nan. */
#define KT_VECTORS(name, T, S)                                                                     \
    typedef T vec_##name __attribute__((vector_size(KT_WIDE), aligned(sizeof(T)), may_alias));     \
    typedef S mask_##name __attribute__((vector_size(KT_WIDE)));                                   \
    enum { LANE_##name = KT_WIDE / sizeof(T) };                                                    \
    KT_INLINE vec_##name select_##name(mask_##name m, vec_##name x, vec_##name v) {                \
        return (vec_##name)(((mask_##name)x & m) | ((mask_##name)v & ~m));                         \
    }
#define KT_TOP(name)                                                                               \
    KT_INLINE vec_##name top_##name(vec_##name x, vec_##name v, bool low) {                        \
        return select_##name((mask_##name)(low ? x < v : x > v), x, v);                            \
    }

KT_VECTORS(u8, uint8_t, int8_t)
KT_VECTORS(i8, int8_t, int8_t)
KT_VECTORS(u16, uint16_t, int16_t)
KT_VECTORS(i16, int16_t, int16_t)
KT_VECTORS(u32, uint32_t, int32_t)
KT_VECTORS(i32, int32_t, int32_t)
KT_VECTORS(u64, uint64_t, int64_t)
KT_VECTORS(i64, int64_t, int64_t)
KT_VECTORS(f32, float, int32_t)
KT_VECTORS(f64, double, int64_t)
KT_TOP(u8)
KT_TOP(i8)
KT_TOP(u16)
KT_TOP(i16)
KT_TOP(u32)
KT_TOP(i32)
KT_TOP(u64)
KT_TOP(i64)

/* Where x or y is a nan. */
#define KT_NO_NAN(name)                                                                            \
    KT_INLINE mask_##name nan_##name(vec_##name x, vec_##name y) {                                 \
        (void)x, (void)y;                                                                          \
        return (mask_##name){0};                                                                   \
    }
#define KT_NAN(name)                                                                               \
    KT_INLINE mask_##name nan_##name(vec_##name x, vec_##name y) {                                 \
        return (mask_##name)(x != x) | (mask_##name)(y != y);                                      \
    }
KT_NO_NAN(u8)
KT_NO_NAN(i8)
KT_NO_NAN(u16)
KT_NO_NAN(i16)
KT_NO_NAN(u32)
KT_NO_NAN(i32)
KT_NO_NAN(u64)
KT_NO_NAN(i64)

/* Every other element of two vectors, from the first on. */
#define KT_EVENS(name, ...)                                                                        \
    KT_INLINE vec_##name evens_##name(vec_##name x, vec_##name y) {                                \
        return __builtin_shufflevector(x, y, __VA_ARGS__);                                         \
    }
#if KT_WIDE == 64
KT_EVENS(f32, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
KT_EVENS(f64, 0, 2, 4, 6, 8, 10, 12, 14)
#elif KT_WIDE == 32
KT_EVENS(f32, 0, 2, 4, 6, 8, 10, 12, 14)
KT_EVENS(f64, 0, 2, 4, 6)
#else
KT_EVENS(f32, 0, 2, 4, 6)
KT_EVENS(f64, 0, 2)
#endif

/* Of floats one instruction does it, which compilers do not find. */
#if defined(__AVX512F__)
KT_INLINE vec_f32 top_f32(vec_f32 x, vec_f32 v, bool low) {
    return (vec_f32)(low ? _mm512_min_ps((__m512)x, (__m512)v)
                         : _mm512_max_ps((__m512)x, (__m512)v));
}
KT_INLINE vec_f64 top_f64(vec_f64 x, vec_f64 v, bool low) {
    return (vec_f64)(low ? _mm512_min_pd((__m512d)x, (__m512d)v)
                         : _mm512_max_pd((__m512d)x, (__m512d)v));
}
KT_INLINE mask_f32 nan_f32(vec_f32 x, vec_f32 y) {
    return (mask_f32)_mm512_movm_epi32(_mm512_cmp_ps_mask((__m512)x, (__m512)y, _CMP_UNORD_Q));
}
KT_INLINE mask_f64 nan_f64(vec_f64 x, vec_f64 y) {
    return (mask_f64)_mm512_movm_epi64(_mm512_cmp_pd_mask((__m512d)x, (__m512d)y, _CMP_UNORD_Q));
}
#elif defined(__AVX2__)
KT_INLINE vec_f32 top_f32(vec_f32 x, vec_f32 v, bool low) {
    return (vec_f32)(low ? _mm256_min_ps((__m256)x, (__m256)v)
                         : _mm256_max_ps((__m256)x, (__m256)v));
}
KT_INLINE vec_f64 top_f64(vec_f64 x, vec_f64 v, bool low) {
    return (vec_f64)(low ? _mm256_min_pd((__m256d)x, (__m256d)v)
                         : _mm256_max_pd((__m256d)x, (__m256d)v));
}
KT_INLINE mask_f32 nan_f32(vec_f32 x, vec_f32 y) {
    return (mask_f32)_mm256_cmp_ps((__m256)x, (__m256)y, _CMP_UNORD_Q);
}
KT_INLINE mask_f64 nan_f64(vec_f64 x, vec_f64 y) {
    return (mask_f64)_mm256_cmp_pd((__m256d)x, (__m256d)y, _CMP_UNORD_Q);
}
#else
KT_TOP(f32)
KT_TOP(f64)
KT_NAN(f32)
KT_NAN(f64)
#endif
#endif
