/* The dispatch loop: fast paths of every instruction, and nothing else. Whatever is not fast is a
 * function with the signature of KI_SLOW in another file. The bodies are in eval_*.inc.h, by kind
 * of instruction; they see ks, R (registers), k (constants) and pc, and end with one of the macros
 * below. R, k and pc live in machine registers: ki_save before anything that can raise, call back
 * or look at the stack. */
#include <stdatomic.h>

#include "eval.h"

#include "attr_cache.h"
#include "ops_int.h"
#include "trace.h"

/* Compiled twice: eval_traced.c is this file with KI_TRACED. The loop returns SWITCH to go on at
 * ks->R, ks->pc in the other form. */
#define SWITCH KI_UNBOUND
#ifdef KI_TRACED
#define RUN_LOOP   run_traced
#define DISPATCH() goto step
#else
#define RUN_LOOP   run_plain
#define DISPATCH() goto *labels[pc->op]
#endif
#define NEXT()                                                                                     \
    do {                                                                                           \
        pc++;                                                                                      \
        DISPATCH();                                                                                \
    } while (0)
/* Offsets count from the next instruction. */
#define JUMP(n)                                                                                    \
    do {                                                                                           \
        pc += 1 + (n);                                                                             \
        DISPATCH();                                                                                \
    } while (0)
/* A jump that may go backwards: interrupts, collections and limits are served here. */
#define BACK(n)                                                                                    \
    do {                                                                                           \
        pc += 1 + (n);                                                                             \
        if (KB_UNLIKELY(atomic_load_explicit(&ks->breaker, memory_order_relaxed))) goto breaker;   \
        DISPATCH();                                                                                \
    } while (0)
#define SLOW(fn)                                                                                   \
    do {                                                                                           \
        status = fn(ks, R, k, pc);                                                                 \
        goto slow_done;                                                                            \
    } while (0)
/* As SLOW, for what nearly always enters a frame. */
#define SLOW_ENTER(fn)                                                                             \
    do {                                                                                           \
        status = fn(ks, R, k, pc);                                                                 \
        if (KB_LIKELY(status == 1)) RELOAD();                                                      \
        goto slow_done;                                                                            \
    } while (0)
#define RELOAD()                                                                                   \
    do {                                                                                           \
        R = ks->R;                                                                                 \
        pc = (KiInstr *)ks->pc;                                                                    \
        k = ki_frame_func(R)->k;                                                                   \
        DISPATCH();                                                                                \
    } while (0)
/* Drops an owner of v; the last one goes out of line. Read as a signed number the count of an
 * immortal object is negative: one test finds both. */
#define RELEASE_OBJ(o, ...)                                                                        \
    do {                                                                                           \
        KiObj *ro_ = (o);                                                                          \
        int32_t rc_ = (int32_t)ro_->rc;                                                            \
        if (KB_UNLIKELY(rc_ <= 1)) {                                                               \
            if (rc_ == 1) __VA_ARGS__;                                                             \
        } else {                                                                                   \
            ro_->rc = (uint32_t)(rc_ - 1);                                                         \
        }                                                                                          \
    } while (0)
#define RELEASE(v)                                                                                 \
    do {                                                                                           \
        KiValue rel_ = (v);                                                                        \
        if (ki_is_ptr(rel_)) RELEASE_OBJ(ki_obj(rel_), ki_vm_dealloc(ks, R, pc, ro_));             \
    } while (0)
/* R[a] = v (moved in); the old value of a local is released. */
#define STORE(v)                                                                                   \
    do {                                                                                           \
        KiValue new_ = (v);                                                                        \
        if (pc->fl & KI_FL_AL) {                                                                   \
            KiValue old_ = R[pc->a];                                                               \
            R[pc->a] = new_;                                                                       \
            RELEASE(old_);                                                                         \
        } else {                                                                                   \
            R[pc->a] = new_;                                                                       \
        }                                                                                          \
    } while (0)
#define OPERAND_B ((pc->fl & KI_FL_BK ? k : R)[pc->b])
#define OPERAND_C ((pc->fl & KI_FL_CK ? k : R)[pc->uc])
#define CACHE     ((KiAttrCache *)&k[pc->uc + 1])

/* How STUB_RESULT ends the instruction that a Python function stood in for. */
enum { RESULT_SLOW, RESULT_ATTR, RESULT_BINARY, RESULT_JUMP };
static const uint8_t result_form[256] = {
    [KI_OP_GETATTR] = RESULT_ATTR,
    [KI_OP_GETATTR_PROP] = RESULT_ATTR,
    [KI_OP_GETATTR_IC] = RESULT_ATTR,
    [KI_OP_ADD... KI_OP_MATMUL] = RESULT_BINARY,
    [KI_OP_ADD_II... KI_OP_MUL_ANY] = RESULT_BINARY,
    [KI_OP_GETITEM] = RESULT_BINARY,
    [KI_OP_GETITEM_LI... KI_OP_GETITEM_ANY] = RESULT_BINARY,
    [KI_OP_LT... KI_OP_GE] = RESULT_BINARY,
    [KI_OP_JLT... KI_OP_JGE] = RESULT_JUMP,
    [KI_OP_JLT_II... KI_OP_JNE_ANY] = RESULT_JUMP,
};

