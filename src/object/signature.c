/* Signature texts of native functions: parsing, and binding arguments to the parameters with the
 * error texts that CPython's built-ins give for the same kind of signature. */
#include "signature.h"
#include "heap.h"
#include "obj_int.h"
#include "object_private.h"
#include <stdio.h>

#include "../base/num.h"

#include <ctype.h>
#include <stdlib.h>

/* --- parsing --- */

static const char *skip_space(const char *p) {
    while (isspace((unsigned char)*p))
        p++;
    return p;
}
static const char *name_end(const char *p) {
    while (isalnum((unsigned char)*p) || *p == '_')
        p++;
    return p;
}

/* End of a default: the next comma or closing parenthesis outside brackets and quotes. */
static const char *default_end(const char *p) {
    int depth = 0;
    for (; *p; p++) {
        if (*p == '\'' || *p == '"') {
            char q = *p++;
            while (*p && *p != q)
                p += *p == '\\' && p[1] ? 2 : 1;
            if (!*p) break;
        } else if (*p == '(' || *p == '[' || *p == '{') {
            depth++;
        } else if (depth && (*p == ')' || *p == ']' || *p == '}')) {
            depth--;
        } else if (!depth && (*p == ',' || *p == ')')) {
            break;
        }
    }
    return p;
}

static KiValue text_default(KiState *ks, const char *p, const char *end) {
    char buf[64];
    size_t n = 0;
    for (p++; p < end - 1 && n < sizeof buf; p++) {
        char c = *p;
        if (c == '\\' && p + 1 < end - 1) {
            c = *++p;
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == '0' ? 0 : c;
        }
        buf[n++] = c;
    }
    return ki_str_from_utf8(ks, buf, n);
}

static bool is_word(const char *p, size_t n, const char *word) {
    return strlen(word) == n && !memcmp(p, word, n);
}

/* The value of a default's text; KI_ABSENT for <absent> and for expressions C code fills in itself.
 */
static KiValue parse_default(KiState *ks, const char *p, const char *end) {
    size_t n = (size_t)(end - p);
    if (is_word(p, n, "None")) return KI_NONE;
    if (is_word(p, n, "True")) return KI_TRUE;
    if (is_word(p, n, "False")) return KI_FALSE;
    if (is_word(p, n, "()")) return ki_new_ref(ks->empty_tuple);
    if (*p == '\'' || *p == '"') return text_default(ks, p, end);
    if (*p == 'b' && (p[1] == '\'' || p[1] == '"')) return ki_bytes_from(ks, p + 2, n - 3);
    const char *d = *p == '-' ? p + 1 : p;
    if (isdigit((unsigned char)*d) || *d == '.') {
        bool is_float = memchr(p, '.', n) || (memchr(p, 'e', n) && !(d[0] == '0' && d[1] == 'x'));
        if (!is_float) return ki_int_from_i64(ks, strtoll(p, NULL, 0));
        double x;
        if (kb_parse_double(p, n, &x)) return ki_float(x);
    }
    return KI_ABSENT;
}

static int count_params(const char *text) {
    int n = 1;
    for (const char *p = text; *p; p++)
        n += *p == ',';
    return n;
}

static size_t sig_bytes(int cap) {
    return sizeof(KiSignature) + (size_t)cap * (sizeof(KiStr *) + sizeof(KiValue));
}

