/* str: allocation, construction, interning, hashing, comparison, concatenation in place, slices and
 * the type's slots. UTF-8 is in str_utf8.c, searching in str_search.c, repr in str_repr.c, methods
 * in builtins. */
#include "obj_str.h"

#include <stddef.h>
#include <stdio.h>
#include <wchar.h>

#include "../base/hash.h"
#include "../base/strbuf.h"
#include "buffer.h"
#include "containers.h"
#include "depth.h"
#include "obj_int.h"
#include "object_private.h"
#include "str_builder.h"

/* Block rounded up geometrically: set by ki_str_append so that repeated appends are amortised. */
#define STR_SLACK KI_OF_C

static size_t block_size(size_t len, int width, bool slack) {
    size_t n = offsetof(KiStr, data) + (len + 1) * (size_t)width;
    if (slack) {
        size_t unit = (size_t)1 << (63 - __builtin_clzl(n));
        unit /= 8;
        n = (n + unit - 1) & ~(unit - 1);
    }
    return n;
}

size_t ki_str_block_size(const KiStr *s) {
    return block_size(s->len, s->h.aux, s->h.flags & STR_SLACK);
}

KiStr *ki_str_alloc(KiState *ks, size_t len, int width, bool ascii) {
    if (len > (size_t)1 << 44) {
        ki_raise_nomem(ks);
        return NULL;
    }
    KiStr *s = (KiStr *)ki_object_alloc(ks, ks->types[KI_K_STR], block_size(len, width, false));
    if (!s) return NULL;
    s->h.aux = (uint16_t)width;
    if (ascii) s->h.flags |= KI_STR_ASCII;
    s->hash = 0;
    s->len = len;
    s->utf8 = NULL;
    s->utf8_len = 0;
    if (width == 1)
        s->data.u1[len] = 0;
    else if (width == 2)
        s->data.u2[len] = 0;
    else
        s->data.u4[len] = 0;
    return s;
}

/* ---- shared strings ---- */

static KiValue empty_str(KiState *ks) {
    if (KB_UNLIKELY(!ki_is_ptr(ks->empty_str) || !ks->empty_str)) {
        KiStr *s = ki_str_alloc(ks, 0, 1, true);
        if (!s) return KI_ERR;
        ks->empty_str = ki_from_obj(s);
    }
    return ki_new_ref(ks->empty_str);
}

static KiValue latin1_char(KiState *ks, uint32_t c) {
    KiValue *slot = &ks->latin1[c];
    if (KB_UNLIKELY(!ki_is_ptr(*slot) || !*slot)) {
        KiStr *s = ki_str_alloc(ks, 1, 1, c < 128);
        if (!s) return KI_ERR;
        s->data.u1[0] = (uint8_t)c;
        *slot = ki_from_obj(s);
    }
    return ki_new_ref(*slot);
}

typedef struct KiInternTable {
    KiStr **slots; /* NULL: free; TOMBSTONE: removed */
    size_t size, fill, used;
} KiInternTable;
#define TOMBSTONE ((KiStr *)(uintptr_t)1)

bool ki_str_state_init(KiState *ks) {
    KiValue v = empty_str(ks), b = ki_bytes_from(ks, NULL, 0);
    if (v != KI_ERR) ki_decref(ks, v);
    if (b != KI_ERR) ki_decref(ks, b);
    if (v == KI_ERR || b == KI_ERR) return false;
    for (uint32_t c = 0; c < 256; c++) {
        v = latin1_char(ks, c);
        if (v == KI_ERR) return false;
        ki_decref(ks, v);
    }
    return true;
}

void ki_str_state_free(KiState *ks) {
    KiValue v = ks->empty_str;
    ks->empty_str = KI_ABSENT;
    if (v) ki_decref(ks, v);
    for (int c = 0; c < 256; c++) {
        v = ks->latin1[c];
        ks->latin1[c] = KI_ABSENT;
        if (v) ki_decref(ks, v);
    }
    KiInternTable *t = ks->interned;
    if (!t) return;
    /* strings that outlive the table must not look for themselves in it */
    for (size_t i = 0; i < t->size; i++)
        if (t->slots[i] && t->slots[i] != TOMBSTONE)
            t->slots[i]->h.flags &= (uint8_t)~KI_STR_INTERNED;
    ki_mem_free(ks, t->slots, t->size * sizeof *t->slots);
    ki_mem_free(ks, t, sizeof *t);
    ks->interned = NULL;
}

