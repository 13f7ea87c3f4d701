/* Slow paths of operators, comparisons, subscripts, loops and the breaker; where instructions are
 * specialised for the operands they meet. Specialisation goes one way: generic -> typed -> _ANY. */
#include <stdatomic.h>

#include "../object/containers.h"
#include "../object/dict_table.h"
#include "ops_int.h"
#include "thread.h"
#include "vm.h"

/* --- arithmetic --- */

typedef struct BinaryOp {
    uint8_t op; /* KiBinaryOp */
    uint8_t generic;
    bool typed; /* has _II _IK _FF _FK _ANY */
} BinaryOp;

static BinaryOp binary_of(uint8_t op) {
    if (op >= KI_OP_ADD && op <= KI_OP_MATMUL)
        return (BinaryOp){(uint8_t)(op - KI_OP_ADD), op, op <= KI_OP_MUL};
    int family = (op - KI_OP_ADD_II) / (KI_OP_SUB_II - KI_OP_ADD_II);
    return (BinaryOp){(uint8_t)family, (uint8_t)(KI_OP_ADD + family), true};
}
_Static_assert(KI_OP_MATMUL - KI_OP_ADD == KI_MATMUL, "opcodes in the order of KiBinaryOp");
_Static_assert(KI_OP_MUL_II - KI_OP_SUB_II == KI_OP_SUB_II - KI_OP_ADD_II,
               "families of equal size");

bool ki_binary_of(uint8_t op, KiBinaryOp *out) {
    bool is =
        (op >= KI_OP_ADD && op <= KI_OP_MATMUL) || (op >= KI_OP_ADD_II && op <= KI_OP_MUL_ANY);
    if (is) *out = (KiBinaryOp)binary_of(op).op;
    return is;
}

static void quicken_arith(KiInstr *pc, BinaryOp b, KiValue x, KiValue y) {
    int base = KI_OP_ADD_II + (b.generic - KI_OP_ADD) * (KI_OP_SUB_II - KI_OP_ADD_II);
    enum { II, IK, FF, FK, ANY };
    int form = ANY;
    if (pc->op == b.generic) {
        if (ki_is_exact_int(x) && ki_is_exact_int(y) && !(pc->fl & KI_FL_BK))
            form = pc->fl & KI_FL_CK ? IK : II;
        else if (ki_is_float(x) && ki_is_float(y))
            form = pc->fl & (KI_FL_CK | KI_FL_BK) ? FK : FF;
    } else if (ki_is_integer(x) && ki_is_integer(y)) {
        return; /* int overflow: the form is right */
    }
    pc->op = (uint8_t)(base + form);
}

/* s = s + t and s += t where nothing else holds s: grows in place. -2: not that case. */
static int append_str(KiState *ks, KiValue *R, KiInstr *pc, KiValue x, KiValue y) {
    bool local = (pc->fl & KI_FL_AL) && pc->a == pc->b;
    bool temp = (pc->fl & KI_FL_BT) && !(pc->fl & KI_FL_AL);
    if (!local && !temp) return -2;
    if (ki_obj(x)->rc != 1) return -2;
    R[pc->b] = local ? KI_UNBOUND : KI_NONE; /* ours alone while it grows */
    KiValue left = x;
    if (!ki_str_append(ks, &left, (KiStr *)ki_obj(y))) {
        R[pc->b] = ki_is_ptr(left) ? left : ki_new_ref(ks->empty_str);
        return -1;
    }
    R[pc->a] = left;
    ki_release_c(ks, pc, y);
    return 0;
}

static bool is_tensor_temp(KiValue v, bool temp) {
    return temp && ki_is_ptr(v) && ki_obj(v)->rc == 1 &&
           (ki_obj(v)->kind == KI_K_TENSOR || ki_obj(v)->kind == KI_K_NDARRAY);
}

