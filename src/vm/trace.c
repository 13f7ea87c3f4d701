/* Events for sys.settrace and sys.setprofile; trace.h has the picture. */
#include "trace.h"

#include <stdatomic.h>

static bool is_stub(const KiState *ks, const KiInstr *pc) {
    return pc >= ks->vm->stub && pc < ks->vm->stub + KI_N_STUBS;
}

/* --- switching --- */

/* Whether the running thread's events are wanted now. */
static void settle(KiState *ks) {
    KiTrace *t = ks->vm->trace_state;
    bool on = t && !t->busy && (t->tracer != KI_NONE || t->profiler != KI_NONE);
    ks->vm->trace = on ? t : NULL;
    if (on) atomic_store_explicit(&ks->depth_limit, 0, memory_order_relaxed);
}

static KiTrace *state_of(KiState *ks) {
    KiTrace *t = ks->vm->trace_state;
    if (t) return t;
    t = kb_calloc(&ks->alloc, sizeof *t);
    if (!t) {
        ki_raise_nomem(ks);
        return NULL;
    }
    t->tracer = t->profiler = KI_NONE;
    t->R = ks->R;
    t->jump = -1;
    return ks->vm->trace_state = t;
}

/* An instruction after which, whatever it does, the next one runs. */
static bool falls_through(uint8_t op) {
    KiBinaryOp binary;
    switch (op) {
    case KI_OP_CALL:
    case KI_OP_CALL_KW:
    case KI_OP_CALL_EX:
    case KI_OP_CALLM:
    case KI_OP_CALLM_KW:
    case KI_OP_CALL_LEN:
    case KI_OP_CALL_CLASS:
    case KI_OP_GETATTR:
    case KI_OP_SETATTR:
    case KI_OP_IMPORT:
        return true;
    default:
        return (op >= KI_OP_CALL_PY && op <= KI_OP_CALLM_ANY) ||
               (op >= KI_OP_GETATTR_SLOT && op <= KI_OP_GETATTR_IC) || ki_binary_of(op, &binary);
    }
}

void ki_trace_arm(KiFrame *f, uint32_t at) {
    KiCode *c = f->func->code;
    if (!f->base || f->armed || at + 1 >= c->n_instrs || !falls_through(c->instrs[at].op)) return;
    KiInstr *next = &c->instrs[at + 1];
    if (next->op == KI_OP_STUB_TRACE) return; /* another activation of the function did it */
    f->armed = next;
    f->armed_op = next->op;
    next->op = KI_OP_STUB_TRACE;
}

void ki_trace_disarm(KiFrame *f) {
    if (f->armed) f->armed->op = f->armed_op;
    f->armed = NULL;
}

KiInstr *ki_trace_resume(KiState *ks, KiInstr *pc) {
    if (is_stub(ks, pc)) return (KiInstr *)ks->vm->trace_state->resume;
    for (KiFrame *f = ks->vm->frames; f; f = f->live_next)
        if (f->armed == pc) {
            ki_trace_disarm(f);
            break;
        }
    return pc;
}

bool ki_trace_set(KiState *ks, KiValue f, bool profile) {
    if (f == KI_NONE && !ks->vm->trace_state) return true;
    KiTrace *t = state_of(ks);
    if (!t) return false;
    KiFrame *frame = f == KI_NONE ? NULL : ki_frame_get(ks, 0);
    if (frame) {
        ki_frame_hold(frame);
        ki_trace_arm(frame, frame->pc);
        ki_decref_obj(ks, &frame->h);
    } else if (ki_pending(ks)) {
        return false;
    }
    if (!ks->vm->trace) {
        t->R = ks->R;
        t->frame = NULL;
    }
    ki_assign(ks, profile ? &t->profiler : &t->tracer, ki_new_ref(f));
    settle(ks);
    return true;
}

KiValue ki_trace_get(KiState *ks, bool profile) {
    KiTrace *t = ks->vm->trace_state;
    return !t ? KI_NONE : ki_new_ref(profile ? t->profiler : t->tracer);
}

void ki_trace_free(KiState *ks) {
    KiTrace *t = ks->vm->trace_state;
    if (!t) return;
    ks->vm->trace = ks->vm->trace_state = NULL;
    ki_decref(ks, t->tracer);
    ki_decref(ks, t->profiler);
    kb_free(&ks->alloc, t, sizeof *t);
}

