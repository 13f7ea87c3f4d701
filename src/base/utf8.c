/* UTF-8 by hand (the hot paths), Unicode properties from utf8proc. */
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

/* Python 3.11 knows Unicode 14; utf8proc may know more. These are the characters of Unicode 15,
 * which count as unassigned here. */
static const struct {
    uint32_t first, last;
} unicode15[] = {{0xcf3, 0xcf3},     {0xece, 0xece},     {0x10efd, 0x10eff}, {0x1123f, 0x11241},
                 {0x11b00, 0x11b09}, {0x11f00, 0x11f10}, {0x11f12, 0x11f3a}, {0x11f3e, 0x11f59},
                 {0x1342f, 0x1342f}, {0x13440, 0x13455}, {0x1b132, 0x1b132}, {0x1b155, 0x1b155},
                 {0x1d2c0, 0x1d2d3}, {0x1df25, 0x1df2a}, {0x1e030, 0x1e06d}, {0x1e08f, 0x1e08f},
                 {0x1e4d0, 0x1e4f9}, {0x1f6dc, 0x1f6dc}, {0x1f774, 0x1f776}, {0x1f77b, 0x1f77f},
                 {0x1f7d9, 0x1f7d9}, {0x1fa75, 0x1fa77}, {0x1fa87, 0x1fa88}, {0x1faad, 0x1faaf},
                 {0x1fabb, 0x1fabd}, {0x1fabf, 0x1fabf}, {0x1face, 0x1facf}, {0x1fada, 0x1fadb},
                 {0x1fae8, 0x1fae8}, {0x1faf7, 0x1faf8}, {0x2b739, 0x2b739}, {0x31350, 0x323af}};

static utf8proc_category_t category(uint32_t cp) {
    size_t low = 0, high = sizeof unicode15 / sizeof *unicode15;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (cp > unicode15[mid].last)
            low = mid + 1;
        else if (cp < unicode15[mid].first)
            high = mid;
        else
            return UTF8PROC_CATEGORY_CN;
    }
    return utf8proc_category((utf8proc_int32_t)cp);
}

/* The derived properties of UAX #31 from the general category, plus the few code points that
 * Other_ID_Start / Other_ID_Continue add and that NFKC stability (the "X" in XID) takes away. */
bool kb_is_xid_start(uint32_t cp) {
    if (cp < 0x80) return cp == '_' || ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z');
    if (cp > 0x10ffff) return false;
    switch (cp) {
    case 0x1885:
    case 0x1886:
    case 0x2118:
    case 0x212e:
        return true;
    case 0x037a:
    case 0x0e33:
    case 0x0eb3:
    case 0x2e2f:
    case 0xfdfa:
    case 0xfdfb:
    case 0xfe70:
    case 0xfe72:
    case 0xfe74:
    case 0xfe76:
    case 0xfe78:
    case 0xfe7a:
    case 0xfe7c:
    case 0xfe7e:
    case 0xff9e:
    case 0xff9f:
        return false;
    default:
        if (cp >= 0xfc5e && cp <= 0xfc63) return false;
    }
    switch (category(cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return true;
    default:
        return false;
    }
}

bool kb_is_xid_continue(uint32_t cp) {
    if (cp < 0x80) return kb_is_xid_start(cp) || (cp >= '0' && cp <= '9');
    if (kb_is_xid_start(cp)) return true;
    if (cp > 0x10ffff) return false;
    switch (cp) {
    case 0x00b7:
    case 0x0387:
    case 0x19da:
    case 0x0e33:
    case 0x0eb3:
    case 0xff9e:
    case 0xff9f:
        return true;
    case 0x037a:
    case 0x2e2f:
        return false;
    default:
        if (cp >= 0x1369 && cp <= 0x1371) return true;
    }
    switch (category(cp)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return false;
    }
}

bool kb_is_printable(uint32_t cp) {
    if (cp < 0x7f) return cp >= 0x20;
    if (cp > 0x10ffff) return false;
    switch (category(cp)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return true;
    }
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
