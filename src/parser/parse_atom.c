/* Atoms: names, constants, the displays in brackets with their comprehensions, and calls. */
#include "parse_internal.h"

static KiAst *constant(P *p, KiAstConstKind k) {
    uint32_t start = p->pos++;
    KiAst *n = ki_p_node(p, KI_AST_Constant, start);
    if (n) n->Constant.value.kind = k;
    return n;
}

static KiAst *name(P *p) {
    uint32_t start = p->pos;
    const KiAstStr *id = ki_p_name(p);
    KiAst *n = id ? ki_p_node(p, KI_AST_Name, start) : NULL;
    if (n) n->Name.id = id;
    return n;
}

/* atom: NAME | 'True' | 'False' | 'None' | strings | NUMBER | (tuple | group | genexp)
 *     | (list | listcomp) | (dict | set | dictcomp | setcomp) | '...' */
KiAst *ki_p_atom(P *p) {
    switch (kind(p)) {
    case KI_TOK_NAME:
        return name(p);
    case KI_TOK_NUMBER:
        return ki_p_number(p);
    case KI_TOK_STRING:
        return ki_p_strings(p);
    case KI_TOK_LPAR:
        return ki_p_paren(p);
    case KI_TOK_LSQB:
        return ki_p_bracket(p);
    case KI_TOK_LBRACE:
        return ki_p_brace(p);
    case KI_TOK_TRUE:
        return constant(p, KI_CONST_TRUE);
    case KI_TOK_FALSE:
        return constant(p, KI_CONST_FALSE);
    case KI_TOK_NONE:
        return constant(p, KI_CONST_NONE);
    case KI_TOK_ELLIPSIS:
        return constant(p, KI_CONST_ELLIPSIS);
    default:
        return NULL;
    }
}

/* ---- comprehensions ---- */

static bool at_for(P *p) {
    return at(p, KI_TOK_FOR) || (at(p, KI_TOK_ASYNC) && kind_after(p) == KI_TOK_FOR);
}

/* ('if' disjunction)* */
static bool conditions(P *p, KiAstSeq *out) {
    size_t base = mark(p);
    while (at(p, KI_TOK_IF)) {
        uint32_t before = p->pos++;
        KiAst *test = ki_p_disjunction(p);
        if (!test) {
            back(p, before);
            break;
        }
        if (!ki_p_push(p, test)) break;
    }
    if (p->failed) {
        drop(p, base);
        return false;
    }
    return ki_p_take(p, base, out);
}

/* for_if_clause: ['async'] 'for' star_targets 'in' disjunction ('if' disjunction)* */
static KiAst *for_if_clause(P *p) {
    uint32_t start = p->pos;
    bool is_async = accept(p, KI_TOK_ASYNC);
    KiAst *target = accept(p, KI_TOK_FOR) ? ki_p_star_targets(p) : NULL;
    if (!target || !accept(p, KI_TOK_IN)) {
        if (p->failed || !p->hints) return NULL;
        back(p, start);
        return ki_p_hint_for_target(p);
    }
    KiAst *iter = ki_p_disjunction(p);
    KiAstSeq ifs;
    if (!iter || !conditions(p, &ifs)) return NULL;
    KiAst *n = ki_ast_new(p->arena, KI_AST_comprehension, 0, 0, 0, 0);
    if (!n) return ki_p_nomem(p);
    n->comprehension.target = target;
    n->comprehension.iter = iter;
    n->comprehension.ifs = ifs;
    n->comprehension.is_async = is_async;
    return is_async ? since(p, 6, "Async comprehensions are", n) : n;
}

/* for_if_clauses: for_if_clause+ */
bool ki_p_for_if_clauses(P *p, KiAstSeq *out) {
    size_t base = mark(p);
    while (at_for(p)) {
        uint32_t before = p->pos;
        KiAst *clause = for_if_clause(p);
        if (!clause) {
            back(p, before);
            break;
        }
        if (!ki_p_push(p, clause)) break;
    }
    if (p->failed || mark(p) == base) {
        drop(p, base);
        return false;
    }
    return ki_p_take(p, base, out);
}

