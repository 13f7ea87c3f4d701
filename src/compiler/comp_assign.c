/* Assignment: targets of every shape, augmented and annotated assignment, del. */
#include <string.h>

#include "compiler.h"

static const KiAstStr *attr_name(KiCompiler *c, const KiAst *e) {
    return ki_mangle(c, c->u->scope->private_, e->Attribute.attr);
}

/* What is evaluated in a target after the value: may it rebind a local the value is borrowed from?
 */
static bool target_rebinds(const KiAst *t) {
    return ki_has_walrus(t) || t->kind == KI_AST_Tuple || t->kind == KI_AST_List;
}

static void store_attribute(KiCompiler *c, KiAst *t, KiOpnd v) {
    int base = v.kind == KI_OPND_TEMP ? v.reg : c->u->depth;
    if (ki_forbidden_name(c, t->Attribute.attr, KI_CTX_Store, c->u->loc)) return;
    KiOpnd o = ki_operand(c, t->Attribute.value, false, NULL);
    ki_loc_of_attribute(c, t);
    ki_emit(c, KI_OP_SETATTR, ki_fl_a(o) | ki_fl_b(v), o.reg, v.reg,
            ki_name_cached(c, attr_name(c, t), KI_CACHE_ATTR));
    ki_use(c, o);
    ki_use(c, v);
    ki_reserve(c, base);
}

static void store_subscript(KiCompiler *c, KiAst *t, KiOpnd v) {
    int base = v.kind == KI_OPND_TEMP ? v.reg : c->u->depth;
    KiOpnd o = ki_operand(c, t->Subscript.value, false, t->Subscript.slice);
    KiOpnd i = ki_index_operand(c, t->Subscript.slice, NULL);
    ki_emit(c, KI_OP_SETITEM, ki_fl_a(o) | ki_fl_b(i) | ki_fl_c(v), o.reg, i.reg, v.reg);
    ki_use(c, i);
    ki_use(c, o);
    ki_use(c, v);
    ki_reserve(c, base);
}

/* Stores a run of values, the first in the highest register, to the targets from left to right. */
static void store_run(KiCompiler *c, KiAstSeq targets, int run) {
    for (uint32_t i = 0; i < targets.n && !c->failed; i++) {
        KiAst *t = targets.at[i];
        int reg = run + (int)(targets.n - 1 - i);
        ki_store(c, t->kind == KI_AST_Starred ? t->Starred.value : t, ki_temp(reg));
        ki_reserve(c, reg);
    }
}

static void store_sequence(KiCompiler *c, KiAst *t, KiAstSeq targets, KiOpnd v) {
    int run = v.kind == KI_OPND_TEMP ? v.reg : c->u->depth, star = -1;
    for (uint32_t i = 0; i < targets.n; i++) {
        if (targets.at[i]->kind != KI_AST_Starred) continue;
        if (star >= 0) {
            ki_comp_error(c, t, "multiple starred expressions in assignment");
            return;
        }
        star = (int)i;
    }
    int n = (int)targets.n;
    if (star >= 0 && (star >= 256 || n - star - 1 >= 128)) {
        ki_comp_error(c, t, "too many expressions in star-unpacking assignment");
        return;
    }
    ki_reserve(c, run + n);
    if (star < 0)
        ki_emit(c, KI_OP_UNPACK, ki_fl_b(v), run, v.reg, n);
    else
        ki_emit(c, KI_OP_UNPACK_EX, ki_fl_b(v), run, v.reg, star | (n - star - 1) << 8);
    ki_use(c, v);
    for (int i = 0; i < n; i++)
        ki_push(c, run + i);
    store_run(c, targets, run);
    ki_reserve(c, run);
}

void ki_store(KiCompiler *c, KiAst *t, KiOpnd v) {
    if (c->failed || !ki_comp_enter(c)) return;
    KiPosition loc = c->u->loc;
    ki_set_loc(c, t);
    switch (t->kind) {
    case KI_AST_Name:
        ki_store_name(c, t->Name.id, v);
        break;
    case KI_AST_Attribute:
        store_attribute(c, t, v);
        break;
    case KI_AST_Subscript:
        store_subscript(c, t, v);
        break;
    case KI_AST_Tuple:
        store_sequence(c, t, t->Tuple.elts, v);
        break;
    case KI_AST_List:
        store_sequence(c, t, t->List.elts, v);
        break;
    case KI_AST_Starred:
        ki_comp_error(c, t, "starred assignment target must be in a list or tuple");
        break;
    default:
        ki_comp_error(c, t, "unexpected assignment target");
        break;
    }
    c->u->loc = loc;
    ki_comp_leave(c);
}

/* --- a, b = x, y without a tuple --- */

