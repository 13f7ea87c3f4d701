/* Second pass: what is probably wrong with a statement or a parameter list. As in
 * parse_hint_expr.c, in the order of CPython's invalid_* rules. */
#include <string.h>

#include "parse_internal.h"

static KiRange at_token(const P *p, uint32_t i) {
    return token_range(&p->tokens[i], &p->tokens[i]);
}

/* NEWLINE | ':' NEWLINE !INDENT */
void *ki_p_hint_block(P *p, const char *what, int line) {
    uint32_t start = p->pos;
    if (at(p, KI_TOK_NEWLINE)) return ki_p_error_last(p, KB_DIAG_SYNTAX, "expected ':'");
    if (accept(p, KI_TOK_COLON) && accept(p, KI_TOK_NEWLINE) && !at(p, KI_TOK_INDENT))
        ki_p_error_last(p, KB_DIAG_INDENT, "expected an indented block after %s on line %d", what,
                        line);
    back(p, start);
    return NULL;
}

/* ---- assignment and del ---- */

/* invalid_ann_assign_target: list | tuple | '(' invalid_ann_assign_target ')' */
static KiAst *ann_assign_target(P *p) {
    if (!at(p, KI_TOK_LPAR) && !at(p, KI_TOK_LSQB)) return NULL;
    KiAst *n = ki_p_atom(p); /* a group is its inside */
    return n && (n->kind == KI_AST_List || n->kind == KI_AST_Tuple) ? n : NULL;
}

/* target ':' expression
 * star_named_expression ',' star_named_expressions* ':' expression
 * expression ':' expression */
static void *annotation(P *p) {
    uint32_t start = p->pos;
    KiAst *a = ann_assign_target(p);
    if (a && accept(p, KI_TOK_COLON) && ki_p_expression(p))
        return ki_p_error(p, range_of(a), "only single target (not %s) can be annotated",
                          ki_ast_expr_name(a));
    if (p->failed) return NULL;
    back(p, start);
    a = ki_p_star_named_expression(p);
    if (a && accept(p, KI_TOK_COMMA)) {
        size_t base = mark(p);
        uint32_t after = p->pos;
        while (ki_p_star_named_expression(p) && ki_p_star_named_tail(p))
            after = p->pos;
        if (p->failed) return NULL;
        back(p, after);
        drop(p, base);
        if (accept(p, KI_TOK_COLON) && ki_p_expression(p))
            return ki_p_error(p, range_of(a), "only single target (not tuple) can be annotated");
    }
    if (p->failed) return NULL;
    back(p, start);
    a = ki_p_expression(p);
    if (a && accept(p, KI_TOK_COLON) && ki_p_expression(p))
        ki_p_error(p, range_of(a), "illegal target for annotation");
    return NULL;
}

/* annotation shapes | (star_targets '=')* star_expressions '='
 * (star_targets '=')* yield_expr '=' | star_expressions augassign annotated_rhs */
void *ki_p_hint_assignment(P *p) {
    uint32_t start = p->pos;
    annotation(p);
    if (p->failed) return NULL;
    back(p, start);
    uint32_t after = start;
    while (ki_p_star_targets(p) && accept(p, KI_TOK_EQUAL))
        after = p->pos;
    if (p->failed) return NULL;
    back(p, after);
    KiAst *a = ki_p_star_expressions(p);
    if (a && at(p, KI_TOK_EQUAL)) return ki_p_invalid_target(p, a, KI_TARGET_STAR, false);
    if (p->failed) return NULL;
    back(p, after);
    a = ki_p_yield_expr(p);
    if (a && at(p, KI_TOK_EQUAL))
        return ki_p_error(p, range_of(a), "assignment to yield expression not possible");
    if (p->failed) return NULL;
    back(p, start);
    a = ki_p_star_expressions(p);
    KiOperator op;
    if (!a || !ki_p_augassign(p, &op)) return NULL;
    if (ki_p_annotated_rhs(p))
        ki_p_error(p, range_of(a), "'%s' is an illegal expression for augmented assignment",
                   ki_ast_expr_name(a));
    return NULL;
}

