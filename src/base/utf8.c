/* UTF-8 by hand (the hot paths), widths and normal forms from utf8proc. */
#include "utf8.h"

#include <string.h>
#include <utf8proc.h>

int kb_utf8_decode(const uint8_t *s, size_t n, bool allow_surrogates, uint32_t *out) {
    if (n == 0) return 0;
    uint32_t c = s[0];
    if (c < 0x80) {
        *out = c;
        return 1;
    }
    if (c < 0xc2) return 0;
#define TAIL(i) ((s[i] & 0xc0) == 0x80)
    if (c < 0xe0) {
        if (n < 2 || !TAIL(1)) return 0;
        *out = (c & 0x1f) << 6 | (s[1] & 0x3fu);
        return 2;
    }
    if (c < 0xf0) {
        if (n < 3 || !TAIL(1) || !TAIL(2)) return 0;
        uint32_t cp = (c & 0x0f) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
        if (cp < 0x800 || (!allow_surrogates && cp >= 0xd800 && cp < 0xe000)) return 0;
        *out = cp;
        return 3;
    }
    if (c > 0xf4 || n < 4 || !TAIL(1) || !TAIL(2) || !TAIL(3)) return 0;
#undef TAIL
    uint32_t cp = (c & 0x07) << 18 | (s[1] & 0x3fu) << 12 | (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
    if (cp < 0x10000 || cp > 0x10ffff) return 0;
    *out = cp;
    return 4;
}

int kb_utf8_encode(uint32_t cp, uint8_t out[4]) {
    if (cp < 0x80) {
        out[0] = (uint8_t)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (uint8_t)(0xc0 | cp >> 6);
        out[1] = (uint8_t)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (uint8_t)(0xe0 | cp >> 12);
        out[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (uint8_t)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (uint8_t)(0xf0 | cp >> 18);
    out[1] = (uint8_t)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (uint8_t)(0x80 | (cp & 0x3f));
    return 4;
}

/* Skips ASCII eight bytes at a time: nearly all source text is ASCII. */
static size_t skip_ascii(const uint8_t *s, size_t n) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t w;
        memcpy(&w, s + i, 8);
        if (w & 0x8080808080808080u) break;
    }
    while (i < n && s[i] < 0x80)
        i++;
    return i;
}

ptrdiff_t kb_utf8_count(const uint8_t *s, size_t n, bool allow_surrogates, size_t *bad_at) {
    ptrdiff_t count = 0;
    for (size_t i = 0; i < n;) {
        size_t ascii = skip_ascii(s + i, n - i);
        count += (ptrdiff_t)ascii;
        i += ascii;
        if (i == n) break;
        uint32_t cp;
        int used = kb_utf8_decode(s + i, n - i, allow_surrogates, &cp);
        if (used == 0) {
            if (bad_at) *bad_at = i;
            return -1;
        }
        count++;
        i += (size_t)used;
    }
    return count;
}

int kb_utf8_width(uint32_t cp) {
    if (cp >= 0x20 && cp < 0x7f) return 1;
    int w = utf8proc_charwidth((utf8proc_int32_t)cp);
    return w < 0 ? 0 : w > 2 ? 2 : w;
}

char *kb_utf8_nfkc(KbAlloc *alloc, const char *s, size_t n, size_t *out_len) {
    const utf8proc_option_t opts = UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE;
    const utf8proc_uint8_t *text = (const utf8proc_uint8_t *)s;
    /* The first call only measures. */
    utf8proc_ssize_t need = utf8proc_decompose(text, (utf8proc_ssize_t)n, NULL, 0, opts);
    size_t bytes;
    if (need < 0 || !kb_mul_size((size_t)need + 1, sizeof(utf8proc_int32_t), &bytes)) return NULL;
    utf8proc_int32_t *buf = kb_malloc(alloc, bytes);
    if (!buf) return NULL;
    char *out = NULL;
    if (utf8proc_decompose(text, (utf8proc_ssize_t)n, buf, need, opts) == need) {
        utf8proc_ssize_t len = utf8proc_reencode(buf, need, opts);
        if (len >= 0 && (out = kb_malloc(alloc, (size_t)len + 1))) {
            memcpy(out, buf, (size_t)len);
            out[len] = '\0';
            *out_len = (size_t)len;
        }
    }
    kb_free(alloc, buf, bytes);
    return out;
}
