#ifndef KI_VM_H
#define KI_VM_H
/* What the files of the virtual machine share: its private state, frame layout, operand access,
 * and the slow paths that the dispatch loop calls.
 *
 * A frame's header: R[-3] KiFunc (owned), R[-2] return address, R[-1] caller's R. Below a frame
 * that was entered by C code or in place of an instruction (property getter, generator resume) one
 * more word, R[-4], keeps the caller's pc; its return address is one of the stubs:
 *   STUB_EXIT    leave the run loop: a C function called
 *   STUB_INIT    in the instantiation trampoline, after __init__
 *   STUB_GENRET  the frame is a generator's
 *   STUB_RESULT  the result belongs to the instruction at R[-4]
 *   STUB_COMPARED  the same for a comparison, which counts as a level of recursion of its own
 *   STUB_CALLED  the same for the call of an instance, likewise
 *   STUB_FRAME   a KiFrame refers to this frame; its `ret` is the real return address
 *   STUB_TRACE   on the way to the loop that traces (trace.h)
 * The bottom of the stack is a pseudo frame (root), so that every return finds a function at R[-3].
 *
 * Slow paths have one signature, (ks, R, k, pc), save R and pc in the state, and return
 * 0: done, go on behind the instruction; 1: continue at ks->R, ks->pc; -1: exception pending. */
#include <stdatomic.h>

#include "../object/containers.h"
#include "../object/obj_func.h"
#include "../object/runtime.h"

enum {
    KI_STUB_EXIT,
    KI_STUB_INIT,
    KI_STUB_GENRET,
    KI_STUB_RESULT,
    KI_STUB_COMPARED,
    KI_STUB_CALLED,
    KI_STUB_FRAME,
    KI_STUB_TRACE,
    KI_STUB_ROOT,
    KI_N_STUBS
};

/* Names whose class-level lookups some inline cache relies on (attr_cache.c). */
typedef struct KiCachedName {
    KiStr *name;
    uint32_t drops; /* how often its caches had to be cleared */
    bool values;    /* some cache may hold what a class has under it */
    bool slots;     /* some cache may hold where instances have it, which no plain value of a class
                     * changes */
} KiCachedName;

/* Second level behind the inline caches, for sites that see many shapes: (shape, name) -> what the
 * lookup found. Direct-mapped; cleared whenever any inline cache has to be. */
typedef struct KiMegaEntry {
    uint64_t key;
    KiStr *name;
    uint64_t val;
    uint32_t kind; /* KiAttrKind */
} KiMegaEntry;
enum { KI_MEGA_SIZE = 1024 };

typedef struct KiVm {
    KiInstr stub[KI_N_STUBS];
    KiCode root_code, init_code;
    KiFunc root_func, init_func;
    KiValue *root;     /* R of the root frame */
    KiValue *floor;    /* windows made by C code start here or above */
    KiValue *reserved; /* the mapping of the stack */
    size_t reserved_size;
    KiValue result; /* return value of a generator that C code resumed, owned */
    bool exited_by_yield;
    struct KiLoading *loading; /* modules whose code runs (import.c) */
    KiValue import_parts[5];   /* standard finders and hooks (import_finders.h), ABSENT at first */
    KiFrame *frames;           /* materialised frames of running functions, through live_next */
    KiFrame *kept; /* frame of the function that just returned, to be released; else NULL */
    KiValue *kept_base;
    struct KiTrace *trace;       /* of the running thread, while it wants events; else NULL */
    struct KiTrace *trace_state; /* the same, also while a callback runs */
    const KiInstr *trace_resume; /* where STUB_TRACE goes on */
    KiCachedName *cached_names;
    uint32_t n_cached_names, cap_cached_names;
    KiMegaEntry mega[KI_MEGA_SIZE];
    /* Called at a safe point for KI_BREAK_SIGNAL (run signal handlers) and when ks->steps reaches
     * ks->step_limit. False: exception pending. NULL: KeyboardInterrupt; RuntimeError. */
    bool (*on_signal)(KiState *ks);
    bool (*on_step_limit)(KiState *ks);
} KiVm;