static bool intern_resize(KiState *ks, KiInternTable *t) {
    size_t size = 1024;
    while (size < t->used * 3)
        size *= 2;
    KiStr **slots = ki_mem_alloc(ks, size * sizeof *slots);
    if (!slots) return false;
    memset(slots, 0, size * sizeof *slots);
    for (size_t i = 0; i < t->size; i++) {
        KiStr *s = t->slots[i];
        if (!s || s == TOMBSTONE) continue;
        size_t j = s->hash & (size - 1);
        while (slots[j])
            j = (j + 1) & (size - 1);
        slots[j] = s;
    }
    if (t->slots) ki_mem_free(ks, t->slots, t->size * sizeof *t->slots);
    t->slots = slots;
    t->size = size;
    t->fill = t->used;
    return true;
}

KiStr *ki_str_intern(KiState *ks, KiStr *s) {
    if (s->h.flags & KI_STR_INTERNED) return s;
    if (s->len == 0 || (s->len == 1 && s->h.aux == 1)) {
        KiValue v = s->len ? latin1_char(ks, s->data.u1[0]) : empty_str(ks);
        ki_decref_obj(ks, &s->h);
        if (v == KI_ERR) return NULL;
        s = (KiStr *)ki_obj(v);
        if (s->h.flags & KI_STR_INTERNED) return s;
    }
    KiInternTable *t = ks->interned;
    if (!t) {
        t = ki_mem_alloc(ks, sizeof *t);
        if (!t) goto fail;
        memset(t, 0, sizeof *t);
        ks->interned = t;
    }
    if ((t->fill + 1) * 3 > t->size * 2 && !intern_resize(ks, t)) goto fail;
    size_t i = ki_str_hash(ks, s) & (t->size - 1);
    for (; t->slots[i]; i = (i + 1) & (t->size - 1)) {
        KiStr *e = t->slots[i];
        if (e != TOMBSTONE && e->hash == s->hash && ki_str_eq(ks, e, s)) {
            ki_incref_obj(&e->h);
            ki_decref_obj(ks, &s->h);
            return e;
        }
    }
    t->slots[i] = s;
    t->fill++;
    t->used++;
    s->h.flags |= KI_STR_INTERNED;
    return s;
fail:
    ki_decref_obj(ks, &s->h);
    return NULL;
}

static void intern_remove(KiState *ks, KiStr *s) {
    KiInternTable *t = ks->interned;
    if (!t) return;
    for (size_t i = s->hash & (t->size - 1); t->slots[i]; i = (i + 1) & (t->size - 1)) {
        if (t->slots[i] == s) {
            t->slots[i] = TOMBSTONE;
            t->used--;
            return;
        }
    }
}

KiStr *ki_intern_cstr(KiState *ks, const char *s) {
    KiValue v = ki_str_from_cstr(ks, s);
    return v == KI_ERR ? NULL : ki_str_intern(ks, (KiStr *)ki_obj(v));
}

/* ---- construction ---- */

KiValue ki_str_from_units(KiState *ks, const void *data, int width, size_t n) {
    if (n == 0) return empty_str(ks);
    if (n == 1) {
        uint32_t c = width == 1   ? *(const uint8_t *)data
                     : width == 2 ? *(const uint16_t *)data
                                  : *(const uint32_t *)data;
        return ki_str_from_char(ks, c);
    }
    uint32_t seen = ki_units_seen(data, width, n);
    int w = ki_width_of(seen);
    KiStr *s = ki_str_alloc(ks, n, w, seen < 128);
    if (!s) return KI_ERR;
    ki_copy_units(s->data.u1, w, data, width, n);
    return ki_from_obj(s);
}

KiValue ki_str_narrowed(KiState *ks, KiStr *s) {
    if (s->h.flags & KI_STR_ASCII) return ki_from_obj(s);
    uint32_t seen = ki_units_seen(s->data.u1, s->h.aux, s->len);
    if (seen < 0x80 && s->h.aux == 1) s->h.flags |= KI_STR_ASCII;
    if (ki_width_of(seen) == s->h.aux) return ki_from_obj(s);
    KiValue v = ki_str_from_units(ks, s->data.u1, s->h.aux, s->len);
    ki_decref_obj(ks, &s->h);
    return v;
}

