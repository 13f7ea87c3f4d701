/* str: the table of methods, and those about finding, padding, prefixes and encoding. */
#include "../object/type_layout.h"
#include "codecs.h"
#include "str_methods.h"
#include "type_init.h"

/* Common start of find, index, count...: the needle and an adjusted range. */
static bool search_args(KiState *ks, KiValue *args, KiStr **sub, int64_t *start, int64_t *end) {
    KiStr *s = ki_self_str(args);
    *start = 0;
    *end = INT64_MAX;
    if (!ki_arg_slice_index(ks, args[2], start) || !ki_arg_slice_index(ks, args[3], end) ||
        !(*sub = ki_need_str(ks, args[1], "")))
        return false;
    ki_adjust_indices(start, end, (int64_t)s->len);
    return true;
}

static KiValue find(KiState *ks, KiValue *args, bool reverse, bool must) {
    KiStr *sub;
    int64_t start, end;
    if (!search_args(ks, args, &sub, &start, &end)) return KI_ERR;
    int64_t at = ki_str_find(ki_self_str(args), sub, start, end, reverse);
    if (at < 0 && must) return ki_raise(ks, KI_EXC_ValueError, "substring not found");
    return ki_small_int(at);
}
static KiValue str_find(KiState *ks, KiValue *args, int nargs) {
    return find(ks, args, false, false);
}
static KiValue str_rfind(KiState *ks, KiValue *args, int nargs) {
    return find(ks, args, true, false);
}
static KiValue str_index(KiState *ks, KiValue *args, int nargs) {
    return find(ks, args, false, true);
}
static KiValue str_rindex(KiState *ks, KiValue *args, int nargs) {
    return find(ks, args, true, true);
}

static KiValue str_count(KiState *ks, KiValue *args, int nargs) {
    KiStr *s = ki_self_str(args), *sub;
    int64_t start, end;
    if (!search_args(ks, args, &sub, &start, &end)) return KI_ERR;
    if (start > end) return ki_small_int(0);
    if (!sub->len) return ki_small_int(end - start + 1);
    return ki_small_int((int64_t)ki_str_count(s, sub, (size_t)start, (size_t)end));
}

static bool matches_at(const KiStr *s, const KiStr *p, int64_t start, int64_t end, bool tail) {
    int64_t m = (int64_t)p->len;
    if (end - start < m || (end - start < 0)) return false;
    int64_t at = tail ? end - m : start;
    if (s->h.aux == p->h.aux)
        return memcmp(ki_str_units(s, (size_t)at), p->data.u1, (size_t)m * s->h.aux) == 0;
    for (int64_t i = 0; i < m; i++)
        if (ki_str_at(s, (size_t)(at + i)) != ki_str_at(p, (size_t)i)) return false;
    return true;
}