#ifndef KI_TRACED
void ki_vm_dealloc(KiState *ks, KiValue *R, const KiInstr *pc, KiObj *o) {
    ki_save(ks, R, pc);
    o->rc = 0;
    ki_dealloc(ks, o);
}

void ki_vm_dealloc_left(KiState *ks, KiValue *R, KiObj *o) {
    KiValue *floor = ks->vm->floor, *above = R + ki_frame_func(R)->code->n_regs;
    if (floor < above) ks->vm->floor = above; /* other registers of the frame are still owned */
    if (ki_vm_ret(ks, R) == ki_stub(ks, KI_STUB_GENRET)) ki_gen_returned(ki_running_gen(ks));
    ki_frame_leave(ks, R);
    o->rc = 0;
    ki_dealloc(ks, o);
    ks->vm->floor = floor;
}

/* The result lies in the header of the frame that returned: code that runs now stays above it. */
void ki_vm_drop_func(KiState *ks, KiFunc *f, KiValue *left) {
    KiValue *floor = ks->vm->floor;
    ks->vm->floor = left;
    ki_frame_leave(ks, left);
    f->h.rc = 0;
    ki_dealloc(ks, &f->h);
    ks->vm->floor = floor;
}

#endif

/* entry: R of the frame entered from C. */
static KiValue RUN_LOOP(KiState *ks, bool raise, KiValue *const entry) {
    static const void *const labels[KI_OP_COUNT] = {
#define OP(name, a, b, c, doc) [KI_OP_##name] = &&op_##name,
#include "../object/opcode.def"
#undef OP
    };
    KiValue *R = ks->R;
    KiInstr *pc = (KiInstr *)ks->pc;
    KiValue *k = ki_frame_func(R)->k;
    int status;
#ifdef KI_TRACED
    KiTraceCall call = {KI_ABSENT, NULL};
#endif

    if (raise) goto error;
    DISPATCH();

#define OPCODE(name) op_##name
/* In this order: macros of one file serve the next. */
// clang-format off
#include "eval_move.inc.h"
#include "eval_arith.inc.h"
#include "eval_jump.inc.h"
#include "eval_item.inc.h"
#include "eval_attr.inc.h"
#include "eval_call.inc.h"
#include "eval_rest.inc.h"
    // clang-format on

slow_done:
    if (KB_LIKELY(status == 0)) NEXT();
    if (status == 1) RELOAD();
error:
#ifdef KI_TRACED
    if (call.func != KI_ABSENT) ki_trace_c_raised(ks, &call);
#endif
    pc = (KiInstr *)ki_vm_unwind(ks);
    if (!pc) return KI_ERR;
#ifndef KI_TRACED
    if (KB_UNLIKELY(ks->vm->trace != NULL)) return SWITCH;
#endif
    R = ks->R;
    k = ki_frame_func(R)->k;
    DISPATCH();

breaker:
    if (ki_vm_breaker(ks, R, pc) < 0) goto error;
    DISPATCH();

#ifdef KI_TRACED
step : {
    KiInstr *at = pc;
    if (KB_UNLIKELY(pc->op == KI_OP_LOAD_BODY)) goto op_LOAD_BODY; /* nobody wrote that one */
    status = ki_trace_step(ks, R, &at, &call);
    pc = at;
    if (status < 0) goto error;
    if (status == 0) goto *labels[pc->op];
    ki_save(ks, R, pc);
    return SWITCH;
}
#endif
}

#ifdef KI_TRACED
KiValue ki_vm_run_traced(KiState *ks, bool raise, KiValue *entry) {
    return run_traced(ks, raise, entry);
}
#else
static KB_COLD KiValue run_switching(KiState *ks, bool raise, KiValue *entry) {
    for (;;) {
        bool traced = ki_trace_wanted(ks, ks->depth);
        KiValue r = traced ? ki_vm_run_traced(ks, raise, entry) : run_plain(ks, raise, entry);
        if (r != SWITCH) return r;
        raise = false;
    }
}

KiValue ki_vm_run(KiState *ks, bool raise) {
    KiValue *entry = ks->R;
    if (ki_trace_wanted(ks, ks->depth)) return run_switching(ks, raise, entry);
    KiValue r = run_plain(ks, raise, entry);
    return KB_LIKELY(r != SWITCH) ? r : run_switching(ks, false, entry);
}
#endif
