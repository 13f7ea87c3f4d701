/* The reader of JSON text behind json.decoder: a recursive descent over the str's code points. */
#include "mod_json.h"

enum { KEY_CACHE = 128 };

typedef struct Reader {
    KiState *ks;
    KiStr *s;
    size_t len;
    bool strict;
    KiValue object_hook, pairs_hook, parse_float, parse_int, parse_constant;
    KiValue keys[KEY_CACHE]; /* short keys met before, by content: owned or KI_ABSENT */
} Reader;

static KiValue read_value(Reader *r, size_t i, size_t *end);

/* JSONDecodeError(message, text, position). */
static KiValue fail(Reader *r, const char *message, size_t pos) {
    KiState *ks = r->ks;
    KiValue cls = ki_import_attr(ks, "json.decoder", "JSONDecodeError");
    KiValue text = cls == KI_ERR ? cls : ki_str_from_cstr(ks, message), e = KI_ERR;
    if (text != KI_ERR) {
        KiValue args[3] = {text, ki_from_obj(r->s), ki_small_int((int64_t)pos)};
        e = ki_call(ks, cls, args, 3, KI_ABSENT);
    }
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, text);
    ki_decref(ks, cls);
    return KI_ERR;
}

static inline uint32_t at(const Reader *r, size_t i) {
    return i < r->len ? ki_str_at(r->s, i) : 0;
}
static inline size_t skip_blanks(const Reader *r, size_t i) {
    while (i < r->len) {
        uint32_t c = ki_str_at(r->s, i);
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r') break;
        i++;
    }
    return i;
}
static bool starts(const Reader *r, size_t i, const char *word) {
    for (; *word; word++, i++)
        if (i >= r->len || ki_str_at(r->s, i) != (uint8_t)*word) return false;
    return true;
}

/* --- strings --- */

/* Four hex digits, or -1. */
static int64_t hex4(const Reader *r, size_t i) {
    int64_t v = 0;
    for (size_t k = i; k < i + 4; k++) {
        uint32_t c = at(r, k);
        int d = c >= '0' && c <= '9'   ? (int)c - '0'
                : c >= 'a' && c <= 'f' ? (int)c - 'a' + 10
                : c >= 'A' && c <= 'F' ? (int)c - 'A' + 10
                                       : -1;
        if (d < 0) return -1;
        v = v << 4 | d;
    }
    return v;
}
/* The end of the run of plain characters from i on: a quote, a backslash, or the text's end.
 * SIZE_MAX: raised. */