/* One parameter (or marker) at p into s; returns what follows, NULL on failure. */
static const char *parse_param(KiState *ks, KiSignature *s, const char *p, bool *kw_only) {
    int i = s->n_params;
    if (*p == '/') {
        s->n_posonly = i;
        return p + 1;
    }
    int stars = 0;
    while (*p == '*') {
        stars++;
        p++;
    }
    if (*p == '$') p++;
    const char *end = name_end(p);
    if (stars) {
        if (!*kw_only) s->n_pos = i;
        *kw_only = true;
        if (end == p) return end;
        *(stars == 1 ? &s->var_args : &s->var_kw) = i;
    }
    KiValue name = ki_str_from_utf8(ks, p, (size_t)(end - p));
    if (name == KI_ERR || !(s->names[i] = ki_str_intern(ks, (KiStr *)ki_obj(name)))) return NULL;
    s->defaults[i] = stars ? KI_ABSENT : KI_UNBOUND;
    s->n_params++;
    p = skip_space(end);
    if (*p != '=') return p;
    p = skip_space(p + 1);
    end = default_end(p);
    const char *trim = end;
    while (trim > p && isspace((unsigned char)trim[-1]))
        trim--;
    s->defaults[i] = parse_default(ks, p, trim);
    return s->defaults[i] == KI_ERR ? NULL : end;
}

/* n_fill of what has been parsed. */
static int fewest_by_position(const KiSignature *s) {
    if (s->var_args >= 0 || s->var_kw >= 0) return s->n_params + 1;
    int n = s->n_params;
    if (n <= KI_FILL_MAX)
        while (n > s->n_required && s->defaults[n - 1] != KI_UNBOUND)
            n--;
    return n > s->n_pos ? s->n_params + 1 : n;
}

KiSignature *ki_signature_parse(KiState *ks, const char *text, bool method) {
    int cap = count_params(text);
    KiSignature *s = ki_mem_alloc(ks, sig_bytes(cap));
    if (!s) return NULL;
    *s = (KiSignature){.text = text, .var_args = -1, .var_kw = -1, .n_pos = -1, .refs = 1};
    s->defaults = (KiValue *)(s + 1);
    s->names = (KiStr **)(s->defaults + cap);
    bool kw_only = false;
    const char *p = skip_space(text);
    for (p = *p == '(' ? p + 1 : p; p && *(p = skip_space(p)) && *p != ')';) {
        p = parse_param(ks, s, p, &kw_only);
        p = p ? skip_space(p) : NULL;
        if (p && *p == ',') p++;
    }
    if (!p) {
        ki_signature_release(ks, s);
        return NULL;
    }
    if (!kw_only) s->n_pos = s->n_params;
    for (int i = 0; i < s->n_pos && s->defaults[i] == KI_UNBOUND; i++)
        s->n_required = i + 1;
    s->n_fill = fewest_by_position(s);
    s->n_self = method && s->n_params > 0;
    if (s->n_posonly < s->n_self) s->n_posonly = s->n_self;
    return s;
}

void ki_signature_release(KiState *ks, KiSignature *s) {
    if (!s || --s->refs > 0) return;
    for (int i = 0; i < s->n_params; i++) {
        ki_decref_obj(ks, &s->names[i]->h);
        if (s->defaults[i] != KI_ERR) ki_decref(ks, s->defaults[i]);
    }
    ki_mem_free(ks, s, sig_bytes(count_params(s->text)));
}

/* --- binding --- */

static const char *plural(int n) {
    return n == 1 ? "" : "s";
}

/* "list.append" for methods, "C.fromkeys" for methods of classes, "math.sqrt" and "len" for
 * functions. */
static KiValue full_name(KiState *ks, const KiNative *f) {
    KiType *t = ki_native_named_after(ks, f);
    if (t) return ki_str_format(ks, "%s.%s", ki_cstr(ks, t->qualname), f->name);
    if (ki_is_str(f->module) && !ki_str_eq_cstr(ki_str_of(f->module), "builtins"))
        return ki_str_format(ks, "%s.%s", ki_cstr(ks, ki_str_of(f->module)), f->name);
    return ki_str_from_cstr(ks, f->name);
}

static void raise_named(KiState *ks, const KiNative *f, const char *fmt, int n) KB_COLD;
static void raise_named(KiState *ks, const KiNative *f, const char *what, int n) {
    KiValue name = full_name(ks, f);
    if (name == KI_ERR) return;
    if (n < 0)
        ki_raise(ks, KI_EXC_TypeError, "%s() %s", ki_cstr(ks, ki_str_of(name)), what);
    else
        ki_raise(ks, KI_EXC_TypeError, "%s() %s (%d given)", ki_cstr(ks, ki_str_of(name)), what, n);
    ki_decref(ks, name);
}

