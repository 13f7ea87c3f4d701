/* The growable byte buffer; growth by half, one spare byte for the final NUL. */
#include "strbuf.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

void kb_strbuf_init(KbStrbuf *b, KbAlloc *alloc, size_t max) {
    memset(b, 0, sizeof *b);
    b->alloc = alloc;
    b->max = max;
}

void kb_strbuf_init_in(KbStrbuf *b, KbAlloc *alloc, size_t max, char *room, size_t n) {
    *b = (KbStrbuf){.alloc = alloc, .data = room, .cap = n, .max = max, .lent = room};
    room[0] = '\0';
}

void kb_strbuf_free(KbStrbuf *b) {
    if (!b->lent) kb_free(b->alloc, b->data, b->cap);
    b->data = b->lent = NULL;
    b->len = b->cap = 0;
    b->failed = false;
}

void kb_strbuf_clear(KbStrbuf *b) {
    b->len = 0;
    b->failed = false;
    if (b->data) b->data[0] = '\0';
}

static KB_NOINLINE bool grow(KbStrbuf *b, size_t n) {
    if (b->failed || n > b->max || b->len > b->max - n) {
        b->failed = true;
        return false;
    }
    size_t cap = b->cap + b->cap / 2 + 32;
    if (cap < b->len + n + 1) cap = b->len + n + 1;
    char *p = b->lent ? kb_malloc(b->alloc, cap) : kb_realloc(b->alloc, b->data, b->cap, cap);
    if (!p) {
        b->failed = true;
        return false;
    }
    if (b->lent) memcpy(p, b->lent, b->len + 1);
    b->lent = NULL;
    b->data = p;
    b->cap = cap;
    return true;
}

/* Room for n more bytes and the NUL. */
static inline bool make_room(KbStrbuf *b, size_t n) {
    return KB_LIKELY(!b->failed && n < b->cap - b->len) || grow(b, n);
}

bool kb_strbuf_append(KbStrbuf *b, const void *s, size_t n) {
    if (!make_room(b, n)) return false;
    if (n) memcpy(b->data + b->len, s, n);
    b->len += n;
    b->data[b->len] = '\0';
    return true;
}

bool kb_strbuf_puts(KbStrbuf *b, const char *s) {
    return kb_strbuf_append(b, s, strlen(s));
}

bool kb_strbuf_putc(KbStrbuf *b, char c) {
    if (!make_room(b, 1)) return false;
    b->data[b->len++] = c;
    b->data[b->len] = '\0';
    return true;
}

bool kb_strbuf_fill(KbStrbuf *b, char c, size_t n) {
    if (!make_room(b, n)) return false;
    memset(b->data + b->len, c, n);
    b->len += n;
    b->data[b->len] = '\0';
    return true;
}

bool kb_strbuf_put_utf8(KbStrbuf *b, uint32_t code_point) {
    uint8_t bytes[4];
    int n = kb_utf8_encode(code_point, bytes);
    return kb_strbuf_append(b, bytes, (size_t)n);
}

bool kb_strbuf_vprintf(KbStrbuf *b, const char *fmt, va_list ap) {
    va_list again;
    va_copy(again, ap);
    char small[128];
    int n = vsnprintf(small, sizeof small, fmt, ap);
    bool ok = false;
    if (n < 0)
        b->failed = true;
    else if ((size_t)n < sizeof small)
        ok = kb_strbuf_append(b, small, (size_t)n);
    else if (make_room(b, (size_t)n)) {
        vsnprintf(b->data + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
        ok = true;
    }
    va_end(again);
    return ok;
}

bool kb_strbuf_printf(KbStrbuf *b, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    bool ok = kb_strbuf_vprintf(b, fmt, ap);
    va_end(ap);
    return ok;
}
