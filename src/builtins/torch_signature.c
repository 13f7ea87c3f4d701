/* Arguments against PyTorch's signatures, and its messages where they do not fit: see
 * torch_signature.h. The order of the checks is that of PyTorch's argument parser, because the
 * first one that fails words the message. */
#include "torch_signature_private.h"

#include "torch_lazy.h"
#include "torch_override.h"
#include "torch_sparse.h"
#include "torch_steps.h"

#include "../object/containers.h"
#include "../object/native.h"
#include "../object/number.h"

static const TsRow rows[] = {
#define TS(name, place, text) {name, place, text},
#include "torch_signature.def"
#undef TS
};

enum { CACHE = 256 };

static const char *const kind_words[] = {
#define K(name, word) word,
    PARAM_KINDS(K)
#undef K
};

static const TsRow *find_row(const char *name, char place) {
    size_t low = 0, high = sizeof rows / sizeof *rows;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = rows[mid].place != place ? rows[mid].place - place : strcmp(rows[mid].name, name);
        if (!c) return &rows[mid];
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* --- reading a signature --- */

static bool is_word(const Param *p, const char *word) {
    return (size_t)p->type_len == strlen(word) && !memcmp(p->type, word, strlen(word));
}

bool sig_named(const Param *p, const char *name) {
    return (size_t)p->name_len == strlen(name) && !memcmp(p->name, name, strlen(name));
}

static void parse_param(const char *s, const char *end, bool options, Param *p) {
    if (end > s && end[-1] == '=') p->optional = true, end--;
    const char *name = end;
    while (name > s && name[-1] != ' ')
        name--;
    p->name = name;
    p->name_len = (int)(end - name);
    const char *t = name > s ? name - 1 : s;
    if (t > s && t[-1] == '?') p->none = true, t--;
    /* the options of new tensors take None, though their text does not say so, where PyTorch's
     * generated code reads them, which knows no parameters that are any object */
    p->none = p->none || sig_named(p, "names");
    p->none = p->none || (options && (sig_named(p, "pin_memory") || sig_named(p, "requires_grad")));
    if (t > s && t[-1] == ']') {
        p->size = t[-2] - '0';
        t -= 3;
    }
    p->type = s;
    p->type_len = (int)(t - s);
    p->kind = P_OTHER;
    for (int k = 0; k < P_OTHER; k++)
        if (is_word(p, kind_words[k])) p->kind = (ParamKind)k;
}

static void parse_signature(const char *s, const char *end, Signature *g) {
    memset(g, 0, sizeof *g);
    g->text = s;
    g->len = (int)(end - s);
    bool keyword = false, of_object = !strncmp(s, "object ", 7);
    while (s < end) {
        const char *comma = s;
        while (comma < end && *comma != ',')
            comma++;
        if (*s == '*') {
            keyword = true;
        } else if (g->n < MAX_PARAMS) {
            Param *p = &g->p[g->n++];
            parse_param(s, comma, keyword && !of_object, p);
            p->keyword = keyword;
            g->max_pos += !keyword;
            g->min_args += !p->optional;
        }
        s = comma + 2;
    }
}

/* --- does a value fit a parameter? --- */

static bool is_integer(KiValue v) {
    return ki_is_integer(v) && !ki_is_bool(v);
}

static bool is_int_scalar(KiState *ks, KiValue v) {
    if (is_integer(v)) return true;
    int dtype = ki_np_scalar_dtype(ks, v);
    return dtype >= 0 && kt_is_int_dtype(dtype);
}

static bool is_plain_0d(KiValue v) {
    return ki_is_tensor(v) && !kta_requires_grad(ki_tensor_of(v)) && ki_tensor_of(v)->ndim == 0;
}

static bool is_number(KiState *ks, KiValue v, bool complex_too) {
    return ki_is_integer(v) || ki_is_float(v) || ki_np_scalar_dtype(ks, v) >= 0 ||
           (complex_too && ki_has_layout(v, KI_K_COMPLEX));
}

/* What PyTorch reads as an element of a tuple of floats. */
static bool is_double(KiState *ks, KiValue v) {
    double d;
    if (!ki_is_integer(v) || ki_is_bool(v))
        return ki_is_bool(v) || is_number(ks, v, false) || ki_is_tensor(v);
    bool fits = ki_int_to_double(ks, ki_unbox(v), &d);
    if (!fits) ki_clear_exc(ks);
    return fits;
}

static bool is_int(KiState *ks, KiValue v) {
    return is_int_scalar(ks, v) || (is_plain_0d(v) && kt_is_int_dtype(ki_tensor_of(v)->dtype));
}

static bool items_of(KiValue v, const KiValue **items, int64_t *n) {
    if (ki_is_tuple(v)) {
        *items = ki_tuple_of(v)->items;
        *n = ki_tuple_of(v)->len;
    } else if (ki_is_list(v)) {
        *items = ki_list_of(v)->items;
        *n = ki_list_of(v)->len;
    } else {
        return false;
    }
    return true;
}

/* A sequence counts as one of ints if its first item is one; the others are looked at later. */
static bool is_index_list(KiState *ks, const KiValue *items, int64_t n) {
    return n == 0 || is_int(ks, items[0]);
}

static bool fits_sequence(Call *c, const Param *p, KiValue v) {
    KiState *ks = c->ks;
    const KiValue *items = NULL;
    int64_t n = 0;
    bool seq = items_of(v, &items, &n);
    if (p->kind == P_INTS || p->kind == P_SYMINTS)
        return seq ? is_index_list(ks, items, n) : p->size > 0 && is_int_scalar(ks, v);
    if (p->kind == P_NAMES) {
        if (seq) return n == 0 || ki_is_str(items[0]) || ki_is_none(items[0]);
        return p->size == 1 && (ki_is_str(v) || ki_is_none(v));
    }
    if (!seq) return p->kind == P_FLOATS && p->size > 0 && is_number(ks, v, false);
    if (p->kind == P_FLOATS) return n == 0 || is_number(ks, items[0], true);
    if (p->kind == P_NUMBERS) {
        for (int64_t i = 0; i < n; i++)
            if (!is_number(ks, items[i], true)) return false;
        return true;
    }
    return true; /* of tensors: what is in it is looked at later */
}

static bool is_of(KiValue v, const KiType *t) {
    return t && ki_is_ptr(v) && ki_obj(v)->shape->type == t;
}

static bool fits(Call *c, const Param *p, KiValue v) {
    KiState *ks = c->ks;
    KiTensorState *ts = ki_ts(ks);
    if (p->kind == P_TENSOR)
        return ki_is_tensor(v) || (c->numbers && is_number(ks, v, true)) ||
               (KB_UNLIKELY(ks->lazy_arguments) && to_any(ks, &v, 1) && to_asks(ks, v));
    if (p->kind == P_NUMBER) return is_number(ks, v, true) || is_plain_0d(v);
    if (p->kind == P_INT || p->kind == P_SYMINT) return is_int(ks, v);
    if (p->kind == P_FLOAT) return is_number(ks, v, false) || is_plain_0d(v);
    if (p->kind == P_BOOL) return ki_is_bool(v) || ki_np_scalar_dtype(ks, v) == KT_BOOL;
    if (p->kind == P_STR) return ki_is_str(v);
    if (p->kind == P_NAME) return ki_is_str(v) || ki_is_none(v);
    if (p->kind == P_DTYPE)
        return ki_is_torch_dtype(ks, v) ||
               (ki_is_type(v) &&
                (ki_obj(v) == &ks->types[KI_K_FLOAT]->h || ki_obj(v) == &ks->types[KI_K_INT]->h ||
                 ki_obj(v) == &ks->types[KI_K_BOOL]->h));
    if (p->kind == P_DEVICE) return ki_is_str(v) || is_integer(v) || is_of(v, ts->device_type);
    if (p->kind == P_LAYOUT) return is_of(v, ts->layout_type);
    if (p->kind == P_MEMORY_FORMAT) return is_of(v, ts->memory_format_type);
    if (p->kind == P_GENERATOR) return is_of(v, ts->generator_type);
    if (p->kind == P_STORAGE) /* of a class written in Python */
        return ki_is_ptr(v) && ki_obj(v)->kind == KI_K_INSTANCE && !ki_is_tensor(v);
    if (p->kind >= P_INTS && p->kind <= P_TENSORS) return fits_sequence(c, p, v);
    return true;
}

/* --- names --- */

/* The type's name with the module, as C extension types have it. */
static const char *type_of(Call *c, KiValue v, char *buffer, size_t size) {
    KiTensorState *ts = ki_ts(c->ks);
    const char *name = ki_type_name(c->ks, v);
    const char *module = NULL;
    if (ki_is_torch_dtype(c->ks, v) || is_of(v, ts->device_type) || is_of(v, ts->size_type) ||
        is_of(v, ts->layout_type) || is_of(v, ts->memory_format_type))
        module = "torch";
    if (is_of(v, ts->generator_type)) module = "torch._C";
    if (ki_is_ndarray(v) || ki_np_scalar_dtype(c->ks, v) >= 0) module = "numpy";
    if (!module || strchr(name, '.')) return name;
    snprintf(buffer, size, "%s.%s", module, name);
    return buffer;
}

static const char *keyword_at(Call *c, int i) {
    const char *s = ki_str_utf8(c->ks, ki_str_of(ki_tuple_of(c->kwnames)->items[i]), NULL);
    return s ? s : "?";
}

static bool is_named(const Param *p, const char *s) {
    static const char *const others[][2] = {{"dim", "axis"}, {"keepdim", "keepdims"},
                                            {"input", "x"},  {"input", "a"},
                                            {"input", "x1"}, {"other", "x2"}};
    if (strlen(s) == (size_t)p->name_len && !memcmp(s, p->name, (size_t)p->name_len)) return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strlen(others[i][0]) == (size_t)p->name_len &&
            !memcmp(others[i][0], p->name, (size_t)p->name_len) && !strcmp(s, others[i][1]))
            return true;
    return false;
}

