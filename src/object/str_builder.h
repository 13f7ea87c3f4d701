#ifndef KI_STR_BUILDER_H
#define KI_STR_BUILDER_H
/* Builds a str piece by piece: starts with one byte per character and widens when a wider piece
 * comes. Errors are sticky: append freely, ki_sb_finish reports. Short results never leave the
 * inline buffer until the final str is made. */
#include "obj_str.h"

typedef struct KiStrBuilder {
    KiState *ks;
    void *buf;
    size_t len, cap; /* in units */
    int width;
    bool failed;   /* an exception is pending */
    uint32_t seen; /* OR of code points: its top bit tells the narrowest width */
    uint32_t small[64];
} KiStrBuilder;

static inline void ki_sb_init(KiStrBuilder *b, KiState *ks) {
    b->ks = ks;
    b->buf = b->small;
    b->len = 0;
    b->cap = sizeof b->small;
    b->width = 1;
    b->failed = false;
    b->seen = 0;
}
void ki_sb_free(KiStrBuilder *b);
KiValue ki_sb_finish(KiStrBuilder *b) KB_MUST_CHECK;       /* frees the builder */
bool ki_sb_grow(KiStrBuilder *b, size_t extra, int width); /* room for extra units of width */
bool ki_sb_put_units(KiStrBuilder *b, const void *data, int width, size_t n);
bool ki_sb_put_ascii(KiStrBuilder *b, const char *s, size_t n);
bool ki_sb_puts(KiStrBuilder *b, const char *ascii);
bool ki_sb_put_range(KiStrBuilder *b, const KiStr *s, size_t start, size_t n);
bool ki_sb_fill(KiStrBuilder *b, uint32_t cp, size_t n);
bool ki_sb_put_value(KiStrBuilder *b, KiValue str /* any str */);
bool ki_sb_put_repr(KiStrBuilder *b, KiValue v); /* repr(v) */

static inline bool ki_sb_put_str(KiStrBuilder *b, const KiStr *s) {
    return ki_sb_put_range(b, s, 0, s->len);
}
static inline bool ki_sb_putc(KiStrBuilder *b, uint32_t c) {
    int w = c < 0x100 ? 1 : c < 0x10000 ? 2 : 4;
    if (KB_UNLIKELY(b->len == b->cap || w > b->width) && !ki_sb_grow(b, 1, w)) return false;
    b->seen |= c;
    if (b->width == 1)
        ((uint8_t *)b->buf)[b->len++] = (uint8_t)c;
    else if (b->width == 2)
        ((uint16_t *)b->buf)[b->len++] = (uint16_t)c;
    else
        ((uint32_t *)b->buf)[b->len++] = c;
    return true;
}

/* Copies n units between widths; dst must be wide enough for the values. */
void ki_copy_units(void *dst, int dst_width, const void *src, int src_width, size_t n);
/* OR of the units, up to those that need the whole width, which settles it: tells how narrow a str
 * can be, and whether it is ASCII. */
uint32_t ki_units_seen(const void *src, int width, size_t n);
static inline int ki_width_of(uint32_t seen) {
    return seen < 0x100 ? 1 : seen < 0x10000 ? 2 : 4;
}
static inline const void *ki_str_units(const KiStr *s, size_t i) {
    return s->data.u1 + i * s->h.aux;
}
#endif
