/* Taking str apart: split, rsplit, splitlines, partition, strip. */
#include "../base/unicode_db.h"
#include "builtins.h"
#include "str_methods.h"

KiStr *ki_need_str(KiState *ks, KiValue v, const char *prefix) {
    if (ki_is_str(v)) return ki_str_of(v);
    ki_raise(ks, KI_EXC_TypeError, "%smust be str, not %s", prefix,
             *prefix && v == KI_NONE ? "None" : ki_type_name(ks, v));
    return NULL;
}

/* Appends s[a:b]; false: raised. */
static bool push(KiState *ks, KiList *l, KiStr *s, int64_t a, int64_t b) {
    return ki_list_push(ks, l, ki_substr(ks, s, a, b));
}

static inline bool space_at(const KiStr *s, int64_t i) {
    return kb_is_space(ki_str_at(s, (size_t)i));
}

/* The first place from i on, below n, where `test` is (or is not) true; n if there is none. */
#define SKIP_UNITS(UNIT, test, wanted)                                                             \
    do {                                                                                           \
        const UNIT *p_ = (const UNIT *)(const void *)s->data.u1;                                   \
        while (i < n && test(p_[i]) != (wanted))                                                   \
            i++;                                                                                   \
    } while (0)
#define FIND_FORWARD(name, test)                                                                   \
    static int64_t name(const KiStr *s, int64_t i, int64_t n, bool wanted) {                       \
        if (s->h.aux == 1)                                                                         \
            SKIP_UNITS(uint8_t, test, wanted);                                                     \
        else if (s->h.aux == 2)                                                                    \
            SKIP_UNITS(uint16_t, test, wanted);                                                    \
        else                                                                                       \
            SKIP_UNITS(uint32_t, test, wanted);                                                    \
        return i;                                                                                  \
    }
FIND_FORWARD(next_space, kb_is_space)
FIND_FORWARD(next_linebreak, kb_is_linebreak)

static bool split_space(KiState *ks, KiList *l, KiStr *s, int64_t max) {
    int64_t n = (int64_t)s->len, i = 0;
    for (;;) {
        i = next_space(s, i, n, false);
        if (i >= n) return true;
        int64_t from = i;
        if (max-- == 0) return push(ks, l, s, from, n);
        i = next_space(s, i, n, true);
        if (!push(ks, l, s, from, i)) return false;
    }
}

static bool split_sep(KiState *ks, KiList *l, KiStr *s, KiStr *sep, int64_t max) {
    enum { BATCH = 64 };
    size_t at[BATCH], from = 0, found, left = max < 0 ? SIZE_MAX : (size_t)max;
    int64_t i = 0;
    do {
        found = ki_str_find_all(s, sep, &from, s->len, at, left < BATCH ? left : BATCH);
        for (size_t k = 0; k < found; k++) {
            if (!push(ks, l, s, i, (int64_t)at[k])) return false;
            i = (int64_t)(at[k] + sep->len);
        }
        left -= found;
    } while (found == BATCH);
    return push(ks, l, s, i, (int64_t)s->len);
}

static void reverse(KiList *l) {
    for (int64_t i = 0, j = l->len - 1; i < j; i++, j--) {
        KiValue t = l->items[i];
        l->items[i] = l->items[j];
        l->items[j] = t;
    }
}

static bool rsplit_space(KiState *ks, KiList *l, KiStr *s, int64_t max) {
    int64_t n = (int64_t)s->len;
    for (;;) {
        while (n > 0 && space_at(s, n - 1))
            n--;
        if (n <= 0) return true;
        if (max-- == 0) return push(ks, l, s, 0, n);
        int64_t end = n;
        while (n > 0 && !space_at(s, n - 1))
            n--;
        if (!push(ks, l, s, n, end)) return false;
    }
}

static bool rsplit_sep(KiState *ks, KiList *l, KiStr *s, KiStr *sep, int64_t max) {
    int64_t n = (int64_t)s->len;
    while (max-- != 0) {
        int64_t at = ki_str_find(s, sep, 0, n, true);
        if (at < 0) break;
        if (!push(ks, l, s, at + (int64_t)sep->len, n)) return false;
        n = at;
    }
    return push(ks, l, s, 0, n);
}