KiValue sig_keyword_value(Call *c, const Param *p) {
    for (int i = 0; i < c->n_kw; i++)
        if (is_named(p, keyword_at(c, i))) return c->args[c->nargs + i];
    return KI_ABSENT;
}

/* --- matching one signature; with `raise`, the reason why not becomes the exception --- */

static bool missing(Call *c, const Signature *g, int from) {
    char list[400];
    size_t used = 0;
    int n = 0;
    for (int i = from; i < g->n && used + 60 < sizeof list; i++)
        if (!g->p[i].optional)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s\"%.*s\"", n++ ? ", " : "",
                                     g->p[i].name_len, g->p[i].name);
    ki_raise(c->ks, KI_EXC_TypeError, "%s() missing %d required positional argument%s: %s",
             c->shown, n, n == 1 ? "s" : "", list);
    return false;
}

static bool too_many(Call *c, const Signature *g) {
    if (g->min_args != g->max_pos)
        ki_raise(c->ks, KI_EXC_TypeError,
                 "%s() takes from %d to %d positional arguments but %d were given", c->shown,
                 g->min_args, g->max_pos, c->nargs);
    else
        ki_raise(c->ks, KI_EXC_TypeError, "%s() takes %d positional argument%s but %d %s given",
                 c->shown, g->max_pos, g->max_pos == 1 ? "" : "s", c->nargs,
                 c->nargs == 1 ? "was" : "were");
    return false;
}

