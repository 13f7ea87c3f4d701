/* How deep calls go, counted as CPython counts them (object/depth.h): which calls of native
 * functions are a level of their own, and what the frame at the limit cannot do any more.
 *
 * That last frame runs in the loop that traces (trace.h): no call of the others pays for it. A call
 * compares the depth with depth_limit, one less than the limit, and finds out on its slow way. */
#include "trace.h"

#include "../object/depth.h"
#include "../object/native.h"
#include "../object/signature.h"
#include "ops_int.h"

/* From so many executions on, CPython has specialised a code object: its calls of functions that
 * take their arguments as an array do not count any more. */
#define WARM 7

static bool counts(const KiNative *f) {
    const int styles = KI_DEF_COUNTED | KI_DEF_SHORT_NAME | KI_DEF_CLASS | KI_DEF_STATIC;
    if (f->style & styles) return true;
    const KiSignature *s = f->sig;
    if (!s || s->n_params - s->n_self > 1 || s->n_posonly != s->n_params) return false;
    return s->n_params == s->n_self || s->defaults[s->n_self] == KI_UNBOUND;
}

/* The native function that the running instruction calls, or NULL. A call with `*` counts itself.
 */
static const KiNative *running_native(const KiState *ks) {
    const KiValue *R = ks->R;
    const KiInstr *pc = ks->pc;
    if (!R || !ks->vm || R == ks->vm->root || !pc) return NULL;
    switch (pc->op) {
    case KI_OP_CALL_NATIVE:
    case KI_OP_CALLM_NATIVE:
    case KI_OP_CALL_ANY:
    case KI_OP_CALLM_ANY:
    case KI_OP_CALL_KW:
    case KI_OP_CALL_LEN:
        break;
    default:
        return NULL;
    }
    KiValue callee = R[pc->a];
    if (!ki_is_kind(callee, KI_K_NATIVE) && !ki_is_kind(callee, KI_K_METHOD_DESCR)) return NULL;
    return (const KiNative *)ki_obj(callee);
}

/* len is specialised. */
static bool counts_at(const KiNative *f, const KiInstr *pc) {
    return counts(f) && pc->op != KI_OP_CALL_LEN;
}

bool ki_in_counted_native(const KiState *ks) {
    const KiNative *f = running_native(ks);
    return f && counts_at(f, ks->pc);
}

bool ki_depth_is_cold(KiCode *c) {
    if (c->n_calling_back >= WARM) return false;
    c->n_calling_back++;
    return true;
}

bool ki_depth_of_callback(KiState *ks) {
    const KiNative *f = running_native(ks);
    return f && (counts_at(f, ks->pc) || ki_depth_is_cold(ki_frame_func(ks->R)->code));
}

/* --- the frame at the limit --- */

static bool too_deep(KiState *ks, const char *where) {
    ki_raise(ks, KI_EXC_RecursionError, "maximum recursion depth exceeded%s", where);
    return false;
}

static bool may_make(KiState *ks, const KiType *cls, const KiValue *args, int nargs) {
    if (cls->flags & KI_TF_HEAP || !cls->slots->new_at_limit) return true;
    const char *where = cls->slots->new_at_limit(ks, args, nargs);
    return !where || too_deep(ks, where);
}

static bool may_call(KiState *ks, const KiValue *R, const KiInstr *pc, bool keywords, bool spread) {
    KiValue callee = R[pc->a], target = callee;
    if (ki_is_kind(callee, KI_K_TYPE))
        return keywords || spread || may_make(ks, (KiType *)ki_obj(callee), &R[pc->a + 3], pc->b);
    for (int i = 0; i < 8 && ki_is_ptr(target) && ki_type_of(ks, target)->slots->calls; i++)
        target = ki_type_of(ks, target)->slots->calls(target);
    if (!ki_is_kind(target, KI_K_NATIVE) && !ki_is_kind(target, KI_K_METHOD_DESCR)) return true;
    KiNative *f = (KiNative *)ki_obj(target);
    if (!f->sig && !ki_native_signature(ks, f) && ki_pending(ks)) ki_clear_exc(ks);
    if (f->style & KI_DEF_SPECIALISED && target == callee) return true;
    bool method = f->h.kind == KI_K_METHOD_DESCR;
    return counts(f) || spread || (keywords && method) ? too_deep(ks, KI_IN_CALL) : true;
}

