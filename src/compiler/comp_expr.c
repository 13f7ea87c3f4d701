/* Expressions: values into temporaries or straight into locals, and conditions into jumps. */
#include <stddef.h>
#include <string.h>

#include "compiler.h"

/* --- the ends of instructions --- */

void ki_result(KiCompiler *c, int dst, int base) {
    if (c->failed) return;
    ki_reserve(c, base);
    if (dst < 0)
        ki_push(c, base);
    else
        ki_mark_bound(c->u, dst);
}

void ki_release(KiCompiler *c, int reg) {
    ki_emit(c, KI_OP_RELEASE, 0, reg, 0, 0);
    ki_drop(c, reg);
}

/* from is consumed; a temporary is the topmost one or about to be replaced by the result. */
void ki_move(KiCompiler *c, int dst, KiOpnd from) {
    int base = c->u->depth;
    if (from.kind == KI_OPND_TEMP) {
        base = from.reg;
        if (dst < 0) return; /* already a temporary */
    } else if (dst >= 0 && from.reg == dst) {
        return;
    }
    ki_emit(c, KI_OP_MOVE, ki_dst_fl(dst) | ki_fl_b(from), ki_dst_reg(dst, base), from.reg, 0);
    ki_use(c, from);
    ki_result(c, dst, base);
}

void ki_load_value(KiCompiler *c, KiValue v, int dst) {
    KiUnit *u = c->u;
    int base = u->depth, a = ki_dst_reg(dst, base), fl = ki_dst_fl(dst);
    ki_reserve(c, base + (dst < 0));
    int imm = v == KI_NONE ? 0 : v == KI_FALSE ? 1 : v == KI_TRUE ? 2 : v == KI_ELLIPSIS ? 3 : -1;
    if (imm >= 0) {
        ki_note_const(c, v);
        ki_emit_bc(c, KI_OP_LOADIMM, fl, a, imm);
    } else if (ki_is_int(v) && ki_int_val(v) >= INT32_MIN && ki_int_val(v) <= INT32_MAX) {
        ki_note_const(c, v);
        ki_emit_bc(c, KI_OP_LOADINT, fl, a, (int32_t)ki_int_val(v));
    } else {
        int k = ki_const(c, v);
        if (k < 0xFFFF)
            ki_emit(c, KI_OP_LOADK, fl, a, k, 0);
        else
            ki_emit_bc(c, KI_OP_LOADK_FAR, fl, a, k);
    }
    ki_result(c, dst, base);
}

void ki_load_imm(KiCompiler *c, int which) {
    int base = c->u->depth;
    ki_emit_bc(c, KI_OP_LOADIMM, 0, base, which);
    ki_result(c, KI_TO_TEMP, base);
}

/* --- operands --- */

static bool constant_operand(KiCompiler *c, KiAst *e, KiOpnd *o) {
    KiValue v = ki_fold(c, e);
    if (v == KI_ABSENT) return false;
    int k = ki_const(c, v);
    if (k >= 0xFFFF) return false;
    *o = (KiOpnd){KI_OPND_K, k};
    ki_pass(c, e);
    return true;
}

KiOpnd ki_operand(KiCompiler *c, KiAst *e, bool with_k, const KiAst *later) {
    KiOpnd o = {KI_OPND_LOCAL, 0};
    if (c->failed) return o;
    if (with_k && constant_operand(c, e, &o)) return o;
    int reg;
    if (e->kind == KI_AST_NamedExpr && !ki_has_walrus(later)) {
        reg = ki_plain_local(c, e->NamedExpr.target->Name.id);
        if (reg >= 0) {
            ki_discard(c, e);
            return ki_borrow(reg);
        }
    }
    if (!ki_has_walrus(later) && ki_local_name(c, e, &reg)) {
        ki_pass(c, e);
        return ki_borrow(reg);
    }
    int base = c->u->depth;
    ki_expr(c, e, KI_TO_TEMP);
    return ki_temp(base);
}

/* --- operators --- */