static bool unknown_keyword(Call *c, const Signature *g) {
    for (int i = 0; i < c->n_kw; i++) {
        int at = 0;
        while (at < g->n && !is_named(&g->p[at], keyword_at(c, i)))
            at++;
        if (at == g->n)
            ki_raise(c->ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument '%s'",
                     c->shown, keyword_at(c, i));
        else if (at < c->nargs)
            ki_raise(c->ks, KI_EXC_TypeError, "%s() got multiple values for argument '%s'",
                     c->shown, keyword_at(c, i));
        else
            continue;
        return false;
    }
    ki_raise(c->ks, KI_EXC_TypeError, "invalid keyword arguments");
    return false;
}

static bool wrong_type(Call *c, const Param *p, int at, bool keyword, KiValue v) {
    char place[32] = "", type[80];
    if (!keyword) snprintf(place, sizeof place, " (position %d)", at + 1);
    ki_raise(c->ks, KI_EXC_TypeError, "%s(): argument '%.*s'%s must be %.*s, not %s", c->shown,
             p->name_len, p->name, place, p->type_len, p->type, type_of(c, v, type, sizeof type));
    return false;
}

bool sig_match(Call *c, const Signature *g, bool raise) {
    bool spread = g->max_pos == 1 && (g->p[0].kind == P_INTS || g->p[0].kind == P_SYMINTS);
    if (c->nargs > g->max_pos && !spread) return raise && too_many(c, g);
    int at = 0, rest = c->n_kw;
    for (int i = 0; i < g->n; i++) {
        const Param *p = &g->p[i];
        bool keyword = at >= c->nargs;
        if (!keyword && p->keyword) return raise && too_many(c, g);
        KiValue v = keyword ? sig_keyword_value(c, p) : c->args[at];
        if (v == KI_ABSENT && p->optional) continue;
        if (v == KI_ABSENT) return raise && missing(c, g, i);
        if (!(ki_is_none(v) && p->none) && !fits(c, p, v)) {
            if (!spread || at != 0 || keyword || !is_index_list(c->ks, c->args, c->nargs))
                return raise && wrong_type(c, p, at, keyword, v);
            at = c->nargs;
            continue;
        }
        if (keyword)
            rest--;
        else
            at++;
    }
    return rest == 0 || (raise && unknown_keyword(c, g));
}

/* --- the message that lists everything --- */