/* An int of one digit of CPython's. */
static bool is_short_int(KiValue v) {
    return ki_is_int(v) && ki_int_val(v) > -(1 << 30) && ki_int_val(v) < 1 << 30;
}

/* Comparisons that lead to a jump are specialised for two short ints, floats, or texts. */
static bool may_compare(KiState *ks, KiValue x, KiValue y, bool equality) {
    bool plain = (is_short_int(x) && is_short_int(y)) || (ki_is_float(x) && ki_is_float(y)) ||
                 (equality && ki_is_str_exact(x) && ki_is_str_exact(y));
    return plain || too_deep(ks, " in comparison");
}

/* `in` compares with items that are not the same object. */
static bool may_search(KiState *ks, KiValue x, KiValue y) {
    KiValue first = KI_ABSENT;
    if (ki_is_kind(y, KI_K_LIST) && ((KiList *)ki_obj(y))->len)
        first = ((KiList *)ki_obj(y))->items[0];
    else if (ki_is_kind(y, KI_K_TUPLE) && ((KiTuple *)ki_obj(y))->len)
        first = ((KiTuple *)ki_obj(y))->items[0];
    return first == KI_ABSENT || first == x || too_deep(ks, " in comparison");
}

static bool may_format(KiState *ks, KiValue v, const KiInstr *pc) {
    bool plain = ki_is_str_exact(v), spec = pc->c != -1;
    if (pc->fl & KI_FL_Y) return too_deep(ks, " while getting the repr of an object");
    bool text = pc->fl & KI_FL_X || (!spec && ki_is_exact_int(v));
    if (text && !plain) return too_deep(ks, KI_IN_STR);
    if (plain && !spec) return true;
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, v), ks->names.d_format);
    return ki_is_kind(f, KI_K_FUNC) || too_deep(ks, KI_IN_CALL);
}

bool ki_depth_last_step(KiState *ks, KiValue *R, const KiInstr *pc) {
    uint8_t op = pc->op;
    const KiValue *k = (const KiValue *)ki_frame_func(R)->k;
    ki_save(ks, R, pc);
    if ((op >= KI_OP_CALL_PY && op <= KI_OP_CALLM_ANY) || op == KI_OP_CALL || op == KI_OP_CALLM ||
        op == KI_OP_CALL_TYPE)
        return may_call(ks, R, pc, false, false);
    if (op == KI_OP_CALL_KW || op == KI_OP_CALLM_KW) return may_call(ks, R, pc, true, false);
    if (op == KI_OP_CALL_EX) return may_call(ks, R, pc, false, true);
    if (op >= KI_OP_LT && op <= KI_OP_GE) {
        bool jumps = pc[1].op == KI_OP_JTRUE || pc[1].op == KI_OP_JFALSE;
        bool equality = op == KI_OP_EQ || op == KI_OP_NE;
        return jumps ? may_compare(ks, ki_arg_b(R, k, pc), ki_arg_c(R, k, pc), equality)
                     : too_deep(ks, " in comparison");
    }
    if ((op >= KI_OP_JLT && op <= KI_OP_JGE) || (op >= KI_OP_JLT_II && op <= KI_OP_JNE_ANY)) {
        bool equality = op == KI_OP_JEQ || op == KI_OP_JNE || op >= KI_OP_JEQ_II;
        return may_compare(ks, (pc->fl & KI_FL_Y ? k : R)[pc->a], ki_arg_b(R, k, pc), equality);
    }
    if (op == KI_OP_JIN)
        return may_search(ks, (pc->fl & KI_FL_Y ? k : R)[pc->a], ki_arg_b(R, k, pc));
    if (op == KI_OP_IN) return may_search(ks, ki_arg_b(R, k, pc), ki_arg_c(R, k, pc));
    if (op == KI_OP_FORMAT) return may_format(ks, R[pc->b], pc);
    return true;
}
_Static_assert(KI_OP_GE - KI_OP_LT == 5 && KI_OP_JGE - KI_OP_JLT == 5, "order");
