/* Functions, lambdas and classes: their code objects, and the code that makes them. */
#include <string.h>

#include "../object/obj_seq.h"
#include "compiler.h"

/* --- code objects --- */

static void prologue(KiCompiler *c) {
    KiUnit *u = c->u;
    KiScope *s = u->scope;
    u->loc = (KiPosition){u->first_line, u->first_line, 0xFFFF, 0xFFFF};
    if (u->flags & (KI_CO_GENERATOR | KI_CO_COROUTINE | KI_CO_ASYNC_GENERATOR))
        ki_emit(c, KI_OP_GENERATOR, 0, 0, 0, 0);
    if (s->kind == KI_SCOPE_CLASS && s->needs_class_cell) ki_emit(c, KI_OP_MAKECELL, 0, 1, 0, 0);
    if (s->kind != KI_SCOPE_FUNCTION) return;
    for (uint32_t i = 0; i < s->n_syms; i++) {
        KiSym *sym = s->syms[i];
        if (sym->index < 0) continue;
        if (sym->flags & KI_SYM_PARAM) ki_mark_bound(u, sym->index);
        if (sym->res == KI_RES_CELL) ki_emit(c, KI_OP_MAKECELL, 0, sym->index, 0, 0);
    }
}

static uint32_t scope_flags(KiCompiler *c, const KiScope *s, bool namespace_) {
    uint32_t f = c->future;
    if (s->kind == KI_SCOPE_FUNCTION) {
        f |= KI_CO_OPTIMIZED | KI_CO_NEWLOCALS;
        if (s->nested) f |= KI_CO_NESTED;
        if (s->generator)
            f |= s->coroutine ? KI_CO_ASYNC_GENERATOR : KI_CO_GENERATOR;
        else if (s->coroutine)
            f |= KI_CO_COROUTINE;
        if (s->varargs) f |= KI_CO_VARARGS;
        if (s->varkw) f |= KI_CO_VARKEYWORDS;
    } else if (s->coroutine && (c->flags & KI_COMPILE_TOP_LEVEL_AWAIT)) {
        f |= s->generator ? KI_CO_ASYNC_GENERATOR : KI_CO_COROUTINE;
    }
    if (namespace_) f |= KI_CO_NAMESPACE;
    return f;
}

KiCode *ki_compile_unit(KiCompiler *c, KiUnit *proto, KiScope *scope, KiUnitBody body, void *data) {
    KiCode *code = NULL;
    for (int attempt = 0; attempt < 2 && !c->failed; attempt++) {
        KiUnit *u = KB_ARENA_NEW(&c->arena, KiUnit);
        if (!u) {
            ki_comp_nomem(c);
            break;
        }
        *u = *proto;
        u->far = attempt;
        u->flags = scope_flags(c, scope, u->namespace_);
        if (ki_unit_open(c, u, scope)) {
            prologue(c);
            body(c, data);
            code = ki_unit_finish(c);
        }
        ki_unit_close(c);
        if (!c->want_far) break;
        c->want_far = c->failed = false;
    }
    ki_decref(c->ks, proto->qualname);
    return code;
}

KiValue ki_qualname(KiCompiler *c, const char *name, bool global_name) {
    KiUnit *p = c->u;
    if (!p || p->kind == KI_UNIT_MODULE ||
        global_name) { /* one object with literals of that text */
        KiStr *s = ki_intern_cstr(c->ks, name);
        return ki_comp_check(c, s ? ki_from_obj(s) : KI_ERR);
    }
    const char *outer = ki_str_utf8(c->ks, ki_str_of(p->qualname), NULL);
    if (!outer) {
        c->failed = true;
        return KI_NONE;
    }
    bool locals = p->kind == KI_UNIT_FUNCTION || p->kind == KI_UNIT_ASYNC_FUNCTION ||
                  p->kind == KI_UNIT_LAMBDA;
    return ki_comp_check(c,
                         ki_str_format(c->ks, "%s%s%s", outer, locals ? ".<locals>." : ".", name));
}

static bool is_global_here(KiCompiler *c, const KiAstStr *name) {
    KiSym *sym = ki_scope_find(c->u->scope, ki_mangle(c, c->u->scope->private_, name));
    return sym && sym->res == KI_RES_GLOBAL_EXPLICIT;
}