KiValue ki_str_from_ucs4(KiState *ks, const uint32_t *s, size_t n) {
    return ki_str_from_units(ks, s, 4, n);
}

KiValue ki_str_from_char(KiState *ks, uint32_t c) {
    if (c < 256) return latin1_char(ks, c);
    KiStr *s = ki_str_alloc(ks, 1, ki_width_of(c), false);
    if (!s) return KI_ERR;
    if (c < 0x10000)
        s->data.u2[0] = (uint16_t)c;
    else
        s->data.u4[0] = c;
    return ki_from_obj(s);
}

KiValue ki_str_from_ascii(KiState *ks, const char *p, size_t n) {
    if (n == 0) return empty_str(ks);
    if (n == 1) return latin1_char(ks, (uint8_t)*p);
    KiStr *s = ki_str_alloc(ks, n, 1, true);
    if (!s) return KI_ERR;
    memcpy(s->data.u1, p, n);
    return ki_from_obj(s);
}

KiValue ki_str_format(KiState *ks, const char *fmt, ...) {
    char small[256];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n >= 0 && (size_t)n < sizeof small) return ki_str_from_message(ks, small, (size_t)n);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    va_start(ap, fmt);
    kb_strbuf_vprintf(&b, fmt, ap);
    va_end(ap);
    KiValue v = b.failed ? ki_raise_nomem(ks) : ki_str_from_message(ks, b.data, b.len);
    kb_strbuf_free(&b);
    return v;
}

/* ---- hash and comparison ---- */

uint64_t ki_str_hash(KiState *ks, KiStr *s) {
    if (KB_LIKELY(s->hash != 0) || s->len == 0) return s->hash;
    uint64_t h = kb_siphash13(ks->hash_key[0], ks->hash_key[1], s->data.u1, s->len * s->h.aux);
    if (h == UINT64_MAX) h = (uint64_t)-2;
    return s->hash = h;
}

