/* Rewriting str: replace, translate and its tables, expandtabs. */
#include "builtins.h"
#include "str_methods.h"

/* One character for another of the same width. */
KB_VECTORISE static void swap_units(KiStr *r, const KiStr *s, uint32_t old, uint32_t new_) {
    size_t n = s->len;
    if (s->h.aux == 1)
        for (size_t i = 0; i < n; i++)
            r->data.u1[i] = s->data.u1[i] == old ? (uint8_t)new_ : s->data.u1[i];
    else if (s->h.aux == 2)
        for (size_t i = 0; i < n; i++)
            r->data.u2[i] = s->data.u2[i] == old ? (uint16_t)new_ : s->data.u2[i];
    else
        for (size_t i = 0; i < n; i++)
            r->data.u4[i] = s->data.u4[i] == old ? new_ : s->data.u4[i];
}

static KiValue swap_all(KiState *ks, const KiStr *s, uint32_t old, uint32_t new_) {
    bool ascii = s->h.flags & KI_STR_ASCII && new_ < 128;
    KiStr *r = ki_str_alloc(ks, s->len, s->h.aux, ascii);
    if (!r) return KI_ERR;
    swap_units(r, s, old, new_);
    return ki_str_narrowed(ks, r);
}

static void put_range(uint8_t **to, int w, const KiStr *s, size_t from, size_t end) {
    ki_copy_units(*to, w, ki_str_units(s, from), s->h.aux, end - from);
    *to += (end - from) * (size_t)w;
}

enum { BATCH = 128 };

/* The first `count` of old replaced; at[] has the places of the first BATCH
 * of them, and the search for others goes on at `from`. */
static KiValue replace_places(KiState *ks, KiStr *s, KiStr *old, KiStr *new_, size_t count,
                              size_t *at, size_t from) {
    size_t kept = s->len - count * old->len, room = ((size_t)1 << 44) - kept;
    if (new_->len && count > room / new_->len) return ki_raise_nomem(ks);
    size_t len = kept + count * new_->len;
    int w = s->h.aux > new_->h.aux ? s->h.aux : new_->h.aux;
    if (len < 2) { /* one character at most is left over, or put in */
        KiStr *rest = count && new_->len ? new_ : s;
        for (size_t i = 0; len && rest == s && i <= count; i++) {
            size_t begin = i ? at[i - 1] + old->len : 0, end = i < count ? at[i] : s->len;
            if (begin < end) return ki_substr(ks, s, (int64_t)begin, (int64_t)end);
        }
        return len ? ki_same_str(rest) : ki_substr(ks, s, 0, 0);
    }
    KiStr *r = ki_str_alloc(ks, len, w, s->h.flags & new_->h.flags & KI_STR_ASCII);
    if (!r) return KI_ERR;
    uint8_t *to = r->data.u1;
    size_t done = 0, batch = count < BATCH ? count : BATCH;
    for (;;) {
        for (size_t i = 0; i < batch; i++) {
            put_range(&to, w, s, done, at[i]);
            put_range(&to, w, new_, 0, new_->len);
            done = at[i] + old->len;
        }
        if (!(count -= batch)) break;
        batch = ki_str_find_all(s, old, &from, s->len, at, count < BATCH ? count : BATCH);
    }
    put_range(&to, w, s, done, s->len);
    return ki_str_narrowed(ks, r);
}

/* new_ before every character and at the end, at most max times. */
static KiValue interleave(KiState *ks, KiStr *s, KiStr *new_, int64_t max) {
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    size_t i = 0;
    for (; i < s->len && max != 0 && !b.failed; i++, max--) {
        ki_sb_put_str(&b, new_);
        ki_sb_putc(&b, ki_str_at(s, i));
    }
    if (max != 0)
        ki_sb_put_str(&b, new_);
    else
        ki_sb_put_range(&b, s, i, s->len - i);
    return ki_sb_finish(&b);
}

