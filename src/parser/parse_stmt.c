/* Statements in sequence, and the simple ones: assignment, import, return, del and so on. */
#include <string.h>

#include "parse_internal.h"

/* ---- expressions and assignments ---- */

static KiAst *expr_stmt(P *p, uint32_t start, KiAst *value) {
    KiAst *n = value ? ki_p_node(p, KI_AST_Expr, start) : NULL;
    if (n) n->Expr.value = value;
    return n;
}

/* target ':' expression ['=' annotated_rhs] */
static KiAst *annotated(P *p, uint32_t start, KiAst *target) {
    if (!ki_p_is_target(target, KI_TARGET_SINGLE)) return NULL;
    p->pos++;
    KiAst *annotation = ki_p_expression(p), *value = NULL;
    if (!annotation) return NULL;
    if (at(p, KI_TOK_EQUAL)) {
        uint32_t before = p->pos++;
        value = ki_p_annotated_rhs(p);
        if (!value) back(p, before);
    }
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_AnnAssign, start);
    if (n) {
        ki_p_set_context(target, KI_CTX_Store);
        n->AnnAssign.target = target;
        n->AnnAssign.annotation = annotation;
        n->AnnAssign.value = value;
        n->AnnAssign.simple = target->kind == KI_AST_Name && p->tokens[start].kind == KI_TOK_NAME;
        n = since(p, 6,
                  n->AnnAssign.simple ? "Variable annotation syntax is"
                                      : "Variable annotations syntax is",
                  n);
    }
    return n;
}

/* (star_targets '=')+ annotated_rhs !'=' */
static KiAst *assignment(P *p, uint32_t start, KiAst *first) {
    size_t base = mark(p);
    KiAst *value = first;
    while (at(p, KI_TOK_EQUAL)) {
        if (!ki_p_is_target(value, KI_TARGET_STAR)) return drop(p, base);
        ki_p_set_context(value, KI_CTX_Store);
        if (!ki_p_push(p, value)) return NULL;
        p->pos++;
        value = ki_p_annotated_rhs(p);
        if (!value) return drop(p, base);
    }
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_Assign, start);
    if (!n) return drop(p, base);
    n->Assign.value = value;
    return ki_p_take(p, base, &n->Assign.targets) ? n : NULL;
}

static const uint8_t aug_operators[] = {
    KI_OPERATOR_Add,      KI_OPERATOR_Sub,   KI_OPERATOR_Mult,   KI_OPERATOR_MatMult,
    KI_OPERATOR_Div,      KI_OPERATOR_Mod,   KI_OPERATOR_Pow,    KI_OPERATOR_LShift,
    KI_OPERATOR_RShift,   KI_OPERATOR_BitOr, KI_OPERATOR_BitXor, KI_OPERATOR_BitAnd,
    KI_OPERATOR_FloorDiv,
};

static bool at_augmented(P *p) {
    KiTokenKind k = kind(p);
    return k >= KI_TOK_PLUSEQUAL && k <= KI_TOK_DOUBLESLASHEQUAL;
}

bool ki_p_augassign(P *p, KiOperator *op) {
    if (!at_augmented(p)) return false;
    *op = (KiOperator)aug_operators[kind(p) - KI_TOK_PLUSEQUAL];
    p->pos++;
    if (*op == KI_OPERATOR_MatMult && too_new(p, 5)) ki_p_too_new(p, 5, "The '@' operator is");
    return !p->failed;
}

/* single_target augassign annotated_rhs */
static KiAst *augmented(P *p, uint32_t start, KiAst *target) {
    KiOperator op;
    if (!ki_p_augassign(p, &op)) return NULL;
    KiAst *value = ki_p_annotated_rhs(p);
    KiAst *n = value ? ki_p_node(p, KI_AST_AugAssign, start) : NULL;
    if (n) {
        ki_p_set_context(target, KI_CTX_Store);
        n->AugAssign.target = target;
        n->AugAssign.op = op;
        n->AugAssign.value = value;
    }
    return n;
}