bool ki_str_eq(KiState *ks, const KiStr *a, const KiStr *b) {
    (void)ks;
    if (a == b) return true;
    if (a->len != b->len || a->h.aux != b->h.aux) return false;
    if (a->hash && b->hash && a->hash != b->hash) return false;
    size_t n = a->len * a->h.aux;
    const uint8_t *p = a->data.u1, *q = b->data.u1;
    uint64_t x, y;
    if (n > 16 || n == 0) return memcmp(p, q, n) == 0;
    memcpy(&x, p, 8); /* the smallest block has room for 16 bytes of text */
    memcpy(&y, q, 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (n < 8) return (x ^ y) << (64 - 8 * n) == 0;
#else
    if (n < 8) return memcmp(p, q, n) == 0;
#endif
    if (x != y) return false;
    memcpy(&x, p + n - 8, 8);
    memcpy(&y, q + n - 8, 8);
    return x == y;
}

bool ki_str_eq_cstr(const KiStr *a, const char *b) {
    return (a->h.flags & KI_STR_ASCII) && strlen(b) == a->len && memcmp(a->data.u1, b, a->len) == 0;
}

/* Units at the start that are the same in both, but for the last few. */
static size_t same_units(const uint8_t *a, const uint8_t *b, int width, size_t n) {
    size_t i = 0, bytes = n * (size_t)width;
    uint64_t x[2], y[2];
    for (; i + sizeof x <= bytes; i += sizeof x) {
        memcpy(x, a + i, sizeof x);
        memcpy(y, b + i, sizeof y);
        if ((x[0] ^ y[0]) | (x[1] ^ y[1])) break;
    }
    return i / (size_t)width;
}

int ki_str_compare(const KiStr *a, const KiStr *b) {
    size_t n = a->len < b->len ? a->len : b->len;
    if (a->h.aux == 1 && b->h.aux == 1) {
        int c = memcmp(a->data.u1, b->data.u1, n);
        if (c) return c < 0 ? -1 : 1;
    } else if (a->h.aux == 4 && b->h.aux == 4 && sizeof(wchar_t) == 4) {
        int c = wmemcmp((const wchar_t *)a->data.u4, (const wchar_t *)b->data.u4, n);
        if (c) return c < 0 ? -1 : 1;
    } else {
        size_t i = a->h.aux == b->h.aux ? same_units(a->data.u1, b->data.u1, a->h.aux, n) : 0;
        for (; i < n; i++) {
            uint32_t x = ki_str_at(a, i), y = ki_str_at(b, i);
            if (x != y) return x < y ? -1 : 1;
        }
    }
    return a->len < b->len ? -1 : a->len > b->len;
}

bool ki_str_holds(KiState *ks, const KiStr *a, const KiStr *b, KiCompareOp op) {
    if (op == KI_EQ) return ki_str_eq(ks, a, b);
    if (op == KI_NE) return !ki_str_eq(ks, a, b);
    return ki_cmp_result(ki_str_compare(a, b), op);
}

/* ---- concatenation ---- */

KiValue ki_str_concat(KiState *ks, KiStr *a, KiStr *b) {
    if (!a->len) return ki_new_ref(ki_from_obj(b));
    if (!b->len) return ki_new_ref(ki_from_obj(a));
    int w = a->h.aux > b->h.aux ? a->h.aux : b->h.aux;
    KiStr *s = ki_str_alloc(ks, a->len + b->len, w, a->h.flags & b->h.flags & KI_STR_ASCII);
    if (!s) return KI_ERR;
    ki_copy_units(s->data.u1, w, a->data.u1, a->h.aux, a->len);
    ki_copy_units(s->data.u1 + a->len * (size_t)w, w, b->data.u1, b->h.aux, b->len);
    return ki_from_obj(s);
}

/* On failure *left keeps its old value. */
bool ki_str_append(KiState *ks, KiValue *left, KiStr *right) {
    KiStr *s = (KiStr *)ki_obj(*left);
    if (!right->len) return true;
    if (s->h.rc != 1 || s->h.kind != KI_K_STR || (s->h.flags & KI_STR_INTERNED) || s == right ||
        s->h.aux < right->h.aux || s->len < 8) {
        KiValue v = ki_str_concat(ks, s, right);
        if (v == KI_ERR) return false;
        ki_assign(ks, left, v);
        return true;
    }
    int w = s->h.aux;
    size_t len = s->len, old_size = ki_str_block_size(s);
    size_t new_size = block_size(len + right->len, w, true);
    if (new_size != old_size) {
        s = (KiStr *)ki_object_realloc(ks, &s->h, old_size, new_size);
        if (!s) return false;
        *left = ki_from_obj(s);
    }
    s->h.flags |= STR_SLACK;
    if (!(right->h.flags & KI_STR_ASCII)) s->h.flags &= (uint8_t)~KI_STR_ASCII;
    if (s->utf8) {
        ki_mem_free(ks, s->utf8, s->utf8_len + 1);
        s->utf8 = NULL;
    }
    s->hash = 0;
    ki_copy_units(s->data.u1 + len * (size_t)w, w, right->data.u1, right->h.aux, right->len);
    s->len = len + right->len;
    memset(s->data.u1 + s->len * (size_t)w, 0, (size_t)w);
    return true;
}

KiValue ki_str_build(KiState *ks, const KiValue *parts, int64_t n) {
    size_t len = 0;
    int w = 1;
    uint8_t ascii = KI_STR_ASCII;
    for (int64_t i = 0; i < n; i++) {
        KiStr *p = ki_str_of(parts[i]);
        len += p->len;
        ascii &= p->h.flags;
        if (p->h.aux > w) w = p->h.aux;
    }
    if (len == 0) return empty_str(ks);
    if (len == 1) {
        for (int64_t i = 0; i < n; i++)
            if (ki_str_of(parts[i])->len) return ki_new_ref(ki_from_obj(ki_str_of(parts[i])));
    }
    KiStr *s = ki_str_alloc(ks, len, w, ascii);
    if (!s) return KI_ERR;
    size_t at = 0;
    for (int64_t i = 0; i < n; i++) {
        KiStr *p = ki_str_of(parts[i]);
        uint8_t *to = s->data.u1 + at * (size_t)w;
        if (w == 1 && p->len <= 16 && at + 16 <= len)
            memcpy(to, p->data.u1, 16); /* what is too much the next part overwrites */
        else
            ki_copy_units(to, w, p->data.u1, p->h.aux, p->len);
        at += p->len;
    }
    return ki_from_obj(s);
}

KiValue ki_str_join(KiState *ks, KiStr *sep, KiValue iterable) {
    KiValue seq;
    if (ki_is_kind(iterable, KI_K_LIST) || ki_is_kind(iterable, KI_K_TUPLE)) {
        seq = ki_new_ref(iterable);
    } else {
        KiValue it = ki_iter(ks, iterable); /* whose length is asked for, not the object's */
        if (it == KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "can only join an iterable");
        }
        if (it == KI_ERR) return KI_ERR;
        KiList *l = ki_to_list(ks, it);
        ki_decref(ks, it);
        if (!l) return KI_ERR;
        seq = ki_from_obj(l);
    }
    bool is_list = ki_is_kind(seq, KI_K_LIST);
    int64_t n = is_list ? ki_list_of(seq)->len : ki_tuple_of(seq)->len;
    KiValue *items = is_list ? ki_list_of(seq)->items : ki_tuple_of(seq)->items;
    KiValue out = KI_ERR;
    size_t len = n > 1 ? sep->len * (size_t)(n - 1) : 0;
    int w = n > 1 ? sep->h.aux : 1;
    uint8_t ascii = n > 1 ? sep->h.flags & KI_STR_ASCII : KI_STR_ASCII;
    for (int64_t i = 0; i < n; i++) {
        if (!ki_is_str(items[i])) {
            ki_raise(ks, KI_EXC_TypeError, "sequence item %lld: expected str instance, %s found",
                     (long long)i, ki_type_name(ks, items[i]));
            goto done;
        }
        KiStr *p = ki_str_of(items[i]);
        len += p->len;
        ascii &= p->h.flags;
        if (p->h.aux > w) w = p->h.aux;
    }
    if (n == 1 && ki_is_str_exact(items[0])) {
        out = ki_new_ref(items[0]);
        goto done;
    }
    if (len <= 1) {
        out = empty_str(ks);
        if (len == 0 || out == KI_ERR) goto done;
        for (int64_t i = 0; i < n; i++)
            if (ki_str_of(items[i])->len) ki_assign(ks, &out, ki_new_ref(ki_unbox(items[i])));
        if (ki_str_of(out)->len == 0) ki_assign(ks, &out, ki_new_ref(ki_from_obj(sep)));
        goto done;
    }
    KiStr *s = ki_str_alloc(ks, len, w, ascii);
    if (!s) goto done;
    uint8_t *at = s->data.u1;
    for (int64_t i = 0; i < n; i++) {
        if (i && sep->len) {
            ki_copy_units(at, w, sep->data.u1, sep->h.aux, sep->len);
            at += sep->len * (size_t)w;
        }
        KiStr *p = ki_str_of(items[i]);
        ki_copy_units(at, w, p->data.u1, p->h.aux, p->len);
        at += p->len * (size_t)w;
    }
    out = ki_from_obj(s);
done:
    ki_decref(ks, seq);
    return out;
}

