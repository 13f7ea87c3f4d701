/* Special methods written in Python, called from instructions without C recursion: operators,
 * subscripts, comparisons, __next__ in a for loop. The method's frame goes above the running one
 * with STUB_RESULT as its return address; ki_op_result then finishes the instruction at R[-4]. */
#include <stdio.h>

#include "../object/slot.h"
#include "../object/type_cache.h"
#include "trace.h"

#define NAME_AT(n) offsetof(KiNames, d_##n)
static KiStr *name_at(const KiState *ks, size_t offset) {
    return *(KiStr *const *)((const char *)&ks->names + offset);
}

static KiStr *binary_name(const KiState *ks, KiBinaryOp op, bool reflected) {
    static const uint16_t at[][2] = {
#define ROW(n) {NAME_AT(n), NAME_AT(r##n)}
        ROW(add),    ROW(sub),    ROW(mul), ROW(truediv), ROW(floordiv), ROW(mod),   ROW(pow),
        ROW(lshift), ROW(rshift), ROW(and), ROW(or),      ROW(xor),      ROW(matmul)};
#undef ROW
    return name_at(ks, at[op][reflected]);
}
static KiStr *inplace_name(const KiState *ks, KiBinaryOp op) {
    static const uint16_t at[] = {
        NAME_AT(iadd), NAME_AT(isub), NAME_AT(imul),    NAME_AT(itruediv), NAME_AT(ifloordiv),
        NAME_AT(imod), NAME_AT(ipow), NAME_AT(ilshift), NAME_AT(irshift),  NAME_AT(iand),
        NAME_AT(ior),  NAME_AT(ixor), NAME_AT(imatmul)};
    return name_at(ks, at[op]);
}
static KiStr *compare_name(const KiState *ks, KiCompareOp op) {
    static const uint16_t at[] = {NAME_AT(lt), NAME_AT(le), NAME_AT(eq),
                                  NAME_AT(ne), NAME_AT(gt), NAME_AT(ge)};
    return name_at(ks, at[op]);
}

/* The Python function that type(v) has for name with n parameters, NULL if it is something else. */
__attribute__((always_inline)) static inline KiFunc *python_method(KiState *ks, KiValue v,
                                                                   KiStr *name, int n) {
    if (!ki_is_ptr(v) || ki_obj(v)->kind != KI_K_INSTANCE) return NULL;
    if (!(ki_obj(v)->shape->type->flags & KI_TF_HEAP)) return NULL; /* a native type */
    KiValue f = ki_type_lookup_interned(ks, ki_obj(v)->shape->type, name);
    return ki_is_kind(f, KI_K_FUNC) && ki_obj(f)->aux == n ? (KiFunc *)ki_obj(f) : NULL;
}

/* f(args...) in place of the instruction at pc, finished by `stub`. 1 or -1. */
__attribute__((always_inline)) static inline int enter_with(KiState *ks, KiValue *R,
                                                            const KiInstr *pc, KiFunc *f,
                                                            const KiValue *args, int n, int stub) {
    KiValue *top = R + ki_frame_func(R)->n_regs;
    if (KB_UNLIKELY(top + 8 > ks->stack_limit)) {
        bool ok = ki_vm_call_check(ks, top + 8);
        (void)ok;
        return -1;
    }
    top[0] = (KiValue)(uintptr_t)pc;
    ki_incref_obj(&f->h);
    top[1] = ki_from_obj(f);
    for (int i = 0; i < n; i++)
        top[4 + i] = ki_new_ref(args[i]);
    bool counted = stub == KI_STUB_COMPARED;
    ks->depth += counted;
    if (KB_UNLIKELY(!ki_vm_room(ks, top + 4 + f->n_regs))) {
        const char *where = ks->depth > ks->recursion_limit ? " in comparison" : "";
        int r = ki_vm_enter_at(ks, R, ki_stub(ks, stub), top + 4, f, n, where);
        ks->depth -= counted && r < 0;
        return r;
    }
    top[2] = (KiValue)(uintptr_t)ki_stub(ks, stub);
    top[3] = (KiValue)(uintptr_t)R;
    for (int i = n; i < f->n_locals; i++)
        top[4 + i] = KI_UNBOUND;
    ks->depth++;
    ki_save(ks, top + 4, f->entry);
    return 1;
}