static bool simple_targets(KiCompiler *c, KiAstSeq t) {
    for (uint32_t i = 0; i < t.n; i++) {
        if (ki_has_walrus(t.at[i])) return false;
        if (t.at[i]->kind != KI_AST_Name && t.at[i]->kind != KI_AST_Attribute &&
            t.at[i]->kind != KI_AST_Subscript)
            return false;
    }
    return true;
}

static bool plain_values(KiAstSeq v) {
    for (uint32_t i = 0; i < v.n; i++)
        if (v.at[i]->kind == KI_AST_Starred || ki_has_walrus(v.at[i])) return false;
    return true;
}

static bool stored_before(KiCompiler *c, KiAstSeq targets, uint32_t i, int reg) {
    for (uint32_t j = 0; j < i; j++)
        if (targets.at[j]->kind == KI_AST_Name && ki_plain_local(c, targets.at[j]->Name.id) == reg)
            return true;
    return false;
}

#define MAX_PAIRS 8

/* Values stay in temporaries, or in their locals where no earlier target overwrites them. */
static bool assign_pairs(KiCompiler *c, KiAst *target, KiAst *value) {
    if (target->kind != KI_AST_Tuple && target->kind != KI_AST_List) return false;
    if (value->kind != KI_AST_Tuple && value->kind != KI_AST_List) return false;
    KiAstSeq t = target->kind == KI_AST_Tuple ? target->Tuple.elts : target->List.elts;
    KiAstSeq v = value->kind == KI_AST_Tuple ? value->Tuple.elts : value->List.elts;
    if (t.n != v.n || t.n == 0 || t.n > MAX_PAIRS || !simple_targets(c, t) || !plain_values(v))
        return false;
    KiOpnd o[MAX_PAIRS];
    int base = c->u->depth;
    for (uint32_t i = 0; i < t.n && !c->failed; i++) {
        int reg;
        bool name = t.at[i]->kind == KI_AST_Name && ki_plain_local(c, t.at[i]->Name.id) >= 0;
        if (name && ki_fold(c, v.at[i]) != KI_ABSENT) {
            o[i] = (KiOpnd){KI_OPND_K, 0}; /* loaded when stored */
        } else if (ki_local_name(c, v.at[i], &reg) && !stored_before(c, t, i, reg)) {
            o[i] = ki_borrow(reg);
        } else {
            o[i] = ki_temp(c->u->depth);
            ki_expr(c, v.at[i], KI_TO_TEMP);
        }
    }
    for (uint32_t i = 0; i < t.n && !c->failed; i++) {
        if (o[i].kind == KI_OPND_K) {
            ki_expr(c, v.at[i], ki_plain_local(c, t.at[i]->Name.id));
            continue;
        }
        int depth = c->u->depth; /* values still to be stored lie below */
        ki_store(c, t.at[i], o[i]);
        ki_reserve(c, depth);
    }
    ki_reserve(c, base);
    return true;
}

void ki_assign_stmt(KiCompiler *c, KiAst *s) {
    KiAstSeq targets = s->Assign.targets;
    KiAst *value = s->Assign.value, *first = targets.at[0];
    int base = c->u->depth;
    if (targets.n == 1) {
        int reg = first->kind == KI_AST_Name ? ki_plain_local(c, first->Name.id) : -1;
        /* both ways through a condition of several lines come to the line of the store */
        bool joins = value->kind == KI_AST_IfExp && value->line != value->end_line;
        if (reg >= 0 && !joins) {
            ki_expr(c, value, reg);
            if (value->end_line != first->line) ki_pass_behind(c, first);
            return;
        }
        if (assign_pairs(c, first, value)) return;
        ki_store(c, first,
                 ki_operand(c, value, false,
                            target_rebinds(first) && ki_has_walrus(first) ? first : NULL));
        ki_reserve(c, base);
        return;
    }
    bool copy = false;
    for (uint32_t i = 0; i < targets.n; i++)
        copy |= target_rebinds(targets.at[i]);
    KiOpnd v;
    if (copy) {
        ki_expr(c, value, KI_TO_TEMP);
        v = ki_temp(base);
    } else {
        v = ki_operand(c, value, false, NULL);
    }
    for (uint32_t i = 0; i < targets.n && !c->failed; i++) {
        bool last = i + 1 == targets.n;
        ki_store(c, targets.at[i], last ? v : ki_borrow(v.reg));
    }
    ki_reserve(c, base);
}

/* --- augmented --- */

static void inplace(KiCompiler *c, KiAst *s, int dst, int base, KiOpnd l, KiOpnd r) {
    ki_set_loc(c, s);
    ki_emit(c, ki_binary_op(s->AugAssign.op), KI_FL_X | ki_dst_fl(dst) | ki_fl_b(l) | ki_fl_c(r),
            ki_dst_reg(dst, base), l.reg, r.reg);
    ki_use(c, r);
    ki_use(c, l);
    ki_result(c, dst, base);
}

