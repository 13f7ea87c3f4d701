/* Building the scopes: one walk over the tree that records every mention of a name. What a name
 * then means is decided in symresolve.c. The rules and messages are those of Python 3.11. */
#include "symtable.h"

#include <string.h>

#include "compiler.h"

static bool expr(KiCompiler *c, KiAst *e);
static void stmts(KiCompiler *c, KiAstSeq body);

bool ki_ptrmap_get(const KiPtrMap *m, const void *key, uint64_t *value) {
    if (!m->cap) return false;
    for (uint32_t i = (uint32_t)kb_hash_mix((uintptr_t)key);; i++) {
        i &= m->cap - 1;
        if (!m->keys[i]) return false;
        if (m->keys[i] == key) {
            *value = m->values[i];
            return true;
        }
    }
}

static void ptrmap_put(KiPtrMap *m, const void *key, uint64_t value) {
    uint32_t i = (uint32_t)kb_hash_mix((uintptr_t)key) & (m->cap - 1);
    while (m->keys[i] && m->keys[i] != key)
        i = (i + 1) & (m->cap - 1);
    if (!m->keys[i]) m->n++;
    m->keys[i] = key;
    m->values[i] = value;
}

bool ki_ptrmap_set(KiPtrMap *m, const void *key, uint64_t value) {
    if (m->n * 2 >= m->cap) {
        KiPtrMap bigger = {m->arena, NULL, NULL, 0, m->cap ? m->cap * 2 : 16};
        bigger.keys = KB_ARENA_ARRAY(m->arena, const void *, bigger.cap);
        bigger.values = KB_ARENA_ARRAY(m->arena, uint64_t, bigger.cap);
        if (!bigger.keys || !bigger.values) return false;
        for (uint32_t i = 0; i < m->cap; i++)
            if (m->keys[i]) ptrmap_put(&bigger, m->keys[i], m->values[i]);
        *m = bigger;
    }
    ptrmap_put(m, key, value);
    return true;
}

const KiAstStr *ki_mangle(KiCompiler *c, const KiAstStr *private_, const KiAstStr *name) {
    if (!private_ || name->len < 2 || name->s[0] != '_' || name->s[1] != '_') return name;
    if (name->s[name->len - 1] == '_' && name->s[name->len - 2] == '_') return name;
    if (memchr(name->s, '.', name->len)) return name; /* import a.__b */
    const char *cls = private_->s;
    size_t cls_len = private_->len;
    while (cls_len && *cls == '_')
        cls++, cls_len--;
    if (!cls_len) return name;
    char *s = kb_arena_alloc(&c->arena, 1 + cls_len + name->len + 1);
    if (!s) return ki_comp_nomem(c), name;
    s[0] = '_';
    memcpy(s + 1, cls, cls_len);
    memcpy(s + 1 + cls_len, name->s, name->len);
    const KiAstStr *r = ki_names_intern(&c->names, s, 1 + cls_len + name->len);
    return r ? r : (ki_comp_nomem(c), name);
}

KiSym *ki_scope_find(const KiScope *s, const KiAstStr *name) {
    if (!s->cap_slots) return NULL;
    for (uint32_t i = (uint32_t)kb_hash_mix((uintptr_t)name);; i++) {
        i &= s->cap_slots - 1;
        if (!s->slots[i]) return NULL;
        if (s->syms[s->slots[i] - 1]->name == name) return s->syms[s->slots[i] - 1];
    }
}

static bool grow_syms(KiCompiler *c, KiScope *s) {
    uint32_t cap = s->cap_syms ? s->cap_syms * 2 : 8;
    KiSym **syms = KB_ARENA_ARRAY(&c->arena, KiSym *, cap);
    uint32_t *slots = KB_ARENA_ARRAY(&c->arena, uint32_t, cap * 2);
    if (!syms || !slots) return ki_comp_nomem(c);
    for (uint32_t i = 0; i < s->n_syms; i++) {
        syms[i] = s->syms[i];
        uint32_t h = (uint32_t)kb_hash_mix((uintptr_t)syms[i]->name) & (cap * 2 - 1);
        while (slots[h])
            h = (h + 1) & (cap * 2 - 1);
        slots[h] = i + 1;
    }
    s->syms = syms;
    s->slots = slots;
    s->cap_syms = cap;
    s->cap_slots = cap * 2;
    return true;
}