void ki_make_function(KiCompiler *c, KiCode *code, KiScope *scope, int fl, int base) {
    if (!code) return;
    int n = (int)scope->n_free, at = c->u->depth;
    if (n) {
        for (int i = 0; i < n && !c->failed; i++)
            ki_load_closure_cell(c, scope->free[i]->name);
        ki_emit(c, KI_OP_BUILD_TUPLE, 0, at, at, n);
        for (int i = n; i-- > 0;)
            ki_drop(c, at + i);
        ki_result(c, KI_TO_TEMP, at);
        fl |= KI_FL_X;
    }
    int k = ki_const(c, ki_from_obj(code));
    ki_decref(c->ks, ki_from_obj(code));
    if (k >= 0xFFFF) {
        ki_raise(c->ks, KI_EXC_SystemError, "too many constants in one code block");
        c->failed = true;
        return;
    }
    int top = c->u->depth;
    ki_reserve(c, top > base ? top : base + 1);
    ki_emit(c, KI_OP_MAKE_FUNC, fl, base, k, base);
    for (int r = top; r-- > base;)
        ki_drop(c, r);
    ki_result(c, KI_TO_TEMP, base);
}

/* --- parameters --- */

static void positional_defaults(KiCompiler *c, KiAstSeq defaults, int *fl) {
    if (!defaults.n) return;
    *fl |= KI_FL_AT;
    KiValue v = ki_fold_sequence(c, defaults);
    if (v != KI_ABSENT) {
        ki_load_value(c, v, KI_TO_TEMP);
        ki_decref(c->ks, v);
        return;
    }
    int base = c->u->depth;
    for (uint32_t i = 0; i < defaults.n && !c->failed; i++)
        ki_expr(c, defaults.at[i], KI_TO_TEMP);
    ki_emit(c, KI_OP_BUILD_TUPLE, 0, base, base, (int)defaults.n);
    for (uint32_t i = defaults.n; i-- > 0;)
        ki_drop(c, base + (int)i);
    ki_result(c, KI_TO_TEMP, base);
}

static const KiAstStr *mangled(KiCompiler *c, const KiAstStr *name) {
    return ki_mangle(c, c->u->scope->private_, name);
}

static void keyword_defaults(KiCompiler *c, KiAstarguments *a, int *fl) {
    int base = c->u->depth, n = 0;
    for (uint32_t i = 0; i < a->kw_defaults.n && !c->failed; i++) {
        if (!a->kw_defaults.at[i]) continue;
        ki_load_value(c, ki_comp_str(c, mangled(c, a->kwonlyargs.at[i]->arg.arg)), KI_TO_TEMP);
        ki_expr(c, a->kw_defaults.at[i], KI_TO_TEMP);
        n++;
    }
    if (!n) return;
    *fl |= KI_FL_BT;
    ki_emit(c, KI_OP_BUILD_DICT, 0, base, base, n);
    for (int i = 2 * n; i-- > 0;)
        ki_drop(c, base + i);
    ki_result(c, KI_TO_TEMP, base);
}

static void one_annotation(KiCompiler *c, const KiAstStr *name, KiAst *e, int *n) {
    if (!e || c->failed) return;
    ki_load_value(c, ki_comp_str(c, mangled(c, name)), KI_TO_TEMP);
    if (e->kind == KI_AST_Starred && !(c->future & KI_CO_FUTURE_ANNOTATIONS)) { /* *args: *Ts */
        int at = c->u->depth;
        ki_expr(c, e->Starred.value, KI_TO_TEMP);
        ki_emit(c, KI_OP_UNPACK, KI_FL_BT, at, at, 1);
    } else {
        ki_load_annotation(c, e);
    }
    *n += 2;
}

static void list_annotations(KiCompiler *c, KiAstSeq args, int *n) {
    for (uint32_t i = 0; i < args.n; i++)
        one_annotation(c, args.at[i]->arg.arg, args.at[i]->arg.annotation, n);
}

static void function_annotations(KiCompiler *c, KiAstarguments *a, KiAst *returns, int *fl) {
    int base = c->u->depth, n = 0;
    list_annotations(c, a->args, &n);
    list_annotations(c, a->posonlyargs, &n);
    if (a->vararg) one_annotation(c, a->vararg->arg.arg, a->vararg->arg.annotation, &n);
    list_annotations(c, a->kwonlyargs, &n);
    if (a->kwarg) one_annotation(c, a->kwarg->arg.arg, a->kwarg->arg.annotation, &n);
    if (returns && !c->failed) {
        const KiAstStr *name = ki_names_intern(&c->names, "return", 6);
        if (name)
            one_annotation(c, name, returns, &n);
        else
            ki_comp_nomem(c);
    }
    if (!n) return;
    *fl |= KI_FL_CT;
    ki_emit(c, KI_OP_BUILD_TUPLE, 0, base, base, n);
    for (int i = n; i-- > 0;)
        ki_drop(c, base + i);
    ki_result(c, KI_TO_TEMP, base);
}

