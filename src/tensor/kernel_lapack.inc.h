/* The routines of lapack.h for one number type. Defined by the includer: T element, R its real
 * type, CT the complex type, F(x) LAPACK's name, NAME(x) ours, CPLX 0 or 1, ORG(x) the prefix of
 * orthogonal (or unitary) routines, SY(x) of symmetric (or Hermitian) ones. Fortran passes
 * everything by address, and the lengths of texts as hidden last arguments. */

void F(getrf)(const int *m, const int *n, T *a, const int *lda, int *ipiv, int *info);
void F(getrs)(const char *trans, const int *n, const int *nrhs, const T *a, const int *lda,
              const int *ipiv, T *b, const int *ldb, int *info, size_t);
void F(potrf)(const char *uplo, const int *n, T *a, const int *lda, int *info, size_t);
void F(potri)(const char *uplo, const int *n, T *a, const int *lda, int *info, size_t);
void F(potrs)(const char *uplo, const int *n, const int *nrhs, const T *a, const int *lda, T *b,
              const int *ldb, int *info, size_t);
void F(trsm)(const char *side, const char *uplo, const char *trans, const char *diag, const int *m,
             const int *n, const T *alpha, const T *a, const int *lda, T *b, const int *ldb, size_t,
             size_t, size_t, size_t);
void F(geqrf)(const int *m, const int *n, T *a, const int *lda, T *tau, T *work, const int *lwork,
              int *info);
void ORG(gqr)(const int *m, const int *n, const int *k, T *a, const int *lda, const T *tau, T *work,
              const int *lwork, int *info);
void ORG(mqr)(const char *side, const char *trans, const int *m, const int *n, const int *k,
              const T *a, const int *lda, const T *tau, T *c, const int *ldc, T *work,
              const int *lwork, int *info, size_t, size_t);
#if CPLX
void F(gesdd)(const char *job, const int *m, const int *n, T *a, const int *lda, R *s, T *u,
              const int *ldu, T *vt, const int *ldvt, T *work, const int *lwork, R *rwork,
              int *iwork, int *info, size_t);
void SY(evd)(const char *job, const char *uplo, const int *n, T *a, const int *lda, R *w, T *work,
             const int *lwork, R *rwork, const int *lrwork, int *iwork, const int *liwork,
             int *info, size_t, size_t);
void F(geev)(const char *jobvl, const char *jobvr, const int *n, T *a, const int *lda, T *w, T *vl,
             const int *ldvl, T *vr, const int *ldvr, T *work, const int *lwork, R *rwork,
             int *info, size_t, size_t);
void F(gelsy)(const int *m, const int *n, const int *nrhs, T *a, const int *lda, T *b,
              const int *ldb, int *jpvt, const R *rcond, int *rank, T *work, const int *lwork,
              R *rwork, int *info);
void F(gelsd)(const int *m, const int *n, const int *nrhs, T *a, const int *lda, T *b,
              const int *ldb, R *s, const R *rcond, int *rank, T *work, const int *lwork, R *rwork,
              int *iwork, int *info);
void F(gelss)(const int *m, const int *n, const int *nrhs, T *a, const int *lda, T *b,
              const int *ldb, R *s, const R *rcond, int *rank, T *work, const int *lwork, R *rwork,
              int *info);
#else
void F(gesdd)(const char *job, const int *m, const int *n, T *a, const int *lda, R *s, T *u,
              const int *ldu, T *vt, const int *ldvt, T *work, const int *lwork, int *iwork,
              int *info, size_t);
void SY(evd)(const char *job, const char *uplo, const int *n, T *a, const int *lda, R *w, T *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t, size_t);
void F(geev)(const char *jobvl, const char *jobvr, const int *n, T *a, const int *lda, R *wr, R *wi,
             T *vl, const int *ldvl, T *vr, const int *ldvr, T *work, const int *lwork, int *info,
             size_t, size_t);
void F(gelsy)(const int *m, const int *n, const int *nrhs, T *a, const int *lda, T *b,
              const int *ldb, int *jpvt, const R *rcond, int *rank, T *work, const int *lwork,
              int *info);