KiValue ki_strm_replace(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args), *old = ki_need_str(ks, args[1], "replace() argument 1 ");
    KiStr *new_ = old ? ki_need_str(ks, args[2], "replace() argument 2 ") : NULL;
    int64_t max;
    if (!new_ || !ki_arg_i64(ks, args[3], &max)) return KI_ERR;
    if (max == 0 || (s->len < old->len && old->len)) return ki_same_str(s);
    if (!old->len) return interleave(ks, s, new_, max);
    size_t at[BATCH], from = 0, most = max < 0 ? SIZE_MAX : (size_t)max;
    if (max < 0 && old->len == 1 && new_->len == 1 && s->len > 1 && old->h.aux <= s->h.aux &&
        new_->h.aux <= s->h.aux) {
        if (!ki_str_count(s, old, 0, s->len)) return ki_same_str(s);
        return swap_all(ks, s, ki_str_at(old, 0), ki_str_at(new_, 0));
    }
    size_t count = ki_str_find_all(s, old, &from, s->len, at, most < BATCH ? most : BATCH);
    if (!count) return ki_same_str(s);
    if (count == BATCH && most > BATCH) {
        size_t others = ki_str_count(s, old, from, s->len);
        count += others < most - BATCH ? others : most - BATCH;
    }
    return replace_places(ks, s, old, new_, count, at, from);
}

/* table[c], owned; ABSENT: the character stays as it is. */
static KiValue table_answer(KiState *ks, KiValue table, uint32_t c) {
    if (ki_is_kind(table, KI_K_DICT)) {
        KiValue v = ki_dict_get(ks, ki_dict_of(table), ki_small_int(c));
        return v == KI_ABSENT || v == KI_ERR ? v : ki_new_ref(v);
    }
    KiValue v = ki_getitem(ks, table, ki_small_int(c));
    if (v != KI_ERR || !ki_pending_is(ks, KI_EXC_LookupError)) return v;
    ki_clear_exc(ks);
    return KI_ABSENT;
}

/* Writes what the table says of c. Consumes the answer; false: raised. */
static bool put_answer(KiState *ks, KiStrBuilder *b, KiValue v, uint32_t c) {
    bool ok = true;
    int64_t n;
    if (v == KI_ERR) return false;
    if (v == KI_ABSENT) return ki_sb_putc(b, c);
    if (v == KI_NONE) {
        /* deleted */
    } else if (ki_is_str(v)) {
        ok = ki_sb_put_value(b, v);
    } else if (ki_is_integer(v)) {
        if (!ki_int_try_i64(v, &n) || n < 0 || n > 0x10FFFF) {
            ki_raise(ks, KI_EXC_ValueError, "character mapping must be in range(0x110000)");
            ok = false;
        } else {
            ok = ki_sb_putc(b, (uint32_t)n);
        }
    } else {
        ki_raise(ks, KI_EXC_TypeError, "character mapping must return integer, None or str");
        ok = false;
    }
    ki_decref(ks, v);
    return ok;
}

/* The one ASCII character that was written behind `before`; NOT_ASCII: something else. */
enum { NOT_ASKED = 0xFF, DELETED = 0xFE, NOT_ASCII = 0xFD };
static uint8_t written(const KiStrBuilder *b, size_t before) {
    if (b->len == before) return DELETED;
    uint32_t c = b->width == 1   ? ((uint8_t *)b->buf)[before]
                 : b->width == 2 ? ((uint16_t *)b->buf)[before]
                                 : ((uint32_t *)b->buf)[before];
    return b->len == before + 1 && c < 128 ? (uint8_t)c : NOT_ASCII;
}

/* ASCII text asks the table once for each character that becomes ASCII again or nothing. With
 * another table than a dict, which may notice, that ends before the first that becomes something
 * else: *at is where. */
static bool translate_ascii(KiState *ks, KiStrBuilder *b, KiValue table, const KiStr *s,
                            size_t *at) {
    uint8_t known[128];
    bool dict = ki_is_kind(table, KI_K_DICT);
    memset(known, NOT_ASKED, sizeof known);
    *at = 0;
    if (!ki_sb_grow(b, s->len, 1)) return false;
    for (; *at < s->len; ++*at) {
        uint8_t c = s->data.u1[*at], to = known[c];
        if (KB_LIKELY(to < 128 && b->width == 1 && b->len < b->cap)) {
            ((uint8_t *)b->buf)[b->len++] = to;
        } else if (to < 128) {
            if (!ki_sb_putc(b, to)) return false;
        } else if (to != DELETED) {
            size_t before = b->len;
            uint32_t seen = b->seen;
            KiValue v = table_answer(ks, table, c);
            bool piece = v != KI_ERR && v != KI_ABSENT && ki_is_str(v) && ki_str_of(v)->len != 1;
            if (!put_answer(ks, b, v, c)) return false;
            known[c] = piece ? NOT_ASCII : written(b, before);
            if (known[c] == NOT_ASCII && !dict) {
                b->len = before;
                b->seen = seen;
                return true;
            }
        }
    }
    return true;
}