KiValue ki_trace_call(KiState *ks, KiValue f, KiTuple *args) {
    KiTrace *t = ks->vm->trace_state;
    if (!t || !t->busy) return ki_call_tuple(ks, f, args, NULL);
    KiTrace saved = *t;
    t->busy = false;
    t->R = ks->R;
    t->frame = NULL;
    settle(ks);
    KiValue r = ki_call_tuple(ks, f, args, NULL);
    t->busy = true;
    t->R = saved.R;
    t->frame = saved.frame;
    t->jump = saved.jump;
    t->at = saved.at;
    settle(ks);
    return r;
}

/* --- calling back --- */

typedef enum Event { CALL, LINE, RETURN, EXCEPTION, OPCODE, C_CALL, C_RETURN, C_EXCEPTION } Event;
static const char *const event_names[] = {"call",   "line",   "return",   "exception",
                                          "opcode", "c_call", "c_return", "c_exception"};

/* The function raised: no more events from it. */
static void give_up(KiState *ks, KiTrace *t, KiFrame *f, bool profile) {
    KiValue exc = ki_take_exc(ks);
    ki_assign(ks, profile ? &t->profiler : &t->tracer, KI_NONE);
    if (!profile) ki_assign(ks, &f->trace, KI_ABSENT);
    ki_restore_exc(ks, exc);
}

/* Calls the tracing or profiling function for frame f. False: raised. The pending exception, if
 * any, is kept. */
static bool call_back(KiState *ks, KiTrace *t, KiFrame *f, KiValue func, Event e, KiValue arg) {
    bool profile = func == t->profiler && (func != t->tracer || e >= C_CALL);
    KiValue saved_exc = ks->exc;
    KiValue name = ki_str_from_cstr(ks, event_names[e]);
    if (name == KI_ERR) return false;
    ks->exc = KI_ABSENT;
    ki_incref(func);
    KiValue args[3] = {ki_from_obj(f), name, arg};
    t->busy = true;
    t->at = (uint8_t)e;
    t->jump = -1;
    settle(ks);
    KiValue r = ki_call(ks, func, args, 3, KI_ABSENT);
    t->busy = false;
    bool ok = r != KI_ERR;
    if (ok && !ki_frame_store_locals(ks, f)) ok = false;
    if (!ok)
        give_up(ks, t, f, profile);
    else if (!profile && r != KI_NONE)
        ki_assign(ks, &f->trace, ki_new_ref(r));
    if (r != KI_ERR) ki_decref(ks, r);
    settle(ks);
    ki_decref(ks, func);
    ki_decref(ks, name);
    if (!ok) {
        ki_decref(ks, saved_exc);
        return false;
    }
    ks->exc = saved_exc;
    return true;
}

/* The event for f, whose tracing function is its own but for calls. */
static bool tell(KiState *ks, KiFrame *f, Event e, KiValue arg) {
    KiTrace *t = ks->vm->trace;
    KiValue func = !t || e >= C_CALL ? KI_ABSENT : e == CALL ? t->tracer : f->trace;
    if (func != KI_ABSENT && func != KI_NONE && t->tracer != KI_NONE &&
        !call_back(ks, t, f, func, e, arg))
        return false;
    bool lines = e == LINE || e == EXCEPTION || e == OPCODE;
    t = ks->vm->trace;
    return lines || !t || t->profiler == KI_NONE || call_back(ks, t, f, t->profiler, e, arg);
}

/* As tell, for the running frame; makes its object if anybody listens. */
static bool tell_here(KiState *ks, KiTrace *t, Event e, KiValue arg) {
    bool wanted = t->profiler != KI_NONE || (e == CALL ? t->tracer != KI_NONE : t->frame != NULL);
    if (!wanted) return true;
    KiFrame *f = ki_frame_get(ks, 0);
    if (!f) return !ki_pending(ks);
    t->fresh = t->starts ? f : NULL;
    bool ok = tell(ks, f, e, arg);
    t->fresh = NULL;
    if (e == CALL && f->trace != KI_ABSENT) {
        ki_frame_hold(f);
        f->trace_line = 0;
        f->trace_at = UINT32_MAX;
    }
    ki_decref_obj(ks, &f->h);
    return ok;
}

/* --- what an instruction tells --- */

/* The frame only makes a generator: its body is not entered yet. */
static bool makes_generator(const KiCode *c, const KiInstr *pc) {
    if (!(c->flags & (KI_CO_GENERATOR | KI_CO_COROUTINE | KI_CO_ASYNC_GENERATOR))) return false;
    for (const KiInstr *i = c->instrs; i <= pc; i++)
        if (i->op == KI_OP_GENERATOR) return i == pc;
    return true;
}