/* The symbol of a mangled name, made if missing; NULL: failed. */
KiSym *ki_scope_add(KiCompiler *c, KiScope *s, const KiAstStr *name) {
    KiSym *sym = ki_scope_find(s, name);
    if (sym) return sym;
    if (s->n_syms == s->cap_syms && !grow_syms(c, s)) return NULL;
    sym = KB_ARENA_NEW(&c->arena, KiSym);
    if (!sym) return ki_comp_nomem(c), NULL;
    sym->name = name;
    sym->index = sym->free_index = -1;
    sym->rank = s->n_syms;
    uint32_t h = (uint32_t)kb_hash_mix((uintptr_t)name) & (s->cap_slots - 1);
    while (s->slots[h])
        h = (h + 1) & (s->cap_slots - 1);
    s->syms[s->n_syms++] = sym;
    s->slots[h] = s->n_syms;
    return sym;
}

static uint32_t flags_of(KiCompiler *c, const KiAstStr *name) {
    KiSym *sym = ki_scope_find(c->scope, ki_mangle(c, c->scope->private_, name));
    return sym ? sym->flags : 0;
}

static KiSym *add_to(KiCompiler *c, KiScope *s, const KiAstStr *name, uint32_t flag,
                     const KiAst *at) {
    name = ki_mangle(c, s->private_, name);
    KiSym *sym = ki_scope_add(c, s, name);
    if (!sym || s->scouting) return sym;
    if ((flag & KI_SYM_PARAM) && (sym->flags & KI_SYM_PARAM)) {
        ki_comp_error(c, at, "duplicate argument '%s' in function definition", name->s);
        return NULL;
    }
    sym->flags |= flag;
    if (flag &
        KI_SYM_GLOBAL) { /* the module's own uses of the name are global too, even in exec() */
        KiSym *top = ki_scope_add(c, c->top_scope, name);
        if (!top) return NULL;
        top->flags |= KI_SYM_GLOBAL;
    }
    if (s->comp_target) {
        if (sym->flags & (KI_SYM_GLOBAL | KI_SYM_NONLOCAL)) {
            ki_comp_error(
                c, at, "comprehension inner loop cannot rebind assignment expression target '%s'",
                name->s);
            return NULL;
        }
        sym->flags |= KI_SYM_COMP_ITER;
    }
    return sym;
}

static KiSym *add(KiCompiler *c, const KiAstStr *name, uint32_t flag, const KiAst *at) {
    return add_to(c, c->scope, name, flag, at);
}

/* A scope below the current one, which it becomes. key: the node it is found by later. */
static KiScope *enter(KiCompiler *c, KiScopeKind kind, const KiAst *key, const KiAstStr *name) {
    KiScope *s = KB_ARENA_NEW(&c->arena, KiScope);
    if (!s) return ki_comp_nomem(c), NULL;
    KiScope *up = c->scope;
    s->kind = kind;
    s->node = key;
    s->name = name;
    s->parent = up;
    if (up) {
        s->private_ = up->private_;
        s->nested = up->nested || up->kind == KI_SCOPE_FUNCTION;
        s->comp_iter_expr = up->comp_iter_expr;
        if (kind != KI_SCOPE_ANNOTATION) {
            if (up->last_child)
                up->last_child->next = s;
            else
                up->first_child = s;
            up->last_child = s;
        }
    }
    if (kind != KI_SCOPE_ANNOTATION && !ki_ptrmap_set(&c->scopes, key, (uintptr_t)s))
        return ki_comp_nomem(c), NULL;
    c->scope = s;
    return s;
}

static void leave(KiCompiler *c) {
    c->scope = c->scope->parent;
}

