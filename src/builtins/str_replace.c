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

static void put_range(uint8_t **to, int w, const KiStr *s, size_t from, size_t end) {
    ki_copy_units(*to, w, ki_str_units(s, from), s->h.aux, end - from);
    *to += (end - from) * (size_t)w;
}

enum { BATCH = 128 };

/* The first `count` of old replaced, which are perhaps all; at[] has the places of the first BATCH
 * of them, and the search for others goes on at `from`. */
static KiValue replace_places(KiState *ks, KiStr *s, KiStr *old, KiStr *new_, size_t count,
                              bool all, size_t *at, size_t from) {
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
    if (all && count > BATCH && old->len == 1 && new_->len == 1 && w == s->h.aux) {
        swap_units(r, s, ki_str_at(old, 0), ki_str_at(new_, 0));
        return ki_str_narrowed(ks, r);
    }
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
    size_t count = ki_str_find_all(s, old, &from, s->len, at, most < BATCH ? most : BATCH);
    if (!count) return ki_same_str(s);
    if (count == BATCH && most > BATCH) {
        size_t others = ki_str_count(s, old, from, s->len);
        count += others < most - BATCH ? others : most - BATCH;
    }
    return replace_places(ks, s, old, new_, count, count < most, at, from);
}

/* What table[c] says: writes it; false: raised. */
static bool translate_char(KiState *ks, KiStrBuilder *b, KiValue table, uint32_t c) {
    KiValue v;
    if (ki_is_kind(table, KI_K_DICT)) {
        v = ki_dict_get(ks, ki_dict_of(table), ki_small_int(c));
        if (v == KI_ABSENT) return ki_sb_putc(b, c);
        if (v != KI_ERR) ki_incref(v);
    } else {
        v = ki_getitem(ks, table, ki_small_int(c));
        if (v == KI_ERR && (ki_pending_is(ks, KI_EXC_LookupError))) {
            ki_clear_exc(ks);
            return ki_sb_putc(b, c);
        }
    }
    if (v == KI_ERR) return false;
    bool ok = true;
    int64_t n;
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

KiValue ki_strm_translate(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    for (size_t i = 0; i < s->len; i++) {
        if (translate_char(ks, &b, args[1], ki_str_at(s, i))) continue;
        ki_sb_free(&b);
        return KI_ERR;
    }
    return ki_sb_finish(&b);
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
