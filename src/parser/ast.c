/* Tables generated from ast.def, node allocation, interned names. */
#include "ast.h"

#include <string.h>

#include "base/common.h"

#define AST_BEGIN(node, group)       static const KiAstField fields_##node[] = {
#define AST_FIELD(node, field, type) {#field, KI_AST_FIELD_##type, offsetof(KiAst, node.field)},
/* The last entry keeps the arrays of field-less nodes from being empty. */
#define AST_END(node)                                                                              \
    { NULL, KI_AST_FIELD_INT, 0 }                                                                  \
    }                                                                                              \
    ;
#include "ast.def"

#define HEAD_SIZE offsetof(KiAst, Module)

static const KiAstInfo infos[] = {
    {"NONE", KI_AST_GROUP_OTHER, HEAD_SIZE, NULL, 0},
#define AST_BEGIN(node, group)                                                                     \
    {#node, KI_AST_GROUP_##group, HEAD_SIZE + sizeof(KiAst##node), fields_##node,                  \
     (int)(sizeof fields_##node / sizeof *fields_##node) - 1},
#include "ast.def"
};

const KiAstInfo *ki_ast_info(KiAstKind kind) {
    KB_ASSERT(kind < KI_AST_N_KINDS);
    return &infos[kind];
}

const char *ki_ast_operator_text(KiOperator op) {
    static const char *const texts[] = {
#define AST_OPERATOR(name, text) text,
#include "ast.def"
    };
    return texts[op];
}

const char *ki_ast_boolop_text(KiBoolOp op) {
    static const char *const texts[] = {
#define AST_BOOLOP(name, text) text,
#include "ast.def"
    };
    return texts[op];
}

const char *ki_ast_unaryop_text(KiUnaryOperator op) {
    static const char *const texts[] = {
#define AST_UNARYOP(name, text) text,
#include "ast.def"
    };
    return texts[op];
}

const char *ki_ast_cmpop_text(KiCmpOp op) {
    static const char *const texts[] = {
#define AST_CMPOP(name, text) text,
#include "ast.def"
    };
    return texts[op];
}

KiAst *ki_ast_new(KbArena *arena, KiAstKind kind, int line, int col, int end_line, int end_col) {
    KiAst *n = kb_arena_alloc(arena, infos[kind].size);
    if (KB_UNLIKELY(!n)) return NULL;
    n->kind = (uint8_t)kind;
    n->line = line;
    n->col = col;
    n->end_line = end_line;
    n->end_col = end_col;
    return n;
}

static const char *constant_name(const KiAst *n) {
    switch (n->Constant.value.kind) {
    case KI_CONST_NONE:
        return "None";
    case KI_CONST_TRUE:
        return "True";
    case KI_CONST_FALSE:
        return "False";
    case KI_CONST_ELLIPSIS:
        return "ellipsis";
    default:
        return "literal";
    }
}

const char *ki_ast_expr_name(const KiAst *n) {
    switch ((KiAstKind)n->kind) {
    case KI_AST_Attribute:
        return "attribute";
    case KI_AST_Subscript:
        return "subscript";
    case KI_AST_Starred:
        return "starred";
    case KI_AST_Name:
        return "name";
    case KI_AST_List:
        return "list";
    case KI_AST_Tuple:
        return "tuple";
    case KI_AST_Lambda:
        return "lambda";
    case KI_AST_Call:
        return "function call";
    case KI_AST_BoolOp:
    case KI_AST_BinOp:
    case KI_AST_UnaryOp:
        return "expression";
    case KI_AST_GeneratorExp:
        return "generator expression";
    case KI_AST_Yield:
    case KI_AST_YieldFrom:
        return "yield expression";
    case KI_AST_Await:
        return "await expression";
    case KI_AST_ListComp:
        return "list comprehension";
    case KI_AST_SetComp:
        return "set comprehension";
    case KI_AST_DictComp:
        return "dict comprehension";
    case KI_AST_Dict:
        return "dict literal";
    case KI_AST_Set:
        return "set display";
    case KI_AST_JoinedStr:
    case KI_AST_FormattedValue:
        return "f-string expression";
    case KI_AST_Constant:
        return constant_name(n);
    case KI_AST_Compare:
        return "comparison";
    case KI_AST_IfExp:
        return "conditional expression";
    case KI_AST_NamedExpr:
        return "named expression";
    default:
        return "expression";
    }
}

void ki_names_init(KiNameTable *t, KbArena *arena) {
    memset(t, 0, sizeof *t);
    t->arena = arena;
}

static uint32_t hash_name(const char *s, size_t len) {
    uint32_t h = 2166136261u; /* FNV-1a: names are short */
    for (size_t i = 0; i < len; i++)
        h = (h ^ (uint8_t)s[i]) * 16777619u;
    return h ^ h >> 15;
}

/* The old slots stay in the arena: their sum is below the new size. */
static bool grow(KiNameTable *t) {
    uint32_t cap = t->cap ? t->cap * 2 : 64;
    const KiAstStr **slots = KB_ARENA_ARRAY(t->arena, const KiAstStr *, cap);
    if (!slots) return false;
    for (uint32_t i = 0; i < t->cap; i++) {
        if (!t->slots[i]) continue;
        uint32_t at = t->slots[i]->hash & (cap - 1);
        while (slots[at])
            at = (at + 1) & (cap - 1);
        slots[at] = t->slots[i];
    }
    t->slots = slots;
    t->cap = cap;
    return true;
}

const KiAstStr *ki_names_intern(KiNameTable *t, const char *s, size_t len) {
    if (t->n >= t->cap / 2 && !grow(t)) return NULL;
    uint32_t hash = hash_name(s, len), at = hash & (t->cap - 1);
    for (; t->slots[at]; at = (at + 1) & (t->cap - 1)) {
        const KiAstStr *e = t->slots[at];
        if (e->hash == hash && e->len == len && memcmp(e->s, s, len) == 0) return e;
    }
    struct {
        KiAstStr str;
        char text[];
    } *e = kb_arena_alloc(t->arena, sizeof(KiAstStr) + len + 1);
    if (!e) return NULL;
    memcpy(e->text, s, len);
    e->str = (KiAstStr){e->text, (uint32_t)len, hash};
    t->n++;
    return t->slots[at] = &e->str;
}