static void order_keywords(Call *c) {
    const char *names[KI_TORCH_MAX_KEYWORDS];
    int n = c->n_kw < KI_TORCH_MAX_KEYWORDS ? c->n_kw : KI_TORCH_MAX_KEYWORDS;
    for (int i = 0; i < n; i++)
        names[i] = keyword_at(c, i);
    ki_torch_keyword_order(names, n, c->order);
}

static int keyword_in_order(const Call *c, int i) {
    return i < KI_TORCH_MAX_KEYWORDS ? c->order[i] : i;
}

void sig_put_plain(KbStrbuf *b, const Signature *g) {
    for (int i = 0; i < g->len; i++) {
        if (g->text[i] == '[') {
            i += 2;
        } else if (g->text[i] != '?' && g->text[i] != '=') {
            kb_strbuf_putc(b, g->text[i]);
        }
    }
}

static void put_given(Call *c, KbStrbuf *b) {
    char type[80];
    kb_strbuf_putc(b, '(');
    for (int i = 0; i < c->nargs; i++)
        kb_strbuf_printf(b, "%s%s", i ? ", " : "", type_of(c, c->args[i], type, sizeof type));
    for (int i = 0; i < c->n_kw; i++) {
        int k = keyword_in_order(c, i);
        kb_strbuf_printf(b, "%s%s=%s", c->nargs || i ? ", " : "", keyword_at(c, k),
                         type_of(c, c->args[c->nargs + k], type, sizeof type));
    }
    kb_strbuf_puts(b, c->nargs == 0 && c->n_kw ? ", )" : ")");
}

/* The items of a listed signature; the bare star counts as one, as it does in PyTorch. */
static int listed_items(const Signature *g) {
    return g->n == 0 ? 1 : g->n + (g->n > g->max_pos); /* an empty list is one empty item */
}

/* Parameter behind the listed item i; NULL: the star. */
static const Param *listed_param(const Signature *g, int i) {
    if (g->n == 0 || (g->n > g->max_pos && i == g->max_pos)) return NULL;
    return &g->p[i > g->max_pos ? i - 1 : i];
}

/* PyTorch looks for keywords among the last items alone, as many as there are keywords. */
static bool put_bad_keywords(Call *c, KbStrbuf *b, const Signature *g) {
    const int items = listed_items(g), first = items > c->n_kw ? items - c->n_kw : 0;
    bool any = false;
    for (int i = 0; i < c->n_kw; i++) {
        int at = first;
        const char *s = keyword_at(c, keyword_in_order(c, i));
        for (const Param *p; at < items; at++)
            if ((p = listed_param(g, at)) && strlen(s) == (size_t)p->name_len &&
                !memcmp(s, p->name, (size_t)p->name_len))
                break;
        if (at < items) continue;
        kb_strbuf_printf(b, "%s%s", any ? ", " : "", s);
        any = true;
    }
    return any;
}

/* Types of the arguments, those unlike the listed ones between exclamation marks. */
static void put_compared(Call *c, KbStrbuf *b, const Signature *g) {
    kb_strbuf_putc(b, '(');
    for (int i = 0; i < c->nargs + c->n_kw; i++) {
        const Param *p = i < listed_items(g) ? listed_param(g, i) : NULL;
        KiValue v = i < c->nargs ? c->args[i] : KI_ABSENT;
        if (i >= c->nargs && p) v = sig_keyword_value(c, p);
        if (v == KI_ABSENT) v = c->args[i];
        char buffer[80];
        const char *type = type_of(c, v, buffer, sizeof buffer);
        bool same = p && is_word(p, type);
        if (i) kb_strbuf_puts(b, ", ");
        if (!same) kb_strbuf_putc(b, '!');
        if (i >= c->nargs && p) kb_strbuf_printf(b, "%.*s=", p->name_len, p->name);
        kb_strbuf_puts(b, type);
        if (!same) kb_strbuf_putc(b, '!');
    }
    kb_strbuf_puts(b, c->nargs == 0 && c->n_kw ? ", )" : ")");
}

static void put_why_not(Call *c, KbStrbuf *b, const Signature *g) {
    if (listed_items(g) != c->nargs + c->n_kw) return;
    size_t before = b->len;
    kb_strbuf_puts(b, "      didn't match because some of the keywords were incorrect: ");
    if (!put_bad_keywords(c, b, g)) {
        b->len = before;
        kb_strbuf_puts(b, "      didn't match because some of the arguments have invalid types: ");
        put_compared(c, b, g);
    }
    kb_strbuf_putc(b, '\n');
}

