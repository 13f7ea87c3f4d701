/* Compound statements except match: if, while, for, with, try, def, class. */
#include "parse_internal.h"

static KiAstSeq *block(P *p) {
    KiAstSeq *body = KB_ARENA_NEW(p->arena, KiAstSeq);
    if (!body) return ki_p_nomem(p);
    size_t base = mark(p);
    if (!at(p, KI_TOK_NEWLINE)) {
        if (ki_p_simple_stmts(p) && ki_p_take(p, base, body)) return body;
        return drop(p, base);
    }
    p->pos++;
    if (accept(p, KI_TOK_INDENT)) {
        if (ki_p_statements(p, body) && body->n && accept(p, KI_TOK_DEDENT)) return body;
        return drop(p, base);
    }
    if (p->hints) ki_p_error_last(p, KB_DIAG_INDENT, "expected an indented block");
    return NULL;
}

/* block: NEWLINE INDENT statements DEDENT | simple_stmts */
KiAstSeq *ki_p_block(P *p) {
    KiAstSeq *body = NULL;
    if (!ki_p_enter(p, 10)) return NULL;
    void *known;
    if (!p->second)
        body = block(p);
    else if (ki_p_memo_get(p, KI_RULE_BLOCK, &known))
        body = known;
    else {
        uint32_t start = p->pos;
        body = block(p);
        body = ki_p_memo_put(p, KI_RULE_BLOCK, start, body);
    }
    p->depth -= 10;
    return body;
}

/* ':' block, with the hints for a missing ':' or block first */
static KiAstSeq *suite(P *p, const char *what, uint32_t keyword) {
    if (p->hints) {
        ki_p_hint_block(p, what, p->tokens[keyword].line);
        if (p->failed) return NULL;
    }
    return accept(p, KI_TOK_COLON) ? ki_p_block(p) : NULL;
}

/* The same where a ':' must follow. */
static KiAstSeq *forced_suite(P *p, const char *what, uint32_t keyword) {
    if (p->hints && at(p, KI_TOK_COLON)) {
        ki_p_hint_block(p, what, p->tokens[keyword].line);
        if (p->failed) return NULL;
    }
    return ki_p_force(p, KI_TOK_COLON) ? ki_p_block(p) : NULL;
}

/* else_block: 'else' ':' block; *out stays empty if there is none. */
static void else_block(P *p, KiAstSeq *out) {
    *out = (KiAstSeq){0};
    if (!at(p, KI_TOK_ELSE)) return;
    uint32_t start = p->pos++;
    KiAstSeq *body = forced_suite(p, "'else' statement", start);
    if (body)
        *out = *body;
    else
        back(p, start);
}

/* if_stmt: 'if' named_expression ':' block (elif_stmt | [else_block])
 * elif_stmt: 'elif' named_expression ':' block (elif_stmt | [else_block]) */
static KiAst *if_stmt(P *p, const char *what) {
    uint32_t start = p->pos++;
    KiAst *test = ki_p_named_expression(p);
    KiAstSeq *body = test ? suite(p, what, start) : NULL;
    if (!body) return NULL;
    KiAstSeq orelse = {0};
    if (at(p, KI_TOK_ELIF)) {
        uint32_t before = p->pos;
        if (!ki_p_enter(p, 3)) return NULL;
        KiAst *elif = if_stmt(p, "'elif' statement");
        p->depth -= 3;
        size_t base = mark(p);
        if (!elif)
            back(p, before);
        else if (!ki_p_push(p, elif) || !ki_p_take(p, base, &orelse))
            return NULL;
    } else
        else_block(p, &orelse);
    KiAst *n = p->failed ? NULL : ki_p_stmt_node(p, KI_AST_If, start);
    if (n) {
        n->If.test = test;
        n->If.body = *body;
        n->If.orelse = orelse;
    }
    return n;
}

/* while_stmt: 'while' named_expression ':' block [else_block] */
static KiAst *while_stmt(P *p) {
    uint32_t start = p->pos++;
    KiAst *test = ki_p_named_expression(p);
    KiAstSeq *body = test ? suite(p, "'while' statement", start) : NULL, orelse;
    if (!body) return NULL;
    else_block(p, &orelse);
    KiAst *n = p->failed ? NULL : ki_p_stmt_node(p, KI_AST_While, start);
    if (n) {
        n->While.test = test;
        n->While.body = *body;
        n->While.orelse = orelse;
    }
    return n;
}

