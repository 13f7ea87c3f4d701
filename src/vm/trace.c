/* Events for sys.settrace and sys.setprofile; trace.h has the picture. */
#include "trace.h"
#include "gen.h"

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

/* The instruction calls what lies in its window. */
static bool calls(uint8_t op) {
    return op == KI_OP_CALL || (op >= KI_OP_CALL_PY && op <= KI_OP_CALL_ANY) ||
           op == KI_OP_CALL_LEN || op == KI_OP_CALL_TYPE || op == KI_OP_CALL_KW ||
           op == KI_OP_CALL_EX;
}
static bool calls_method(uint8_t op) {
    return op == KI_OP_CALLM || op == KI_OP_CALLM_KW ||
           (op >= KI_OP_CALLM_PY && op <= KI_OP_CALLM_ANY);
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
    case KI_OP_CALL_TYPE:
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
    if (is_stub(ks, pc)) return (KiInstr *)ks->vm->trace_resume;
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
    if (t->installing) {
        const char *what = profile ? "profile" : "trace";
        ki_raise(ks, KI_EXC_RuntimeError,
                 "Cannot install a %s function while another %s function is being installed", what,
                 what);
        return false;
    }
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
    t->installing = true;
    ki_assign(ks, profile ? &t->profiler : &t->tracer, ki_new_ref(f));
    t->installing = false;
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

KiValue ki_trace_call_unseen(KiState *ks, KiValue f, KiValue *args, int nargs) {
    KiTrace *t = ks->vm->trace;
    t->busy = true;
    settle(ks);
    KiValue r = ki_call(ks, f, args, nargs, KI_ABSENT);
    t->busy = false;
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

/* The pending exception comes out of a function called for f: it has an entry for f, and gets
 * another where f goes on raising it. A return that was to come raises it itself. */
static void put_entry(KiState *ks, KiFrame *f, Event e) {
    KiValue exc = ki_take_exc(ks);
    KiTraceback *tb =
        ki_is_exception(exc)
            ? (KiTraceback *)ki_object_alloc(ks, ks->types[KI_K_TRACEBACK], sizeof *tb)
            : NULL;
    if (!tb) { /* no memory for the entry: the exception goes on without it */
        if (ki_pending(ks)) ki_clear_exc(ks);
        ki_restore_exc(ks, exc);
        return;
    }
    KiException *x = (KiException *)ki_obj(exc);
    tb->next = x->traceback;
    tb->frame = ki_new_ref(ki_from_obj(f));
    const KiCode *c = f->func->code;
    uint32_t at = f->base ? (uint32_t)(ks->pc - c->instrs) : f->pc;
    tb->pc = tb->left = at < c->n_instrs ? at : 0;
    tb->line = e == CALL ? (int32_t)c->first_line : 0;
    tb->base = NULL;
    x->traceback = ki_from_obj(tb);
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
    if (f->base && f->shown) { /* what the function leaves in them is stored below */
        KiValue locals = ki_frame_locals(ks, f);
        if (locals == KI_ERR) {
            ki_decref(ks, name);
            ki_decref(ks, saved_exc);
            return false;
        }
        ki_decref(ks, locals);
    }
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
    if (!ok) {
        if (e != RETURN || saved_exc != KI_ABSENT) put_entry(ks, f, e);
        give_up(ks, t, f, profile);
    } else if (!profile && r != KI_NONE)
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

/* What a temporary that outlives its statement is for, told from the instruction that makes it. */
typedef enum Purpose { VALUE, EXIT, ITERATOR, CAUGHT, HANDLED } Purpose;

static Purpose purpose(const KiCode *c, uint16_t node) {
    for (uint32_t i = 0; i + 1 < c->n_instrs; i++) {
        uint16_t after = ki_code_live_at(c, i + 1), below = c->live[after].parent;
        if (after != node && below != node) continue;
        switch (c->instrs[i].op) {
        case KI_OP_CATCH:
            return after == node ? HANDLED : CAUGHT;
        case KI_OP_GETITER:
        case KI_OP_GET_AITER:
            if (after == node) return ITERATOR;
            break;
        case KI_OP_WITH_ENTER:
            if (below == node) return EXIT;
            break;
        default:
            break;
        }
    }
    return VALUE;
}

/* Releases what the temporaries of `from` hold for the code that a jump leaves. */
static void drop_temporaries(KiState *ks, const KiCode *c, KiValue *R, uint16_t from, uint16_t to) {
    for (uint16_t n = from; n && n != to; n = c->live[n].parent) {
        KiValue v = R[c->live[n].reg];
        if (purpose(c, n) == HANDLED) { /* as POP_EXCEPT; the exception is below */
            KiValue handled = ks->exc_state->handled;
            ks->exc_state->handled = v;
            v = handled;
        }
        ki_decref(ks, v);
    }
}

/* A jump that f_lineno asked for. */
static void take_jump(KiState *ks, KiTrace *t, const KiCode *c, KiInstr **at, KiFrame *f) {
    KiValue *R = ks->R;
    uint32_t from = (uint32_t)(*at - c->instrs), to = (uint32_t)t->jump;
    t->jump = -1; /* finalizers of what is released are traced themselves */
    f->trace_at = to;
    f->trace_line = c->positions[to].line;
    *at = c->instrs + to;
    /* the code behind may count on every local being set */
    for (int i = 0; i < c->n_locals; i++)
        if (R[i] == KI_UNBOUND) R[i] = KI_NONE;
    drop_temporaries(ks, c, R, ki_code_live_at(c, from), ki_code_live_at(c, to));
    ki_save(ks, R, *at);
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

/* The first entry of c->passed for instruction i or a later one. */
static uint32_t first_passed(const KiCode *c, uint32_t i) {
    uint32_t lo = 0, hi = c->n_passed;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (c->passed[mid].pc < i)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* What `await` and `yield from` delegated to has returned: CPython shows the StopIteration by which
 * it did, unless it is a generator that returned None. */
static bool delegate_returned(KiState *ks, KiFrame *f, const KiInstr *send, const KiInstr *at) {
    if (at != send + 1 + send->c) return true;
    KiValue value = ks->R[send->a];
    if (value == KI_NONE && f->func->code->flags & KI_CO_GENERATOR) return true;
    KiValue type = ki_from_obj(ks->exceptions[KI_EXC_StopIteration]);
    KiValue exc = ki_call(ks, type, &value, 1, KI_ABSENT);
    KiValue arg = exc == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 3, type, exc, KI_NONE);
    if (exc != KI_ERR) ki_decref(ks, exc);
    if (arg == KI_ERR) return false;
    bool ok = tell(ks, f, EXCEPTION, arg);
    ki_decref(ks, arg);
    return ok;
}

/* The frame comes to a line. False: raised. */
static bool at_line(KiState *ks, KiTrace *t, KiInstr **at, KiFrame *f, uint32_t line) {
    f->trace_line = line;
    t->telling = f;
    bool ok = f->no_lines || tell(ks, f, LINE, KI_NONE);
    t->telling = NULL;
    if (ok && t->jump >= 0) take_jump(ks, t, f->func->code, at, f);
    return ok;
}

static bool line_event(KiState *ks, KiTrace *t, const KiCode *c, KiInstr **at) {
    KiFrame *f = t->frame;
    const KiInstr *here = *at;
    uint32_t i = (uint32_t)(here - c->instrs), line = c->positions[i].line, before = f->trace_at;
    f->trace_at = i;
    ki_incref_obj(&f->h);
    bool ok = true;
    if (here->op == KI_OP_MAKECELL) line = 0; /* nobody wrote it */
    if (before < c->n_instrs && c->instrs[before].op == KI_OP_SEND)
        ok = delegate_returned(ks, f, &c->instrs[before], here);
    bool back = goes_back(c, before, i);
    if (before < i - 1) {
        f->trace_over = before;
        f->trace_to = i;
    } else if (before > i) {
        /* the test of a loop stands behind the body, but the first way to the body leads down */
        if (f->trace_over < i && i < f->trace_to) back = false;
        f->trace_over = f->trace_to = 0;
    }
    for (uint32_t p = first_passed(c, i); ok && p < c->n_passed && c->passed[p].pc == i; p++) {
        bool behind = c->passed[p].behind;
        if (behind && before != i - 1) continue;
        if (c->passed[p].line == f->trace_line && (behind || !back)) continue;
        if (!behind) back = false;
        ok = at_line(ks, t, at, f, c->passed[p].line);
        if (*at != here) line = 0; /* it jumped */
        if (!line) break;
    }
    bool from_nowhere = before < c->n_instrs && !c->positions[before].line &&
                        c->instrs[before].op != KI_OP_MAKECELL;
    if (ok && line && (line != f->trace_line || back || from_nowhere))
        ok = at_line(ks, t, at, f, line);
    if (ok && f->opcodes && f->trace != KI_ABSENT && ks->vm->trace)
        ok = tell(ks, f, OPCODE, KI_NONE);
    ki_decref_obj(ks, &f->h);
    return ok;
}

/* The value that RETURN or YIELD gives (owned), or ABSENT for any other instruction. */
static KiValue value_left(KiState *ks, const KiValue *R, const KiValue *k, const KiInstr *pc) {
    switch (pc->op) {
    case KI_OP_RETURN:
    case KI_OP_RETURN_T1:
    case KI_OP_RETURN_T2:
    case KI_OP_RETURN_T3:
    case KI_OP_RETURN_ANY:
    case KI_OP_RETURN_FRAME:
        return ki_new_ref(R[pc->a]);
    case KI_OP_RETURN_L1:
        return ki_new_ref(R[0]);
    case KI_OP_RETURNK:
    case KI_OP_RETURNK_FRAME:
        return ki_new_ref(k[pc->a]);
    case KI_OP_YIELD:
        return pc->fl & KI_FL_X ? ki_async_gen_wrap(ks, ki_new_ref(R[pc->b]))
                                : ki_new_ref(R[pc->b]);
    default:
        return KI_ABSENT;
    }
}

/* The native method of self whose work f does, bound (owned); ABSENT: f is what it looks like. */
static KiValue native_of_body(KiState *ks, KiValue f, KiValue self, bool *ok) {
    KiFunc *func = (KiFunc *)ki_obj(f);
    if (!func->code->unseen || !ki_is_str(func->name)) return KI_ABSENT;
    KiType *t = ki_is_type(self) ? (KiType *)ki_obj(self) : ki_type_of(ks, self);
    KiValue d = ki_type_lookup(ks, t, ki_str_of(func->name));
    bool descr = ki_is_kind(d, KI_K_METHOD_DESCR) || ki_is_kind(d, KI_K_CLASSMETHOD_DESCR);
    if (!descr || ((KiNative *)ki_obj(d))->body != f) return KI_ABSENT;
    KiValue r = ki_type_of(ks, d)->slots->descr_get(ks, d, self, t);
    *ok = r != KI_ERR;
    return r == KI_ERR ? KI_ABSENT : r;
}

/* The native function that the instruction calls, as the profiler gets it (owned); ABSENT: none.
 * *ok false: raised. */
static KiValue native_callee(KiState *ks, const KiValue *R, const KiInstr *pc, bool *ok) {
    bool method = calls_method(pc->op);
    if (!method && !calls(pc->op)) return KI_ABSENT;
    const KiValue *win = &R[pc->a];
    if (ki_is_kind(win[0], KI_K_NATIVE)) {
        if (pc->op == KI_OP_CALL_LEN && ki_is_kind(win[3], KI_K_INSTANCE)) return KI_ABSENT;
        return ki_new_ref(win[0]);
    }
    bool bound = method && win[3] != KI_ABSENT; /* else the first argument, if there is one */
    if (bound && ki_is_kind(win[0], KI_K_FUNC)) return native_of_body(ks, win[0], win[3], ok);
    if (!ki_is_kind(win[0], KI_K_METHOD_DESCR)) return KI_ABSENT;
    KiValue self = pc->op == KI_OP_CALL_EX || (!bound && !pc->b) ? KI_ABSENT
                   : method && !bound                            ? win[4]
                                                                 : win[3];
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

void ki_trace_back_at(KiState *ks, KiValue *R) {
    ks->vm->trace->R = R;
    ks->vm->trace->frame = NULL;
}

static KiFrame *traced_frame(KiState *ks, const KiValue *R) {
    KiFrame *f = ki_frame_live(ks, R);
    return f && f->trace != KI_ABSENT ? f : NULL;
}

/* Releases what the instruction at pc would consume even if it failed: those registers do not count
 * as live there, and it will not run. The exception waits meanwhile. */
static void release_consumed(KiState *ks, KiValue *R, const KiInstr *pc) {
    bool method = calls_method(pc->op);
    KiValue *v = &R[pc->a], exc = ks->exc;
    ks->exc = KI_ABSENT;
    if (method || calls(pc->op) || pc->op == KI_OP_CALL_CLASS || pc->op == KI_OP_CALL_SUPER) {
        int n = pc->op == KI_OP_CALL_EX ? 2 : pc->b + method;
        ki_decref(ks, v[0]);
        for (int i = 3; i < 3 + n; i++)
            ki_decref(ks, v[i]);
    } else if (pc->op == KI_OP_YIELD && pc->fl & KI_FL_BT) {
        ki_decref(ks, R[pc->b]);
    }
    ks->exc = exc;
}

static int step(KiState *ks, KiValue *R, KiInstr **at, KiTraceCall *call) {
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
    if (ki_code_unseen(c)) { /* of what it calls, only functions that are seen tell */
        t->R = R;
        t->frame = NULL;
        return 0;
    }
    ki_save(ks, R, pc);
    const KiInstr *told = t->told;
    t->told = NULL;
    if (pc == told && pc->op != t->told_op) return 0;
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
    KiValue v = value_left(ks, R, (const KiValue *)func->k, pc);
    if (v == KI_ERR) return -1;
    if (v != KI_ABSENT) {
        t->frame = traced_frame(ks, R);
        bool ok = tell_here(ks, t, RETURN, v);
        ki_decref(ks, v);
        if (!ok) return -1;
        left(t, R);
        t->told = pc;
        t->told_op = pc->op;
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
        t->told_op = pc->op;
    }
    return 0;
}

int ki_trace_step(KiState *ks, KiValue *R, KiInstr **at, KiTraceCall *call) {
    bool last = ks->depth >= ks->recursion_limit;
    int r = last && !ks->vm->trace ? 0 : step(ks, R, at, call);
    if (r == 0 && last && !is_stub(ks, *at) && !ki_depth_last_step(ks, R, *at)) r = -1;
    if (r < 0) release_consumed(ks, R, *at);
    return r;
}

/* --- exceptions --- */

/* An exception is thrown into a generator: it goes on. The exception waits meanwhile. */
static bool entered_by_exception(KiState *ks, KiTrace *t) {
    bool deeper = ks->R > t->R;
    t->R = ks->R;
    t->frame = NULL;
    if (!deeper) return true;
    KiValue exc = ks->exc;
    ks->exc = KI_ABSENT;
    bool ok = tell_here(ks, t, CALL, KI_NONE);
    KiFrame *f = ok ? ki_frame_live(ks, ks->R) : NULL;
    if (f) f->trace_line = ki_frame_line(f); /* where it was */
    KiValue raised = ks->exc;
    if (ok) {
        ks->exc = exc;
        return true;
    }
    ks->exc = KI_ABSENT;
    ki_decref(ks, exc);
    ks->exc = raised;
    return false;
}

void ki_trace_exception(KiState *ks) {
    KiTrace *t = ks->vm->trace;
    if (t && ki_code_unseen(ki_frame_func(ks->R)->code)) return;
    if (t && ks->R != t->R && !entered_by_exception(ks, t)) return;
    t = ks->vm->trace;
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

void ki_trace_raised_again(KiState *ks) {
    KiValue *R = ks->R;
    uint32_t at = ki_frame_left_at(ks, R);
    if (at == UINT32_MAX) return;
    const KiCode *c = ki_frame_func(R)->code;
    ki_save(ks, R, c->instrs + at);
    KiFrame *f = traced_frame(ks, R);
    if (!f) return;
    f->trace_at = UINT32_MAX;
    f->trace_line = ki_code_position(c, at).line;
}

bool ki_trace_stop(KiState *ks) {
    KiValue exc = ks->exc;
    ki_trace_exception(ks);
    return ks->exc == exc;
}

void ki_trace_unwound(KiState *ks) {
    KiTrace *t = ks->vm->trace;
    KiValue *R = ks->R;
    if (!t) return;
    const KiCode *c = ki_frame_func(R)->code;
    bool unseen = ki_code_unseen(c);
    uint32_t at = ki_frame_left_at(ks, R); /* not at what tidied up */
    if (at != UINT32_MAX) ki_save(ks, R, c->instrs + at);
    t->frame = traced_frame(ks, R);
    if (!unseen && !tell_here(ks, t, RETURN, KI_NONE)) {
        /* its exception goes on instead */
    }
    left(t, R);
}

/* --- f_lineno --- */

/* The first line from `line` on that has instructions, or -1. */
static int64_t line_from(const KiCode *c, int64_t line) {
    int64_t best = -1;
    for (uint32_t i = 0; i < c->n_instrs; i++) {
        int64_t l = c->positions[i].line;
        if (l && l >= line && (best < 0 || l < best)) best = l;
    }
    return best;
}

/* Why a frame in which `from` is live cannot go on where `to` is, or NULL. What waits in further
 * temporaries (iterators, exits, handled exceptions) is left; nothing can be made up. */
static const char *misfit(const KiCode *c, uint16_t from, uint16_t to) {
    for (uint16_t n = to; n; n = c->live[n].parent)
        if (purpose(c, n) == VALUE) return "incompatible stacks";
    uint16_t n = from;
    while (n && n != to)
        n = c->live[n].parent;
    if (n == to) return NULL;
    switch (purpose(c, to)) {
    case ITERATOR:
        return "can't jump into the body of a for loop";
    case HANDLED:
        return "can't jump into an 'except' block as there's no exception";
    default:
        return "incompatible stacks";
    }
}

/* The instruction of `line` to go on with, the deepest one that fits `from`; -1 and *problem. */
static int64_t target_of(const KiCode *c, uint16_t from, int64_t line, const char **problem) {
    int64_t best = -1;
    int best_depth = -1;
    *problem = "cannot find bytecode for specified line";
    for (uint32_t i = 0; i < c->n_instrs; i++) {
        if (c->positions[i].line != line || (i && c->positions[i - 1].line == line)) continue;
        uint16_t to = ki_code_live_at(c, i);
        uint8_t op = c->instrs[i].op;
        if (ki_is_foriter(op)) continue; /* the loop begins with its GETITER */
        const char *why = misfit(c, from, to);
        if (!why && (calls(op) || calls_method(op) || op == KI_OP_CALL_CLASS))
            why = "incompatible stacks"; /* of its window */
        int depth = 0;
        for (uint16_t n = to; n; n = c->live[n].parent)
            depth++;
        if (why) {
            *problem = why;
        } else if (depth > best_depth) {
            best = i;
            best_depth = depth;
        }
    }
    return best;
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
    int64_t asked = line;
    if (line < c->first_line) {
        ki_raise(ks, KI_EXC_ValueError, "line %lld comes before the current code block",
                 (long long)line);
        return false;
    }
    line = line_from(c, line);
    if (line < 0) {
        ki_raise(ks, KI_EXC_ValueError, "line %lld comes after the current code block",
                 (long long)asked);
        return false;
    }
    const char *problem;
    uint32_t from = t->jump >= 0 ? (uint32_t)t->jump : f->trace_at; /* set before in this event */
    int64_t to = target_of(c, ki_code_live_at(c, from), line, &problem);
    if (to < 0) return cannot_jump(ks, problem);
    t->jump = to;
    return true;
}
