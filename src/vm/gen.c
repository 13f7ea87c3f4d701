/* Generators and coroutines: suspending a frame into a heap object and putting it back, send,
 * throw, close, yield from. Resuming from Python code never recurses in C: the generator's frame is
 * put above the resumer's, its R[-4] is the resuming instruction, and YIELD delivers for it. */
#include "gen.h"

#include "../object/audit.h"
#include "../object/depth.h"
#include "eval.h"
#include "thread.h"
#include "trace.h"

/* --- suspending and resuming --- */

/* A few words: cheaper than a call of memcpy. */
static inline void copy_regs(KiValue *to, const KiValue *from, int n) {
#pragma GCC unroll 1
    for (int i = 0; i < n; i++) {
        to[i] = from[i];
        __asm__ volatile("" ::: "memory"); /* else the compiler makes the call again */
    }
}

static const KiCode *code_of(const KiGenerator *g) {
    return g->code;
}

/* The callers of the running frame, innermost first: sys.set_coroutine_origin_tracking_depth(). */
static bool remember_origin(KiState *ks, KiGenerator *g, int depth) {
    KiList *l = ki_list_new(ks, 0);
    KiFrame *f;
    bool ok = l != NULL;
    for (int i = 1; ok && i <= depth && (f = ki_frame_get(ks, i)); i++) {
        const KiCode *c = f->func->code;
        KiValue entry = ki_tuple_pack(ks, 3, c->filename, ki_small_int(ki_frame_line(f)), c->name);
        ok = entry != KI_ERR && ki_list_append(ks, l, entry);
        if (entry != KI_ERR) ki_decref(ks, entry);
        ki_decref_obj(ks, &f->h);
    }
    KiValue t = ok && !ki_pending(ks) ? ki_tuple_from(ks, l->items, (int)l->len) : KI_ERR;
    if (l) ki_decref_obj(ks, &l->h);
    if (t != KI_ERR) g->made_at = t;
    return t != KI_ERR;
}

/* The frame object of g, which is about to be suspended, stays the same until it ends. */
static void keep_frame(KiState *ks, KiGenerator *g, KiValue *R) {
    KiFrame *f = ki_frame_live(ks, R);
    if (f && f->generator == KI_ABSENT) {
        KiValue w = ki_weakref_new(ks, ks->types[KI_K_WEAKREF], ki_from_obj(g), KI_NONE);
        if (w == KI_ERR)
            ki_clear_exc(ks);
        else
            f->generator = w;
    }
    if (f) ki_assign(ks, &g->origin, ki_new_ref(ki_from_obj(f)));
    ki_frame_detach(ks, R);
    if (f) ki_assign(ks, &f->back, KI_NONE);
}

KI_SLOW(ki_op_generator) {
    ki_save(ks, R, pc);
    KiFunc *f = ki_frame_func(R);
    const KiCode *c = f->code;
    KiKind kind = c->flags & KI_CO_COROUTINE         ? KI_K_COROUTINE
                  : c->flags & KI_CO_ASYNC_GENERATOR ? KI_K_ASYNC_GEN
                                                     : KI_K_GENERATOR;
    size_t size = sizeof(KiGenerator) + (size_t)c->n_regs * sizeof(KiValue);
    KiGenerator *g = (KiGenerator *)ki_object_alloc(ks, ks->types[kind], size);
    if (!g) return -1;
    memset((char *)g + sizeof g->h, 0, sizeof *g - sizeof g->h);
    g->h.aux = (uint16_t)++ks->next_object_id; /* its age, for gc.c */
    ki_incref_obj(&f->code->h);
    g->code = f->code;
    g->pc = pc + 1;
    g->state = KI_GEN_DONE;
    g->handled = g->yield_from = g->hooks_finalizer = g->origin = g->made_at = KI_ABSENT;
    g->name = ki_new_ref(f->name);
    g->qualname = ki_new_ref(f->qualname);
    g->n_regs = c->n_regs;
    int depth = kind == KI_K_COROUTINE ? *ki_thread_origin_depth(ks) : 0;
    if (KB_UNLIKELY(depth > 0) && !remember_origin(ks, g, depth)) {
        ki_decref_obj(ks, &g->h);
        return -1;
    }
    g->state = KI_GEN_CREATED;
    g->func = f; /* the frame's reference moves */
    memcpy(g->regs, R, c->n_locals * sizeof(KiValue));
    const KiInstr *ret = (const KiInstr *)(uintptr_t)R[-2];
    if (ret == ki_stub(ks, KI_STUB_FRAME)) {
        ret = ki_vm_ret(ks, R);
        keep_frame(ks, g, R);
    }
    R[-3] = ki_from_obj(g);
    ks->depth--;
    ki_save(ks, (KiValue *)(uintptr_t)R[-1], ret);
    return 1;
}

/* g's frame at top, resumed by `resumer`. sent moves in; ABSENT: nothing to store. */
static int enter(KiState *ks, KiValue *R, KiValue *top, const KiInstr *at, const KiInstr *resumer,
                 KiGenerator *g, KiValue sent) {
    const KiCode *c = code_of(g);
    KiValue *base = top + 4;
    if (KB_UNLIKELY(g->func->code != c)) {
        ki_decref(ks, sent);
        ki_raise(ks, KI_EXC_NotImplementedError,
                 "__code__ replaced while a generator is suspended");
        return -1;
    }
    bool room = ki_vm_room(ks, base + c->n_regs);
    if (!room && !ki_vm_call_check(ks, base + c->n_regs)) {
        ki_decref(ks, sent);
        return -1;
    }
    top[0] = (KiValue)(uintptr_t)at;
    top[1] = ki_from_obj(g->func);
    top[2] = (KiValue)(uintptr_t)ki_stub(ks, KI_STUB_GENRET);
    top[3] = (KiValue)(uintptr_t)R;
    copy_regs(base, g->regs, c->n_locals);
    for (uint16_t n = g->live; n; n = c->live[n].parent)
        base[c->live[n].reg] = g->regs[c->live[n].reg];
    bool started = g->state == KI_GEN_SUSPENDED;
    g->resumer = resumer;
    g->base = base;
    g->exc_prev = ks->exc_state;
    ks->exc_state = (KiExcState *)&g->handled;
    g->state = KI_GEN_RUNNING;
    ks->depth++;
    ki_save(ks, base, g->pc);
    if (!room) ki_save(ks, base, ki_trace_redirect(ks, g->pc, ks->depth));
    if (KB_UNLIKELY(g->origin != KI_ABSENT)) {
        ki_frame_attach(ks, (KiFrame *)ki_obj(g->origin), base);
        ki_assign(ks, &g->origin, KI_ABSENT);
    }
    if (started && sent != KI_ABSENT) {
        const KiInstr *yield = g->pc - 1;
        KiValue old = base[yield->a];
        base[yield->a] = sent;
        if (yield->fl & KI_FL_AL) ki_decref(ks, old);
    }
    return 1;
}

