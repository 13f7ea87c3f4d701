/* Parameter lists of functions and lambdas. The two differ in annotations and in the token that
 * ends the list: ')' or ':'. */
#include "parse_internal.h"

static bool at_close(P *p, bool lambda) {
    return at(p, lambda ? KI_TOK_COLON : KI_TOK_RPAR);
}

/* param: NAME [':' expression]         lambda_param: NAME
 * param_star_annotation: NAME ':' star_expression */
KiAst *ki_p_param(P *p, bool lambda, bool star_annotation) {
    uint32_t start = p->pos;
    const KiAstStr *name = ki_p_name(p);
    if (!name) return NULL;
    KiAst *annotation = NULL;
    if (!lambda && at(p, KI_TOK_COLON)) {
        uint32_t before = p->pos++;
        annotation = star_annotation ? ki_p_star_expression(p) : ki_p_expression(p);
        if (!annotation) back(p, before);
    }
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_arg, start);
    if (n) {
        n->arg.arg = name;
        n->arg.annotation = annotation;
    }
    return n;
}

/* default: '=' expression */
static KiAst *default_value(P *p) {
    uint32_t start = p->pos++;
    KiAst *value = ki_p_expression(p);
    if (value || p->failed || !p->hints) return value;
    back(p, start);
    return ki_p_hint_default(p);
}

/* param_no_default: param (',' | &')')
 * param_with_default: param default (',' | &')')
 * param_maybe_default: param [default] (',' | &')') */
bool ki_p_param_full(P *p, bool lambda, KiParamDefault want, KiAst **arg, KiAst **def) {
    *def = NULL;
    *arg = ki_p_param(p, lambda, false);
    if (!*arg) return false;
    if (at(p, KI_TOK_EQUAL)) {
        if (want == KI_PARAM_NO || !(*def = default_value(p))) return false;
    } else if (want == KI_PARAM_WITH)
        return false;
    return accept(p, KI_TOK_COMMA) || at_close(p, lambda);
}

typedef struct Params {
    P *p;
    bool lambda;
    KB_VEC(KiAst *) args, defaults, kwonly, kw_defaults;
    size_t n_posonly;
    KiAst *vararg, *kwarg;
} Params;

#define PUSH(ps, vec, x)                                                                           \
    (kb_vec_push(&(ps)->vec, (ps)->p->arena->alloc, (x)) || (ki_p_nomem((ps)->p), false))

/* Parameters before any star: names, defaults from some name on, at most one '/'. */
static bool positional(Params *ps) {
    P *p = ps->p;
    for (;;) {
        if (at(p, KI_TOK_NAME)) {
            KiAst *arg, *def;
            if (!ki_p_param_full(p, ps->lambda, KI_PARAM_MAYBE, &arg, &def)) return false;
            if (!def && ps->defaults.n) return false;
            if (!PUSH(ps, args, arg) || (def && !PUSH(ps, defaults, def))) return false;
        } else if (at(p, KI_TOK_SLASH) && ps->args.n && !ps->n_posonly) {
            ps->n_posonly = ps->args.n;
            p->pos++;
            if (!accept(p, KI_TOK_COMMA) && !at_close(p, ps->lambda)) return false;
        } else
            return !p->failed;
    }
}

/* kwds: '**' param_no_default */
static bool double_star(Params *ps) {
    P *p = ps->p;
    if (!at(p, KI_TOK_DOUBLESTAR)) return !p->failed;
    if (p->hints) {
        uint32_t start = p->pos;
        ki_p_hint_kwds(p, ps->lambda);
        if (p->failed) return false;
        back(p, start);
    }
    p->pos++;
    KiAst *def;
    return ki_p_param_full(p, ps->lambda, KI_PARAM_NO, &ps->kwarg, &def);
}

/* star_etc: '*' param_no_default param_maybe_default* [kwds]
 *         | '*' param_no_default_star_annotation param_maybe_default* [kwds]
 *         | '*' ',' param_maybe_default+ [kwds] | kwds */