/* for_stmt: ['async'] 'for' star_targets 'in' star_expressions ':' block [else_block] */
static KiAst *for_stmt(P *p) {
    uint32_t start = p->pos;
    bool is_async = accept(p, KI_TOK_ASYNC);
    uint32_t keyword = p->pos++;
    KiAst *target = ki_p_star_targets(p);
    if (!target || !accept(p, KI_TOK_IN)) {
        if (p->failed || !p->hints) return NULL;
        back(p, start);
        return ki_p_hint_for_target(p);
    }
    KiAst *iter = ki_p_star_expressions(p);
    KiAstSeq *body = iter ? suite(p, "'for' statement", keyword) : NULL, orelse;
    if (!body) return NULL;
    else_block(p, &orelse);
    KiAst *n = p->failed ? NULL : ki_p_stmt_node(p, is_async ? KI_AST_AsyncFor : KI_AST_For, start);
    if (n) { /* one layout for both */
        n->For.target = target;
        n->For.iter = iter;
        n->For.body = *body;
        n->For.orelse = orelse;
    }
    return is_async ? since(p, 5, "Async for loops are", n) : n;
}

/* ---- with ---- */

/* with_item: expression 'as' star_target &(',' | ')' | ':') | expression */
static KiAst *with_item(P *p) {
    uint32_t start = p->pos;
    KiAst *expr = ki_p_expression(p), *vars = NULL;
    if (!expr) return NULL;
    uint32_t after = p->pos;
    if (accept(p, KI_TOK_AS)) {
        vars = ki_p_star_target(p);
        if (!vars || (!at(p, KI_TOK_COMMA) && !at(p, KI_TOK_RPAR) && !at(p, KI_TOK_COLON))) {
            vars = NULL;
            if (!p->failed && p->hints) {
                back(p, start);
                ki_p_hint_with_item(p);
            }
            back(p, after);
        }
    }
    if (p->failed) return NULL;
    KiAst *n = ki_ast_new(p->arena, KI_AST_withitem, 0, 0, 0, 0);
    if (!n) return ki_p_nomem(p);
    n->withitem.context_expr = expr;
    n->withitem.optional_vars = vars;
    return n;
}

/* with_item (',' with_item)* */
static bool with_items(P *p, KiAstSeq *out) {
    size_t base = mark(p);
    uint32_t after = p->pos;
    do {
        KiAst *item = with_item(p);
        if (!item || !ki_p_push(p, item)) break;
        after = p->pos;
    } while (accept(p, KI_TOK_COMMA));
    back(p, after);
    if (p->failed || mark(p) == base) {
        drop(p, base);
        return false;
    }
    return ki_p_take(p, base, out);
}

/* '(' with_item (',' with_item)* [','] ')' ':' */
static bool paren_with(P *p, KiAstSeq *items) {
    if (!accept(p, KI_TOK_LPAR) || !with_items(p, items)) return false;
    accept(p, KI_TOK_COMMA);
    return accept(p, KI_TOK_RPAR) && accept(p, KI_TOK_COLON);
}

/* with_stmt: ['async'] 'with' '(' with_item (',' with_item)* [','] ')' ':' block
 *          | ['async'] 'with' with_item (',' with_item)* ':' block */
KiAst *ki_p_with_stmt(P *p) {
    uint32_t start = p->pos;
    if (p->hints) {
        ki_p_hint_with_indent(p);
        if (p->failed) return NULL;
        back(p, start);
    }
    bool is_async = accept(p, KI_TOK_ASYNC);
    uint32_t after = ++p->pos;
    KiAstSeq items, *body = NULL;
    bool head = paren_with(p, &items);
    if (head) body = ki_p_block(p);
    /* If only the block does not parse, the other form will not help; in the second pass trying it
     * is cheap, and what CPython does. */
    if (!body && !p->failed && (!head || p->second)) {
        head = false;
        back(p, after);
        if (with_items(p, &items) && accept(p, KI_TOK_COLON)) body = ki_p_block(p);
    }
    if (!body) {
        if (p->failed || !p->hints) return NULL;
        back(p, start);
        return ki_p_hint_with(p);
    }
    KiAst *n = ki_p_stmt_node(p, is_async ? KI_AST_AsyncWith : KI_AST_With, start);
    if (n) { /* one layout for both */
        n->With.items = items;
        n->With.body = *body;
    }
    if (is_async) return since(p, 5, "Async with statements are", n);
    return head ? since(p, 9, "Parenthesized context managers are", n) : n;
}

