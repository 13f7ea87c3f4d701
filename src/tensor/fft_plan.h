#ifndef KT_FFT_PLAN_H
#define KT_FFT_PLAN_H
/* What a Fourier transform of one length needs: its passes, their tables and room to work in. */
#include "fft_pass.h"
#include "tensor.h"

enum { KT_FFT_MAX_PASSES = 64 };

typedef struct KtFftPlan {
    KtCtx *ctx;
    int64_t n;         /* length of the lines */
    int64_t m;         /* of the transform that does the work: n, or more in Bluestein's way */
    bool for_real;     /* lines are real */
    bool real, single; /* real: the passes are */
    bool numpy;        /* Bluestein's scaling is applied as NumPy's copy of pocketfft does it */
    int count;         /* passes */
    KtFftPass pass[KT_FFT_MAX_PASSES];
    void *work;           /* m numbers */
    void *chirp, *filter; /* Bluestein: n and m numbers, or NULL */
    void *line;           /* Bluestein: 2 m numbers */
    void *real_line;      /* 2 n numbers for a real line that is done as a complex one, or NULL */
    void *memory;
    size_t bytes; /* of memory, which the tables above are in */
} KtFftPlan;

/* A plan for lines of n > 0 numbers, double or (single) float; real: that are real, or whose
 * transform is. NumPy and PyTorch each have a version of the same library; ctx->numpy says whose
 * roots and factors to take. The context keeps the last few; each use ends with kt_fft_plan_end. */
KtFftPlan *kt_fft_plan(KtCtx *ctx, int64_t n, bool real, bool single) KB_MUST_CHECK;
void kt_fft_plan_end(KtFftPlan *p);
/* Frees what the context keeps. */
void kt_fft_forget_plans(KtCtx *ctx);

/* The transform of n complex numbers, times scale; `to` is apart from `from`. */
void kt_fft_complex(const KtFftPlan *p, bool inverse, const void *from, void *to, double scale);
/* From n real numbers to r0 r1 i1 r2 i2 ... (n of them), or back, times scale. The plan is real. */
void kt_fft_real(const KtFftPlan *p, bool inverse, const void *from, void *to, double scale);
#endif
