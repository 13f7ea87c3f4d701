/* Python objects as a tree for the compiler: what compile() does with the work of ast.parse, of
 * NodeTransformers, or of a program that builds its own. Every field is checked. */
#include <string.h>

#include "../compiler/compile.h"
#include "../object/containers.h"
#include "ast_convert.h"

/* A constant of a type that none may have, which is said when the built tree is checked. */
typedef struct WrongConstant {
    const KiAst *node;
    const char *type;
    struct WrongConstant *next;
} WrongConstant;

typedef struct Builder {
    KiState *ks;
    KbArena *arena;
    KiNameTable *names;
    KiDict *classes; /* of _ast */
    KiValue tree;
    WrongConstant *wrong;
} Builder;

static KiAst *node(Builder *b, KiValue v, KiAstGroup group, KiAstKind wanted);

static KiAst *nomem(Builder *b) {
    ki_raise_nomem(b->ks);
    return NULL;
}

/* --- what a field may hold --- */

typedef struct Expected {
    KiAstGroup group;
    KiAstKind kind; /* of group OTHER; KI_AST_NONE: any of the group */
} Expected;

static bool named(const KiAstField *f, const char *name) {
    return !strcmp(f->name, name);
}

static Expected expected(KiAstKind parent, const KiAstField *f) {
    bool list = f->type == KI_AST_FIELD_SEQ || f->type == KI_AST_FIELD_OSEQ;
    static const struct {
        const char *field;
        KiAstKind kind;
    } parts[] = {{"items", KI_AST_withitem},
                 {"names", KI_AST_alias},
                 {"handlers", KI_AST_ExceptHandler},
                 {"generators", KI_AST_comprehension},
                 {"keywords", KI_AST_keyword},
                 {"cases", KI_AST_match_case},
                 {"posonlyargs", KI_AST_arg},
                 {"kwonlyargs", KI_AST_arg},
                 {"vararg", KI_AST_arg},
                 {"kwarg", KI_AST_arg}};
    if (named(f, "args") && parent != KI_AST_Call)
        return (Expected){KI_AST_GROUP_OTHER, list ? KI_AST_arg : KI_AST_arguments};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (named(f, parts[i].field)) return (Expected){KI_AST_GROUP_OTHER, parts[i].kind};
    if (list && (named(f, "body") || named(f, "orelse") || named(f, "finalbody")))
        return (Expected){KI_AST_GROUP_STMT, KI_AST_NONE};
    if (named(f, "pattern") || named(f, "patterns") || named(f, "kwd_patterns"))
        return (Expected){KI_AST_GROUP_PATTERN, KI_AST_NONE};
    return (Expected){KI_AST_GROUP_EXPR, KI_AST_NONE};
}

static const char *group_name(Expected e) {
    static const char *const names[] = {"mod", "stmt", "expr", "pattern", "?"};
    return e.kind ? (e.kind == KI_AST_ExceptHandler ? "excepthandler" : ki_ast_info(e.kind)->name)
                  : names[e.group];
}

/* --- values --- */

/* obj.name: owned, KI_ABSENT if there is none. */
static KiValue attr(Builder *b, KiValue o, const char *name) {
    KiStr *s = ki_intern_cstr(b->ks, name);
    KiValue v = s ? ki_getattr_opt(b->ks, o, s) : KI_ERR;
    if (s) ki_decref_obj(b->ks, &s->h);
    return v;
}

static bool int_attr(Builder *b, KiValue v, int *out) {
    int64_t n;
    if (!ki_is_int(v) && !ki_is_bool(v)) {
        KiValue r = ki_repr(b->ks, v);
        if (r != KI_ERR) {
            ki_raise(b->ks, KI_EXC_ValueError, "invalid integer value: %s",
                     ki_str_utf8(b->ks, ki_str_of(r), NULL));
            ki_decref(b->ks, r);
        }
        return false;
    }
    n = ki_is_bool(v) ? v == KI_TRUE : ki_int_val(v);
    *out = n > INT32_MAX ? INT32_MAX : n < INT32_MIN ? INT32_MIN : (int)n;
    return true;
}

static const KiAstStr *identifier(Builder *b, KiValue v) {
    size_t len;
    if (!ki_is_str(v)) {
        ki_raise(b->ks, KI_EXC_TypeError, "AST identifier must be of type str");
        return NULL;
    }
    const char *s = ki_str_utf8(b->ks, ki_str_of(v), &len);
    if (!s) return NULL;
    const KiAstStr *r = ki_names_intern(b->names, s, len);
    if (!r) nomem(b);
    return r;
}

static char *keep(Builder *b, const void *s, size_t len) {
    char *p = kb_arena_alloc(b->arena, len + 1);
    if (!p) return (char *)nomem(b);
    memcpy(p, s, len);
    p[len] = 0;
    return p;
}