/* Creates the stack, stubs and the methods of generators, coroutines and frames. The types and
 * names must exist. False: out of memory. */
static inline KiMegaEntry *ki_mega_entry(KiVm *vm, uint64_t key, uint64_t name) {
    uint64_t h = (key >> 4) ^ (name >> 4) ^ (name >> 14) ^ (key & 3) << 7;
    return &vm->mega[h & (KI_MEGA_SIZE - 1)];
}

bool ki_vm_init(KiState *ks) KB_MUST_CHECK;
void ki_vm_free(KiState *ks);

static inline KiFunc *ki_frame_func(const KiValue *R) {
    return (KiFunc *)ki_obj(R[-3]);
}
static inline const KiInstr *ki_stub(const KiState *ks, int n) {
    return &ks->vm->stub[n];
}
/* First free word above the running frame, for a window made by C code. */
static inline KiValue *ki_stack_top(const KiState *ks) {
    KiValue *t = ks->R + ki_frame_func(ks->R)->code->n_regs;
    return t < ks->vm->floor ? ks->vm->floor : t;
}

/* --- operands --- */
static inline KiValue ki_arg_b(const KiValue *R, const KiValue *k, const KiInstr *pc) {
    return ((pc->fl & KI_FL_BK) ? k : R)[pc->b];
}
static inline KiValue ki_arg_c(const KiValue *R, const KiValue *k, const KiInstr *pc) {
    return ((pc->fl & KI_FL_CK) ? k : R)[pc->uc];
}
/* Destination of the instruction; v moves in. */
static inline void ki_store_a(KiState *ks, KiValue *R, const KiInstr *pc, KiValue v) {
    KiValue old = R[pc->a];
    R[pc->a] = v;
    if (pc->fl & KI_FL_AL) ki_decref(ks, old);
}
static inline void ki_release_b(KiState *ks, const KiInstr *pc, KiValue b) {
    if (pc->fl & KI_FL_BT) ki_decref(ks, b);
}
static inline void ki_release_c(KiState *ks, const KiInstr *pc, KiValue c) {
    if (pc->fl & KI_FL_CT) ki_decref(ks, c);
}
static inline void ki_save(KiState *ks, KiValue *R, const KiInstr *pc) {
    ks->R = R;
    ks->pc = pc;
}
/* Releases the last reference to o from inside the dispatch loop. */
void ki_vm_dealloc(KiState *ks, KiValue *R, const KiInstr *pc, KiObj *o) KB_COLD;

/* The same for a local of the frame at R, which has returned. */
void ki_vm_dealloc_left(KiState *ks, KiValue *R, KiObj *o) KB_COLD;

/* The function of the frame at `left`, which just returned, had no other owner. */
void ki_vm_drop_func(KiState *ks, KiFunc *f, KiValue *left) KB_COLD;

/* ret is one of the stubs that finish the instruction at R[-4]. */
static inline bool ki_is_result_stub(KiState *ks, const KiInstr *ret) {
    return ret >= ki_stub(ks, KI_STUB_RESULT) && ret <= ki_stub(ks, KI_STUB_CALLED);
}

/* --- call.c --- */
/* Calls win[0] with n arguments at win[3] (the last ones named by kwnames, a tuple or ABSENT); the
 * window is consumed in any case. 0: result in win[0]; 1: a frame was entered; -1. */
int ki_vm_call(KiState *ks, KiValue *R, const KiInstr *pc, KiValue *win, int n, KiValue kwnames);
/* As ki_vm_call_check without the rare cases. */
static inline bool ki_vm_room(const KiState *ks, const KiValue *end) {
    return KB_LIKELY(end <= ks->stack_limit &&
                     ks->depth < atomic_load_explicit(&ks->depth_limit, memory_order_relaxed));
}
/* Enters f at N with all parameters bound. 1, or -1 with the registers released. */
int ki_vm_enter(KiState *ks, KiValue *R, const KiInstr *ret, KiValue *N, KiFunc *f, int n_bound);
/* The same, telling where if it is too deep. */
int ki_vm_enter_at(KiState *ks, KiValue *R, const KiInstr *ret, KiValue *N, KiFunc *f, int n_bound,
                   const char *where);
