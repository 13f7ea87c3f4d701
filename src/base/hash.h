#ifndef KB_HASH_H
#define KB_HASH_H
/* Hash functions. kb_siphash13 is SipHash-1-3 (Aumasson, Bernstein), which CPython 3.11 uses for
 * str and bytes: with the same key the values agree. */
#include <stddef.h>
#include <stdint.h>

uint64_t kb_siphash13(uint64_t k0, uint64_t k1, const void *data, size_t n);
/* The key that PYTHONHASHSEED=seed gives (seed 0: both halves 0). */
void kb_hash_key_from_seed(uint32_t seed, uint64_t key[2]);

static inline uint64_t kb_hash_mix(uint64_t x) {
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    x ^= x >> 32;
    return x;
}
#endif