static KiValue affix(KiState *ks, KiValue *args, const char *name, bool tail) {
    KiStr *s = ki_self_str(args);
    int64_t start = 0, end = INT64_MAX;
    if (!ki_arg_slice_index(ks, args[2], &start) || !ki_arg_slice_index(ks, args[3], &end))
        return KI_ERR;
    ki_adjust_indices(&start, &end, (int64_t)s->len);
    if (ki_is_str(args[1])) return ki_bool(matches_at(s, ki_str_of(args[1]), start, end, tail));
    if (!ki_is_tuple(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "%s first arg must be str or a tuple of str, not %s",
                        name, ki_type_name(ks, args[1]));
    KiTuple *t = ki_tuple_of(args[1]);
    for (int64_t i = 0; i < t->len; i++) {
        if (!ki_is_str(t->items[i]))
            return ki_raise(ks, KI_EXC_TypeError, "tuple for %s must only contain str, not %s",
                            name, ki_type_name(ks, t->items[i]));
        if (matches_at(s, ki_str_of(t->items[i]), start, end, tail)) return KI_TRUE;
    }
    return KI_FALSE;
}
static KiValue str_startswith(KiState *ks, KiValue *args, int nargs) {
    return affix(ks, args, "startswith", false);
}
static KiValue str_endswith(KiState *ks, KiValue *args, int nargs) {
    return affix(ks, args, "endswith", true);
}

static KiValue str_removeprefix(KiState *ks, KiValue *args, int nargs) {
    KiStr *s = ki_self_str(args), *p = ki_need_str(ks, args[1], "removeprefix() argument ");
    if (!p) return KI_ERR;
    int64_t n = (int64_t)s->len;
    return matches_at(s, p, 0, n, false) ? ki_substr(ks, s, (int64_t)p->len, n) : ki_same_str(s);
}
static KiValue str_removesuffix(KiState *ks, KiValue *args, int nargs) {
    KiStr *s = ki_self_str(args), *p = ki_need_str(ks, args[1], "removesuffix() argument ");
    if (!p) return KI_ERR;
    int64_t n = (int64_t)s->len;
    return matches_at(s, p, 0, n, true) ? ki_substr(ks, s, 0, n - (int64_t)p->len) : ki_same_str(s);
}

static KiValue pad(KiState *ks, KiStr *s, int64_t left, int64_t right, uint32_t fill) {
    if (left <= 0 && right <= 0) return ki_same_str(s);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_fill(&b, fill, left > 0 ? (size_t)left : 0);
    ki_sb_put_str(&b, s);
    ki_sb_fill(&b, fill, right > 0 ? (size_t)right : 0);
    return ki_sb_finish(&b);
}

/* width and fill arguments of the justifying methods: *room is what is to be filled. */
static bool pad_args(KiState *ks, KiValue *args, int64_t *room, uint32_t *fill) {
    int64_t width;
    if (!ki_arg_i64(ks, args[1], &width)) return false;
    if (!ki_is_str(args[2])) {
        ki_raise(ks, KI_EXC_TypeError, "The fill character must be a unicode character, not %s",
                 ki_type_name(ks, args[2]));
        return false;
    }
    KiStr *f = ki_str_of(args[2]);
    if (f->len != 1) {
        ki_raise(ks, KI_EXC_TypeError, "The fill character must be exactly one character long");
        return false;
    }
    *fill = ki_str_at(f, 0);
    int64_t len = (int64_t)ki_self_str(args)->len;
    *room = width > len ? width - len : 0;
    return true;
}
static KiValue str_ljust(KiState *ks, KiValue *args, int nargs) {
    int64_t room;
    uint32_t fill;
    return pad_args(ks, args, &room, &fill) ? pad(ks, ki_self_str(args), 0, room, fill) : KI_ERR;
}
static KiValue str_rjust(KiState *ks, KiValue *args, int nargs) {
    int64_t room;
    uint32_t fill;
    return pad_args(ks, args, &room, &fill) ? pad(ks, ki_self_str(args), room, 0, fill) : KI_ERR;
}
static KiValue str_center(KiState *ks, KiValue *args, int nargs) {
    int64_t room;
    uint32_t fill;
    if (!pad_args(ks, args, &room, &fill)) return KI_ERR;
    int64_t width = room + (int64_t)ki_self_str(args)->len;
    int64_t left = room / 2 + (room & width & 1);
    return pad(ks, ki_self_str(args), left, room - left, fill);
}

static KiValue str_zfill(KiState *ks, KiValue *args, int nargs) {
    KiStr *s = ki_self_str(args);
    int64_t width;
    if (!ki_arg_i64(ks, args[1], &width)) return KI_ERR;
    if (width <= (int64_t)s->len) return ki_same_str(s);
    size_t sign = s->len && (ki_str_at(s, 0) == '+' || ki_str_at(s, 0) == '-');
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_put_range(&b, s, 0, sign);
    ki_sb_fill(&b, '0', (size_t)width - s->len);
    ki_sb_put_range(&b, s, sign, s->len - sign);
    return ki_sb_finish(&b);
}

static KiValue str_join(KiState *ks, KiValue *args, int nargs) {
    return ki_str_join(ks, ki_self_str(args), args[1]);
}

static KiValue str_encode(KiState *ks, KiValue *args, int nargs) {
    const char *text[2];
    if (ki_is_str(args[1]) && ki_str_is(ki_str_of(args[1]), "utf-8") && ki_is_str(args[2]) &&
        ki_str_is(ki_str_of(args[2]), "strict")) { /* the usual call, without a look-up */
        KiStr *s = ki_self_str(args);
        if (s->h.flags & KI_STR_ASCII) return ki_bytes_from(ks, s->data.u1, s->len);
        KiValue clean = ki_encode_utf_clean(ks, s, 1, false, false);
        if (clean != KI_ABSENT) return clean;
    }
    for (int i = 0; i < 2; i++) {
        if (!ki_is_str(args[i + 1]))
            return ki_raise(ks, KI_EXC_TypeError, "encode() argument '%s' must be str, not %s",
                            i ? "errors" : "encoding",
                            args[i + 1] == KI_NONE ? "None" : ki_type_name(ks, args[i + 1]));
        if (!(text[i] = ki_str_utf8_whole(ks, ki_str_of(args[i + 1])))) return KI_ERR;
    }
    return ki_encode(ks, args[0], text[0], text[1]);
}

static KiValue str_getnewargs(KiState *ks, KiValue *args, int nargs) {
    return ki_tuple_pack(ks, 1, ki_from_obj(ki_self_str(args)));
}
static KiValue str_sizeof(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_i64(ks, ki_sizeof(ks, args[0]));
}

#define TEST_DOC(what) "Return True if " what ", False otherwise."
static const KiDef str_defs[] = {
    {"encode", "(self, /, encoding='utf-8', errors='strict')", str_encode,
     "Encode the string with the named codec; errors names the handling of what cannot be encoded.",
     0},
    {"replace", "(self, old, new, count=-1, /)", ki_strm_replace,
     "Return a copy with the first count (-1: all) occurrences of old replaced by new.", 0},
    {"split", "(self, /, sep=None, maxsplit=-1)", ki_strm_split,
     "Return a list of the pieces between separators: runs of blanks, or sep.", 0},
    {"rsplit", "(self, /, sep=None, maxsplit=-1)", ki_strm_rsplit,
     "Like split, but cut from the right when maxsplit limits the pieces.", 0},
    {"join", "(self, iterable, /)", str_join,
     "Concatenate any number of strings, with this one between them.", 0},
    {"capitalize", "(self, /)", ki_strm_capitalize,
     "Return a copy with its first character in upper case and the rest in lower case.", 0},
    {"casefold", "(self, /)", ki_strm_casefold, "Return a copy suitable for caseless comparisons.",
     0},
    {"title", "(self, /)", ki_strm_title,
     "Return a copy in which words start with an upper case character.", 0},
    {"center", "(self, width, fillchar=' ', /)", str_center,
     "Return the string centred in a field of the given width.", 0},
    {"count", "(self, sub, start=None, end=None, /)", str_count,
     "Return the number of non-overlapping occurrences of sub in self[start:end].",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"expandtabs", "(self, /, tabsize=8)", ki_strm_expandtabs,
     "Return a copy in which tabs are expanded to spaces.", 0},
    {"find", "(self, sub, start=None, end=None, /)", str_find,
     "Return the lowest index where sub is found in self[start:end], -1 if it is not there.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"partition", "(self, sep, /)", ki_strm_partition,
     "Split at the first sep: (before, sep, after), or (self, '', '').", 0},
    {"index", "(self, sub, start=None, end=None, /)", str_index,
     "Like find, but raise ValueError if sub is not found.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"ljust", "(self, width, fillchar=' ', /)", str_ljust,
     "Return the string left-justified in a field of the given width.", 0},
    {"lower", "(self, /)", ki_strm_lower, "Return a copy converted to lower case.", 0},
    {"lstrip", "(self, chars=None, /)", ki_strm_lstrip,
     "Return a copy without leading blanks, or without leading characters of chars.", 0},
    {"rfind", "(self, sub, start=None, end=None, /)", str_rfind,
     "Return the highest index where sub is found in self[start:end], -1 if it is not there.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"rindex", "(self, sub, start=None, end=None, /)", str_rindex,
     "Like rfind, but raise ValueError if sub is not found.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"rjust", "(self, width, fillchar=' ', /)", str_rjust,
     "Return the string right-justified in a field of the given width.", 0},
    {"rstrip", "(self, chars=None, /)", ki_strm_rstrip,
     "Return a copy without trailing blanks, or without trailing characters of chars.", 0},
    {"rpartition", "(self, sep, /)", ki_strm_rpartition,
     "Split at the last sep: (before, sep, after), or ('', '', self).", 0},
    {"splitlines", "(self, /, keepends=False)", ki_strm_splitlines,
     "Return a list of the lines, with their line breaks if keepends.", 0},
    {"strip", "(self, chars=None, /)", ki_strm_strip,
     "Return a copy without leading and trailing blanks, or characters of chars.", 0},
    {"swapcase", "(self, /)", ki_strm_swapcase,
     "Return a copy with upper and lower case exchanged.", 0},
    {"translate", "(self, table, /)", ki_strm_translate,
     "Return a copy with each character mapped through the table: an int, a str, or None to "
     "delete.",
     0},
    {"upper", "(self, /)", ki_strm_upper, "Return a copy converted to upper case.", 0},
    {"startswith", "(self, prefix, start=None, end=None, /)", str_startswith,
     "Return True if self[start:end] starts with the prefix, or one of a tuple of prefixes.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"endswith", "(self, suffix, start=None, end=None, /)", str_endswith,
     "Return True if self[start:end] ends with the suffix, or one of a tuple of suffixes.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"removeprefix", "(self, prefix, /)", str_removeprefix,
     "Return a copy without the prefix if it is there.", 0},
    {"removesuffix", "(self, suffix, /)", str_removesuffix,
     "Return a copy without the suffix if it is there.", 0},
    {"isascii", "(self, /)", ki_strm_isascii, TEST_DOC("all characters are ASCII"), 0},
    {"islower", "(self, /)", ki_strm_islower, TEST_DOC("the cased characters are lower case"), 0},
    {"isupper", "(self, /)", ki_strm_isupper, TEST_DOC("the cased characters are upper case"), 0},
    {"istitle", "(self, /)", ki_strm_istitle, TEST_DOC("the string is in title case"), 0},
    {"isspace", "(self, /)", ki_strm_isspace, TEST_DOC("all characters are blank"), 0},
    {"isdecimal", "(self, /)", ki_strm_isdecimal, TEST_DOC("the string is a decimal number"), 0},
    {"isdigit", "(self, /)", ki_strm_isdigit, TEST_DOC("all characters are digits"), 0},
    {"isnumeric", "(self, /)", ki_strm_isnumeric, TEST_DOC("all characters are numeric"), 0},
    {"isalpha", "(self, /)", ki_strm_isalpha, TEST_DOC("the string is alphabetic"), 0},
    {"isalnum", "(self, /)", ki_strm_isalnum, TEST_DOC("the string is alphanumeric"), 0},
    {"isidentifier", "(self, /)", ki_strm_isidentifier, TEST_DOC("the string is an identifier"), 0},
    {"isprintable", "(self, /)", ki_strm_isprintable, TEST_DOC("all characters are printable"), 0},
    {"zfill", "(self, width, /)", str_zfill,
     "Return a copy padded with zeros on the left, behind a sign.", 0},
    {"format", "(...)", ki_strm_format,
     "format(*args, **kwargs) -> str\n\nReturn a copy with the replacement fields in braces filled "
     "from the arguments.",
     KI_DEF_COUNTED},
    {"format_map", "(self, mapping, /)", ki_strm_format_map,
     "Return a copy with the replacement fields in braces filled from the mapping.",
     KI_DEF_UNSIGNED},
    {"__format__", "(self, format_spec, /)", ki_strm_dunder_format,
     "Return the string formatted as format_spec says.", 0},
    {"maketrans", "(x, y=<absent>, z=<absent>, /)", ki_strm_maketrans,
     "Return a translation table usable for str.translate().", KI_DEF_STATIC},
    {"__sizeof__", "(self, /)", str_sizeof, "Return the size of the string in memory, in bytes.",
     0},
    {"__getnewargs__", "(self, /)", str_getnewargs, NULL, KI_DEF_UNSIGNED},
    KI_DEF_END,
};

bool ki_init_str_methods(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_STR], str_defs);
}