int ki_gen_enter(KiState *ks, KiValue *R, const KiInstr *pc, KiGenerator *g, KiValue sent) {
    ki_save(ks, R, pc);
    return enter(ks, R, R + ki_frame_func(R)->code->n_regs, pc, pc, g, sent);
}

/* Live temporaries at a YIELD: cached in its unused operand. */
static uint16_t live_at_yield(const KiCode *c, KiInstr *pc) {
    if (pc->uc) return (uint16_t)(pc->uc - 1);
    uint16_t n = ki_code_live_at(c, (uint32_t)(pc - c->instrs));
    if (n < 0xFFFF) pc->uc = (uint16_t)(n + 1);
    return n;
}

/* A value for the instruction that resumed; R is its frame. */
static void deliver_item(KiState *ks, KiValue *R, const KiInstr *resumer, KiValue v) {
    if (resumer->op == KI_OP_SEND) {
        R[resumer->a] = v;
        ki_save(ks, R, resumer + 1);
        return;
    }
    KiValue old = R[resumer->b];
    R[resumer->b] = v;
    ki_save(ks, R, resumer->op == KI_OP_FORITER_FAR ? resumer + 1 : resumer + 1 + resumer->c);
    if (resumer->fl & KI_FL_AL) ki_decref(ks, old);
}

static int deliver_end(KiState *ks, KiValue *R, const KiInstr *resumer, KiValue v) {
    if (resumer->op == KI_OP_SEND) {
        KiValue it = R[resumer->b];
        R[resumer->a] = v;
        ki_save(ks, R, resumer + 1 + resumer->c);
        ki_decref(ks, it);
        return 1;
    }
    if (KB_UNLIKELY(ks->vm->trace != NULL) && v != KI_NONE) {
        ki_save(ks, R, resumer);
        ki_raise_value(ks, KI_EXC_StopIteration, v);
        if (!ki_trace_stop(ks)) {
            ki_decref(ks, v);
            return -1;
        }
        ki_clear_exc(ks);
    }
    KiValue it = R[resumer->a];
    ki_save(ks, R, resumer + (resumer->op == KI_OP_FORITER_FAR ? 2 : 1));
    ki_decref(ks, v);
    ki_decref(ks, it);
    return 1;
}

KI_SLOW(ki_op_yield) {
    KiGenerator *g = ki_running_gen(ks);
    const KiCode *c = code_of(g);
    KiValue v = R[pc->b];
    if (!(pc->fl & KI_FL_BT)) ki_incref(v);
    if (KB_UNLIKELY(pc->fl & (KI_FL_X | KI_FL_Y))) {
        ki_save(ks, R, pc);
        KiValue w = pc->fl & KI_FL_X ? ki_async_gen_wrap(ks, v) : v;
        if (w == KI_ERR) return -1;
        v = w;
        if (pc->fl & KI_FL_Y) ki_frame_caught(ks, R, pc, g->handled, 2);
    }
    if (KB_UNLIKELY(R[-2] != (KiValue)(uintptr_t)ki_stub(ks, KI_STUB_GENRET))) {
        ki_save(ks, R, pc);
        keep_frame(ks, g, R);
    }
    g->live = live_at_yield(c, pc);
    copy_regs(g->regs, R, c->n_locals);
    for (uint16_t n = g->live; n; n = c->live[n].parent)
        g->regs[c->live[n].reg] = R[c->live[n].reg];
    g->pc = pc + 1;
    g->state = KI_GEN_SUSPENDED;
    g->base = NULL;
    ks->exc_state = g->exc_prev;
    ks->depth--;
    KiValue *caller = (KiValue *)(uintptr_t)R[-1];
    if (g->resumer == ki_stub(ks, KI_STUB_EXIT)) {
        ks->R = caller;
        ks->vm->result = v;
        ks->vm->exited_by_yield = true;
        return 2;
    }
    deliver_item(ks, caller, g->resumer, v);
    return 1;
}

/* The body is over: nothing of it is left. */
static void finished(KiState *ks, KiGenerator *g) {
    g->state = KI_GEN_DONE;
    g->func = NULL;
    g->base = NULL;
    ks->exc_state = g->exc_prev;
    ki_assign(ks, &g->handled, KI_ABSENT);
}

void ki_gen_returned(KiGenerator *g) {
    g->state = KI_GEN_DONE;
    g->func = NULL; /* the frame's header still owns it */
}

KI_SLOW(ki_op_genret) {
    KiGenerator *g = ki_running_gen(ks);
    KiValue v = g->base[-3];
    const KiInstr *resumer = g->resumer;
    ki_save(ks, R, pc);
    finished(ks, g);
    if (resumer == ki_stub(ks, KI_STUB_EXIT)) {
        ks->vm->result = v;
        ks->vm->exited_by_yield = false;
        return 2;
    }
    return deliver_end(ks, R, resumer, v);
}

void ki_exc_replaces(KiState *ks, KiValue exc) {
    if (ki_is_exception(ks->exc) && ki_is_exception(exc)) {
        KiException *e = (KiException *)ki_obj(ks->exc);
        ki_assign(ks, &e->cause, ki_new_ref(exc));
        ki_assign(ks, &e->context, ki_new_ref(exc));
        e->suppress_context = true;
    }
    ki_decref(ks, exc);
}