static bool star_etc(Params *ps) {
    P *p = ps->p;
    if (!at(p, KI_TOK_STAR)) return double_star(ps);
    if (p->hints) {
        uint32_t start = p->pos;
        ki_p_hint_star_etc(p, ps->lambda);
        if (p->failed) return false;
        back(p, start);
    }
    p->pos++;
    bool bare = accept(p, KI_TOK_COMMA);
    if (!bare) {
        ps->vararg = ki_p_param(p, ps->lambda, true);
        if (!ps->vararg || !(accept(p, KI_TOK_COMMA) || at_close(p, ps->lambda))) return false;
    }
    while (at(p, KI_TOK_NAME)) {
        KiAst *arg, *def;
        if (!ki_p_param_full(p, ps->lambda, KI_PARAM_MAYBE, &arg, &def)) return false;
        if (!PUSH(ps, kwonly, arg) || !PUSH(ps, kw_defaults, def)) return false;
    }
    if (bare && ps->kwonly.n == 0) return false;
    return double_star(ps);
}

static bool to_seq(Params *ps, KiAst **at, size_t from, size_t to, KiAstSeq *out) {
    P *p = ps->p;
    size_t base = mark(p);
    for (size_t i = from; i < to; i++)
        if (!ki_p_push(p, at[i])) return false;
    return ki_p_take(p, base, out);
}

static KiAst *make_arguments(Params *ps) {
    P *p = ps->p;
    KiAst *n = ki_ast_new(p->arena, KI_AST_arguments, 0, 0, 0, 0);
    if (!n) return ki_p_nomem(p);
    KiAstarguments *a = &n->arguments;
    a->vararg = ps->vararg;
    a->kwarg = ps->kwarg;
    bool ok = to_seq(ps, ps->args.at, 0, ps->n_posonly, &a->posonlyargs) &&
              to_seq(ps, ps->args.at, ps->n_posonly, ps->args.n, &a->args) &&
              to_seq(ps, ps->kwonly.at, 0, ps->kwonly.n, &a->kwonlyargs) &&
              to_seq(ps, ps->kw_defaults.at, 0, ps->kw_defaults.n, &a->kw_defaults) &&
              to_seq(ps, ps->defaults.at, 0, ps->defaults.n, &a->defaults);
    return ok ? n : NULL;
}

/* params: [parameters]
 * parameters: (slash_no_default | slash_with_default)? param_no_default* param_with_default*
 *             [star_etc] */
KiAst *ki_p_parameters(P *p, bool lambda) {
    uint32_t start = p->pos;
    if (p->hints) {
        ki_p_hint_parameters(p, lambda);
        if (p->failed) return NULL;
        back(p, start);
    }
    Params ps = {.p = p, .lambda = lambda};
    KiAst *n = NULL;
    if (positional(&ps) && star_etc(&ps)) n = make_arguments(&ps);
    if (ps.n_posonly) n = since(p, 8, "Positional-only parameters are", n);
    KbAlloc *a = p->arena->alloc;
    kb_vec_free(&ps.args, a);
    kb_vec_free(&ps.defaults, a);
    kb_vec_free(&ps.kwonly, a);
    kb_vec_free(&ps.kw_defaults, a);
    if (n || p->failed) return n;
    back(p, start);
    n = ki_ast_new(p->arena, KI_AST_arguments, 0, 0, 0, 0);
    return n ? n : ki_p_nomem(p);
}

/* lambdef: 'lambda' [lambda_params] ':' expression */
KiAst *ki_p_lambda(P *p) {
    uint32_t start = p->pos++;
    KiAst *args = ki_p_parameters(p, true);
    if (!args || !accept(p, KI_TOK_COLON)) return NULL;
    KiAst *body = ki_p_expression(p);
    KiAst *n = body ? ki_p_node(p, KI_AST_Lambda, start) : NULL;
    if (n) {
        n->Lambda.args = args;
        n->Lambda.body = body;
    }
    return n;
}