static KiValue split(KiState *ks, KiValue *args, bool from_right) {
    KiStr *s = ki_self_str(args);
    int64_t max;
    if (!ki_arg_i64(ks, args[2], &max)) return KI_ERR;
    if (args[1] != KI_NONE) {
        if (!ki_is_str(args[1]))
            return ki_raise(ks, KI_EXC_TypeError, "must be str or None, not %s",
                            ki_type_name(ks, args[1]));
        if (!ki_str_of(args[1])->len) return ki_raise(ks, KI_EXC_ValueError, "empty separator");
    }
    KiList *l = ki_list_new(ks, 12); /* most texts have fewer pieces */
    if (!l) return KI_ERR;
    bool ok;
    if (args[1] != KI_NONE && s->len < ki_str_of(args[1])->len) {
        ok = ki_list_push(ks, l, ki_new_ref(args[0])); /* itself, also one of a subclass */
    } else if (from_right) {
        ok = args[1] == KI_NONE ? rsplit_space(ks, l, s, max)
                                : rsplit_sep(ks, l, s, ki_str_of(args[1]), max);
        if (ok) reverse(l);
    } else {
        ok = args[1] == KI_NONE ? split_space(ks, l, s, max)
                                : split_sep(ks, l, s, ki_str_of(args[1]), max);
    }
    if (ok) return ki_from_obj(l);
    ki_decref_obj(ks, &l->h);
    return KI_ERR;
}

KiValue ki_strm_split(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    return split(ks, args, false);
}
KiValue ki_strm_rsplit(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    return split(ks, args, true);
}

KiValue ki_strm_splitlines(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiStr *s = ki_self_str(args);
    int keep;
    if (!ki_to_int(ks, args[1], &keep)) return KI_ERR;
    KiList *l = ki_list_new(ks, 0);
    int64_t n = (int64_t)s->len;
    for (int64_t i = 0; l && i < n;) {
        int64_t from = i, end;
        i = next_linebreak(s, i, n, true);
        end = i;
        if (i < n) {
            i += ki_str_at(s, (size_t)i) == '\r' && i + 1 < n && ki_str_at(s, (size_t)i + 1) == '\n'
                     ? 2
                     : 1;
            if (keep) end = i;
        }
        if (!push(ks, l, s, from, end)) {
            ki_decref_obj(ks, &l->h);
            l = NULL;
        }
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

static KiValue partition(KiState *ks, KiValue *args, bool from_right) {
    KiStr *s = ki_self_str(args), *sep = ki_need_str(ks, args[1], "");
    if (!sep) return KI_ERR;
    if (!sep->len) return ki_raise(ks, KI_EXC_ValueError, "empty separator");
    int64_t n = (int64_t)s->len, at = ki_str_find(s, sep, 0, n, from_right);
    KiValue parts[3];
    if (at < 0) {
        KiValue empty = ki_substr(ks, s, 0, 0);
        if (empty == KI_ERR) return KI_ERR;
        parts[from_right ? 2 : 0] = ki_new_ref(args[0]); /* also one of a subclass */
        parts[1] = empty;
        parts[from_right ? 0 : 2] = ki_new_ref(empty);
    } else {
        parts[0] = ki_substr(ks, s, 0, at);
        parts[1] = ki_new_ref(args[1]);
        parts[2] = ki_substr(ks, s, at + (int64_t)sep->len, n);
        if (parts[0] == KI_ERR || parts[2] == KI_ERR) {
            for (int i = 0; i < 3; i++)
                ki_decref(ks, parts[i]);
            return KI_ERR;
        }
    }
    return ki_tuple_steal(ks, parts, 3);
}

KiValue ki_strm_partition(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    return partition(ks, args, false);
}
KiValue ki_strm_rpartition(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    return partition(ks, args, true);
}

/* Is the character to be stripped: one of chars, or a blank if chars is NULL? */
static bool stripped(const KiStr *s, int64_t i, const KiStr *chars) {
    if (!chars) return space_at(s, i);
    uint32_t c = ki_str_at(s, (size_t)i);
    for (size_t k = 0; k < chars->len; k++)
        if (ki_str_at(chars, k) == c) return true;
    return false;
}

static KiValue strip(KiState *ks, KiValue *args, const char *name, bool left, bool right) {
    KiStr *s = ki_self_str(args), *chars = NULL;
    if (args[1] != KI_NONE) {
        if (!ki_is_str(args[1]))
            return ki_raise(ks, KI_EXC_TypeError, "%s arg must be None or str", name);
        chars = ki_str_of(args[1]);
    }
    int64_t a = 0, b = (int64_t)s->len;
    while (left && a < b && stripped(s, a, chars))
        a++;
    while (right && b > a && stripped(s, b - 1, chars))
        b--;
    return ki_substr(ks, s, a, b);
}

KiValue ki_strm_strip(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    return strip(ks, args, "strip", true, true);
}
KiValue ki_strm_lstrip(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    return strip(ks, args, "lstrip", true, false);
}
KiValue ki_strm_rstrip(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    return strip(ks, args, "rstrip", false, true);
}