/* Binds the arguments at A in place to f's parameters (releases them on failure). */
bool ki_vm_bind(KiState *ks, KiFunc *f, KiValue *A, int nargs, KiValue kwnames, uint64_t *site);
/* Replaces the error of such a binding by that of a native function (KI_CO_AS_NATIVE): given are
 * the arguments by position, names those of the others or NULL, rest the values of these that are
 * not bound. */
void ki_vm_raise_as_native(KiState *ks, KiFunc *f, const KiValue *bound, const KiValue *rest,
                           int given, KiTuple *names);
int ki_vm_n_params(const KiCode *c);
/* What messages about its arguments call a callee: "module.name()", or the object as text. */
KiValue ki_callee_name(KiState *ks, KiValue f) KB_MUST_CHECK;
/* Runs f, whose frame at N (= window + 4) is bound, from C. */
KiValue ki_vm_run_func(KiState *ks, KiValue *N, KiFunc *f, int n_bound);
/* Recursion limit, stack end or breaker at a call: true to go on. */
bool ki_vm_call_check(KiState *ks, const KiValue *end) KB_MUST_CHECK;

#define KI_SLOW(name) int name(KiState *ks, KiValue *R, KiValue *k, KiInstr *pc)
KI_SLOW(ki_op_call);
KI_SLOW(ki_op_call_class);
KI_SLOW(ki_op_call_type); /* R[a] a built-in class */
KI_SLOW(ki_op_call_super);
KI_SLOW(ki_op_call_len); /* len of an instance of a run-time class */
KI_SLOW(ki_op_call_kw);
KI_SLOW(ki_op_call_ex);
KI_SLOW(ki_op_callm);
KI_SLOW(ki_op_callm_kw);
KI_SLOW(ki_op_call_native);
KI_SLOW(ki_op_callm_native);
/* ops.c: operators, items, jumps */
KI_SLOW(ki_op_binary);          /* ADD .. MATMUL and their quickened forms */
KI_SLOW(ki_op_binary_instance); /* the left operand is an instance of a run-time class */
KI_SLOW(ki_op_unary);
KI_SLOW(ki_op_compare);
int ki_op_compare_jump(KiState *ks, KiValue *R, KiValue *k,
                       KiInstr *pc); /* 1: jump, 0, 2: entered, -1 */
KI_SLOW(ki_op_in);
int ki_op_truth(KiState *ks, KiValue *R, const KiInstr *pc, KiValue v); /* 1, 0, -1 */
KI_SLOW(ki_op_getitem);
KI_SLOW(ki_op_no_key); /* a dict does not have the key of the subscript */
KI_SLOW(ki_op_setitem);
KI_SLOW(ki_op_delitem);
/* The two items that the next tuple of enumerate, zip or dict.items() would have, owned. 1, 0 at
 * the end, -1 raised, 2: not one of these, or not that simple. */
int ki_next_pair(KiState *ks, KiObj *it, KiValue pair[2]) KB_MUST_CHECK;
int ki_op_foriter(KiState *ks, KiValue *R, KiValue *k,
                  KiInstr *pc);                                /* 2: item stored, 0: ended, 1, -1 */
int ki_vm_breaker(KiState *ks, KiValue *R, const KiInstr *pc); /* 0, -1 */
/* What an opcode (also quickened) compares and jumps on, or computes. */
bool ki_jump_compare(uint8_t op, KiCompareOp *out);
bool ki_binary_of(uint8_t op, KiBinaryOp *out);
static inline bool ki_is_foriter(uint8_t op) {
    return op == KI_OP_FORITER || op == KI_OP_FORITER_FAR ||
           (op >= KI_OP_FORITER_RANGE && op <= KI_OP_FORITER_ANY);
}
/* ops_special.c: 1 a Python method's frame was entered in place of the instruction, 0 there is none
 * that can be called so, -1 raised. */