static void raise_list(Call *c, const Signature *g, int n) {
    KbStrbuf b;
    order_keywords(c);
    kb_strbuf_init(&b, &c->ks->alloc, KB_STRBUF_NO_MAX);
    if (n == 1) {
        kb_strbuf_puts(&b, "unrecognized keyword arguments: ");
        if (!put_bad_keywords(c, &b, g)) {
            b.len = 0;
            if (listed_items(g) == c->nargs + c->n_kw)
                put_compared(c, &b, g);
            else
                put_given(c, &b);
            kb_strbuf_puts(&b, ", but expected (");
            sig_put_plain(&b, g);
            kb_strbuf_putc(&b, ')');
        }
    } else {
        put_given(c, &b);
        kb_strbuf_puts(&b, ", but expected one of:\n");
        for (int i = 0; i < n; i++) {
            kb_strbuf_puts(&b, " * (");
            sig_put_plain(&b, &g[i]);
            kb_strbuf_puts(&b, ")\n");
            put_why_not(c, &b, &g[i]);
        }
    }
    ki_raise(c->ks, KI_EXC_TypeError,
             "%s() received an invalid combination of arguments - got %.*s", c->shown, (int)b.len,
             b.data ? b.data : "");
    kb_strbuf_free(&b);
}

/* --- a whole function --- */

static bool takes_nothing(Call *c) {
    if (c->n_kw)
        ki_raise(c->ks, KI_EXC_TypeError, "_TensorBase.%s() takes no keyword arguments", c->name);
    else if (c->nargs)
        ki_raise(c->ks, KI_EXC_TypeError, "_TensorBase.%s() takes no arguments (%d given)", c->name,
                 c->nargs);
    return c->n_kw || c->nargs;
}

static bool numbers_pass(const char *name) {
    static const char *const names[] = {"add",      "sub",      "mul",         "div",
                                        "subtract", "multiply", "divide",      "true_divide",
                                        "to",       "copy",     "floor_divide"};
    size_t n = strlen(name);
    if (n && name[n - 1] == '_') n--;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && !memcmp(names[i], name, n)) return true;
    return false;
}

/* A name for a dimension, which no dimension has. */
static void no_such_name(Call *c, KiValue v) {
    static const char *const no_names[] = {"all",          "any",         "argsort",   "sort",
                                           "gather",       "scatter",     "index_add", "index_copy",
                                           "index_select", "scatter_add", "squeeze_"};
    size_t n = strlen(c->name), last = n && c->name[n - 1] == '_' ? n - 1 : n;
    for (size_t i = 0; i < sizeof no_names / sizeof *no_names; i++) {
        size_t len = strlen(no_names[i]);
        if ((len != n && len != last) || strncmp(no_names[i], c->name, len)) continue;
        ki_raise(c->ks, KI_EXC_RuntimeError,
                 "%.*s: You passed a dimname (string) to this op in place of a dimension index but "
                 "it does not yet support this behavior. Please pass a dimension index to work "
                 "around this.",
                 (int)last, c->name);
        return;
    }
    if (ki_is_none(v)) {
        ki_raise(c->ks, KI_EXC_RuntimeError,
                 "Please look up dimensions by name, got: name = None.");
        return;
    }
    KiValue self = c->args[-c->self];
    KbStrbuf b;
    kb_strbuf_init(&b, &c->ks->alloc, KB_STRBUF_NO_MAX);
    for (int k = 0; ki_is_tensor(self) && k < ki_tensor_of(self)->ndim; k++)
        kb_strbuf_puts(&b, k ? ", None" : "None");
    ki_raise(c->ks, KI_EXC_RuntimeError, "Name '%s' not found in Tensor[%s].",
             ki_str_utf8(c->ks, ki_str_of(v), NULL), b.data ? b.data : "");
    kb_strbuf_free(&b);
}

/* Functions for which a name is no dimension of the operand. */
static bool keeps_names(const Call *c) {
    return !strcmp(c->name, "diagonal") || !strcmp(c->name, "unflatten");
}

/* An int of more than 64 bits? */
static bool is_too_wide(KiValue v) {
    int64_t i;
    return ki_is_integer(v) && !ki_is_bool(v) && !ki_is_int(v) && !ki_int_try_i64(ki_unbox(v), &i);
}

/* What fits may still hold an item that is no number or a number of too many bits, or a name where
 * dimensions have none: the errors of the next step. */
