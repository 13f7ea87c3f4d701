/* Second pass: what is probably wrong with an expression. Each function tries the shapes of known
 * mistakes at the current token, in the order of CPython's invalid_* rules, and reports the first
 * that fits. Above each: the shapes. */
#include <string.h>

#include "parse_internal.h"

static bool at_for(P *p) {
    return at(p, KI_TOK_FOR) || (at(p, KI_TOK_ASYNC) && kind_after(p) == KI_TOK_FOR);
}

/* print or exec: statements once, functions now */
static bool is_legacy(const KiAst *n) {
    return n->kind == KI_AST_Name &&
           (strcmp(n->Name.id->s, "print") == 0 || strcmp(n->Name.id->s, "exec") == 0);
}

/* CPython compares only as many characters as the name has: "c" passes for "case". */
static bool at_soft_keyword(P *p) {
    size_t len;
    const char *s = ki_p_token_start(p, &p->tokens[p->pos], &len);
    return strncmp("match", s, len) == 0 || strncmp("case", s, len) == 0 ||
           strncmp("_", s, len) == 0;
}

/* !(NAME STRING | soft keyword) disjunction expression */
static bool missing_comma(P *p) {
    if (at(p, KI_TOK_NAME) && (kind_after(p) == KI_TOK_STRING || at_soft_keyword(p))) return false;
    KiAst *a = ki_p_disjunction(p), *b = a ? ki_p_expression_without_hints(p) : NULL;
    if (!b) return false;
    if (!is_legacy(a) && p->tokens[p->pos - 1].level > 0)
        ki_p_error(p, range_to(a, b), "invalid syntax. Perhaps you forgot a comma?");
    return true;
}

/* NAME !'(' star_expressions, where NAME is print or exec */
static void *legacy_statement(P *p) {
    if (!at(p, KI_TOK_NAME) || kind_after(p) == KI_TOK_LPAR) return NULL;
    uint32_t start = p->pos;
    const KiAstStr *id = ki_p_name(p);
    KiAst *name = id ? ki_p_node(p, KI_AST_Name, start) : NULL;
    KiAst *b = name ? ki_p_star_expressions(p) : NULL;
    if (!b) return NULL;
    name->Name.id = id;
    if (!is_legacy(name)) return NULL;
    return ki_p_error(p, range_to(name, b),
                      "Missing parentheses in call to '%s'. Did you mean %s(...)?", id->s, id->s);
}

/* disjunction expression | disjunction 'if' disjunction !('else' | ':') | print expression */
void *ki_p_hint_expression(P *p) {
    uint32_t start = p->pos;
    if (!missing_comma(p) && !p->failed) {
        back(p, start);
        KiAst *a = ki_p_disjunction(p), *b = NULL;
        if (a && accept(p, KI_TOK_IF)) b = ki_p_disjunction(p);
        if (b && !at(p, KI_TOK_ELSE) && !at(p, KI_TOK_COLON))
            ki_p_error(p, range_to(a, b), "expected 'else' after 'if' expression");
    }
    if (p->failed) return NULL;
    back(p, start);
    return legacy_statement(p);
}

/* Whether a whole list, tuple or generator expression stands at `start`. */
static bool is_display(P *p) {
    const KiToken t = p->tokens[p->pos];
    switch (t.kind) {
    case KI_TOK_TRUE:
    case KI_TOK_FALSE:
    case KI_TOK_NONE:
        return true;
    case KI_TOK_LPAR:
    case KI_TOK_LSQB:
        break;
    default:
        return false;
    }
    uint32_t start = p->pos;
    KiAst *n = ki_p_atom(p);
    back(p, start);
    return n && n->line == t.line && n->col == t.col &&
           (n->kind == KI_AST_List || n->kind == KI_AST_Tuple || n->kind == KI_AST_GeneratorExp);
}

static bool at_assign(P *p) {
    return at(p, KI_TOK_EQUAL) || at(p, KI_TOK_COLONEQUAL);
}

/* expression ':=' expression
 * NAME '=' bitwise_or !('=' | ':=')
 * !(list | tuple | genexp | True | None | False) bitwise_or '=' bitwise_or !('=' | ':=') */