static void aug_name(KiCompiler *c, KiAst *s) {
    KiAst *t = s->AugAssign.target;
    int base = c->u->depth, reg = ki_plain_local(c, t->Name.id);
    if (reg >= 0 && !ki_has_walrus(s->AugAssign.value)) {
        if (!ki_local_name(c, t, &reg)) return;
        inplace(c, s, reg, base, ki_borrow(reg), ki_operand(c, s->AugAssign.value, true, NULL));
        return;
    }
    ki_set_loc(c, t);
    ki_load_name(c, t->Name.id, KI_TO_TEMP);
    ki_set_loc(c, s);
    KiOpnd r = ki_operand(c, s->AugAssign.value, true, NULL);
    inplace(c, s, KI_TO_TEMP, base, ki_temp(base), r);
    ki_set_loc(c, t);
    ki_store_name(c, t->Name.id, ki_temp(base));
    ki_reserve(c, base);
}

static void aug_attribute(KiCompiler *c, KiAst *s) {
    KiAst *t = s->AugAssign.target, *value = s->AugAssign.value;
    int base = c->u->depth;
    ki_set_loc(c, t);
    KiOpnd o = ki_operand(c, t->Attribute.value, false, value);
    ki_loc_of_attribute(c, t);
    int old = c->u->depth;
    ki_emit(c, KI_OP_GETATTR, 0, old, o.reg, ki_name_cached(c, attr_name(c, t), KI_CACHE_ATTR));
    ki_result(c, KI_TO_TEMP, old);
    ki_set_loc(c, s);
    KiOpnd r = ki_operand(c, value, true, NULL);
    inplace(c, s, KI_TO_TEMP, old, ki_temp(old), r);
    ki_set_loc(c, t);
    ki_loc_of_attribute(c, t);
    ki_emit(c, KI_OP_SETATTR, ki_fl_a(o) | KI_FL_BT, o.reg, old,
            ki_name_cached(c, attr_name(c, t), KI_CACHE_ATTR));
    ki_drop(c, old);
    ki_use(c, o);
    ki_reserve(c, base);
}

static void aug_subscript(KiCompiler *c, KiAst *s) {
    KiAst *t = s->AugAssign.target, *value = s->AugAssign.value;
    int base = c->u->depth;
    ki_set_loc(c, t);
    const KiAst *later = ki_has_walrus(t->Subscript.slice) ? t->Subscript.slice : value;
    KiOpnd o = ki_operand(c, t->Subscript.value, false, later);
    KiOpnd i = ki_index_operand(c, t->Subscript.slice, value);
    int old = c->u->depth;
    ki_emit(c, KI_OP_GETITEM, i.kind == KI_OPND_K ? KI_FL_CK : 0, old, o.reg, i.reg);
    ki_result(c, KI_TO_TEMP, old);
    ki_set_loc(c, s);
    KiOpnd r = ki_operand(c, value, true, NULL);
    inplace(c, s, KI_TO_TEMP, old, ki_temp(old), r);
    ki_set_loc(c, t);
    ki_emit(c, KI_OP_SETITEM, ki_fl_a(o) | ki_fl_b(i) | KI_FL_CT, o.reg, i.reg, old);
    ki_drop(c, old);
    ki_use(c, i);
    ki_use(c, o);
    ki_reserve(c, base);
}

void ki_augassign(KiCompiler *c, KiAst *s) {
    KiAst *t = s->AugAssign.target;
    switch (t->kind) {
    case KI_AST_Name:
        aug_name(c, s);
        break;
    case KI_AST_Attribute:
        aug_attribute(c, s);
        break;
    case KI_AST_Subscript:
        aug_subscript(c, s);
        break;
    default:
        ki_comp_error(c, t, "unexpected target of augmented assignment");
        break;
    }
}

/* --- annotated --- */

void ki_load_annotation(KiCompiler *c, KiAst *e) {
    if (!(c->future & KI_CO_FUTURE_ANNOTATIONS)) {
        ki_expr(c, e, KI_TO_TEMP);
        return;
    }
    KbStrbuf b;
    kb_strbuf_init(&b, &c->ks->alloc, KB_STRBUF_NO_MAX);
    if (ki_unparse(&b, c, e) && !c->failed) {
        KiValue v = ki_comp_check(c, ki_str_from_utf8(c->ks, b.data ? b.data : "", b.len));
        if (!c->failed) ki_load_value(c, v, KI_TO_TEMP);
        ki_decref(c->ks, v);
    } else if (!c->failed) {
        ki_comp_nomem(c);
    }
    kb_strbuf_free(&b);
}

