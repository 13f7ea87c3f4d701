#ifndef KT_LAPACK_H
#define KT_LAPACK_H
/* LAPACK's routines behind one signature for all four number types: matrices are column-major with
 * a leading dimension, work space is allocated inside. Results are LAPACK's info (0: fine) or
 * KT_LA_FAILED with the error in ctx. Internal to decompose*.c. */
#include "context.h"

#define KT_LA_FAILED INT32_MIN

typedef struct KtLapack {
    int (*getrf)(int m, int n, void *a, int lda, int *pivots);
    /* trans: 'N', 'T' or 'C' */
    void (*getrs)(char trans, int n, int nrhs, const void *a, int lda, const int *pivots, void *b,
                  int ldb);
    int (*potrf)(char uplo, int n, void *a, int lda);
    int (*potri)(char uplo, int n, void *a, int lda);
    void (*potrs)(char uplo, int n, int nrhs, const void *a, int lda, void *b, int ldb);
    /* B (m x n) = op(A)^-1 B, or B op(A)^-1 for side 'R' */
    void (*trsm)(char side, char uplo, char trans, char diag, int m, int n, const void *a, int lda,
                 void *b, int ldb);
    int (*geqrf)(KtCtx *ctx, int m, int n, void *a, int lda, void *tau);
    int (*orgqr)(KtCtx *ctx, int m, int n, int k, void *a, int lda, const void *tau);
    int (*ormqr)(KtCtx *ctx, char side, char trans, int m, int n, int k, const void *a, int lda,
                 const void *tau, void *c, int ldc);
    int (*gesdd)(KtCtx *ctx, char job, int m, int n, void *a, int lda, void *s, void *u, int ldu,
                 void *vt, int ldvt);
    int (*syevd)(KtCtx *ctx, char job, char uplo, int n, void *a, int lda, void *w);
    /* w (n) and v (n x n, or NULL) are complex also for real matrices */
    int (*geev)(KtCtx *ctx, int n, void *a, int lda, void *w, void *v);
    int (*gels)(KtCtx *ctx, int m, int n, int nrhs, void *a, int lda, void *b, int ldb);
    int (*gelsy)(KtCtx *ctx, int m, int n, int nrhs, void *a, int lda, void *b, int ldb,
                 double rcond, int *rank);
    /* divide: by divide and conquer (gelsd), else gelss; s: min(m, n) singular values */
    int (*gelsd)(KtCtx *ctx, bool divide, int m, int n, int nrhs, void *a, int lda, void *b,
                 int ldb, void *s, double rcond, int *rank);
    /* A = L D L' with blocks of 1 and 2 in D, in the lower triangle; hermitian: with conjugates */
    int (*sytrf)(KtCtx *ctx, bool hermitian, int n, void *a, int lda, int *pivots);
    void (*sytrs)(bool hermitian, int n, int nrhs, const void *a, int lda, const int *pivots,
                  void *b, int ldb);
} KtLapack;

/* The table of dtype f32, f64, c64 or c128; NULL for others. */
const KtLapack *kt_lapack(int dtype);
#endif