static bool exprs(KiCompiler *c, KiAstSeq seq) {
    bool walrus = false;
    for (uint32_t i = 0; i < seq.n && !c->failed; i++)
        if (seq.at[i]) walrus |= expr(c, seq.at[i]);
    return walrus;
}

static bool opt(KiCompiler *c, KiAst *e) {
    return e && expr(c, e);
}

/* An annotation counts as use of its names, unless annotations are kept as text. */
static void annotation(KiCompiler *c, KiAst *e) {
    if (!e || c->failed) return;
    bool text = c->future & KI_CO_FUTURE_ANNOTATIONS;
    if (text && (c->scope->scouting || !enter(c, KI_SCOPE_ANNOTATION, e, NULL))) return;
    expr(c, e);
    if (text) leave(c);
}

static void arg_annotations(KiCompiler *c, KiAstSeq args) {
    for (uint32_t i = 0; i < args.n; i++)
        annotation(c, args.at[i]->arg.annotation);
}

static void annotations(KiCompiler *c, KiAstarguments *a, KiAst *returns) {
    arg_annotations(c, a->posonlyargs);
    arg_annotations(c, a->args);
    if (a->vararg) annotation(c, a->vararg->arg.annotation);
    if (a->kwarg) annotation(c, a->kwarg->arg.annotation);
    arg_annotations(c, a->kwonlyargs);
    annotation(c, returns);
}

static void params(KiCompiler *c, KiAstSeq args) {
    for (uint32_t i = 0; i < args.n && !c->failed; i++)
        add(c, args.at[i]->arg.arg, KI_SYM_PARAM, args.at[i]);
}

/* Parameters first and in the order of co_varnames: their registers follow from it. */
static void arguments(KiCompiler *c, KiAstarguments *a) {
    params(c, a->posonlyargs);
    params(c, a->args);
    params(c, a->kwonlyargs);
    if (a->vararg) {
        add(c, a->vararg->arg.arg, KI_SYM_PARAM, a->vararg);
        c->scope->varargs = true;
    }
    if (a->kwarg) {
        add(c, a->kwarg->arg.arg, KI_SYM_PARAM, a->kwarg);
        c->scope->varkw = true;
    }
}

/* The code gets to the names from `later` on, which are new, before those from `first` on: the
 * value of an assignment is mentioned behind its targets. */
static void value_before(KiScope *s, uint32_t first, uint32_t later) {
    if (first == later || later == s->n_syms) return;
    for (uint32_t i = first; i < later; i++)
        s->syms[i]->rank += s->n_syms - later;
    for (uint32_t i = later; i < s->n_syms; i++)
        s->syms[i]->rank -= later - first;
    s->ranked = true;
}

static void function(KiCompiler *c, KiAst *s, bool is_async) {
    KiAstFunctionDef *f = &s->FunctionDef;
    KiAstarguments *a = &f->args->arguments;
    uint32_t before = c->scope->n_syms;
    if (!add(c, f->name, KI_SYM_LOCAL, s)) return;
    uint32_t named = c->scope->n_syms;
    exprs(c, a->defaults);
    exprs(c, a->kw_defaults);
    annotations(c, a, f->returns);
    exprs(c, f->decorator_list);
    value_before(c->scope, before, named);
    if (c->failed || c->scope->scouting || !enter(c, KI_SCOPE_FUNCTION, s, f->name)) return;
    c->scope->coroutine = is_async;
    arguments(c, a);
    stmts(c, f->body);
    leave(c);
}

static void class_(KiCompiler *c, KiAst *s) {
    KiAstClassDef *d = &s->ClassDef;
    uint32_t before = c->scope->n_syms;
    if (!add(c, d->name, KI_SYM_LOCAL, s)) return;
    uint32_t named = c->scope->n_syms;
    exprs(c, d->bases);
    exprs(c, d->keywords);
    exprs(c, d->decorator_list);
    value_before(c->scope, before, named);
    if (c->failed || c->scope->scouting || !enter(c, KI_SCOPE_CLASS, s, d->name)) return;
    c->scope->private_ = d->name;
    stmts(c, d->body);
    leave(c);
}