void ki_gen_unwound(KiState *ks, KiGenerator *g) {
    const char *what = NULL;
    KiKind kind = (KiKind)g->h.kind;
    if (ki_pending_is(ks, KI_EXC_StopIteration))
        what = kind == KI_K_COROUTINE   ? "coroutine raised StopIteration"
               : kind == KI_K_ASYNC_GEN ? "async generator raised StopIteration"
                                        : "generator raised StopIteration";
    else if (kind == KI_K_ASYNC_GEN && ki_pending_is(ks, KI_EXC_StopAsyncIteration))
        what = "async generator raised StopAsyncIteration";
    KiValue exc = ki_take_exc(ks);
    finished(ks, g);
    if (!what) {
        ki_restore_exc(ks, exc);
        return;
    }
    ki_raise(ks, KI_EXC_RuntimeError, "%s", what);
    ki_exc_replaces(ks, exc);
}

/* --- from C --- */

static const char *kind_name(const KiGenerator *g) {
    return g->h.kind == KI_K_COROUTINE   ? "coroutine"
           : g->h.kind == KI_K_ASYNC_GEN ? "async generator"
                                         : "generator";
}

static void forget_fresh_entries(KiState *ks, KiValue exc) {
    if (!ki_is_exception(exc)) return;
    KiValue t = ((KiException *)ki_obj(exc))->traceback;
    while (ki_is_ptr(t) && ki_obj(t)->flags & KI_TB_FRESH)
        t = ((KiTraceback *)ki_obj(t))->next;
    ki_assign(ks, &((KiException *)ki_obj(exc))->traceback, ki_new_ref(t));
}

/* Resumes g until it yields (value), returns (ABSENT, *result) or raises. raise: at the yield; at:
 * where to go on instead of behind the yield, or NULL. */
static KiValue resume_at(KiState *ks, KiGenerator *g, KiValue sent, bool raise, const KiInstr *at,
                         KiValue *result) {
    KiValue *R = ks->R, *floor = ks->vm->floor, exc = KI_ABSENT;
    const KiInstr *pc = ks->pc;
    if (raise) exc = ki_take_exc(ks);
    KiValue r = KI_ERR;
    ki_incref_obj(&g->h);
    bool counted = ki_depth_of_callback(ks);
    ks->depth += counted;
    if (!ki_c_stack_ok(ks, KI_IN_CALL)) {
        ki_decref(ks, sent);
    } else if (enter(ks, R, ki_stack_top(ks), pc, ki_stub(ks, KI_STUB_EXIT), g, sent) > 0) {
        ks->vm->floor = ks->vm->root;
        if (raise) { /* what the body itself is handling becomes the context */
            if (g->handled != KI_ABSENT && g->handled != KI_NONE) {
                forget_fresh_entries(ks, exc);
                ki_raise_obj(ks, exc);
                ki_decref(ks, exc);
            } else {
                ki_restore_exc(ks, exc);
            }
            exc = KI_ABSENT;
            ks->pc = g->pc - 1; /* at the YIELD (or GENERATOR) itself */
        }
        if (at) ki_save(ks, g->base, ki_trace_redirect(ks, at, ks->depth));
        r = ki_vm_run(ks, raise);
    }
    ks->depth -= counted;
    ks->vm->floor = floor;
    ki_save(ks, R, pc);
    if (exc != KI_ABSENT) ki_decref(ks, exc);
    if (r != KI_ERR && !ks->vm->exited_by_yield) {
        if (result)
            *result = r;
        else
            ki_decref(ks, r);
        r = KI_ABSENT;
    }
    ki_decref_obj(ks, &g->h);
    return r;
}

static KiValue resume(KiState *ks, KiGenerator *g, KiValue sent, bool raise, KiValue *result) {
    return resume_at(ks, g, sent, raise, NULL, result);
}

KiValue ki_gen_send(KiState *ks, KiGenerator *g, KiValue v, KiValue *result) {
    if (result) *result = KI_NONE;
    switch (g->state) {
    case KI_GEN_RUNNING:
        return ki_raise(ks, KI_EXC_ValueError, "%s already executing", kind_name(g));
    case KI_GEN_DONE:
        if (g->h.kind == KI_K_COROUTINE)
            return ki_raise(ks, KI_EXC_RuntimeError, "cannot reuse already awaited coroutine");
        return KI_ABSENT;
    case KI_GEN_CREATED:
        if (v != KI_NONE)
            return ki_raise(ks, KI_EXC_TypeError, "can't send non-None value to a just-started %s",
                            kind_name(g));
        break;
    default:
        break;
    }
    return resume(ks, g, ki_new_ref(v), false, result);
}

/* The SEND behind which g is suspended, NULL if it is at a plain yield. */
static const KiInstr *delegating(const KiGenerator *g) {
    if (g->state != KI_GEN_SUSPENDED) return NULL;
    const KiInstr *yield = g->pc - 1, *send = g->pc - 2;
    return send >= code_of(g)->instrs && send->op == KI_OP_SEND && send->a == yield->a ? send
                                                                                       : NULL;
}

KiValue ki_gen_delegate(const KiGenerator *g) {
    const KiInstr *send = delegating(g);
    return send ? g->regs[send->b] : KI_ABSENT;
}

/* Takes the value out of a pending StopIteration. False: another exception is pending. */
bool ki_stop_iteration_value(KiState *ks, KiValue *value) {
    if (!ki_pending_is(ks, KI_EXC_StopIteration)) return false;
    KiValue e = ki_take_exc(ks);
    KiTuple *args = ki_tuple_of(((KiException *)ki_obj(e))->args);
    KiValue v = ki_getattr(ks, e, ks->names.n_value);
    if (v == KI_ERR) {
        ki_clear_exc(ks);
        v = args->len ? ki_new_ref(args->items[0]) : KI_NONE;
    }
    ki_decref(ks, e);
    *value = v;
    return true;
}