/* The frame at R begins or goes on after a yield. */
static bool entered(KiState *ks, KiTrace *t, const KiCode *c, const KiInstr *pc) {
    if (makes_generator(c, pc)) return true;
    t->starts = pc == c->instrs || pc[-1].op != KI_OP_YIELD;
    if (!t->starts) ki_save(ks, ks->R, pc - 1); /* it goes on there */
    bool ok = tell_here(ks, t, CALL, KI_NONE);
    t->starts = false;
    if (!ok) return false;
    ki_save(ks, ks->R, pc);
    KiFrame *f = ki_frame_live(ks, ks->R);
    if (f && pc > c->instrs && pc[-1].op != KI_OP_GENERATOR) { /* the line of the yield is known */
        f->trace_at = (uint32_t)(pc - c->instrs) - 1;
        f->trace_line = c->positions[f->trace_at].line;
    }
    return true;
}

/* A jump that f_lineno asked for. */
static void take_jump(KiState *ks, KiTrace *t, const KiCode *c, KiInstr **at, KiFrame *f) {
    *at = c->instrs + t->jump;
    f->trace_line = c->positions[t->jump].line;
    t->jump = -1;
    ki_save(ks, ks->R, *at);
}

/* Does going from instruction `before` to i count as a jump back, after which the same line is told
 * again? The head of a for loop stands behind its body: the way to the head leads back, that into
 * the body does not. */
static bool goes_back(const KiCode *c, uint32_t before, uint32_t i) {
    if (before == UINT32_MAX) return false;
    const KiInstr *to = &c->instrs[i], *from = &c->instrs[before];
    if (ki_is_foriter(to->op) && to->op != KI_OP_FORITER_FAR)
        return from <= to && from >= to + 1 + to->c;
    bool enters = ki_is_foriter(from->op) && from->op != KI_OP_FORITER_FAR;
    return i < before && !enters && to->op != KI_OP_SEND;
}

static bool line_event(KiState *ks, KiTrace *t, const KiCode *c, KiInstr **at) {
    KiFrame *f = t->frame;
    uint32_t i = (uint32_t)(*at - c->instrs), line = c->positions[i].line, before = f->trace_at;
    f->trace_at = i;
    ki_incref_obj(&f->h);
    bool ok = true;
    if (line && (line != f->trace_line || goes_back(c, before, i))) {
        f->trace_line = line;
        if (!f->no_lines) ok = tell(ks, f, LINE, KI_NONE);
        if (ok && t->jump >= 0) take_jump(ks, t, c, at, f);
    }
    if (ok && f->opcodes && f->trace != KI_ABSENT && ks->vm->trace)
        ok = tell(ks, f, OPCODE, KI_NONE);
    ki_decref_obj(ks, &f->h);
    return ok;
}

/* The value that RETURN or YIELD gives, or ABSENT for any other instruction. */
static KiValue value_left(const KiValue *R, const KiValue *k, const KiInstr *pc) {
    switch (pc->op) {
    case KI_OP_RETURN:
    case KI_OP_RETURN_T1:
    case KI_OP_RETURN_T2:
    case KI_OP_RETURN_T3:
    case KI_OP_RETURN_ANY:
        return R[pc->a];
    case KI_OP_RETURN_L1:
        return R[0];
    case KI_OP_RETURNK:
        return k[pc->a];
    case KI_OP_YIELD:
        return R[pc->b];
    default:
        return KI_ABSENT;
    }
}

/* The native function that the instruction calls, as the profiler gets it (owned); ABSENT: none.
 * *ok false: raised. */