static void global_stmt(KiCompiler *c, KiAst *s, bool nonlocal) {
    KiAstStrs names = nonlocal ? s->Nonlocal.names : s->Global.names;
    const char *word = nonlocal ? "nonlocal" : "global";
    if (c->scope->scouting) return;
    for (uint32_t i = 0; i < names.n && !c->failed; i++) {
        const char *n = names.at[i]->s;
        uint32_t f = flags_of(c, names.at[i]);
        if (f & KI_SYM_PARAM)
            ki_comp_error(c, s, "name '%s' is parameter and %s", n, word);
        else if (f & KI_SYM_USE)
            ki_comp_error(c, s, "name '%s' is used prior to %s declaration", n, word);
        else if (f & KI_SYM_ANNOT)
            ki_comp_error(c, s, "annotated name '%s' can't be %s", n, word);
        else if (f & KI_SYM_LOCAL)
            ki_comp_error(c, s, "name '%s' is assigned to before %s declaration", n, word);
        KiSym *sym =
            c->failed ? NULL : add(c, names.at[i], nonlocal ? KI_SYM_NONLOCAL : KI_SYM_GLOBAL, s);
        if (sym && !sym->decl) sym->decl = s;
    }
}

static void ann_assign(KiCompiler *c, KiAst *s) {
    KiAstAnnAssign *a = &s->AnnAssign;
    uint32_t before = c->scope->n_syms;
    if (a->target->kind == KI_AST_Name) {
        const KiAstStr *name = a->target->Name.id;
        uint32_t f = flags_of(c, name);
        if ((f & (KI_SYM_GLOBAL | KI_SYM_NONLOCAL)) && c->scope != c->top_scope && a->simple)
            ki_comp_error(c, s, "annotated name '%s' can't be %s", name->s,
                          f & KI_SYM_GLOBAL ? "global" : "nonlocal");
        else if (a->simple)
            add(c, name, KI_SYM_ANNOT | KI_SYM_LOCAL, a->target);
        else if (a->value)
            add(c, name, KI_SYM_LOCAL, a->target);
    } else {
        expr(c, a->target);
    }
    annotation(c, a->annotation);
    uint32_t later = c->scope->n_syms;
    opt(c, a->value);
    value_before(c->scope, before, later);
}

static void alias(KiCompiler *c, KiAst *a) {
    const KiAstStr *name = a->alias.asname ? a->alias.asname : a->alias.name;
    if (name->len == 1 && name->s[0] == '*') {
        if (c->scope->kind != KI_SCOPE_MODULE)
            ki_comp_error(c, a, "import * only allowed at module level");
        return;
    }
    const char *dot = a->alias.asname ? NULL : memchr(name->s, '.', name->len);
    if (dot) name = ki_names_intern(&c->names, name->s, (size_t)(dot - name->s));
    if (!name)
        ki_comp_nomem(c);
    else
        add(c, name, KI_SYM_IMPORT, a);
}

static void pattern(KiCompiler *c, KiAst *p);
static void patterns(KiCompiler *c, KiAstSeq seq) {
    for (uint32_t i = 0; i < seq.n && !c->failed; i++)
        pattern(c, seq.at[i]);
}

static void pattern(KiCompiler *c, KiAst *p) {
    if (!ki_comp_enter(c)) return;
    switch (p->kind) {
    case KI_AST_MatchValue:
        expr(c, p->MatchValue.value);
        break;
    case KI_AST_MatchSequence:
        patterns(c, p->MatchSequence.patterns);
        break;
    case KI_AST_MatchMapping:
        exprs(c, p->MatchMapping.keys);
        patterns(c, p->MatchMapping.patterns);
        if (p->MatchMapping.rest) add(c, p->MatchMapping.rest, KI_SYM_LOCAL, p);
        break;
    case KI_AST_MatchClass:
        expr(c, p->MatchClass.cls);
        patterns(c, p->MatchClass.patterns);
        patterns(c, p->MatchClass.kwd_patterns);
        break;
    case KI_AST_MatchStar:
        if (p->MatchStar.name) add(c, p->MatchStar.name, KI_SYM_LOCAL, p);
        break;
    case KI_AST_MatchAs:
        if (p->MatchAs.pattern) pattern(c, p->MatchAs.pattern);
        if (p->MatchAs.name) add(c, p->MatchAs.name, KI_SYM_LOCAL, p);
        break;
    case KI_AST_MatchOr:
        patterns(c, p->MatchOr.patterns);
        break;
    default:
        break;
    }
    ki_comp_leave(c);
}