void F(gelsd)(const int *m, const int *n, const int *nrhs, T *a, const int *lda, T *b,
              const int *ldb, R *s, const R *rcond, int *rank, T *work, const int *lwork,
              int *iwork, int *info);
void F(gelss)(const int *m, const int *n, const int *nrhs, T *a, const int *lda, T *b,
              const int *ldb, R *s, const R *rcond, int *rank, T *work, const int *lwork,
              int *info);
#endif
void F(sytrf)(const char *uplo, const int *n, T *a, const int *lda, int *ipiv, T *work,
              const int *lwork, int *info, size_t);
void F(sytrs)(const char *uplo, const int *n, const int *nrhs, const T *a, const int *lda,
              const int *ipiv, T *b, const int *ldb, int *info, size_t);
#if CPLX
void SY(trf)(const char *uplo, const int *n, T *a, const int *lda, int *ipiv, T *work,
             const int *lwork, int *info, size_t);
void SY(trs)(const char *uplo, const int *n, const int *nrhs, const T *a, const int *lda,
             const int *ipiv, T *b, const int *ldb, int *info, size_t);
#endif
void F(gels)(const char *trans, const int *m, const int *n, const int *nrhs, T *a, const int *lda,
             T *b, const int *ldb, T *work, const int *lwork, int *info, size_t);