/* 'del' star_expressions */
void *ki_p_hint_del(P *p) {
    p->pos++;
    KiAst *a = ki_p_star_expressions(p);
    return a ? ki_p_invalid_target(p, a, KI_TARGET_DEL, false) : NULL;
}

/* ['async'] 'for' star_expressions */
void *ki_p_hint_for_target(P *p) {
    accept(p, KI_TOK_ASYNC);
    KiAst *a = accept(p, KI_TOK_FOR) ? ki_p_star_expressions(p) : NULL;
    return a ? ki_p_invalid_target(p, a, KI_TARGET_STAR, true) : NULL;
}

/* ---- with and try ---- */

/* (expression ['as' star_target]) (',' ...)*; in parentheses tuples are expressions too. */
static bool with_heads(P *p, bool parens) {
    uint32_t after = p->pos;
    bool any = false;
    do {
        if (!(parens ? ki_p_expressions(p) : ki_p_expression(p))) break;
        after = p->pos;
        if (accept(p, KI_TOK_AS)) {
            if (ki_p_star_target(p))
                after = p->pos;
            else
                back(p, after);
        }
        any = true;
    } while (accept(p, KI_TOK_COMMA));
    back(p, after);
    return any && !p->failed;
}

/* The heads of a with statement in either form, up to `end`. */
static bool with_head(P *p, bool parens) {
    accept(p, KI_TOK_ASYNC);
    if (!accept(p, KI_TOK_WITH)) return false;
    if (!parens) return with_heads(p, false);
    if (!accept(p, KI_TOK_LPAR) || !with_heads(p, true)) return false;
    accept(p, KI_TOK_COMMA);
    return accept(p, KI_TOK_RPAR);
}

/* ['async'] 'with' items ':' NEWLINE !INDENT */
void *ki_p_hint_with_indent(P *p) {
    uint32_t start = p->pos;
    int line = p->tokens[start + (p->tokens[start].kind == KI_TOK_ASYNC)].line;
    for (int parens = 0; parens <= 1 && !p->failed; parens++) {
        back(p, start);
        if (with_head(p, parens) && at(p, KI_TOK_COLON))
            ki_p_hint_block(p, "'with' statement", line);
    }
    return NULL;
}

/* ['async'] 'with' items NEWLINE */
void *ki_p_hint_with(P *p) {
    uint32_t start = p->pos;
    for (int parens = 0; parens <= 1 && !p->failed; parens++) {
        back(p, start);
        if (with_head(p, parens) && at(p, KI_TOK_NEWLINE))
            ki_p_error_last(p, KB_DIAG_SYNTAX, "expected ':'");
    }
    return NULL;
}

/* expression 'as' expression &(',' | ')' | ':') */
void *ki_p_hint_with_item(P *p) {
    KiAst *a = ki_p_expression(p);
    if (!a || !accept(p, KI_TOK_AS) || !(a = ki_p_expression(p))) return NULL;
    if (at(p, KI_TOK_COMMA) || at(p, KI_TOK_RPAR) || at(p, KI_TOK_COLON))
        ki_p_invalid_target(p, a, KI_TARGET_STAR, false);
    return NULL;
}

/* [expression ['as' NAME]] */
static bool except_type(P *p) {
    if (!ki_p_expression(p)) return false;
    if (at(p, KI_TOK_AS)) {
        uint32_t before = p->pos++;
        if (!accept(p, KI_TOK_NAME)) back(p, before);
    }
    return !p->failed;
}

/* except blocks of one form, then an 'except' of the other form with its ':' */
static void *mixed_except(P *p, bool star) {
    uint32_t before = p->pos, count = 0;
    while (ki_p_except_block(p, star)) {
        before = p->pos;
        count++;
    }
    if (p->failed || !count) return NULL;
    back(p, before);
    uint32_t keyword = p->pos;
    if (!accept(p, KI_TOK_EXCEPT)) return NULL;
    if (star) {
        uint32_t after = p->pos;
        if (!except_type(p)) {
            if (p->failed) return NULL;
            back(p, after);
        }
    } else if (!accept(p, KI_TOK_STAR) || !except_type(p))
        return NULL;
    if (at(p, KI_TOK_COLON))
        ki_p_error(p, token_range(&p->tokens[keyword], &p->tokens[keyword + !star]),
                   "cannot have both 'except' and 'except*' on the same 'try'");
    return NULL;
}