static KiValue native_callee(KiState *ks, const KiValue *R, const KiInstr *pc, bool *ok) {
    bool plain = pc->op == KI_OP_CALL || (pc->op >= KI_OP_CALL_PY && pc->op <= KI_OP_CALL_ANY) ||
                 pc->op == KI_OP_CALL_LEN || pc->op == KI_OP_CALL_KW || pc->op == KI_OP_CALL_EX;
    bool method = pc->op == KI_OP_CALLM || pc->op == KI_OP_CALLM_KW ||
                  (pc->op >= KI_OP_CALLM_PY && pc->op <= KI_OP_CALLM_ANY);
    if (!plain && !method) return KI_ABSENT;
    const KiValue *win = &R[pc->a];
    if (ki_is_kind(win[0], KI_K_NATIVE)) {
        if (pc->op == KI_OP_CALL_LEN && ki_is_kind(win[3], KI_K_INSTANCE)) return KI_ABSENT;
        return ki_new_ref(win[0]);
    }
    if (!ki_is_kind(win[0], KI_K_METHOD_DESCR)) return KI_ABSENT;
    KiValue self = method && win[3] == KI_ABSENT ? win[4]
                   : pc->op == KI_OP_CALL_EX     ? KI_ABSENT
                   : pc->b || method             ? win[3]
                                                 : KI_ABSENT;
    if (self == KI_ABSENT) return KI_ABSENT;
    KiType *t = ki_type_of(ks, win[0]);
    KiValue r = t->slots->descr_get(ks, win[0], self, ki_type_of(ks, self));
    if (r == KI_ERR) { /* the call itself will complain */
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    return r;
}

/* The profiler hears of a native function. */
static bool tell_native(KiState *ks, KiTrace *t, Event e, KiValue func) {
    KiFrame *f = ki_frame_get(ks, 0);
    if (!f) return !ki_pending(ks);
    bool ok = t->profiler == KI_NONE || call_back(ks, t, f, t->profiler, e, func);
    ki_decref_obj(ks, &f->h);
    return ok;
}

static bool native_returned(KiState *ks, KiTrace *t, KiTraceCall *call) {
    KiValue func = call->func;
    call->func = KI_ABSENT;
    bool ok = tell_native(ks, t, C_RETURN, func);
    ki_decref(ks, func);
    return ok;
}

void ki_trace_c_raised(KiState *ks, KiTraceCall *call) {
    KiValue func = call->func;
    call->func = KI_ABSENT;
    if (ks->vm->trace && call->R == ks->R && !tell_native(ks, ks->vm->trace, C_EXCEPTION, func)) {
        /* its exception goes on instead */
    }
    KiValue exc = ks->exc;
    ks->exc = KI_ABSENT;
    ki_decref(ks, func);
    ks->exc = exc;
}

/* The frame at R is left. */
static void left(KiTrace *t, const KiValue *R) {
    t->R = (KiValue *)(uintptr_t)R[-1];
    t->frame = NULL;
}

static KiFrame *traced_frame(KiState *ks, const KiValue *R) {
    KiFrame *f = ki_frame_live(ks, R);
    return f && f->trace != KI_ABSENT ? f : NULL;
}

int ki_trace_step(KiState *ks, KiValue *R, KiInstr **at, KiTraceCall *call) {
    KiTrace *t = ks->vm->trace;
    KiInstr *pc = *at;
    if (!t) {
        if (call->func != KI_ABSENT) ki_decref(ks, call->func);
        call->func = KI_ABSENT;
        return 2;
    }
    if (pc == ki_stub(ks, KI_STUB_TRACE)) return 0;
    if (pc->op == KI_OP_STUB_TRACE) ki_trace_resume(ks, pc);
    if (is_stub(ks, pc)) {
        t->R = R;
        t->frame = NULL;
        return 0;
    }
    const KiFunc *func = ki_frame_func(R);
    const KiCode *c = func->code;
    ki_save(ks, R, pc);
    const KiInstr *told = t->told;
    t->told = NULL;
    if (pc == told) return 0;
    if (call->func != KI_ABSENT && call->R == R && !native_returned(ks, t, call)) return -1;
    if (R != t->R) {
        bool deeper = R > t->R;
        t->R = R;
        t->frame = NULL;
        if (deeper && !entered(ks, t, c, pc)) return -1;
    }
    t->frame = traced_frame(ks, R);
    if (t->frame && t->tracer != KI_NONE && !line_event(ks, t, c, at)) return -1;
    pc = *at;
    if (!ks->vm->trace) return 0;
    KiValue v = value_left(R, (const KiValue *)func->k, pc);
    if (v != KI_ABSENT) {
        t->frame = traced_frame(ks, R);
        ki_incref(v);
        bool ok = tell_here(ks, t, RETURN, v);
        ki_decref(ks, v);
        if (!ok) return -1;
        left(t, R);
        t->told = pc;
    } else if (pc->op == KI_OP_GENERATOR) {
        left(t, R);
    } else if (t->profiler != KI_NONE && call->func == KI_ABSENT) {
        bool ok = true;
        KiValue callee = native_callee(ks, R, pc, &ok);
        if (!ok) return -1;
        if (callee == KI_ABSENT) return 0;
        *call = (KiTraceCall){callee, R};
        if (!tell_native(ks, t, C_CALL, callee)) {
            ki_assign(ks, &call->func, KI_ABSENT);
            return -1;
        }
        t->told = pc;
    }
    return 0;
}

/* --- exceptions --- */

void ki_trace_exception(KiState *ks) {
    KiTrace *t = ks->vm->trace;
    KiFrame *f = t && t->tracer != KI_NONE ? traced_frame(ks, ks->R) : NULL;
    if (!f || !ki_is_exception(ks->exc)) return;
    KiException *e = (KiException *)ki_obj(ks->exc);
    KiValue exc = ks->exc;
    ks->exc = KI_ABSENT;
    KiValue arg =
        ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, exc)), ki_from_obj(e), e->traceback);
    if (arg == KI_ERR) ki_clear_exc(ks);
    ks->exc = exc;
    if (arg == KI_ERR) return;
    ki_incref_obj(&f->h);
    f->trace_at = UINT32_MAX; /* the handler's first line counts, wherever it is */
    if (tell(ks, f, EXCEPTION, arg)) {
        exc = ks->exc;
        ks->exc = KI_ABSENT;
        ki_decref(ks, arg);
        ki_decref_obj(ks, &f->h);
        ks->exc = exc;
        return;
    }
    exc = ki_take_exc(ks);
    ki_decref(ks, arg);
    ki_decref_obj(ks, &f->h);
    ki_restore_exc(ks, exc);
}

