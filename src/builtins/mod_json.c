/* The module _json: the writer of JSON text that json.encoder stands on. Reading is in
 * mod_json_read.c. */
#include "mod_json.h"

/* The containers being written, outermost last: to notice circular references. */
typedef struct Open {
    KiValue o;
    struct Open *up;
} Open;

typedef struct Writer {
    KiState *ks;
    KiStrBuilder b;
    bool ascii, allow_nan, sort_keys, skip_keys, check_circular;
    KiValue dflt;   /* called for what JSON cannot express */
    KiValue indent; /* str, or None for one line */
    KiValue item_sep, key_sep;
    Open *open;
} Writer;

static bool write_value(Writer *w, KiValue v, int64_t level);

bool ki_json_enter(KiState *ks, const char *where) {
    if (ks->depth >= ks->recursion_limit) {
        ki_raise(ks, KI_EXC_RecursionError, "maximum recursion depth exceeded%s", where);
        return false;
    }
    if (!ki_c_stack_ok(ks, where)) return false;
    ks->depth++;
    return true;
}

static bool plain(uint32_t c, bool ascii) {
    return c >= ' ' && c != '"' && c != '\\' && (!ascii || c <= '~');
}
static void put_unit(KiStrBuilder *b, uint32_t u) {
    char text[8];
    static const char hex[] = "0123456789abcdef";
    text[0] = '\\';
    text[1] = 'u';
    for (int i = 0; i < 4; i++)
        text[2 + i] = hex[u >> (12 - 4 * i) & 15];
    ki_sb_put_ascii(b, text, 6);
}
static void put_escape(KiStrBuilder *b, uint32_t c) {
    static const char from[] = "\"\\\n\r\t\f\b", to[] = "\"\\nrtfb";
    const char *p = c < 128 && c ? strchr(from, (int)c) : NULL;
    if (p) {
        char pair[2] = {'\\', to[p - from]};
        ki_sb_put_ascii(b, pair, 2);
    } else if (c >= 0x10000) {
        put_unit(b, 0xD800 + ((c - 0x10000) >> 10));
        put_unit(b, 0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
        put_unit(b, c);
    }
}

/* The same into memory, for text of which the size is known; compiled for each width. */
#define WIDTH_INLINE static inline __attribute__((always_inline))
WIDTH_INLINE uint32_t load(const void *p, int width, size_t i) {
    return width == 1   ? ((const uint8_t *)p)[i]
           : width == 2 ? ((const uint16_t *)p)[i]
                        : ((const uint32_t *)p)[i];
}
WIDTH_INLINE size_t ascii_size(const void *p, int width, size_t n) {
    size_t size = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = load(p, width, i);
        size += plain(c, true)                                    ? 1
                : c == '"' || c == '\\' || (c - 8 < 6 && c != 11) ? 2
                : c < 0x10000                                     ? 6
                                                                  : 12;
    }
    return size;
}
static inline uint8_t *write_unit(uint8_t *to, uint32_t u) {
    static const char hex[] = "0123456789abcdef";
    to[0] = '\\';
    to[1] = 'u';
    for (int i = 0; i < 4; i++)
        to[2 + i] = (uint8_t)hex[u >> (12 - 4 * i) & 15];
    return to + 6;
}
WIDTH_INLINE void write_ascii(uint8_t *to, const void *p, int width, size_t n) {
    static const char letters[] = "btn?fr";
    for (size_t i = 0; i < n; i++) {
        uint32_t c = load(p, width, i);
        if (plain(c, true)) {
            *to++ = (uint8_t)c;
        } else if (c == '"' || c == '\\' || (c - 8 < 6 && c != 11)) {
            *to++ = '\\';
            *to++ = c < ' ' ? (uint8_t)letters[c - 8] : (uint8_t)c;
        } else if (c < 0x10000) {
            to = write_unit(to, c);
        } else {
            to = write_unit(to, 0xD7C0 + (c >> 10));
            to = write_unit(to, 0xDC00 + (c & 0x3FF));
        }
    }
}

/* Text with characters that are not ASCII, all to be escaped, behind others that needed no more
 * than a byte each. */
static bool put_escaped(KiStrBuilder *b, const KiStr *s) {
    const void *p = s->data.u1;
    int w = s->h.aux;
    size_t size = w == 1   ? ascii_size(p, 1, s->len)
                  : w == 2 ? ascii_size(p, 2, s->len)
                           : ascii_size(p, 4, s->len);
    if (!ki_sb_grow(b, size + 2, 1)) return false;
    uint8_t *to = (uint8_t *)b->buf + b->len;
    *to = to[size + 1] = '"';
    if (w == 1)
        write_ascii(to + 1, p, 1, s->len);
    else if (w == 2)
        write_ascii(to + 1, p, 2, s->len);
    else
        write_ascii(to + 1, p, 4, s->len);
    b->len += size + 2;
    return true;
}

