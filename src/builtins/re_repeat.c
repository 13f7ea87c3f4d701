/* Repetitions that count further than PCRE2 does, written as several that it takes.
 *
 * X{n} is blocks of 65535 and the rest. What may follow up to a limit, X{0,m}, is blocks and a rest
 * too, tried in the order of CPython: all totals down from m, or up to it if lazy:
 *
 *     greedy:  (?: block{q} X{0,r} | block{0,q-1} X{0,65534} )      m = q * 65535 + r
 *     lazy:    (?: block{0,q-1}? X{0,65534}? | block{q} X{0,r}? )
 *
 * That asks for an X of one width, whose place after n times does not depend on how it matched. */
#include "mod_re.h"

typedef struct Repeat {
    KbStrbuf *out;
    const char *item; /* the text of X */
    size_t len;
    const char *lazy; /* "?" or "" */
} Repeat;

static void put_item(const Repeat *r) {
    kb_strbuf_append(r->out, r->item, r->len);
}
static void put_blocks(const Repeat *r) {
    kb_strbuf_puts(r->out, "(?:");
    put_item(r);
    kb_strbuf_printf(r->out, "{%d})", RE_ENGINE_REPEAT);
}

/* X{n} */
static void put_exactly(const Repeat *r, int64_t n) {
    while (n > RE_ENGINE_REPEAT) {
        int64_t blocks = n / RE_ENGINE_REPEAT;
        if (blocks > RE_ENGINE_REPEAT) blocks = RE_ENGINE_REPEAT;
        put_blocks(r);
        kb_strbuf_printf(r->out, "{%lld}", (long long)blocks);
        n -= blocks * RE_ENGINE_REPEAT;
    }
    if (!n) return;
    put_item(r);
    kb_strbuf_printf(r->out, "{%lld}", (long long)n);
}

/* X{0,n} for any n that the engine counts */
static void put_rest(const Repeat *r, int64_t n) {
    put_item(r);
    kb_strbuf_printf(r->out, "{0,%lld}%s", (long long)n, r->lazy);
}

static void put_fewer_blocks(const Repeat *r, int64_t blocks) {
    for (; blocks > 0; blocks -= RE_ENGINE_REPEAT) {
        int64_t n = blocks < RE_ENGINE_REPEAT ? blocks : RE_ENGINE_REPEAT;
        put_blocks(r);
        kb_strbuf_printf(r->out, "{0,%lld}%s", (long long)n, r->lazy);
    }
    put_rest(r, RE_ENGINE_REPEAT - 1);
}
static void put_all_blocks(const Repeat *r, int64_t n) {
    put_exactly(r, n / RE_ENGINE_REPEAT * RE_ENGINE_REPEAT);
    put_rest(r, n % RE_ENGINE_REPEAT);
}

/* X{0,n} */
static void put_up_to(const Repeat *r, int64_t n) {
    if (n <= RE_ENGINE_REPEAT) {
        put_rest(r, n);
        return;
    }
    int64_t fewer = n / RE_ENGINE_REPEAT - 1;
    kb_strbuf_puts(r->out, "(?:");
    if (*r->lazy)
        put_fewer_blocks(r, fewer);
    else
        put_all_blocks(r, n);
    kb_strbuf_putc(r->out, '|');
    if (*r->lazy)
        put_all_blocks(r, n);
    else
        put_fewer_blocks(r, fewer);
    kb_strbuf_putc(r->out, ')');
}

static bool not_built(ReParser *p, const char *what) {
    ki_raise(p->in.ks, KI_EXC_NotImplementedError, "repeating %s more than %d times", what,
             RE_ENGINE_REPEAT);
    return false;
}

bool ki_re_put_long_repeat(ReParser *p, size_t item, const ReRepeat *count) {
    KbStrbuf *out = &p->out;
    KiState *ks = p->in.ks;
    if (count->groups) return not_built(p, "a capturing group");
    if (!count->one_width && count->max - count->min > RE_ENGINE_REPEAT)
        return not_built(p, "what has several widths at least so often and at most");
    size_t len = out->failed ? 0 : out->len - item;
    char *text = ki_mem_alloc(ks, len + 1);
    if (!text) return false;
    memcpy(text, out->data + item, len);
    out->len = item;
    Repeat r = {out, text, len, count->lazy ? "?" : ""};
    kb_strbuf_puts(out, count->possessive ? "(?>" : "(?:");
    put_exactly(&r, count->min);
    if (count->max < 0) {
        put_item(&r);
        kb_strbuf_printf(out, "*%s", r.lazy);
    } else if (count->max > count->min) {
        put_up_to(&r, count->max - count->min);
    }
    kb_strbuf_putc(out, ')');
    ki_mem_free(ks, text, len + 1);
    return true;
}