static bool bad_contents(Call *c, const Signature *g) {
    for (int i = 0, at = 0; i < g->n; i++) {
        const Param *p = &g->p[i];
        KiValue v = at < c->nargs ? c->args[at++] : sig_keyword_value(c, p);
        const KiValue *items = &v;
        int64_t n = 1;
        if (v == KI_ABSENT) continue;
        char type[80];
        bool seq = items_of(v, &items, &n);
        if (p->kind == P_NAMES && sig_named(p, "names") && !keeps_names(c)) { /* of a new tensor */
            if (ki_is_none(v)) continue;
            ki_raise(c->ks, KI_EXC_NotImplementedError,
                     "%s(): names: named dimensions are not built in Kukri", c->shown);
            return true;
        }
        if ((p->kind == P_NAME || (p->kind == P_NAMES && n > 0)) && !keeps_names(c)) {
            no_such_name(c, items[0]);
            return true;
        }
        bool spread = !seq && p == g->p && g->max_pos == 1 && c->nargs;
        if (spread) items = c->args, n = c->nargs;
        bool ints = p->kind == P_INTS || p->kind == P_SYMINTS;
        if ((p->kind == P_INT || p->kind == P_SYMINT || p->kind == P_NUMBER ||
             (ints && !seq && !spread)) &&
            is_too_wide(v)) {
            ki_raise(c->ks, KI_EXC_RuntimeError, "Overflow when unpacking long");
            return true;
        }
        if (ints) {
            for (int64_t k = 0; k < n; k++) {
                bool number = is_int(c->ks, items[k]) || ki_is_bool(items[k]) || ki_is_none(v);
                if (number && !is_too_wide(items[k])) continue;
                ki_raise(
                    c->ks, KI_EXC_TypeError,
                    "%s(): argument '%.*s' must be %.*s, but found element of type %s at pos %d",
                    c->shown, p->name_len, p->name, p->type_len, p->type,
                    type_of(c, items[k], type, sizeof type), (int)k + 1);
                return true;
            }
        }
        for (int64_t k = 0; seq && p->kind == P_FLOATS && k < n; k++) {
            if (is_double(c->ks, items[k])) continue;
            ki_raise(c->ks, KI_EXC_TypeError,
                     "%s(): argument '%.*s' must be %.*s, but found element of type %s at pos %d",
                     c->shown, p->name_len, p->name, p->type_len, p->type,
                     type_of(c, items[k], type, sizeof type), (int)k + 1);
            return true;
        }
        for (int64_t k = 0; seq && p->kind == P_TENSORS && k < n; k++) {
            static const Param tensor = {.kind = P_TENSOR};
            bool left_out = ki_is_none(items[k]) && sig_named(p, "indices");
            if (left_out || fits(c, &tensor, items[k])) continue;
            ki_raise(c->ks, KI_EXC_TypeError,
                     "expected Tensor as element %d in argument %d, but got %s", (int)k, i,
                     type_of(c, items[k], type, sizeof type));
            return true;
        }
        if (!seq && p == g->p && g->max_pos == 1) at = c->nargs;
    }
    return false;
}

/* A call that was accepted: others of its function with the same keywords and sorts of values need
 * no second look. */
typedef struct Seen {
    const KiNative *f; /* NULL: nothing yet */
    KiValue kwnames;   /* owned, so that its address stays its own */
    uint64_t sorts;    /* four bits for each argument */
    int nargs;
} Seen;

/* What was read lately. */
typedef struct Cache {
    Seen seen[CACHE];
    struct {
        const TsRow *row; /* NULL: nothing yet */
        Options *options;
    } entry[CACHE];
} Cache;

static void free_options(KiState *ks, Options *o) {
    if (o) kb_free(&ks->alloc, o, sizeof *o + (size_t)o->n * sizeof *o->g);
}

static void free_cache(KiState *ks) {
    Cache *cache = ki_ts(ks)->signatures;
    for (int i = 0; i < CACHE; i++) {
        free_options(ks, cache->entry[i].options);
        if (cache->seen[i].f) ki_decref(ks, cache->seen[i].kwnames);
    }
    kb_free(&ks->alloc, cache, sizeof *cache);
    ki_ts(ks)->signatures = NULL;
}

static Options *read_options(KiState *ks, const char *text) {
    int n = 1;
    for (const char *s = text; *s; s++)
        n += *s == '|';
    Options *o = kb_malloc(&ks->alloc, sizeof *o + (size_t)n * sizeof *o->g);
    if (!o) return NULL;
    o->n = n;
    o->obsolete = *text == '+';
    const char *s = text + o->obsolete;
    for (int i = 0; i < n; i++) {
        const char *end = strchr(s, '|');
        if (!end) end = s + strlen(s);
        parse_signature(s, end, &o->g[i]);
        s = end + 1;
    }
    return o;
}