static bool close_delegate(KiState *ks, KiValue it) {
    if (ki_is_kind(it, KI_K_GENERATOR) || ki_is_kind(it, KI_K_COROUTINE))
        return ki_gen_close(ks, (KiGenerator *)ki_obj(it));
    if (ki_is_kind(it, KI_K_CORO_WRAPPER))
        return ki_gen_close(ks, (KiGenerator *)ki_obj(((KiIter *)ki_obj(it))->source));
    KiValue f = ki_getattr_opt(ks, it, ks->names.n_close);
    if (f == KI_ABSENT) return true;
    if (f == KI_ERR) {
        ki_write_unraisable(ks, it);
        return true;
    }
    KiValue r = ki_call0(ks, f);
    ki_decref(ks, f);
    if (r == KI_ERR) return false;
    ki_decref(ks, r);
    return true;
}

/* The delegate finished with `value` (owned): g goes on behind its SEND. */
static KiValue go_on_behind(KiState *ks, KiGenerator *g, const KiInstr *send, KiValue value,
                            KiValue *result) {
    KiValue it = g->regs[send->b];
    g->regs[send->b] = KI_NONE;
    g->state = KI_GEN_RUNNING;
    ki_decref(ks, it);
    g->state = KI_GEN_SUSPENDED;
    return resume_at(ks, g, value, false, send + 1 + send->c, result);
}

/* While a delegate of g runs by throw(), g's frame stands below it, as it does under send(): the
 * stack is whole to whoever looks. Nothing runs in the frame itself. */
typedef struct Shown {
    KiValue *R;
    const KiInstr *pc;
} Shown;
static bool show(KiState *ks, KiGenerator *g, Shown *was) {
    *was = (Shown){ks->R, ks->pc};
    if (enter(ks, ks->R, ki_stack_top(ks), ks->pc, ki_stub(ks, KI_STUB_EXIT), g, KI_ABSENT) < 0)
        return false;
    ki_save(ks, g->base, g->pc - 1);
    return true;
}
static void hide(KiState *ks, KiGenerator *g, const Shown *was) {
    if (g->base[-2] != (KiValue)(uintptr_t)ki_stub(ks, KI_STUB_GENRET)) keep_frame(ks, g, g->base);
    g->state = KI_GEN_SUSPENDED;
    g->base = NULL;
    ks->exc_state = g->exc_prev;
    ks->depth--;
    ki_save(ks, was->R, was->pc);
    if (ks->vm->trace) ki_trace_back_at(ks, was->R);
}

/* What throw() was called with. A delegate gets it as it is: only the frame that raises it makes an
 * exception of it, and that may fail. */
typedef struct Thrown {
    KiValue type, value, tb; /* value and tb: ABSENT if not given */
} Thrown;
static KiValue throw_into(KiState *ks, KiGenerator *g, const Thrown *what, KiValue *result);

/* throw() on the delegate. Yielded value, ABSENT with *value when it finished, ERR; UNBOUND: it has
 * no throw. */
static KiValue throw_delegate(KiState *ks, KiGenerator *g, KiValue it, const Thrown *what,
                              KiValue *value) {
    KiValue r;
    Shown was;
    if (!show(ks, g, &was)) return KI_ERR;
    ki_incref(it);
    if (ki_is_kind(it, KI_K_GENERATOR) || ki_is_kind(it, KI_K_COROUTINE)) {
        r = throw_into(ks, (KiGenerator *)ki_obj(it), what, value);
    } else if (ki_is_kind(it, KI_K_CORO_WRAPPER)) {
        r = throw_into(ks, (KiGenerator *)ki_obj(((KiIter *)ki_obj(it))->source), what, value);
    } else {
        KiValue args[] = {what->type, what->value, what->tb};
        int nargs = what->value == KI_ABSENT ? 1 : what->tb == KI_ABSENT ? 2 : 3;
        KiValue f = ki_getattr_opt(ks, it, ks->names.n_throw);
        r = f == KI_ABSENT ? KI_UNBOUND
            : f == KI_ERR  ? KI_ERR
                           : ki_call(ks, f, args, nargs, KI_ABSENT);
        if (f != KI_ABSENT && f != KI_ERR) ki_decref(ks, f);
    }
    /* a generator that has ended raises what is thrown: a StopIteration too */
    if (r == KI_ERR && ki_stop_iteration_value(ks, value)) r = KI_ABSENT;
    hide(ks, g, &was);
    ki_decref(ks, it);
    return r;
}

static bool is_exception_class(KiState *ks, KiValue v) {
    return ki_is_type(v) &&
           ki_is_subtype((KiType *)ki_obj(v), ks->exceptions[KI_EXC_BaseException]);
}
/* The exception itself (owned). One that could not be made is thrown in its place. */
static KiValue thrown_exception(KiState *ks, const Thrown *what) {
    KiValue e = ki_throw_args(ks, what->type, what->value, what->tb);
    bool tb = what->tb == KI_ABSENT || what->tb == KI_NONE || ki_is_kind(what->tb, KI_K_TRACEBACK);
    return e == KI_ERR && tb && is_exception_class(ks, what->type) ? ki_take_exc(ks) : e;
}

static KiValue throw_here(KiState *ks, KiGenerator *g, const Thrown *what, KiValue *result) {
    KiValue exc = thrown_exception(ks, what);
    if (exc == KI_ERR) return KI_ERR;
    if (g->state == KI_GEN_SUSPENDED || g->state == KI_GEN_CREATED) {
        ki_restore_exc(ks, exc);
        return resume(ks, g, KI_ABSENT, true, result);
    }
    if (g->state == KI_GEN_RUNNING)
        ki_raise(ks, KI_EXC_ValueError, "%s already executing", kind_name(g));
    else if (g->h.kind == KI_K_COROUTINE)
        ki_raise(ks, KI_EXC_RuntimeError, "cannot reuse already awaited coroutine");
    else
        ki_raise_obj(ks, exc);
    ki_decref(ks, exc);
    return KI_ERR;
}