static size_t plain_run(Reader *r, size_t i) {
    for (; i < r->len; i++) {
        uint32_t c = ki_str_at(r->s, i);
        if (c == '"' || c == '\\') break;
        if (c <= 0x1F && r->strict) {
            (void)fail(r, "Invalid control character at", i);
            return SIZE_MAX;
        }
    }
    return i;
}
/* The escape whose letter is at i: appended to b, the position after it. SIZE_MAX: raised. */
static size_t read_escape(Reader *r, size_t i, KiStrBuilder *b) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t c = at(r, i);
    if (c != 'u') {
        const char *p = c && c < 128 ? strchr(from, (int)c) : NULL;
        if (!p) {
            (void)fail(r, "Invalid \\escape", i - 1);
            return SIZE_MAX;
        }
        ki_sb_putc(b, (uint8_t)to[p - from]);
        return i + 1;
    }
    size_t end = i + 5;
    int64_t u = end < r->len ? hex4(r, i + 1) : -1;
    if (u < 0) {
        (void)fail(r, "Invalid \\uXXXX escape", i);
        return SIZE_MAX;
    }
    if (u >= 0xD800 && u < 0xDC00 && end + 6 < r->len && at(r, end) == '\\' &&
        at(r, end + 1) == 'u') {
        int64_t low = hex4(r, end + 2);
        if (low < 0) {
            (void)fail(r, "Invalid \\uXXXX escape", end + 1);
            return SIZE_MAX;
        }
        if (low >= 0xDC00 && low < 0xE000) {
            u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
            end += 6;
        }
    }
    ki_sb_putc(b, (uint32_t)u);
    return end;
}
/* The str whose first character is at begin; *end: after the closing quote. */
static KiValue read_string(Reader *r, size_t begin, size_t *end) {
    size_t i = plain_run(r, begin);
    if (i == SIZE_MAX) return KI_ERR;
    if (at(r, i) == '"') {
        *end = i + 1;
        if (r->s->h.flags & KI_STR_ASCII)
            return ki_str_from_ascii(r->ks, (const char *)r->s->data.u1 + begin, i - begin);
        return ki_str_from_units(r->ks, ki_str_units(r->s, begin), ki_str_width(r->s), i - begin);
    }
    KiStrBuilder b;
    ki_sb_init(&b, r->ks);
    size_t start = begin;
    for (;;) {
        if (i > start) ki_sb_put_range(&b, r->s, start, i - start);
        if (i < r->len && at(r, i) == '"') {
            *end = i + 1;
            return ki_sb_finish(&b);
        }
        if (i + 1 >= r->len) {
            (void)fail(r, "Unterminated string starting at", begin - 1);
            break;
        }
        start = read_escape(r, i + 1, &b);
        if (start == SIZE_MAX || (i = plain_run(r, start)) == SIZE_MAX || b.failed) break;
    }
    ki_sb_free(&b);
    return KI_ERR;
}
/* A key: the same str object as the same key before, where the cache still has it. */
static KiValue read_key(Reader *r, size_t begin, size_t *end) {
    if (!(r->s->h.flags & KI_STR_ASCII)) return read_string(r, begin, end);
    const uint8_t *p = r->s->data.u1 + begin;
    size_t n = 0, limit = r->len - begin;
    uint32_t h = 0;
    while (n < limit && n < 64 && p[n] != '"' && p[n] != '\\' && p[n] > 0x1F)
        h = h * 31 + p[n++];
    if (n >= limit || p[n] != '"') return read_string(r, begin, end);
    KiValue *slot = &r->keys[(h ^ h >> 7) % KEY_CACHE];
    if (*slot != KI_ABSENT) {
        KiStr *k = ki_str_of(*slot);
        if (k->len == n && memcmp(k->data.u1, p, n) == 0) {
            *end = begin + n + 1;
            return ki_new_ref(*slot);
        }
    }
    KiValue key = read_string(r, begin, end);
    if (key != KI_ERR) ki_assign(r->ks, slot, ki_new_ref(key));
    return key;
}

/* --- numbers --- */

static KiValue number_value(Reader *r, size_t i, size_t n, bool is_float) {
    KiState *ks = r->ks;
    KiValue parser = is_float ? r->parse_float : r->parse_int;
    if (parser != KI_NONE) {
        KiValue text = ki_str_slice(ks, r->s, (int64_t)i, (int64_t)(i + n), 1, (int64_t)n);
        KiValue v = text == KI_ERR ? text : ki_call1(ks, parser, text);
        ki_decref(ks, text);
        return v;
    }
    char small[64], *text = n < sizeof small ? small : ki_mem_alloc(ks, n + 1);
    if (!text) return KI_ERR;
    for (size_t k = 0; k < n; k++)
        text[k] = (char)ki_str_at(r->s, i + k);
    text[n] = 0;
    KiValue v;
    double d;
    if (!is_float)
        v = ki_int_from_text(ks, text, n, 10);
    else if (kb_parse_double(text, n, &d) == n)
        v = ki_float(d);
    else
        v = fail(r, "Expecting value", i);
    if (text != small) ki_mem_free(ks, text, n + 1);
    return v;
}
static size_t digits(const Reader *r, size_t i) {
    while (at(r, i) >= '0' && at(r, i) <= '9')
        i++;
    return i;
}
static KiValue read_number(Reader *r, size_t start, size_t *end) {
    size_t i = start + (at(r, start) == '-');
    uint32_t c = at(r, i);
    if (c < '0' || c > '9') return fail(r, "Expecting value", start);
    size_t last = c == '0' ? i + 1 : digits(r, i);
    bool is_float = false;
    if (at(r, last) == '.') {
        size_t k = digits(r, last + 1);
        if (k > last + 1) {
            last = k;
            is_float = true;
        }
    }
    if ((at(r, last) | 32) == 'e') {
        size_t k = last + 1;
        if (at(r, k) == '+' || at(r, k) == '-') k++;
        size_t after = digits(r, k);
        if (after > k) {
            last = after;
            is_float = true;
        }
    }
    *end = last;
    if (!is_float && last - i <= 14 && r->parse_int == KI_NONE) {
        int64_t v = 0;
        for (; i < last; i++)
            v = v * 10 + (ki_str_at(r->s, i) - '0');
        return ki_small_int(at(r, start) == '-' ? -v : v);
    }
    return number_value(r, start, last - start, is_float);
}

