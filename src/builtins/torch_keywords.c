/* The order of keywords in PyTorch's messages: see torch_keywords.h.
 *
 * libstdc++ (as of GCC 12) keeps the elements of an unordered_map in one list. A new element goes
 * ahead of those in its bucket, or, if there are none, ahead of all. There are 13 buckets, and 29
 * once there are more elements than 13; then the list is put together again by the same rule.
 * Strings are hashed by MurmurHash64A. */
#include "torch_keywords.h"

#include <stdint.h>
#include <string.h>

enum { FEW_BUCKETS = 13, MANY_BUCKETS = 29 };

static uint64_t mixed(uint64_t v) {
    return v ^ v >> 47;
}

static uint64_t hash_of(const char *s) {
    const uint64_t mul = 0xc6a4a7935bd1e995u;
    size_t n = strlen(s);
    uint64_t h = 0xc70f6907u ^ n * mul;
    for (; n >= 8; s += 8, n -= 8) {
        uint64_t word = 0;
        for (int i = 7; i >= 0; i--)
            word = word << 8 | (unsigned char)s[i];
        h = (h ^ mixed(word * mul) * mul) * mul;
    }
    if (n) {
        uint64_t word = 0;
        while (n-- > 0)
            word = word << 8 | (unsigned char)s[n];
        h = (h ^ word) * mul;
    }
    return mixed(mixed(h) * mul);
}

static void insert(int *order, int n, int name, const uint64_t *hash, int buckets) {
    int at = 0;
    while (at < n && hash[order[at]] % (unsigned)buckets != hash[name] % (unsigned)buckets)
        at++;
    if (at == n) at = 0;
    memmove(order + at + 1, order + at, (size_t)(n - at) * sizeof *order);
    order[at] = name;
}

void ki_torch_keyword_order(const char *const *names, int n, int *order) {
    uint64_t hash[KI_TORCH_MAX_KEYWORDS];
    for (int i = KI_TORCH_MAX_KEYWORDS; i < n; i++)
        order[i] = i;
    if (n > KI_TORCH_MAX_KEYWORDS) n = KI_TORCH_MAX_KEYWORDS;
    for (int i = 0; i < n; i++)
        hash[i] = hash_of(names[i]);
    int few = n < FEW_BUCKETS ? n : FEW_BUCKETS;
    for (int i = 0; i < few; i++)
        insert(order, i, i, hash, FEW_BUCKETS);
    if (n == few) return;
    int before[FEW_BUCKETS];
    memcpy(before, order, sizeof before);
    for (int i = 0; i < n; i++)
        insert(order, i, i < few ? before[i] : i, hash, MANY_BUCKETS);
}