int ki_special_binary(KiState *ks, KiValue *R, const KiInstr *pc, KiValue x, KiValue y,
                      KiBinaryOp op);
int ki_special_compare(KiState *ks, KiValue *R, const KiInstr *pc, KiValue x, KiValue y,
                       KiCompareOp op);
int ki_special_getitem(KiState *ks, KiValue *R, const KiInstr *pc, KiValue o, KiValue key);
int ki_special_setitem(KiState *ks, KiValue *R, const KiInstr *pc, KiValue o, KiValue key,
                       KiValue v);
int ki_special_next(KiState *ks, KiValue *R, const KiInstr *pc, KiValue it);
/* __next__ called so raised StopIteration: the loop at pc ends. False: another exception or
 * instruction. */
bool ki_special_stop(KiState *ks, KiValue *R, const KiInstr *pc);
/* R[a](R[a+3]), R[a] being the built-in len, as a call of __len__. 1, 0: not so, -1. */
int ki_special_len(KiState *ks, KiValue *R, const KiInstr *pc);
KI_SLOW(ki_op_result); /* the method returned */
/* ops_build.c: displays, strings, unpacking, functions */
KI_SLOW(ki_op_build_list);
KI_SLOW(ki_op_list_of_k);
KI_SLOW(ki_op_build_tuple); /* this and the next: 1: the GETITEM behind it is done as well */
KI_SLOW(ki_op_build_slice);
KI_SLOW(ki_op_build); /* sets, dicts, str */
KI_SLOW(ki_op_format);
KI_SLOW(ki_op_extend);
KI_SLOW(ki_op_list_append);
KI_SLOW(ki_op_unpack);
KI_SLOW(ki_op_unpack_ex);
KI_SLOW(ki_op_make_func);
KI_SLOW(ki_op_load_body);
KI_SLOW(ki_op_getiter);
KI_SLOW(ki_op_match);
/* ops_name.c: names, cells, imports */
KI_SLOW(ki_op_name);
KI_SLOW(ki_op_cell);
KI_SLOW(ki_op_import);
KI_SLOW(ki_op_misc);
/* attr_cache.c */
KI_SLOW(ki_op_getattr);
KI_SLOW(ki_op_setattr);
KI_SLOW(ki_op_delattr);
KI_SLOW(ki_op_loadm);
KI_SLOW(ki_op_loadglobal);
KI_SLOW(ki_op_storeglobal);
void ki_op_getattr_failed(KiState *ks, KiValue *R, const uint64_t *k, const KiInstr *pc);
int ki_op_getprop(KiState *ks, KiValue *R, KiInstr *pc, KiFunc *getter, KiValue obj);
/* unwind.c */
KI_SLOW(ki_op_raise);
KI_SLOW(ki_op_with);
KI_SLOW(ki_op_jnomatch); /* 2: no match */
KI_SLOW(ki_op_except);   /* CATCH POP_EXCEPT MATCH_GROUP RERAISE_STAR END_ASYNC_FOR */
/* Finds what handles ks->exc, starting at ks->R, ks->pc. The instruction to continue at (ks->R is
 * its frame), or NULL when the exception leaves the run loop. */