KI_SLOW(ki_op_binary) {
    BinaryOp op = binary_of(pc->op);
    KiValue x = ki_arg_b(R, k, pc), y = ki_arg_c(R, k, pc), r;
    ki_save(ks, R, pc);
    if (op.typed) quicken_arith(pc, op, x, y);
    if (ki_is_exact_int(x) && ki_is_exact_int(y) && op.op != KI_MATMUL) {
        r = ki_int_binary(ks, x, y, (KiBinaryOp)op.op);
        goto store;
    }
    if (ki_is_ptr(x) && ki_obj(x)->kind == KI_K_STR && op.op == KI_ADD && ki_is_str_exact(y)) {
        int done = append_str(ks, R, pc, x, y);
        if (done != -2) return done;
        r = ki_str_concat(ks, (KiStr *)ki_obj(x), (KiStr *)ki_obj(y));
    } else {
        if (ki_is_ptr(x) && ki_obj(x)->kind == KI_K_INSTANCE) {
            int s = ki_special_binary(ks, R, pc, x, y, (KiBinaryOp)op.op);
            if (s) return s;
        }
        ks->operand_temp = (uint8_t)(is_tensor_temp(x, pc->fl & KI_FL_BT) |
                                     is_tensor_temp(y, pc->fl & KI_FL_CT) << 1);
        bool inplace = pc->fl & KI_FL_X;
        r = inplace ? ki_inplace(ks, x, y, op.op) : ki_binary(ks, x, y, op.op);
        ks->operand_temp = 0;
    }
store:
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, x);
    ki_release_c(ks, pc, y);
    return 0;
}

KI_SLOW(ki_op_unary) {
    KiValue x = R[pc->b], r;
    ki_save(ks, R, pc);
    switch (pc->op) {
    case KI_OP_NEG:
        r = ki_unary(ks, x, KI_NEG);
        break;
    case KI_OP_POS:
        r = ki_unary(ks, x, KI_POS);
        break;
    case KI_OP_INVERT:
        r = ki_unary(ks, x, KI_INVERT);
        break;
    default: {
        int t = ki_truth(ks, x);
        r = t < 0 ? KI_ERR : ki_bool(!t);
    }
    }
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, x);
    return 0;
}

/* --- comparison --- */

KI_SLOW(ki_op_compare) {
    KiValue x = ki_arg_b(R, k, pc), y = ki_arg_c(R, k, pc);
    KiCompareOp op = (KiCompareOp)(pc->op - KI_OP_LT);
    ki_save(ks, R, pc);
    if (ki_is_ptr(x) && ki_obj(x)->kind == KI_K_INSTANCE) {
        int s = ki_special_compare(ks, R, pc, x, y, op);
        if (s) return s;
    }
    KiValue r = ki_compare(ks, x, y, op);
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, x);
    ki_release_c(ks, pc, y);
    return 0;
}
_Static_assert(KI_OP_GE - KI_OP_LT == KI_GE && KI_OP_EQ - KI_OP_LT == KI_EQ,
               "order of KiCompareOp");

typedef struct JumpOp {
    KiCompareOp op;
    uint8_t generic;
    uint8_t any;
} JumpOp;