/* The row of a function and what it says; NULL: there is none (or no memory). */
const TsRow *sig_look_up(KiState *ks, const char *name, char place, Options **options) {
    KiTensorState *ts = ki_ts(ks);
    if (!ts->signatures) {
        ts->signatures = kb_calloc(&ks->alloc, sizeof(Cache));
        if (!ts->signatures) return NULL;
        ts->signatures_free = free_cache;
    }
    Cache *cache = ts->signatures;
    size_t at = (unsigned char)place;
    for (const char *p = name; *p; p++)
        at = at * 31 + (unsigned char)*p;
    at %= CACHE;
    const TsRow *row = cache->entry[at].row;
    if (!row || row->place != place || strcmp(row->name, name)) {
        row = find_row(name, place);
        Options *o = row ? read_options(ks, row->text) : NULL;
        if (!o) return NULL;
        free_options(ks, cache->entry[at].options);
        cache->entry[at].row = row;
        cache->entry[at].options = o;
    }
    *options = cache->entry[at].options;
    return row;
}

void sig_begin(Call *c, KiState *ks, const char *name, char place, KiValue *args, int nargs,
               KiValue kwnames) {
    int self = place == 'm';
    *c = (Call){.ks = ks,
                .name = name,
                .args = args + self,
                .nargs = nargs - self,
                .self = self,
                .kwnames = kwnames};
    c->n_kw = kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len;
    c->numbers = numbers_pass(name);
}

/* True, with the exception, if nothing fits. */
static bool none_fits(Call *c, const Options *o) {
    int plausible = -1, given = c->nargs + c->n_kw;
    for (int i = 0; i < o->n; i++)
        if (sig_match(c, &o->g[i], false)) return bad_contents(c, &o->g[i]);
    if (o->n == 1 && !o->obsolete) return !sig_match(c, &o->g[0], true);
    for (int i = 0; i < o->n; i++)
        if (given >= o->g[i].min_args && given <= o->g[i].n) plausible = plausible == -1 ? i : -2;
    if (plausible >= 0)
        (void)sig_match(c, &o->g[plausible], true);
    else
        raise_list(c, o->g, o->n);
    return true;
}

bool ki_torch_misfit(KiState *ks, const char *name, char place, KiValue *args, int nargs,
                     KiValue kwnames) {
    Options *options;
    if (nargs < (place == 'm')) return false;
    const TsRow *row = sig_look_up(ks, name, place, &options);
    if (!row) return false;
    Call c;
    sig_begin(&c, ks, name, place, args, nargs, kwnames);
    snprintf(c.shown, sizeof c.shown, "%s%s",
             place == 'l'   ? "linalg_"
             : place == 's' ? "special_"
             : place == 't' ? "fft_"
                            : "",
             name);
    KiValue old = ks->exc;
    ks->exc = KI_ABSENT;
    bool misfit = !strcmp(row->text, "-") ? takes_nothing(&c) : none_fits(&c, options);
    if (misfit)
        ki_decref(ks, old);
    else
        ks->exc = old;
    return misfit;
}

/* --- functions that are explained --- */

typedef struct Explainer {
    KiNativeExplain base;
    char place;
} Explainer;

static char place_of(const KiNative *f) {
    return ((const Explainer *)f->explain)->place;
}

enum { SORTED_ARGS = 16 };

/* Of a value, all that a signature asks about: 1 to 15; 0: it may ask about more. */
static unsigned sort_of(KiState *ks, KiValue v) {
    const KiValue *items;
    int64_t n;
    if (ki_is_int(v)) return 1;
    if (ki_is_bool(v)) return 2;
    if (ki_is_none(v)) return 3;
    if (ki_is_float(v)) return 4;
    if (ki_is_tensor(v)) return ki_tensor_of(v)->ndim ? 5 : 0;
    if (ki_is_str(v)) return 6;
    if (ki_is_torch_dtype(ks, v)) return 7;
    if (!items_of(v, &items, &n) || n == 0 || n > 8) return 0;
    if (ki_is_tensor(items[0])) return ki_tensor_of(items[0])->ndim ? 8 : 0;
    while (n > 0 && ki_is_int(items[n - 1]))
        n--;
    return n ? 0 : 9;
}

/* Where an accepted call like this one is kept, with its key in *key; NULL: nowhere. */
static Seen *seen_place(KiState *ks, const KiNative *f, const KiValue *args, int nargs,
                        KiValue kwnames, Seen *key) {
    int n = nargs + (kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len);
    Cache *cache = ki_ts(ks)->signatures;
    if (!cache || n > SORTED_ARGS) return NULL;
    uint64_t sorts = 0;
    for (int i = 0; i < n; i++) {
        unsigned sort = sort_of(ks, args[i]);
        if (!sort) return NULL;
        sorts = sorts << 4 | sort;
    }
    *key = (Seen){f, kwnames, sorts, nargs};
    uint64_t mix = ((uint64_t)(uintptr_t)f >> 4 ^ kwnames >> 3 ^ sorts) * 0x9e3779b97f4a7c15u;
    return &cache->seen[mix >> 32 & (CACHE - 1)];
}