/* ---- try ---- */

/* except_block: 'except' expression ['as' NAME] ':' block | 'except' ':' block
 * except_star_block: 'except' '*' expression ['as' NAME] ':' block */
KiAst *ki_p_except_block(P *p, bool star) {
    uint32_t start = p->pos;
    if (!accept(p, KI_TOK_EXCEPT)) return NULL;
    KiAst *type = NULL;
    const KiAstStr *name = NULL;
    KiAstSeq *body = NULL;
    const char *what = star ? "'except*' statement" : "'except' statement";
    if (star && !accept(p, KI_TOK_STAR)) goto fail;
    if (star || !at(p, KI_TOK_COLON)) {
        type = ki_p_expression(p);
        if (!type) goto fail;
        if (at(p, KI_TOK_AS)) {
            uint32_t before = p->pos++;
            name = ki_p_name(p);
            if (!name) back(p, before);
        }
    }
    if (!p->failed && p->hints && at(p, KI_TOK_COLON)) {
        ki_p_hint_block(p, what, p->tokens[start].line);
        if (p->failed) return NULL;
    }
    if (accept(p, KI_TOK_COLON)) body = ki_p_block(p);
fail:
    if (p->failed) return NULL;
    if (!body) {
        if (!p->hints) return NULL;
        back(p, start);
        return ki_p_hint_except(p);
    }
    KiAst *n = ki_p_stmt_node(p, KI_AST_ExceptHandler, start);
    if (n) {
        n->ExceptHandler.type = type;
        n->ExceptHandler.name = name;
        n->ExceptHandler.body = *body;
    }
    return n;
}

/* except_block+ or except_star_block+ */
static void handlers(P *p, bool star, KiAstSeq *out) {
    *out = (KiAstSeq){0};
    size_t base = mark(p);
    while (at(p, KI_TOK_EXCEPT)) {
        uint32_t before = p->pos;
        KiAst *h = ki_p_except_block(p, star);
        if (!h) {
            back(p, before);
            break;
        }
        if (!ki_p_push(p, h)) break;
    }
    if (p->failed)
        drop(p, base);
    else
        (void)ki_p_take(p, base, out);
}

/* finally_block: 'finally' ':' block */
static void finally_block(P *p, KiAstSeq *out) {
    *out = (KiAstSeq){0};
    if (!at(p, KI_TOK_FINALLY)) return;
    uint32_t start = p->pos++;
    KiAstSeq *body = forced_suite(p, "'finally' statement", start);
    if (body)
        *out = *body;
    else
        back(p, start);
}

/* try_stmt: 'try' ':' block finally_block
 *         | 'try' ':' block except_block+ [else_block] [finally_block]
 *         | 'try' ':' block except_star_block+ [else_block] [finally_block] */
KiAst *ki_p_try_stmt(P *p) {
    uint32_t start = p->pos;
    if (p->hints) {
        ki_p_hint_try(p);
        if (p->failed) return NULL;
        back(p, start);
    }
    p->pos++;
    KiAstSeq *body = ki_p_force(p, KI_TOK_COLON) ? ki_p_block(p) : NULL;
    if (!body) return NULL;
    KiAstSeq except = {0}, orelse = {0}, final;
    bool star = false;
    if (at(p, KI_TOK_EXCEPT)) {
        star = kind_after(p) == KI_TOK_STAR && !p->second;
        handlers(p, star, &except);
        if (p->second && !p->failed && !except.n) {
            star = true;
            handlers(p, true, &except);
        }
        if (p->failed || !except.n) return NULL;
        else_block(p, &orelse);
    }
    finally_block(p, &final);
    if (p->failed || (!except.n && !final.n)) return NULL;
    KiAst *n = ki_p_stmt_node(p, star ? KI_AST_TryStar : KI_AST_Try, start);
    if (n) { /* one layout for both */
        n->Try.body = *body;
        n->Try.handlers = except;
        n->Try.orelse = orelse;
        n->Try.finalbody = final;
    }
    return star ? since(p, 11, "Exception groups are", n) : n;
}

/* ---- definitions ---- */