static void raise_expected(KiState *ks, const KiNative *f, const char *how, int want, int got) {
    ki_raise(ks, KI_EXC_TypeError, "%s expected %s%d argument%s, got %d", f->name, how, want,
             plural(want), got);
}

/* Functions whose parameters are all positional-only. */
static void bad_count_positional(KiState *ks, const KiNative *f, const KiSignature *s, int got) {
    int max = s->n_pos - s->n_self, min = s->n_required - s->n_self;
    got -= s->n_self;
    if (min < 0) min = 0;
    if (f->style & KI_DEF_TUPLE_COUNT)
        ki_raise(ks, KI_EXC_TypeError, "%s() takes %s %d argument%s (%d given)", f->name,
                 min == max  ? "exactly"
                 : got < min ? "at least"
                             : "at most",
                 got < min ? min : max, plural(got < min ? min : max), got);
    else if (s->var_args >= 0)
        raise_expected(ks, f, "at least ", min, got);
    else if (max == 0)
        raise_named(ks, f, "takes no arguments", got);
    else if (max == 1 && min == 1)
        raise_named(ks, f, "takes exactly one argument", got);
    else if (min == max)
        raise_expected(ks, f, "", min, got);
    else
        raise_expected(ks, f, got < min ? "at least " : "at most ", got < min ? min : max, got);
}

/* Functions that accept keywords. */
static void too_many(KiState *ks, const KiNative *f, const KiSignature *s, int npos, int nkw) {
    int all = s->n_params - s->n_self, max = s->n_pos - s->n_self;
    npos -= s->n_self;
    if (npos + nkw > all && s->var_kw < 0)
        ki_raise(ks, KI_EXC_TypeError, "%s() takes at most %d %sargument%s (%d given)", f->name,
                 all, npos == 0 ? "keyword " : "", plural(all), npos + nkw);
    else if (max == 0)
        ki_raise(ks, KI_EXC_TypeError, "%s() takes no positional arguments", f->name);
    else
        ki_raise(ks, KI_EXC_TypeError, "%s() takes %s %d positional argument%s (%d given)", f->name,
                 s->n_required < s->n_pos ? "at most" : "exactly", max, plural(max), npos);
}

static bool only_positional(const KiSignature *s) {
    return s->n_posonly >= s->n_pos && s->var_kw < 0 &&
           s->n_pos + (s->var_args >= 0) == s->n_params;
}

static int find_param(const KiSignature *s, KiState *ks, KiStr *name) {
    for (int i = s->n_posonly; i < s->n_params; i++)
        if (i != s->var_args && i != s->var_kw &&
            (s->names[i] == name || ki_str_eq(ks, s->names[i], name)))
            return i;
    return -1;
}

/* Keyword k of kwnames to its parameter. KW_BAD: there is none for it, or that has its value. */
typedef enum Keyword { KW_FAILED, KW_BOUND, KW_BAD } Keyword;
static Keyword bind_keyword(KiState *ks, const KiSignature *s, KiStr *name, KiValue v, KiValue *out,
                            KiDict *extra) {
    int i = find_param(s, ks, name);
    if (i < 0 && extra) return ki_dict_set_str(ks, extra, name, v) ? KW_BOUND : KW_FAILED;
    if (i < 0 || out[i] != KI_UNBOUND) return KW_BAD;
    out[i] = v;
    return KW_BOUND;
}

/* Among the keywords that could not be bound: a parameter given twice, else the first unknown. */
static bool bad_keyword(KiState *ks, const KiNative *f, const KiSignature *s, int npos,
                        const KiTuple *names) {
    KiStr *unknown = NULL, *twice = NULL;
    int at = s->n_params;
    for (int64_t k = 0; k < names->len; k++) {
        KiStr *name = ki_str_of(names->items[k]);
        int i = find_param(s, ks, name);
        if (i < 0 && !unknown) unknown = name;
        if (i >= 0 && i < npos && i < at) {
            at = i;
            twice = name;
        }
    }
    if (twice)
        ki_raise(ks, KI_EXC_TypeError, "argument for %s() given by name ('%s') and position (%d)",
                 f->name, ki_cstr(ks, twice), at + 1 - s->n_self);
    else
        ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for %s()",
                 ki_cstr(ks, unknown), f->name);
    return false;
}