static void store_annotation(KiCompiler *c, KiAst *s) {
    int base = c->u->depth;
    const KiAstStr *target = ki_mangle(c, c->u->scope->private_, s->AnnAssign.target->Name.id);
    ki_load_annotation(c, s->AnnAssign.annotation);
    const KiAstStr *dict = ki_names_intern(&c->names, "__annotations__", 15);
    if (!dict) {
        ki_comp_nomem(c);
        return;
    }
    ki_load_name(c, dict, KI_TO_TEMP);
    KiValue name = ki_comp_str(c, target);
    int k = c->failed ? 0 : ki_const(c, name), fl = KI_FL_BK;
    if (k >= 0xFFFF) {
        k = c->u->depth;
        ki_load_value(c, name, KI_TO_TEMP);
        fl = KI_FL_BT;
    }
    ki_emit(c, KI_OP_SETITEM, KI_FL_AT | fl | KI_FL_CT, base + 1, k, base);
    if (fl == KI_FL_BT) ki_drop(c, k);
    ki_drop(c, base + 1);
    ki_drop(c, base);
    ki_reserve(c, base);
}

static void evaluate_index(KiCompiler *c, KiAst *e) {
    if (e->kind == KI_AST_Slice) {
        if (e->Slice.lower) ki_discard(c, e->Slice.lower);
        if (e->Slice.upper) ki_discard(c, e->Slice.upper);
        if (e->Slice.step) ki_discard(c, e->Slice.step);
    } else if (e->kind == KI_AST_Tuple) {
        for (uint32_t i = 0; i < e->Tuple.elts.n; i++)
            evaluate_index(c, e->Tuple.elts.at[i]);
    } else {
        ki_discard(c, e);
    }
}

void ki_annassign(KiCompiler *c, KiAst *s) {
    KiAstAnnAssign *a = &s->AnnAssign;
    KiAst *t = a->target;
    bool evaluated = c->u->kind == KI_UNIT_MODULE || c->u->kind == KI_UNIT_CLASS;
    if (a->value) {
        int reg = t->kind == KI_AST_Name ? ki_plain_local(c, t->Name.id) : -1;
        if (reg >= 0)
            ki_expr(c, a->value, reg);
        else
            ki_store(c, t, ki_operand(c, a->value, false, ki_has_walrus(t) ? t : NULL));
    }
    if (c->failed) return;
    ki_set_loc(c, s);
    switch (t->kind) {
    case KI_AST_Name:
        if (ki_forbidden_name(c, t->Name.id, KI_CTX_Store, c->u->loc)) return;
        if (a->simple && evaluated) store_annotation(c, s);
        break;
    case KI_AST_Attribute:
        if (ki_forbidden_name(c, t->Attribute.attr, KI_CTX_Store, c->u->loc)) return;
        if (!a->value) ki_discard(c, t->Attribute.value);
        break;
    default:
        if (!a->value) {
            ki_discard(c, t->Subscript.value);
            evaluate_index(c, t->Subscript.slice);
        }
        break;
    }
    if (!a->simple && evaluated && !(c->future & KI_CO_FUTURE_ANNOTATIONS))
        ki_discard(c, a->annotation);
}

/* --- del --- */

void ki_delete(KiCompiler *c, KiAst *t) {
    if (c->failed || !ki_comp_enter(c)) return;
    KiPosition loc = c->u->loc;
    int base = c->u->depth;
    ki_set_loc(c, t);
    if (t->kind == KI_AST_Name) {
        ki_delete_name(c, t->Name.id);
    } else if (t->kind == KI_AST_Attribute) {
        if (!ki_forbidden_name(c, t->Attribute.attr, KI_CTX_Del, c->u->loc)) {
            KiOpnd o = ki_operand(c, t->Attribute.value, false, NULL);
            ki_loc_of_attribute(c, t);
            ki_emit(c, KI_OP_DELATTR, ki_fl_a(o), o.reg, 0, ki_name_k(c, attr_name(c, t)));
            ki_use(c, o);
        }
    } else if (t->kind == KI_AST_Subscript) {
        KiOpnd o = ki_operand(c, t->Subscript.value, false, t->Subscript.slice);
        KiOpnd i = ki_index_operand(c, t->Subscript.slice, NULL);
        ki_emit(c, KI_OP_DELITEM, ki_fl_a(o) | ki_fl_b(i), o.reg, i.reg, 0);
        ki_use(c, i);
        ki_use(c, o);
    } else {
        KiAstSeq elts = t->kind == KI_AST_Tuple ? t->Tuple.elts : t->List.elts;
        for (uint32_t i = 0; i < elts.n; i++)
            ki_delete(c, elts.at[i]);
    }
    ki_reserve(c, base);
    c->u->loc = loc;
    ki_comp_leave(c);
}