__attribute__((always_inline)) static inline int
enter_special(KiState *ks, KiValue *R, const KiInstr *pc, KiFunc *f, const KiValue *args, int n) {
    return enter_with(ks, R, pc, f, args, n, KI_STUB_RESULT);
}

/* Whether the right operand goes first: its class derives from the left one's. */
static inline bool right_first(KiValue x, KiValue y) {
    return ki_is_ptr(y) && ki_obj(y)->kind == KI_K_INSTANCE &&
           ki_obj(y)->shape->type != ki_obj(x)->shape->type &&
           ki_is_subtype(ki_obj(y)->shape->type, ki_obj(x)->shape->type);
}

__attribute__((always_inline)) static inline int
special_binary(KiState *ks, KiValue *R, const KiInstr *pc, KiValue x, KiValue y, KiBinaryOp op) {
    KiFunc *f = python_method(ks, x, binary_name(ks, op, false), 2);
    if (!f || right_first(x, y)) return 0;
    if ((pc->fl & KI_FL_X) &&
        ki_type_lookup(ks, ki_obj(x)->shape->type, inplace_name(ks, op)) != KI_ABSENT)
        return 0;
    KiValue args[2] = {x, y};
    return enter_special(ks, R, pc, f, args, 2);
}

int ki_special_binary(KiState *ks, KiValue *R, const KiInstr *pc, KiValue x, KiValue y,
                      KiBinaryOp op) {
    return special_binary(ks, R, pc, x, y, op);
}

KI_SLOW(ki_op_binary_instance) {
    ki_save(ks, R, pc);
    KiBinaryOp op;
    if (ki_binary_of(pc->op, &op)) {
        int s = special_binary(ks, R, pc, R[pc->b], ki_arg_c(R, k, pc), op);
        if (s) return s;
    }
    return ki_op_binary(ks, R, k, pc);
}

int ki_special_compare(KiState *ks, KiValue *R, const KiInstr *pc, KiValue x, KiValue y,
                       KiCompareOp op) {
    KiFunc *f = python_method(ks, x, compare_name(ks, op), 2);
    if (!f || right_first(x, y)) return 0;
    KiValue args[2] = {x, y};
    return enter_with(ks, R, pc, f, args, 2, KI_STUB_COMPARED);
}

int ki_special_getitem(KiState *ks, KiValue *R, const KiInstr *pc, KiValue o, KiValue key) {
    KiFunc *f = python_method(ks, o, ks->names.d_getitem, 2);
    if (!f) return 0;
    KiValue args[2] = {o, key};
    return enter_special(ks, R, pc, f, args, 2);
}

int ki_special_setitem(KiState *ks, KiValue *R, const KiInstr *pc, KiValue o, KiValue key,
                       KiValue v) {
    KiFunc *f = python_method(ks, o, ks->names.d_setitem, 3);
    if (!f) return 0;
    KiValue args[3] = {o, key, v};
    return enter_special(ks, R, pc, f, args, 3);
}

int ki_special_next(KiState *ks, KiValue *R, const KiInstr *pc, KiValue it) {
    KiFunc *f = python_method(ks, it, ks->names.d_next, 1);
    return f ? enter_special(ks, R, pc, f, &it, 1) : 0;
}