KiValue ki_str_slice(KiState *ks, KiStr *s, int64_t start, int64_t stop, int64_t step, int64_t n) {
    (void)stop;
    if (n <= 0) return empty_str(ks);
    if (n == 1) return ki_str_from_char(ks, ki_str_at(s, (size_t)start));
    int w = s->h.aux;
    if (step == 1) {
        if (start == 0 && (size_t)n == s->len && s->h.kind == KI_K_STR)
            return ki_new_ref(ki_from_obj(s));
        const void *from = ki_str_units(s, (size_t)start);
        if (!(s->h.flags & KI_STR_ASCII)) return ki_str_from_units(ks, from, w, (size_t)n);
        return ki_str_from_ascii(ks, from, (size_t)n);
    }
    KiStr *r = ki_str_alloc(ks, (size_t)n, w, s->h.flags & KI_STR_ASCII);
    if (!r) return KI_ERR;
    int64_t at = start;
    if (w == 1)
        for (int64_t i = 0; i < n; i++, at += step)
            r->data.u1[i] = s->data.u1[at];
    else if (w == 2)
        for (int64_t i = 0; i < n; i++, at += step)
            r->data.u2[i] = s->data.u2[at];
    else
        for (int64_t i = 0; i < n; i++, at += step)
            r->data.u4[i] = s->data.u4[at];
    return ki_str_narrowed(ks, r);
}

/* ---- Unicode errors ---- */