/* 'try' ':' NEWLINE !INDENT | 'try' ':' block !('except' | 'finally')
 * 'try' ':' block* except_block+ 'except' '*' expression ['as' NAME] ':'
 * 'try' ':' block* except_star_block+ 'except' [expression ['as' NAME]] ':' */
void *ki_p_hint_try(P *p) {
    uint32_t start = p->pos++;
    if (!at(p, KI_TOK_COLON)) return NULL;
    ki_p_hint_block(p, "'try' statement", p->tokens[start].line);
    if (p->failed) return NULL;
    p->pos++;
    uint32_t after = p->pos;
    if (ki_p_block(p)) {
        if (!at(p, KI_TOK_EXCEPT) && !at(p, KI_TOK_FINALLY))
            return ki_p_error_last(p, KB_DIAG_SYNTAX, "expected 'except' or 'finally' block");
        do
            after = p->pos;
        while (ki_p_block(p) && !p->failed);
    }
    for (int star = 0; star <= 1 && !p->failed; star++) {
        back(p, after);
        mixed_except(p, star);
    }
    return NULL;
}

/* 'except' ['*'] expression ',' expressions ['as' NAME] ':'
 * 'except' ['*'] expression ['as' NAME] NEWLINE | 'except' NEWLINE
 * 'except' '*' (NEWLINE | ':') */
void *ki_p_hint_except(P *p) {
    p->pos++;
    bool star = accept(p, KI_TOK_STAR);
    uint32_t start = p->pos;
    KiAst *a = ki_p_expression(p);
    if (a && accept(p, KI_TOK_COMMA) && ki_p_expressions(p)) {
        uint32_t before = p->pos;
        if (accept(p, KI_TOK_AS) && !accept(p, KI_TOK_NAME)) back(p, before);
        if (accept(p, KI_TOK_COLON))
            return ki_p_error(p, ki_p_range_to_here(p, a->line, a->col),
                              "multiple exception types must be parenthesized");
    }
    if (p->failed) return NULL;
    back(p, start);
    if ((except_type(p) || (!p->failed && !star && (back(p, start), true))) &&
        at(p, KI_TOK_NEWLINE))
        return ki_p_error_last(p, KB_DIAG_SYNTAX, "expected ':'");
    if (p->failed || !star) return NULL;
    back(p, start);
    if (at(p, KI_TOK_NEWLINE) || at(p, KI_TOK_COLON))
        ki_p_error_last(p, KB_DIAG_SYNTAX, "expected one or more exception types");
    return NULL;
}

/* ---- patterns ---- */

/* or_pattern 'as' "_" | or_pattern 'as' !NAME expression */
void *ki_p_hint_as_pattern(P *p) {
    if (!ki_p_or_pattern(p) || !accept(p, KI_TOK_AS)) return NULL;
    if (ki_p_at_soft(p, "_"))
        return ki_p_error(p, at_token(p, p->pos), "cannot use '_' as a target");
    KiAst *a = at(p, KI_TOK_NAME) ? NULL : ki_p_expression(p);
    return a ? ki_p_error(p, range_of(a), "invalid pattern target") : NULL;
}

/* pattern (',' pattern)*: first and last */
static bool positional_patterns(P *p, KiAst **first, KiAst **last) {
    *first = NULL;
    uint32_t after = p->pos;
    do {
        KiAst *n = at(p, KI_TOK_NAME) && kind_after(p) == KI_TOK_EQUAL ? NULL : ki_p_pattern(p);
        if (!n) break;
        *first = *first ? *first : n;
        *last = n;
        after = p->pos;
    } while (accept(p, KI_TOK_COMMA));
    back(p, after);
    return *first && !p->failed;
}

