/* The source text of an expression, as annotations kept as text show it
 * (`from __future__ import annotations`). Spacing and parentheses are CPython's. */
#include <math.h>
#include <string.h>

#include "compiler.h"

enum {
    PR_TUPLE,
    PR_TEST,
    PR_OR,
    PR_AND,
    PR_NOT,
    PR_CMP,
    PR_EXPR,
    PR_BOR = PR_EXPR,
    PR_BXOR,
    PR_BAND,
    PR_SHIFT,
    PR_ARITH,
    PR_TERM,
    PR_FACTOR,
    PR_POWER,
    PR_AWAIT,
    PR_ATOM
};

typedef struct Out {
    KbStrbuf *b;
    KiCompiler *c;
} Out;

static void expr(Out *o, KiAst *e, int level);

static void text(Out *o, const char *s) {
    kb_strbuf_puts(o->b, s);
}

static void list(Out *o, KiAstSeq seq, int level) {
    for (uint32_t i = 0; i < seq.n; i++) {
        if (i) text(o, ", ");
        expr(o, seq.at[i], level);
    }
}

static void binop(Out *o, KiAst *e, int level) {
    static const struct {
        const char *op;
        int pr;
        bool right;
    } ops[] = {
        [KI_OPERATOR_Add] = {" + ", PR_ARITH, 0},     [KI_OPERATOR_Sub] = {" - ", PR_ARITH, 0},
        [KI_OPERATOR_Mult] = {" * ", PR_TERM, 0},     [KI_OPERATOR_MatMult] = {" @ ", PR_TERM, 0},
        [KI_OPERATOR_Div] = {" / ", PR_TERM, 0},      [KI_OPERATOR_Mod] = {" % ", PR_TERM, 0},
        [KI_OPERATOR_LShift] = {" << ", PR_SHIFT, 0}, [KI_OPERATOR_RShift] = {" >> ", PR_SHIFT, 0},
        [KI_OPERATOR_BitOr] = {" | ", PR_BOR, 0},     [KI_OPERATOR_BitXor] = {" ^ ", PR_BXOR, 0},
        [KI_OPERATOR_BitAnd] = {" & ", PR_BAND, 0},   [KI_OPERATOR_FloorDiv] = {" // ", PR_TERM, 0},
        [KI_OPERATOR_Pow] = {" ** ", PR_POWER, 1}};
    int pr = ops[e->BinOp.op].pr;
    bool right = ops[e->BinOp.op].right;
    if (level > pr) text(o, "(");
    expr(o, e->BinOp.left, pr + right);
    text(o, ops[e->BinOp.op].op);
    expr(o, e->BinOp.right, pr + !right);
    if (level > pr) text(o, ")");
}

static void unary(Out *o, KiAst *e, int level) {
    static const char *const ops[] = {[KI_UNARYOP_Invert] = "~",
                                      [KI_UNARYOP_Not] = "not ",
                                      [KI_UNARYOP_UAdd] = "+",
                                      [KI_UNARYOP_USub] = "-"};
    int pr = e->UnaryOp.op == KI_UNARYOP_Not ? PR_NOT : PR_FACTOR;
    if (level > pr) text(o, "(");
    text(o, ops[e->UnaryOp.op]);
    expr(o, e->UnaryOp.operand, pr);
    if (level > pr) text(o, ")");
}

static void compare(Out *o, KiAst *e, int level) {
    if (level > PR_CMP) text(o, "(");
    expr(o, e->Compare.left, PR_CMP + 1);
    for (uint32_t i = 0; i < e->Compare.ops.n; i++) {
        text(o, " ");
        text(o, ki_ast_cmpop_text((KiCmpOp)e->Compare.ops.at[i]));
        text(o, " ");
        expr(o, e->Compare.comparators.at[i], PR_CMP + 1);
    }
    if (level > PR_CMP) text(o, ")");
}

static void boolop(Out *o, KiAst *e, int level) {
    bool and = e->BoolOp.op == KI_BOOLOP_And;
    int pr = and? PR_AND : PR_OR;
    if (level > pr) text(o, "(");
    for (uint32_t i = 0; i < e->BoolOp.values.n; i++) {
        if (i) text(o, and? " and " : " or ");
        expr(o, e->BoolOp.values.at[i], pr + 1);
    }
    if (level > pr) text(o, ")");
}