KiOp ki_binary_op(KiOperator op) {
    static const uint8_t ops[] = {
        [KI_OPERATOR_Add] = KI_OP_ADD,          [KI_OPERATOR_Sub] = KI_OP_SUB,
        [KI_OPERATOR_Mult] = KI_OP_MUL,         [KI_OPERATOR_MatMult] = KI_OP_MATMUL,
        [KI_OPERATOR_Div] = KI_OP_TRUEDIV,      [KI_OPERATOR_Mod] = KI_OP_MOD,
        [KI_OPERATOR_Pow] = KI_OP_POW,          [KI_OPERATOR_LShift] = KI_OP_LSHIFT,
        [KI_OPERATOR_RShift] = KI_OP_RSHIFT,    [KI_OPERATOR_BitOr] = KI_OP_BITOR,
        [KI_OPERATOR_BitXor] = KI_OP_BITXOR,    [KI_OPERATOR_BitAnd] = KI_OP_BITAND,
        [KI_OPERATOR_FloorDiv] = KI_OP_FLOORDIV};
    return (KiOp)ops[op];
}

static void emit_binary(KiCompiler *c, KiOp op, int fl, int dst, int base, KiOpnd l, KiOpnd r) {
    ki_emit(c, op, fl | ki_dst_fl(dst) | ki_fl_b(l) | ki_fl_c(r), ki_dst_reg(dst, base), l.reg,
            r.reg);
    ki_use(c, r);
    ki_use(c, l);
    ki_result(c, dst, base);
}

static void binop(KiCompiler *c, KiAst *e, int dst) {
    int base = c->u->depth;
    KiAst *joined = ki_percent_format(c, e);
    if (joined) {
        ki_joined_str(c, joined, dst);
        return;
    }
    KiOpnd l = ki_operand(c, e->BinOp.left, true, e->BinOp.right);
    KiOpnd r = ki_operand(c, e->BinOp.right, true, NULL);
    emit_binary(c, ki_binary_op(e->BinOp.op), 0, dst, base, l, r);
}

/* `not a in b` and `not a is b` are the opposite comparison, as in CPython. */
static KiAst *negated_compare(KiAst *e, KiCmpOp *op) {
    if (e->kind != KI_AST_Compare || e->Compare.ops.n != 1) return NULL;
    switch (e->Compare.ops.at[0]) {
    case KI_CMPOP_Is:
        *op = KI_CMPOP_IsNot;
        return e;
    case KI_CMPOP_IsNot:
        *op = KI_CMPOP_Is;
        return e;
    case KI_CMPOP_In:
        *op = KI_CMPOP_NotIn;
        return e;
    case KI_CMPOP_NotIn:
        *op = KI_CMPOP_In;
        return e;
    default:
        return NULL;
    }
}

KiOpnd ki_iterable_operand(KiCompiler *c, KiAst *e) {
    _Static_assert(offsetof(KiAst, List) == offsetof(KiAst, Tuple) &&
                       offsetof(KiAstList, elts) == offsetof(KiAstTuple, elts),
                   "a list is read as a tuple");
    bool list = e->kind == KI_AST_List;
    for (uint32_t i = 0; list && i < e->List.elts.n; i++)
        list = e->List.elts.at[i]->kind != KI_AST_Starred;
    if (list) e->kind = KI_AST_Tuple; /* nobody else sees it, and a tuple may be a constant */
    return ki_operand(c, e, false, NULL);
}

static KiOp compare_op(KiCmpOp op, int *fl) {
    static const uint8_t ops[] = {
        [KI_CMPOP_Eq] = KI_OP_EQ,   [KI_CMPOP_NotEq] = KI_OP_NE, [KI_CMPOP_Lt] = KI_OP_LT,
        [KI_CMPOP_LtE] = KI_OP_LE,  [KI_CMPOP_Gt] = KI_OP_GT,    [KI_CMPOP_GtE] = KI_OP_GE,
        [KI_CMPOP_Is] = KI_OP_IS,   [KI_CMPOP_IsNot] = KI_OP_IS, [KI_CMPOP_In] = KI_OP_IN,
        [KI_CMPOP_NotIn] = KI_OP_IN};
    *fl = op == KI_CMPOP_IsNot || op == KI_CMPOP_NotIn ? KI_FL_X : 0;
    return (KiOp)ops[op];
}