/* A constant that the compiler knows; a tuple becomes a display of constants elsewhere. */
static bool constant(Builder *b, KiValue v, KiAstConst *out) {
    KiState *ks = b->ks;
    int64_t i;
    if (v == KI_NONE || v == KI_TRUE || v == KI_FALSE || v == KI_ELLIPSIS) {
        out->kind = v == KI_NONE    ? KI_CONST_NONE
                    : v == KI_TRUE  ? KI_CONST_TRUE
                    : v == KI_FALSE ? KI_CONST_FALSE
                                    : KI_CONST_ELLIPSIS;
        return true;
    }
    if (ki_is_int(v) && (i = ki_int_val(v)) >= 0) {
        out->kind = KI_CONST_INT;
        out->i = i;
        return true;
    }
    if (ki_is_float(v)) {
        out->kind = KI_CONST_FLOAT;
        out->d = ki_float_val(v);
        return true;
    }
    if (ki_is_kind(v, KI_K_STR) || ki_is_kind(v, KI_K_BYTES)) {
        size_t n;
        const char *s;
        if (ki_is_str(v)) {
            if (!(s = ki_str_utf8(ks, ki_str_of(v), &n))) return false;
        } else {
            s = (const char *)((KiBytes *)ki_obj(v))->data;
            n = ((KiBytes *)ki_obj(v))->len;
        }
        out->kind = ki_is_str(v) ? KI_CONST_STR : KI_CONST_BYTES;
        out->str.len = n;
        return (out->str.s = keep(b, s, n)) != NULL;
    }
    if (ki_is_kind(v, KI_K_INT)) {
        KiValue text = ki_repr(ks, v);
        size_t n;
        const char *s = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(text), &n);
        out->kind = KI_CONST_BIGINT;
        out->big.base = 10;
        out->big.digits = s ? keep(b, s, n) : NULL;
        out->big.len = s ? (uint32_t)n : 0;
        if (text != KI_ERR) ki_decref(ks, text);
        return out->big.digits && s[0] != '-';
    }
    return false;
}

static KiAst *wrong_constant(Builder *b, KiValue v, KiAst *n) {
    WrongConstant *w = KB_ARENA_ARRAY(b->arena, WrongConstant, 1);
    if (!w || !(w->type = keep(b, ki_type_name(b->ks, v), strlen(ki_type_name(b->ks, v)))))
        return nomem(b);
    w->node = n;
    w->next = b->wrong;
    b->wrong = w;
    n->Constant.value.kind = KI_CONST_NONE;
    return n;
}

static bool check_constant(Builder *b, const KiAst *n) {
    for (const WrongConstant *w = b->wrong; w; w = w->next)
        if (w->node == n) {
            ki_raise(b->ks, KI_EXC_TypeError, "got an invalid type in Constant: %s", w->type);
            return false;
        }
    return true;
}

static KiAst *constant_node(Builder *b, KiValue v, const KiAst *at) {
    KiAst *n = ki_ast_new(b->arena, KI_AST_Constant, at->line, at->col, at->end_line, at->end_col);
    if (!n) return nomem(b);
    if (constant(b, v, &n->Constant.value)) return n;
    if (ki_pending(b->ks)) return NULL;
    if (ki_is_kind(v, KI_K_COMPLEX)) { /* real + imag */
        KiValue re = attr(b, v, "real"), im = attr(b, v, "imag");
        KiAst *sum =
            ki_ast_new(b->arena, KI_AST_BinOp, at->line, at->col, at->end_line, at->end_col);
        if (!sum || re == KI_ERR || im == KI_ERR) return nomem(b);
        n->Constant.value.kind = KI_CONST_IMAG;
        n->Constant.value.d = ki_float_val(im);
        if (ki_float_val(re) == 0) return n;
        sum->BinOp.left = constant_node(b, re, at);
        sum->BinOp.op = KI_OPERATOR_Add;
        sum->BinOp.right = n;
        return sum->BinOp.left ? sum : NULL;
    }
    if (ki_is_int(v) || ki_is_kind(v, KI_K_INT)) { /* negative: -constant */
        KiValue positive = ki_unary(b->ks, v, KI_NEG);
        if (positive == KI_ERR) return NULL;
        KiAst *neg =
            ki_ast_new(b->arena, KI_AST_UnaryOp, at->line, at->col, at->end_line, at->end_col);
        bool ok = neg && constant(b, positive, &n->Constant.value);
        ki_decref(b->ks, positive);
        if (!ok) return ki_pending(b->ks) ? NULL : nomem(b);
        neg->UnaryOp.op = KI_UNARYOP_USub;
        neg->UnaryOp.operand = n;
        return neg;
    }
    if (ki_is_kind(v, KI_K_TUPLE)) {
        KiTuple *t = ki_tuple_of(v);
        KiAst *display =
            ki_ast_new(b->arena, KI_AST_Tuple, at->line, at->col, at->end_line, at->end_col);
        KiAst **items = KB_ARENA_ARRAY(b->arena, KiAst *, t->len + 1);
        if (!display || !items) return nomem(b);
        for (int64_t i = 0; i < t->len; i++)
            if (!(items[i] = constant_node(b, t->items[i], at))) return NULL;
        display->Tuple.elts = (KiAstSeq){items, (uint32_t)t->len};
        display->Tuple.ctx = KI_CTX_Load;
        return display;
    }
    if (ki_is_kind(v, KI_K_FROZENSET)) {
        KiSet *s = ki_set_of(v);
        KiAst **items = KB_ARENA_ARRAY(b->arena, KiAst *, s->used + 1);
        if (!items) return nomem(b);
        uint32_t count = 0;
        KiValue key;
        const WrongConstant *before = b->wrong;
        for (int64_t pos = 0; ki_set_next(s, &pos, &key);)
            if (!(items[count++] = constant_node(b, key, at))) return NULL;
        for (WrongConstant *w = b->wrong; w != before; w = w->next)
            w->node = n; /* its items are no nodes of the tree */
        n->Constant.value = (KiAstConst){.kind = KI_CONST_FROZENSET, .items = {items, count}};
        return n;
    }
    return wrong_constant(b, v, n);
}