/* --- containers --- */

static KiValue hooked(Reader *r, KiValue hook, KiValue v /* consumed */) {
    if (v == KI_ERR || hook == KI_NONE) return v;
    KiValue out = ki_call1(r->ks, hook, v);
    ki_decref(r->ks, v);
    return out;
}
/* One member from the quote of its key on, into the list of pairs or the dict. */
static bool read_member(Reader *r, size_t *at_, KiValue into, bool pairs) {
    KiState *ks = r->ks;
    size_t i = *at_;
    if (at(r, i) != '"') {
        (void)fail(r, "Expecting property name enclosed in double quotes", i);
        return false;
    }
    KiValue key = read_key(r, i + 1, &i), v = KI_ERR;
    if (key == KI_ERR) return false;
    i = skip_blanks(r, i);
    if (at(r, i) != ':')
        (void)fail(r, "Expecting ':' delimiter", i);
    else
        v = read_value(r, skip_blanks(r, i + 1), &i);
    bool ok = v != KI_ERR;
    if (ok && pairs) {
        KiValue pair[2] = {key, v};
        ok = ki_list_push(ks, ki_list_of(into), ki_tuple_steal(ks, pair, 2));
    } else {
        ok = ok && ki_dict_set_str(ks, ki_dict_of(into), ki_str_of(key), v);
        ki_decref(ks, key);
        ki_decref(ks, v);
    }
    *at_ = i;
    return ok;
}
static KiValue read_object(Reader *r, size_t i, size_t *end) {
    bool pairs = r->pairs_hook != KI_NONE, ok = true;
    KiObj *o = pairs ? (KiObj *)ki_list_new(r->ks, 0) : (KiObj *)ki_dict_new(r->ks);
    if (!o) return KI_ERR;
    i = skip_blanks(r, i + 1);
    if (at(r, i) != '}') {
        for (;;) {
            ok = read_member(r, &i, ki_from_obj(o), pairs);
            if (!ok) break;
            i = skip_blanks(r, i);
            if (at(r, i) == '}') break;
            if (at(r, i) != ',') {
                (void)fail(r, "Expecting ',' delimiter", i);
                ok = false;
                break;
            }
            i = skip_blanks(r, i + 1);
        }
    }
    *end = i + 1;
    if (!ok) {
        ki_decref_obj(r->ks, o);
        return KI_ERR;
    }
    return hooked(r, pairs ? r->pairs_hook : r->object_hook, ki_from_obj(o));
}
static KiValue read_array(Reader *r, size_t i, size_t *end) {
    KiList *l = ki_list_new(r->ks, 0);
    if (!l) return KI_ERR;
    i = skip_blanks(r, i + 1);
    bool ok = true;
    if (at(r, i) != ']') {
        for (;;) {
            ok = ki_list_push(r->ks, l, read_value(r, i, &i));
            if (!ok) break;
            i = skip_blanks(r, i);
            if (at(r, i) == ']') break;
            if (at(r, i) != ',') {
                (void)fail(r, "Expecting ',' delimiter", i);
                ok = false;
                break;
            }
            i = skip_blanks(r, i + 1);
        }
    }
    *end = i + 1;
    if (ok) return ki_from_obj(l);
    ki_decref_obj(r->ks, &l->h);
    return KI_ERR;
}