/* `:=` inside comprehensions binds in the function or module around them. */
static void bind_outside(KiCompiler *c, KiAst *target) {
    const KiAstStr *name = target->Name.id;
    for (KiScope *s = c->scope; s; s = s->parent) {
        KiSym *sym = ki_scope_find(s, ki_mangle(c, s->private_, name));
        if (s->comp) {
            if (sym && (sym->flags & KI_SYM_COMP_ITER))
                ki_comp_error(
                    c, target,
                    "assignment expression cannot rebind comprehension iteration variable '%s'",
                    name->s);
            if (c->failed) return;
            continue;
        }
        if (s->kind == KI_SCOPE_CLASS) {
            ki_comp_error(
                c, target,
                "assignment expression within a comprehension cannot be used in a class body");
            return;
        }
        bool global = s->kind != KI_SCOPE_FUNCTION || (sym && (sym->flags & KI_SYM_GLOBAL));
        KiSym *here = add(c, name, global ? KI_SYM_GLOBAL : KI_SYM_NONLOCAL, target);
        if (!here) return;
        here->decl = target;
        if (s->kind == KI_SCOPE_FUNCTION)
            add_to(c, s, name, KI_SYM_LOCAL, target);
        else
            add_to(c, s, name, KI_SYM_GLOBAL, target);
        return;
    }
}

static void not_in_annotation(KiCompiler *c, const KiAst *e, const char *what) {
    if (c->scope->kind == KI_SCOPE_ANNOTATION)
        ki_comp_error(c, e, "'%s' can not be used within an annotation", what);
}

static void named_expr(KiCompiler *c, KiAst *e) {
    not_in_annotation(c, e, "named expression");
    if (c->failed) return;
    if (c->scope->comp_iter_expr > 0) {
        ki_comp_error(
            c, e, "assignment expression cannot be used in a comprehension iterable expression");
        return;
    }
    if (c->scope->comp) bind_outside(c, e->NamedExpr.target);
    if (c->failed) return;
    expr(c, e->NamedExpr.value);
    expr(c, e->NamedExpr.target);
}

static void yield(KiCompiler *c, KiAst *e, KiAst *value) {
    not_in_annotation(c, e, "yield expression");
    if (c->failed) return;
    opt(c, value);
    c->scope->generator = true;
    static const char *const where[] = {"", "list comprehension", "set comprehension",
                                        "dict comprehension", "generator expression"};
    if (c->scope->comp) ki_comp_error(c, e, "'yield' inside %s", where[c->scope->comp]);
}

static void inner_for(KiCompiler *c, KiAstcomprehension *g) {
    c->scope->comp_target = true;
    expr(c, g->target);
    c->scope->comp_target = false;
    c->scope->comp_iter_expr++;
    expr(c, g->iter);
    c->scope->comp_iter_expr--;
    exprs(c, g->ifs);
    if (g->is_async) c->scope->coroutine = true;
}