/* The container of `in`: a list or set display of constants is one constant. */
static KiOpnd container_operand(KiCompiler *c, KiAst *e, const KiAst *later) {
    if (e->kind != KI_AST_List && e->kind != KI_AST_Set) return ki_operand(c, e, true, later);
    KiValue v = ki_fold_sequence(c, e->kind == KI_AST_List ? e->List.elts : e->Set.elts);
    if (v == KI_ABSENT) return ki_operand(c, e, true, later);
    if (e->kind == KI_AST_Set) {
        KiSet *s = ki_set_new(c->ks, true);
        bool ok = s && ki_set_update(c->ks, s, v);
        ki_decref(c->ks, v);
        if (!ok) {
            c->failed = true;
            return ki_borrow(0);
        }
        v = ki_from_obj(s);
    }
    int k = ki_const(c, v);
    if (k < 0xFFFF) {
        ki_decref(c->ks, v);
        return (KiOpnd){KI_OPND_K, k};
    }
    int base = c->u->depth;
    ki_load_value(c, v, KI_TO_TEMP);
    ki_decref(c->ks, v);
    return ki_temp(base);
}

static KiOpnd right_operand(KiCompiler *c, KiCmpOp op, KiAst *e, const KiAst *later) {
    return op == KI_CMPOP_In || op == KI_CMPOP_NotIn ? container_operand(c, e, later)
                                                     : ki_operand(c, e, true, later);
}

static void simple_compare(KiCompiler *c, KiAst *e, KiCmpOp cmp, int dst) {
    int base = c->u->depth, fl;
    KiAst *right = e->Compare.comparators.at[0];
    KiOpnd l = ki_operand(c, e->Compare.left, true, right);
    KiOpnd r = right_operand(c, cmp, right, NULL);
    KiOp op = compare_op(cmp, &fl);
    emit_binary(c, op, fl, dst, base, l, r);
}

/* A middle operand is used twice: the first use only borrows it. */
static KiOpnd borrowed(KiOpnd o) {
    return o.kind == KI_OPND_TEMP ? ki_borrow(o.reg) : o;
}

static const KiAst *walrus_after(KiAstSeq seq, uint32_t from) {
    for (uint32_t i = from; i < seq.n; i++)
        if (ki_has_walrus(seq.at[i])) return seq.at[i];
    return NULL;
}

/* a < b < c: the running result stays in one register, reserved below the operands. */
static void chained_compare(KiCompiler *c, KiAst *e, int dst) {
    KiAstCompare *x = &e->Compare;
    int slot = c->u->depth, fl;
    int done = ki_label(c);
    ki_reserve(c, slot + 1);
    KiOpnd l = ki_operand(c, x->left, true, walrus_after(x->comparators, 0));
    for (uint32_t i = 0; i < x->ops.n && !c->failed; i++) {
        bool last = i + 1 == x->ops.n;
        const KiAst *later = walrus_after(x->comparators, i + 1);
        KiAst *right = x->comparators.at[i]; /* compared again, a display stays what it is */
        KiOpnd r =
            last ? right_operand(c, x->ops.at[i], right, later) : ki_operand(c, right, true, later);
        KiOp op = compare_op(x->ops.at[i], &fl);
        KiOpnd rr = last ? r : borrowed(r);
        ki_emit(c, op, fl | ki_fl_b(l) | ki_fl_c(rr), slot, l.reg, rr.reg);
        if (last) ki_use(c, r);
        ki_use(c, l);
        ki_push(c, slot);
        if (!last) {
            int go_on = ki_label(c), stop = ki_label(c);
            bool tidy = r.kind == KI_OPND_TEMP; /* the middle operand is left over when it stops */
            ki_emit_jump(c, KI_OP_JFALSE_KEEP, 0, slot, 0, tidy ? stop : done);
            if (!tidy) {
                int depth = c->u->depth;
                c->u->depth = slot + 1;
                ki_join(c, done);
                c->u->depth = depth;
            } else {
                ki_join(c, stop);
            }
            ki_drop(c, slot);
            if (tidy) {
                ki_jump(c, go_on);
                ki_place(c, stop);
                ki_release(c, r.reg);
                c->u->depth = slot + 1;
                ki_jump(c, done);
                ki_place(c, go_on);
            }
        }
        l = r;
    }
    ki_reserve(c, slot + 1);
    ki_place(c, done);
    ki_reserve(c, slot + 1);
    if (dst >= 0) ki_move(c, dst, ki_temp(slot));
}

