#ifndef KI_TRACE_H
#define KI_TRACE_H
/* sys.settrace and sys.setprofile.
 *
 * The dispatch loop exists twice: eval.c as it is, and compiled once more with a look at the trace
 * before every instruction (KI_TRACED). A thread that traces runs in the second. It gets there
 * whenever C code or the first loop enters a frame: a slow way anyway while vm->trace is set
 * (depth_limit is 0), which leads to STUB_TRACE. And a running frame in which tracing is started,
 * or that gets f_trace, is armed: the instruction behind its call becomes STUB_TRACE until then.
 * Without tracing nothing of this costs anything. The frame at the recursion limit runs in that
 * loop as well, where each instruction asks whether it may still do what it does (depth.c).
 *
 * Events are found by looking at the running instruction: a frame above the last one seen has been
 * entered, RETURN and YIELD leave one, a CALL of a native function is a c_call, and the positions
 * of instructions tell the lines. Exceptions are reported by the unwinder. */
#include "vm.h"

typedef struct KiTrace {
    KiValue tracer, profiler; /* owned; None: not set */
    KiValue *R;               /* registers of the frame last seen */
    KiFrame *frame;           /* its object, if that has f_trace; borrowed */
    const KiInstr *told;      /* an instruction that rewrites itself comes twice: one event */
    uint8_t told_op;          /* what it was the first time */
    const KiFrame *fresh;     /* in a callback for the call of this frame */
    const KiFrame *telling;   /* in a callback for a line of this frame */
    bool starts;              /* the call is no resumption */
    bool busy;                /* a callback runs: no events */
    bool installing;          /* the function before is being released */
    uint8_t at;               /* for which event; f_lineno may be set at a line */
    int64_t jump;             /* the instruction index it was set to, or -1 */
} KiTrace;

/* The native function that an instruction of the traced loop calls: c_return or c_exception
 * follows. */
typedef struct KiTraceCall {
    KiValue func; /* owned, or ABSENT */
    KiValue *R;
} KiTraceCall;

/* Before the instruction *at of R's frame. 0: run it (*at may have changed); -1: raised; 2: tracing
 * is over, the plain loop goes on. */
int ki_trace_step(KiState *ks, KiValue *R, KiInstr **at, KiTraceCall *call);
/* The native function raised. */
void ki_trace_c_raised(KiState *ks, KiTraceCall *call);
/* depth.c: whether the frame at the recursion limit may execute the instruction at pc; false:
 * RecursionError. */
bool ki_depth_last_step(KiState *ks, KiValue *R, const KiInstr *pc) KB_MUST_CHECK;
/* A call from code that has hardly run: it counts, whatever it calls. */
bool ki_depth_is_cold(KiCode *c);
/* An exception has come to ks->R's frame. */
void ki_trace_exception(KiState *ks);
/* The pending exception leaves a handler or a `with` of ks->R's frame behind: the frame is where it
 * was raised. */
void ki_trace_raised_again(KiState *ks);
/* The pending StopIteration ends a for loop here. false: the tracer raised something else. */
bool ki_trace_stop(KiState *ks) KB_MUST_CHECK;
/* The frame at R is the last one seen again: those above it were only shown. */
void ki_trace_back_at(KiState *ks, KiValue *R);
/* ks->R's frame ends because of an exception. */
void ki_trace_unwound(KiState *ks);
/* A frame at depth runs in the traced loop. */
static inline bool ki_trace_wanted(const KiState *ks, int depth) {
    return KB_UNLIKELY(ks->vm->trace != NULL || depth >= ks->recursion_limit);
}
/* pc, or the stub that leads there through the traced loop if a frame at depth runs in that. */
static inline const KiInstr *ki_trace_redirect(KiState *ks, const KiInstr *pc, int depth) {
    if (!ki_trace_wanted(ks, depth)) return pc;
    if (pc != ki_stub(ks, KI_STUB_TRACE)) ks->vm->trace_resume = pc;
    return ki_stub(ks, KI_STUB_TRACE);
}
/* Of the running thread; f borrowed, None: off. */
bool ki_trace_set(KiState *ks, KiValue f, bool profile) KB_MUST_CHECK;
/* f, which runs at instruction `at`, goes on in the traced loop if tracing is on when that ends. */
void ki_trace_arm(KiFrame *f, uint32_t at);
void ki_trace_disarm(KiFrame *f);
/* The instruction that STUB_TRACE at pc stands for. */
KiInstr *ki_trace_resume(KiState *ks, KiInstr *pc);
KiValue ki_trace_get(KiState *ks, bool profile); /* owned */
/* Calls f(*args) with events even inside a callback. */
KiValue ki_trace_call(KiState *ks, KiValue f, KiTuple *args) KB_MUST_CHECK;
/* Calls f(*args) without events, while tracing. */
KiValue ki_trace_call_unseen(KiState *ks, KiValue f, KiValue *args, int nargs) KB_MUST_CHECK;
/* f.f_lineno = line. */
bool ki_trace_jump(KiState *ks, KiFrame *f, int64_t line) KB_MUST_CHECK;
void ki_trace_free(KiState *ks); /* the running thread ends */
#endif