/* assignment | star_expressions | yield_expr, told apart by what follows the first expression. */
static KiAst *assignment_or_expr(P *p) {
    uint32_t start = p->pos;
    KiAst *first = ki_p_annotated_rhs(p), *n = NULL;
    if (p->failed) return NULL;
    uint32_t after = p->pos;
    bool committed = false;
    if (first && at(p, KI_TOK_COLON))
        n = annotated(p, start, first);
    else if (first && at(p, KI_TOK_EQUAL))
        n = assignment(p, start, first);
    else if (first && at_augmented(p) && ki_p_is_target(first, KI_TARGET_SINGLE)) {
        committed = true;
        n = augmented(p, start, first);
    }
    if (n || p->failed) return n;
    if (p->hints && !committed) {
        back(p, start);
        ki_p_hint_assignment(p);
        if (p->failed) return NULL;
    }
    if (!first) return NULL;
    back(p, after);
    return expr_stmt(p, start, first);
}

/* ---- statements that begin with a keyword ---- */

static KiAst *bare(P *p, KiAstKind k) {
    uint32_t start = p->pos++;
    return ki_p_node(p, k, start);
}

/* return_stmt: 'return' [star_expressions] */
static KiAst *return_stmt(P *p) {
    uint32_t start = p->pos++;
    KiAst *value = at(p, KI_TOK_NEWLINE) ? NULL : ki_p_star_expressions(p);
    if (!value) back(p, start + 1);
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_Return, start);
    if (n) n->Return.value = value;
    return n;
}

/* raise_stmt: 'raise' expression ['from' expression] | 'raise' */
static KiAst *raise_stmt(P *p) {
    uint32_t start = p->pos++;
    KiAst *exc = ki_p_expression(p), *cause = NULL;
    if (!exc)
        back(p, start + 1);
    else if (at(p, KI_TOK_FROM)) {
        uint32_t before = p->pos++;
        cause = ki_p_expression(p);
        if (!cause) back(p, before);
    }
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_Raise, start);
    if (n) {
        n->Raise.exc = exc;
        n->Raise.cause = cause;
    }
    return n;
}

/* del_stmt: 'del' del_targets &(';' | NEWLINE) */
static KiAst *del_stmt(P *p) {
    uint32_t start = p->pos++;
    KiAstSeq targets;
    if (ki_p_del_targets(p, &targets) && (at(p, KI_TOK_SEMI) || at(p, KI_TOK_NEWLINE))) {
        KiAst *n = ki_p_node(p, KI_AST_Delete, start);
        if (n) n->Delete.targets = targets;
        return n;
    }
    if (p->failed || !p->hints) return NULL;
    back(p, start);
    return ki_p_hint_del(p);
}

/* assert_stmt: 'assert' expression [',' expression] */
static KiAst *assert_stmt(P *p) {
    uint32_t start = p->pos++;
    KiAst *test = ki_p_expression(p), *msg = NULL;
    if (!test) return NULL;
    if (at(p, KI_TOK_COMMA)) {
        uint32_t before = p->pos++;
        msg = ki_p_expression(p);
        if (!msg) back(p, before);
    }
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_Assert, start);
    if (n) {
        n->Assert.test = test;
        n->Assert.msg = msg;
    }
    return n;
}

/* global_stmt: 'global' NAME (',' NAME)*      nonlocal_stmt: 'nonlocal' NAME (',' NAME)* */
static KiAst *scope_stmt(P *p, KiAstKind k) {
    uint32_t start = p->pos++, after = p->pos;
    KB_VEC(const KiAstStr *) names = {0};
    do {
        const KiAstStr *name = ki_p_name(p);
        if (!name) break;
        if (!kb_vec_push(&names, p->arena->alloc, name)) {
            ki_p_nomem(p);
            break;
        }
        after = p->pos;
    } while (accept(p, KI_TOK_COMMA));
    back(p, after);
    KiAst *n = p->failed || names.n == 0 ? NULL : ki_p_node(p, k, start);
    if (n) { /* Global and Nonlocal have one layout */
        n->Global.names.n = (uint32_t)names.n;
        n->Global.names.at = KB_ARENA_ARRAY(p->arena, const KiAstStr *, names.n);
        if (n->Global.names.at)
            memcpy(n->Global.names.at, names.at, names.n * sizeof *names.at);
        else
            n = ki_p_nomem(p);
    }
    kb_vec_free(&names, p->arena->alloc);
    return n;
}