/* The rest of a list, set or generator comprehension after its element. */
static KiAst *comprehension(P *p, KiAstKind k, uint32_t start, KiAst *elt, KiTokenKind close) {
    KiAstSeq generators;
    if (!ki_p_for_if_clauses(p, &generators) || !accept(p, close)) return NULL;
    KiAst *n = ki_p_node(p, k, start);
    if (n) { /* ListComp, SetComp and GeneratorExp have one layout */
        n->ListComp.elt = elt;
        n->ListComp.generators = generators;
    }
    return n;
}

/* genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')' */
KiAst *ki_p_genexp(P *p) {
    uint32_t start = p->pos;
    if (!accept(p, KI_TOK_LPAR)) return NULL;
    KiAst *elt = ki_p_assignment_or_expression(p), *n = NULL;
    if (elt) n = comprehension(p, KI_AST_GeneratorExp, start, elt, KI_TOK_RPAR);
    if (n || p->failed || !p->hints) return n;
    back(p, start);
    return ki_p_hint_comprehension(p);
}

/* ---- displays ---- */

/* `first` and the elements after it, up to `close`: List, Tuple or Set. */
static KiAst *elements(P *p, KiAstKind k, uint32_t start, KiAst *first, KiTokenKind close) {
    size_t base = mark(p);
    if (first && (!ki_p_push(p, first) || !ki_p_star_named_tail(p))) return drop(p, base);
    if (!accept(p, close)) return drop(p, base);
    KiAst *n = ki_p_node(p, k, start);
    if (!n) return drop(p, base);
    return ki_p_take(p, base, &n->List.elts) ? n : NULL; /* one layout for all three */
}

static KiAst *paren(P *p) {
    uint32_t start = p->pos++;
    if (at(p, KI_TOK_RPAR)) return elements(p, KI_AST_Tuple, start, NULL, KI_TOK_RPAR);
    if (at(p, KI_TOK_YIELD)) {
        KiAst *y = ki_p_yield_expr(p);
        return y && accept(p, KI_TOK_RPAR) ? y : NULL;
    }
    KiAst *first = ki_p_star_named_expression(p);
    if (!first) return NULL;
    if (at(p, KI_TOK_COMMA)) return elements(p, KI_AST_Tuple, start, first, KI_TOK_RPAR);
    if (first->kind == KI_AST_Starred) return NULL;
    if (accept(p, KI_TOK_RPAR)) return first;
    return comprehension(p, KI_AST_GeneratorExp, start, first, KI_TOK_RPAR);
}

/* tuple: '(' [star_named_expression ',' [star_named_expressions]] ')'
 * group: '(' (yield_expr | named_expression) ')'
 * genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')' */
KiAst *ki_p_paren(P *p) {
    uint32_t start = p->pos;
    KiAst *n = paren(p);
    if (n || p->failed || !p->hints) return n;
    back(p, start);
    ki_p_hint_group(p);
    if (p->failed) return NULL;
    back(p, start);
    return ki_p_hint_comprehension(p);
}

static KiAst *bracket(P *p) {
    uint32_t start = p->pos++;
    if (at(p, KI_TOK_RSQB)) return elements(p, KI_AST_List, start, NULL, KI_TOK_RSQB);
    KiAst *first = ki_p_star_named_expression(p);
    if (!first) return NULL;
    if (first->kind != KI_AST_Starred && at_for(p))
        return comprehension(p, KI_AST_ListComp, start, first, KI_TOK_RSQB);
    return elements(p, KI_AST_List, start, first, KI_TOK_RSQB);
}

/* list: '[' [star_named_expressions] ']'
 * listcomp: '[' named_expression for_if_clauses ']' */
KiAst *ki_p_bracket(P *p) {
    uint32_t start = p->pos;
    KiAst *n = bracket(p);
    if (n || p->failed || !p->hints) return n;
    back(p, start);
    return ki_p_hint_comprehension(p);
}