/* name_or_attr '(' [positional_patterns ','] keyword_patterns ',' positional_patterns */
void *ki_p_hint_class_pattern(P *p) {
    if (!ki_p_name_or_attr(p) || !accept(p, KI_TOK_LPAR)) return NULL;
    uint32_t start = p->pos, after;
    KiAst *first, *last;
    if (!positional_patterns(p, &first, &last) || !accept(p, KI_TOK_COMMA)) back(p, start);
    int keywords = 0;
    after = p->pos;
    do {
        if (p->failed || !at(p, KI_TOK_NAME) || kind_after(p) != KI_TOK_EQUAL) break;
        p->pos += 2;
        if (!ki_p_pattern(p)) break;
        keywords++;
        after = p->pos;
    } while (accept(p, KI_TOK_COMMA));
    if (p->failed || !keywords) return NULL;
    back(p, after);
    if (accept(p, KI_TOK_COMMA) && positional_patterns(p, &first, &last))
        ki_p_error(p, range_to(first, last), "positional patterns follow keyword patterns");
    return NULL;
}

/* ---- parameters ---- */

static bool one(P *p, bool lambda, KiParamDefault want, KiAst **arg) {
    uint32_t start = p->pos;
    KiAst *def;
    if (ki_p_param_full(p, lambda, want, arg, &def)) { /* CPython looks for a type comment there */
        if (!lambda) (void)at(p, KI_TOK_RPAR);
        return !p->failed;
    }
    if (!p->failed) back(p, start);
    return false;
}

/* How many parameters of this kind follow; moves behind them. */
static int many(P *p, bool lambda, KiParamDefault want) {
    KiAst *arg;
    int n = 0;
    while (one(p, lambda, want, &arg))
        n++;
    return n;
}

static bool close_follows(P *p, bool lambda) {
    return at(p, lambda ? KI_TOK_COLON : KI_TOK_RPAR);
}

/* param_no_default* param_with_default+ '/' (',' | &close) */
static bool slash_with_default(P *p, bool lambda) {
    uint32_t start = p->pos;
    many(p, lambda, KI_PARAM_NO);
    if (many(p, lambda, KI_PARAM_WITH) && accept(p, KI_TOK_SLASH) &&
        (accept(p, KI_TOK_COMMA) || close_follows(p, lambda)))
        return true;
    if (!p->failed) back(p, start);
    return false;
}

/* param_no_default+ '/' (',' | &close), or slash_with_default */
static bool slash_group(P *p, bool lambda) {
    uint32_t start = p->pos;
    if (many(p, lambda, KI_PARAM_NO) && accept(p, KI_TOK_SLASH) &&
        (accept(p, KI_TOK_COMMA) || close_follows(p, lambda)))
        return true;
    if (p->failed) return false;
    back(p, start);
    return slash_with_default(p, lambda);
}

/* param_no_default* (slash_with_default | param_with_default+) param_no_default
 * param_no_default* '(' names ')' */
static void *order_of_defaults(P *p, bool lambda) {
    uint32_t start = p->pos;
    KiAst *a;
    many(p, lambda, KI_PARAM_NO);
    if (!p->failed &&
        (slash_with_default(p, lambda) || (!p->failed && many(p, lambda, KI_PARAM_WITH))) &&
        one(p, lambda, KI_PARAM_NO, &a))
        return ki_p_error(p, range_of(a), "non-default argument follows default argument");
    if (p->failed) return NULL;
    back(p, start);
    many(p, lambda, KI_PARAM_NO);
    uint32_t open = p->pos;
    if (p->failed || !accept(p, KI_TOK_LPAR)) return NULL;
    if (lambda) { /* names up to ')' */
        uint32_t after = p->pos;
        if (!ki_p_param(p, true, false)) return NULL;
        do
            after = p->pos;
        while (accept(p, KI_TOK_COMMA) && ki_p_param(p, true, false));
        back(p, after);
    } else if (!many(p, false, KI_PARAM_NO))
        return NULL;
    if (p->failed) return NULL;
    accept(p, KI_TOK_COMMA);
    if (at(p, KI_TOK_RPAR))
        ki_p_error(p, token_range(&p->tokens[open], &p->tokens[p->pos]),
                   "%s parameters cannot be parenthesized",
                   lambda ? "Lambda expression" : "Function");
    return NULL;
}

/* '/' ',' | slash_group param_maybe_default* '/'
 * [slash_group] param_maybe_default* '*' (',' | param_no_default) param_maybe_default* '/'
 * param_maybe_default+ '/' '*' */
