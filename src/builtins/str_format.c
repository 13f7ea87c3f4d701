/* str.format, format_map and str.__format__: replacement fields with attribute and item access,
 * conversions, and nested fields in the format specification. */
#include "../base/format_spec.h"
#include "../base/unicode_db.h"
#include "str_methods.h"
#include "type_number.h"

typedef enum Numbering { NUM_UNKNOWN, NUM_AUTO, NUM_MANUAL } Numbering;

typedef struct Formatter {
    KiState *ks;
    KiValue *args; /* positional; NULL: format_map */
    int nargs;
    KiValue kwnames; /* names of the values behind args, or ABSENT */
    KiValue mapping; /* format_map's argument, or ABSENT */
    Numbering numbering;
    int64_t next_auto;
    KiValue whole; /* a str that is all of the result, owned; or ABSENT */
} Formatter;

enum { DEPTH = 2 }; /* of fields within each other */

/* One parsed field: offsets into the format string. */
typedef struct Field {
    int64_t name, name_end, spec, spec_end;
    uint32_t conversion; /* 0: none */
    bool nested;         /* the specification has fields of its own */
} Field;

static bool value_error(Formatter *f, const char *message) {
    ki_raise(f->ks, KI_EXC_ValueError, "%s", message);
    return false;
}

/* Parses the field that starts behind '{' at *pos; *pos ends behind its '}'. */
static bool parse_field(Formatter *f, const KiStr *s, int64_t *pos, int64_t end, Field *out) {
    int64_t i = *pos;
    uint32_t c = 0;
    *out = (Field){.name = i, .spec = i, .spec_end = i};
    while (i < end) {
        c = ki_str_at(s, (size_t)i++);
        if (c == '{') return value_error(f, "unexpected '{' in field name");
        if (c == '[') {
            while (i < end && ki_str_at(s, (size_t)i) != ']')
                i++;
            continue;
        }
        if (c == '}' || c == ':' || c == '!') break;
    }
    out->name_end = i - 1;
    if (c == '}') {
        *pos = i;
        return true;
    }
    if (c != '!' && c != ':') return value_error(f, "expected '}' before end of string");
    if (c == '!') {
        if (i >= end) return value_error(f, "end of string while looking for conversion specifier");
        out->conversion = ki_str_at(s, (size_t)i++);
        if (i < end) {
            c = ki_str_at(s, (size_t)i++);
            if (c == '}') {
                *pos = i;
                return true;
            }
            if (c != ':') return value_error(f, "expected ':' after conversion specifier");
        }
    }
    out->spec = i;
    for (int depth = 1; i < end;) {
        c = ki_str_at(s, (size_t)i++);
        if (c == '{') {
            out->nested = true;
            depth++;
        } else if (c == '}' && --depth == 0) {
            out->spec_end = i - 1;
            *pos = i;
            return true;
        }
    }
    return value_error(f, "unmatched '{' in format spec");
}

/* s[a:b] as a number: its value, -1 if it is none, -2 raised. */
static int64_t number(Formatter *f, const KiStr *s, int64_t a, int64_t b) {
    int64_t n = 0;
    if (a >= b) return -1;
    for (; a < b; a++) {
        int digit = kb_uc_decimal_value(ki_str_at(s, (size_t)a));
        if (digit < 0) return -1;
        if (n > (INT64_MAX - 9) / 10) {
            value_error(f, "Too many decimal digits in format string");
            return -2;
        }
        n = n * 10 + digit;
    }
    return n;
}

static bool set_numbering(Formatter *f, Numbering n) {
    if (f->numbering == NUM_UNKNOWN) f->numbering = n;
    if (f->numbering == n) return true;
    return value_error(
        f, n == NUM_AUTO
               ? "cannot switch from manual field specification to automatic field numbering"
               : "cannot switch from automatic field numbering to manual field specification");
}

static KiValue positional(Formatter *f, int64_t i) {
    if (!f->args)
        return ki_raise(f->ks, KI_EXC_ValueError, "Format string contains positional fields");
    if (i >= f->nargs)
        return ki_raise(f->ks, KI_EXC_IndexError,
                        "Replacement index %lld out of range for positional args tuple",
                        (long long)i);
    return ki_new_ref(f->args[i]);
}