static bool translate_from(KiState *ks, KiStrBuilder *b, KiValue table, const KiStr *s, size_t i) {
    bool dict = ki_is_kind(table, KI_K_DICT);
    for (; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        KiValue v = table_answer(ks, table, c);
        /* behind a character to be deleted the next are asked whether they are too */
        for (bool gone = v == KI_NONE && !dict; gone && i + 1 < s->len; i += gone) {
            KiValue next = table_answer(ks, table, ki_str_at(s, i + 1));
            if (next == KI_ERR) return false;
            gone = next == KI_NONE;
            if (next != KI_ABSENT) ki_decref(ks, next);
        }
        if (!put_answer(ks, b, v, c)) return false;
    }
    return true;
}

KiValue ki_strm_translate(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    size_t at = 0;
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    bool ok = !(s->h.flags & KI_STR_ASCII) || translate_ascii(ks, &b, args[1], s, &at);
    if (ok && translate_from(ks, &b, args[1], s, at)) return ki_sb_finish(&b);
    ki_sb_free(&b);
    return KI_ERR;
}

/* maketrans(dict): one-character keys become code points. */
static bool table_from_dict(KiState *ks, KiDict *d, KiDict *src) {
    KiValue k, v;
    for (int64_t pos = 0; ki_dict_next(src, &pos, &k, &v);) {
        if (ki_is_str(k)) {
            KiStr *t = ki_str_of(k);
            if (t->len != 1) {
                ki_raise(ks, KI_EXC_ValueError,
                         "string keys in translate table must be of length 1");
                return false;
            }
            k = ki_small_int(ki_str_at(t, 0));
        } else if (!ki_is_integer(k)) {
            ki_raise(ks, KI_EXC_TypeError, "keys in translate table must be strings or integers");
            return false;
        }
        if (!ki_dict_set(ks, d, k, v)) return false;
    }
    return true;
}

static bool table_from_strs(KiState *ks, KiDict *d, KiValue x, KiValue y, KiValue z) {
    KiStr *to = ki_need_str(ks, y, "maketrans() argument 2 ");
    KiStr *gone = z == KI_ABSENT ? NULL : to ? ki_need_str(ks, z, "maketrans() argument 3 ") : NULL;
    if (!to || (z != KI_ABSENT && !gone)) return false;
    if (!ki_is_str(x)) {
        ki_raise(ks, KI_EXC_TypeError,
                 "first maketrans argument must be a string if there is a second argument");
        return false;
    }
    KiStr *from = ki_str_of(x);
    if (from->len != to->len) {
        ki_raise(ks, KI_EXC_ValueError, "the first two maketrans arguments must have equal length");
        return false;
    }
    for (size_t i = 0; i < from->len; i++)
        if (!ki_dict_set(ks, d, ki_small_int(ki_str_at(from, i)), ki_small_int(ki_str_at(to, i))))
            return false;
    for (size_t i = 0; gone && i < gone->len; i++)
        if (!ki_dict_set(ks, d, ki_small_int(ki_str_at(gone, i)), KI_NONE)) return false;
    return true;
}

KiValue ki_strm_maketrans(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiDict *d = ki_dict_new(ks);
    if (!d) return KI_ERR;
    bool ok = false;
    if (args[1] != KI_ABSENT)
        ok = table_from_strs(ks, d, args[0], args[1], args[2]);
    else if (!ki_is_kind(args[0], KI_K_DICT))
        ki_raise(ks, KI_EXC_TypeError,
                 "if you give only one argument to maketrans it must be a dict");
    else
        ok = table_from_dict(ks, d, ki_dict_of(args[0]));
    if (ok) return ki_from_obj(d);
    ki_decref_obj(ks, &d->h);
    return KI_ERR;
}

KiValue ki_strm_expandtabs(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    int size;
    int64_t column = 0;
    if (!ki_to_int(ks, args[1], &size)) return KI_ERR;
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    for (size_t i = 0; i < s->len && !b.failed; i++) {
        uint32_t c = ki_str_at(s, i);
        if (c == '\t') {
            int64_t pad = size > 0 ? size - column % size : 0;
            ki_sb_fill(&b, ' ', (size_t)pad);
            column += pad;
        } else {
            ki_sb_putc(&b, c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        }
    }
    return ki_sb_finish(&b);
}