/* ---- imports ---- */

/* dotted_name: NAME ('.' NAME)* as one interned name */
static const KiAstStr *dotted_name(P *p) {
    const KiAstStr *first = ki_p_name(p);
    if (!first || !at(p, KI_TOK_DOT)) return p->failed ? NULL : first;
    KbStrbuf text;
    kb_strbuf_init(&text, p->arena->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_append(&text, first->s, first->len);
    while (at(p, KI_TOK_DOT)) {
        uint32_t before = p->pos++;
        const KiAstStr *part = ki_p_name(p);
        if (!part) {
            back(p, before);
            break;
        }
        kb_strbuf_putc(&text, '.');
        kb_strbuf_append(&text, part->s, part->len);
    }
    const KiAstStr *name = NULL;
    if (!p->failed) {
        name = text.failed ? NULL : ki_names_intern(p->names, text.data, text.len);
        if (!name) ki_p_nomem(p);
    }
    kb_strbuf_free(&text);
    return name;
}

/* name ['as' NAME] */
static KiAst *alias(P *p, const KiAstStr *(*name_rule)(P *)) {
    uint32_t start = p->pos;
    const KiAstStr *name = name_rule(p), *asname = NULL;
    if (!name) return NULL;
    if (at(p, KI_TOK_AS)) {
        uint32_t before = p->pos++;
        asname = ki_p_name(p);
        if (!asname) back(p, before);
    }
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_alias, start);
    if (n) {
        n->alias.name = name;
        n->alias.asname = asname;
    }
    return n;
}

/* alias (',' alias)*: pushes them; false if there is none. */
static bool aliases(P *p, const KiAstStr *(*name_rule)(P *)) {
    size_t base = mark(p);
    uint32_t after = p->pos;
    do {
        KiAst *a = alias(p, name_rule);
        if (!a || !ki_p_push(p, a)) break;
        after = p->pos;
    } while (accept(p, KI_TOK_COMMA));
    back(p, after);
    return !p->failed && mark(p) > base;
}

/* import_name: 'import' dotted_name ['as' NAME] (',' ...)* */
static KiAst *import_name(P *p) {
    uint32_t start = p->pos++;
    size_t base = mark(p);
    if (!aliases(p, dotted_name)) return drop(p, base);
    KiAst *n = ki_p_node(p, KI_AST_Import, start);
    if (!n) return drop(p, base);
    return ki_p_take(p, base, &n->Import.names) ? n : NULL;
}

/* import_from_targets: '(' import_from_as_names [','] ')' | import_from_as_names !',' | '*' */
static bool import_from_targets(P *p) {
    uint32_t start = p->pos;
    if (accept(p, KI_TOK_LPAR)) {
        if (!aliases(p, ki_p_name)) return false;
        accept(p, KI_TOK_COMMA);
        return accept(p, KI_TOK_RPAR);
    }
    if (at(p, KI_TOK_STAR)) {
        const KiAstStr *star = ki_p_name_of(p, &p->tokens[p->pos++]);
        KiAst *n = star ? ki_p_node(p, KI_AST_alias, start) : NULL;
        if (n) n->alias.name = star;
        return n && ki_p_push(p, n);
    }
    if (!aliases(p, ki_p_name)) return false;
    if (!at(p, KI_TOK_COMMA)) return !p->failed;
    if (p->hints && kind_after(p) == KI_TOK_NEWLINE)
        ki_p_error_last(p, KB_DIAG_SYNTAX,
                        "trailing comma not allowed without surrounding parentheses");
    return false;
}

/* import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
 *            | 'from' ('.' | '...')+ 'import' import_from_targets */