int ki_special_len(KiState *ks, KiValue *R, const KiInstr *pc) {
    KiValue *win = &R[pc->a], len = win[0], v = win[3];
    KiFunc *f = python_method(ks, v, ks->names.d_len, 1);
    if (!f) return 0;
    bool cold = ki_depth_is_cold(ki_frame_func(R)->code);
    int s = enter_with(ks, R, pc, f, &v, 1, cold ? KI_STUB_COMPARED : KI_STUB_RESULT);
    /* the call's window is consumed before the method runs */
    KiValue *floor = ks->vm->floor;
    ks->vm->floor = ki_stack_top(ks);
    ki_decref(ks, v);
    ki_decref(ks, len);
    ks->vm->floor = floor;
    return s;
}

/* --- when the method declined --- */

static KiValue unsupported(KiState *ks, KiValue x, KiValue y, KiBinaryOp op, bool inplace) {
    static const char *const symbols[] = {"+",  "-",  "*", "/", "//", "%", "** or pow()",
                                          "<<", ">>", "&", "|", "^",  "@"};
    char text[16];
    if (inplace)
        snprintf(text, sizeof text, "%s=", op == KI_POW ? "**" : symbols[op]);
    else
        snprintf(text, sizeof text, "%s", symbols[op]);
    char right[128];
    snprintf(right, sizeof right, "%.100s", ki_type_name(ks, y));
    return ki_raise(ks, KI_EXC_TypeError, "unsupported operand type(s) for %s: '%.100s' and '%s'",
                    text, ki_type_name(ks, x), right);
}

/* x.__op__(y) gave NotImplemented: y's turn. */
static KiValue reflected(KiState *ks, KiValue x, KiValue y, KiBinaryOp op, bool inplace) {
    KiType *tx = ki_type_of(ks, x), *ty = ki_type_of(ks, y);
    KiValue r = KI_NOT_IMPLEMENTED;
    if (tx != ty && ty->slots->binary[op]) {
        if (ki_is_ptr(y) && ki_obj(y)->kind == KI_K_INSTANCE) {
            r = ki_call_special(ks, y, binary_name(ks, op, true), &x, 1);
            if (r == KI_ABSENT) r = KI_NOT_IMPLEMENTED;
        } else {
            r = ty->slots->binary[op](ks, x, y);
        }
    }
    if (r == KI_NOT_IMPLEMENTED) r = ki_sequence_binary(ks, x, y, op, inplace);
    return r == KI_NOT_IMPLEMENTED ? unsupported(ks, x, y, op, inplace) : r;
}

static KiValue compare_reflected(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    static const KiCompareOp swapped[] = {KI_GT, KI_GE, KI_EQ, KI_NE, KI_LT, KI_LE};
    static const char *const symbols[] = {"<", "<=", "==", "!=", ">", ">="};
    KiType *ty = ki_type_of(ks, y);
    KiValue r = KI_NOT_IMPLEMENTED;
    if (ty->slots->compare) r = ty->slots->compare(ks, y, x, swapped[op]);
    if (r != KI_NOT_IMPLEMENTED) return r;
    if (op == KI_EQ || op == KI_NE) return ki_bool((x == y) == (op == KI_EQ));
    char right[128];
    snprintf(right, sizeof right, "%.100s", ki_type_name(ks, y));
    return ki_raise(ks, KI_EXC_TypeError,
                    "'%s' not supported between instances of '%.100s' and '%s'", symbols[op],
                    ki_type_name(ks, x), right);
}

/* --- finishing the instruction --- */

static int store(KiState *ks, KiValue *R, const KiInstr *pc, KiValue b, KiValue c, KiValue v) {
    if (v == KI_ERR) return -1;
    ki_store_a(ks, R, pc, v);
    ki_release_b(ks, pc, b);
    ki_release_c(ks, pc, c);
    ki_save(ks, R, pc + 1);
    return 1;
}

