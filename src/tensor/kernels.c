/* The kernel tables of each instruction set. */
#include "fft_pass.h"
#include "nn_loops.h"

#if defined(__aarch64__)
#define kt_whole_powers_of_base kt_whole_powers_base
#else
#define kt_whole_powers_of_base NULL
#endif
#define kt_whole_powers_of_avx2   kt_whole_powers_avx2
#define kt_whole_powers_of_avx512 kt_whole_powers_avx512
#define WHOLE_POWERS(isa)         kt_whole_powers_of_##isa

#define TABLES(main_isa, math_isa)                                                                 \
    {                                                                                              \
        .unary = kt_unary_table_##main_isa, .vmath = kt_vmath_table_##math_isa,                    \
        .fast = kt_fast_table_##math_isa, .binary = kt_binary_table_##main_isa,                    \
        .vmath2 = kt_vmath2_table_##math_isa, .cast = kt_cast_table_##main_isa,                    \
        .reduce = kt_reduce_table_##main_isa, .pick = kt_pick_table_##math_isa,                    \
        .where = kt_where_table_##main_isa, .clamp = kt_clamp_table_##main_isa,                    \
        .lerp = kt_lerp_table_##main_isa, .addcmul = kt_addcmul_table_##main_isa,                  \
        .addcdiv = kt_addcdiv_table_##main_isa, .fft_pass = kt_fft_pass_##main_isa,                \
        .whole_powers = WHOLE_POWERS(math_isa), .add_alpha = kt_add_alpha_table_##main_isa,        \
        .nn_f32 = &kt_nn_f32_##main_isa, .nn_f64 = &kt_nn_f64_##main_isa,                          \
        .normal_f32 = kt_normal_f32_##main_isa,                                                    \
    }

static const KtKernels base_kernels = TABLES(base, base);
#if defined(__x86_64__)
static const KtKernels avx2_kernels = TABLES(avx2, avx2);
/* Arithmetic is bound by memory: only vector math and comparisons gain from the wider registers. */
static const KtKernels avx512_kernels = TABLES(avx2, avx512);
#endif

const KtKernels *kt_kernels_for(KtIsa isa) {
#if defined(__x86_64__)
    if (isa == KT_ISA_AVX512) return &avx512_kernels;
    if (isa == KT_ISA_AVX2) return &avx2_kernels;
#endif
    (void)isa;
    return &base_kernels;
}