static KiValue named(Formatter *f, KiValue key) {
    if (f->mapping != KI_ABSENT) return ki_getitem(f->ks, f->mapping, key);
    int64_t n = f->kwnames == KI_ABSENT ? 0 : ki_tuple_of(f->kwnames)->len;
    for (int64_t i = 0; i < n; i++)
        if (ki_str_eq(f->ks, ki_str_of(ki_tuple_of(f->kwnames)->items[i]), ki_str_of(key)))
            return ki_new_ref(f->args[f->nargs + i]);
    return ki_raise_value(f->ks, KI_EXC_KeyError, key);
}

/* .name or [item] parts behind the first name. Consumes v. */
static KiValue follow(Formatter *f, KiStr *s, int64_t i, int64_t end, KiValue v) {
    KiState *ks = f->ks;
    while (i < end && v != KI_ERR) {
        uint32_t c = ki_str_at(s, (size_t)i++);
        int64_t from = i;
        KiValue r = KI_ERR;
        if (c == '.') {
            while (i < end && ki_str_at(s, (size_t)i) != '.' && ki_str_at(s, (size_t)i) != '[')
                i++;
            if (i == from) {
                value_error(f, "Empty attribute in format string");
            } else {
                KiValue name = ki_substr(ks, s, from, i);
                if (name != KI_ERR) r = ki_getattr(ks, v, (KiStr *)ki_obj(name));
                ki_decref(ks, name);
            }
        } else if (c == '[') {
            while (i < end && ki_str_at(s, (size_t)i) != ']')
                i++;
            if (i >= end) {
                value_error(f, "Missing ']' in format string");
            } else if (i == from) {
                value_error(f, "Empty attribute in format string");
            } else {
                int64_t n = number(f, s, from, i);
                KiValue key = n == -2  ? KI_ERR
                              : n >= 0 ? ki_int_from_i64(ks, n)
                                       : ki_substr(ks, s, from, i);
                if (key != KI_ERR) r = ki_getitem(ks, v, key);
                ki_decref(ks, key);
            }
            i++;
        } else {
            value_error(f, "Only '.' or '[' may follow ']' in format field specifier");
        }
        ki_decref(ks, v);
        v = r;
    }
    return v;
}

static KiValue field_value(Formatter *f, KiStr *s, const Field *field) {
    int64_t i = field->name, end = field->name_end;
    while (i < end && ki_str_at(s, (size_t)i) != '.' && ki_str_at(s, (size_t)i) != '[')
        i++;
    int64_t n = number(f, s, field->name, i);
    KiValue v;
    if (n == -2) return KI_ERR;
    if (i == field->name) {
        if (!set_numbering(f, NUM_AUTO)) return KI_ERR;
        v = positional(f, f->next_auto++);
    } else if (n >= 0) {
        if (!set_numbering(f, NUM_MANUAL)) return KI_ERR;
        v = positional(f, n);
    } else {
        KiValue key = ki_substr(f->ks, s, field->name, i);
        if (key == KI_ERR) return KI_ERR;
        v = named(f, key);
        ki_decref(f->ks, key);
    }
    return v == KI_ERR ? v : follow(f, s, i, end, v);
}

static KiValue convert(Formatter *f, KiValue v /* consumed */, uint32_t conversion) {
    KiValue r;
    switch (conversion) {
    case 0:
        return v;
    case 's':
        r = ki_str(f->ks, v);
        break;
    case 'r':
        r = ki_repr(f->ks, v);
        break;
    case 'a':
        r = ki_ascii(f->ks, v);
        break;
    default:
        if (conversion > 32 && conversion < 127)
            r = ki_raise(f->ks, KI_EXC_ValueError, "Unknown conversion specifier %c",
                         (int)conversion);
        else
            r = ki_raise(f->ks, KI_EXC_ValueError, "Unknown conversion specifier \\x%x",
                         conversion);
    }
    ki_decref(f->ks, v);
    return r;
}

static bool expand(Formatter *f, KiStr *s, int64_t from, int64_t end, int depth, KiStrBuilder *out);

static bool put_field(Formatter *f, KiStr *s, const Field *field, int depth, bool last,
                      KiStrBuilder *out) {
    KiState *ks = f->ks;
    KiValue v = field_value(f, s, field);
    if (v == KI_ERR || (v = convert(f, v, field->conversion)) == KI_ERR) return false;
    KiValue spec;
    if (field->nested) {
        KiStrBuilder b;
        ki_sb_init(&b, ks);
        bool ok = expand(f, s, field->spec, field->spec_end, depth - 1, &b);
        if (!ok) ki_sb_free(&b);
        spec = ok ? ki_sb_finish(&b) : KI_ERR;
    } else if (field->spec == field->spec_end) {
        spec = KI_ABSENT;
    } else {
        spec = ki_substr(ks, s, field->spec, field->spec_end);
    }
    KiValue text = KI_ERR;
    if (spec == KI_ABSENT && ki_is_str_exact(v))
        text = ki_new_ref(v);
    else if (spec != KI_ERR)
        text = ki_format(ks, v, spec);
    bool ok = text != KI_ERR;
    if (ok && last && !out->len && ki_str_of(text)->len) {
        f->whole = text;
    } else {
        ok = ok && ki_sb_put_value(out, text);
        ki_decref(ks, text);
    }
    ki_decref(ks, spec);
    ki_decref(ks, v);
    return ok;
}

