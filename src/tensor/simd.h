#ifndef KT_SIMD_H
#define KT_SIMD_H
/* Instruction sets. A kernel file is compiled once per set (see meson.build) with KT_ISA defined to
 * base, avx2 or avx512; KT_ISA_NAME(x) gives its symbols that suffix, and kt_isa() says which set
 * this machine runs. On other processors base is all there is (NEON is part of it on aarch64). */

typedef enum KtIsa { KT_ISA_BASE, KT_ISA_AVX2, KT_ISA_AVX512 } KtIsa;

/* Best set of this machine, or a lower one if KUKRI_ISA=base|avx2 asks for it. */
KtIsa kt_isa(void);

#ifdef KT_ISA
#define KT_CONCAT2(a, b) a##_##b
#define KT_CONCAT(a, b)  KT_CONCAT2(a, b)
#define KT_ISA_NAME(x)   KT_CONCAT(x, KT_ISA)
#endif

/* Before a loop whose iterations are independent although pointers may be equal (in-place). */
#if defined(__clang__)
#define KT_IVDEP _Pragma("clang loop vectorize(assume_safety)")
#else
#define KT_IVDEP _Pragma("GCC ivdep")
#endif

#define KT_CACHE_LINE 64

/* Asks for a cache line well ahead of p, in loops that wait for memory more than they compute: what
 * the processor fetches ahead by itself ends with the page. */
static inline void kt_prefetch(const void *p) {
    __builtin_prefetch((const char *)p + 2048);
}
#endif