static KiValue throw_into(KiState *ks, KiGenerator *g, const Thrown *what, KiValue *result) {
    if (result) *result = KI_NONE;
    const KiInstr *send = g->state == KI_GEN_SUSPENDED ? delegating(g) : NULL;
    if (!send) return throw_here(ks, g, what, result);
    KiValue it = g->regs[send->b], value = KI_NONE;
    KiType *cls = is_exception_class(ks, what->type) ? (KiType *)ki_obj(what->type)
                                                     : ki_type_of(ks, what->type);
    if (ki_is_subtype(cls, ks->exceptions[KI_EXC_GeneratorExit])) {
        ki_incref(it);
        g->state = KI_GEN_RUNNING;
        bool ok = close_delegate(ks, it);
        g->state = KI_GEN_SUSPENDED;
        ki_decref(ks, it);
        return ok ? throw_here(ks, g, what, result) : resume(ks, g, KI_ABSENT, true, result);
    }
    KiValue r = throw_delegate(ks, g, it, what, &value);
    if (r == KI_ERR) return resume(ks, g, KI_ABSENT, true, result);
    if (r == KI_ABSENT) return go_on_behind(ks, g, send, value, result);
    return r == KI_UNBOUND ? throw_here(ks, g, what, result) : r;
}

KiValue ki_gen_throw(KiState *ks, KiGenerator *g, KiValue exc, KiValue *result) {
    return throw_into(ks, g, &(Thrown){exc, KI_ABSENT, KI_ABSENT}, result);
}

/* The temporaries of what goes without being unwound are released outermost first. */
static void release_in_order(KiState *ks, KiGenerator *g, uint16_t node) {
    uint16_t regs[64];
    int n = 0;
    for (; node; node = g->code->live[node].parent)
        if (n < 64)
            regs[n++] = g->code->live[node].reg;
        else
            ki_decref(ks, g->regs[g->code->live[node].reg]);
    while (n)
        ki_decref(ks, g->regs[regs[--n]]);
}

/* Releases what a suspended generator holds, without running it. unwind: as if an exception left
 * its body, else what there is in order. */
static void drop_frame(KiState *ks, KiGenerator *g, bool unwind) {
    KiFunc *f = g->func;
    if (!f) return;
    const KiCode *c = g->code;
    uint16_t node = g->live;
    g->func = NULL;
    g->state = KI_GEN_DONE;
    if (g->origin != KI_ABSENT) ki_frame_take(ks, (KiFrame *)ki_obj(g->origin), g->regs);
    ki_assign(ks, &g->origin, KI_ABSENT);
    for (uint16_t n = unwind ? node : 0; n; n = c->live[n].parent)
        ki_decref(ks, g->regs[c->live[n].reg]);
    for (int i = 0; i < c->n_locals; i++)
        ki_decref(ks, g->regs[i]);
    if (!unwind) release_in_order(ks, g, node);
    ki_assign(ks, &g->handled, KI_ABSENT);
    ki_decref_obj(ks, &f->h);
}

static bool in_handler_range(const KiGenerator *g) {
    const KiCode *c = code_of(g);
    uint32_t at = (uint32_t)(g->pc - 1 - c->instrs);
    for (uint32_t i = 0; i < c->n_handlers; i++)
        if (at >= c->handlers[i].start && at < c->handlers[i].end) return true;
    return false;
}

/* Closes g; *ended: its body went on to its end. */
static bool close_reporting(KiState *ks, KiGenerator *g, bool *ended) {
    if (g->state == KI_GEN_DONE) return true;
    if (g->state == KI_GEN_RUNNING) {
        ki_raise(ks, KI_EXC_ValueError, "%s already executing", kind_name(g));
        return false;
    }
    bool seen = ks->vm->trace || delegating(g) || in_handler_range(g);
    if (g->state == KI_GEN_CREATED ? !ks->vm->trace : !seen) {
        drop_frame(ks, g, true);
        return true;
    }
    KiValue exc = ki_exc_new(ks, ks->exceptions[KI_EXC_GeneratorExit], NULL, 0);
    if (exc == KI_ERR) return false;
    KiValue r = ki_gen_throw(ks, g, exc, NULL);
    ki_decref(ks, exc);
    *ended = r == KI_ABSENT;
    if (*ended) return true;
    if (r == KI_ERR) {
        if (!ki_pending_is(ks, KI_EXC_GeneratorExit) && !ki_pending_is(ks, KI_EXC_StopIteration))
            return false;
        ki_clear_exc(ks);
        return true;
    }
    ki_decref(ks, r);
    ki_raise(ks, KI_EXC_RuntimeError, "%s ignored GeneratorExit", kind_name(g));
    return false;
}

bool ki_gen_close(KiState *ks, KiGenerator *g) {
    bool ended;
    return close_reporting(ks, g, &ended);
}

/* --- yield from and for loops on other iterators --- */

KiValue ki_iter_send(KiState *ks, KiValue it, KiValue v, KiValue *result) {
    *result = KI_NONE;
    KiValue r;
    switch (ki_obj(it)->kind) {
    case KI_K_GENERATOR:
    case KI_K_COROUTINE:
        return ki_gen_send(ks, (KiGenerator *)ki_obj(it), v, result);
    case KI_K_CORO_WRAPPER:
        return ki_gen_send(ks, (KiGenerator *)ki_obj(((KiIter *)ki_obj(it))->source), v, result);
    case KI_K_ASYNC_GEN_OP:
    case KI_K_ASYNC_GEN_THROW:
        return ki_async_op_send(ks, it, v, result);
    case KI_K_INSTANCE:
        r = v == KI_NONE ? ki_call_special(ks, it, ks->names.d_next, NULL, 0)
                         : ki_call_method(ks, it, ks->names.n_send, &v, 1);
        if (r == KI_ABSENT)
            return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not an iterator",
                            ki_type_name(ks, it));
        break;
    default: {
        const KiSlots *s = ki_type_of(ks, it)->slots;
        if (v == KI_NONE && s->next)
            r = s->next(ks, it);
        else
            r = ki_call_method(ks, it, ks->names.n_send, &v, 1);
    }
    }
    if (r == KI_ERR && ki_stop_iteration_value(ks, result)) return KI_ABSENT;
    return r;
}