static bool expand(Formatter *f, KiStr *s, int64_t i, int64_t end, int depth, KiStrBuilder *out) {
    if (depth <= 0) return value_error(f, "Max string recursion exceeded");
    while (i < end) {
        int64_t from = i;
        uint32_t c = 0;
        while (i < end && (c = ki_str_at(s, (size_t)i)) != '{' && c != '}')
            i++;
        if (!ki_sb_put_range(out, s, (size_t)from, (size_t)(i - from))) return false;
        if (i >= end) break;
        i++;
        bool at_end = i >= end, twice = !at_end && ki_str_at(s, (size_t)i) == c;
        if (twice) {
            ki_sb_putc(out, c);
            i++;
            continue;
        }
        if (c == '}') return value_error(f, "Single '}' encountered in format string");
        if (at_end) return value_error(f, "Single '{' encountered in format string");
        Field field;
        if (!parse_field(f, s, &i, end, &field) ||
            !put_field(f, s, &field, depth, depth == DEPTH && i >= end, out))
            return false;
    }
    return !out->failed;
}

static bool has_brace(const KiStr *s) {
    for (size_t i = 0; i < s->len; i++)
        if (ki_str_at(s, i) == '{' || ki_str_at(s, i) == '}') return true;
    return false;
}

static KiValue run(Formatter *f, KiValue self) {
    KiStrBuilder b;
    KiStr *s = ki_str_of(self);
    if (s->len && !has_brace(s)) return ki_new_ref(self); /* also one of a subclass */
    ki_sb_init(&b, f->ks);
    bool ok = expand(f, s, 0, (int64_t)s->len, DEPTH, &b);
    if (ok && f->whole == KI_ABSENT) return ki_sb_finish(&b);
    ki_sb_free(&b);
    return ok ? f->whole : KI_ERR;
}

KiValue ki_strm_format(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1 || !ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "descriptor 'format' of 'str' object needs an argument");
    Formatter f = {ks, args + 1, nargs - 1, kwnames, KI_ABSENT, NUM_UNKNOWN, 0, KI_ABSENT};
    return run(&f, args[0]);
}

KiValue ki_strm_format_map(KiState *ks, KiValue *args, int nargs) {
    Formatter f = {ks, NULL, 0, KI_ABSENT, args[1], NUM_UNKNOWN, 0, KI_ABSENT};
    return run(&f, args[0]);
}

KiValue ki_strm_dunder_format(KiState *ks, KiValue *args, int nargs) {
    KiStr *s = ki_self_str(args), *spec_text = ki_need_str(ks, args[1], "__format__() argument ");
    if (!spec_text) return KI_ERR;
    if (!spec_text->len) return ki_is_str_exact(args[0]) ? ki_same_str(s) : ki_str(ks, args[0]);
    KbFormatArg arg = {.type_name = ki_type_name(ks, args[0]), .digit_value = kb_uc_decimal_value};
    KbFormatSpec spec;
    KbFmtError err;
    arg.spec = ki_str_utf8(ks, spec_text, &arg.spec_len);
    if (!arg.spec) return KI_ERR;
    if (!kb_format_str_spec(&arg, &spec, &err)) return ki_format_fail(ks, &err);
    size_t n = s->len;
    if (spec.precision >= 0 && (uint64_t)spec.precision < n) n = (size_t)spec.precision;
    size_t room = spec.width > 0 && (uint64_t)spec.width > n ? (size_t)spec.width - n : 0;
    if (n && !room && n == s->len) return ki_new_ref(args[0]); /* the object itself */
    size_t left = spec.align == '>' ? room : spec.align == '^' ? room / 2 : 0;
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_fill(&b, spec.fill, left);
    ki_sb_put_range(&b, s, 0, n);
    ki_sb_fill(&b, spec.fill, room - left);
    return ki_sb_finish(&b);
}