static void check_params(KiCompiler *c, KiAstSeq args) {
    for (uint32_t i = 0; i < args.n && !c->failed; i++) {
        ki_forbidden_name(c, args.at[i]->arg.arg, KI_CTX_Store, c->u->loc);
    }
}

static void check_arguments(KiCompiler *c, KiAstarguments *a) {
    check_params(c, a->posonlyargs);
    check_params(c, a->args);
    check_params(c, a->kwonlyargs);
    if (a->vararg) check_params(c, (KiAstSeq){&a->vararg, 1});
    if (a->kwarg) check_params(c, (KiAstSeq){&a->kwarg, 1});
}

static void set_params(KiUnit *u, const KiAstarguments *a) {
    u->n_posonly = (int)a->posonlyargs.n;
    u->n_args = u->n_posonly + (int)a->args.n;
    u->n_kwonly = (int)a->kwonlyargs.n;
}

/* --- functions --- */

static void function_body(KiCompiler *c, void *data) {
    KiAst *s = data;
    const KiAst *doc = c->optimize < 2 ? ki_docstring(s->FunctionDef.body) : NULL;
    KiValue v = doc ? ki_fold(c, s->FunctionDef.body.at[0]->Expr.value) : KI_NONE;
    if (c->failed) return;
    ki_note_const(c, v);
    KiAstSeq body = s->FunctionDef.body;
    if (doc && body.n == 1) ki_emit(c, KI_OP_NOP, 0, 0, 0, 0); /* returns from the line of `def` */
    ki_stmts(c, doc ? (KiAstSeq){body.at + 1, body.n - 1} : body);
}

static void set_doc(KiCompiler *c, KiCode *code, KiAstSeq body) {
    const KiAst *doc = c->optimize < 2 ? ki_docstring(body) : NULL;
    if (!code || !doc) return;
    KiValue v = ki_fold(c, body.at[0]->Expr.value);
    if (v != KI_ABSENT) ki_assign(c->ks, &code->doc, ki_new_ref(v));
}

static int first_line(const KiAst *s, KiAstSeq decorators) {
    return decorators.n ? decorators.at[0]->line : s->line;
}

/* Decorators in nested call windows; what they decorate then goes to the top. */
static void load_decorators(KiCompiler *c, KiAstSeq decorators) {
    for (uint32_t i = 0; i < decorators.n && !c->failed; i++) {
        int w = c->u->depth;
        ki_expr(c, decorators.at[i], KI_TO_TEMP);
        ki_reserve(c, w + 3);
    }
}

static void apply_decorators(KiCompiler *c, KiAst *s, KiAstSeq decorators, int base) {
    for (uint32_t i = decorators.n; i-- > 0;) {
        ki_set_loc(c, decorators.at[i]);
        ki_call_window(c, base + 3 * (int)i, KI_OP_CALL, 1, 0);
    }
    ki_set_loc(c, s);
}

void ki_function_def(KiCompiler *c, KiAst *s, bool is_async) {
    KiAstFunctionDef *f = &s->FunctionDef;
    KiAstarguments *a = &f->args->arguments;
    int base = c->u->depth, fl = 0;
    check_arguments(c, a);
    load_decorators(c, f->decorator_list);
    int at = c->u->depth;
    ki_set_loc(c, s);
    positional_defaults(c, a->defaults, &fl);
    keyword_defaults(c, a, &fl);
    function_annotations(c, a, f->returns, &fl);
    if (c->failed) return;
    KiUnit proto = {.kind = is_async ? KI_UNIT_ASYNC_FUNCTION : KI_UNIT_FUNCTION,
                    .name = f->name->s,
                    .node = s,
                    .qualname = ki_qualname(c, f->name->s, is_global_here(c, f->name)),
                    .first_line = (uint32_t)first_line(s, f->decorator_list)};
    set_params(&proto, a);
    KiScope *scope = ki_symtable_scope(c, s);
    KiCode *code = ki_compile_unit(c, &proto, scope, function_body, s);
    set_doc(c, code, f->body);
    ki_make_function(c, code, scope, fl, at);
    apply_decorators(c, s, f->decorator_list, base);
    ki_store_name(c, f->name, ki_temp(base));
    ki_reserve(c, base);
}

