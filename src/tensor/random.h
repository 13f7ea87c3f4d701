#ifndef KT_RANDOM_H
#define KT_RANDOM_H
/* Random streams, bit for bit those of PyTorch (CPU, mt19937) and NumPy (legacy RandomState and
 * Generator(PCG64)).
 *
 * KtRng is torch.Generator; KtNpRng is one NumPy bit generator with what its distributions cache.
 * Filling functions draw in the originals' order: row-major for contiguous tensors, memory order
 * otherwise. */
#include "tensor.h"

/* Matsumoto and Nishimura 1998; words are tempered 624 at a time. */
typedef struct KtMt19937 {
    uint32_t state[624];
    uint32_t words[624]; /* tempered words of the current block */
    int used;            /* of words; 624: the next draw twists */
} KtMt19937;

void kt_mt_seed(KtMt19937 *mt, uint32_t seed);
void kt_mt_seed_array(KtMt19937 *mt, const uint32_t *key, int n); /* init_by_array */
void kt_mt_refill(KtMt19937 *mt);
/* Fills words from a state set by hand; `used` stays. */
void kt_mt_temper(KtMt19937 *mt);
static inline uint32_t kt_mt_u32(KtMt19937 *mt) {
    if (mt->used == 624) kt_mt_refill(mt);
    return mt->words[mt->used++];
}

/* ---- torch.Generator ---- */
typedef struct KtRng {
    KtMt19937 mt;
    uint64_t seed;
    bool has_normal; /* the second value of a scalar Box-Muller pair is kept */
    double normal;
} KtRng;

#define KT_RNG_DEFAULT_SEED UINT64_C(67280421310721)
#define KT_RNG_STATE_BYTES  5056

void kt_rng_seed(KtRng *g, uint64_t seed);
/* The context's default generator, made on first use with a random seed. NULL: out of memory. */
KtRng *kt_default_rng(KtCtx *ctx);
void kt_rng_get_state(const KtRng *g, uint8_t out[KT_RNG_STATE_BYTES]);
/* RuntimeError for a state that no generator can have written. */
bool kt_rng_set_state(KtCtx *ctx, KtRng *g, const uint8_t *state, size_t n) KB_MUST_CHECK;
uint64_t kt_rng_u64(KtRng *g);
static inline uint32_t kt_rng_u32(KtRng *g) {
    return kt_mt_u32(&g->mt);
}
double kt_rng_double(KtRng *g); /* [0, 1) from 53 bits */

/* In-place fills; t any floating dtype unless said otherwise. PyTorch's messages. */
bool kt_uniform_(KtCtx *ctx, KtRng *g, KtTensor *t, double from, double to) KB_MUST_CHECK;
bool kt_normal_(KtCtx *ctx, KtRng *g, KtTensor *t, double mean, double std) KB_MUST_CHECK;
bool kt_exponential_(KtCtx *ctx, KtRng *g, KtTensor *t, double lambda) KB_MUST_CHECK;
bool kt_geometric_(KtCtx *ctx, KtRng *g, KtTensor *t, double p) KB_MUST_CHECK;
bool kt_cauchy_(KtCtx *ctx, KtRng *g, KtTensor *t, double median, double sigma) KB_MUST_CHECK;
bool kt_log_normal_(KtCtx *ctx, KtRng *g, KtTensor *t, double mean, double std) KB_MUST_CHECK;
/* Integers in [from, to), any dtype. */
bool kt_random_range_(KtCtx *ctx, KtRng *g, KtTensor *t, int64_t from, int64_t to) KB_MUST_CHECK;
/* Integers from `from` up to the largest the dtype has (a floating one: has all of). */
bool kt_random_from_(KtCtx *ctx, KtRng *g, KtTensor *t, int64_t from) KB_MUST_CHECK;
bool kt_random_full_(KtCtx *ctx, KtRng *g,
                     KtTensor *t) KB_MUST_CHECK; /* random_() without bounds */