static KiValue raise_unicode(KiState *ks, enum KiExcId id, const char *encoding,
                             KiValue object /* consumed */, size_t start, size_t end,
                             const char *reason) {
    KiValue args[5] = {ki_str_from_cstr(ks, encoding), object, ki_small_int((int64_t)start),
                       ki_small_int((int64_t)end), ki_str_from_cstr(ks, reason)};
    if (args[0] != KI_ERR && args[1] != KI_ERR && args[4] != KI_ERR) {
        KiValue exc = ki_exc_new(ks, ks->exceptions[id], args, 5);
        if (exc != KI_ERR) {
            ki_raise_obj(ks, exc);
            ki_decref(ks, exc);
        }
    }
    for (int i = 0; i < 5; i++)
        ki_decref(ks, args[i]);
    return KI_ERR;
}

KiValue ki_raise_decode(KiState *ks, const char *encoding, const void *data, size_t n, size_t start,
                        size_t end, const char *reason) {
    return raise_unicode(ks, KI_EXC_UnicodeDecodeError, encoding, ki_bytes_from(ks, data, n), start,
                         end, reason);
}
KiValue ki_raise_encode(KiState *ks, const char *encoding, KiStr *s, size_t start, size_t end,
                        const char *reason) {
    return raise_unicode(ks, KI_EXC_UnicodeEncodeError, encoding, ki_new_ref(ki_from_obj(s)), start,
                         end, reason);
}

/* ---- slots ---- */

static void str_dealloc(KiState *ks, KiObj *o) {
    KiStr *s = (KiStr *)o;
    if (o->flags & KI_STR_INTERNED) intern_remove(ks, s);
    if (s->utf8) ki_mem_free(ks, s->utf8, s->utf8_len + 1);
}

static KiValue str_repr(KiState *ks, KiValue v) {
    return ki_str_repr(ks, ki_str_of(v));
}
static KiValue str_str(KiState *ks, KiValue v) {
    (void)ks;
    return ki_new_ref(ki_unbox(v));
}
static bool str_hash(KiState *ks, KiValue v, int64_t *out) {
    *out = (int64_t)ki_str_hash(ks, ki_str_of(v));
    return true;
}
static KiValue str_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_str(a) || !ki_is_str(b)) return KI_NOT_IMPLEMENTED;
    return ki_bool(ki_str_holds(ks, ki_str_of(a), ki_str_of(b), op));
}
static int64_t str_len(KiState *ks, KiValue v) {
    (void)ks;
    return (int64_t)ki_str_of(v)->len;
}
static int str_truth(KiState *ks, KiValue v) {
    (void)ks;
    return ki_str_of(v)->len != 0;
}
static KiValue str_getitem(KiState *ks, KiValue v, KiValue key) {
    KiStr *s = ki_str_of(v);
    int64_t i, stop, step, n;
    if (ki_is_slice(key)) {
        if (!ki_slice_resolve(ks, (KiSlice *)ki_obj(key), (int64_t)s->len, &i, &stop, &step, &n))
            return KI_ERR;
        return ki_str_slice(ks, s, i, stop, step, n);
    }
    int r = ki_seq_index(ks, key, &i);
    if (r < 0) return KI_ERR;
    if (!r)
        return ki_raise(ks, KI_EXC_TypeError, "string indices must be integers, not '%s'",
                        ki_type_name(ks, key));
    if (i < 0) i += (int64_t)s->len;
    if (i < 0 || i >= (int64_t)s->len)
        return ki_raise(ks, KI_EXC_IndexError, "string index out of range");
    return ki_str_from_char(ks, ki_str_at(s, (size_t)i));
}
static int str_contains(KiState *ks, KiValue v, KiValue item) {
    if (!ki_is_str(item)) {
        ki_raise(ks, KI_EXC_TypeError, "'in <string>' requires string as left operand, not %s",
                 ki_type_name(ks, item));
        return -1;
    }
    KiStr *s = ki_str_of(v);
    return ki_str_find(s, ki_str_of(item), 0, (int64_t)s->len, false) >= 0;
}
static KiValue str_concat(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_str(b))
        return ki_raise(ks, KI_EXC_TypeError, "can only concatenate str (not \"%s\") to str",
                        ki_type_name(ks, b));
    return ki_str_concat(ks, ki_str_of(a), ki_str_of(b));
}
static KiValue str_repeat(KiState *ks, KiValue a, int64_t n) {
    KiStr *s = ki_str_of(a);
    if (n <= 0 || !s->len) return empty_str(ks);
    if (n == 1) return ki_new_ref(ki_from_obj(s));
    int w = s->h.aux;
    if ((uint64_t)n > ((uint64_t)1 << 44) / s->len) return ki_raise_nomem(ks);
    KiStr *r = ki_str_alloc(ks, s->len * (size_t)n, w, s->h.flags & KI_STR_ASCII);
    if (!r) return KI_ERR;
    size_t unit = s->len * (size_t)w, total = unit * (size_t)n;
    if (unit == 1) {
        memset(r->data.u1, s->data.u1[0], total);
        return ki_from_obj(r);
    }
    memcpy(r->data.u1, s->data.u1, unit);
    for (size_t done = unit; done < total;) {
        size_t k = done < total - done ? done : total - done;
        memcpy(r->data.u1 + done, r->data.u1, k);
        done += k;
    }
    return ki_from_obj(r);
}
static KiValue str_mod(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_str(a)) return KI_NOT_IMPLEMENTED;
    return ki_str_percent(ks, a, b);
}
static KiValue str_iter(KiState *ks, KiValue v) {
    KiValue s = ki_unbox(v);
    bool ascii = s == v && ki_obj(s)->flags & KI_STR_ASCII; /* not of a subclass */
    return ki_iter_new(ks, ascii ? KI_K_STR_ASCII_ITER : KI_K_STR_ITER, s, 0, 0);
}