static bool missing(KiState *ks, const KiNative *f, const KiSignature *s, int i, int npos) {
    if (i < s->n_posonly && s->n_posonly > 0) {
        int min = s->n_required < s->n_posonly ? s->n_required : s->n_posonly;
        ki_raise(ks, KI_EXC_TypeError, "%s() takes %s %d positional argument%s (%d given)", f->name,
                 min - s->n_self < s->n_pos - s->n_self ? "at least" : "exactly", min - s->n_self,
                 plural(min - s->n_self), npos - s->n_self);
    } else if (i < s->n_pos) {
        ki_raise(ks, KI_EXC_TypeError, "%s() missing required argument '%s' (pos %d)", f->name,
                 ki_cstr(ks, s->names[i]), i + 1 - s->n_self);
    } else {
        ki_raise(ks, KI_EXC_TypeError, "%s() missing required keyword-only argument: '%s'", f->name,
                 ki_cstr(ks, s->names[i]));
    }
    return false;
}

/* Storage for *args and **kw: one tuple of both, owned by the caller through *scratch. */
static bool make_rest(KiState *ks, const KiSignature *s, KiValue *args, int npos, KiValue *out,
                      KiValue *scratch, KiDict **extra) {
    KiTuple *keep = ki_tuple_alloc(ks, 2);
    if (!keep) return false;
    keep->items[0] = keep->items[1] = KI_NONE;
    *scratch = ki_from_obj(keep);
    if (s->var_args >= 0) {
        int n = npos > s->n_pos ? npos - s->n_pos : 0;
        KiValue t = ki_tuple_from(ks, args + (npos - n), n);
        if (t == KI_ERR) return false;
        keep->items[0] = out[s->var_args] = t;
    }
    if (s->var_kw >= 0) {
        if (!(*extra = ki_dict_new(ks))) return false;
        keep->items[1] = out[s->var_kw] = ki_from_obj(*extra);
    }
    return true;
}

static bool bind(KiState *ks, const KiNative *f, const KiSignature *s, KiValue *args, int npos,
                 KiValue kwnames, KiValue *out, KiValue *scratch) {
    int nkw = ki_n_kw(kwnames);
    if (f->style & KI_DEF_BY_CLASS && s->n_params == s->n_self) {
        if (npos > s->n_self) {
            ki_raise(ks, KI_EXC_TypeError, "%s() takes no arguments", f->name);
            return false;
        }
        nkw = 0;
        kwnames = KI_ABSENT;
    }
    if (only_positional(s) && !(f->style & KI_DEF_ANY_KEYWORD)) {
        if (nkw && f->style & KI_DEF_SHORT_NAME && (s->n_self == 0 || f->self != KI_ABSENT))
            ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", f->name);
        else if (nkw)
            raise_named(ks, f, "takes no keyword arguments", -1);
        if (nkw) return false;
        if ((npos > s->n_pos && s->var_args < 0) || npos < s->n_required) {
            bad_count_positional(ks, f, s, npos);
            return false;
        }
    } else if ((npos > s->n_pos || npos + nkw > s->n_params) && s->var_args < 0 &&
               (npos > s->n_pos || s->var_kw < 0)) {
        too_many(ks, f, s, npos, nkw);
        return false;
    }
    for (int i = 0; i < s->n_params; i++)
        out[i] = i < npos && i < s->n_pos ? args[i] : KI_UNBOUND;
    KiDict *extra = NULL;
    if ((s->var_args >= 0 || s->var_kw >= 0) && !make_rest(ks, s, args, npos, out, scratch, &extra))
        return false;
    bool bad = false;
    for (int k = 0; k < nkw; k++) {
        KiStr *name = ki_str_of(((KiTuple *)ki_obj(kwnames))->items[k]);
        Keyword b = bind_keyword(ks, s, name, args[npos + k], out, extra);
        if (b == KW_FAILED) return false;
        bad |= b == KW_BAD;
    }
    for (int i = 0; i < s->n_params; i++) { /* what is missing is told before what is too much */
        if (out[i] != KI_UNBOUND) continue;
        if (s->defaults[i] == KI_UNBOUND) return missing(ks, f, s, i, npos);
        out[i] = s->defaults[i];
    }
    return !bad || bad_keyword(ks, f, s, npos, (KiTuple *)ki_obj(kwnames));
}