static void *place_of_slash(P *p, bool lambda) {
    uint32_t start = p->pos;
    if (at(p, KI_TOK_SLASH) && kind_after(p) == KI_TOK_COMMA)
        return ki_p_error(p, at_token(p, p->pos), "at least one argument must precede /");
    bool group = slash_group(p, lambda);
    if (p->failed) return NULL;
    many(p, lambda, KI_PARAM_MAYBE);
    if (group && at(p, KI_TOK_SLASH))
        return ki_p_error(p, at_token(p, p->pos), "/ may appear only once");
    KiAst *a;
    if (!p->failed && accept(p, KI_TOK_STAR) &&
        (accept(p, KI_TOK_COMMA) || one(p, lambda, KI_PARAM_NO, &a))) {
        many(p, lambda, KI_PARAM_MAYBE);
        if (at(p, KI_TOK_SLASH)) return ki_p_error(p, at_token(p, p->pos), "/ must be ahead of *");
    }
    if (p->failed) return NULL;
    back(p, start);
    if (many(p, lambda, KI_PARAM_MAYBE) && at(p, KI_TOK_SLASH) && kind_after(p) == KI_TOK_STAR)
        ki_p_error(p, at_token(p, p->pos + 1), "expected comma between / and *");
    return NULL;
}

void *ki_p_hint_parameters(P *p, bool lambda) {
    uint32_t start = p->pos;
    order_of_defaults(p, lambda);
    if (p->failed) return NULL;
    back(p, start);
    return place_of_slash(p, lambda);
}

/* '=' &(')' | ',') */
void *ki_p_hint_default(P *p) {
    uint32_t start = p->pos++;
    if (at(p, KI_TOK_RPAR) || at(p, KI_TOK_COMMA))
        ki_p_error(p, at_token(p, start), "expected default value expression");
    return NULL;
}

/* '*' (close | ',' (close | '**')) | '*' param '='
 * '*' (param_no_default | ',') param_maybe_default* '*' (param_no_default | ',') */
void *ki_p_hint_star_etc(P *p, bool lambda) {
    uint32_t star = p->pos++;
    bool bare = close_follows(p, lambda);
    if (!bare && accept(p, KI_TOK_COMMA))
        bare = close_follows(p, lambda) || at(p, KI_TOK_DOUBLESTAR);
    if (p->failed) return NULL;
    if (bare && lambda)
        return ki_p_error_last(p, KB_DIAG_SYNTAX, "named arguments must follow bare *");
    if (bare) return ki_p_error(p, at_token(p, star), "named arguments must follow bare *");
    back(p, star + 1);
    if (ki_p_param(p, lambda, false) && at(p, KI_TOK_EQUAL))
        return ki_p_error(p, at_token(p, p->pos),
                          "var-positional argument cannot have default value");
    if (p->failed) return NULL;
    back(p, star + 1);
    KiAst *a;
    if (!one(p, lambda, KI_PARAM_NO, &a) && (p->failed || !accept(p, KI_TOK_COMMA))) return NULL;
    many(p, lambda, KI_PARAM_MAYBE);
    uint32_t second = p->pos;
    if (!p->failed && accept(p, KI_TOK_STAR) &&
        (one(p, lambda, KI_PARAM_NO, &a) || (!p->failed && accept(p, KI_TOK_COMMA))))
        ki_p_error(p, at_token(p, second), "* argument may appear only once");
    return NULL;
}

/* '**' param '=' | '**' param ',' (param | '*' | '**' | '/') */
void *ki_p_hint_kwds(P *p, bool lambda) {
    p->pos++;
    if (!ki_p_param(p, lambda, false)) return NULL;
    if (at(p, KI_TOK_EQUAL))
        return ki_p_error(p, at_token(p, p->pos), "var-keyword argument cannot have default value");
    if (!accept(p, KI_TOK_COMMA)) return NULL;
    uint32_t next = p->pos;
    KiAst *a = ki_p_param(p, lambda, false);
    if (p->failed) return NULL;
    static const char message[] = "arguments cannot follow var-keyword argument";
    if (a) return ki_p_error(p, range_of(a), message);
    back(p, next);
    if (at(p, KI_TOK_STAR) || at(p, KI_TOK_DOUBLESTAR) || at(p, KI_TOK_SLASH))
        ki_p_error(p, at_token(p, next), message);
    return NULL;
}