static void compare(KiCompiler *c, KiAst *e, int dst) {
    ki_warn_compare(c, e);
    if (e->Compare.ops.n == 1)
        simple_compare(c, e, e->Compare.ops.at[0], dst);
    else
        chained_compare(c, e, dst);
}

static void unary(KiCompiler *c, KiAst *e, int dst) {
    KiAst *x = e->UnaryOp.operand;
    KiCmpOp cmp;
    int base = c->u->depth;
    if (e->UnaryOp.op == KI_UNARYOP_Not && negated_compare(x, &cmp)) {
        KiPosition loc = c->u->loc;
        ki_warn_compare(c, x);
        ki_set_loc(c, x); /* the comparison takes the place of the whole */
        simple_compare(c, x, cmp, dst);
        c->u->loc = loc;
        return;
    }
    static const uint8_t ops[] = {[KI_UNARYOP_Invert] = KI_OP_INVERT,
                                  [KI_UNARYOP_Not] = KI_OP_NOT,
                                  [KI_UNARYOP_UAdd] = KI_OP_POS,
                                  [KI_UNARYOP_USub] = KI_OP_NEG};
    KiOpnd o = ki_operand(c, x, false, NULL);
    ki_emit(c, ops[e->UnaryOp.op], ki_dst_fl(dst) | ki_fl_b(o), ki_dst_reg(dst, base), o.reg, 0);
    ki_use(c, o);
    ki_result(c, dst, base);
}

static void boolop(KiCompiler *c, KiAst *e, int dst) {
    KiAstSeq v = e->BoolOp.values;
    int base = c->u->depth, done = ki_label(c);
    KiOp op = e->BoolOp.op == KI_BOOLOP_And ? KI_OP_JFALSE_KEEP : KI_OP_JTRUE_KEEP;
    for (uint32_t i = 0; i + 1 < v.n && !c->failed; i++) {
        ki_expr(c, v.at[i], KI_TO_TEMP);
        ki_emit_jump(c, op, 0, base, 0, done);
        ki_join(c, done);
        ki_drop(c, base);
        ki_reserve(c, base);
    }
    ki_expr(c, v.at[v.n - 1], KI_TO_TEMP);
    ki_place(c, done);
    if (dst >= 0) ki_move(c, dst, ki_temp(base));
}

static void if_exp(KiCompiler *c, KiAst *e, int dst) {
    int other = ki_label(c), done = ki_label(c), base = c->u->depth;
    ki_jump_if(c, e->IfExp.test, other, false);
    ki_expr(c, e->IfExp.body, dst);
    ki_jump_nowhere(c, done);
    if (dst < 0) ki_drop(c, base);
    ki_reserve(c, base);
    ki_place(c, other);
    ki_expr(c, e->IfExp.orelse, dst);
    ki_place(c, done);
}

/* --- attributes and items --- */