/* function_def_raw: ['async'] 'def' NAME '(' [params] ')' ['->' expression] ':' block */
KiAst *ki_p_function_def(P *p, uint32_t start, KiAstSeq decorators) {
    bool is_async = accept(p, KI_TOK_ASYNC);
    uint32_t keyword = p->pos;
    if (!accept(p, KI_TOK_DEF)) return NULL;
    const KiAstStr *name = ki_p_name(p);
    if (!name || !ki_p_force(p, KI_TOK_LPAR)) return NULL;
    KiAst *args = ki_p_parameters(p, false), *returns = NULL;
    if (!args || !accept(p, KI_TOK_RPAR)) return NULL;
    if (at(p, KI_TOK_RARROW)) {
        uint32_t before = p->pos++;
        returns = ki_p_expression(p);
        if (!returns) back(p, before);
    }
    if (p->failed) return NULL;
    KiAstSeq *body = forced_suite(p, "function definition", keyword);
    KiAst *n =
        body ? ki_p_stmt_node(p, is_async ? KI_AST_AsyncFunctionDef : KI_AST_FunctionDef, start)
             : NULL;
    if (n) { /* one layout for both */
        n->FunctionDef.name = name;
        n->FunctionDef.args = args;
        n->FunctionDef.body = *body;
        n->FunctionDef.decorator_list = decorators;
        n->FunctionDef.returns = returns;
    }
    return is_async ? since(p, 5, "Async functions are", n) : n;
}

/* class_def_raw: 'class' NAME ['(' [arguments] ')'] ':' block */
KiAst *ki_p_class_def(P *p, KiAstSeq decorators) {
    uint32_t start = p->pos++;
    const KiAstStr *name = ki_p_name(p);
    if (!name) return NULL;
    KiAst *args = NULL;
    if (at(p, KI_TOK_LPAR)) {
        uint32_t open = p->pos++;
        if (!at(p, KI_TOK_RPAR)) args = ki_p_arguments(p);
        if (!args && !p->failed) back(p, open + 1);
        if (!accept(p, KI_TOK_RPAR)) {
            args = NULL;
            back(p, open);
        }
    }
    KiAstSeq *body = p->failed ? NULL : suite(p, "class definition", start);
    KiAst *n = body ? ki_p_stmt_node(p, KI_AST_ClassDef, start) : NULL;
    if (n) {
        n->ClassDef.name = name;
        if (args) {
            n->ClassDef.bases = args->Call.args;
            n->ClassDef.keywords = args->Call.keywords;
        }
        n->ClassDef.body = *body;
        n->ClassDef.decorator_list = decorators;
    }
    return n;
}

/* decorators: ('@' named_expression NEWLINE)+ before a function or class */
static KiAst *decorated(P *p) {
    size_t base = mark(p);
    while (accept(p, KI_TOK_AT)) {
        KiAst *d = ki_p_named_expression(p);
        if (!d || !accept(p, KI_TOK_NEWLINE) || !ki_p_push(p, d)) return drop(p, base);
    }
    KiAstSeq decorators;
    if (p->failed || !ki_p_take(p, base, &decorators)) return drop(p, base);
    if (at(p, KI_TOK_CLASS)) return ki_p_class_def(p, decorators);
    if (at(p, KI_TOK_DEF) || at(p, KI_TOK_ASYNC)) return ki_p_function_def(p, p->pos, decorators);
    return NULL;
}

/* compound_stmt: function_def | if_stmt | class_def | with_stmt | for_stmt | try_stmt
 *              | while_stmt | match_stmt */
KiAst *ki_p_compound_stmt(P *p) {
    KiAstSeq none = {0};
    switch (kind(p)) {
    case KI_TOK_DEF:
        return ki_p_function_def(p, p->pos, none);
    case KI_TOK_AT:
        return decorated(p);
    case KI_TOK_IF:
        return if_stmt(p, "'if' statement");
    case KI_TOK_CLASS:
        return ki_p_class_def(p, none);
    case KI_TOK_WITH:
        return ki_p_with_stmt(p);
    case KI_TOK_FOR:
        return for_stmt(p);
    case KI_TOK_TRY:
        return ki_p_try_stmt(p);
    case KI_TOK_WHILE:
        return while_stmt(p);
    case KI_TOK_ASYNC:
        switch (kind_after(p)) {
        case KI_TOK_DEF:
            return ki_p_function_def(p, p->pos, none);
        case KI_TOK_WITH:
            return ki_p_with_stmt(p);
        case KI_TOK_FOR:
            return for_stmt(p);
        default:
            return NULL;
        }
    case KI_TOK_NAME:
        return ki_p_at_soft(p, "match") ? ki_p_match_stmt(p) : NULL;
    default:
        return NULL;
    }
}