static bool put_string(KiStrBuilder *b, const KiStr *s, bool ascii) {
    if (ascii && b->width == 1 && !(s->h.flags & KI_STR_ASCII)) return put_escaped(b, s);
    ki_sb_putc(b, '"');
    size_t start = 0, i = 0;
    for (; i < s->len; i++) {
        uint32_t c = ki_str_at(s, i);
        if (KB_LIKELY(plain(c, ascii))) continue;
        if (i > start) ki_sb_put_range(b, s, start, i - start);
        put_escape(b, c);
        start = i + 1;
    }
    if (i > start) ki_sb_put_range(b, s, start, i - start);
    return ki_sb_putc(b, '"');
}

static bool put_float(Writer *w, KiValue v) {
    char text[32];
    double x = ki_float_of(v);
    if (x - x != 0) {
        const char *name = x != x ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
        if (w->allow_nan) return ki_sb_puts(&w->b, name);
        if (w->indent == KI_NONE) {
            ki_raise(w->ks, KI_EXC_ValueError, "Out of range float values are not JSON compliant");
        } else {
            text[kb_double_repr(x, text)] = 0;
            ki_raise(w->ks, KI_EXC_ValueError,
                     "Out of range float values are not JSON compliant: %s", text);
        }
        return false;
    }
    int n = kb_double_repr(x, text);
    return ki_sb_put_ascii(&w->b, text, (size_t)n);
}
static bool put_int(Writer *w, KiValue v) {
    if (ki_is_int(v)) {
        char text[24];
        int n = snprintf(text, sizeof text, "%lld", (long long)ki_int_val(v));
        return ki_sb_put_ascii(&w->b, text, (size_t)n);
    }
    KiValue plain_int = ki_int_plain(v);
    if (plain_int == KI_ERR) return false;
    bool ok = ki_sb_put_repr(&w->b, plain_int);
    ki_decref(w->ks, plain_int);
    return ok;
}
/* None, bool, int, float and str: 1 written, 0 none of these, -1 raised. */
static int write_scalar(Writer *w, KiValue v) {
    if (ki_is_str(v)) return put_string(&w->b, ki_str_of(v), w->ascii) ? 1 : -1;
    if (ki_is_none(v)) return ki_sb_puts(&w->b, "null") ? 1 : -1;
    if (ki_is_bool(v)) return ki_sb_puts(&w->b, v == KI_TRUE ? "true" : "false") ? 1 : -1;
    if (ki_is_integer(v)) return put_int(w, v) ? 1 : -1;
    if (ki_is_real_float(v)) return put_float(w, v) ? 1 : -1;
    return 0;
}
static bool new_line(Writer *w, int64_t level) {
    if (w->indent == KI_NONE) return true;
    bool ok = ki_sb_putc(&w->b, '\n');
    for (int64_t i = 0; ok && i < level; i++)
        ok = ki_sb_put_value(&w->b, w->indent);
    return ok;
}
/* What stands before item number i. */
static bool separate(Writer *w, bool first, int64_t level) {
    return (first || ki_sb_put_value(&w->b, w->item_sep)) && new_line(w, level);
}

static bool write_list(Writer *w, KiValue v, int64_t level) {
    bool list = ki_is_list(v);
    int64_t n = list ? ki_list_of(v)->len : ki_tuple_of(v)->len;
    if (!n) return ki_sb_puts(&w->b, "[]");
    bool ok = ki_sb_putc(&w->b, '[');
    for (int64_t i = 0; ok && i < (list ? ki_list_of(v)->len : n); i++) {
        KiValue item = ki_new_ref(list ? ki_list_of(v)->items[i] : ki_tuple_of(v)->items[i]);
        ok = separate(w, i == 0, level + 1) && write_value(w, item, level + 1);
        ki_decref(w->ks, item);
    }
    return ok && new_line(w, level) && ki_sb_putc(&w->b, ']');
}

/* 1 written, 0 skipped, -1 raised. */
static int write_member(Writer *w, KiValue key, KiValue v, bool first, int64_t level) {
    bool str = ki_is_str(key), scalar = str || ki_is_none(key) || ki_is_bool(key) ||
                                        ki_is_integer(key) || ki_is_real_float(key);
    if (!scalar) {
        if (w->skip_keys) return 0;
        ki_raise(w->ks, KI_EXC_TypeError, "keys must be str, int, float, bool or None, not %s",
                 ki_type_name(w->ks, key));
        return -1;
    }
    if (!separate(w, first, level)) return -1;
    if (!str && !ki_sb_putc(&w->b, '"')) return -1;
    if (write_scalar(w, key) < 0) return -1;
    if (!str && !ki_sb_putc(&w->b, '"')) return -1;
    return ki_sb_put_value(&w->b, w->key_sep) && write_value(w, v, level) ? 1 : -1;
}
/* A dict subclass or a sorted dict: through the list of its items. */
static bool write_items(Writer *w, KiValue v, int64_t level, bool *first) {
    KiState *ks = w->ks;
    KiValue view = ki_call_method_cstr(ks, v, "items", NULL, 0);
    KiList *items = view == KI_ERR ? NULL : ki_to_list(ks, view);
    ki_decref(ks, view);
    bool ok = items && (!w->sort_keys || ki_list_sort(ks, items, KI_NONE, false));
    for (int64_t i = 0; ok && i < items->len; i++) {
        KiValue pair = items->items[i];
        if (!ki_is_tuple(pair) || ki_tuple_of(pair)->len != 2) {
            ki_raise(ks, KI_EXC_ValueError, "items must return 2-tuples");
            ok = false;
            break;
        }
        int r = write_member(w, ki_tuple_of(pair)->items[0], ki_tuple_of(pair)->items[1], *first,
                             level);
        ok = r >= 0;
        *first &= r == 0;
    }
    if (items) ki_decref_obj(ks, &items->h);
    return ok;
}
static bool write_dict(Writer *w, KiValue v, int64_t level) {
    if (!ki_dict_of(v)->used) return ki_sb_puts(&w->b, "{}");
    bool ok = ki_sb_putc(&w->b, '{'), first = true;
    if (w->sort_keys || !ki_is_kind(v, KI_K_DICT)) {
        ok = ok && write_items(w, v, level + 1, &first);
    } else {
        KiValue key, item;
        int64_t pos = 0;
        while (ok && ki_dict_next(ki_dict_of(v), &pos, &key, &item)) {
            ki_incref(key);
            ki_incref(item);
            int r = write_member(w, key, item, first, level + 1);
            ki_decref(w->ks, key);
            ki_decref(w->ks, item);
            ok = r >= 0;
            first &= r == 0;
        }
    }
    return ok && (first || new_line(w, level)) && ki_sb_putc(&w->b, '}');
}