static const struct {
    uint8_t op1; /* KiCompareOp + 1; 0: no compare-and-jump */
    uint8_t generic, any;
} jump_ops[256] = {
#define ROW(X)                                                                                     \
    [KI_OP_J##X] = {KI_##X + 1, KI_OP_J##X, KI_OP_J##X##_ANY},                                     \
    [KI_OP_J##X##_II... KI_OP_J##X##_ANY] = {KI_##X + 1, KI_OP_J##X, KI_OP_J##X##_ANY}
    ROW(LT), ROW(LE), ROW(GT), ROW(GE), ROW(EQ), ROW(NE),
#undef ROW
};

static JumpOp jump_of(uint8_t op) {
    return (JumpOp){(KiCompareOp)(jump_ops[op].op1 - 1), jump_ops[op].generic, jump_ops[op].any};
}

bool ki_jump_compare(uint8_t op, KiCompareOp *out) {
    if (!jump_ops[op].op1) return false;
    *out = (KiCompareOp)(jump_ops[op].op1 - 1);
    return true;
}

static void quicken_jump(KiInstr *pc, JumpOp j, KiValue x, KiValue y) {
    if (pc->op != j.generic) {
        pc->op = j.any;
        return;
    }
    static const uint8_t forms[6][2][3] = {
#define FORMS(X, F)                                                                                \
    [KI_##X] = {                                                                                   \
        {KI_OP_J##X##_II, KI_OP_J##X##_IK, F(KI_OP_J##X##_FF)},                                    \
        {KI_OP_JN##X##_II, KI_OP_JN##X##_IK, F(KI_OP_JN##X##_FF)}                                  \
    }
#define YES(op) op
#define NO(op)  0
        FORMS(LT, YES),
        FORMS(LE, YES),
        FORMS(GT, YES),
        FORMS(GE, YES),
        [KI_EQ] = {{KI_OP_JEQ_II, KI_OP_JEQ_IK, 0}, {KI_OP_JNEQ_II, KI_OP_JNEQ_IK, 0}},
        [KI_NE] = {{KI_OP_JNE_II, KI_OP_JNE_IK, 0}, {KI_OP_JNNE_II, KI_OP_JNNE_IK, 0}},
    };
    const uint8_t *f = forms[j.op][(pc->fl & KI_FL_X) != 0];
    if (pc->fl & KI_FL_Y)
        pc->op = j.any;
    else if (ki_both_int(x, y))
        pc->op = pc->fl & KI_FL_BK ? f[1] : f[0];
    else if (ki_is_float(x) && ki_is_float(y) && f[2])
        pc->op = f[2];
    else
        pc->op = j.any;
}

/* x in y: 1, 0, -1. */
static inline int is_in(KiState *ks, KiValue x, KiValue y) {
    if (ki_is_ptr(y)) {
        if (ki_obj(y)->kind == KI_K_DICT) {
            KiValue v = ki_dict_get(ks, (KiDict *)ki_obj(y), x);
            if (v != KI_ABSENT && v != KI_ERR) return 1;
            return v == KI_ABSENT ? 0 : -1;
        } else if (ki_obj(y)->kind == KI_K_SET || ki_obj(y)->kind == KI_K_FROZENSET) {
            return ki_set_contains(ks, (KiSet *)ki_obj(y), x);
        } else if (ki_obj(y)->kind == KI_K_STR && ki_is_str_exact(x)) {
            KiStr *s = (KiStr *)ki_obj(y);
            return ki_str_find(s, (KiStr *)ki_obj(x), 0, (int64_t)s->len, false) >= 0;
        }
    }
    return ki_contains(ks, y, x);
}

/* 1, 0, -1; 2: a Python method's frame was entered. */
static int jump_compare(KiState *ks, KiValue *R, KiInstr *pc, KiValue x, KiValue y) {
    if (pc->op == KI_OP_JIN) return is_in(ks, x, y);
    JumpOp j = jump_of(pc->op);
    if (pc->op != j.any) quicken_jump(pc, j, x, y);
    if (ki_both_int(x, y)) return ki_cmp_result(x < y ? -1 : x > y, j.op);
    if (ki_both_numbers(x, y)) return ki_doubles_hold(ki_as_double(x), ki_as_double(y), j.op);
    if (ki_is_str_exact(x) && ki_is_str_exact(y))
        return ki_str_holds(ks, ki_str_of(x), ki_str_of(y), j.op);
    if (ki_is_exact_int(x) && ki_is_exact_int(y)) return ki_cmp_result(ki_int_order(x, y), j.op);
    if (ki_is_ptr(x) && ki_obj(x)->kind == KI_K_INSTANCE) {
        int s = ki_special_compare(ks, R, pc, x, y, j.op);
        if (s) return s < 0 ? -1 : 2;
    }
    KiValue r = ki_compare(ks, x, y, j.op);
    if (r == KI_ERR) return -1;
    if (ki_is_bool(r)) return r == KI_TRUE;
    int t = ki_truth(ks, r);
    ki_decref(ks, r);
    return t;
}

int ki_op_compare_jump(KiState *ks, KiValue *R, KiValue *k, KiInstr *pc) {
    KiValue x = (pc->fl & KI_FL_Y ? k : R)[pc->a], y = ki_arg_b(R, k, pc);
    ki_save(ks, R, pc);
    int t = jump_compare(ks, R, pc, x, y);
    if (t < 0 || t == 2) return t;
    if (pc->fl & KI_FL_AT) ki_decref(ks, x);
    ki_release_b(ks, pc, y);
    return t ^ ((pc->fl & KI_FL_X) != 0);
}

KI_SLOW(ki_op_in) {
    KiValue x = ki_arg_b(R, k, pc), y = ki_arg_c(R, k, pc);
    ki_save(ks, R, pc);
    int t = is_in(ks, x, y);
    if (t < 0) return -1;
    ki_store_a(ks, R, pc, ki_bool(t ^ ((pc->fl & KI_FL_X) != 0)));
    ki_release_b(ks, pc, x);
    ki_release_c(ks, pc, y);
    return 0;
}

int ki_op_truth(KiState *ks, KiValue *R, const KiInstr *pc, KiValue v) {
    if (ki_is_ptr(v)) {
        switch (ki_obj(v)->kind) {
        case KI_K_STR:
            return ((KiStr *)ki_obj(v))->len != 0;
        case KI_K_LIST:
            return ((KiList *)ki_obj(v))->len != 0;
        case KI_K_TUPLE:
            return ((KiTuple *)ki_obj(v))->len != 0;
        case KI_K_DICT:
            return ((KiDict *)ki_obj(v))->used != 0;
        case KI_K_SET:
            return ((KiSet *)ki_obj(v))->used != 0;
        default:
            break;
        }
    } else if (ki_is_float(v)) {
        return ki_float_val(v) != 0.0;
    }
    ki_save(ks, R, pc);
    return ki_truth(ks, v);
}

/* --- subscripts --- */

KI_SLOW(ki_op_getitem) {
    KiValue x = ki_arg_b(R, k, pc), y = ki_arg_c(R, k, pc), r = KI_ABSENT;
    ki_save(ks, R, pc);
    if (pc->op == KI_OP_GETITEM) {
        KiKind kind = ki_is_ptr(x) ? (KiKind)ki_obj(x)->kind : KI_K_NONE;
        if (pc->fl & KI_FL_BK)
            pc->op = KI_OP_GETITEM_ANY;
        else if (kind == KI_K_DICT)
            pc->op = KI_OP_GETITEM_DICT;
        else if (kind == KI_K_LIST && ki_is_int(y))
            pc->op = pc->fl & KI_FL_CK ? KI_OP_GETITEM_LK : KI_OP_GETITEM_LI;
        else if (kind == KI_K_TUPLE && ki_is_int(y))
            pc->op = KI_OP_GETITEM_TI;
        else if (kind == KI_K_STR && ki_is_int(y))
            pc->op = KI_OP_GETITEM_SI;
        else
            pc->op = KI_OP_GETITEM_ANY;
    }
    if (ki_is_int(y) && ki_is_ptr(x)) {
        int64_t i = ki_int_val(y), n;
        const KiValue *items = NULL;
        if (ki_obj(x)->kind == KI_K_LIST) {
            items = ((KiList *)ki_obj(x))->items;
            n = ((KiList *)ki_obj(x))->len;
        } else if (ki_obj(x)->kind == KI_K_TUPLE) {
            items = ((KiTuple *)ki_obj(x))->items;
            n = ((KiTuple *)ki_obj(x))->len;
        }
        if (items && (i < 0 ? (i += n) >= 0 : i < n)) r = ki_new_ref(items[i]);
    }
    if (r == KI_ABSENT && ki_is_ptr(x) && ki_obj(x)->kind == KI_K_INSTANCE) {
        int s = ki_special_getitem(ks, R, pc, x, y);
        if (s) return s;
    }
    if (r == KI_ABSENT) r = ki_getitem(ks, x, y);
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, x);
    ki_release_c(ks, pc, y);
    return 0;
}

KI_SLOW(ki_op_no_key) {
    ki_raise_value(ks, KI_EXC_KeyError, ki_arg_c(R, k, pc));
    return -1;
}

KI_SLOW(ki_op_setitem) {
    KiValue o = R[pc->a], key = ki_arg_b(R, k, pc), v = ki_arg_c(R, k, pc);
    ki_save(ks, R, pc);
    if (pc->op == KI_OP_SETITEM) {
        if (ki_is_kind(o, KI_K_LIST) && ki_is_int(key))
            pc->op = KI_OP_SETITEM_LI;
        else
            pc->op = ki_is_kind(o, KI_K_DICT) ? KI_OP_SETITEM_DICT : KI_OP_SETITEM_ANY;
    }
    if (ki_is_ptr(o) && ki_obj(o)->kind == KI_K_INSTANCE) {
        int s = ki_special_setitem(ks, R, pc, o, key, v);
        if (s) return s;
    }
    if (!ki_setitem(ks, o, key, v)) return -1;
    if (pc->fl & KI_FL_AT) ki_decref(ks, o);
    ki_release_b(ks, pc, key);
    ki_release_c(ks, pc, v);
    return 0;
}

KI_SLOW(ki_op_delitem) {
    KiValue o = R[pc->a], key = ki_arg_b(R, k, pc);
    ki_save(ks, R, pc);
    if (!ki_setitem(ks, o, key, KI_ABSENT)) return -1;
    if (pc->fl & KI_FL_AT) ki_decref(ks, o);
    ki_release_b(ks, pc, key);
    return 0;
}

/* --- loops --- */

/* Is the item unpacked into two as soon as it is there? */
static bool unpacks_pair(const KiInstr *pc) {
    const KiInstr *to = pc + 1 + pc->c;
    return to->op == KI_OP_UNPACK && to->uc == 2 && to->b == pc->b && (to->fl & KI_FL_BT) &&
           !(pc->fl & KI_FL_AL);
}

static uint8_t foriter_form(const KiInstr *pc, KiValue it) {
    switch (ki_obj(it)->kind) {
    case KI_K_RANGE_ITER:
        return KI_OP_FORITER_RANGE;
    case KI_K_LIST_ITER:
        return KI_OP_FORITER_LIST;
    case KI_K_TUPLE_ITER:
        return KI_OP_FORITER_TUPLE;
    case KI_K_GENERATOR:
        return KI_OP_FORITER_GEN;
    case KI_K_ENUMERATE:
    case KI_K_ZIP:
    case KI_K_DICT_ITEMITER:
        return unpacks_pair(pc) ? KI_OP_FORITER_PAIR : KI_OP_FORITER_ANY;
    default:
        return KI_OP_FORITER_ANY;
    }
}

/* The next item, most often of a list. */
static inline KiValue next_item(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->h.kind != KI_K_LIST_ITER || it->source == KI_ABSENT) return ki_iter_next(ks, v);
    KiList *l = (KiList *)ki_obj(it->source);
    return it->index < l->len ? ki_new_ref(l->items[it->index++]) : ki_iter_next(ks, v);
}

static int next_of_enumerate(KiState *ks, KiIter *it, KiValue pair[2]) {
    if (it->source == KI_ABSENT || it->aux1 != KI_ABSENT || !ki_int_fits(it->index)) return 2;
    pair[1] = next_item(ks, it->source);
    if (pair[1] == KI_ABSENT || pair[1] == KI_ERR) return pair[1] == KI_ABSENT ? 0 : -1;
    pair[0] = ki_small_int(it->index++);
    return 1;
}

static int next_of_zip(KiState *ks, const KiIter *it, KiValue pair[2]) {
    const KiTuple *its = it->source == KI_ABSENT ? NULL : (KiTuple *)ki_obj(it->source);
    if (!its || its->len != 2 || it->index) return 2;
    for (int i = 0; i < 2; i++) {
        pair[i] = next_item(ks, its->items[i]);
        if (pair[i] != KI_ABSENT && pair[i] != KI_ERR) continue;
        if (i) ki_decref(ks, pair[0]);
        return pair[i] == KI_ABSENT ? 0 : -1;
    }
    return 1;
}

int ki_next_pair(KiState *ks, KiObj *o, KiValue pair[2]) {
    switch (o->kind) {
    case KI_K_ENUMERATE:
        return next_of_enumerate(ks, (KiIter *)o, pair);
    case KI_K_ZIP:
        return next_of_zip(ks, (KiIter *)o, pair);
    case KI_K_DICT_ITEMITER:
        return ki_dict_item_next(ks, (KiIter *)o, pair);
    default:
        return 2;
    }
}

int ki_op_foriter(KiState *ks, KiValue *R, KiValue *k, KiInstr *pc) {
    KiValue it = R[pc->a];
    ki_save(ks, R, pc);
    if (pc->op != KI_OP_FORITER_FAR && pc->op != KI_OP_FORITER_ANY) {
        uint8_t form = foriter_form(pc, it);
        if (pc->op == KI_OP_FORITER)
            pc->op = form;
        else if (pc->op != form)
            pc->op = KI_OP_FORITER_ANY;
    }
    if (ki_obj(it)->kind == KI_K_GENERATOR &&
        ((KiGenerator *)ki_obj(it))->state <= KI_GEN_SUSPENDED)
        return ki_gen_enter(ks, R, pc, (KiGenerator *)ki_obj(it), KI_NONE);
    if (ki_obj(it)->kind == KI_K_INSTANCE) {
        int s = ki_special_next(ks, R, pc, it);
        if (s) return s;
    }
    KiValue v = ki_next(ks, it);
    if (v == KI_ERR) return -1;
    if (v == KI_ABSENT) {
        ki_decref(ks, it);
        return 0;
    }
    KiValue old = R[pc->b];
    R[pc->b] = v;
    if (pc->fl & KI_FL_AL) ki_decref(ks, old);
    return 2;
}

/* --- the breaker --- */

static bool step(KiState *ks) {
    if (ks->step_limit == 0) {
        atomic_fetch_and(&ks->breaker, (uint8_t)~KI_BREAK_STEPS);
        return true;
    }
    if (++ks->steps < ks->step_limit) return true;
    if (ks->vm->on_step_limit) return ks->vm->on_step_limit(ks);
    ki_raise(ks, KI_EXC_RuntimeError, "step limit reached");
    return false;
}

int ki_vm_breaker(KiState *ks, KiValue *R, const KiInstr *pc) {
    ki_save(ks, R, pc);
    bool main_thread = ki_thread_is_main(ks);
    uint8_t served = main_thread ? KI_BREAK_GC | KI_BREAK_SIGNAL : KI_BREAK_GC;
    uint8_t why = atomic_fetch_and(&ks->breaker, (uint8_t)~served);
    if (why & KI_BREAK_GC) ki_gc_poll(ks);
    /* signals are for the main thread: let it run */
    if (why & KI_BREAK_YIELD || (!main_thread && why & KI_BREAK_SIGNAL)) ki_gil_yield(ks);
    if (why & served & KI_BREAK_SIGNAL) {
        if (ks->vm->on_signal) {
            if (!ks->vm->on_signal(ks)) return -1;
        } else {
            ki_raise(ks, KI_EXC_KeyboardInterrupt, "%s", "");
            return -1;
        }
    }
    if ((why & KI_BREAK_STEPS) && !step(ks)) return -1;
    return 0;
}
