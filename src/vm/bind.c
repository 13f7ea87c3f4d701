/* Binding call arguments to the parameters of a Python function, in place on the VM stack, with
 * CPython's TypeErrors. Registers of parameters: positional, keyword-only, *args, **kw. */
#include <stdio.h>

#include "../base/strbuf.h"
#include "vm.h"

int ki_vm_n_params(const KiCode *c) {
    return c->n_args + c->n_kwonly + !!(c->flags & KI_CO_VARARGS) +
           !!(c->flags & KI_CO_VARKEYWORDS);
}

static const char *func_name(KiState *ks, KiFunc *f) {
    const char *s = ki_is_str(f->qualname) ? ki_str_utf8(ks, ki_str_of(f->qualname), NULL) : NULL;
    return s ? s : "?";
}

static const char *text_of(KiState *ks, KiValue v) {
    const char *s = ki_is_str(v) ? ki_str_utf8(ks, ki_str_of(v), NULL) : NULL;
    return s ? s : "?";
}

static void raise_missing(KiState *ks, KiFunc *f, const KiValue *A, int from, int to,
                          const char *kind) {
    int n = 0, seen = 0;
    for (int i = from; i < to; i++)
        n += A[i] == KI_UNBOUND;
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, 1 << 16);
    for (int i = from; i < to; i++) {
        if (A[i] != KI_UNBOUND) continue;
        if (seen) kb_strbuf_puts(&b, seen < n - 1 ? ", " : n == 2 ? " and " : ", and ");
        kb_strbuf_printf(&b, "'%s'", text_of(ks, f->code->local_names[i]));
        seen++;
    }
    ki_raise(ks, KI_EXC_TypeError, "%s() missing %d required %s argument%s: %s", func_name(ks, f),
             n, kind, n == 1 ? "" : "s", b.data ? b.data : "");
    kb_strbuf_free(&b);
}

static void raise_too_many(KiState *ks, KiFunc *f, int given, const KiValue *A) {
    KiCode *c = f->code;
    int n_def = ki_is_ptr(f->defaults) ? (int)((KiTuple *)ki_obj(f->defaults))->len : 0, kwonly = 0;
    for (int i = c->n_args; i < c->n_args + c->n_kwonly; i++)
        kwonly += A[i] != KI_UNBOUND;
    char takes[48], extra[96];
    bool plural = n_def ? true : c->n_args != 1;
    if (n_def)
        snprintf(takes, sizeof takes, "from %d to %d", c->n_args - n_def, c->n_args);
    else
        snprintf(takes, sizeof takes, "%d", c->n_args);
    extra[0] = 0;
    if (kwonly)
        snprintf(extra, sizeof extra, " positional argument%s (and %d keyword-only argument%s)",
                 given != 1 ? "s" : "", kwonly, kwonly != 1 ? "s" : "");
    ki_raise(ks, KI_EXC_TypeError, "%s() takes %s positional argument%s but %d%s %s given",
             func_name(ks, f), takes, plural ? "s" : "", given, extra,
             given == 1 && !kwonly ? "was" : "were");
}

/* Index of the parameter called name, or -1. */
static int find_param(KiState *ks, const KiCode *c, KiValue name, int from) {
    int n = c->n_args + c->n_kwonly;
    for (int i = from; i < n; i++)
        if (c->local_names[i] == name) return i;
    for (int i = from; i < n; i++)
        if (ki_str_eq(ks, ki_str_of(c->local_names[i]), ki_str_of(name))) return i;
    return -1;
}

/* Positional-only parameters among the keywords: the error that says so. */
static bool raise_posonly(KiState *ks, KiFunc *f, KiTuple *names) {
    KiCode *c = f->code;
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, 1 << 16);
    bool any = false;
    for (int i = 0; i < c->n_posonly; i++)
        for (int64_t j = 0; j < names->len; j++)
            if (ki_is_str(names->items[j]) &&
                ki_str_eq(ks, ki_str_of(c->local_names[i]), ki_str_of(names->items[j]))) {
                kb_strbuf_printf(&b, "%s%s", any ? ", " : "", text_of(ks, c->local_names[i]));
                any = true;
            }
    if (any)
        ki_raise(ks, KI_EXC_TypeError,
                 "%s() got some positional-only arguments passed as keyword arguments: '%s'",
                 func_name(ks, f), b.data);
    kb_strbuf_free(&b);
    return any;
}

/* Keyword i of the call goes to its parameter or into kw. Takes vals[i]. */
static bool bind_keyword(KiState *ks, KiFunc *f, KiValue *A, KiTuple *names, int64_t i,
                         KiValue *vals, KiDict *kw, uint8_t *where) {
    KiCode *c = f->code;
    KiValue name = names->items[i];
    if (!ki_is_str(name)) {
        ki_raise(ks, KI_EXC_TypeError, "%s() keywords must be strings", func_name(ks, f));
        return false;
    }
    int p =
        *where < c->n_args + c->n_kwonly && *where >= c->n_posonly && c->local_names[*where] == name
            ? *where
            : find_param(ks, c, name, c->n_posonly);
    if (p >= 0) {
        if (A[p] != KI_UNBOUND) {
            ki_raise(ks, KI_EXC_TypeError, "%s() got multiple values for argument '%s'",
                     func_name(ks, f), text_of(ks, name));
            return false;
        }
        if (p < 255) *where = (uint8_t)p;
        A[p] = vals[i];
        vals[i] = KI_UNBOUND;
        return true;
    }
    if (kw) return ki_dict_set(ks, kw, name, vals[i]);
    if (!raise_posonly(ks, f, names))
        ki_raise(ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument '%s'",
                 func_name(ks, f), text_of(ks, name));
    return false;
}