static int NAME(getrf)(int m, int n, void *a, int lda, int *pivots) {
    int info;
    F(getrf)(&m, &n, a, &lda, pivots, &info);
    return info;
}
static void NAME(getrs)(char trans, int n, int nrhs, const void *a, int lda, const int *pivots,
                        void *b, int ldb) {
    int info;
    F(getrs)(&trans, &n, &nrhs, a, &lda, pivots, b, &ldb, &info, 1);
}
static int NAME(potrf)(char uplo, int n, void *a, int lda) {
    int info;
    F(potrf)(&uplo, &n, a, &lda, &info, 1);
    return info;
}
static int NAME(potri)(char uplo, int n, void *a, int lda) {
    int info;
    F(potri)(&uplo, &n, a, &lda, &info, 1);
    return info;
}
static void NAME(potrs)(char uplo, int n, int nrhs, const void *a, int lda, void *b, int ldb) {
    int info;
    F(potrs)(&uplo, &n, &nrhs, a, &lda, b, &ldb, &info, 1);
}
static void NAME(trsm)(char side, char uplo, char trans, char diag, int m, int n, const void *a,
                       int lda, void *b, int ldb) {
    T one = 1;
    F(trsm)(&side, &uplo, &trans, &diag, &m, &n, &one, a, &lda, b, &ldb, 1, 1, 1, 1);
}
static int NAME(room)(T best) { /* the work size a query answered */
    R r = CPLX ? *(R *)&best : (R)best;
    double n = ceil((double)r * (1 + (sizeof(R) == 4 ? 1e-6 : 0)));
    return n < 1 ? 1 : n > INT32_MAX ? INT32_MAX : (int)n;
}
static int NAME(geqrf)(KtCtx *ctx, int m, int n, void *a, int lda, void *tau) {
    int info, l = -1;
    T best;
    F(geqrf)(&m, &n, a, &lda, tau, &best, &l, &info);
    l = NAME(room)(best);
    T *work = get(ctx, (size_t)l * sizeof(T));
    if (!work) return KT_LA_FAILED;
    F(geqrf)(&m, &n, a, &lda, tau, work, &l, &info);
    put(ctx, work, (size_t)l * sizeof(T));
    return info;
}
static int NAME(orgqr)(KtCtx *ctx, int m, int n, int k, void *a, int lda, const void *tau) {
    int info, l = -1;
    T best;
    ORG(gqr)(&m, &n, &k, a, &lda, tau, &best, &l, &info);
    l = NAME(room)(best);
    T *work = get(ctx, (size_t)l * sizeof(T));
    if (!work) return KT_LA_FAILED;
    ORG(gqr)(&m, &n, &k, a, &lda, tau, work, &l, &info);
    put(ctx, work, (size_t)l * sizeof(T));
    return info;
}
static int NAME(ormqr)(KtCtx *ctx, char side, char trans, int m, int n, int k, const void *a,
                       int lda, const void *tau, void *c, int ldc) {
    int info, l = -1;
    T best;
    ORG(mqr)(&side, &trans, &m, &n, &k, a, &lda, tau, c, &ldc, &best, &l, &info, 1, 1);
    l = NAME(room)(best);
    T *work = get(ctx, (size_t)l * sizeof(T));
    if (!work) return KT_LA_FAILED;
    ORG(mqr)(&side, &trans, &m, &n, &k, a, &lda, tau, c, &ldc, work, &l, &info, 1, 1);
    put(ctx, work, (size_t)l * sizeof(T));
    return info;
}
static int NAME(gesdd)(KtCtx *ctx, char job, int m, int n, void *a, int lda, void *s, void *u,
                       int ldu, void *vt, int ldvt) {
    int info, l = -1;
    size_t k = (size_t)(m < n ? m : n), big = (size_t)(m > n ? m : n);
    T best;
    size_t ni = 8 * k * sizeof(int);
    int *iwork = get(ctx, ni);
#if CPLX
    size_t five = 5 * k * k + 5 * k, mixed = 2 * big * k + 2 * k * k + k;
    size_t nr = (job == 'N' ? 7 * k : five > mixed ? five : mixed) * sizeof(R);
    R *rwork = get(ctx, nr);
    if (rwork)
        F(gesdd)(&job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, &best, &l, rwork, iwork, &info, 1);
#else
    (void)big;
    F(gesdd)(&job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, &best, &l, iwork, &info, 1);
    size_t nr = 0;
    void *rwork = iwork;
#endif
    T *work = NULL;
    if (iwork && rwork) {
        l = NAME(room)(best);
        work = get(ctx, (size_t)l * sizeof(T));
    }
    if (!work) info = KT_LA_FAILED;
#if CPLX
    if (work)
        F(gesdd)(&job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, work, &l, rwork, iwork, &info, 1);
    put(ctx, rwork, nr);
#else
    (void)nr;
    if (work) F(gesdd)(&job, &m, &n, a, &lda, s, u, &ldu, vt, &ldvt, work, &l, iwork, &info, 1);
#endif
    if (work) put(ctx, work, (size_t)l * sizeof(T));
    put(ctx, iwork, ni);
    return info;
}
static int NAME(syevd)(KtCtx *ctx, char job, char uplo, int n, void *a, int lda, void *w) {
    int info, l = -1, li = -1, besti;
    T best;
#if CPLX
    int lr = -1;
    R bestr;
    SY(evd)(&job, &uplo, &n, a, &lda, w, &best, &l, &bestr, &lr, &besti, &li, &info, 1, 1);
    lr = (int)ceil((double)bestr);
    R *rwork = get(ctx, (size_t)lr * sizeof(R));
#else
    SY(evd)(&job, &uplo, &n, a, &lda, w, &best, &l, &besti, &li, &info, 1, 1);
#endif
    l = NAME(room)(best);
    li = besti;
    T *work = get(ctx, (size_t)l * sizeof(T));
    int *iwork = get(ctx, (size_t)li * sizeof(int));
    info = KT_LA_FAILED;
#if CPLX
    if (work && iwork && rwork)
        SY(evd)(&job, &uplo, &n, a, &lda, w, work, &l, rwork, &lr, iwork, &li, &info, 1, 1);
    put(ctx, rwork, (size_t)lr * sizeof(R));
#else
    if (work && iwork) SY(evd)(&job, &uplo, &n, a, &lda, w, work, &l, iwork, &li, &info, 1, 1);
#endif
    put(ctx, work, (size_t)l * sizeof(T));
    put(ctx, iwork, (size_t)li * sizeof(int));
    return info;
}
static int NAME(geev)(KtCtx *ctx, int n, void *a, int lda, void *w, void *v) {
    int info, l = -1, one = 1;
    char no = 'N', vec = v ? 'V' : 'N';
    T best;
#if CPLX
    int ldv = v ? n : 1;
    R *rwork = get(ctx, 2 * (size_t)n * sizeof(R));
    if (!rwork) return KT_LA_FAILED;
    F(geev)(&no, &vec, &n, a, &lda, w, NULL, &one, v, &ldv, &best, &l, rwork, &info, 1, 1);
    l = NAME(room)(best);
    T *work = get(ctx, (size_t)l * sizeof(T));
    info = KT_LA_FAILED;
    if (work) F(geev)(&no, &vec, &n, a, &lda, w, NULL, &one, v, &ldv, work, &l, rwork, &info, 1, 1);
    put(ctx, work, (size_t)l * sizeof(T));
    put(ctx, rwork, 2 * (size_t)n * sizeof(R));
    return info;
#else
    size_t nn = (size_t)n, nv = v ? nn * nn : 0, room = (2 * nn + nv) * sizeof(R);
    R *re = get(ctx, room), *im = re + n, *vr = im + n;
    if (!re) return KT_LA_FAILED;
    int ldv = v ? n : 1;
    F(geev)(&no, &vec, &n, a, &lda, re, im, NULL, &one, vr, &ldv, &best, &l, &info, 1, 1);
    l = NAME(room)(best);
    T *work = get(ctx, (size_t)l * sizeof(T));
    info = KT_LA_FAILED;
    if (work) F(geev)(&no, &vec, &n, a, &lda, re, im, NULL, &one, vr, &ldv, work, &l, &info, 1, 1);
    put(ctx, work, (size_t)l * sizeof(T));
    R *cw = w, *cv = v;
    for (size_t j = 0; info == 0 && j < nn; j++) {
        cw[2 * j] = re[j];
        cw[2 * j + 1] = im[j];
        if (!v) continue;
        /* a complex pair shares two columns: real and imaginary part */
        bool pair = im[j] != 0 && j + 1 < nn;
        for (size_t i = 0; i < nn; i++) {
            R x = vr[j * nn + i], y = pair ? vr[(j + 1) * nn + i] : 0;
            cv[2 * (j * nn + i)] = x;
            cv[2 * (j * nn + i) + 1] = y;
            if (!pair) continue;
            cv[2 * ((j + 1) * nn + i)] = x;
            cv[2 * ((j + 1) * nn + i) + 1] = -y;
        }
        if (pair) {
            j++;
            cw[2 * j] = re[j];
            cw[2 * j + 1] = im[j];
        }
    }
    put(ctx, re, room);
    return info;
#endif
}
static int NAME(gels)(KtCtx *ctx, int m, int n, int nrhs, void *a, int lda, void *b, int ldb) {
    int info, l = -1;
    char no = 'N';
    T best;
    F(gels)(&no, &m, &n, &nrhs, a, &lda, b, &ldb, &best, &l, &info, 1);
    l = NAME(room)(best);
    T *work = get(ctx, (size_t)l * sizeof(T));
    if (!work) return KT_LA_FAILED;
    F(gels)(&no, &m, &n, &nrhs, a, &lda, b, &ldb, work, &l, &info, 1);
    put(ctx, work, (size_t)l * sizeof(T));
    return info;
}
static int NAME(gelsy)(KtCtx *ctx, int m, int n, int nrhs, void *a, int lda, void *b, int ldb,
                       double rcond, int *rank) {
    int info = KT_LA_FAILED, l = -1;
    R rc = (R)rcond;
    T best;
    size_t nj = (size_t)n * sizeof(int), nr = 2 * (size_t)n * sizeof(R);
    int *jpvt = get(ctx, nj);
    R *rwork = get(ctx, nr);
    T *work = NULL;
    if (jpvt && rwork) {
        memset(jpvt, 0, nj);
#if CPLX
        F(gelsy)(&m, &n, &nrhs, a, &lda, b, &ldb, jpvt, &rc, rank, &best, &l, rwork, &info);
#else
        F(gelsy)(&m, &n, &nrhs, a, &lda, b, &ldb, jpvt, &rc, rank, &best, &l, &info);
#endif
        l = NAME(room)(best);
        work = get(ctx, (size_t)l * sizeof(T));
        info = KT_LA_FAILED;
    }
    if (work) {
#if CPLX
        F(gelsy)(&m, &n, &nrhs, a, &lda, b, &ldb, jpvt, &rc, rank, work, &l, rwork, &info);
#else
        F(gelsy)(&m, &n, &nrhs, a, &lda, b, &ldb, jpvt, &rc, rank, work, &l, &info);
#endif
        put(ctx, work, (size_t)l * sizeof(T));
    }
    put(ctx, jpvt, nj);
    put(ctx, rwork, nr);
    return info;
}
static int NAME(gelsd)(KtCtx *ctx, bool divide, int m, int n, int nrhs, void *a, int lda, void *b,
                       int ldb, void *s, double rcond, int *rank) {
    int info = 0, l = -1;
    R rc = (R)rcond;
    T best[4] = {0};
    int iwant[4] = {0};
    R rwant[4] = {0};
    size_t k = (size_t)(m < n ? m : n);
#if CPLX
    if (divide)
        F(gelsd)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rc, rank, best, &l, rwant, iwant, &info);
    else
        F(gelss)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rc, rank, best, &l, rwant, &info);
    size_t nr = (divide ? (size_t)ceil((double)rwant[0]) : 5 * k + 1) * sizeof(R);