void ki_trace_unwound(KiState *ks) {
    KiTrace *t = ks->vm->trace;
    KiValue *R = ks->R;
    if (!t) return;
    t->frame = traced_frame(ks, R);
    if (!tell_here(ks, t, RETURN, KI_NONE)) {
        /* its exception goes on instead */
    }
    left(t, R);
}

/* --- f_lineno --- */

/* The first instruction of the first line from `line` on that has any. */
static int64_t first_of_line(const KiCode *c, int64_t line) {
    int64_t found = -1;
    uint32_t best = 0;
    for (uint32_t i = 0; i < c->n_instrs; i++) {
        uint32_t l = c->positions[i].line;
        bool starts = i == 0 || c->positions[i - 1].line != l;
        if (l >= line && starts && (found < 0 || l < best)) {
            found = i;
            best = l;
        }
    }
    return found;
}

/* A jump out of loops and with statements: what waits in temporaries (iterators, exits) for the
 * code that is left is released. Text: why that cannot be. */
static const char *drop_temporaries(KiState *ks, KiFrame *f, uint16_t there, bool only_check) {
    const KiCode *c = f->func->code;
    uint16_t n = ki_code_live_at(c, f->trace_at);
    for (; n && n != there; n = c->live[n].parent) {
        KiValue v = f->base[c->live[n].reg];
        if (ki_is_exception(v)) return "can't jump out of an 'except' block";
        if (!only_check) ki_decref(ks, v);
    }
    return n == there ? NULL : "can't jump into the body of a for loop";
}

static bool cannot_jump(KiState *ks, const char *why) {
    ki_raise(ks, KI_EXC_ValueError, "%s", why);
    return false;
}

bool ki_trace_jump(KiState *ks, KiFrame *f, int64_t line) {
    KiTrace *t = ks->vm->trace_state;
    if (!t || !t->busy || t->at == CALL)
        return cannot_jump(ks, "can't jump from the 'call' trace event of a new frame");
    if (t->at != LINE) return cannot_jump(ks, "can only jump from a 'line' trace event");
    if (t->frame != f || !f->base)
        return cannot_jump(ks, "f_lineno can only be set by a trace function");
    const KiCode *c = f->func->code;
    if (line < c->first_line) {
        ki_raise(ks, KI_EXC_ValueError, "line %lld comes before the current code block",
                 (long long)line);
        return false;
    }
    int64_t to = first_of_line(c, line);
    if (to < 0) {
        ki_raise(ks, KI_EXC_ValueError, "line %lld comes after the current code block",
                 (long long)line);
        return false;
    }
    uint16_t there = ki_code_live_at(c, (uint32_t)to);
    const char *problem = drop_temporaries(ks, f, there, true);
    if (!problem) problem = drop_temporaries(ks, f, there, false);
    if (problem) return cannot_jump(ks, problem);
    /* the code behind may count on every local being set */
    for (int i = 0; i < c->n_locals; i++)
        if (f->base[i] == KI_UNBOUND) f->base[i] = KI_NONE;
    t->jump = to;
    f->trace_at = (uint32_t)to;
    return true;
}