static void comprehension(KiCompiler *c, KiAst *e, KiCompKind kind, KiAstSeq gens, KiAst *elt,
                          KiAst *value) {
    KiAstcomprehension *first = &gens.at[0]->comprehension;
    c->scope->comp_iter_expr++;
    expr(c, first->iter);
    c->scope->comp_iter_expr--;
    if (c->failed || c->scope->scouting) return;
    KiScope *s = enter(c, KI_SCOPE_FUNCTION, e, NULL);
    if (!s) return;
    s->comp = kind;
    if (first->is_async) s->coroutine = true;
    const KiAstStr *arg = ki_names_intern(&c->names, ".0", 2);
    if (!arg)
        ki_comp_nomem(c);
    else
        add(c, arg, KI_SYM_PARAM, e);
    s->comp_target = true;
    if (!c->failed) expr(c, first->target);
    s->comp_target = false;
    exprs(c, first->ifs);
    for (uint32_t i = 1; i < gens.n && !c->failed; i++)
        inner_for(c, &gens.at[i]->comprehension);
    opt(c, value);
    if (!c->failed) expr(c, elt);
    s->generator = kind == KI_COMP_GEN;
    leave(c);
    if (s->coroutine && (!s->generator || c->scope == c->top_scope)) c->scope->coroutine = true;
}

static void lambda(KiCompiler *c, KiAst *e, bool *walrus) {
    KiAstarguments *a = &e->Lambda.args->arguments;
    *walrus = exprs(c, a->defaults);
    *walrus |= exprs(c, a->kw_defaults);
    if (c->failed || c->scope->scouting || !enter(c, KI_SCOPE_FUNCTION, e, NULL)) return;
    arguments(c, a);
    if (!c->failed) expr(c, e->Lambda.body);
    leave(c);
}

static void name(KiCompiler *c, KiAst *e) {
    const KiAstStr *id = e->Name.id;
    KiSym *sym = add(c, id, e->Name.ctx == KI_CTX_Load ? KI_SYM_USE : KI_SYM_LOCAL, e);
    if (!sym) return;
    if (e->Name.ctx == KI_CTX_Del) sym->flags |= KI_SYM_DELETED;
    /* super() without arguments needs the class of the method */
    if (e->Name.ctx == KI_CTX_Load && c->scope->kind == KI_SCOPE_FUNCTION && id->len == 5 &&
        !memcmp(id->s, "super", 5)) {
        const KiAstStr *cls = ki_names_intern(&c->names, "__class__", 9);
        if (!cls)
            ki_comp_nomem(c);
        else
            add(c, cls, KI_SYM_USE, e);
    }
}

/* Visits e; true (and the mark in the node) if it contains `:=` evaluated in this scope. */
static bool expr(KiCompiler *c, KiAst *e) {
    if (c->failed || !ki_comp_enter(c)) return false;
    bool w = false;
    switch (e->kind) {
    case KI_AST_BoolOp:
        w = exprs(c, e->BoolOp.values);
        break;
    case KI_AST_NamedExpr:
        named_expr(c, e), w = true;
        break;
    case KI_AST_BinOp:
        w = expr(c, e->BinOp.left), w |= expr(c, e->BinOp.right);
        break;
    case KI_AST_UnaryOp:
        w = expr(c, e->UnaryOp.operand);
        break;
    case KI_AST_Lambda:
        lambda(c, e, &w);
        break;
    case KI_AST_IfExp:
        w = expr(c, e->IfExp.test), w |= expr(c, e->IfExp.body), w |= expr(c, e->IfExp.orelse);
        break;
    case KI_AST_Dict:
        w = exprs(c, e->Dict.keys), w |= exprs(c, e->Dict.values);
        break;
    case KI_AST_Set:
        w = exprs(c, e->Set.elts);
        break;
    case KI_AST_ListComp:
        comprehension(c, e, KI_COMP_LIST, e->ListComp.generators, e->ListComp.elt, NULL);
        break;
    case KI_AST_SetComp:
        comprehension(c, e, KI_COMP_SET, e->SetComp.generators, e->SetComp.elt, NULL);
        break;
    case KI_AST_DictComp:
        comprehension(c, e, KI_COMP_DICT, e->DictComp.generators, e->DictComp.key,
                      e->DictComp.value);
        break;
    case KI_AST_GeneratorExp:
        comprehension(c, e, KI_COMP_GEN, e->GeneratorExp.generators, e->GeneratorExp.elt, NULL);
        break;
    case KI_AST_Await:
        not_in_annotation(c, e, "await expression");
        w = expr(c, e->Await.value);
        c->scope->coroutine = true;
        break;
    case KI_AST_Yield:
        yield(c, e, e->Yield.value), w = ki_has_walrus(e->Yield.value);
        break;
    case KI_AST_YieldFrom:
        yield(c, e, e->YieldFrom.value), w = ki_has_walrus(e->YieldFrom.value);
        break;
    case KI_AST_Compare:
        w = expr(c, e->Compare.left), w |= exprs(c, e->Compare.comparators);
        break;
    case KI_AST_Call:
        w = expr(c, e->Call.func), w |= exprs(c, e->Call.args), w |= exprs(c, e->Call.keywords);
        break;
    case KI_AST_keyword:
        w = expr(c, e->keyword.value);
        break;
    case KI_AST_FormattedValue:
        w = expr(c, e->FormattedValue.value), w |= opt(c, e->FormattedValue.format_spec);
        break;
    case KI_AST_JoinedStr:
        w = exprs(c, e->JoinedStr.values);
        break;
    case KI_AST_Attribute:
        w = expr(c, e->Attribute.value);
        break;
    case KI_AST_Subscript:
        w = expr(c, e->Subscript.value), w |= expr(c, e->Subscript.slice);
        break;
    case KI_AST_Starred:
        w = expr(c, e->Starred.value);
        break;
    case KI_AST_Name:
        name(c, e);
        break;
    case KI_AST_List:
        w = exprs(c, e->List.elts);
        break;
    case KI_AST_Tuple:
        w = exprs(c, e->Tuple.elts);
        break;
    case KI_AST_Slice:
        w = opt(c, e->Slice.lower), w |= opt(c, e->Slice.upper), w |= opt(c, e->Slice.step);
        break;
    default:
        break;
    }
    if (w) e->scratch |= KI_SCRATCH_WALRUS;
    ki_comp_leave(c);
    return w;
}