#else
    if (divide)
        F(gelsd)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rc, rank, best, &l, iwant, &info);
    else
        F(gelss)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rc, rank, best, &l, &info);
    (void)k;
    (void)rwant;
    size_t nr = sizeof(R);
#endif
    l = NAME(room)(best[0]);
    size_t ni = (size_t)(iwant[0] > 0 ? iwant[0] : 1) * sizeof(int);
    T *work = get(ctx, (size_t)l * sizeof(T));
    int *iwork = get(ctx, ni);
    R *rwork = get(ctx, nr);
    info = KT_LA_FAILED;
    if (work && iwork && rwork) {
#if CPLX
        if (divide)
            F(gelsd)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rc, rank, work, &l, rwork, iwork, &info);
        else
            F(gelss)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rc, rank, work, &l, rwork, &info);
#else
        if (divide)
            F(gelsd)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rc, rank, work, &l, iwork, &info);
        else
            F(gelss)(&m, &n, &nrhs, a, &lda, b, &ldb, s, &rc, rank, work, &l, &info);
#endif
    }
    put(ctx, work, (size_t)l * sizeof(T));
    put(ctx, iwork, ni);
    put(ctx, rwork, nr);
    return info;
}
static int NAME(sytrf)(KtCtx *ctx, bool hermitian, int n, void *a, int lda, int *pivots) {
    int info, l = -1;
    T best;
    char uplo = 'L';
    (void)hermitian; /* says nothing of real numbers */
    F(sytrf)(&uplo, &n, a, &lda, pivots, &best, &l, &info, 1);
    l = NAME(room)(best);
    T *work = get(ctx, (size_t)l * sizeof(T));
    if (!work) return KT_LA_FAILED;
#if CPLX
    if (hermitian)
        SY(trf)(&uplo, &n, a, &lda, pivots, work, &l, &info, 1);
    else
#endif
        F(sytrf)(&uplo, &n, a, &lda, pivots, work, &l, &info, 1);
    put(ctx, work, (size_t)l * sizeof(T));
    return info;
}
static void NAME(sytrs)(bool hermitian, int n, int nrhs, const void *a, int lda, const int *pivots,
                        void *b, int ldb) {
    int info;
    char uplo = 'L';
    (void)hermitian;
#if CPLX
    if (hermitian)
        SY(trs)(&uplo, &n, &nrhs, a, &lda, pivots, b, &ldb, &info, 1);
    else
#endif
        F(sytrs)(&uplo, &n, &nrhs, a, &lda, pivots, b, &ldb, &info, 1);
}
static const KtLapack NAME(table) = {
    NAME(getrf), NAME(getrs), NAME(potrf), NAME(potri), NAME(potrs), NAME(trsm),
    NAME(geqrf), NAME(orgqr), NAME(ormqr), NAME(gesdd), NAME(syevd), NAME(geev),
    NAME(gels),  NAME(gelsy), NAME(gelsd), NAME(sytrf), NAME(sytrs)};