static void param(Out *o, bool *first, const char *prefix, const KiAst *a, KiAst *def) {
    if (!*first) text(o, ", ");
    *first = false;
    text(o, prefix);
    if (a) text(o, a->arg.arg->s);
    if (!def) return;
    text(o, "=");
    expr(o, def, PR_TEST);
}

static void lambda(Out *o, KiAst *e, int level) {
    KiAstarguments *a = &e->Lambda.args->arguments;
    uint32_t n_pos = a->posonlyargs.n + a->args.n, no_def = n_pos - a->defaults.n;
    bool first = true;
    if (level > PR_TEST) text(o, "(");
    text(o, n_pos ? "lambda " : "lambda"); /* no blank before a star: as CPython */
    for (uint32_t i = 0; i < n_pos; i++) {
        const KiAst *p =
            i < a->posonlyargs.n ? a->posonlyargs.at[i] : a->args.at[i - a->posonlyargs.n];
        param(o, &first, "", p, i >= no_def ? a->defaults.at[i - no_def] : NULL);
        if (a->posonlyargs.n && i + 1 == a->posonlyargs.n) text(o, ", /");
    }
    if (a->vararg || a->kwonlyargs.n) param(o, &first, "*", a->vararg, NULL);
    for (uint32_t i = 0; i < a->kwonlyargs.n; i++)
        param(o, &first, "", a->kwonlyargs.at[i], a->kw_defaults.at[i]);
    if (a->kwarg) param(o, &first, "**", a->kwarg, NULL);
    text(o, ": ");
    expr(o, e->Lambda.body, PR_TEST);
    if (level > PR_TEST) text(o, ")");
}

static void if_exp(Out *o, KiAst *e, int level) {
    if (level > PR_TEST) text(o, "(");
    expr(o, e->IfExp.body, PR_TEST + 1);
    text(o, " if ");
    expr(o, e->IfExp.test, PR_TEST + 1);
    text(o, " else ");
    expr(o, e->IfExp.orelse, PR_TEST);
    if (level > PR_TEST) text(o, ")");
}

static void dict(Out *o, KiAst *e) {
    text(o, "{");
    for (uint32_t i = 0; i < e->Dict.keys.n; i++) {
        if (i) text(o, ", ");
        if (e->Dict.keys.at[i]) {
            expr(o, e->Dict.keys.at[i], PR_TEST);
            text(o, ": ");
            expr(o, e->Dict.values.at[i], PR_TEST);
        } else {
            text(o, "**");
            expr(o, e->Dict.values.at[i], PR_EXPR);
        }
    }
    text(o, "}");
}

static void generators(Out *o, KiAstSeq gens) {
    for (uint32_t i = 0; i < gens.n; i++) {
        KiAstcomprehension *g = &gens.at[i]->comprehension;
        text(o, g->is_async ? " async for " : " for ");
        expr(o, g->target, PR_TUPLE);
        text(o, " in ");
        expr(o, g->iter, PR_TEST + 1);
        for (uint32_t j = 0; j < g->ifs.n; j++) {
            text(o, " if ");
            expr(o, g->ifs.at[j], PR_TEST + 1);
        }
    }
}

static void comp(Out *o, const char *open, KiAst *elt, KiAst *value, KiAstSeq gens,
                 const char *close) {
    text(o, open);
    expr(o, elt, PR_TEST);
    if (value) {
        text(o, ": ");
        expr(o, value, PR_TEST);
    }
    generators(o, gens);
    text(o, close);
}

static void call(Out *o, KiAst *e) {
    KiAstSeq args = e->Call.args, kw = e->Call.keywords;
    expr(o, e->Call.func, PR_ATOM);
    if (args.n == 1 && !kw.n && args.at[0]->kind == KI_AST_GeneratorExp) {
        expr(o, args.at[0], PR_TUPLE); /* brings its own parentheses */
        return;
    }
    text(o, "(");
    list(o, args, PR_TEST);
    for (uint32_t i = 0; i < kw.n; i++) {
        if (i || args.n) text(o, ", ");
        if (kw.at[i]->keyword.arg) {
            text(o, kw.at[i]->keyword.arg->s);
            text(o, "=");
        } else {
            text(o, "**");
        }
        expr(o, kw.at[i]->keyword.value, PR_TEST);
    }
    text(o, ")");
}

