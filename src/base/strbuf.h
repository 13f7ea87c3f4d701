#ifndef KB_STRBUF_H
#define KB_STRBUF_H
/* A growable byte buffer with a mandatory maximum size. Errors are sticky: append freely, then
 * test `failed` once. data is always NUL-terminated after the first append. */
#include <stdarg.h>
#include <stdint.h>

#include "alloc.h"
#include "common.h"

typedef struct KbStrbuf {
    KbAlloc *alloc;
    char *data;
    size_t len, cap, max;
    char *lent;  /* data while the caller's room is enough (kb_strbuf_init_in); or NULL */
    bool failed; /* out of memory or over max; contents are then unspecified but freeable */
} KbStrbuf;

#define KB_STRBUF_NO_MAX ((size_t)1 << 46)

void kb_strbuf_init(KbStrbuf *b, KbAlloc *alloc, size_t max);
/* Begins in the caller's n bytes at room, which must outlive it; more is allocated. */
void kb_strbuf_init_in(KbStrbuf *b, KbAlloc *alloc, size_t max, char *room, size_t n);
void kb_strbuf_free(KbStrbuf *b);
void kb_strbuf_clear(KbStrbuf *b); /* keeps the memory */
bool kb_strbuf_append(KbStrbuf *b, const void *s, size_t n);
bool kb_strbuf_puts(KbStrbuf *b, const char *s);
bool kb_strbuf_putc(KbStrbuf *b, char c);
bool kb_strbuf_fill(KbStrbuf *b, char c, size_t n);
bool kb_strbuf_put_utf8(KbStrbuf *b, uint32_t code_point); /* surrogates as their 3-byte form */
bool kb_strbuf_printf(KbStrbuf *b, const char *fmt, ...) KB_PRINTF(2, 3);
bool kb_strbuf_vprintf(KbStrbuf *b, const char *fmt, va_list ap);
#endif
