/* SipHash-1-3 after the description by Aumasson and Bernstein (https://www.aumasson.jp/siphash/),
 * and the expansion of PYTHONHASHSEED into its key. */
#include "hash.h"

#include <string.h>

static inline uint64_t rotl(uint64_t x, int b) {
    return x << b | x >> (64 - b);
}

static inline uint64_t load_le32(const uint8_t *p) {
    uint32_t x;
    memcpy(&x, p, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap32(x);
#endif
    return x;
}

static inline uint64_t load_le64(const uint8_t *p) {
    uint64_t x;
    memcpy(&x, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

static inline void sip_round(uint64_t v[4]) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotl(v[1], 13) ^ v[0];
    v[3] = rotl(v[3], 16) ^ v[2];
    v[0] = rotl(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotl(v[1], 17) ^ v[2];
    v[3] = rotl(v[3], 21) ^ v[0];
    v[2] = rotl(v[2], 32);
}

uint64_t kb_siphash13(uint64_t k0, uint64_t k1, const void *data, size_t n) {
    uint64_t v[4] = {k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du, k0 ^ 0x6c7967656e657261u,
                     k1 ^ 0x7465646279746573u};
    const uint8_t *p = data;
    uint64_t last = (uint64_t)n << 56;
    for (; n >= 8; n -= 8, p += 8) {
        uint64_t m = load_le64(p);
        v[3] ^= m;
        sip_round(v);
        v[0] ^= m;
    }
    if (n >= 4) /* the rest: up to seven bytes, by loads that overlap */
        last |= load_le32(p) | load_le32(p + n - 4) << (8 * (n - 4));
    else if (n > 0)
        last |= p[0] | (uint64_t)p[n / 2] << (8 * (n / 2)) | (uint64_t)p[n - 1] << (8 * (n - 1));
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    sip_round(v);
    sip_round(v);
    sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* A linear congruential generator, one byte (bits 16..23) a step, low byte first. */
void kb_hash_key_from_seed(uint32_t seed, uint64_t key[2]) {
    key[0] = key[1] = 0;
    if (seed == 0) return;
    uint32_t x = seed;
    for (int i = 0; i < 16; i++) {
        x = x * 214013u + 2531011u;
        key[i / 8] |= (uint64_t)(x >> 16 & 0xff) << (8 * (i % 8));
    }
}