/* --- enumerations --- */

static int enumerated(Builder *b, KiValue v, const char *const *names, int n, const char *what) {
    for (int i = 0; i < n; i++) {
        KiValue cls = ki_dict_get_cstr(b->ks, b->classes, names[i]);
        int r = cls == KI_ABSENT ? 0 : ki_isinstance(b->ks, v, cls);
        if (r < 0) return -1;
        if (r) return i;
    }
    KiValue r = ki_repr(b->ks, v);
    if (r != KI_ERR) {
        ki_raise(b->ks, KI_EXC_TypeError, "expected some sort of %s, but got %s", what,
                 ki_str_utf8(b->ks, ki_str_of(r), NULL));
        ki_decref(b->ks, r);
    }
    return -1;
}

#define ENUM(NAME, what)                                                                           \
    static int enum_##NAME(Builder *b, KiValue v) {                                                \
        return enumerated(b, v, names_##NAME, (int)(sizeof names_##NAME / sizeof *names_##NAME),   \
                          what);                                                                   \
    }
static const char *const names_ctx[] = {
#define AST_CTX(name) #name,
#include "../parser/ast.def"
};
static const char *const names_boolop[] = {
#define AST_BOOLOP(name, text) #name,
#include "../parser/ast.def"
};
static const char *const names_operator[] = {
#define AST_OPERATOR(name, text) #name,
#include "../parser/ast.def"
};
static const char *const names_unaryop[] = {
#define AST_UNARYOP(name, text) #name,
#include "../parser/ast.def"
};
static const char *const names_cmpop[] = {
#define AST_CMPOP(name, text) #name,
#include "../parser/ast.def"
};
ENUM(ctx, "expr_context")
ENUM(boolop, "boolop")
ENUM(operator, "operator")
ENUM(unaryop, "unaryop")
ENUM(cmpop, "cmpop")

/* --- sequences --- */

static KiList *list_field(Builder *b, KiValue v, const KiAstInfo *info, const KiAstField *f) {
    if (ki_is_list(v)) return ki_list_of(v);
    ki_raise(b->ks, KI_EXC_TypeError, "%s field \"%s\" must be a list, not a %s", info->name,
             f->name, ki_type_name(b->ks, v));
    return NULL;
}

static bool nodes_field(Builder *b, KiList *l, KiAstKind kind, const KiAstField *f, KiAstSeq *out) {
    Expected e = expected(kind, f);
    KiAst **at = KB_ARENA_ARRAY(b->arena, KiAst *, l->len + 1);
    int64_t n = l->len;
    if (!at) return nomem(b) != NULL;
    for (int64_t i = 0; i < n; i++) {
        if (i >= l->len) {
            ki_raise(b->ks, KI_EXC_RuntimeError, "%s field \"%s\" changed size during iteration",
                     ki_ast_info(kind)->name, f->name);
            return false;
        }
        KiValue v = l->items[i];
        at[i] = NULL;
        if (v == KI_NONE && f->type == KI_AST_FIELD_OSEQ) continue;
        if (v == KI_NONE) {
            ki_raise(b->ks, KI_EXC_ValueError, "None disallowed in %s list",
                     e.group == KI_AST_GROUP_STMT ? "statement" : "expression");
            return false;
        }
        if (!(at[i] = node(b, v, e.group, e.kind))) return false;
    }
    *out = (KiAstSeq){at, (uint32_t)n};
    bool body = named(f, "body") && kind != KI_AST_Module && kind != KI_AST_Interactive;
    if (body && !n) {
        ki_raise(b->ks, KI_EXC_ValueError, "empty body on %s", ki_ast_info(kind)->name);
        return false;
    }
    return true;
}