/* repr(v), with infinities as a literal too large. */
static void constant(Out *o, KiAst *e) {
    const KiAstConst *k = &e->Constant.value;
    KiState *ks = o->c->ks;
    if (k->kind == KI_CONST_ELLIPSIS) {
        text(o, "...");
        return;
    }
    if (e->Constant.kind) text(o, "u");
    if ((k->kind == KI_CONST_FLOAT || k->kind == KI_CONST_IMAG) && isinf(k->d)) {
        text(o, k->kind == KI_CONST_FLOAT ? "1e309" : "1e309j");
        return;
    }
    KiValue v = ki_fold(o->c, e);
    if (v == KI_ABSENT) return;
    KiValue r = ki_comp_check(o->c, ki_repr(ks, v));
    size_t n = 0;
    const char *s = o->c->failed ? NULL : ki_str_utf8(ks, ki_str_of(r), &n);
    if (s)
        kb_strbuf_append(o->b, s, n);
    else
        o->c->failed = true;
    ki_decref(ks, r);
}

/* --- f-strings: the body is written first, then shown as repr does --- */

static void fstring_body(Out *o, KiAst *e);

static void braces_doubled(Out *o, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '{' || s[i] == '}') kb_strbuf_putc(o->b, s[i]);
        kb_strbuf_putc(o->b, s[i]);
    }
}

static void fstring_value(Out *o, KiAst *e) {
    KbStrbuf inner;
    kb_strbuf_init(&inner, o->b->alloc, KB_STRBUF_NO_MAX);
    Out in = {&inner, o->c};
    expr(&in, e->FormattedValue.value, PR_TEST + 1);
    text(o, inner.len && inner.data[0] == '{' ? "{ " : "{");
    if (inner.len) kb_strbuf_append(o->b, inner.data, inner.len);
    if (inner.failed) o->b->failed = true;
    kb_strbuf_free(&inner);
    if (e->FormattedValue.conversion > 0) {
        kb_strbuf_putc(o->b, '!');
        kb_strbuf_putc(o->b, (char)e->FormattedValue.conversion);
    }
    if (e->FormattedValue.format_spec) {
        text(o, ":");
        fstring_body(o, e->FormattedValue.format_spec);
    }
    text(o, "}");
}

static void fstring_body(Out *o, KiAst *e) {
    if (e->kind == KI_AST_FormattedValue) {
        fstring_value(o, e);
    } else if (e->kind == KI_AST_Constant) {
        braces_doubled(o, e->Constant.value.str.s, e->Constant.value.str.len);
    } else if (e->kind == KI_AST_JoinedStr) {
        for (uint32_t i = 0; i < e->JoinedStr.values.n; i++)
            fstring_body(o, e->JoinedStr.values.at[i]);
    }
}

static void fstring(Out *o, KiAst *e) {
    KiState *ks = o->c->ks;
    KbStrbuf body;
    kb_strbuf_init(&body, o->b->alloc, KB_STRBUF_NO_MAX);
    Out in = {&body, o->c};
    fstring_body(&in, e);
    if (!body.failed && !o->c->failed) {
        KiValue v = ki_comp_check(o->c, ki_str_from_utf8(ks, body.len ? body.data : "", body.len));
        KiValue r = o->c->failed ? KI_NONE : ki_comp_check(o->c, ki_repr(ks, v));
        const char *s = o->c->failed ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        text(o, "f");
        text(o, s ? s : "");
        ki_decref(ks, v);
        ki_decref(ks, r);
    }
    if (body.failed) o->b->failed = true;
    kb_strbuf_free(&body);
}

static void attribute(Out *o, KiAst *e) {
    KiAst *v = e->Attribute.value;
    expr(o, v, PR_ATOM);
    bool number = v->kind == KI_AST_Constant && (v->Constant.value.kind == KI_CONST_INT ||
                                                 v->Constant.value.kind == KI_CONST_BIGINT);
    text(o, number ? " ." : ".");
    text(o, e->Attribute.attr->s);
}