/* Elements are shapes; each becomes a gamma variate (Marsaglia and Tsang 2000). */
KtTensor *kt_standard_gamma(KtCtx *ctx, KtRng *g, KtTensor *alpha) KB_MUST_CHECK;
bool kt_bernoulli_(KtCtx *ctx, KtRng *g, KtTensor *t, double p) KB_MUST_CHECK; /* any dtype */
/* Fills with 1/keep with probability keep, else 0: what dropout multiplies by. Floating dtypes. */
bool kt_dropout_mask(KtCtx *ctx, KtRng *g, KtTensor *mask, double keep) KB_MUST_CHECK;
/* New tensor of p's shape and dtype with 0/1 drawn by the probabilities p. */
KtTensor *kt_bernoulli(KtCtx *ctx, KtRng *g, const KtTensor *p) KB_MUST_CHECK;
/* How often something of probability prob happens in count tries. */
KtTensor *kt_binomial(KtCtx *ctx, KtRng *g, KtTensor *count, KtTensor *prob) KB_MUST_CHECK;
KtTensor *kt_poisson(KtCtx *ctx, KtRng *g, const KtTensor *rate) KB_MUST_CHECK;
KtTensor *kt_randperm(KtCtx *ctx, KtRng *g, int64_t n, int dtype) KB_MUST_CHECK;
/* p: 1-d or 2-d weights. Result int64 [n] or [rows, n]. */
KtTensor *kt_multinomial(KtCtx *ctx, KtRng *g, const KtTensor *p, int64_t n,
                         bool replacement) KB_MUST_CHECK;

/* ---- numpy ---- */
typedef enum KtNpBits {
    KT_NP_MT19937,
    KT_NP_PCG64,
    KT_NP_PCG64DXSM,
    KT_NP_SFC64,
    KT_NP_PHILOX,
    KT_NP_N_BITS
} KtNpBits;

typedef struct KtPcg64 {
    unsigned __int128 state, inc;
} KtPcg64;

/* One bit generator, and whose distributions draw from it: RandomState's (legacy) or Generator's.
 */
typedef struct KtNpRng {
    KtNpBits bits;
    bool legacy;
    bool has_u32; /* the high half of the last 64-bit word is kept for the next 32-bit draw */
    uint32_t u32;
    KtMt19937 mt;
    KtPcg64 pcg;     /* PCG64 and PCG64DXSM */
    uint64_t sfc[4]; /* the last one counts */
    struct {
        uint64_t counter[4], key[2], buffer[4];
        int used; /* of buffer; 4: the next draw fills it */
    } philox;
    bool has_gauss; /* legacy polar method's second value */
    double gauss;
} KtNpRng;

void kt_np_seed_legacy(KtNpRng *g, uint32_t seed);
void kt_np_seed_legacy_array(KtNpRng *g, const uint32_t *key, int n);
/* Starts a bit generator from the words that its SeedSequence gave: MT19937 takes 624 (kept: 623
 * and a fixed top bit), the others as many 64-bit words, low half first, as kt_np_seed_words says.
 */
void kt_np_seed(KtNpRng *g, KtNpBits bits, const uint32_t *words);
int kt_np_seed_words(KtNpBits bits);
/* SeedSequence.generate_state: entropy words mixed into a pool of n_pool words (1 to
 * KT_NP_MAX_POOL), n_out words out of it. */
#define KT_NP_MAX_POOL 1024
void kt_np_seed_pool(const uint32_t *entropy, int n, uint32_t *pool, int n_pool);
void kt_np_pool_words(const uint32_t *pool, int n_pool, uint32_t *out, int64_t n_out);

uint32_t kt_np_u32(KtNpRng *g);
uint64_t kt_np_u64(KtNpRng *g);
double kt_np_double(KtNpRng *g);
float kt_np_float(KtNpRng *g);
void kt_np_fill_double(KtNpRng *g, double *out, int64_t n);
/* n of Generator(PCG64)'s integers in [lo, lo + range], 0 < range < 2^32 - 1. */
void kt_np_fill_lemire32(KtNpRng *g, uint32_t range, int64_t lo, int64_t *out, int64_t n);
double kt_np_standard_normal(KtNpRng *g);      /* polar (legacy) or ziggurat (Generator) */
double kt_np_standard_exponential(KtNpRng *g); /* -log(1-u) or ziggurat */
double kt_np_standard_gamma(KtNpRng *g, double shape);
double kt_np_loggam(double x); /* log gamma as these distributions compute it */
/* Single precision, Generator only. */
float kt_np_standard_normal_f(KtNpRng *g);
float kt_np_standard_exponential_f(KtNpRng *g);
float kt_np_standard_gamma_f(KtNpRng *g, float shape);