static KiAst *set_or_comp(P *p, uint32_t start, KiAst *first) {
    if (!first) return NULL;
    if (first->kind != KI_AST_Starred && at_for(p))
        return comprehension(p, KI_AST_SetComp, start, first, KI_TOK_RBRACE);
    return elements(p, KI_AST_Set, start, first, KI_TOK_RBRACE);
}

/* kvpair: expression ':' expression; `key` may be parsed already. Pushes key and value. */
static bool pair(P *p, KiAst *key) {
    if (!key && accept(p, KI_TOK_DOUBLESTAR)) { /* '**' bitwise_or */
        KiAst *value = ki_p_bitwise_or(p);
        return value && ki_p_push(p, NULL) && ki_p_push(p, value);
    }
    if (!key) key = ki_p_expression(p);
    if (!key || !accept(p, KI_TOK_COLON)) return false;
    KiAst *value = ki_p_expression(p);
    return value && ki_p_push(p, key) && ki_p_push(p, value);
}

/* Splits the keys and values that alternate on the stack. */
static KiAst *make_dict(P *p, size_t base, uint32_t start) {
    KiAst *n = ki_p_node(p, KI_AST_Dict, start);
    if (!n) return drop(p, base);
    uint32_t count = (uint32_t)(mark(p) - base) / 2;
    KiAst **keys = KB_ARENA_ARRAY(p->arena, KiAst *, count);
    KiAst **values = KB_ARENA_ARRAY(p->arena, KiAst *, count);
    if (!keys || !values) return ki_p_nomem(p);
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = p->stack.at[base + 2 * i];
        values[i] = p->stack.at[base + 2 * i + 1];
    }
    n->Dict.keys = (KiAstSeq){keys, count};
    n->Dict.values = (KiAstSeq){values, count};
    drop(p, base);
    return n;
}

/* dict: '{' [double_starred_kvpair (',' double_starred_kvpair)* [',']] '}'
 * dictcomp: '{' kvpair for_if_clauses '}' */
static KiAst *dict_or_comp(P *p, uint32_t start, KiAst *key) {
    size_t base = mark(p);
    if (!pair(p, key)) return drop(p, base);
    if (p->stack.at[base] && at_for(p)) {
        KiAst *k = p->stack.at[base], *value = p->stack.at[base + 1];
        drop(p, base);
        KiAstSeq generators;
        if (!ki_p_for_if_clauses(p, &generators) || !accept(p, KI_TOK_RBRACE)) return NULL;
        KiAst *n = ki_p_node(p, KI_AST_DictComp, start);
        if (n) {
            n->DictComp.key = k;
            n->DictComp.value = value;
            n->DictComp.generators = generators;
        }
        return n;
    }
    while (accept(p, KI_TOK_COMMA)) {
        uint32_t after = p->pos;
        size_t top = mark(p);
        if (at(p, KI_TOK_RBRACE)) break;
        if (!pair(p, NULL)) {
            drop(p, top);
            back(p, after);
            break;
        }
    }
    if (p->failed || !accept(p, KI_TOK_RBRACE)) return drop(p, base);
    return make_dict(p, base, start);
}

static KiAst *brace(P *p) {
    uint32_t start = p->pos++;
    switch (kind(p)) {
    case KI_TOK_RBRACE:
        p->pos++;
        return ki_p_node(p, KI_AST_Dict, start);
    case KI_TOK_DOUBLESTAR:
        return dict_or_comp(p, start, NULL);
    case KI_TOK_STAR:
        return p->second ? NULL : set_or_comp(p, start, ki_p_star_named_expression(p));
    default:
        break;
    }
    KiAst *first = p->second ? ki_p_expression(p) : ki_p_assignment_or_expression(p);
    if (!first || p->failed) return NULL;
    if (at(p, KI_TOK_COLON) &&
        (first->kind != KI_AST_NamedExpr || p->tokens[start + 1].kind == KI_TOK_LPAR))
        return dict_or_comp(p, start, first);
    return p->second ? NULL : set_or_comp(p, start, first);
}

