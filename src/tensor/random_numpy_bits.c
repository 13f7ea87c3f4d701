/* NumPy's bit generators and their seeding: MT19937, PCG64 and PCG64DXSM (O'Neill 2014), SFC64
 * (Doty-Humphrey), Philox 4x64-10 (Salmon et al. 2011), started by SeedSequence (O'Neill 2015). */
#include <string.h>

#include "random.h"

/* ---- SeedSequence ---- */

static uint32_t hashmix(uint32_t v, uint32_t *hc) {
    v ^= *hc;
    *hc *= UINT32_C(0x931e8875);
    v *= *hc;
    return v ^ v >> 16;
}

static uint32_t mix(uint32_t x, uint32_t y) {
    uint32_t r = UINT32_C(0xca01f9dd) * x - UINT32_C(0x4973f715) * y;
    return r ^ r >> 16;
}

void kt_np_seed_pool(const uint32_t *entropy, int n, uint32_t *pool, int n_pool) {
    uint32_t hc = UINT32_C(0x43b0d7e5);
    for (int i = 0; i < n_pool; i++)
        pool[i] = hashmix(i < n ? entropy[i] : 0, &hc);
    for (int src = 0; src < n_pool; src++)
        for (int dst = 0; dst < n_pool; dst++)
            if (src != dst) pool[dst] = mix(pool[dst], hashmix(pool[src], &hc));
    for (int src = n_pool; src < n; src++)
        for (int dst = 0; dst < n_pool; dst++)
            pool[dst] = mix(pool[dst], hashmix(entropy[src], &hc));
}

void kt_np_pool_words(const uint32_t *pool, int n_pool, uint32_t *out, int64_t n_out) {
    uint32_t h = UINT32_C(0x8b51f9dd);
    for (int64_t i = 0; i < n_out; i++) {
        uint32_t v = pool[i % n_pool] ^ h;
        h *= UINT32_C(0x58f38ded);
        v *= h;
        out[i] = v ^ v >> 16;
    }
}

/* ---- PCG ---- */

#define DXSM_MULT UINT64_C(0xda942042e4dd58b5)

static void pcg_step(KtPcg64 *p) {
    const unsigned __int128 mult =
        (unsigned __int128)UINT64_C(0x2360ED051FC65DA4) << 64 | UINT64_C(0x4385DF649FCCF645);
    p->state = p->state * mult + p->inc;
}

static void dxsm_step(KtPcg64 *p) {
    p->state = p->state * DXSM_MULT + p->inc;
}

/* The variants start alike; only their later steps differ. */
static void pcg_start(KtPcg64 *p, const uint64_t *q) {
    unsigned __int128 init = (unsigned __int128)q[0] << 64 | q[1],
                      seq = (unsigned __int128)q[2] << 64 | q[3];
    p->inc = seq << 1 | 1;
    p->state = 0;
    pcg_step(p);
    p->state += init;
    pcg_step(p);
}

static uint64_t pcg_u64(KtPcg64 *p) {
    pcg_step(p);
    uint64_t hi = (uint64_t)(p->state >> 64), x = hi ^ (uint64_t)p->state;
    unsigned r = (unsigned)(p->state >> 122);
    return x >> r | x << (-r & 63);
}

static uint64_t dxsm_u64(KtPcg64 *p) {
    uint64_t hi = (uint64_t)(p->state >> 64), lo = (uint64_t)p->state | 1;
    hi ^= hi >> 32;
    hi *= DXSM_MULT;
    hi ^= hi >> 48;
    dxsm_step(p);
    return hi * lo;
}

/* ---- SFC64, Philox ---- */

static uint64_t sfc_u64(uint64_t *s) {
    uint64_t r = s[0] + s[1] + s[3]++;
    s[0] = s[1] ^ s[1] >> 11;
    s[1] = s[2] + (s[2] << 3);
    s[2] = (s[2] << 24 | s[2] >> 40) + r;
    return r;
}

static void philox_block(const uint64_t *counter, const uint64_t *key, uint64_t *out) {
    uint64_t c[4], k0 = key[0], k1 = key[1];
    memcpy(c, counter, sizeof c);
    for (int round = 0; round < 10; round++) {
        unsigned __int128 a = (unsigned __int128)UINT64_C(0xD2E7470EE14C6C93) * c[0],
                          b = (unsigned __int128)UINT64_C(0xCA5A826395121157) * c[2];
        uint64_t next[4] = {(uint64_t)(b >> 64) ^ c[1] ^ k0, (uint64_t)b,
                            (uint64_t)(a >> 64) ^ c[3] ^ k1, (uint64_t)a};
        memcpy(c, next, sizeof c);
        k0 += UINT64_C(0x9E3779B97F4A7C15);
        k1 += UINT64_C(0xBB67AE8584CAA73B);
    }
    memcpy(out, c, sizeof c);
}