/* What stands before the name of a function in Python that is told of. */
static const char *python_prefix(const KiNative *f) {
    if (!(f->style & KI_DEF_FORWARDED)) return "";
    bool extreme = !strcmp(f->name, "max") || !strcmp(f->name, "min"); /* _amax, _amin */
    return extreme ? "_a" : "_";
}

static void missing_python(KiState *ks, const KiNative *f, const KiSignature *s,
                           const bool *given) {
    int lacking[64], n = 0;
    for (int i = 0; i < s->n_pos && n < 64; i++)
        if (!given[i] && s->defaults[i] == KI_UNBOUND) lacking[n++] = i;
    char names[512];
    size_t len = 0;
    names[0] = 0;
    for (int k = 0; k < n && len < sizeof names - 80; k++)
        len += (size_t)snprintf(names + len, sizeof names - len, "%s'%.60s'",
                                k == 0      ? ""
                                : n == 2    ? " and "
                                : k + 1 < n ? ", "
                                            : ", and ",
                                ki_cstr(ks, s->names[lacking[k]]));
    ki_raise(ks, KI_EXC_TypeError, "%s%s() missing %d required positional argument%s: %s",
             python_prefix(f), f->name, n, plural(n), names);
}

/* Arguments that do not fit, in the words of a function written in Python. */
static void explain_python(KiState *ks, const KiNative *f, const KiSignature *s, int npos,
                           KiValue kwnames) {
    bool given[64] = {false};
    for (int i = 0; i < npos && i < s->n_pos && i < 64; i++)
        given[i] = true;
    for (int k = 0; k < ki_n_kw(kwnames); k++) {
        KiStr *name = ki_str_of(((KiTuple *)ki_obj(kwnames))->items[k]);
        int i = find_param(s, ks, name);
        if (i < 0 && f->style & KI_DEF_FORWARDED && ki_str_eq(ks, s->names[0], name)) i = 0;
        if (i >= 64 || (i < 0 && s->var_kw >= 0)) continue;
        if (i < 0 || given[i]) {
            ki_raise(ks, KI_EXC_TypeError,
                     i < 0 ? "%s%s() got an unexpected keyword argument '%s'"
                           : "%s%s() got multiple values for argument '%s'",
                     python_prefix(f), f->name, ki_cstr(ks, name));
            return;
        }
        given[i] = true;
    }
    if (npos <= s->n_pos || s->var_args >= 0) {
        missing_python(ks, f, s, given);
        return;
    }
    char from[32] = "";
    bool range = s->n_required < s->n_pos;
    if (range) snprintf(from, sizeof from, "from %d to ", s->n_required);
    ki_raise(ks, KI_EXC_TypeError, "%s%s() takes %s%d positional argument%s but %d %s given",
             python_prefix(f), f->name, from, s->n_pos, range || s->n_pos != 1 ? "s" : "", npos,
             npos == 1 ? "was" : "were");
}