static void tuple(Out *o, KiAst *e, int level) {
    KiAstSeq elts = e->Tuple.elts;
    if (!elts.n) {
        text(o, "()");
        return;
    }
    if (level > PR_TUPLE) text(o, "(");
    list(o, elts, PR_TEST);
    if (elts.n == 1) text(o, ",");
    if (level > PR_TUPLE) text(o, ")");
}

static void slice(Out *o, KiAst *e) {
    if (e->Slice.lower) expr(o, e->Slice.lower, PR_TEST);
    text(o, ":");
    if (e->Slice.upper) expr(o, e->Slice.upper, PR_TEST);
    if (!e->Slice.step) return;
    text(o, ":");
    expr(o, e->Slice.step, PR_TEST);
}

static void prefixed(Out *o, const char *prefix, KiAst *e, int inner, const char *suffix) {
    text(o, prefix);
    if (e) expr(o, e, inner);
    text(o, suffix);
}

static void expr(Out *o, KiAst *e, int level) {
    if (o->c->failed || !ki_comp_enter(o->c)) return;
    switch (e->kind) {
    case KI_AST_BoolOp:
        boolop(o, e, level);
        break;
    case KI_AST_BinOp:
        binop(o, e, level);
        break;
    case KI_AST_UnaryOp:
        unary(o, e, level);
        break;
    case KI_AST_Lambda:
        lambda(o, e, level);
        break;
    case KI_AST_IfExp:
        if_exp(o, e, level);
        break;
    case KI_AST_Dict:
        dict(o, e);
        break;
    case KI_AST_Set:
        text(o, "{"), list(o, e->Set.elts, PR_TEST), text(o, "}");
        break;
    case KI_AST_GeneratorExp:
        comp(o, "(", e->GeneratorExp.elt, NULL, e->GeneratorExp.generators, ")");
        break;
    case KI_AST_ListComp:
        comp(o, "[", e->ListComp.elt, NULL, e->ListComp.generators, "]");
        break;
    case KI_AST_SetComp:
        comp(o, "{", e->SetComp.elt, NULL, e->SetComp.generators, "}");
        break;
    case KI_AST_DictComp:
        comp(o, "{", e->DictComp.key, e->DictComp.value, e->DictComp.generators, "}");
        break;
    case KI_AST_Yield:
        prefixed(o, e->Yield.value ? "(yield " : "(yield", e->Yield.value, PR_TEST, ")");
        break;
    case KI_AST_YieldFrom:
        prefixed(o, "(yield from ", e->YieldFrom.value, PR_TEST, ")");
        break;
    case KI_AST_Await:
        prefixed(o, level > PR_AWAIT ? "(await " : "await ", e->Await.value, PR_ATOM,
                 level > PR_AWAIT ? ")" : "");
        break;
    case KI_AST_Compare:
        compare(o, e, level);
        break;
    case KI_AST_Call:
        call(o, e);
        break;
    case KI_AST_Constant:
        constant(o, e);
        break;
    case KI_AST_JoinedStr:
    case KI_AST_FormattedValue:
        fstring(o, e);
        break;
    case KI_AST_Attribute:
        attribute(o, e);
        break;
    case KI_AST_Starred:
        prefixed(o, "*", e->Starred.value, PR_EXPR, "");
        break;
    case KI_AST_Name:
        text(o, e->Name.id->s);
        break;
    case KI_AST_List:
        text(o, "["), list(o, e->List.elts, PR_TEST), text(o, "]");
        break;
    case KI_AST_Tuple:
        tuple(o, e, level);
        break;
    case KI_AST_Subscript:
        expr(o, e->Subscript.value, PR_ATOM);
        prefixed(o, "[", e->Subscript.slice, PR_TUPLE, "]");
        break;
    case KI_AST_Slice:
        slice(o, e);
        break;
    case KI_AST_NamedExpr:
        expr(o, e->NamedExpr.target, PR_ATOM);
        prefixed(o, " := ", e->NamedExpr.value, PR_ATOM, "");
        break;
    default:
        break;
    }
    ki_comp_leave(o->c);
}

bool ki_unparse(KbStrbuf *out, KiCompiler *c, KiAst *e) {
    Out o = {out, c};
    expr(&o, e, PR_TEST);
    return !out->failed && !c->failed;
}