/* dict | set | dictcomp | setcomp */
KiAst *ki_p_brace(P *p) {
    uint32_t start = p->pos;
    KiAst *n = brace(p);
    if (n || p->failed) return n;
    if (!p->second) {
        p->brace_failed = true;
        return NULL;
    }
    back(p, start);
    ki_p_hint_dict(p); /* even without `hints`: see dict_pass() */
    if (p->failed) return NULL;
    back(p, start + 1);
    n = set_or_comp(p, start, ki_p_star_named_expression(p));
    if (n || p->failed || !p->hints) return n;
    back(p, start);
    ki_p_hint_dict_comprehension(p);
    if (p->failed) return NULL;
    back(p, start);
    return ki_p_hint_comprehension(p);
}

/* ---- calls ---- */

/* kwarg_or_starred: NAME '=' expression | starred_expression
 * kwarg_or_double_starred: NAME '=' expression | '**' expression */
static KiAst *keyword_argument(P *p, bool *double_starred) {
    uint32_t start = p->pos;
    if (p->hints) {
        ki_p_hint_kwarg(p);
        if (p->failed) return NULL;
        back(p, start);
    }
    const KiAstStr *arg = NULL;
    switch (kind(p)) {
    case KI_TOK_STAR:
        return *double_starred ? NULL : ki_p_starred_expression(p);
    case KI_TOK_DOUBLESTAR:
        p->pos++;
        *double_starred = true;
        break;
    case KI_TOK_NAME:
        if (kind_after(p) != KI_TOK_EQUAL) return NULL;
        arg = ki_p_name(p);
        p->pos++;
        break;
    default:
        return NULL;
    }
    KiAst *value = p->failed ? NULL : ki_p_expression(p);
    KiAst *n = value ? ki_p_node(p, KI_AST_keyword, start) : NULL;
    if (n) {
        n->keyword.arg = arg;
        n->keyword.value = value;
    }
    return n;
}

/* starred_expression | (assignment_expression | expression !':=') !'='; *keywords is set when
 * the arguments with names begin here. */
static KiAst *positional_argument(P *p, bool *keywords) {
    uint32_t start = p->pos;
    KiAst *n = NULL;
    switch (kind(p)) {
    case KI_TOK_STAR:
        n = ki_p_starred_expression(p);
        break;
    case KI_TOK_DOUBLESTAR:
        break;
    case KI_TOK_NAME:
        if (kind_after(p) == KI_TOK_EQUAL) break;
        __attribute__((fallthrough));
    default:
        n = ki_p_assignment_or_expression(p);
        break;
    }
    if (p->failed || (n && !at(p, KI_TOK_EQUAL))) return p->failed ? NULL : n;
    back(p, start);
    *keywords = true;
    return NULL;
}

/* Sorts what is on the stack into positional arguments and keywords. */
static KiAst *make_call(P *p, size_t base, uint32_t start) {
    KiAst *n = ki_p_node(p, KI_AST_Call, start);
    if (!n) return drop(p, base);
    uint32_t n_keywords = 0, n_all = (uint32_t)(mark(p) - base);
    for (uint32_t i = 0; i < n_all; i++)
        n_keywords += p->stack.at[base + i]->kind == KI_AST_keyword;
    if (n_keywords == 0) return ki_p_take(p, base, &n->Call.args) ? n : NULL;
    KiAst **all = KB_ARENA_ARRAY(p->arena, KiAst *, n_all);
    if (!all) return ki_p_nomem(p);
    KiAst **args = all, **keywords = all + (n_all - n_keywords);
    n->Call.keywords = (KiAstSeq){keywords, n_keywords};
    n->Call.args = (KiAstSeq){n_all > n_keywords ? args : NULL, n_all - n_keywords};
    for (uint32_t i = 0; i < n_all; i++) {
        KiAst *a = p->stack.at[base + i];
        *(a->kind == KI_AST_keyword ? keywords++ : args++) = a;
    }
    drop(p, base);
    return n;
}