/* The same in the words of NumPy's own reader, which counts before it looks at keywords. */
static void explain_from_zero(KiState *ks, const KiNative *f, const KiSignature *s, int npos,
                              KiValue kwnames) {
    int max = s->n_pos - s->n_self, min = s->n_required - s->n_self, got = npos - s->n_self;
    uint64_t given = 0;
    if (got > max) {
        char from[32] = "";
        if (min < max) snprintf(from, sizeof from, "from %d to ", min);
        ki_raise(ks, KI_EXC_TypeError, "%s() takes %s%d positional arguments but %d were given",
                 f->name, from, max, got);
        return;
    }
    for (int k = 0; k < ki_n_kw(kwnames); k++) {
        KiStr *name = ki_str_of(((KiTuple *)ki_obj(kwnames))->items[k]);
        int i = find_param(s, ks, name);
        if (i < 0) {
            ki_raise(ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", f->name,
                     ki_cstr(ks, name));
            return;
        }
        if (i < npos) {
            ki_raise(ks, KI_EXC_TypeError,
                     "argument for %s() given by name ('%s') and position (position %d)", f->name,
                     ki_cstr(ks, name), i - s->n_self);
            return;
        }
        if (i < 64) given |= (uint64_t)1 << i;
    }
    for (int i = npos; i < s->n_required && i < 64; i++)
        if (!(given >> i & 1)) {
            ki_raise(ks, KI_EXC_TypeError, "%s() missing required argument '%s' (pos %d)", f->name,
                     ki_cstr(ks, s->names[i]), i - s->n_self);
            return;
        }
}

void ki_raise_cython_count(KiState *ks, const char *name, int min, int max, int got) {
    int bound = got < min ? min : max;
    ki_raise(ks, KI_EXC_TypeError, "%s() takes %s %d positional argument%s (%d given)", name,
             min == max  ? "exactly"
             : got < min ? "at least"
                         : "at most",
             bound, plural(bound), got);
}

/* The same in the words of code written with Cython. */
static void explain_cython(KiState *ks, const KiNative *f, const KiSignature *s, int npos,
                           KiValue kwnames) {
    uint64_t named = 0;
    KiStr *unknown = NULL, *twice = NULL;
    for (int k = 0; k < ki_n_kw(kwnames); k++) {
        KiStr *name = ki_str_of(((KiTuple *)ki_obj(kwnames))->items[k]);
        int i = find_param(s, ks, name);
        if (i >= 0 && i < 64) named |= (uint64_t)1 << i;
        if (i < 0 && !unknown) unknown = name;
        if (i >= 0 && i < npos && !twice) twice = name;
    }
    int got = npos;
    if (npos <= s->n_pos)
        while (got < s->n_required && named >> got & 1)
            got++;
    if (got < s->n_required || (npos > s->n_pos && s->var_args < 0))
        ki_raise_cython_count(ks, f->name, s->n_required - s->n_self, s->n_pos - s->n_self,
                              got - s->n_self);
    else if (unknown)
        ki_raise(ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", f->name,
                 ki_cstr(ks, unknown));
    else if (twice)
        ki_raise(ks, KI_EXC_TypeError, "%s() got multiple values for keyword argument '%s'",
                 f->name, ki_cstr(ks, twice));
}

bool ki_bind_native(KiState *ks, const KiNative *f, KiValue *args, int nargs, KiValue kwnames,
                    KiValue *out, KiValue *scratch) {
    KiSignature *s = ki_native_signature(ks, (KiNative *)(uintptr_t)f);
    *scratch = KI_ABSENT;
    if (!s) return false;
    if (bind(ks, f, s, args, nargs, kwnames, out, scratch)) return true;
    bool python = f->h.flags & KI_NATIVE_LIKE_PYTHON || f->style & KI_DEF_FORWARDED;
    if ((python || f->style & (KI_DEF_CYTHON | KI_DEF_FROM_ZERO)) &&
        ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks);
        if (f->style & KI_DEF_FROM_ZERO)
            explain_from_zero(ks, f, s, nargs, kwnames);
        else if (f->style & KI_DEF_CYTHON)
            explain_cython(ks, f, s, nargs, kwnames);
        else
            explain_python(ks, f, s, nargs, kwnames);
    }
    ki_decref(ks, *scratch);
    *scratch = KI_ABSENT;
    return false;
}