KI_SLOW(ki_op_send) {
    KiValue it = R[pc->b], v = R[pc->a], result;
    ki_save(ks, R, pc);
    KiValue target = ki_is_kind(it, KI_K_CORO_WRAPPER) ? ((KiIter *)ki_obj(it))->source : it;
    if (ki_is_kind(target, KI_K_GENERATOR) || ki_is_kind(target, KI_K_COROUTINE)) {
        KiGenerator *g = (KiGenerator *)ki_obj(target);
        if (g->state == KI_GEN_SUSPENDED || (g->state == KI_GEN_CREATED && v == KI_NONE)) {
            R[pc->a] = KI_NONE; /* moved; the live state still lists the register */
            return ki_gen_enter(ks, R, pc, g, v);
        }
    }
    KiValue r = ki_iter_send(ks, it, v, &result);
    if (r == KI_ERR) return -1;
    if (r == KI_ABSENT) {
        R[pc->a] = result;
        ki_decref(ks, v);
        ki_save(ks, R, pc + 1 + pc->c);
        ki_decref(ks, it);
        return 1;
    }
    R[pc->a] = r;
    ki_decref(ks, v);
    return 0;
}

/* --- the types --- */

static KiGenerator *self_gen(KiValue v) {
    return (KiGenerator *)ki_obj(v);
}

/* Result of send and throw as methods: StopIteration carries the return value. */
static KiValue method_result(KiState *ks, KiValue r, KiValue result) {
    if (r != KI_ABSENT) return r;
    KiValue e =
        ki_exc_new(ks, ks->exceptions[KI_EXC_StopIteration], &result, result == KI_NONE ? 0 : 1);
    ki_decref(ks, result);
    if (e == KI_ERR) return KI_ERR;
    ki_raise_obj(ks, e);
    ki_decref(ks, e);
    return KI_ERR;
}

static KiValue m_next(KiState *ks, KiValue *args, int nargs) {
    KiValue result, r = ki_gen_send(ks, self_gen(args[0]), KI_NONE, &result);
    return method_result(ks, r, result);
}
static KiValue m_send(KiState *ks, KiValue *args, int nargs) {
    KiValue result, r = ki_gen_send(ks, self_gen(args[0]), args[1], &result);
    return method_result(ks, r, result);
}

KiValue ki_throw_args(KiState *ks, KiValue type, KiValue value, KiValue tb) {
    if (tb == KI_NONE) tb = KI_ABSENT;
    if (tb != KI_ABSENT && !ki_is_kind(tb, KI_K_TRACEBACK))
        return ki_raise(ks, KI_EXC_TypeError, "throw() third argument must be a traceback object");
    KiValue e;
    if (ki_is_type(type) &&
        ki_is_subtype((KiType *)ki_obj(type), ks->exceptions[KI_EXC_BaseException])) {
        if (ki_is_exception(value) && ki_isinstance(ks, value, type) > 0)
            e = ki_new_ref(value);
        else if (value == KI_NONE || value == KI_ABSENT)
            e = ki_call0(ks, type);
        else if (ki_is_tuple(value))
            e = ki_call_tuple(ks, type, ki_tuple_of(value), NULL);
        else
            e = ki_call1(ks, type, value);
        if (e == KI_ERR) return KI_ERR;
        if (!ki_is_exception(e)) {
            KiValue cls = ki_repr(ks, type);
            if (cls != KI_ERR)
                ki_raise(ks, KI_EXC_TypeError,
                         "calling %s should have returned an instance of BaseException, not %s",
                         ki_str_utf8(ks, ki_str_of(cls), NULL), ki_type_name(ks, e));
            ki_decref(ks, cls);
            ki_decref(ks, e);
            return KI_ERR;
        }
    } else if (ki_is_exception(type)) {
        if (value != KI_NONE && value != KI_ABSENT)
            return ki_raise(ks, KI_EXC_TypeError,
                            "instance exception may not have a separate value");
        e = ki_new_ref(type);
    } else {
        return ki_raise(
            ks, KI_EXC_TypeError,
            "exceptions must be classes or instances deriving from BaseException, not %s",
            ki_type_name(ks, type));
    }
    if (tb != KI_ABSENT) ki_assign(ks, &((KiException *)ki_obj(e))->traceback, ki_new_ref(tb));
    return e;
}

static KiValue m_throw(KiState *ks, KiValue *args, int nargs) {
    KiValue result,
        r = throw_into(ks, self_gen(args[0]), &(Thrown){args[1], args[2], args[3]}, &result);
    return method_result(ks, r, result);
}
static KiValue m_close(KiState *ks, KiValue *args, int nargs) {
    return ki_gen_close(ks, self_gen(args[0])) ? KI_NONE : KI_ERR;
}