static uint64_t philox_u64(KtNpRng *g) {
    if (g->philox.used < 4) return g->philox.buffer[g->philox.used++];
    for (int i = 0; i < 4 && ++g->philox.counter[i] == 0; i++) {
    }
    philox_block(g->philox.counter, g->philox.key, g->philox.buffer);
    g->philox.used = 1;
    return g->philox.buffer[0];
}

/* ---- seeding ---- */

static void reset(KtNpRng *g, KtNpBits bits) {
    g->bits = bits;
    g->has_gauss = g->has_u32 = false;
    g->gauss = 0;
    g->u32 = 0;
}

void kt_np_seed_legacy(KtNpRng *g, uint32_t seed) {
    reset(g, KT_NP_MT19937);
    kt_mt_seed(&g->mt, seed);
}

void kt_np_seed_legacy_array(KtNpRng *g, const uint32_t *key, int n) {
    reset(g, KT_NP_MT19937);
    kt_mt_seed_array(&g->mt, key, n);
}

int kt_np_seed_words(KtNpBits bits) {
    static const int words[KT_NP_N_BITS] = {624, 8, 8, 6, 4};
    return words[bits];
}

void kt_np_seed(KtNpRng *g, KtNpBits bits, const uint32_t *words) {
    uint64_t q[4] = {0};
    reset(g, bits);
    if (bits == KT_NP_MT19937) {
        memcpy(g->mt.state, words, sizeof g->mt.state);
        g->mt.state[0] = UINT32_C(0x80000000); /* any state but all zeros */
        kt_mt_temper(&g->mt);
        g->mt.used = 623;
        return;
    }
    for (int i = 0; i < kt_np_seed_words(bits) / 2; i++)
        q[i] = (uint64_t)words[2 * i + 1] << 32 | words[2 * i];
    if (bits == KT_NP_SFC64) {
        memcpy(g->sfc, q, sizeof g->sfc);
        g->sfc[3] = 1;
        for (int i = 0; i < 12; i++)
            sfc_u64(g->sfc);
    } else if (bits == KT_NP_PHILOX) {
        memset(&g->philox, 0, sizeof g->philox);
        memcpy(g->philox.key, q, sizeof g->philox.key);
        g->philox.used = 4;
    } else
        pcg_start(&g->pcg, q);
}

/* ---- raw draws ---- */

uint64_t kt_np_u64(KtNpRng *g) {
    switch (g->bits) {
    case KT_NP_PCG64:
        return pcg_u64(&g->pcg);
    case KT_NP_PCG64DXSM:
        return dxsm_u64(&g->pcg);
    case KT_NP_SFC64:
        return sfc_u64(g->sfc);
    case KT_NP_PHILOX:
        return philox_u64(g);
    default: {
        uint64_t hi = kt_mt_u32(&g->mt);
        return hi << 32 | kt_mt_u32(&g->mt);
    }
    }
}

uint32_t kt_np_u32(KtNpRng *g) {
    if (g->bits == KT_NP_MT19937) return kt_mt_u32(&g->mt);
    if (g->has_u32) {
        g->has_u32 = false;
        return g->u32;
    }
    uint64_t w = kt_np_u64(g);
    g->has_u32 = true;
    g->u32 = (uint32_t)(w >> 32);
    return (uint32_t)w;
}

double kt_np_double(KtNpRng *g) {
    if (g->bits != KT_NP_MT19937) return (double)(kt_np_u64(g) >> 11) * 0x1p-53;
    uint32_t a = kt_mt_u32(&g->mt) >> 5, b = kt_mt_u32(&g->mt) >> 6;
    return ((double)a * 67108864.0 + (double)b) / 9007199254740992.0;
}

float kt_np_float(KtNpRng *g) {
    return (float)(kt_np_u32(g) >> 8) * 0x1p-24f;
}

/* ---- many at once, for the bit generators that scripts use ---- */

void kt_np_fill_double(KtNpRng *g, double *out, int64_t n) {
    if (g->bits == KT_NP_PCG64) {
        KtPcg64 p = g->pcg; /* in registers */
        for (int64_t i = 0; i < n; i++)
            out[i] = (double)(pcg_u64(&p) >> 11) * 0x1p-53;
        g->pcg = p;
        return;
    }
    for (int64_t i = 0; i < n; i++)
        out[i] = kt_np_double(g);
}

void kt_np_fill_lemire32(KtNpRng *g, uint32_t range, int64_t lo, int64_t *out, int64_t n) {
    uint32_t span = range + 1, threshold = (UINT32_MAX - range) % span;
    KtPcg64 p = g->pcg; /* in registers */
    bool kept = g->has_u32;
    uint32_t high = g->u32;
    for (int64_t i = 0; i < n; i++) {
        uint64_t m;
        do {
            if (kept) {
                kept = false;
                m = (uint64_t)high * span;
                continue;
            }
            uint64_t w = pcg_u64(&p);
            kept = true;
            high = (uint32_t)(w >> 32);
            m = (uint64_t)(uint32_t)w * span;
        } while ((uint32_t)m < threshold);
        out[i] = (int64_t)(m >> 32) + lo;
    }
    g->pcg = p;
    g->has_u32 = kept;
    g->u32 = high;
}