static void remember(KiState *ks, Seen *place, const Seen *key) {
    if (!place) return;
    ki_incref(key->kwnames);
    if (place->f) ki_decref(ks, place->kwnames);
    *place = *key;
}

/* Is the call refused by the function's signatures, or, where it has none because PyTorch writes it
 * in Python, by the steps that this takes? */
static bool not_accepted(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    Options *options;
    char place = place_of(f);
    if (sig_look_up(ks, f->name, place, &options))
        return ki_torch_misfit(ks, f->name, place, args, nargs, kwnames);
    return ki_torch_steps_fail(ks, f->name, place, args, nargs, kwnames);
}

/* Obsolete forms have a number before a tensor. */
static bool obsolete_form(const KiValue *args, int nargs) {
    for (int i = 0; i < nargs; i++)
        if (!ki_is_tensor(args[i]) && !ki_is_none(args[i])) return true;
    return false;
}
/* Our functions take some arguments that PyTorch's do not: where keywords are given, or values of a
 * kind that only some functions take, the signatures decide before the call. */
static bool accept_any(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    Options *options;
    Seen key, *place = seen_place(ks, f, args, nargs, kwnames, &key);
    if (place && place->f == f && place->kwnames == kwnames && place->sorts == key.sorts &&
        place->nargs == nargs)
        return true;
    const TsRow *row = sig_look_up(ks, f->name, place_of(f), &options);
    if (!(row && options->obsolete && obsolete_form(args, nargs)) &&
        not_accepted(ks, f, args, nargs, kwnames))
        return false;
    remember(ks, place, &key);
    return true;
}

/* A list that begins with a truth value counts as none of integers. */
static bool is_odd_first(KiValue v) {
    const KiValue *items;
    int64_t n;
    return ki_is_none(v) || ki_is_bool(v) || (items_of(v, &items, &n) && n && ki_is_bool(*items));
}

static bool accept(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    bool odd = kwnames != KI_ABSENT || (nargs && is_odd_first(args[0]));
    for (int i = 1; i < nargs && !odd; i++)
        odd = ki_is_none(args[i]) || ki_is_bool(args[i]) || ki_is_list(args[i]) ||
              ki_is_tuple(args[i]);
    return !odd || accept_any(ks, f, args, nargs, kwnames);
}

static KiValue explain(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_is_ptr(ks->exc)) return KI_ERR;
    const KiType *t = ki_obj(ks->exc)->shape->type;
    if (t == ks->exceptions[KI_EXC_TypeError]) {
        KiValue r = ki_torch_other_form(ks, f, args, nargs, kwnames);
        if (r != KI_ABSENT) return r;
    }
    if (t != ks->exceptions[KI_EXC_MemoryError] && t != ks->exceptions[KI_EXC_KeyboardInterrupt])
        (void)not_accepted(ks, f, args, nargs, kwnames);
    return KI_ERR;
}

/* One for each place, whose letter is also its number in the table. */
#define PLACES(X, around)                                                                          \
    X('f', around) X('m', around) X('n', around) X('l', around) X('s', around) X('t', around)
#define EXPLAINER(place, around) [place] = {{accept, explain, around}, place},

void ki_torch_explain_errors(KiNative *f, char place, bool takes_lazy, bool takes_sparse) {
    static const Explainer plain['z'] = {PLACES(EXPLAINER, to_around_plain)},
                           lazy['z'] = {PLACES(EXPLAINER, to_around_lazy)},
                           any['z'] = {PLACES(EXPLAINER, to_around_any)};
    /* Functions that are methods too, which take numbers one by one as the function does not. */
    static const Explainer spread[2] = {{{accept_any, explain, to_around_plain}, 'f'},
                                        {{accept_any, explain, to_around_lazy}, 'f'}};
    /* from index_copy on, ones that take numbers for tensors or sizes here; the last are functions
     * of nn.functional too, where they have another argument */
    static const char *const spread_names[] = {
        "flip",        "tile",      "permute",      "reshape",     "index_copy",
        "scatter_add", "unflatten", "broadcast_to", "expand_copy", "isin",
        "selu",        "celu",      "threshold"};
    const Explainer *e = (takes_sparse ? any : takes_lazy ? lazy : plain) + (unsigned char)place;
    if (e->place == place) f->explain = &e->base;
    for (size_t i = 0; i < sizeof spread_names / sizeof *spread_names && place == 'f'; i++)
        if (!strcmp(f->name, spread_names[i])) f->explain = &spread[takes_lazy].base;
}

char ki_torch_place_of(const KiNative *f) {
    return place_of(f);
}