static KiValue get_running(KiState *ks, KiValue v, void *closure) {
    KiGenerator *g = self_gen(v); /* an asynchronous one runs until what it awaits is there, too */
    return ki_bool(g->h.kind == KI_K_ASYNC_GEN ? g->ag_running : g->state == KI_GEN_RUNNING);
}
static KiValue get_suspended(KiState *ks, KiValue v, void *closure) {
    return ki_bool(self_gen(v)->state == KI_GEN_SUSPENDED);
}
static KiValue get_delegate(KiState *ks, KiValue v, void *closure) {
    KiValue it = self_gen(v)->func ? ki_gen_delegate(self_gen(v)) : KI_ABSENT;
    return it == KI_ABSENT ? KI_NONE : ki_new_ref(it);
}
static KiValue get_code(KiState *ks, KiValue v, void *closure) {
    KiGenerator *g = self_gen(v);
    if (!ki_audit(ks, "object.__getattr__", "Os", v, closure)) return KI_ERR;
    return ki_new_ref(ki_from_obj(g->code));
}
/* Where the body stands and its locals. */
static KiValue get_frame(KiState *ks, KiValue v, void *closure) {
    KiGenerator *g = self_gen(v);
    if (!ki_audit(ks, "object.__getattr__", "Os", v, closure)) return KI_ERR;
    if (!g->func) return KI_NONE;
    if (g->origin != KI_ABSENT) return ki_new_ref(g->origin);
    KiFrame *live = g->base ? ki_frame_live(ks, g->base) : NULL;
    if (live) return ki_new_ref(ki_from_obj(live));
    const KiCode *c = g->code;
    KiFrame *f = ki_frame_new(ks, g->func, (uint32_t)(g->pc - 1 - c->instrs));
    if (!f) return KI_ERR;
    KiValue w = ki_weakref_new(ks, ks->types[KI_K_WEAKREF], v, KI_NONE);
    if (w == KI_ERR) {
        ki_decref_obj(ks, &f->h);
        return KI_ERR;
    }
    f->generator = w;
    if (g->base)
        ki_frame_attach(ks, f, g->base);
    else
        ki_assign(ks, &g->origin, ki_new_ref(ki_from_obj(f)));
    return ki_from_obj(f);
}
static KiValue get_origin(KiState *ks, KiValue v, void *closure) {
    return self_gen(v)->made_at == KI_ABSENT ? KI_NONE : ki_new_ref(self_gen(v)->made_at);
}
static KiValue get_name(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(closure ? self_gen(v)->qualname : self_gen(v)->name);
}
static bool set_name(KiState *ks, KiValue v, KiValue x, void *closure) {
    if (!ki_is_str(x)) {
        ki_raise(ks, KI_EXC_TypeError, "%s must be set to a string object",
                 closure ? "__qualname__" : "__name__");
        return false;
    }
    ki_assign(ks, closure ? &self_gen(v)->qualname : &self_gen(v)->name, ki_new_ref(x));
    return true;
}

static KiValue gen_repr(KiState *ks, KiValue v) {
    KiGenerator *g = self_gen(v);
    const char *q = ki_str_utf8(ks, ki_str_of(g->qualname), NULL);
    const char *kind = g->h.kind == KI_K_COROUTINE   ? "coroutine"
                       : g->h.kind == KI_K_ASYNC_GEN ? "async_generator"
                                                     : "generator";
    return q ? ki_str_format(ks, "<%s object %s at %p>", kind, q, (void *)g) : KI_ERR;
}
static KiValue gen_iter(KiState *ks, KiValue v) {
    return ki_new_ref(v);
}
static KiValue gen_next(KiState *ks, KiValue v) {
    return ki_gen_send(ks, self_gen(v), KI_NONE, NULL);
}

static void gen_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiGenerator *g = (KiGenerator *)o;
    visit(g->name, arg);
    visit(g->qualname, arg);
    visit(g->handled, arg);
    visit(g->hooks_finalizer, arg);
    visit(g->origin, arg);
    visit(g->made_at, arg);
    if (!g->func || g->state == KI_GEN_RUNNING) return; /* the running frame owns the rest */
    const KiCode *c = code_of(g);
    visit(ki_from_obj(g->func), arg);
    for (int i = 0; i < c->n_locals; i++)
        visit(g->regs[i], arg);
    for (uint16_t n = g->live; n; n = c->live[n].parent)
        visit(g->regs[c->live[n].reg], arg);
}
static void gen_clear(KiState *ks, KiObj *o) {
    KiGenerator *g = (KiGenerator *)o;
    if (g->state != KI_GEN_RUNNING) drop_frame(ks, g, false);
    ki_assign(ks, &g->hooks_finalizer, KI_ABSENT);
    ki_assign(ks, &g->origin, KI_ABSENT);
}
static void gen_dealloc(KiState *ks, KiObj *o) {
    KiGenerator *g = (KiGenerator *)o;
    /* at the end of a state nothing is released, and the code may be gone already */
    if (g->state != KI_GEN_RUNNING && o->rc != KI_RC_IMMORTAL) drop_frame(ks, g, false);
    KiValue owned[] = {g->name, g->qualname, g->handled, g->hooks_finalizer, g->origin, g->made_at};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        ki_decref(ks, owned[i]);
    ki_decref_obj(ks, &g->code->h);
}
/* The warnings module words it, and tells where the coroutine was made if it remembers. */
static bool warn_unawaited(KiState *ks, KiGenerator *g) {
    KiValue m = ks->modules ? ki_import(ks, "warnings") : KI_NONE, v = ki_from_obj(g);
    if (m == KI_NONE) return true; /* too late to tell */
    bool warned = false;
    KiValue f = m == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, m, "_warn_unawaited_coroutine");
    if (f != KI_ERR) {
        KiValue r = ki_call1(ks, f, v);
        warned = r != KI_ERR || ki_pending_is(ks, KI_EXC_RuntimeWarning);
        if (r != KI_ERR) ki_decref(ks, r);
        ki_decref(ks, f);
        if (ki_pending(ks)) ki_write_unraisable(ks, v);
    }
    if (m != KI_ERR) ki_decref(ks, m);
    if (ki_pending(ks)) ki_clear_exc(ks);
    if (warned) return true;
    const char *q = ki_str_utf8(ks, ki_str_of(g->qualname), NULL);
    return ki_warn(ks, KI_EXC_RuntimeWarning, 1, "coroutine '%s' was never awaited", q ? q : "?");
}

