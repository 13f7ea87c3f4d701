/* Deciding what every name of every scope means, and numbering: registers for locals and cells,
 * indices for free variables. Outer scopes are decided before inner ones; an inner use then turns
 * the binder's local into a cell and threads a free variable through the scopes between. */
#include <stdlib.h>
#include <string.h>

#include "compiler.h"

static bool is_class_name(const KiAstStr *n) {
    return n->len == 9 && !memcmp(n->s, "__class__", 9);
}

/* The enclosing scope that gives `name` to scope s, or NULL: it is global. */
static KiScope *binder(KiScope *s, const KiAstStr *name) {
    for (KiScope *p = s->parent; p && p->kind != KI_SCOPE_MODULE; p = p->parent) {
        if (p->kind == KI_SCOPE_CLASS) {
            if (is_class_name(name)) return p;
            continue;
        }
        KiSym *sym = ki_scope_find(p, name);
        if (!sym) continue;
        if (sym->flags & KI_SYM_GLOBAL) return NULL;
        if ((sym->flags & (KI_SYM_NONLOCAL | KI_SYM_BOUND)) || sym->res == KI_RES_FREE) return p;
    }
    return NULL;
}

/* Hands the variable from scope `from` down to s: marks it free in between. */
static void thread_through(KiCompiler *c, KiScope *s, KiScope *from, const KiAstStr *name) {
    for (KiScope *q = s->parent; q != from; q = q->parent) {
        KiSym *sym = ki_scope_add(c, q, name);
        if (!sym) return;
        if (q->kind == KI_SCOPE_CLASS && (sym->flags & (KI_SYM_BOUND | KI_SYM_GLOBAL)))
            sym->free_class = true;
        else
            sym->res = KI_RES_FREE;
    }
    if (from->kind == KI_SCOPE_CLASS) {
        from->needs_class_cell = true;
        return;
    }
    KiSym *sym = ki_scope_find(from, name);
    if (sym->res == KI_RES_LOCAL) sym->res = KI_RES_CELL;
}

static void resolve_sym(KiCompiler *c, KiScope *s, KiSym *sym) {
    const char *n = sym->name->s;
    if (sym->flags & KI_SYM_GLOBAL) {
        if (sym->flags & KI_SYM_NONLOCAL)
            ki_comp_error(c, sym->decl, "name '%s' is nonlocal and global", n);
        sym->res = KI_RES_GLOBAL_EXPLICIT;
        return;
    }
    bool nonlocal = sym->flags & KI_SYM_NONLOCAL;
    if (nonlocal && s->kind == KI_SCOPE_MODULE) {
        ki_comp_error(c, sym->decl, "nonlocal declaration not allowed at module level");
        return;
    }
    if (!nonlocal && (sym->flags & KI_SYM_BOUND)) {
        sym->res = KI_RES_LOCAL;
        return;
    }
    KiScope *from = binder(s, sym->name);
    if (from) {
        sym->res = KI_RES_FREE;
        thread_through(c, s, from, sym->name);
    } else if (nonlocal) {
        ki_comp_error(c, sym->decl, "no binding for nonlocal '%s' found", n);
    } else {
        sym->res = KI_RES_GLOBAL_IMPLICIT;
    }
}

static void resolve(KiCompiler *c, KiScope *s) {
    if (c->failed || !ki_comp_enter(c)) return;
    for (uint32_t i = 0; i < s->n_syms && !c->failed; i++)
        if (s->syms[i]->res == KI_RES_UNKNOWN) resolve_sym(c, s, s->syms[i]);
    for (KiScope *k = s->first_child; k; k = k->next)
        resolve(c, k);
    ki_comp_leave(c);
}

static int by_name(const void *a, const void *b) {
    return strcmp((*(KiSym *const *)a)->name->s, (*(KiSym *const *)b)->name->s);
}

/* The symbols in the order of their ranks; NULL: no memory. */
static KiSym **by_rank(KiCompiler *c, KiScope *s) {
    if (!s->ranked) return s->syms;
    KiSym **sorted = KB_ARENA_ARRAY(&c->arena, KiSym *, s->n_syms);
    for (uint32_t i = 0; sorted && i < s->n_syms; i++)
        sorted[s->syms[i]->rank] = s->syms[i];
    return sorted;
}

/* Registers of a function: parameters and other locals, then the cells by name. -1: no memory. */
static int number_locals(KiCompiler *c, KiScope *s) {
    KiSym **syms = by_rank(c, s), **cells = KB_ARENA_ARRAY(&c->arena, KiSym *, s->n_syms + 1);
    int reg = 0;
    uint32_t n_cells = 0;
    if ((!syms && s->n_syms) || !cells) return ki_comp_nomem(c), -1;
    for (uint32_t i = 0; i < s->n_syms; i++) {
        KiSym *sym = syms[i];
        bool cell = sym->res == KI_RES_CELL;
        if (cell && !(sym->flags & KI_SYM_PARAM))
            cells[n_cells++] = sym;
        else if (cell || sym->res == KI_RES_LOCAL)
            sym->index = reg++;
    }
    qsort(cells, n_cells, sizeof *cells, by_name);
    for (uint32_t i = 0; i < n_cells; i++)
        cells[i]->index = reg++;
    return reg;
}

static bool number_scope(KiCompiler *c, KiScope *s) {
    int reg = s->kind == KI_SCOPE_FUNCTION ? number_locals(c, s) : 0;
    uint32_t n_free = 0;
    if (reg < 0) return false;
    for (uint32_t i = 0; i < s->n_syms; i++)
        if (s->syms[i]->res == KI_RES_FREE || s->syms[i]->free_class) n_free++;
    if (reg > 60000) {
        ki_comp_error(c, s->node, "too many local variables in one function");
        return false;
    }
    if (!n_free) return true;
    s->free = KB_ARENA_ARRAY(&c->arena, KiSym *, n_free);
    if (!s->free) return ki_comp_nomem(c);
    for (uint32_t i = 0; i < s->n_syms; i++)
        if (s->syms[i]->res == KI_RES_FREE || s->syms[i]->free_class)
            s->free[s->n_free++] = s->syms[i];
    qsort(s->free, s->n_free, sizeof *s->free, by_name);
    for (uint32_t i = 0; i < s->n_free; i++)
        s->free[i]->free_index = (int)i;
    return true;
}

static void number(KiCompiler *c, KiScope *s) {
    if (c->failed || !ki_comp_enter(c)) return;
    if (number_scope(c, s))
        for (KiScope *k = s->first_child; k; k = k->next)
            number(c, k);
    ki_comp_leave(c);
}

void ki_symtable_build(KiCompiler *c, KiAst *root) {
    ki_symtable_walk(c, root);
    if (c->failed) return;
    resolve(c, c->top_scope);
    if (!c->failed) number(c, c->top_scope);
}