/* A chain of calls over several lines: what fails is on the line of the attribute's name. */
void ki_loc_of_attribute(KiCompiler *c, const KiAst *e) {
    KiPosition *p = &c->u->loc;
    if (p->line == (uint32_t)e->end_line) return;
    p->line = (uint32_t)e->end_line;
    int len = 0; /* in characters, as CPython counts */
    for (const char *s = e->Attribute.attr->s; *s; s++)
        len += (*s & 0xC0) != 0x80;
    if (len <= e->end_col)
        p->col = (uint16_t)(e->end_col - len);
    else
        p->col = p->end_col = 0xFFFF;
}

static void attribute(KiCompiler *c, KiAst *e, int dst) {
    int base = c->u->depth;
    KiOpnd o = ki_operand(c, e->Attribute.value, false, NULL);
    ki_loc_of_attribute(c, e);
    const KiAstStr *name = ki_mangle(c, c->u->scope->private_, e->Attribute.attr);
    ki_emit(c, KI_OP_GETATTR, ki_dst_fl(dst) | ki_fl_b(o), ki_dst_reg(dst, base), o.reg,
            ki_name_cached(c, name, KI_CACHE_ATTR));
    ki_use(c, o);
    ki_result(c, dst, base);
}

static void slice_part(KiCompiler *c, KiAst *part) {
    if (part)
        ki_expr(c, part, KI_TO_TEMP);
    else
        ki_load_imm(c, 0);
}

void ki_slice_operand(KiCompiler *c, KiAst *s) {
    int base = c->u->depth, n = s->Slice.step ? 3 : 2;
    slice_part(c, s->Slice.lower);
    slice_part(c, s->Slice.upper);
    if (n == 3) slice_part(c, s->Slice.step);
    ki_emit(c, KI_OP_BUILD_SLICE, 0, base, base, n);
    for (int i = n; i-- > 0;)
        ki_drop(c, base + i);
    ki_result(c, KI_TO_TEMP, base);
}

static KiValue slice_bound(KiCompiler *c, KiAst *e) {
    return e ? ki_fold(c, e) : KI_NONE;
}

/* Index of a subscript; slices of constants are constants. */
KiOpnd ki_index_operand(KiCompiler *c, KiAst *s, const KiAst *later) {
    if (s->kind != KI_AST_Slice) return ki_operand(c, s, true, later);
    int base = c->u->depth;
    KiValue a = slice_bound(c, s->Slice.lower), b = slice_bound(c, s->Slice.upper),
            st = slice_bound(c, s->Slice.step);
    if (a != KI_ABSENT && b != KI_ABSENT && st != KI_ABSENT && !c->failed && !c->u->dead) {
        KiValue v = ki_comp_check(c, ki_slice_new(c->ks, a, b, st));
        if (c->failed) return ki_borrow(0);
        int k = ki_const(c, v);
        ki_decref(c->ks, v);
        if (k < 0xFFFF) return (KiOpnd){KI_OPND_K, k};
    }
    KiPosition loc = c->u->loc;
    ki_set_loc(c, s);
    ki_slice_operand(c, s);
    c->u->loc = loc;
    return ki_temp(base);
}

static void subscript(KiCompiler *c, KiAst *e, int dst) {
    ki_warn_subscript(c, e);
    int base = c->u->depth;
    KiOpnd o = ki_operand(c, e->Subscript.value, true, e->Subscript.slice);
    KiOpnd i = ki_index_operand(c, e->Subscript.slice, NULL);
    emit_binary(c, KI_OP_GETITEM, 0, dst, base, o, i);
}

/* --- walrus --- */

static void named_expr(KiCompiler *c, KiAst *e, int dst) {
    const KiAstStr *name = e->NamedExpr.target->Name.id;
    KiPosition whole = c->u->loc;
    ki_set_loc(c, e->NamedExpr.target);
    if (ki_forbidden_name(c, name, KI_CTX_Store, c->u->loc)) return;
    c->u->loc = whole;
    int reg = ki_plain_local(c, name), base = c->u->depth;
    if (reg >= 0) {
        ki_expr(c, e->NamedExpr.value, reg);
        ki_move(c, dst, ki_borrow(reg));
        return;
    }
    ki_expr(c, e->NamedExpr.value, KI_TO_TEMP);
    KiPosition loc = c->u->loc;
    ki_set_loc(c, e->NamedExpr.target);
    ki_store_name(c, name, ki_borrow(base));
    c->u->loc = loc;
    if (dst >= 0) ki_move(c, dst, ki_temp(base));
}