static bool write_nested(Writer *w, KiValue v, int64_t level) {
    KiState *ks = w->ks;
    for (Open *o = w->check_circular ? w->open : NULL; o; o = o->up)
        if (o->o == v) {
            ki_raise(ks, KI_EXC_ValueError, "Circular reference detected");
            return false;
        }
    if (!ki_json_enter(ks, " while encoding a JSON object")) return false;
    Open here = {v, w->open};
    w->open = &here;
    bool ok;
    if (ki_is_dict(v)) {
        ok = write_dict(w, v, level);
    } else if (ki_is_list(v) || ki_is_tuple(v)) {
        ok = write_list(w, v, level);
    } else {
        KiValue other = ki_call1(ks, w->dflt, v);
        ok = other != KI_ERR && write_value(w, other, level);
        ki_decref(ks, other);
    }
    w->open = here.up;
    ks->depth--;
    return ok;
}
static bool write_value(Writer *w, KiValue v, int64_t level) {
    int r = write_scalar(w, v);
    return r ? r > 0 : write_nested(w, v, level);
}

static KiValue f_encode(KiState *ks, KiValue *a, int n) {
    Writer w = {.ks = ks, .dflt = a[1], .indent = a[2], .item_sep = a[3], .key_sep = a[4]};
    static const int order[] = {2, 4, 3}; /* as the arguments of a C encoder are looked at */
    for (int k = 0; k < 3; k++) {
        int i = order[k];
        if (ki_is_str(a[i]) || (i == 2 && ki_is_none(a[i]))) continue;
        return ki_raise(ks, KI_EXC_TypeError, "make_encoder() argument %d must be str, not %s",
                        k + 4, ki_arg_type_name(ks, a[i]));
    }
    bool *flags[] = {&w.ascii, &w.allow_nan, &w.sort_keys, &w.skip_keys, &w.check_circular};
    for (int i = 0; i < 5; i++) {
        int t = ki_truth(ks, a[5 + i]);
        if (t < 0) return KI_ERR;
        *flags[i] = t;
    }
    ki_sb_init(&w.b, ks);
    if (write_value(&w, a[0], 0)) return ki_sb_finish(&w.b);
    ki_sb_free(&w.b);
    return KI_ERR;
}

static KiValue quote(KiState *ks, KiValue v, bool ascii) {
    if (!ki_is_str(v))
        return ki_raise(ks, KI_EXC_TypeError, "first argument must be a string, not %s",
                        ki_type_name(ks, v));
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    if (put_string(&b, ki_str_of(v), ascii)) return ki_sb_finish(&b);
    ki_sb_free(&b);
    return KI_ERR;
}
static KiValue f_quote(KiState *ks, KiValue *a, int n) {
    return quote(ks, a[0], false);
}
static KiValue f_quote_ascii(KiState *ks, KiValue *a, int n) {
    return quote(ks, a[0], true);
}

bool ki_mod_json_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"encode",
         "(obj, default, indent, item_separator, key_separator, ensure_ascii, allow_nan, "
         "sort_keys, skipkeys, check_circular, /)",
         f_encode, "The JSON text of obj.", 0},
        {"encode_basestring", "(string, /)", f_quote, "A str as JSON text.", KI_DEF_UNSIGNED},
        {"encode_basestring_ascii", "(string, /)", f_quote_ascii, "A str as ASCII JSON text.",
         KI_DEF_UNSIGNED},
        {"decode",
         "(string, idx, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, "
         "strict, /)",
         ki_json_decode, "The value whose text begins at idx, and where it ends.", 0},
        {"scanstring", "(string, end, strict=True, /)", ki_json_scanstring,
         "The str whose text begins at end, after the quote, and where it ends.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}
