/* Substring search over strings of any widths: the needle is brought to the width of the text, then
 * looked for by its first and last unit, several places at a time. */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "obj_str.h"
#include "str_builder.h"

/* Longer needles are left to memmem, which keeps its bound in text made of the same units. */
enum { SHORT_NEEDLE = 32, NEEDLE_MAX = 64 };

#define UNIT              uint8_t
#define NAME(x)           x##_1
#define LANES             16
#define LANES_SET(c)      _mm_set1_epi8((char)(c))
#define LANES_EQUAL(a, b) _mm_cmpeq_epi8(a, b)
#include "str_search.inc.h"
#define UNIT              uint16_t
#define NAME(x)           x##_2
#define LANES             8
#define LANES_SET(c)      _mm_set1_epi16((short)(c))
#define LANES_EQUAL(a, b) _mm_cmpeq_epi16(a, b)
#include "str_search.inc.h"
#define UNIT              uint32_t
#define NAME(x)           x##_4
#define LANES             4
#define LANES_SET(c)      _mm_set1_epi32((int)(c))
#define LANES_EQUAL(a, b) _mm_cmpeq_epi32(a, b)
#include "str_search.inc.h"

static int64_t find_char(const void *hay, int w, int64_t n, uint32_t c, bool reverse) {
    if (w == 1) {
        if (c > 0xFF) return -1;
        const uint8_t *p =
            reverse ? memrchr(hay, (int)c, (size_t)n) : memchr(hay, (int)c, (size_t)n);
        return p ? p - (const uint8_t *)hay : -1;
    }
    if (w == 2) {
        if (c > 0xFFFF) return -1;
        return reverse ? find_last_char_2(hay, n, (uint16_t)c) : find_char_2(hay, n, (uint16_t)c);
    }
    return reverse ? find_last_char_4(hay, n, c) : find_char_4(hay, n, c);
}

/* A long needle, by bytes: hits between two units are passed over. */
static int64_t find_long(const uint8_t *hay, int64_t n, const uint8_t *needle, int64_t m, int w) {
    const uint8_t *at = hay, *end = hay + n * w;
    while (at < end) {
        const uint8_t *p = memmem(at, (size_t)(end - at), needle, (size_t)(m * w));
        if (!p) return -1;
        int64_t off = p - hay;
        if (off % w == 0) return off / w;
        at = hay + (off / w + 1) * w;
    }
    return -1;
}

static size_t find_all(const void *hay, size_t n, const void *needle, size_t m, int w, size_t *from,
                       size_t *at, size_t room) {
    return w == 1   ? find_all_1(hay, n, needle, m, from, at, room)
           : w == 2 ? find_all_2(hay, n, needle, m, from, at, room)
                    : find_all_4(hay, n, needle, m, from, at, room);
}

static int64_t find_forward(const uint8_t *hay, int64_t n, const uint8_t *needle, int64_t m,
                            int w) {
    if (m > SHORT_NEEDLE) return find_long(hay, n, needle, m, w);
    size_t from = 0, at;
    return find_all(hay, (size_t)n, needle, (size_t)m, w, &from, &at, 1) ? (int64_t)at : -1;
}

static uint32_t unit_at(const uint8_t *p, int w, int64_t i) {
    return w == 1   ? p[i]
           : w == 2 ? ((const uint16_t *)(const void *)p)[i]
                    : ((const uint32_t *)(const void *)p)[i];
}

/* Looks for whichever end of the needle is rarer in text: blanks are the commonest of characters.
 */
static int64_t find_backward(const uint8_t *hay, int64_t n, const uint8_t *needle, int64_t m,
                             int w) {
    uint32_t first = unit_at(needle, w, 0);
    int64_t shift = first == ' ' ? m - 1 : 0, limit = n - m + 1;
    if (shift) first = unit_at(needle, w, shift);
    while (limit > 0) {
        int64_t i = find_char(hay + shift * w, w, limit, first, true);
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

size_t ki_str_find_all(const KiStr *s, const KiStr *sub, size_t *from, size_t end, size_t *at,
                       size_t room) {
    size_t m = sub->len;
    int w = s->h.aux;
    if (sub->h.aux > w) return 0;
    if (m <= SHORT_NEEDLE) {
        uint32_t wide[SHORT_NEEDLE];
        const uint8_t *needle = sub->data.u1;
        if (sub->h.aux != w) {
            ki_copy_units(wide, w, needle, sub->h.aux, m);
            needle = (const uint8_t *)wide;
        }
        return find_all(s->data.u1, end, needle, m, w, from, at, room);
    }
    size_t found = 0;
    while (found < room) {
        int64_t i = ki_str_find(s, sub, (int64_t)*from, (int64_t)end, false);
        if (i < 0) break;
        at[found++] = (size_t)i;
        *from = (size_t)i + m;
    }
    return found;
}

size_t ki_str_count(const KiStr *s, const KiStr *sub, size_t start, size_t end) {
    if (sub->len == 1) {
        uint32_t c = ki_str_at(sub, 0);
        const void *p = ki_str_units(s, start);
        if (sub->h.aux > s->h.aux) return 0;
        return s->h.aux == 1   ? count_char_1(p, end - start, (uint8_t)c)
               : s->h.aux == 2 ? count_char_2(p, end - start, (uint16_t)c)
                               : count_char_4(p, end - start, c);
    }
    size_t at[64], count = 0, found;
    do {
        found = ki_str_find_all(s, sub, &start, end, at, 64);
        count += found;
    } while (found == 64);
    return count;
}