static bool field(Builder *b, KiValue o, KiAst *n, const KiAstField *f) {
    const KiAstInfo *info = ki_ast_info((KiAstKind)n->kind);
    char *at = (char *)n + f->offset;
    KiValue v = attr(b, o, f->name);
    if (v == KI_ERR) return false;
    bool ok = true, optional = f->type == KI_AST_FIELD_OPT || f->type == KI_AST_FIELD_OSTR ||
                               f->type == KI_AST_FIELD_KIND || f->type == KI_AST_FIELD_CONST;
    if (v == KI_ABSENT || (v == KI_NONE && f->type == KI_AST_FIELD_NODE)) {
        if (optional && f->type != KI_AST_FIELD_CONST) return true;
        if (v == KI_ABSENT)
            ki_raise(b->ks, KI_EXC_TypeError, "required field \"%s\" missing from %s", f->name,
                     info->name);
        else
            ki_raise(b->ks, KI_EXC_ValueError, "field '%s' is required for %s", f->name,
                     info->name);
        return false;
    }
#define AS(T) (*(T *)(void *)at)
    switch (f->type) {
    case KI_AST_FIELD_OPT:
    case KI_AST_FIELD_NODE:
        if (v != KI_NONE) {
            Expected e = expected((KiAstKind)n->kind, f);
            ok = (AS(KiAst *) = node(b, v, e.group, e.kind)) != NULL;
        }
        break;
    case KI_AST_FIELD_SEQ:
    case KI_AST_FIELD_OSEQ: {
        KiList *l = list_field(b, v, info, f);
        ok = l && nodes_field(b, l, (KiAstKind)n->kind, f, &AS(KiAstSeq));
        break;
    }
    case KI_AST_FIELD_STR:
        ok = (AS(const KiAstStr *) = identifier(b, v)) != NULL;
        break;
    case KI_AST_FIELD_OSTR:
        if (v != KI_NONE) ok = (AS(const KiAstStr *) = identifier(b, v)) != NULL;
        break;
    case KI_AST_FIELD_STRS: {
        KiList *l = list_field(b, v, info, f);
        const KiAstStr **names = l ? KB_ARENA_ARRAY(b->arena, const KiAstStr *, l->len + 1) : NULL;
        ok = names != NULL;
        for (int64_t i = 0; ok && i < l->len; i++)
            ok = (names[i] = identifier(b, l->items[i])) != NULL;
        if (ok) AS(KiAstStrs) = (KiAstStrs){names, (uint32_t)l->len};
        break;
    }
    case KI_AST_FIELD_OPS: {
        KiList *l = list_field(b, v, info, f);
        uint8_t *ops = l ? kb_arena_alloc(b->arena, (size_t)l->len + 1) : NULL;
        ok = ops != NULL;
        for (int64_t i = 0; ok && i < l->len; i++) {
            int op = enum_cmpop(b, l->items[i]);
            ok = op >= 0;
            if (ok) ops[i] = (uint8_t)op;
        }
        if (ok) AS(KiAstOps) = (KiAstOps){ops, (uint32_t)l->len};
        break;
    }
#define CASE_ENUM(FIELD, TYPE, name)                                                               \
    case KI_AST_FIELD_##FIELD: {                                                                   \
        int e = enum_##name(b, v);                                                                 \
        ok = e >= 0;                                                                               \
        if (ok) AS(TYPE) = (TYPE)e;                                                                \
        break;                                                                                     \
    }
        CASE_ENUM(CTX, KiExprCtx, ctx)
        CASE_ENUM(BOOLOP, KiBoolOp, boolop)
        CASE_ENUM(OPERATOR, KiOperator, operator)
        CASE_ENUM(UNARYOP, KiUnaryOperator, unaryop)
    case KI_AST_FIELD_INT:
        if (v == KI_NONE && n->kind == KI_AST_ImportFrom)
            AS(int) = 0;
        else
            ok = int_attr(b, v, &AS(int));
        break;
    case KI_AST_FIELD_KIND:
        AS(bool) = v != KI_NONE;
        break;
    case KI_AST_FIELD_CONST:
        ok = constant(b, v, &AS(KiAstConst));
        if (!ok && !ki_pending(b->ks))
            ki_raise(b->ks, KI_EXC_ValueError,
                     "MatchSingleton can only contain True, False and None");
        break;
    }