/* --- the switch --- */

static void dispatch(KiCompiler *c, KiAst *e, int dst) {
    switch (e->kind) {
    case KI_AST_BoolOp:
        boolop(c, e, dst);
        break;
    case KI_AST_NamedExpr:
        named_expr(c, e, dst);
        break;
    case KI_AST_BinOp:
        binop(c, e, dst);
        break;
    case KI_AST_UnaryOp:
        unary(c, e, dst);
        break;
    case KI_AST_Lambda:
        ki_lambda(c, e, dst);
        break;
    case KI_AST_IfExp:
        if_exp(c, e, dst);
        break;
    case KI_AST_Dict:
        ki_dict_expr(c, e, dst);
        break;
    case KI_AST_Set:
        ki_collection(c, e->Set.elts, KI_OP_BUILD_SET, dst);
        break;
    case KI_AST_ListComp:
    case KI_AST_SetComp:
    case KI_AST_DictComp:
    case KI_AST_GeneratorExp:
        ki_comprehension(c, e, dst);
        break;
    case KI_AST_Await:
        ki_await_expr(c, e, dst);
        break;
    case KI_AST_Yield:
        ki_yield_expr(c, e, dst);
        break;
    case KI_AST_YieldFrom:
        ki_yield_from(c, e, dst);
        break;
    case KI_AST_Compare:
        compare(c, e, dst);
        break;
    case KI_AST_Call:
        ki_call_expr(c, e, dst);
        break;
    case KI_AST_FormattedValue:
        ki_formatted_value(c, e, dst);
        break;
    case KI_AST_JoinedStr:
        ki_joined_str(c, e, dst);
        break;
    case KI_AST_Attribute:
        attribute(c, e, dst);
        break;
    case KI_AST_Subscript:
        subscript(c, e, dst);
        break;
    case KI_AST_Starred:
        ki_comp_error(c, e, "can't use starred expression here");
        break;
    case KI_AST_Name:
        ki_load_name(c, e->Name.id, dst);
        break;
    case KI_AST_List:
        ki_collection(c, e->List.elts, KI_OP_BUILD_LIST, dst);
        break;
    case KI_AST_Tuple:
        ki_collection(c, e->Tuple.elts, KI_OP_BUILD_TUPLE, dst);
        break;
    case KI_AST_Slice: /* inside a tuple index */
        ki_slice_operand(c, e);
        if (dst >= 0) ki_move(c, dst, ki_temp(c->u->depth - 1));
        break;
    default:
        ki_comp_error(c, e, "unexpected expression");
        break;
    }
}

void ki_expr(KiCompiler *c, KiAst *e, int dst) {
    if (c->failed || !ki_comp_enter(c)) return;
    KiPosition loc = c->u->loc;
    ki_set_loc(c, e);
    KiValue v = ki_fold(c, e);
    if (v != KI_ABSENT)
        ki_load_value(c, v, dst);
    else
        dispatch(c, e, dst);
    c->u->loc = loc;
    ki_comp_leave(c);
}

/* For its effects only. */
void ki_discard(KiCompiler *c, KiAst *e) {
    if (c->failed || ki_fold(c, e) != KI_ABSENT) return;
    int reg;
    if (ki_local_name(c, e, &reg)) return;
    if (e->kind == KI_AST_NamedExpr &&
        (reg = ki_plain_local(c, e->NamedExpr.target->Name.id)) >= 0) {
        KiPosition loc = c->u->loc;
        ki_set_loc(c, e);
        ki_expr(c, e->NamedExpr.value, reg);
        c->u->loc = loc;
        return;
    }
    int base = c->u->depth;
    ki_expr(c, e, KI_TO_TEMP);
    KiPosition loc = c->u->loc;
    ki_no_loc(c);
    ki_release(c, base);
    ki_reserve(c, base);
    c->u->loc = loc;
}

