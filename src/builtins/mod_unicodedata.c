/* The unicodedata module: properties and names from build-time tables, normalisation by utf8proc.
 */
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "../base/unicode_db.h"
#include "../object/containers.h"
#include "ucd.h"

bool ki_mod_unicodedata_init(KiState *ks, KiModule *m);

/* The one character of an argument that messages call `what`; false: TypeError. */
static bool character(KiState *ks, KiValue v, const char *what, uint32_t *out) {
    if (ki_is_str(v) && ki_str_of(v)->len == 1) {
        *out = ki_str_at(ki_str_of(v), 0);
        return true;
    }
    if (ki_is_str(v))
        ki_raise(ks, KI_EXC_TypeError, "%s must be a unicode character, not str", what);
    else
        ki_raise(ks, KI_EXC_TypeError, "%s must be a unicode character, not %s", what,
                 ki_arg_type_name(ks, v));
    return false;
}

static const char *in_ranges(const KiUcdRange *t, int n, uint32_t c) {
    int lo = 0, hi = n;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (c < t[mid].first)
            hi = mid;
        else if (c > t[mid].last)
            lo = mid + 1;
        else
            return t[mid].value;
    }
    return "";
}

#define RANGE_FUNCTION(name)                                                                       \
    static KiValue ud_##name(KiState *ks, KiValue *args, int nargs) {                              \
        uint32_t c;                                                                                \
        if (!character(ks, args[0], #name "() argument", &c)) return KI_ERR;                       \
        return ki_str_from_cstr(ks, in_ranges(ki_ucd_##name, ki_ucd_n_##name, c));                 \
    }
RANGE_FUNCTION(category)
RANGE_FUNCTION(bidirectional)

static KiValue ud_east_asian_width(KiState *ks, KiValue *args, int nargs) {
    uint32_t c;
    if (!character(ks, args[0], "east_asian_width() argument", &c)) return KI_ERR;
    return ki_str_from_cstr(ks, in_ranges(ki_ucd_width, ki_ucd_n_width, c));
}

static KiValue ud_combining(KiState *ks, KiValue *args, int nargs) {
    uint32_t c;
    if (!character(ks, args[0], "combining() argument", &c)) return KI_ERR;
    return ki_small_int(utf8proc_get_property((utf8proc_int32_t)c)->combining_class);
}
static KiValue ud_mirrored(KiState *ks, KiValue *args, int nargs) {
    uint32_t c;
    if (!character(ks, args[0], "mirrored() argument", &c)) return KI_ERR;
    return ki_small_int(utf8proc_get_property((utf8proc_int32_t)c)->bidi_mirrored);
}

static KiValue or_default(KiState *ks, KiValue dflt, const char *message) {
    return dflt == KI_ABSENT ? ki_raise(ks, KI_EXC_ValueError, "%s", message) : ki_new_ref(dflt);
}

static const KiUcdNumeric *find_numeric(uint32_t c) {
    int lo = 0, hi = ki_ucd_n_numeric;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (ki_ucd_numeric[mid].cp == c) return &ki_ucd_numeric[mid];
        if (ki_ucd_numeric[mid].cp < c)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

static KiValue ud_decimal(KiState *ks, KiValue *args, int nargs) {
    uint32_t c;
    if (!character(ks, args[0], "decimal() argument 1", &c)) return KI_ERR;
    int v = kb_uc_decimal_value(c);
    return v >= 0 ? ki_small_int(v) : or_default(ks, args[1], "not a decimal");
}
static KiValue ud_digit(KiState *ks, KiValue *args, int nargs) {
    uint32_t c;
    if (!character(ks, args[0], "digit() argument 1", &c)) return KI_ERR;
    const KiUcdNumeric *n = kb_uc_has(c, KB_UC_DIGIT) ? find_numeric(c) : NULL;
    return n ? ki_small_int((int64_t)n->value) : or_default(ks, args[1], "not a digit");
}
static KiValue ud_numeric(KiState *ks, KiValue *args, int nargs) {
    uint32_t c;
    if (!character(ks, args[0], "numeric() argument 1", &c)) return KI_ERR;
    const KiUcdNumeric *n = find_numeric(c);
    return n ? ki_float(n->value) : or_default(ks, args[1], "not a numeric character");
}

static KiValue ud_name(KiState *ks, KiValue *args, int nargs) {
    uint32_t c;
    char name[128];
    if (!character(ks, args[0], "name() argument 1", &c)) return KI_ERR;
    return ki_ucd_name(c, name, sizeof name) ? ki_str_from_cstr(ks, name)
                                             : or_default(ks, args[1], "no such name");
}

static KiValue ud_lookup(KiState *ks, KiValue *args, int nargs) {
    uint32_t c[4];
    size_t n;
    if (!ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "a bytes-like object is required, not '%s'",
                        ki_type_name(ks, args[0]));
    const char *s = ki_str_utf8(ks, ki_str_of(args[0]), &n);
    if (!s) return KI_ERR;
    int found = ki_ucd_lookup_all(s, n, c);
    if (found) return ki_str_from_units(ks, c, 4, (size_t)found);
    KiValue text = ki_str_format(ks, "undefined character name '%s'", s);
    if (text != KI_ERR) ki_raise_value(ks, KI_EXC_KeyError, text);
    ki_decref(ks, text);
    return KI_ERR;
}

static KiValue ud_decomposition(KiState *ks, KiValue *args, int nargs) {
    uint32_t c;
    if (!character(ks, args[0], "decomposition() argument", &c)) return KI_ERR;
    int lo = 0, hi = ki_ucd_n_decomposition;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (ki_ucd_decomposition_cp[mid] == c)
            return ki_str_from_cstr(ks, ki_ucd_decomposition_text + ki_ucd_decomposition_at[mid]);
        if (ki_ucd_decomposition_cp[mid] < c)
            lo = mid + 1;
        else
            hi = mid;
    }
    return ki_str_from_cstr(ks, "");
}

/* The utf8proc options of a form; -1: ValueError. */
static int form_options(KiState *ks, KiValue form) {
    static const char *const names[] = {"NFC", "NFD", "NFKC", "NFKD"};
    static const int options[] = {UTF8PROC_COMPOSE, UTF8PROC_DECOMPOSE,
                                  UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
                                  UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT};
    for (int i = 0; i < 4; i++)
        if (ki_str_eq_cstr(ki_str_of(form), names[i])) return options[i] | UTF8PROC_STABLE;
    ki_raise(ks, KI_EXC_ValueError, "invalid normalization form");
    return -1;
}

/* s in the form, owned. Lone surrogates stand for themselves and cut the text into parts. */
static KiValue normalize(KiState *ks, KiStr *s, int options) {
    if ((s->h.flags & KI_STR_ASCII) || !s->len) return ki_new_ref(ki_from_obj(s));
    size_t cap = s->len * 2 + 16;
    utf8proc_int32_t *buf = ki_mem_alloc(ks, cap * sizeof *buf);
    KiValue r = KI_ERR;
    for (int round = 0; buf && round < 2; round++) {
        size_t n = 0;
        int last = 0;
        for (size_t i = 0; i < s->len; i++) {
            utf8proc_int32_t c = (utf8proc_int32_t)ki_str_at(s, i);
            utf8proc_ssize_t k = utf8proc_decompose_char(
                c, buf + (n < cap ? n : cap), n < cap ? (utf8proc_ssize_t)(cap - n) : 0,
                (utf8proc_option_t)((options & ~UTF8PROC_COMPOSE) | UTF8PROC_DECOMPOSE), &last);
            if (k < 0) k = 1;
            if (k == 1 && n < cap && c >= 0xD800 && c <= 0xDFFF) buf[n] = c;
            n += (size_t)k;
        }
        if (n > cap) { /* too small: once more with enough room */
            utf8proc_int32_t *more = ki_mem_realloc(ks, buf, cap * sizeof *buf, n * sizeof *buf);
            if (!more) break;
            buf = more;
            cap = n;
            continue;
        }
        for (size_t pos = 1; pos < n;) { /* canonical order of combining marks */
            int a = utf8proc_get_property(buf[pos - 1])->combining_class,
                b = utf8proc_get_property(buf[pos])->combining_class;
            if (a > b && b > 0) {
                utf8proc_int32_t t = buf[pos];
                buf[pos] = buf[pos - 1];
                buf[pos - 1] = t;
                pos = pos > 1 ? pos - 1 : pos + 1;
            } else {
                pos++;
            }
        }
        if (options & UTF8PROC_COMPOSE)
            n = (size_t)utf8proc_normalize_utf32(buf, (utf8proc_ssize_t)n,
                                                 (utf8proc_option_t)options);
        r = ki_str_from_units(ks, buf, 4, n);
        break;
    }
    if (buf) ki_mem_free(ks, buf, cap * sizeof *buf);
    return r;
}

static KiValue normalize_for(KiState *ks, const char *function, KiValue *args) {
    for (int i = 0; i < 2; i++)
        if (!ki_is_str(args[i]))
            return ki_raise(ks, KI_EXC_TypeError, "%s() argument %d must be str, not %s", function,
                            i + 1, ki_arg_type_name(ks, args[i]));
    int options = form_options(ks, args[0]);
    return options < 0 ? KI_ERR : normalize(ks, ki_str_of(args[1]), options);
}
static KiValue ud_normalize(KiState *ks, KiValue *args, int nargs) {
    return normalize_for(ks, "normalize", args);
}
static KiValue ud_is_normalized(KiState *ks, KiValue *args, int nargs) {
    KiValue r = normalize_for(ks, "is_normalized", args);
    if (r == KI_ERR) return r;
    bool same = ki_str_eq(ks, ki_str_of(r), ki_str_of(args[1]));
    ki_decref(ks, r);
    return ki_bool(same);
}

static const KiDef defs[] = {
    {"bidirectional", "(chr, /)", ud_bidirectional,
     "Return the bidirectional class of the character, '' if it has none.", 0},
    {"category", "(chr, /)", ud_category, "Return the general category of the character.", 0},
    {"combining", "(chr, /)", ud_combining,
     "Return the canonical combining class of the character.", 0},
    {"decimal", "(chr, default=<absent>, /)", ud_decimal, "Return the value of a decimal digit.",
     0},
    {"decomposition", "(chr, /)", ud_decomposition,
     "Return the decomposition mapping of the character as text.", 0},
    {"digit", "(chr, default=<absent>, /)", ud_digit, "Return the value of a digit.", 0},
    {"east_asian_width", "(chr, /)", ud_east_asian_width,
     "Return the East Asian width class of the character.", 0},
    {"is_normalized", "(form, unistr, /)", ud_is_normalized,
     "Return whether the string is in the normal form.", 0},
    {"lookup", "(name, /)", ud_lookup,
     "Return the character with the name; KeyError if there is none.", 0},
    {"mirrored", "(chr, /)", ud_mirrored,
     "Return 1 if the character is mirrored in bidirectional text, else 0.", 0},
    {"name", "(chr, default=<absent>, /)", ud_name, "Return the name of the character.", 0},
    {"normalize", "(form, unistr, /)", ud_normalize,
     "Return the normal form (NFC, NFD, NFKC, NFKD) of the string.", 0},
    {"numeric", "(chr, default=<absent>, /)", ud_numeric,
     "Return the numeric value of the character as a float.", 0},
    KI_DEF_END,
};

bool ki_mod_unicodedata_init(KiState *ks, KiModule *m) {
    return ki_module_add_functions(ks, m, defs) &&
           ki_module_add(ks, m, "unidata_version", ki_str_from_cstr(ks, ki_ucd_version));
}
