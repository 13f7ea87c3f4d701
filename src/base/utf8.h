#ifndef KB_UTF8_H
#define KB_UTF8_H
/* UTF-8 decoding, encoding and counting. Strict: overlong forms, surrogates and values above
 * U+10FFFF are errors unless `allow_surrogates` (the "surrogatepass" form used for internal text).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point at s[0..n). Returns bytes used (1-4), or 0 if malformed. */
int kb_utf8_decode(const uint8_t *s, size_t n, bool allow_surrogates, uint32_t *out);
/* Writes 1-4 bytes; returns how many. */
int kb_utf8_encode(uint32_t cp, uint8_t out[4]);
/* Number of code points, or -1 with *bad_at = offset of the first malformed byte. */
ptrdiff_t kb_utf8_count(const uint8_t *s, size_t n, bool allow_surrogates, size_t *bad_at);
/* Writes c as an escape, \xhh, \uhhhh or \Uhhhhhhhh: ten characters at most; returns behind it. */
static inline char *kb_put_escape(char *to, uint32_t c) {
    int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    *to++ = '\\';
    *to++ = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
    for (int shift = 4 * digits - 4; shift >= 0; shift -= 4)
        *to++ = "0123456789abcdef"[c >> shift & 15];
    return to;
}
/* Display columns of a terminal for a code point: 0, 1 or 2 (from utf8proc). */
int kb_utf8_width(uint32_t cp);
/* NFKC-normalises UTF-8 identifier text; returns a malloc'd string through alloc, NULL on OOM. */
#include "alloc.h"
char *kb_utf8_nfkc(KbAlloc *alloc, const char *s, size_t n, size_t *out_len);
#endif