/* encoding and errors arguments: UTF-8 text of a str, or NULL if absent. */
static bool opt_text(KiState *ks, KiValue v, const char *fname, const char *arg, const char **out) {
    *out = NULL;
    if (v == KI_ABSENT) return true;
    if (!ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "%s() argument '%s' must be str, not %s", fname, arg,
                 v == KI_NONE ? "None" : ki_type_name(ks, v));
        return false;
    }
    *out = ki_str_utf8_whole(ks, ki_str_of(v));
    return *out != NULL;
}

static KiValue str_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"object", "encoding", "errors"};
    KiValue a[3], v;
    const char *encoding, *errors;
    if (KB_LIKELY(nargs == 1 && kwnames == KI_ABSENT)) {
        v = ki_str(ks, args[0]);
    } else {
        if (!ki_parse_args(ks, "str", names, 0, 0, 3, args, nargs, kwnames, a)) return KI_ERR;
        if (!opt_text(ks, a[1], "str", "encoding", &encoding) ||
            !opt_text(ks, a[2], "str", "errors", &errors))
            return KI_ERR;
        if (a[0] == KI_ABSENT) {
            v = empty_str(ks);
        } else if (a[1] == KI_ABSENT && a[2] == KI_ABSENT) {
            v = ki_str(ks, a[0]);
        } else if (ki_is_str(a[0])) {
            return ki_raise(ks, KI_EXC_TypeError, "decoding str is not supported");
        } else {
            KiBuffer whole;
            bool ok = ki_slots_of(ks, a[0])->get_buffer && ki_get_buffer(ks, a[0], &whole, false);
            if (ok) {
                ok = ki_buffer_is_contiguous(&whole);
                ki_release_buffer(ks, &whole);
            }
            if (!ok) {
                ki_clear_exc(ks);
                return ki_raise(ks, KI_EXC_TypeError,
                                "decoding to str: need a bytes-like object, %s found",
                                ki_type_name(ks, a[0]));
            }
            KiValue b = ki_bytes_from_object(ks, a[0]);
            if (b == KI_ERR) return KI_ERR;
            size_t n = ki_bytes_of(b)->len; /* of nothing, no codec is asked for */
            v = n || ks->config.dev_mode ? ki_decode(ks, ki_bytes_of(b)->data, n, encoding, errors)
                                         : ki_str_from_utf8(ks, "", 0);
            ki_decref(ks, b);
        }
    }
    return v;
}

static const char *str_new_at_limit(KiState *ks, const KiValue *args, int nargs) {
    return nargs == 1 && ki_is_exact_int(args[0]) ? KI_IN_STR : NULL;
}

const KiSlots ki_str_slots = {
    .new_at_limit = str_new_at_limit,
    .dealloc = str_dealloc,
    .getattr = ki_generic_getattr,
    .repr = str_repr,
    .str = str_str,
    .hash = str_hash,
    .compare = str_compare,
    .iter = str_iter,
    .new_ = str_new,
    .binary = {[KI_MOD] = str_mod},
    .truth = str_truth,
    .len = str_len,
    .getitem = str_getitem,
    .contains = str_contains,
    .concat = str_concat,
    .repeat = str_repeat,
};
