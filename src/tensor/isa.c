/* Which instruction set this machine runs. */
#include <stdlib.h>
#include <string.h>

#include "simd.h"

KtIsa kt_isa(void) {
    const char *asked = getenv("KUKRI_ISA");
    KtIsa best = KT_ISA_BASE;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        best = KT_ISA_AVX2; /* every such processor has F16C as well */
    if (best == KT_ISA_AVX2 && __builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl"))
        best = KT_ISA_AVX512;
#endif
    if (asked && strcmp(asked, "base") == 0) return KT_ISA_BASE;
    if (asked && strcmp(asked, "avx2") == 0 && best > KT_ISA_AVX2) return KT_ISA_AVX2;
    return best;
}