const KiInstr *ki_vm_unwind(KiState *ks);
/* The frame at R ends without RETURN: releases its registers, what `node` says is live included. */
void ki_vm_release_frame(KiState *ks, KiValue *R, const KiCode *c, uint16_t node);
/* gen.c */
KI_SLOW(ki_op_generator); /* always 1 */
/* 1: continue in the resumer; 2: the run loop returns ks->vm->result (C code resumed). */
KI_SLOW(ki_op_yield);
KI_SLOW(ki_op_send);
KI_SLOW(ki_op_genret); /* 1 or 2 as ki_op_yield */
KI_SLOW(ki_op_await);
static inline KiGenerator *ki_running_gen(const KiState *ks) {
    return (KiGenerator *)((char *)ks->exc_state - offsetof(KiGenerator, handled));
}
/* Puts g's frame above R and makes it run when the loop continues; `sent` moves in. 1 or -1. */
int ki_gen_enter(KiState *ks, KiValue *R, const KiInstr *pc, KiGenerator *g, KiValue sent);
void ki_gen_returned(KiGenerator *g); /* its locals are about to go */
/* The generator of a frame that is being unwound: RuntimeError for StopIteration (PEP 479). */
void ki_gen_unwound(KiState *ks, KiGenerator *g);
bool ki_gen_types_init(KiState *ks) KB_MUST_CHECK;
/* frame.c */
const KiInstr *ki_vm_ret(KiState *ks, const KiValue *R); /* return address behind STUB_FRAME */
bool ki_frame_unseen(KiState *ks);            /* the innermost function stands for native code */
void ki_frame_leave(KiState *ks, KiValue *R); /* ks stands in the caller of the frame at R */
KiFrame *ki_frame_new(KiState *ks, KiFunc *func, uint32_t pc); /* of no running function */
KiFrame *ki_frame_live(const KiState *ks, const KiValue *R);   /* borrowed, NULL: has no object */
void ki_frame_hold(KiFrame *f); /* it lives as long as its function runs */
/* Locals that were changed through the dict of f_locals get their new values. */
bool ki_frame_store_locals(KiState *ks, KiFrame *f) KB_MUST_CHECK;
/* The materialised frame at R is about to go: it forgets the registers. The real return address. */
const KiInstr *ki_frame_detach(KiState *ks, KiValue *R);
/* The functions that run in other threads will not go on, and their stacks go. */
void ki_frames_of_others_end(KiState *ks);
/* f's function will not go on: if somebody has f, that takes the locals in regs. */
void ki_frame_take(KiState *ks, KiFrame *f, KiValue *regs);
/* Likewise it gets the whole of g, whose frame it is: g lives as long as it does. */
bool ki_frame_adopt(KiState *ks, KiFrame *f, KiGenerator *g);
/* The frame at R is about to return: if somebody has its object, that takes the locals. */
void ki_frame_returns(KiState *ks, KiValue *R, const KiInstr *pc) KB_COLD;
/* The frame of f at R ends with the pending exception: the traceback's entries of it get its frame
 * object, `frame` (consumed) or, if that is NULL, a new one; it takes the locals if somebody has
 * it. false: the locals are still to be released. */
bool ki_frame_save(KiState *ks, KiFunc *f, KiValue *R, KiFrame *frame);
/* The instruction of the frame at R that passed the pending exception on; UINT32_MAX: none. */
uint32_t ki_frame_left_at(KiState *ks, const KiValue *R);
/* The frame at R, which stands at pc, lets go of exc that it handled, or is suspended meanwhile. If
 * somebody else has the exception or its traceback, the entries of the frame get its object. own:
 * references to exc that the frame itself has. */
void ki_frame_caught(KiState *ks, KiValue *R, const KiInstr *pc, KiValue exc, uint32_t own);
/* The frame object of a generator that goes on at R. */
void ki_frame_attach(KiState *ks, KiFrame *f, KiValue *R);
bool ki_frame_types_init(KiState *ks) KB_MUST_CHECK;
/* import.c */
bool ki_import_init(KiState *ks) KB_MUST_CHECK;
void ki_import_free(KiState *ks);
KiValue ki_import_name(KiState *ks, KiStr *name, KiDict *globals, KiValue fromlist,
                       int level) KB_MUST_CHECK;
KiValue ki_import_from(KiState *ks, KiValue module, KiStr *name) KB_MUST_CHECK;
bool ki_import_star(KiState *ks, KiValue module, KiValue ns) KB_MUST_CHECK;
#endif