/* --- conditions --- */

static KiOp fused_op(KiCmpOp op, int *fl) {
    static const uint8_t ops[] = {
        [KI_CMPOP_Eq] = KI_OP_JEQ,   [KI_CMPOP_NotEq] = KI_OP_JNE, [KI_CMPOP_Lt] = KI_OP_JLT,
        [KI_CMPOP_LtE] = KI_OP_JLE,  [KI_CMPOP_Gt] = KI_OP_JGT,    [KI_CMPOP_GtE] = KI_OP_JGE,
        [KI_CMPOP_Is] = KI_OP_JIS,   [KI_CMPOP_IsNot] = KI_OP_JIS, [KI_CMPOP_In] = KI_OP_JIN,
        [KI_CMPOP_NotIn] = KI_OP_JIN};
    *fl = op == KI_CMPOP_IsNot || op == KI_CMPOP_NotIn ? KI_FL_X : 0;
    return (KiOp)ops[op];
}

/* One comparison of loaded operands; jumps when its truth is `cond`. keep_r: r stays live. The
 * caller joins the label after putting the state in order. */
static void jump_compare(KiCompiler *c, KiCmpOp cmp, KiOpnd l, KiOpnd r, int label, bool cond,
                         int base) {
    int fl;
    if (c->u->far) {
        KiOp op = compare_op(cmp, &fl);
        ki_emit(c, op, fl | ki_fl_b(l) | ki_fl_c(r), base, l.reg, r.reg);
        ki_use(c, r);
        ki_use(c, l);
        ki_push(c, base);
        ki_emit_jump(c, cond ? KI_OP_JTRUE : KI_OP_JFALSE, KI_FL_AT, base, 0, label);
        ki_drop(c, base);
        return;
    }
    KiOp op = fused_op(cmp, &fl);
    if (!cond) fl ^= KI_FL_X;
    fl |= l.kind == KI_OPND_TEMP ? KI_FL_AT : l.kind == KI_OPND_K ? KI_FL_Y : 0;
    ki_emit_jump(c, op, fl | ki_fl_b(r), l.reg, r.reg, label);
    ki_use(c, r);
    ki_use(c, l);
}

static bool is_none(KiCompiler *c, KiAst *e) {
    return e->kind == KI_AST_Constant && e->Constant.value.kind == KI_CONST_NONE;
}

static void jump_simple_compare(KiCompiler *c, KiAst *e, int label, bool cond) {
    KiAstCompare *x = &e->Compare;
    KiCmpOp cmp = x->ops.at[0];
    KiAst *right = x->comparators.at[0];
    int base = c->u->depth;
    if ((cmp == KI_CMPOP_Is || cmp == KI_CMPOP_IsNot) && is_none(c, right)) {
        ki_note_const(c, KI_NONE);
        KiOpnd o = ki_operand(c, x->left, false, NULL);
        bool want_none = (cmp == KI_CMPOP_Is) == cond;
        ki_emit_jump(c, want_none ? KI_OP_JNONE : KI_OP_JNOTNONE, ki_fl_a(o), o.reg, 0, label);
        ki_use(c, o);
    } else {
        ki_reserve(c, base + c->u->far); /* room for the result below the operands */
        KiOpnd l = ki_operand(c, x->left, true, right);
        KiOpnd r = right_operand(c, cmp, right, NULL);
        jump_compare(c, cmp, l, r, label, cond, base);
    }
    ki_reserve(c, base);
    ki_join(c, label);
}