/* Defaults of the parameters that are still unbound. */
static bool bind_defaults(KiState *ks, KiFunc *f, KiValue *A, int given) {
    KiCode *c = f->code;
    if (given < c->n_args) {
        KiTuple *d = ki_is_ptr(f->defaults) ? (KiTuple *)ki_obj(f->defaults) : NULL;
        int n_def = d ? (int)d->len : 0, first = c->n_args - n_def;
        for (int i = given; i < first; i++)
            if (A[i] == KI_UNBOUND) {
                raise_missing(ks, f, A, given, first, "positional");
                return false;
            }
        for (int i = given > first ? given : first; i < c->n_args; i++)
            if (A[i] == KI_UNBOUND && i >= first) A[i] = ki_new_ref(d->items[i - first]);
    }
    int end = c->n_args + c->n_kwonly;
    bool missing = false;
    for (int i = c->n_args; i < end; i++) {
        if (A[i] != KI_UNBOUND) continue;
        KiValue v = ki_is_ptr(f->kwdefaults) ? ki_dict_get_str(ks, (KiDict *)ki_obj(f->kwdefaults),
                                                               ki_str_of(c->local_names[i]))
                                             : KI_ABSENT;
        if (v == KI_ERR) return false;
        if (v == KI_ABSENT)
            missing = true;
        else
            A[i] = ki_new_ref(v);
    }
    if (missing) raise_missing(ks, f, A, c->n_args, end, "keyword-only");
    return !missing;
}

bool ki_vm_bind(KiState *ks, KiFunc *f, KiValue *A, int nargs, KiValue kwnames, uint64_t *site) {
    KiCode *c = f->code;
    KiTuple *names = kwnames == KI_ABSENT ? NULL : (KiTuple *)ki_obj(kwnames);
    int n_kw = names ? (int)names->len : 0, n_pos = nargs - n_kw;
    int n_named = c->n_args + c->n_kwonly, n_all = ki_vm_n_params(c);
    KiValue small[16], *vals = small, extra = KI_ABSENT;
    KiDict *kw = NULL;
    bool ok = true;
    if (!ki_code_need(ks, c) ||
        (n_kw > 16 && !(vals = ki_mem_alloc(ks, (size_t)n_kw * sizeof *vals)))) {
        for (int i = 0; i < nargs; i++)
            ki_decref(ks, A[i]);
        return false;
    }
    memcpy(vals, A + n_pos, (size_t)n_kw * sizeof *vals);
    if (c->flags & KI_CO_VARARGS) {
        int n_extra = n_pos > c->n_args ? n_pos - c->n_args : 0;
        extra = n_extra ? ki_tuple_steal(ks, A + c->n_args, n_extra) : ki_new_ref(ks->empty_tuple);
        ok = extra != KI_ERR;
    }
    int given = n_pos;
    KiValue surplus = KI_ABSENT;
    if (n_pos > c->n_args) {
        /* keep them for the release: the message needs the keyword-only parameters bound first */
        if (!(c->flags & KI_CO_VARARGS))
            surplus = ki_tuple_steal(ks, A + c->n_args, n_pos - c->n_args);
        n_pos = c->n_args;
    }
    for (int i = n_pos; i < n_all; i++)
        A[i] = KI_UNBOUND;
    if (ok && (c->flags & KI_CO_VARKEYWORDS)) ok = (kw = ki_dict_new(ks)) != NULL;
    uint8_t where[16] = {0};
    if (site) memcpy(where, site, 8);
    for (int i = 0; ok && i < n_kw; i++) {
        uint8_t *w = &where[i < 8 ? i : 8];
        ok = bind_keyword(ks, f, A, names, i, vals, kw, w);
    }
    if (site) memcpy(site, where, 8);
    if (ok && surplus != KI_ABSENT) {
        raise_too_many(ks, f, given, A);
        ok = false;
    }
    ok = ok && bind_defaults(ks, f, A, n_pos);
    if (c->flags & KI_CO_VARARGS) A[n_named] = extra == KI_ERR ? KI_UNBOUND : extra;
    if (c->flags & KI_CO_VARKEYWORDS) A[n_all - 1] = kw ? ki_from_obj(kw) : KI_UNBOUND;
    /* Releasing and converting may run Python code above the frames: keep it off these registers.
     */
    KiValue *floor = ks->vm->floor;
    ks->vm->floor = A + (n_all > nargs ? n_all : nargs);
    if (!ok && c->flags & KI_CO_AS_NATIVE && ki_pending_is(ks, KI_EXC_TypeError))
        ki_vm_raise_as_native(ks, f, A, vals, given, names);
    if (surplus != KI_ABSENT && surplus != KI_ERR) ki_decref(ks, surplus);
    for (int i = 0; i < n_kw; i++)
        ki_decref(ks, vals[i]);
    if (vals != small) ki_mem_free(ks, vals, (size_t)n_kw * sizeof *vals);
    if (!ok)
        for (int i = 0; i < n_all; i++)
            ki_decref(ks, A[i]);
    ks->vm->floor = floor;
    return ok;
}
