/* The warnings CPython's compiler gives about code that is surely a mistake. */
#include <string.h>

#include "compiler.h"

static bool is_literal(KiCompiler *c, KiAst *e) {
    KiValue v = ki_fold(c, e);
    return v != KI_ABSENT && v != KI_NONE && v != KI_TRUE && v != KI_FALSE && v != KI_ELLIPSIS;
}

void ki_warn_compare(KiCompiler *c, KiAst *e) {
    KiAst *left = e->Compare.left;
    for (uint32_t i = 0; i < e->Compare.ops.n && !c->failed; i++) {
        KiAst *right = e->Compare.comparators.at[i];
        KiCmpOp op = e->Compare.ops.at[i];
        if ((op == KI_CMPOP_Is || op == KI_CMPOP_IsNot) &&
            (is_literal(c, left) || is_literal(c, right))) {
            ki_comp_warn(c, e,
                         op == KI_CMPOP_Is ? "\"is\" with a literal. Did you mean \"==\"?"
                                           : "\"is not\" with a literal. Did you mean \"!=\"?");
            return;
        }
        left = right;
    }
}

/* Name of the type of a display or constant, or NULL. */
static const char *literal_type(KiCompiler *c, KiAst *e) {
    switch (e->kind) {
    case KI_AST_Tuple:
        return "tuple";
    case KI_AST_List:
    case KI_AST_ListComp:
        return "list";
    case KI_AST_Dict:
    case KI_AST_DictComp:
        return "dict";
    case KI_AST_Set:
    case KI_AST_SetComp:
        return "set";
    case KI_AST_GeneratorExp:
        return "generator";
    case KI_AST_Lambda:
        return "function";
    case KI_AST_JoinedStr:
    case KI_AST_FormattedValue:
        return "str";
    case KI_AST_Constant: {
        KiValue v = ki_fold(c, e);
        return v == KI_ABSENT ? NULL : ki_type_name(c->ks, v);
    }
    default:
        return NULL;
    }
}

void ki_warn_call(KiCompiler *c, KiAst *e) {
    KiAst *f = e->Call.func;
    const char *type = f->kind == KI_AST_Lambda ? NULL : literal_type(c, f);
    if (type) ki_comp_warn(c, e, "'%s' object is not callable; perhaps you missed a comma?", type);
}

void ki_warn_subscript(KiCompiler *c, KiAst *e) {
    KiAst *v = e->Subscript.value, *i = e->Subscript.slice;
    if (e->Subscript.ctx != KI_CTX_Load) return;
    const char *type = literal_type(c, v);
    if (!type) return;
    KiValue k = v->kind == KI_AST_Constant ? ki_fold(c, v) : KI_ABSENT;
    bool text = v->kind == KI_AST_JoinedStr || v->kind == KI_AST_FormattedValue ||
                ki_is_kind(k, KI_K_STR) || ki_is_kind(k, KI_K_BYTES);
    bool sequence =
        text || v->kind == KI_AST_Tuple || v->kind == KI_AST_List || v->kind == KI_AST_ListComp;
    bool other = v->kind == KI_AST_Set || v->kind == KI_AST_SetComp ||
                 v->kind == KI_AST_GeneratorExp || v->kind == KI_AST_Lambda ||
                 (v->kind == KI_AST_Constant && !text && k != KI_ABSENT);
    if (other) {
        ki_comp_warn(c, e, "'%s' object is not subscriptable; perhaps you missed a comma?", type);
        return;
    }
    if (!sequence) return;
    const char *index = i->kind == KI_AST_Slice ? NULL : literal_type(c, i);
    KiValue iv = i->kind == KI_AST_Constant ? ki_fold(c, i) : KI_ABSENT;
    if (!index || ki_is_int(iv) || ki_is_bool(iv) || ki_is_kind(iv, KI_K_INT)) return;
    ki_comp_warn(c, e, "%s indices must be integers or slices, not %s; perhaps you missed a comma?",
                 type, index);
}