static void handlers(KiCompiler *c, KiAstSeq seq) {
    for (uint32_t i = 0; i < seq.n && !c->failed; i++) {
        KiAstExceptHandler *h = &seq.at[i]->ExceptHandler;
        opt(c, h->type);
        if (h->name) add(c, h->name, KI_SYM_LOCAL | KI_SYM_DELETED, seq.at[i]);
        stmts(c, h->body);
    }
}

/* A jump out of `try` statements, up to the innermost loop or of the whole function, goes through
 * their last clauses: the code gets to the names in there now. They are visited in their place. */
static void scout(KiCompiler *c, bool to_loop) {
    KiScope *s = c->scope;
    KiFinally *all = s->finals;
    bool scouting = s->scouting;
    if (s->kind != KI_SCOPE_FUNCTION) return;
    for (KiFinally *f = all; f && !(f->loop && to_loop); f = f->outer) {
        if (f->loop || f->scouted) continue;
        f->scouted = s->scouting = true;
        s->finals = f->outer;
        stmts(c, f->body);
    }
    s->finals = all;
    s->scouting = scouting;
}

static void loop_body(KiCompiler *c, KiAstSeq body) {
    KiFinally f = {.outer = c->scope->finals, .loop = true};
    c->scope->finals = &f;
    stmts(c, body);
    c->scope->finals = f.outer;
}

static void try_(KiCompiler *c, KiAstTry *t) {
    KiFinally f = {.outer = c->scope->finals, .body = t->finalbody};
    if (t->finalbody.n) c->scope->finals = &f;
    stmts(c, t->body), stmts(c, t->orelse);
    handlers(c, t->handlers);
    c->scope->finals = f.outer;
    stmts(c, t->finalbody);
}