/* --- any value --- */

static KiValue constant(Reader *r, size_t i, const char *word, KiValue v, size_t *end) {
    *end = i + strlen(word);
    if (!ki_is_float(v) || r->parse_constant == KI_NONE) return v;
    KiValue text = ki_str_from_cstr(r->ks, word);
    return text == KI_ERR ? text : hooked(r, r->parse_constant, text);
}
static KiValue read_value(Reader *r, size_t i, size_t *end) {
    static const struct {
        const char *word;
        KiValue v;
        double d;
    } words[] = {{"null", KI_NONE, 0},
                 {"true", KI_TRUE, 0},
                 {"false", KI_FALSE, 0},
                 {"NaN", KI_NAN, 0},
                 {"Infinity", KI_ABSENT, __builtin_inf()},
                 {"-Infinity", KI_ABSENT, -__builtin_inf()}};
    uint32_t c = at(r, i);
    if (c == '"') return read_string(r, i + 1, end);
    if (c >= '0' && c <= '9') return read_number(r, i, end);
    if (c == '{' || c == '[') {
        if (!ki_json_enter(r->ks, c == '{' ? " while decoding a JSON object from a unicode string"
                                           : " while decoding a JSON array from a unicode string"))
            return KI_ERR;
        KiValue v = c == '{' ? read_object(r, i, end) : read_array(r, i, end);
        r->ks->depth--;
        return v;
    }
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (c == (uint8_t)words[k].word[0] && starts(r, i, words[k].word))
            return constant(r, i, words[k].word,
                            words[k].v == KI_ABSENT ? ki_float(words[k].d) : words[k].v, end);
    if (c == '-') return read_number(r, i, end);
    return fail(r, "Expecting value", i);
}

/* Prepares a reader of a[0] from index a[1]; false: raised. */
static bool reader_init(KiState *ks, Reader *r, KiValue *a, KiValue strict, size_t *i) {
    int64_t idx;
    int t = ki_truth(ks, strict);
    if (t < 0) return false;
    if (!ki_arg_i64(ks, a[1], &idx)) return false;
    if (!ki_is_str(a[0])) {
        ki_raise(ks, KI_EXC_TypeError, "first argument must be a string, not %s",
                 ki_type_name(ks, a[0]));
        return false;
    }
    r->ks = ks;
    r->s = ki_str_of(a[0]);
    r->len = r->s->len;
    r->strict = t;
    *i = (size_t)idx;
    return true;
}
KiValue ki_json_decode(KiState *ks, KiValue *a, int n) {
    Reader r;
    size_t i, end = 0;
    if (!reader_init(ks, &r, a, a[7], &i)) return KI_ERR;
    if ((int64_t)i < 0) return ki_raise(ks, KI_EXC_ValueError, "idx cannot be negative");
    r.object_hook = a[2];
    r.pairs_hook = a[3];
    r.parse_float = a[4];
    r.parse_int = a[5];
    r.parse_constant = a[6];
    for (int k = 0; k < KEY_CACHE; k++)
        r.keys[k] = KI_ABSENT;
    KiValue keep = ki_new_ref(ki_from_obj(r.s)), v = read_value(&r, i, &end);
    for (int k = 0; k < KEY_CACHE; k++)
        ki_decref(ks, r.keys[k]);
    ki_decref(ks, keep);
    if (v == KI_ERR) return v;
    KiValue pair[2] = {v, ki_small_int((int64_t)end)};
    return ki_tuple_steal(ks, pair, 2);
}
KiValue ki_json_scanstring(KiState *ks, KiValue *a, int n) {
    Reader r;
    size_t i, end = 0;
    if (!reader_init(ks, &r, a, a[2], &i)) return KI_ERR;
    if ((int64_t)i < 0 || i > r.len) return ki_raise(ks, KI_EXC_ValueError, "end is out of bounds");
    KiValue v = read_string(&r, i, &end);
    if (v == KI_ERR) return v;
    KiValue pair[2] = {v, ki_small_int((int64_t)end)};
    return ki_tuple_steal(ks, pair, 2);
}
