/* A parser's tree as Python objects: one instance of the _ast class of the same name per node. */
#include "ast_convert.h"

#include "../compiler/compile.h"
#include "../object/heap.h"

typedef struct Maker {
    KiState *ks;
    KiDict *classes; /* of _ast */
} Maker;

static KiValue node(Maker *m, const KiAst *n);

/* The class called name; borrowed. */
static KiValue class_named(Maker *m, const char *name) {
    KiValue cls = ki_dict_get_cstr(m->ks, m->classes, name);
    if (cls == KI_ABSENT) ki_raise(m->ks, KI_EXC_RuntimeError, "_ast has no class '%s'", name);
    return cls == KI_ABSENT ? KI_ERR : cls;
}

static KiValue instance(Maker *m, const char *name) {
    KiValue cls = class_named(m, name);
    if (cls == KI_ERR) return KI_ERR;
    KiObj *o = ki_instance_alloc(m->ks, (KiType *)ki_obj(cls));
    return o ? ki_from_obj(o) : KI_ERR;
}

/* The one instance of an operator or context class. */
static KiValue singleton(Maker *m, const char *name) {
    KiValue cls = class_named(m, name);
    return cls == KI_ERR ? KI_ERR : ki_getattr_cstr(m->ks, cls, "_instance");
}

static KiValue text(Maker *m, const KiAstStr *s) {
    return s ? ki_str_from_utf8(m->ks, s->s, s->len) : KI_NONE;
}