static void stmt(KiCompiler *c, KiAst *s) {
    uint32_t before, later;
    switch (s->kind) {
    case KI_AST_FunctionDef:
        function(c, s, false);
        break;
    case KI_AST_AsyncFunctionDef:
        function(c, s, true);
        break;
    case KI_AST_ClassDef:
        class_(c, s);
        break;
    case KI_AST_Return:
        opt(c, s->Return.value);
        scout(c, false);
        break;
    case KI_AST_Break:
    case KI_AST_Continue:
        scout(c, true);
        break;
    case KI_AST_Delete:
        exprs(c, s->Delete.targets);
        break;
    case KI_AST_Assign:
        before = c->scope->n_syms;
        exprs(c, s->Assign.targets), later = c->scope->n_syms;
        expr(c, s->Assign.value), value_before(c->scope, before, later);
        break;
    case KI_AST_AugAssign:
        expr(c, s->AugAssign.target), expr(c, s->AugAssign.value);
        break;
    case KI_AST_AnnAssign:
        ann_assign(c, s);
        break;
    case KI_AST_For:
    case KI_AST_AsyncFor:
        /* of interest in a module only: see scope_flags */
        c->scope->coroutine |= s->kind == KI_AST_AsyncFor;
        before = c->scope->n_syms;
        expr(c, s->For.target), later = c->scope->n_syms;
        expr(c, s->For.iter), value_before(c->scope, before, later);
        loop_body(c, s->For.body), stmts(c, s->For.orelse);
        break;
    case KI_AST_While:
        expr(c, s->While.test), loop_body(c, s->While.body), stmts(c, s->While.orelse);
        break;
    case KI_AST_If:
        expr(c, s->If.test), stmts(c, s->If.body), stmts(c, s->If.orelse);
        break;
    case KI_AST_With:
    case KI_AST_AsyncWith:
        c->scope->coroutine |= s->kind == KI_AST_AsyncWith;
        for (uint32_t i = 0; i < s->With.items.n; i++) {
            KiAstwithitem *it = &s->With.items.at[i]->withitem;
            expr(c, it->context_expr);
            opt(c, it->optional_vars);
        }
        stmts(c, s->With.body);
        break;
    case KI_AST_Match:
        expr(c, s->Match.subject);
        for (uint32_t i = 0; i < s->Match.cases.n && !c->failed; i++) {
            KiAstmatch_case *m = &s->Match.cases.at[i]->match_case;
            pattern(c, m->pattern);
            opt(c, m->guard);
            stmts(c, m->body);
        }
        break;
    case KI_AST_Raise:
        opt(c, s->Raise.exc), opt(c, s->Raise.cause);
        break;
    case KI_AST_Try:
    case KI_AST_TryStar:
        try_(c, &s->Try);
        break;
    case KI_AST_Assert:
        expr(c, s->Assert.test), opt(c, s->Assert.msg);
        break;
    case KI_AST_Import:
        for (uint32_t i = 0; i < s->Import.names.n; i++)
            alias(c, s->Import.names.at[i]);
        break;
    case KI_AST_ImportFrom:
        for (uint32_t i = 0; i < s->ImportFrom.names.n; i++)
            alias(c, s->ImportFrom.names.at[i]);
        break;
    case KI_AST_Global:
        global_stmt(c, s, false);
        break;
    case KI_AST_Nonlocal:
        global_stmt(c, s, true);
        break;
    case KI_AST_Expr:
        expr(c, s->Expr.value);
        break;
    default:
        break;
    }
}

static void stmts(KiCompiler *c, KiAstSeq body) {
    if (!ki_comp_enter(c)) return;
    for (uint32_t i = 0; i < body.n && !c->failed; i++)
        stmt(c, body.at[i]);
    ki_comp_leave(c);
}

void ki_symtable_walk(KiCompiler *c, KiAst *root) {
    c->top_scope = enter(c, KI_SCOPE_MODULE, root, NULL);
    if (!c->top_scope) return;
    switch (root->kind) {
    case KI_AST_Expression:
        expr(c, root->Expression.body);
        break;
    case KI_AST_Interactive:
        stmts(c, root->Interactive.body);
        break;
    default:
        stmts(c, root->Module.body);
        break;
    }
    c->scope = NULL;
}

KiScope *ki_symtable_scope(KiCompiler *c, const KiAst *node) {
    uint64_t v;
    return ki_ptrmap_get(&c->scopes, node, &v) ? (KiScope *)(uintptr_t)v : NULL;
}