/* a < b < c: a comparison that fails leaves its middle operand behind, released at `stop`. */
static void jump_chained(KiCompiler *c, KiAst *e, int label, bool cond) {
    KiAstCompare *x = &e->Compare;
    int base = c->u->depth, end = ki_label(c);
    uint16_t live = c->u->live;
    int fail = cond ? end : label; /* where a false comparison leads */
    ki_reserve(c, base + 1);
    KiOpnd l = ki_operand(c, x->left, true, walrus_after(x->comparators, 0));
    for (uint32_t i = 0; i < x->ops.n && !c->failed; i++) {
        bool last = i + 1 == x->ops.n;
        KiOpnd r = right_operand(c, x->ops.at[i], x->comparators.at[i],
                                 walrus_after(x->comparators, i + 1));
        if (last) {
            jump_compare(c, x->ops.at[i], l, r, label, cond, base);
            break;
        }
        if (r.kind != KI_OPND_TEMP) {
            jump_compare(c, x->ops.at[i], l, r, fail, false, base);
            int depth = c->u->depth;
            c->u->depth = base;
            ki_join(c, fail);
            c->u->depth = depth;
        } else {
            int stop = ki_label(c), go_on = ki_label(c);
            jump_compare(c, x->ops.at[i], l, borrowed(r), go_on, true, base);
            ki_join(c, go_on);
            (void)stop;
            ki_release(c, r.reg);
            c->u->depth = base;
            KB_ASSERT(c->failed || c->u->live == live);
            ki_jump(c, fail);
            ki_place(c, go_on);
        }
        l = r;
    }
    (void)live;
    ki_reserve(c, base);
    ki_join(c, label);
    ki_place(c, end);
    ki_reserve(c, base);
}

static void jump_boolop(KiCompiler *c, KiAst *e, int label, bool cond) {
    KiAstSeq v = e->BoolOp.values;
    bool stop = e->BoolOp.op == KI_BOOLOP_Or; /* the truth value that decides at once */
    int end = stop == cond ? label : ki_label(c);
    for (uint32_t i = 0; i + 1 < v.n && !c->failed; i++)
        ki_jump_if(c, v.at[i], end, stop);
    ki_jump_if(c, v.at[v.n - 1], label, cond);
    if (end != label) ki_place(c, end);
}

static void jump_if_exp(KiCompiler *c, KiAst *e, int label, bool cond) {
    int other = ki_label(c), end = ki_label(c);
    ki_jump_if(c, e->IfExp.test, other, false);
    ki_jump_if(c, e->IfExp.body, label, cond);
    ki_jump_nowhere(c, end);
    ki_place(c, other);
    ki_jump_if(c, e->IfExp.orelse, label, cond);
    ki_place(c, end);
}

static void jump_truth(KiCompiler *c, KiAst *e, int label, bool cond) {
    int base = c->u->depth;
    KiOpnd o = ki_operand(c, e, false, NULL);
    ki_emit_jump(c, cond ? KI_OP_JTRUE : KI_OP_JFALSE, ki_fl_a(o), o.reg, 0, label);
    ki_use(c, o);
    ki_reserve(c, base);
    ki_join(c, label);
}

/* The location stays that of the last comparison, as in CPython: it shows in what assert raises. */
void ki_jump_if(KiCompiler *c, KiAst *e, int label, bool cond) {
    if (c->failed || !ki_comp_enter(c)) return;
    int truth = ki_static_truth(c, e);
    if (truth >= 0) {
        ki_note_unused(c, ki_fold(c, e));
        if (truth == cond) ki_jump(c, label);
    } else if (e->kind == KI_AST_UnaryOp && e->UnaryOp.op == KI_UNARYOP_Not) {
        ki_jump_if(c, e->UnaryOp.operand, label, !cond);
    } else if (e->kind == KI_AST_BoolOp) {
        jump_boolop(c, e, label, cond);
    } else if (e->kind == KI_AST_IfExp) {
        jump_if_exp(c, e, label, cond);
    } else if (e->kind == KI_AST_Compare) {
        ki_warn_compare(c, e);
        ki_set_loc(c, e);
        if (e->Compare.ops.n == 1)
            jump_simple_compare(c, e, label, cond);
        else
            jump_chained(c, e, label, cond);
    } else {
        jump_truth(c, e, label, cond);
    }
    ki_comp_leave(c);
}