/* args: (starred_expression | positional !'=') (',' ...)* [',' kwargs] | kwargs
 * kwargs: kwarg_or_starred (',' ...)* [',' kwarg_or_double_starred (',' ...)*] | ... */
KiAst *ki_p_args(P *p) {
    uint32_t start = p->pos, after = start;
    size_t base = mark(p);
    bool keywords = false, double_starred = false;
    do {
        KiAst *arg = keywords ? NULL : positional_argument(p, &keywords);
        if (keywords && !p->failed) arg = keyword_argument(p, &double_starred);
        if (!arg || !ki_p_push(p, arg)) break;
        after = p->pos;
    } while (accept(p, KI_TOK_COMMA) && !at(p, KI_TOK_RPAR));
    if (p->failed || mark(p) == base) return drop(p, base);
    back(p, after);
    return make_call(p, base, start);
}

static KiAst *arguments(P *p) {
    uint32_t start = p->pos;
    KiAst *n = ki_p_args(p);
    if (n) {
        accept(p, KI_TOK_COMMA);
        if (at(p, KI_TOK_RPAR)) return n;
    }
    if (p->failed || !p->hints) return NULL;
    back(p, start);
    return ki_p_hint_arguments(p);
}

/* arguments: args [','] &')' */
KiAst *ki_p_arguments(P *p) {
    if (!p->second) return arguments(p);
    void *known;
    if (ki_p_memo_get(p, KI_RULE_ARGUMENTS, &known)) return known;
    uint32_t start = p->pos;
    return ki_p_memo_put(p, KI_RULE_ARGUMENTS, start, arguments(p));
}

static KiAst *call_node(P *p, KiAst *func, uint32_t start) {
    KiAst *n = ki_p_node(p, KI_AST_Call, start);
    if (n) n->Call.func = func;
    return n;
}

/* f(x for x in y): the generator takes the call's own parentheses. */
static KiAst *call_genexp(P *p, KiAst *func, uint32_t start, KiAst *genexp) {
    size_t base = mark(p);
    KiAst *n = genexp ? call_node(p, func, start) : NULL;
    if (!n || !ki_p_push(p, genexp)) return NULL;
    return ki_p_take(p, base, &n->Call.args) ? n : NULL;
}

/* '(' [arguments] ')' | genexp, after the function */
KiAst *ki_p_call(P *p, KiAst *func, uint32_t start) {
    uint32_t open = p->pos++;
    if (accept(p, KI_TOK_RPAR)) return call_node(p, func, start);
    if (p->second) {
        back(p, open);
        KiAst *g = ki_p_genexp(p);
        if (g || p->failed) return call_genexp(p, func, start, g);
        back(p, open + 1);
    }
    KiAst *args = p->second ? ki_p_arguments(p) : ki_p_args(p);
    if (!args) return NULL;
    if (!p->second && args->Call.args.n == 1 && args->Call.keywords.n == 0 &&
        args->Call.args.at[0]->kind != KI_AST_Starred && at_for(p))
        return call_genexp(
            p, func, start,
            comprehension(p, KI_AST_GeneratorExp, open, args->Call.args.at[0], KI_TOK_RPAR));
    accept(p, KI_TOK_COMMA);
    if (!accept(p, KI_TOK_RPAR)) return NULL;
    /* The node of the arguments becomes the call: only its start and end change. */
    const KiToken *s = &p->tokens[start], *e = &p->tokens[p->pos - 1];
    if (p->second) { /* it may be remembered: leave it alone */
        KiAst *n = call_node(p, func, start);
        if (n) {
            n->Call.args = args->Call.args;
            n->Call.keywords = args->Call.keywords;
        }
        return n;
    }
    args->line = s->line;
    args->col = s->col;
    args->end_line = e->end_line;
    args->end_col = e->end_col;
    args->Call.func = func;
    return args;
}