#undef AS
    if (!ok && !ki_pending(b->ks)) nomem(b);
    ki_decref(b->ks, v);
    return ok;
}

/* --- nodes --- */

/* The kind of an object by its class, or a class it derives from; KI_AST_NONE: none, KI_AST_N_KINDS
 * on error. */
static int kind_of(Builder *b, KiValue v, KiAstGroup group, KiAstKind wanted) {
    KiTuple *mro = ki_type_of(b->ks, v)->mro;
    for (int64_t i = 0; i < mro->len; i++)
        for (int k = KI_AST_NONE + 1; k < KI_AST_N_KINDS; k++) {
            const KiAstInfo *info = ki_ast_info((KiAstKind)k);
            if (info->group != group || (wanted && (int)wanted != k)) continue;
            if (ki_dict_get_cstr(b->ks, b->classes, info->name) == mro->items[i]) return k;
        }
    return KI_AST_NONE;
}

static bool position(Builder *b, KiValue o, KiAst *n, Expected e) {
    static const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    int *const at[] = {&n->line, &n->col, &n->end_line, &n->end_col};
    for (int i = 0; i < 4; i++) {
        KiValue v = attr(b, o, names[i]);
        if (v == KI_ERR) return false;
        if (v == KI_ABSENT && i < 2) {
            ki_raise(b->ks, KI_EXC_TypeError, "required field \"%s\" missing from %s", names[i],
                     group_name(e));
            return false;
        }
        if (v == KI_ABSENT || (v == KI_NONE && i >= 2)) {
            *at[i] = *at[i - 2];
            continue;
        }
        bool ok = int_attr(b, v, at[i]);
        ki_decref(b->ks, v);
        if (!ok) return false;
    }
    if (n->line > n->end_line) {
        ki_raise(b->ks, KI_EXC_ValueError, "AST node line range (%d, %d) is not valid", n->line,
                 n->end_line);
        return false;
    }
    if ((n->line < 0 && n->end_line != n->line) || (n->col < 0 && n->col != n->end_col)) {
        ki_raise(b->ks, KI_EXC_ValueError,
                 "AST node column range (%d, %d) for line range (%d, %d) is not valid", n->col,
                 n->end_col, n->line, n->end_line);
        return false;
    }
    if (n->line == n->end_line && n->col > n->end_col) {
        ki_raise(b->ks, KI_EXC_ValueError, "line %d, column %d-%d is not a valid range", n->line,
                 n->col, n->end_col);
        return false;
    }
    return true;
}

static bool has_position(int kind) {
    return kind != KI_AST_comprehension && kind != KI_AST_arguments && kind != KI_AST_withitem &&
           kind != KI_AST_match_case;
}

/* What has only one form needs no class of its own: any object with the fields will do. */
static bool only_form(KiAstGroup group, KiAstKind wanted) {
    return group == KI_AST_GROUP_OTHER && wanted && wanted != KI_AST_ExceptHandler;
}

/* Of an object that is none of the forms it is the position that is missed first. */
static KiAst *no_form(Builder *b, KiValue v, Expected e) {
    KiAst place;
    if (e.group != KI_AST_GROUP_MOD && !position(b, v, &place, e)) return NULL;
    KiValue r = ki_repr(b->ks, v);
    if (r != KI_ERR) {
        ki_raise(b->ks, KI_EXC_TypeError, "expected some sort of %s, but got %s", group_name(e),
                 ki_str_utf8(b->ks, ki_str_of(r), NULL));
        ki_decref(b->ks, r);
    }
    return NULL;
}

/* What is kept as a text, which nothing reads here, must be one all the same. */
static bool check_text(Builder *b, KiValue o, const char *name) {
    KiValue v = attr(b, o, name);
    if (v == KI_ERR) return false;
    bool ok = v == KI_ABSENT || v == KI_NONE || ki_is_str_exact(v) || ki_is_kind(v, KI_K_BYTES);
    if (!ok) ki_raise(b->ks, KI_EXC_TypeError, "AST string must be of type str");
    ki_decref(b->ks, v);
    return ok;
}

/* Module.type_ignores, which nothing reads, must be a list all the same. */
static bool check_type_ignores(Builder *b, KiValue v) {
    KiValue l = attr(b, v, "type_ignores");
    bool ok = l != KI_ERR && ki_is_list(l);
    if (l == KI_ABSENT)
        ki_raise(b->ks, KI_EXC_TypeError, "required field \"type_ignores\" missing from Module");
    else if (l != KI_ERR && !ok)
        ki_raise(b->ks, KI_EXC_TypeError, "Module field \"type_ignores\" must be a list, not a %s",
                 ki_type_name(b->ks, l));
    ki_decref(b->ks, l);
    return ok;
}

