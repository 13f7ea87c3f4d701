/* The widening string builder and the unit-copying loops under all string construction. */
#include "str_builder.h"

#include "containers.h"

#define COPY(DT, ST)                                                                               \
    do {                                                                                           \
        DT *d = dst;                                                                               \
        const ST *s = src;                                                                         \
        for (size_t i = 0; i < n; i++)                                                             \
            d[i] = (DT)s[i];                                                                       \
    } while (0)

void ki_copy_units(void *dst, int dst_width, const void *src, int src_width, size_t n) {
    if (dst_width == src_width) {
        if (n) memcpy(dst, src, n * (size_t)src_width);
    } else if (dst_width == 1) {
        if (src_width == 2)
            COPY(uint8_t, uint16_t);
        else
            COPY(uint8_t, uint32_t);
    } else if (dst_width == 2) {
        if (src_width == 1)
            COPY(uint16_t, uint8_t);
        else
            COPY(uint16_t, uint32_t);
    } else {
        if (src_width == 1)
            COPY(uint32_t, uint8_t);
        else
            COPY(uint32_t, uint16_t);
    }
}

/* Thirty-two bytes at a time, until a bit of `full` is seen in one of the units in them. */
static uint64_t seen_words(const uint8_t *p, size_t bytes, uint64_t full, size_t *at) {
    uint64_t all = 0, w[4];
    size_t i = 0;
    for (; i + sizeof w <= bytes && !(all & full); i += sizeof w) {
        memcpy(w, p + i, sizeof w);
        all |= w[0] | w[1] | w[2] | w[3];
    }
    *at = i;
    return all;
}

uint32_t ki_units_seen(const void *src, int width, size_t n) {
    const uint64_t full = width == 1   ? 0x8080808080808080u
                          : width == 2 ? 0xFF00FF00FF00FF00u
                                       : 0xFFFF0000FFFF0000u;
    size_t i;
    uint64_t all = seen_words(src, n * (size_t)width, full, &i);
    uint32_t seen;
    i /= (size_t)width;
    if (width == 1) {
        all |= all >> 32;
        all |= all >> 16;
        seen = (uint32_t)((all | all >> 8) & 0xFF);
        for (const uint8_t *s = src; i < n && seen < 0x80; i++)
            seen |= s[i];
    } else if (width == 2) {
        all |= all >> 32;
        seen = (uint32_t)((all | all >> 16) & 0xFFFF);
        for (const uint16_t *s = src; i < n && seen < 0x100; i++)
            seen |= s[i];
    } else {
        seen = (uint32_t)(all | all >> 32);
        for (const uint32_t *s = src; i < n && seen < 0x10000; i++)
            seen |= s[i];
    }
    return seen;
}

void ki_sb_free(KiStrBuilder *b) {
    if (b->buf != b->small) ki_mem_free(b->ks, b->buf, b->cap * (size_t)b->width);
    b->buf = b->small;
    b->cap = sizeof b->small;
    b->width = 1;
    b->len = 0;
}

bool ki_sb_grow(KiStrBuilder *b, size_t extra, int width) {
    if (b->failed) return false;
    if (width < b->width) width = b->width;
    size_t need = b->len + extra, old_bytes = b->cap * (size_t)b->width;
    if (width == b->width && need <= b->cap) return true;
    size_t cap = need <= b->cap ? b->cap : b->cap + b->cap / 2;
    if (cap < need) cap = need;
    if (need > ((size_t)1 << 46)) {
        ki_raise_nomem(b->ks);
        b->failed = true;
        return false;
    }
    void *p;
    if (width == b->width && b->buf != b->small) {
        p = ki_mem_realloc(b->ks, b->buf, old_bytes, cap * (size_t)width);
    } else {
        p = ki_mem_alloc(b->ks, cap * (size_t)width);
        if (p) {
            ki_copy_units(p, width, b->buf, b->width, b->len);
            if (b->buf != b->small) ki_mem_free(b->ks, b->buf, old_bytes);
        }
    }
    if (!p) {
        b->failed = true;
        return false;
    }
    b->buf = p;
    b->cap = cap;
    b->width = width;
    return true;
}

bool ki_sb_put_units(KiStrBuilder *b, const void *data, int width, size_t n) {
    if (!n) return !b->failed;
    uint32_t seen = ki_units_seen(data, width, n);
    if (!ki_sb_grow(b, n, ki_width_of(seen))) return false;
    b->seen |= seen;
    ki_copy_units((char *)b->buf + b->len * (size_t)b->width, b->width, data, width, n);
    b->len += n;
    return true;
}

bool ki_sb_put_ascii(KiStrBuilder *b, const char *s, size_t n) {
    if (b->failed || (b->len + n > b->cap && !ki_sb_grow(b, n, 1))) return false;
    ki_copy_units((char *)b->buf + b->len * (size_t)b->width, b->width, s, 1, n);
    b->len += n;
    return true;
}

bool ki_sb_puts(KiStrBuilder *b, const char *ascii) {
    return ki_sb_put_ascii(b, ascii, strlen(ascii));
}

bool ki_sb_put_range(KiStrBuilder *b, const KiStr *s, size_t start, size_t n) {
    if (s->h.flags & KI_STR_ASCII) return ki_sb_put_ascii(b, (const char *)s->data.u1 + start, n);
    return ki_sb_put_units(b, ki_str_units(s, start), s->h.aux, n);
}

bool ki_sb_fill(KiStrBuilder *b, uint32_t cp, size_t n) {
    if (!n) return !b->failed;
    if (!ki_sb_grow(b, n, ki_width_of(cp))) return false;
    b->seen |= cp;
    if (b->width == 1) {
        memset((uint8_t *)b->buf + b->len, (int)cp, n);
    } else if (b->width == 2) {
        for (size_t i = 0; i < n; i++)
            ((uint16_t *)b->buf)[b->len + i] = (uint16_t)cp;
    } else {
        for (size_t i = 0; i < n; i++)
            ((uint32_t *)b->buf)[b->len + i] = cp;
    }
    b->len += n;
    return true;
}

bool ki_sb_put_value(KiStrBuilder *b, KiValue str) {
    return ki_sb_put_str(b, ki_str_of(str));
}

bool ki_sb_put_repr(KiStrBuilder *b, KiValue v) {
    if (b->failed) return false;
    KiValue r = ki_repr(b->ks, v);
    if (r == KI_ERR) {
        b->failed = true;
        return false;
    }
    bool ok = ki_sb_put_value(b, r);
    ki_decref(b->ks, r);
    return ok;
}

KiValue ki_sb_finish(KiStrBuilder *b) {
    if (b->failed) {
        ki_sb_free(b);
        return KI_ERR;
    }
    KiValue v;
    int w = ki_width_of(b->seen);
    if (b->len <= 1) {
        v = ki_str_from_units(b->ks, b->buf, b->width, b->len);
    } else {
        KiStr *s = ki_str_alloc(b->ks, b->len, w, b->seen < 128);
        if (s) ki_copy_units(s->data.u1, w, b->buf, b->width, b->len);
        v = s ? ki_from_obj(s) : KI_ERR;
    }
    ki_sb_free(b);
    return v;
}
