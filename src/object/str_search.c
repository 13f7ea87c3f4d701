/* Substring search over strings of any widths. One-byte text uses memchr / memmem; wider text uses
 * the same on bytes, skipping unaligned hits. */
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <wchar.h>

#include "obj_str.h"
#include "str_builder.h"

enum { NEEDLE_MAX = 64 };

static int64_t find_char(const void *hay, int w, int64_t n, uint32_t c, bool reverse) {
    if (w == 1) {
        const uint8_t *p = c > 0xFF  ? NULL
                           : reverse ? memrchr(hay, (int)c, (size_t)n)
                                     : memchr(hay, (int)c, (size_t)n);
        return p ? p - (const uint8_t *)hay : -1;
    }
    if (w == 2) {
        const uint16_t *h = hay;
        if (reverse) {
            for (int64_t i = n; i-- > 0;)
                if (h[i] == c) return i;
        } else {
            for (int64_t i = 0; i < n; i++)
                if (h[i] == c) return i;
        }
        return -1;
    }
    const uint32_t *h = hay;
    if (reverse) {
        for (int64_t i = n; i-- > 0;)
            if (h[i] == c) return i;
    } else {
        for (int64_t i = 0; i < n; i++)
            if (h[i] == c) return i;
    }
    return -1;
}

#ifdef __SSE2__
/* memmem for needles of two bytes and more: sixteen places at a time, by first and last byte. */
static const uint8_t *find_bytes(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m) {
    if (m > n) return NULL;
    const __m128i first = _mm_set1_epi8((char)needle[0]), last = _mm_set1_epi8((char)needle[m - 1]);
    size_t i = 0, places = n - m + 1;
    for (; i + 16 <= places; i += 16) {
        __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(hay + i));
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(hay + i + m - 1));
        unsigned mask = (unsigned)_mm_movemask_epi8(
            _mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, last)));
        for (; mask; mask &= mask - 1) {
            const uint8_t *p = hay + i + (unsigned)__builtin_ctz(mask);
            if (m <= 2 || memcmp(p + 1, needle + 1, m - 2) == 0) return p;
        }
    }
    for (; i < places; i++)
        if (hay[i] == needle[0] && memcmp(hay + i, needle, m) == 0) return hay + i;
    return NULL;
}
#endif

/* A short needle is found fastest by its ends; memmem keeps its bound for long ones in text made of
 * the same bytes. */
const uint8_t *ki_find_bytes(const uint8_t *hay, size_t n, const uint8_t *needle, size_t m) {
#ifdef __SSE2__
    if (m >= 2 && m <= 32) return find_bytes(hay, n, needle, m);
#endif
    return memmem(hay, n, needle, m);
}

static int64_t find_forward(const uint8_t *hay, int64_t n, const uint8_t *needle, int64_t m,
                            int w) {
    const uint8_t *at = hay, *end = hay + n * w;
    while (at < end) {
        const uint8_t *p = ki_find_bytes(at, (size_t)(end - at), needle, (size_t)(m * w));
        if (!p) return -1;
        int64_t off = p - hay;
        if (off % w == 0) return off / w;
        at = hay + (off / w + 1) * w;
    }
    return -1;
}

static int64_t find_backward(const uint8_t *hay, int64_t n, const uint8_t *needle, int64_t m,
                             int w) {
    uint32_t first = w == 1   ? needle[0]
                     : w == 2 ? ((const uint16_t *)needle)[0]
                              : ((const uint32_t *)needle)[0];
    int64_t limit = n - m + 1;
    while (limit > 0) {
        int64_t i = find_char(hay, w, limit, first, true);
        if (i < 0) return -1;
        if (memcmp(hay + i * w, needle, (size_t)(m * w)) == 0) return i;
        limit = i;
    }
    return -1;
}

/* Code-point loop for the rare long needle narrower than the text. */
static int64_t find_slow(const KiStr *s, const KiStr *sub, int64_t start, int64_t end,
                         bool reverse) {
    int64_t m = (int64_t)sub->len;
    for (int64_t k = 0; k <= end - start - m; k++) {
        int64_t i = reverse ? end - m - k : start + k, j = 0;
        while (j < m && ki_str_at(s, (size_t)(i + j)) == ki_str_at(sub, (size_t)j))
            j++;
        if (j == m) return i;
    }
    return -1;
}

/* start and end are already adjusted to the length; -1: not found (also when start > end). */
int64_t ki_str_find(const KiStr *s, const KiStr *sub, int64_t start, int64_t end, bool reverse) {
    int64_t m = (int64_t)sub->len, n = end - start;
    if (n < 0 || m > n) return -1;
    if (m == 0) return reverse ? end : start;
    int w = s->h.aux;
    if (sub->h.aux > w) return -1;
    const uint8_t *hay = ki_str_units(s, (size_t)start);
    int64_t r;
    if (m == 1) {
        r = find_char(hay, w, n, ki_str_at(sub, 0), reverse);
        return r < 0 ? -1 : r + start;
    }
    uint32_t wide[NEEDLE_MAX];
    const uint8_t *needle = sub->data.u1;
    if (sub->h.aux != w) {
        if (m > NEEDLE_MAX) return find_slow(s, sub, start, end, reverse);
        ki_copy_units(wide, w, sub->data.u1, sub->h.aux, (size_t)m);
        needle = (const uint8_t *)wide;
    }
    r = reverse ? find_backward(hay, n, needle, m, w) : find_forward(hay, n, needle, m, w);
    return r < 0 ? -1 : r + start;
}
