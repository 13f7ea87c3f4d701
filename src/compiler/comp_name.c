/* Names: loading, storing and deleting them, whatever they turn out to be. */
#include <string.h>

#include "compiler.h"

KiNameRef ki_name_ref(KiCompiler *c, const KiAstStr *name) {
    KiUnit *u = c->u;
    name = ki_mangle(c, u->scope->private_, name);
    KiNameRef r = {KI_RES_GLOBAL_IMPLICIT, false, -1, name};
    const KiSym *sym = ki_scope_find(u->scope, name);
    if (sym) {
        r.res = sym->res;
        r.index = sym->res == KI_RES_FREE ? sym->free_index : sym->index;
    }
    if (u->scope->kind == KI_SCOPE_FUNCTION || r.res == KI_RES_FREE) return r;
    if (u->scope->kind == KI_SCOPE_MODULE && !u->namespace_) r.res = KI_RES_GLOBAL_EXPLICIT;
    r.by_name = r.res != KI_RES_GLOBAL_EXPLICIT;
    return r;
}

bool ki_forbidden_name(KiCompiler *c, const KiAstStr *name, KiExprCtx ctx, KiPosition at) {
    if (name->len != 9 || memcmp(name->s, "__debug__", 9) != 0 || ctx == KI_CTX_Load) return false;
    ki_comp_error_pos(c, at,
                      ctx == KI_CTX_Del ? "cannot delete __debug__" : "cannot assign to __debug__");
    return true;
}

int ki_plain_local(KiCompiler *c, const KiAstStr *name) {
    KiNameRef r = ki_name_ref(c, name);
    return r.res == KI_RES_LOCAL && !r.by_name &&
                   !(name->len == 9 && !memcmp(name->s, "__debug__", 9))
               ? r.index
               : -1;
}

int ki_local_of_name(KiCompiler *c, const KiAstStr *name) {
    KiNameRef r = ki_name_ref(c, name);
    return !r.by_name && (r.res == KI_RES_LOCAL || r.res == KI_RES_CELL) ? r.index : -1;
}

static void check_bound(KiCompiler *c, KiNameRef r) {
    if (ki_is_bound(c->u, r.index)) return;
    ki_emit(c, KI_OP_CHECK, 0, 0, r.index, ki_local_name_k(c, r.name));
    ki_mark_bound(c->u, r.index);
}

bool ki_local_name(KiCompiler *c, const KiAst *e, int *reg) {
    if (e->kind != KI_AST_Name || c->failed) return false;
    KiNameRef r = ki_name_ref(c, e->Name.id);
    if (r.res != KI_RES_LOCAL || r.by_name || r.index < 0) return false;
    KiPosition loc = c->u->loc;
    ki_set_loc(c, e);
    check_bound(c, r);
    c->u->loc = loc;
    *reg = r.index;
    return true;
}

void ki_load_name(KiCompiler *c, const KiAstStr *name, int dst) {
    KiNameRef r = ki_name_ref(c, name);
    int base = c->u->depth, a = ki_dst_reg(dst, base), fl = ki_dst_fl(dst);
    if (r.by_name) {
        ki_emit(c, KI_OP_LOADNAME, fl, a, 0, ki_name_cached(c, r.name, KI_CACHE_GLOBAL));
        ki_result(c, dst, base);
        return;
    }
    switch (r.res) {
    case KI_RES_LOCAL:
        check_bound(c, r);
        ki_move(c, dst, ki_borrow(r.index));
        return;
    case KI_RES_CELL:
        ki_emit(c, KI_OP_LOADCELL, fl, a, r.index, ki_local_name_k(c, r.name));
        break;
    case KI_RES_FREE: {
        bool in_class = c->u->scope->kind == KI_SCOPE_CLASS;
        ki_emit(c, in_class ? KI_OP_LOADCLASSFREE : KI_OP_LOADFREE, fl, a, r.index,
                ki_local_name_k(c, r.name));
        break;
    }
    default:
        ki_emit(c, KI_OP_LOADGLOBAL, fl, a, 0, ki_name_cached(c, r.name, KI_CACHE_GLOBAL));
        break;
    }
    ki_result(c, dst, base);
}

void ki_store_name(KiCompiler *c, const KiAstStr *name, KiOpnd v) {
    KiNameRef r = ki_name_ref(c, name);
    if (ki_forbidden_name(c, name, KI_CTX_Store, c->u->loc)) return;
    if (r.by_name) {
        ki_emit(c, KI_OP_STORENAME, ki_fl_b(v), 0, v.reg,
                ki_name_cached(c, r.name, KI_CACHE_GLOBAL));
    } else {
        switch (r.res) {
        case KI_RES_LOCAL:
            if (v.kind == KI_OPND_LOCAL && v.reg == r.index) return;
            ki_emit(c, KI_OP_MOVE, KI_FL_AL | ki_fl_b(v), r.index, v.reg, 0);
            ki_mark_bound(c->u, r.index);
            break;
        case KI_RES_CELL:
            ki_emit(c, KI_OP_STORECELL, ki_fl_b(v), r.index, v.reg, 0);
            break;
        case KI_RES_FREE:
            ki_emit(c, KI_OP_STOREFREE, ki_fl_b(v), r.index, v.reg, 0);
            break;
        default:
            ki_emit(c, KI_OP_STOREGLOBAL, ki_fl_b(v), 0, v.reg,
                    ki_name_cached(c, r.name, KI_CACHE_GLOBAL));
            break;
        }
    }
    ki_use(c, v);
}

void ki_delete_name(KiCompiler *c, const KiAstStr *name) {
    KiNameRef r = ki_name_ref(c, name);
    if (ki_forbidden_name(c, name, KI_CTX_Del, c->u->loc)) return;
    bool local = !r.by_name && r.res >= KI_RES_LOCAL && r.res <= KI_RES_FREE;
    int k = local ? ki_local_name_k(c, r.name) : ki_name_k(c, r.name);
    if (r.by_name) {
        ki_emit(c, KI_OP_DELNAME, 0, 0, 0, k);
        return;
    }
    switch (r.res) {
    case KI_RES_LOCAL:
        ki_emit(c, KI_OP_DELLOCAL, 0, r.index, 0, k);
        ki_mark_unbound(c->u, r.index);
        break;
    case KI_RES_CELL:
        ki_emit(c, KI_OP_DELCELL, 0, r.index, 0, k);
        break;
    case KI_RES_FREE:
        ki_emit(c, KI_OP_DELFREE, 0, r.index, 0, k);
        break;
    default:
        ki_emit(c, KI_OP_DELGLOBAL, 0, 0, 0, k);
        break;
    }
}

/* The cell itself, for the closure of an inner function, in a new temporary. */
void ki_load_closure_cell(KiCompiler *c, const KiAstStr *name) {
    int base = c->u->depth;
    const KiScope *s = c->u->scope;
    const KiSym *sym = ki_scope_find(s, name);
    if (s->kind == KI_SCOPE_CLASS && s->needs_class_cell && name->len == 9 &&
        !memcmp(name->s, "__class__", 9))
        ki_emit(c, KI_OP_MOVE, 0, base, 1, 0);
    else if (sym && sym->res == KI_RES_CELL)
        ki_emit(c, KI_OP_MOVE, 0, base, sym->index, 0);
    else if (sym && sym->free_index >= 0)
        ki_emit(c, KI_OP_FREECELL, 0, base, sym->free_index, 0);
    else if (!c->failed) {
        ki_raise(c->ks, KI_EXC_SystemError, "no cell for '%s'", name->s);
        c->failed = true;
    }
    ki_result(c, KI_TO_TEMP, base);
}