/* Distributions with up to three parameters, one draw each; p are checked by the caller. */
typedef double (*KtNpDraw)(KtNpRng *g, const double *p);
typedef int64_t (*KtNpDrawInt)(KtNpRng *g, const double *p);
double kt_np_beta(KtNpRng *g, const double *p);                 /* a, b */
double kt_np_exponential(KtNpRng *g, const double *p);          /* scale */
double kt_np_gamma(KtNpRng *g, const double *p);                /* shape, scale */
double kt_np_gamma1(KtNpRng *g, const double *p);               /* shape */
double kt_np_uniform(KtNpRng *g, const double *p);              /* low, range */
double kt_np_normal(KtNpRng *g, const double *p);               /* loc, scale */
double kt_np_f(KtNpRng *g, const double *p);                    /* dfnum, dfden */
double kt_np_noncentral_f(KtNpRng *g, const double *p);         /* dfnum, dfden, nonc */
double kt_np_chisquare(KtNpRng *g, const double *p);            /* df */
double kt_np_noncentral_chisquare(KtNpRng *g, const double *p); /* df, nonc */
double kt_np_cauchy(KtNpRng *g, const double *p);
double kt_np_t(KtNpRng *g, const double *p);                  /* df */
double kt_np_vonmises(KtNpRng *g, const double *p);           /* mu, kappa */
double kt_np_pareto(KtNpRng *g, const double *p);             /* a */
double kt_np_weibull(KtNpRng *g, const double *p);            /* a */
double kt_np_power(KtNpRng *g, const double *p);              /* a */
double kt_np_laplace(KtNpRng *g, const double *p);            /* loc, scale */
double kt_np_gumbel(KtNpRng *g, const double *p);             /* loc, scale */
double kt_np_logistic(KtNpRng *g, const double *p);           /* loc, scale */
double kt_np_lognormal(KtNpRng *g, const double *p);          /* mean, sigma */
double kt_np_rayleigh(KtNpRng *g, const double *p);           /* scale */
double kt_np_wald(KtNpRng *g, const double *p);               /* mean, scale */
double kt_np_triangular(KtNpRng *g, const double *p);         /* left, mode, right */
int64_t kt_np_binomial(KtNpRng *g, const double *p);          /* n, p */
int64_t kt_np_negative_binomial(KtNpRng *g, const double *p); /* n, p */
int64_t kt_np_poisson(KtNpRng *g, const double *p);           /* lam */
int64_t kt_np_zipf(KtNpRng *g, const double *p);              /* a */
int64_t kt_np_geometric(KtNpRng *g, const double *p);         /* p */
int64_t kt_np_logseries(KtNpRng *g, const double *p);         /* p */
int64_t kt_np_hypergeometric(KtNpRng *g, const double *p);    /* good, bad, sample: below 2^53 */
/* n trials over d categories; pix sums to at most 1. */
void kt_np_multinomial(KtNpRng *g, int64_t n, const double *pix, int64_t d, int64_t *out);

/* Uniform in [0, max] by masked rejection (legacy; Generator.shuffle and permutation too). */
uint64_t kt_np_interval(KtNpRng *g, uint64_t max);
/* n integers of dtype, each in [lo, lo + range]: masked rejection (legacy) or Lemire (Generator),
 * with the originals' sub-word buffering for 8- and 16-bit types and bool. `each` false: one lo and
 * range for all. out is C-contiguous. */
void kt_np_integers(KtNpRng *g, int dtype, const int64_t *lo, const uint64_t *range, bool each,
                    int64_t n, void *out);
uint64_t kt_np_lemire(KtNpRng *g, uint64_t range); /* one Generator integer in [0, range] */
#endif