static KiAst *import_from(P *p) {
    uint32_t start = p->pos++;
    int level = 0;
    for (;; p->pos++) {
        if (at(p, KI_TOK_DOT))
            level++;
        else if (at(p, KI_TOK_ELLIPSIS))
            level += 3;
        else
            break;
    }
    const KiAstStr *module = dotted_name(p);
    if (p->failed || (!module && !level) || !accept(p, KI_TOK_IMPORT)) return NULL;
    size_t base = mark(p);
    if (!import_from_targets(p)) return drop(p, base);
    KiAst *n = ki_p_node(p, KI_AST_ImportFrom, start);
    if (!n) return drop(p, base);
    n->ImportFrom.module = module;
    n->ImportFrom.level = level;
    return ki_p_take(p, base, &n->ImportFrom.names) ? n : NULL;
}

/* ---- sequences ---- */

static KiAst *simple_stmt(P *p) {
    switch (kind(p)) {
    case KI_TOK_RETURN:
        return return_stmt(p);
    case KI_TOK_IMPORT:
        return import_name(p);
    case KI_TOK_FROM:
        return import_from(p);
    case KI_TOK_RAISE:
        return raise_stmt(p);
    case KI_TOK_PASS:
        return bare(p, KI_AST_Pass);
    case KI_TOK_DEL:
        return del_stmt(p);
    case KI_TOK_ASSERT:
        return assert_stmt(p);
    case KI_TOK_BREAK:
        return bare(p, KI_AST_Break);
    case KI_TOK_CONTINUE:
        return bare(p, KI_AST_Continue);
    case KI_TOK_GLOBAL:
        return scope_stmt(p, KI_AST_Global);
    case KI_TOK_NONLOCAL:
        return scope_stmt(p, KI_AST_Nonlocal);
    default:
        return assignment_or_expr(p);
    }
}

/* simple_stmt: assignment | star_expressions | return_stmt | import_stmt | raise_stmt | 'pass'
 *            | del_stmt | yield_stmt | assert_stmt | 'break' | 'continue' | global_stmt
 *            | nonlocal_stmt */
KiAst *ki_p_simple_stmt(P *p) {
    if (!p->second) return simple_stmt(p);
    void *known;
    if (ki_p_memo_get(p, KI_RULE_SIMPLE_STMT, &known)) return known;
    uint32_t start = p->pos;
    return ki_p_memo_put(p, KI_RULE_SIMPLE_STMT, start, simple_stmt(p));
}

/* simple_stmts: simple_stmt (';' simple_stmt)* [';'] NEWLINE */
bool ki_p_simple_stmts(P *p) {
    size_t base = mark(p);
    for (;;) {
        uint32_t start = p->pos;
        KiAst *s = ki_p_simple_stmt(p);
        if (!s) {
            if (mark(p) > base && !p->failed) {
                back(p, start);
                break;
            }
            drop(p, base);
            return false;
        }
        if (!ki_p_push(p, s)) return false;
        if (KB_LIKELY(!accept(p, KI_TOK_SEMI)) || at(p, KI_TOK_NEWLINE)) break;
    }
    if (accept(p, KI_TOK_NEWLINE)) return true;
    drop(p, base);
    return false;
}

/* statement: compound_stmt | simple_stmts */
static bool statement(P *p) {
    uint32_t start = p->pos;
    switch (kind(p)) {
    case KI_TOK_NAME:
        if (!ki_p_at_soft(p, "match")) break;
        __attribute__((fallthrough));
    case KI_TOK_DEF:
    case KI_TOK_AT:
    case KI_TOK_ASYNC:
    case KI_TOK_IF:
    case KI_TOK_CLASS:
    case KI_TOK_WITH:
    case KI_TOK_FOR:
    case KI_TOK_TRY:
    case KI_TOK_WHILE: {
        KiAst *s = ki_p_compound_stmt(p);
        if (s) return ki_p_push(p, s);
        if (p->failed) return false;
        back(p, start);
        break;
    }
    default:
        break;
    }
    return ki_p_simple_stmts(p);
}

/* statements: statement+ (none is an empty sequence here) */
bool ki_p_statements(P *p, KiAstSeq *out) {
    size_t base = mark(p);
    for (;;) {
        uint32_t start = p->pos;
        KiTokenKind k = kind(p);
        if (k == KI_TOK_DEDENT || k == KI_TOK_END) break;
        if (!statement(p)) {
            back(p, start);
            break;
        }
    }
    if (p->failed) {
        drop(p, base);
        return false;
    }
    return ki_p_take(p, base, out);
}
