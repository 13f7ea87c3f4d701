/* The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), a whole block of 624 words at a
 * time: the twist and the tempering are plain loops that the compiler vectorises. */
#include "random.h"

#define MT_N 624
#define MT_M 397

void kt_mt_seed(KtMt19937 *mt, uint32_t seed) {
    mt->state[0] = seed;
    for (uint32_t i = 1; i < MT_N; i++)
        mt->state[i] = UINT32_C(1812433253) * (mt->state[i - 1] ^ (mt->state[i - 1] >> 30)) + i;
    mt->used = MT_N;
}

void kt_mt_seed_array(KtMt19937 *mt, const uint32_t *key, int n) {
    kt_mt_seed(mt, UINT32_C(19650218));
    uint32_t *s = mt->state;
    int i = 1, j = 0;
    for (int k = n > MT_N ? n : MT_N; k > 0; k--) {
        s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >> 30)) * UINT32_C(1664525))) + key[j] + (uint32_t)j;
        if (++i >= MT_N) {
            s[0] = s[MT_N - 1];
            i = 1;
        }
        if (++j >= n) j = 0;
    }
    for (int k = MT_N - 1; k > 0; k--) {
        s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >> 30)) * UINT32_C(1566083941))) - (uint32_t)i;
        if (++i >= MT_N) {
            s[0] = s[MT_N - 1];
            i = 1;
        }
    }
    s[0] = UINT32_C(0x80000000);
    mt->used = MT_N;
}

static inline uint32_t twist(uint32_t hi, uint32_t lo, uint32_t far) {
    uint32_t y = (hi & UINT32_C(0x80000000)) | (lo & UINT32_C(0x7fffffff));
    return far ^ (y >> 1) ^ (-(lo & 1) & UINT32_C(0x9908b0df));
}

KB_VECTORISE void kt_mt_temper(KtMt19937 *mt) {
    const uint32_t *restrict s = mt->state;
    for (int i = 0; i < MT_N; i++) {
        uint32_t y = s[i];
        y ^= y >> 11;
        y ^= (y << 7) & UINT32_C(0x9d2c5680);
        y ^= (y << 15) & UINT32_C(0xefc60000);
        y ^= y >> 18;
        mt->words[i] = y;
    }
}

KB_VECTORISE void kt_mt_refill(KtMt19937 *mt) {
    uint32_t *restrict s = mt->state;
    /* The recurrence reaches 397 back, so runs of 227 and then 227, 170 words are independent. */
    for (int i = 0; i < MT_N - MT_M; i++)
        s[i] = twist(s[i], s[i + 1], s[i + MT_M]);
    for (int i = MT_N - MT_M; i < MT_N - 1; i++)
        s[i] = twist(s[i], s[i + 1], s[i + MT_M - MT_N]);
    s[MT_N - 1] = twist(s[MT_N - 1], s[0], s[MT_M - 1]);
    kt_mt_temper(mt);
    mt->used = 0;
}