static KiAst *node(Builder *b, KiValue v, KiAstGroup group, KiAstKind wanted) {
    Expected e = {group, wanted};
    if (!ki_c_stack_ok(b->ks, " during compilation")) return NULL;
    bool one_form = only_form(group, wanted);
    int kind = one_form ? (int)wanted : kind_of(b, v, group, wanted);
    if (kind == KI_AST_NONE) return no_form(b, v, e);
    KiAst *n = ki_ast_new(b->arena, (KiAstKind)kind, 0, 0, 0, 0);
    if (!n) return nomem(b);
    bool placed = group != KI_AST_GROUP_MOD && has_position(kind);
    if (placed && !one_form && !position(b, v, n, e)) return NULL;
    if (kind == KI_AST_Constant) {
        KiValue value = attr(b, v, "value");
        if (value == KI_ABSENT)
            ki_raise(b->ks, KI_EXC_TypeError, "required field \"value\" missing from Constant");
        if (value == KI_ABSENT || value == KI_ERR) return NULL;
        KiAst *c = check_text(b, v, "kind") ? constant_node(b, value, n) : NULL;
        ki_decref(b->ks, value);
        return c;
    }
    const KiAstInfo *info = ki_ast_info((KiAstKind)kind);
    for (int i = 0; i < info->n_fields; i++)
        if (!field(b, v, n, &info->fields[i])) return NULL;
    if (ki_ast_has_type_comment(kind) && !check_text(b, v, "type_comment")) return NULL;
    if (placed && one_form && !position(b, v, n, e)) return NULL;
    return kind != KI_AST_Module || check_type_ignores(b, v) ? n : NULL;
}

/* --- checks that the compiler relies on --- */

/* A variable cannot have the name of a constant; other identifiers can. */
static bool check_name(Builder *b, const KiAstStr *name) {
    if (!name || (strcmp(name->s, "None") && strcmp(name->s, "True") && strcmp(name->s, "False")))
        return true;
    ki_raise(b->ks, KI_EXC_ValueError, "identifier field can't represent '%s' constant", name->s);
    return false;
}

static bool check_names(Builder *b, const KiAst *n) {
    switch (n->kind) {
    case KI_AST_Name:
        return check_name(b, n->Name.id);
    case KI_AST_MatchAs:
        return check_name(b, n->MatchAs.name);
    case KI_AST_MatchStar:
        return check_name(b, n->MatchStar.name);
    case KI_AST_MatchMapping:
        return check_name(b, n->MatchMapping.rest);
    case KI_AST_MatchClass:
        for (uint32_t i = 0; i < n->MatchClass.kwd_attrs.n; i++)
            if (!check_name(b, n->MatchClass.kwd_attrs.at[i])) return false;
        return true;
    default:
        return true;
    }
}

static bool check_context(Builder *b, KiAst *n, KiExprCtx wanted) {
    static const char *const names[] = {"Load", "Store", "Del"};
    KiExprCtx ctx = wanted;
    KiAstSeq inner = {NULL, 0};
    switch (n->kind) {
    case KI_AST_Name:
        ctx = n->Name.ctx;
        break;
    case KI_AST_Attribute:
        ctx = n->Attribute.ctx;
        break;
    case KI_AST_Subscript:
        ctx = n->Subscript.ctx;
        break;
    case KI_AST_Starred:
        ctx = n->Starred.ctx;
        inner = (KiAstSeq){&n->Starred.value, 1};
        break;
    case KI_AST_List:
        ctx = n->List.ctx;
        inner = n->List.elts;
        break;
    case KI_AST_Tuple:
        ctx = n->Tuple.ctx;
        inner = n->Tuple.elts;
        break;
    default:
        if (wanted == KI_CTX_Load) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "expression which can't be assigned to in %s context",
                 names[wanted]);
        return false;
    }
    if (ctx != wanted) {
        ki_raise(b->ks, KI_EXC_ValueError, "expression must have %s context but has %s instead",
                 names[wanted], names[ctx]);
        return false;
    }
    if (wanted == KI_CTX_Load) return true;
    for (uint32_t i = 0; i < inner.n; i++)
        if (!check_context(b, inner.at[i], wanted)) return false;
    return true;
}