/* Dropped while suspended: finally blocks run. */
static bool gen_del(KiState *ks, KiValue v) {
    KiGenerator *g = self_gen(v);
    if (g->state == KI_GEN_DONE || g->state == KI_GEN_RUNNING) return true;
    if (g->h.kind == KI_K_COROUTINE && g->state == KI_GEN_CREATED) return warn_unawaited(ks, g);
    if (g->h.kind == KI_K_ASYNC_GEN && g->hooks_finalizer != KI_ABSENT &&
        g->hooks_finalizer != KI_NONE && !g->ag_closed) {
        KiValue r = ki_call1(ks, g->hooks_finalizer, v);
        if (r == KI_ERR) return false;
        ki_decref(ks, r);
        return true;
    }
    bool ended = false;
    bool ok = close_reporting(ks, g, &ended);
    if (ok && ended &&
        g->h.kind == KI_K_ASYNC_GEN) { /* nobody awaits what the end of its body raises */
        KiValue e = ki_exc_new(ks, ks->exceptions[KI_EXC_StopAsyncIteration], NULL, 0);
        if (e != KI_ERR) ki_restore_exc(ks, e);
        ok = false;
    }
    return ok;
}

/* A body that ignored its end goes on existing, suspended, as long as its frame does. Within a
 * handler that is until a collection: the traceback of what it handles holds its frame, and the
 * frame that exception. */
static bool gen_finalize(KiState *ks, KiValue v) {
    KiGenerator *g = self_gen(v);
    if (!ks->vm)
        return true; /* the count of what is left at the end of a state: nothing runs any more */
    bool ok = gen_del(ks, v);
    if (ok || g->state != KI_GEN_SUSPENDED) return ok;
    if (g->origin != KI_ABSENT && ki_frame_adopt(ks, (KiFrame *)ki_obj(g->origin), g))
        ki_assign(ks, &g->origin, KI_ABSENT);
    else if (g->handled != KI_ABSENT)
        ki_assign(ks, &g->hooks_finalizer, ki_new_ref(v));
    return ok;
}

void ki_gen_abandon(KiState *ks, KiGenerator *g) {
    if (!gen_del(ks, ki_from_obj(g))) ki_write_unraisable(ks, ki_from_obj(g));
}

const KiSlots ki_generator_slots = {.dealloc = gen_dealloc,
                                    .traverse = gen_traverse,
                                    .clear = gen_clear,
                                    .getattr = ki_generic_getattr,
                                    .repr = gen_repr,
                                    .iter = gen_iter,
                                    .next = gen_next,
                                    .del = gen_finalize};
const KiSlots ki_coroutine_slots = {.dealloc = gen_dealloc,
                                    .traverse = gen_traverse,
                                    .clear = gen_clear,
                                    .getattr = ki_generic_getattr,
                                    .repr = gen_repr,
                                    .await = ki_coroutine_await,
                                    .del = gen_finalize};
const KiSlots ki_async_gen_slots = {.dealloc = gen_dealloc,
                                    .traverse = gen_traverse,
                                    .clear = gen_clear,
                                    .getattr = ki_generic_getattr,
                                    .repr = gen_repr,
                                    .aiter = gen_iter,
                                    .anext = ki_async_gen_anext,
                                    .del = gen_finalize};

/* The rows behind `kind` are those that only some of the types have. */
#define GETSETS(prefix, delegate, kind, ...)                                                       \
    {                                                                                              \
        {"__name__", get_name, set_name, "name of the " kind, NULL},                               \
            {"__qualname__", get_name, set_name, "qualified name of the " kind, (void *)1},        \
            {delegate, get_delegate, NULL, "What the " kind " waits for, or None.", NULL},         \
            {prefix "_running", get_running, NULL, NULL, NULL},                                    \
            {prefix "_frame", get_frame, NULL, NULL, (void *)(uintptr_t)(prefix "_frame")},        \
            __VA_ARGS__{prefix "_code", get_code, NULL, NULL,                                      \
                        (void *)(uintptr_t)(prefix "_code")},                                      \
        {                                                                                          \
            NULL, NULL, NULL, NULL, NULL                                                           \
        }                                                                                          \
    }

bool ki_gen_types_init(KiState *ks) {
    static const KiGetsetDef gen_getsets[] = GETSETS(
        "gi", "gi_yieldfrom", "generator", {"gi_suspended", get_suspended, NULL, NULL, NULL}, );
    static const KiGetsetDef coro_getsets[] =
        GETSETS("cr", "cr_await", "coroutine", {"cr_suspended", get_suspended, NULL, NULL, NULL}, );
    static const KiGetsetDef ag_getsets[] = GETSETS("ag", "ag_await", "async generator", );
    static const KiDef methods[] = {
        {"send", "(self, arg, /)", (void *)m_send,
         "Resume with a value: the result of the yield expression.", KI_DEF_UNSIGNED},
        {"throw", "(self, type, value=<absent>, traceback=<absent>, /)", (void *)m_throw,
         "Raise an exception where the generator is suspended.", KI_DEF_UNSIGNED},
        {"close", "(self, /)", (void *)m_close,
         "Raise GeneratorExit where the generator is suspended.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiDef coro_methods[] = {
        {"send", "(self, arg, /)", (void *)m_send,
         "Send a value into coroutine: the result of the await that it stands at.",
         KI_DEF_UNSIGNED},
        {"throw", "(self, type, value=<absent>, traceback=<absent>, /)", (void *)m_throw,
         "Raise an exception in coroutine, where it is suspended.", KI_DEF_UNSIGNED},
        {"close", "(self, /)", (void *)m_close,
         "Raise GeneratorExit inside coroutine, where it is suspended.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef origin[] = {{"cr_origin", get_origin, NULL, NULL, NULL},
                                         {NULL, NULL, NULL, NULL, NULL}};
    static const KiDef next[] = {
        {"__next__", "(self, /)", (void *)m_next, "Implement next(self).", 0}, KI_DEF_END};
    KiType *gen = ks->types[KI_K_GENERATOR], *coro = ks->types[KI_K_COROUTINE];
    return ki_type_add_methods(ks, gen, methods) && ki_type_add_methods(ks, gen, next) &&
           ki_type_add_methods(ks, coro, coro_methods) &&
           ki_type_add_getsets(ks, gen, gen_getsets) &&
           ki_type_add_getsets(ks, coro, coro_getsets) && ki_type_add_getsets(ks, coro, origin) &&
           ki_type_add_getsets(ks, ks->types[KI_K_ASYNC_GEN], ag_getsets) &&
           ki_async_types_init(ks);
}