static KiValue sequence(Maker *m, KiAstSeq seq) {
    KiList *l = ki_list_new(m->ks, seq.n);
    for (uint32_t i = 0; l && i < seq.n; i++) {
        KiValue v = seq.at[i] ? node(m, seq.at[i]) : KI_NONE;
        bool ok = v != KI_ERR && ki_list_append(m->ks, l, v);
        if (v != KI_ERR) ki_decref(m->ks, v);
        if (ok) continue;
        ki_decref_obj(m->ks, &l->h);
        return KI_ERR;
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

static KiValue strings(Maker *m, KiAstStrs strs) {
    KiList *l = ki_list_new(m->ks, strs.n);
    for (uint32_t i = 0; l && i < strs.n; i++) {
        KiValue v = text(m, strs.at[i]);
        bool ok = v != KI_ERR && ki_list_append(m->ks, l, v);
        if (v != KI_ERR) ki_decref(m->ks, v);
        if (ok) continue;
        ki_decref_obj(m->ks, &l->h);
        return KI_ERR;
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

static const char *const ctx_names[] = {
#define AST_CTX(name) #name,
#include "../parser/ast.def"
};
static const char *const boolop_names[] = {
#define AST_BOOLOP(name, text) #name,
#include "../parser/ast.def"
};
static const char *const operator_names[] = {
#define AST_OPERATOR(name, text) #name,
#include "../parser/ast.def"
};
static const char *const unaryop_names[] = {
#define AST_UNARYOP(name, text) #name,
#include "../parser/ast.def"
};
static const char *const cmpop_names[] = {
#define AST_CMPOP(name, text) #name,
#include "../parser/ast.def"
};

static KiValue comparisons(Maker *m, KiAstOps ops) {
    KiList *l = ki_list_new(m->ks, ops.n);
    for (uint32_t i = 0; l && i < ops.n; i++) {
        KiValue v = singleton(m, cmpop_names[ops.at[i]]);
        bool ok = v != KI_ERR && ki_list_append(m->ks, l, v);
        if (v != KI_ERR) ki_decref(m->ks, v);
        if (ok) continue;
        ki_decref_obj(m->ks, &l->h);
        return KI_ERR;
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

static KiValue field_value(Maker *m, const KiAst *n, const KiAstField *f) {
    const char *at = (const char *)n + f->offset;
#define AS(T) (*(T const *)(const void *)at)
    switch (f->type) {
    case KI_AST_FIELD_NODE:
    case KI_AST_FIELD_OPT:
        return AS(KiAst *) ? node(m, AS(KiAst *)) : KI_NONE;
    case KI_AST_FIELD_SEQ:
    case KI_AST_FIELD_OSEQ:
        return sequence(m, AS(KiAstSeq));
    case KI_AST_FIELD_STR:
    case KI_AST_FIELD_OSTR:
        return text(m, AS(const KiAstStr *));
    case KI_AST_FIELD_STRS:
        return strings(m, AS(KiAstStrs));
    case KI_AST_FIELD_OPS:
        return comparisons(m, AS(KiAstOps));
    case KI_AST_FIELD_CTX:
        return singleton(m, ctx_names[AS(KiExprCtx)]);
    case KI_AST_FIELD_BOOLOP:
        return singleton(m, boolop_names[AS(KiBoolOp)]);
    case KI_AST_FIELD_OPERATOR:
        return singleton(m, operator_names[AS(KiOperator)]);
    case KI_AST_FIELD_UNARYOP:
        return singleton(m, unaryop_names[AS(KiUnaryOperator)]);
    case KI_AST_FIELD_INT:
        return ki_small_int(AS(int));
    case KI_AST_FIELD_KIND:
        return AS(bool) ? ki_str_from_cstr(m->ks, "u") : KI_NONE;
    case KI_AST_FIELD_CONST:
        return ki_constant_object(m->ks, &AS(KiAstConst));
    }
#undef AS
    return KI_NONE;
}

static bool set(Maker *m, KiValue o, const char *name, KiValue v) {
    if (v == KI_ERR) return false;
    KiStr *s = ki_intern_cstr(m->ks, name);
    bool ok = s && ki_setattr(m->ks, o, s, v);
    if (s) ki_decref_obj(m->ks, &s->h);
    ki_decref(m->ks, v);
    return ok;
}

bool ki_ast_has_type_comment(int kind) {
    switch (kind) {
    case KI_AST_FunctionDef:
    case KI_AST_AsyncFunctionDef:
    case KI_AST_Assign:
    case KI_AST_For:
    case KI_AST_AsyncFor:
    case KI_AST_With:
    case KI_AST_AsyncWith:
    case KI_AST_arg:
        return true;
    default:
        return false;
    }
}

static KiValue node(Maker *m, const KiAst *n) {
    KiState *ks = m->ks;
    if (!ki_c_stack_ok(ks, " during ast construction")) return KI_ERR;
    const KiAstInfo *info = ki_ast_info((KiAstKind)n->kind);
    KiValue o = instance(m, info->name);
    if (o == KI_ERR) return KI_ERR;
    bool ok = true;
    for (int i = 0; ok && i < info->n_fields; i++)
        ok = set(m, o, info->fields[i].name, field_value(m, n, &info->fields[i]));
    if (ok && ki_ast_has_type_comment(n->kind)) ok = set(m, o, "type_comment", KI_NONE);
    if (ok && n->kind == KI_AST_Module) {
        KiList *l = ki_list_new(ks, 0);
        ok = set(m, o, "type_ignores", l ? ki_from_obj(l) : KI_ERR);
    }
    if (ok && n->line > 0 && info->group != KI_AST_GROUP_MOD)
        ok = set(m, o, "lineno", ki_small_int(n->line)) &&
             set(m, o, "col_offset", ki_small_int(n->col)) &&
             set(m, o, "end_lineno", ki_small_int(n->end_line)) &&
             set(m, o, "end_col_offset", ki_small_int(n->end_col));
    if (ok) return o;
    ki_decref(ks, o);
    return KI_ERR;
}

KiValue ki_ast_objects(KiState *ks, KiAst *root, void *arg) {
    KiValue module = ki_import(ks, "_ast");
    if (module == KI_ERR) return KI_ERR;
    Maker m = {ks, ((KiModule *)ki_obj(module))->dict};
    KiValue r = node(&m, root);
    ki_decref(ks, module);
    return r;
}