static bool check_targets(Builder *b, KiAst *n) {
    KiAstSeq targets = {NULL, 0};
    KiExprCtx ctx = KI_CTX_Store;
    switch (n->kind) {
    case KI_AST_Assign:
        targets = n->Assign.targets;
        break;
    case KI_AST_Delete:
        targets = n->Delete.targets;
        ctx = KI_CTX_Del;
        break;
    case KI_AST_AugAssign:
        return check_context(b, n->AugAssign.target, ctx);
    case KI_AST_AnnAssign:
        return check_context(b, n->AnnAssign.target, ctx);
    case KI_AST_NamedExpr:
        return check_context(b, n->NamedExpr.target, ctx);
    case KI_AST_For:
    case KI_AST_AsyncFor:
        return check_context(b, n->For.target, ctx);
    case KI_AST_comprehension:
        return check_context(b, n->comprehension.target, ctx);
    case KI_AST_withitem:
        return !n->withitem.optional_vars || check_context(b, n->withitem.optional_vars, ctx);
    case KI_AST_Compare:
        if (n->Compare.comparators.n && n->Compare.comparators.n == n->Compare.ops.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError,
                 n->Compare.comparators.n
                     ? "Compare has a different number of comparators and operands"
                     : "Compare with no comparators");
        return false;
    case KI_AST_Dict:
        if (n->Dict.keys.n == n->Dict.values.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "Dict doesn't have the same number of keys as values");
        return false;
    case KI_AST_BoolOp:
        if (n->BoolOp.values.n >= 2) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "BoolOp with less than 2 values");
        return false;
    case KI_AST_ListComp:
    case KI_AST_SetComp:
    case KI_AST_GeneratorExp:
        targets = n->ListComp.generators;
        goto generators;
    case KI_AST_DictComp:
        targets = n->DictComp.generators;
    generators:
        if (targets.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "comprehension with no generators");
        return false;
    case KI_AST_arguments:
        if (n->arguments.defaults.n > n->arguments.posonlyargs.n + n->arguments.args.n) {
            ki_raise(b->ks, KI_EXC_ValueError, "more positional defaults than args on arguments");
            return false;
        }
        if (n->arguments.kw_defaults.n == n->arguments.kwonlyargs.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError,
                 "length of kwonlyargs is not the same as kw_defaults on arguments");
        return false;
    case KI_AST_With:
    case KI_AST_AsyncWith:
        if (n->With.items.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "empty items on %s",
                 ki_ast_info((KiAstKind)n->kind)->name);
        return false;
    case KI_AST_Import:
        if (n->Import.names.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "empty names on Import");
        return false;
    case KI_AST_ImportFrom:
        if (n->ImportFrom.level < 0) {
            ki_raise(b->ks, KI_EXC_ValueError, "Negative ImportFrom level");
            return false;
        }
        if (n->ImportFrom.names.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "empty names on ImportFrom");
        return false;
    case KI_AST_Global:
    case KI_AST_Nonlocal:
        if (n->Global.names.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "empty names on %s",
                 ki_ast_info((KiAstKind)n->kind)->name);
        return false;
    case KI_AST_Raise:
        if (n->Raise.exc || !n->Raise.cause) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "Raise with cause but no exception");
        return false;
    case KI_AST_MatchOr:
        if (n->MatchOr.patterns.n >= 2) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "MatchOr requires at least 2 patterns");
        return false;
    case KI_AST_MatchMapping:
        if (n->MatchMapping.keys.n == n->MatchMapping.patterns.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError,
                 "MatchMapping doesn't have the same number of keys as patterns");
        return false;
    case KI_AST_MatchClass:
        if (n->MatchClass.kwd_attrs.n == n->MatchClass.kwd_patterns.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError,
                 "MatchClass doesn't have the same number of keyword "
                 "attributes as patterns");
        return false;
    case KI_AST_MatchAs:
        if (!n->MatchAs.pattern || n->MatchAs.name) return true;
        ki_raise(b->ks, KI_EXC_ValueError,
                 "MatchAs must specify a target name if a pattern is given");
        return false;
    case KI_AST_Try:
    case KI_AST_TryStar:
        if (n->Try.orelse.n && !n->Try.handlers.n) {
            ki_raise(b->ks, KI_EXC_ValueError, "%s has orelse but no except handlers",
                     ki_ast_info((KiAstKind)n->kind)->name);
            return false;
        }
        if (n->Try.handlers.n || n->Try.finalbody.n) return true;
        ki_raise(b->ks, KI_EXC_ValueError, "%s has neither except handlers nor finalbody",
                 ki_ast_info((KiAstKind)n->kind)->name);
        return false;
    default:
        return true;
    }
    if (!targets.n) {
        ki_raise(b->ks, KI_EXC_ValueError, "empty targets on %s", ki_ast_info(n->kind)->name);
        return false;
    }
    for (uint32_t i = 0; i < targets.n; i++)
        if (!check_context(b, targets.at[i], ctx)) return false;
    return true;
}