static int finish_jump(KiState *ks, KiValue *R, KiValue *k, const KiInstr *pc, KiCompareOp op,
                       KiValue v) {
    KiValue x = (pc->fl & KI_FL_Y ? k : R)[pc->a], y = ki_arg_b(R, k, pc);
    if (v == KI_NOT_IMPLEMENTED) v = compare_reflected(ks, x, y, op);
    if (v == KI_ERR) return -1;
    int t = ki_is_bool(v) ? v == KI_TRUE : ki_truth(ks, v);
    ki_decref(ks, v);
    if (t < 0) return -1;
    t ^= (pc->fl & KI_FL_X) != 0;
    ki_save(ks, R, pc + 1 + (t ? pc->c : 0));
    if (pc->fl & KI_FL_AT) ki_decref(ks, x);
    ki_release_b(ks, pc, y);
    return 1;
}

static int finish_item(KiState *ks, KiValue *R, const KiInstr *pc, KiValue v) {
    KiValue old = R[pc->b];
    R[pc->b] = v;
    ki_save(ks, R, pc->op == KI_OP_FORITER_FAR ? pc + 1 : pc + 1 + pc->c);
    if (pc->fl & KI_FL_AL) ki_decref(ks, old);
    return 1;
}

/* What __len__ gave, as len returns it. */
static int finish_len(KiState *ks, KiValue *R, const KiInstr *pc, KiValue v) {
    KiValue r = ki_index(ks, v);
    ki_decref(ks, v);
    int64_t n;
    if (r != KI_ERR && ki_int_sign(r) < 0) {
        ki_decref(ks, r);
        r = ki_raise(ks, KI_EXC_ValueError, "__len__() should return >= 0");
    } else if (r != KI_ERR && !ki_int_try_i64(r, &n)) {
        ki_decref(ks, r);
        r = ki_raise(ks, KI_EXC_OverflowError, "cannot fit 'int' into an index-sized integer");
    }
    if (r == KI_ERR) return -1;
    R[pc->a] = r;
    ki_save(ks, R, pc + 1);
    return 1;
}

bool ki_special_stop(KiState *ks, KiValue *R, const KiInstr *pc) {
    if (!ki_is_foriter(pc->op) || !ki_pending_is(ks, KI_EXC_StopIteration)) return false;
    if (KB_UNLIKELY(ks->vm->trace != NULL) && !ki_trace_stop(ks)) return false;
    ki_clear_exc(ks);
    KiValue it = R[pc->a];
    ki_save(ks, R, pc + (pc->op == KI_OP_FORITER_FAR ? 2 : 1));
    ki_decref(ks, it);
    return true;
}

KI_SLOW(ki_op_result) {
    KiValue *top = R + ki_frame_func(R)->code->n_regs, v = top[1];
    const KiInstr *at = (const KiInstr *)(uintptr_t)top[0];
    KiCompareOp cmp;
    ki_save(ks, R, at);
    if (ki_is_foriter(at->op)) return finish_item(ks, R, at, v);
    if (at->op == KI_OP_CALL_LEN) return finish_len(ks, R, at, v);
    if (ki_jump_compare(at->op, &cmp)) return finish_jump(ks, R, k, at, cmp, v);
    if (at->op >= KI_OP_SETITEM_LI && at->op <= KI_OP_SETITEM_ANY) {
        KiValue o = R[at->a], b = ki_arg_b(R, k, at), c = ki_arg_c(R, k, at);
        ki_save(ks, R, at + 1);
        ki_decref(ks, v);
        if (at->fl & KI_FL_AT) ki_decref(ks, o);
        ki_release_b(ks, at, b);
        ki_release_c(ks, at, c);
        return 1;
    }
    KiValue b = ki_arg_b(R, k, at), c = ki_arg_c(R, k, at);
    KiBinaryOp op;
    if (v == KI_NOT_IMPLEMENTED) {
        if (at->op >= KI_OP_LT && at->op <= KI_OP_GE)
            v = compare_reflected(ks, b, c, (KiCompareOp)(at->op - KI_OP_LT));
        else if (ki_binary_of(at->op, &op))
            v = reflected(ks, b, c, op, at->fl & KI_FL_X);
    }
    return store(ks, R, at, b, c, v);
}
