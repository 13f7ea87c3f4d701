/* Substring search over strings of any widths. One-byte text uses memchr / memmem; wider text uses
 * the same on bytes, skipping unaligned hits. */
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

static int64_t find_forward(const uint8_t *hay, int64_t n, const uint8_t *needle, int64_t m,
                            int w) {
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