static void lambda_body(KiCompiler *c, void *data) {
    KiAst *e = data;
    ki_note_const(c, KI_NONE);
    KiOpnd o = ki_operand(c, e->Lambda.body, false, NULL);
    ki_set_loc(c, e);
    ki_emit(c, KI_OP_RETURN, ki_fl_a(o), o.reg, 0, 0);
    ki_use(c, o);
    ki_die(c);
}

void ki_lambda(KiCompiler *c, KiAst *e, int dst) {
    KiAstarguments *a = &e->Lambda.args->arguments;
    int at = c->u->depth, fl = 0;
    check_arguments(c, a);
    positional_defaults(c, a->defaults, &fl);
    keyword_defaults(c, a, &fl);
    if (c->failed) return;
    KiUnit proto = {.kind = KI_UNIT_LAMBDA,
                    .name = "<lambda>",
                    .node = e,
                    .qualname = ki_qualname(c, "<lambda>", false),
                    .first_line = (uint32_t)e->line};
    set_params(&proto, a);
    KiScope *scope = ki_symtable_scope(c, e);
    ki_make_function(c, ki_compile_unit(c, &proto, scope, lambda_body, e), scope, fl, at);
    if (dst >= 0) ki_move(c, dst, ki_temp(at));
}

/* --- classes --- */

static void store_text(KiCompiler *c, const char *name, KiOpnd v) {
    const KiAstStr *n = ki_names_intern(&c->names, name, strlen(name));
    if (n)
        ki_store_name(c, n, v);
    else
        ki_comp_nomem(c);
}

static void class_body(KiCompiler *c, void *data) {
    KiAst *s = data;
    KiUnit *u = c->u;
    int base = u->depth;
    u->loc = (KiPosition){u->first_line, u->first_line, 0, 0};
    const KiAstStr *name = ki_names_intern(&c->names, "__name__", 8);
    if (!name) {
        ki_comp_nomem(c);
        return;
    }
    ki_load_name(c, name, KI_TO_TEMP);
    store_text(c, "__module__", ki_temp(base));
    ki_reserve(c, base);
    ki_load_value(c, u->qualname, KI_TO_TEMP);
    store_text(c, "__qualname__", ki_temp(base));
    ki_reserve(c, base);
    ki_body(c, s->ClassDef.body);
    if (!u->scope->needs_class_cell || c->failed) return;
    ki_no_loc(c);
    ki_emit(c, KI_OP_MOVE, 0, base, 1, 0);
    ki_result(c, KI_TO_TEMP, base);
    store_text(c, "__classcell__", ki_borrow(base));
    ki_emit(c, KI_OP_RETURN, KI_FL_AT, base, 0, 0);
    ki_drop(c, base);
    ki_reserve(c, base);
    ki_die(c);
}

void ki_class_def(KiCompiler *c, KiAst *s) {
    KiAstClassDef *d = &s->ClassDef;
    int base = c->u->depth;
    load_decorators(c, d->decorator_list);
    if (c->failed) return;
    ki_set_loc(c, s);
    KiUnit proto = {.kind = KI_UNIT_CLASS,
                    .name = d->name->s,
                    .node = s,
                    .namespace_ = true,
                    .qualname = ki_qualname(c, d->name->s, is_global_here(c, d->name)),
                    .first_line = (uint32_t)first_line(s, d->decorator_list)};
    KiScope *scope = ki_symtable_scope(c, s);
    KiCode *code = ki_compile_unit(c, &proto, scope, class_body, s);
    set_doc(c, code, d->body);
    int w = c->u->depth;
    ki_emit(c, KI_OP_BUILD_CLASS, 0, w, 0, 0);
    ki_push(c, w);
    ki_reserve(c, w + 3);
    ki_make_function(c, code, scope, 0, w + 3);
    ki_load_value(c, ki_comp_str(c, d->name), KI_TO_TEMP);
    ki_call_args(c, w, 2, d->bases, d->keywords);
    apply_decorators(c, s, d->decorator_list, base);
    ki_store_name(c, d->name, ki_temp(base));
    ki_reserve(c, base);
}