static void *named_expression(P *p) {
    uint32_t start = p->pos;
    KiAst *a = ki_p_expression(p);
    if (a && accept(p, KI_TOK_COLONEQUAL) && ki_p_expression(p))
        return ki_p_error(p, range_of(a), "cannot use assignment expressions with %s",
                          ki_ast_expr_name(a));
    if (p->failed) return NULL;
    back(p, start);
    if (at(p, KI_TOK_NAME) && kind_after(p) == KI_TOK_EQUAL) {
        KiToken name = p->tokens[start];
        p->pos += 2;
        KiAst *b = ki_p_bitwise_or(p);
        if (b && !at_assign(p))
            return ki_p_error(p, (KiRange){name.line, name.col, b->end_line, b->end_col},
                              "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    if (p->failed) return NULL;
    back(p, start);
    if (kind(p) == KI_TOK_ERROR || is_display(p) || p->failed) return NULL;
    a = ki_p_bitwise_or(p);
    if (a && accept(p, KI_TOK_EQUAL) && ki_p_bitwise_or(p) && !at_assign(p))
        ki_p_error(p, range_of(a), "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                   ki_ast_expr_name(a));
    return NULL;
}

void *ki_p_hint_named_expression(P *p) {
    void *known;
    if (ki_p_memo_get(p, KI_RULE_HINT_NAMED, &known)) return NULL;
    uint32_t start = p->pos;
    named_expression(p);
    return ki_p_memo_put(p, KI_RULE_HINT_NAMED, start, NULL);
}

/* The part of a target that cannot be one, or NULL. */
static KiAst *invalid_part(KiAst *n, KiTargetUse use, bool in_for) {
    switch (n->kind) {
    case KI_AST_List:
    case KI_AST_Tuple:
        for (uint32_t i = 0; i < n->List.elts.n; i++) {
            KiAst *bad = invalid_part(n->List.elts.at[i], use, in_for);
            if (bad) return bad;
        }
        return NULL;
    case KI_AST_Starred:
        return use == KI_TARGET_DEL ? n : invalid_part(n->Starred.value, use, in_for);
    case KI_AST_Compare: /* `for x in y` reads as a comparison */
        if (!in_for) return n;
        return n->Compare.ops.at[0] == KI_CMPOP_In ? invalid_part(n->Compare.left, use, in_for)
                                                   : NULL;
    case KI_AST_Name:
    case KI_AST_Subscript:
    case KI_AST_Attribute:
        return NULL;
    default:
        return n;
    }
}

void *ki_p_invalid_target(P *p, KiAst *n, KiTargetUse use, bool in_for) {
    KiAst *bad = invalid_part(n, use, in_for);
    if (!bad) return NULL;
    return ki_p_error(p, range_of(bad), "cannot %s %s",
                      use == KI_TARGET_DEL ? "delete" : "assign to", ki_ast_expr_name(bad));
}

/* '(' starred_expression ')' | '(' '**' expression ')' */
void *ki_p_hint_group(P *p) {
    uint32_t start = p->pos++;
    KiAst *a = ki_p_starred_expression(p);
    if (a && at(p, KI_TOK_RPAR))
        return ki_p_error(p, range_of(a), "cannot use starred expression here");
    if (p->failed) return NULL;
    back(p, start + 1);
    if (!accept(p, KI_TOK_DOUBLESTAR)) return NULL;
    if (ki_p_expression(p) && at(p, KI_TOK_RPAR)) {
        const KiToken *t = &p->tokens[start + 1];
        ki_p_error(p, token_range(t, t), "cannot use double starred expression here");
    }
    return NULL;
}

/* ('[' | '(' | '{') starred_expression for_if_clauses
 * ('[' | '{') star_named_expression ',' [star_named_expressions] for_if_clauses */
void *ki_p_hint_comprehension(P *p) {
    uint32_t start = p->pos;
    bool round = p->tokens[start].kind == KI_TOK_LPAR;
    KiAstSeq clauses;
    p->pos++;
    KiAst *a = ki_p_starred_expression(p);
    if (a && ki_p_for_if_clauses(p, &clauses))
        return ki_p_error(p, range_of(a), "iterable unpacking cannot be used in comprehension");
    if (p->failed || round) return NULL;
    back(p, start + 1);
    a = ki_p_star_named_expression(p);
    if (!a || !at(p, KI_TOK_COMMA)) return NULL;
    KiToken comma = p->tokens[p->pos];
    size_t base = mark(p);
    if (!ki_p_star_named_tail(p)) return drop(p, base);
    KiAst *last = mark(p) > base ? p->stack.at[p->stack.n - 1] : NULL;
    drop(p, base);
    if (!ki_p_for_if_clauses(p, &clauses)) return NULL;
    KiRange r =
        last ? range_to(a, last) : (KiRange){a->line, a->col, comma.end_line, comma.end_col};
    return ki_p_error(p, r, "did you forget parentheses around the comprehension target?");
}

/* '{' '**' bitwise_or for_if_clauses '}' */
void *ki_p_hint_dict_comprehension(P *p) {
    uint32_t start = p->pos++;
    KiAstSeq clauses;
    if (!accept(p, KI_TOK_DOUBLESTAR) || !ki_p_bitwise_or(p) || !ki_p_for_if_clauses(p, &clauses) ||
        !at(p, KI_TOK_RBRACE))
        return NULL;
    const KiToken *t = &p->tokens[start + 1];
    return ki_p_error(p, token_range(t, t), "dict unpacking cannot be used in dict comprehension");
}

/* After `expression` at ':': ':' '*' bitwise_or | ':' &('}' | ',') */
static void *bad_value(P *p) {
    KiToken colon = p->tokens[p->pos++];
    if (at(p, KI_TOK_STAR)) {
        KiToken star = p->tokens[p->pos++];
        if (ki_p_bitwise_or(p))
            return ki_p_error(p, ki_p_range_to_here(p, star.line, star.col),
                              "cannot use a starred expression in a dictionary value");
    } else if (at(p, KI_TOK_RBRACE) || at(p, KI_TOK_COMMA))
        return ki_p_error(p, token_range(&colon, &colon),
                          "expression expected after dictionary key and ':'");
    return NULL;
}

/* '**' bitwise_or | expression ':' expression */
static bool pair(P *p) {
    if (accept(p, KI_TOK_DOUBLESTAR)) return ki_p_bitwise_or(p) != NULL;
    return ki_p_expression(p) && accept(p, KI_TOK_COLON) && ki_p_expression(p);
}

/* pair (',' pair)* ',' expression !':'
 * pair (',' pair)* ',' expression ':' ('*' bitwise_or | &('}' | ','))
 * expression ':' ('*' bitwise_or | &('}' | ',')) */
void *ki_p_hint_dict(P *p) {
    uint32_t start = ++p->pos, after = start;
    if (pair(p)) {
        do
            after = p->pos;
        while (accept(p, KI_TOK_COMMA) && pair(p));
        if (p->failed) return NULL;
        back(p, after);
        if (accept(p, KI_TOK_COMMA)) {
            KiAst *key = ki_p_expression(p);
            if (p->failed) return NULL;
            if (key && !at(p, KI_TOK_COLON))
                return ki_p_error(p, (KiRange){key->line, key->end_col - 1, key->end_line, -1},
                                  "':' expected after dictionary key");
            if (key && (bad_value(p) || p->failed)) return NULL;
        }
    }
    if (p->failed) return NULL;
    back(p, start);
    KiAst *key = ki_p_expression(p);
    return key && at(p, KI_TOK_COLON) ? bad_value(p) : NULL;
}

/* ---- calls ---- */

/* The last thing a comprehension mentions. */
static KiAst *last_of(const KiAstSeq *clauses) {
    const KiAstcomprehension *c = &clauses->at[clauses->n - 1]->comprehension;
    return c->ifs.n ? c->ifs.at[c->ifs.n - 1] : c->iter;
}

static void *unparenthesized(P *p, KiAst *from, const KiAstSeq *clauses) {
    return ki_p_error(p, range_to(from, last_of(clauses)),
                      "Generator expression must be parenthesized");
}

/* NAME '=' expression for_if_clauses */
static void *assigned_genexp(P *p) {
    if (!at(p, KI_TOK_NAME) || kind_after(p) != KI_TOK_EQUAL) return NULL;
    KiToken a = p->tokens[p->pos], b = p->tokens[p->pos + 1];
    p->pos += 2;
    KiAstSeq clauses;
    if (ki_p_expression(p) && ki_p_for_if_clauses(p, &clauses))
        ki_p_error(p, token_range(&a, &b),
                   "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    return NULL;
}

/* After args: for_if_clauses | ',' expression for_if_clauses | ',' args */
static void *after_args(P *p, KiAst *args) {
    uint32_t after = p->pos;
    KiAstSeq clauses;
    if (at_for(p) && ki_p_for_if_clauses(p, &clauses)) {
        const KiAstSeq *a = &args->Call.args;
        return a->n > 1 ? unparenthesized(p, a->at[a->n - 1], &clauses) : NULL;
    }
    if (p->failed) return NULL;
    back(p, after);
    if (!accept(p, KI_TOK_COMMA)) return NULL;
    KiAst *next = ki_p_expression(p);
    if (next && ki_p_for_if_clauses(p, &clauses)) return unparenthesized(p, next, &clauses);
    if (p->failed) return NULL;
    back(p, after + 1);
    if (!ki_p_args(p)) return NULL;
    bool unpacking = false;
    for (uint32_t i = 0; i < args->Call.keywords.n; i++)
        unpacking |= !args->Call.keywords.at[i]->keyword.arg;
    return ki_p_error_last(p, KB_DIAG_SYNTAX, "positional argument follows keyword argument%s",
                           unpacking ? " unpacking" : "");
}

/* args ',' '*' | expression for_if_clauses ',' [args | expression for_if_clauses]
 * NAME '=' expression for_if_clauses | args for_if_clauses
 * args ',' expression for_if_clauses | args ',' args */
void *ki_p_hint_arguments(P *p) {
    uint32_t start = p->pos;
    KiAst *args = ki_p_args(p);
    if (p->failed) return NULL;
    if (args && at(p, KI_TOK_COMMA) && kind_after(p) == KI_TOK_STAR)
        return ki_p_error(p, range_of(args),
                          "iterable argument unpacking follows keyword argument unpacking");
    back(p, start);
    KiAst *a = ki_p_expression(p);
    KiAstSeq clauses;
    if (a && ki_p_for_if_clauses(p, &clauses) && accept(p, KI_TOK_COMMA)) {
        uint32_t after = p->pos;
        if (!ki_p_args(p) && !p->failed) {
            KiAstSeq more;
            back(p, after);
            if (ki_p_expression(p)) (void)ki_p_for_if_clauses(p, &more);
        }
        return unparenthesized(p, a, &clauses);
    }
    if (p->failed) return NULL;
    back(p, start);
    assigned_genexp(p);
    if (p->failed || !args) return NULL;
    back(p, start);
    args = ki_p_args(p);
    return args ? after_args(p, args) : NULL;
}

/* ('True' | 'False' | 'None') '=' | NAME '=' expression for_if_clauses
 * !(NAME '=') expression '=' */
void *ki_p_hint_kwarg(P *p) {
    uint32_t start = p->pos;
    KiTokenKind k = kind(p);
    if ((k == KI_TOK_TRUE || k == KI_TOK_FALSE || k == KI_TOK_NONE) &&
        kind_after(p) == KI_TOK_EQUAL)
        return ki_p_error(p, token_range(&p->tokens[start], &p->tokens[start + 1]),
                          "cannot assign to %s", ki_token_text(k));
    bool keyword = k == KI_TOK_NAME && kind_after(p) == KI_TOK_EQUAL;
    assigned_genexp(p);
    if (p->failed || keyword) return NULL;
    back(p, start);
    KiAst *a = ki_p_expression(p);
    if (a && at(p, KI_TOK_EQUAL)) {
        const KiToken *t = &p->tokens[p->pos];
        ki_p_error(p, (KiRange){a->line, a->col, t->end_line, t->end_col},
                   "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    return NULL;
}
