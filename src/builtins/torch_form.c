/* Calls in forms that our functions do not read themselves: obsolete ones, with a number before the
 * tensors that it multiplies, and those with such a number by position. */
#include "../object/containers.h"
#include "../object/native.h"
#include "../tensor/torch_warning.h"
#include "torch_signature_private.h"

static int n_tensors(const Signature *g) {
    int n = 0;
    while (n < g->n && g->p[n].kind == P_TENSOR && !g->p[n].keyword)
        n++;
    return n;
}

/* The form of a function that PyTorch has given up, where g is the one it has: numbers stand before
 * the tensors that they multiply, as in x.add_(-lr, grad) or addmm(beta, x, alpha, mat1, mat2). */
static void make_obsolete(const Signature *g, bool with_alpha, Signature *o) {
    const Param *numbers = &g->p[n_tensors(g)];
    int first = sig_named(g->p, "input"),
        two = numbers[0].kind == P_NUMBER && sig_named(numbers, "beta");
    *o = (Signature){.text = "", .len = 0};
    if (two) o->p[o->n++] = numbers[0];
    if (first) o->p[o->n++] = g->p[0];
    if (with_alpha) o->p[o->n++] = numbers[two];
    for (int i = first; i < n_tensors(g); i++)
        o->p[o->n++] = g->p[i];
    o->max_pos = o->min_args = o->n;
    for (int i = 0; i < o->n; i++)
        o->p[i].optional = o->p[i].keyword = false;
    for (int i = 0; i < g->n; i++)
        if (sig_named(&g->p[i], "out")) o->p[o->n++] = g->p[i];
}

static void put_obsolete(KbStrbuf *b, const char *name, const Signature *o) {
    kb_strbuf_printf(b, "%s(", name);
    for (int i = 0; i < o->n; i++) {
        const Param *p = &o->p[i];
        kb_strbuf_printf(b, "%s%s%.*s %.*s", i ? ", " : "", i == o->max_pos ? "*, " : "",
                         p->type_len, p->type, p->name_len, p->name);
    }
    kb_strbuf_putc(b, ')');
}

static bool warn_of_form(Call *c, const Options *options, const Signature *o) {
    KbStrbuf given, listed; /* the form of the call, and those of today */
    kb_strbuf_init(&given, &c->ks->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_init(&listed, &c->ks->alloc, KB_STRBUF_NO_MAX);
    put_obsolete(&given, c->name, o);
    for (int i = 0; i < options->n; i++) {
        kb_strbuf_printf(&listed, "\n\t%s(", c->name);
        sig_put_plain(&listed, &options->g[i]);
        kb_strbuf_putc(&listed, ')');
    }
    kb_strbuf_putc(&given, 0);
    kb_strbuf_putc(&listed, 0);
    bool whole = !given.failed && !listed.failed;
    bool ok = whole && kt_torch_warn(ki_ts(c->ks)->ctx, KT_WARN_OBSOLETE_FORM, c->name, given.data,
                                     listed.data);
    if (!whole)
        (void)ki_raise_nomem(c->ks);
    else if (!ok)
        (void)ki_kt_raise(c->ks);
    kb_strbuf_free(&given);
    kb_strbuf_free(&listed);
    return ok;
}

/* The value of parameter i of a signature that fits; KI_ABSENT: it was left out. */
static KiValue value_of(Call *c, const Signature *g, int i) {
    return i < c->nargs ? c->args[i] : sig_keyword_value(c, &g->p[i]);
}

static int param_like(const Signature *g, int n, const Param *wanted) {
    for (int i = 0; i < n; i++)
        if (g->p[i].name_len == wanted->name_len &&
            !memcmp(g->p[i].name, wanted->name, (size_t)wanted->name_len))
            return i;
    return -1;
}

/* Makes the call that fits the signature `fitting`: the tensors that g, the form that our function
 * reads, has by position go there in its order, the rest by name. */
static KiValue call_as(Call *c, KiNative *f, const Signature *g, const Signature *fitting) {
    KiValue values[MAX_PARAMS + 1];
    int n = 0, n_positional = n_tensors(g), n_names = 0;
    if (c->self) values[n++] = c->args[-1];
    for (int i = 0; i < n_positional; i++)
        values[n++] = value_of(c, fitting, param_like(fitting, fitting->n, &g->p[i]));
    int nargs = n;
    KiTuple *names = ki_tuple_alloc(c->ks, fitting->n);
    if (!names) return KI_ERR;
    for (int i = 0; i < fitting->n; i++) {
        const Param *p = &fitting->p[i];
        KiValue v = param_like(g, n_positional, p) < 0 ? value_of(c, fitting, i) : KI_ABSENT;
        if (v == KI_ABSENT) continue;
        KiValue name = ki_str_from_utf8(c->ks, p->name, (size_t)p->name_len);
        KiStr *own = name == KI_ERR ? NULL : ki_str_intern(c->ks, ki_str_of(name));
        if (!own) break;
        names->items[n_names++] = ki_from_obj(own);
        values[n++] = v;
    }
    names->len = n_names;
    KiValue r = KI_ERR;
    if (!ki_pending(c->ks))
        r = ki_native_call_prepared(c->ks, f, values, nargs,
                                    n_names ? ki_from_obj(names) : KI_ABSENT);
    ki_decref_obj(c->ks, &names->h);
    return r;
}

KiValue ki_torch_other_form(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    Options *options;
    char place = ki_torch_place_of(f);
    const TsRow *row = nargs < (place == 'm') ? NULL : sig_look_up(ks, f->name, place, &options);
    if (!row || !(options->obsolete || options->n == 2)) return KI_ABSENT;
    Call c;
    sig_begin(&c, ks, f->name, place, args, nargs, kwnames);
    const Signature *g = &options->g[0], *fitting = NULL;
    if (g->p[n_tensors(g)].kind != P_NUMBER) return KI_ABSENT;
    Signature obsolete;
    if (options->n == 2) {
        const Signature *second = &options->g[1];
        const Param *last = &second->p[second->max_pos - 1];
        bool by_place = second->max_pos > n_tensors(g) && last->kind == P_NUMBER &&
                        c.nargs == second->max_pos && sig_named(last, "alpha");
        if (by_place && sig_match(&c, second, false)) fitting = second;
    }
    for (int alpha = 1; alpha >= 0 && !fitting && options->obsolete; alpha--) {
        make_obsolete(g, alpha, &obsolete);
        if (obsolete.max_pos > n_tensors(g) && sig_match(&c, &obsolete, false)) fitting = &obsolete;
    }
    if (!fitting) return KI_ABSENT;
    KiValue old = ks->exc;
    ks->exc = KI_ABSENT;
    ki_decref(ks, old);
    if (fitting == &obsolete && !warn_of_form(&c, options, &obsolete)) return KI_ERR;
    return call_as(&c, f, g, fitting);
}