/* Whether a field is read: targets, and what targets are made of, are not. */
static bool is_read(const KiAst *n, const KiAstField *f) {
    switch (n->kind) {
    case KI_AST_List:
        return n->List.ctx == KI_CTX_Load;
    case KI_AST_Tuple:
        return n->Tuple.ctx == KI_CTX_Load;
    case KI_AST_Starred:
        return n->Starred.ctx == KI_CTX_Load;
    default:
        return !named(f, "target") && !named(f, "targets") && !named(f, "optional_vars");
    }
}

static bool check_read(Builder *b, KiAst *child, bool read) {
    if (child && read && ki_ast_info((KiAstKind)child->kind)->group == KI_AST_GROUP_EXPR &&
        !check_context(b, child, KI_CTX_Load))
        return false;
    return true;
}

/* Whether the parts of a node are looked at before the node itself. */
static bool parts_first(const KiAst *n) {
    return n->kind == KI_AST_arguments || n->kind == KI_AST_ExceptHandler;
}

/* A comprehension's loops are looked at before what it makes. */
static bool last_field_first(const KiAst *n) {
    return n->kind == KI_AST_ListComp || n->kind == KI_AST_SetComp || n->kind == KI_AST_DictComp ||
           n->kind == KI_AST_GeneratorExp;
}

static bool check(Builder *b, KiAst *n) {
    if (!n) return true;
    if (!ki_c_stack_ok(b->ks, " during compilation")) return false;
    if (n->kind == KI_AST_Constant && !check_constant(b, n)) return false;
    if (!check_names(b, n)) return false;
    if (!parts_first(n) && !check_targets(b, n)) return false;
    const KiAstInfo *info = ki_ast_info((KiAstKind)n->kind);
    for (int i = 0; i < info->n_fields; i++) {
        const KiAstField *f = &info->fields[last_field_first(n) ? info->n_fields - 1 - i : i];
        char *at = (char *)n + f->offset;
        if (f->type == KI_AST_FIELD_NODE || f->type == KI_AST_FIELD_OPT) {
            KiAst *child = *(KiAst **)(void *)at;
            if (n->kind == KI_AST_NamedExpr && named(f, "target")) continue; /* any name will do */
            if (!check_read(b, child, is_read(n, f)) || !check(b, child)) return false;
        } else if (f->type == KI_AST_FIELD_SEQ || f->type == KI_AST_FIELD_OSEQ) {
            KiAstSeq *seq = (KiAstSeq *)(void *)at;
            for (uint32_t k = 0; k < seq->n; k++)
                if (!check_read(b, seq->at[k], is_read(n, f)) || !check(b, seq->at[k]))
                    return false;
        }
    }
    return !parts_first(n) || check_targets(b, n);
}

/* --- entry points --- */

static KiAst *build(KiState *ks, KbArena *arena, KiNameTable *names, void *arg) {
    Builder *b = arg;
    b->arena = arena;
    b->names = names;
    KiAst *root = node(b, b->tree, KI_AST_GROUP_MOD, KI_AST_NONE);
    return root && check(b, root) ? root : NULL;
}

static KiValue loaded_module(KiState *ks) {
    return ks->modules ? ki_dict_get_cstr(ks, ks->modules, "_ast") : KI_ABSENT;
}

int ki_is_ast(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v) || ki_obj(v)->kind != KI_K_INSTANCE) return 0;
    KiValue m = loaded_module(ks);
    if (m == KI_ERR) return -1;
    KiValue cls = ki_is_kind(m, KI_K_MODULE)
                      ? ki_dict_get_cstr(ks, ((KiModule *)ki_obj(m))->dict, "AST")
                      : KI_ABSENT;
    return cls == KI_ABSENT ? 0 : cls == KI_ERR ? -1 : ki_isinstance(ks, v, cls);
}

KiValue ki_compile_ast(KiState *ks, KiValue tree, const char *filename, const char *mode,
                       int flags) {
    KiValue m = loaded_module(ks);
    if (!ki_is_kind(m, KI_K_MODULE)) return ki_raise(ks, KI_EXC_RuntimeError, "lost _ast");
    Builder b = {.ks = ks, .classes = ((KiModule *)ki_obj(m))->dict, .tree = tree};
    const char *wanted = !strcmp(mode, "exec")   ? "Module"
                         : !strcmp(mode, "eval") ? "Expression"
                                                 : "Interactive";
    KiValue cls = ki_dict_get_cstr(ks, b.classes, wanted);
    int r = cls == KI_ABSENT || cls == KI_ERR ? -1 : ki_isinstance(ks, tree, cls);
    if (r < 0) return KI_ERR;
    if (!r)
        return ki_raise(ks, KI_EXC_TypeError, "expected %s node, got %s", wanted,
                        ki_type_name(ks, tree));
    return ki_compile_tree(ks, filename, flags, build, &b);
}
