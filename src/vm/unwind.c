/* Exceptions in running code: finding the handler, releasing what frames held, traceback entries;
 * the instructions of try, with and raise. */
#include "trace.h"

/* --- unwinding --- */

/* exc.__traceback__ grows by an entry for instruction `at` of f. */
static void add_traceback(KiState *ks, KiFunc *f, uint32_t at) {
    if (!ki_is_exception(ks->exc) || ki_code_unseen(f->code)) return;
    KiException *e = (KiException *)ki_obj(ks->exc);
    KiTraceback *tb = (KiTraceback *)ki_object_alloc(ks, ks->types[KI_K_TRACEBACK], sizeof *tb);
    if (!tb) { /* no memory for the entry: the exception (now MemoryError) goes on without it */
        return;
    }
    tb->next = e->traceback;
    tb->frame = ki_new_ref(ki_from_obj(f));
    tb->pc = tb->left = at;
    tb->line = 0;
    tb->base = ks->R;
    tb->h.flags |= KI_TB_FRESH;
    e->traceback = ki_from_obj(tb);
}

/* A handler has got exc. */
static void seen_by_handler(KiValue exc) {
    if (!ki_is_exception(exc)) return;
    KiValue t = ((KiException *)ki_obj(exc))->traceback;
    for (; ki_is_ptr(t) && ki_obj(t)->flags & KI_TB_FRESH; t = ((KiTraceback *)ki_obj(t))->next)
        ki_obj(t)->flags &= (uint8_t)~KI_TB_FRESH;
}

/* What only tidies up behind a handler (and so keeps what was handled before) or leaves a `with`.
 */
static bool tidies(const KiInstr *in) {
    return in->op == KI_OP_RERAISE && (!(in->fl & KI_FL_BT) || in->fl & KI_FL_X);
}

/* The newest entry, that of f, is told which clause of f passed the exception on. Tidying up leaves
 * the frame where it was. */
static void note_left(KiState *ks, KiFunc *f, uint32_t at) {
    if (!ki_is_exception(ks->exc) || ((KiException *)ki_obj(ks->exc))->traceback == KI_NONE) return;
    KiTraceback *tb = (KiTraceback *)ki_obj(((KiException *)ki_obj(ks->exc))->traceback);
    bool own = tb->frame == ki_from_obj(f) ||
               (ki_is_kind(tb->frame, KI_K_FRAME) && ((KiFrame *)ki_obj(tb->frame))->base == ks->R);
    if (own && !tidies(&f->code->instrs[at])) tb->left = at;
}

static const KiHandler *find_handler(const KiCode *c, uint32_t at) {
    for (uint32_t i = 0; i < c->n_handlers; i++)
        if (at >= c->handlers[i].start && at < c->handlers[i].end) return &c->handlers[i];
    return NULL;
}

/* Releases the live temporaries of `node` down to those of `keep`, without the pending exception.
 */
static void release_live(KiState *ks, KiValue *R, const KiCode *c, uint16_t node, uint16_t keep) {
    KiValue exc = ks->exc;
    ks->exc = KI_ABSENT;
    while (node != keep && node != 0) {
        KiValue v = R[c->live[node].reg];
        node = c->live[node].parent;
        ki_decref(ks, v);
    }
    ks->exc = exc;
}

static void release_locals(KiState *ks, KiValue *R, const KiCode *c) {
    KiValue exc = ks->exc;
    ks->exc = KI_ABSENT;
    for (int i = 0; i < c->n_locals; i++) {
        KiValue v = R[i];
        R[i] = KI_UNBOUND;
        ki_decref(ks, v);
    }
    ks->exc = exc;
}

void ki_vm_release_frame(KiState *ks, KiValue *R, const KiCode *c, uint16_t node) {
    release_live(ks, R, c, node, 0);
    release_locals(ks, R, c);
}

typedef enum Leave { OUT, GO_ON, HANDLED } Leave;

/* The frame at ks->R ends with the pending exception. GO_ON: in its caller. HANDLED: it was the end
 * of a for loop there. OUT: a C function called. */
static Leave leave_frame(KiState *ks, const KiCode *c, uint16_t node) {
    KiValue *R = ks->R;
    KiFunc *f = ki_frame_func(R);
    const KiInstr *ret = (const KiInstr *)(uintptr_t)R[-2];
    KiFrame *frame = NULL; /* its object, if it has one: that keeps a dict of the locals */
    if (ret == ki_stub(ks, KI_STUB_FRAME)) {
        frame = ki_frame_live(ks, R);
        if (frame) ki_incref_obj(&frame->h);
        ret = ki_frame_detach(ks, R);
    }
    release_live(ks, R, c, node, 0);
    if (!ki_frame_save(ks, f, R, frame)) release_locals(ks, R, c);
    ks->depth--;
    KiValue *caller = (KiValue *)(uintptr_t)R[-1];
    bool go_on = true, loop = false;
    ks->R = caller;
    if (ret == ki_stub(ks, KI_STUB_EXIT)) {
        go_on = false;
        ks->pc = (const KiInstr *)(uintptr_t)R[-4];
    } else if (ret == ki_stub(ks, KI_STUB_GENRET)) {
        KiGenerator *g = ki_running_gen(ks);
        go_on = g->resumer != ki_stub(ks, KI_STUB_EXIT);
        ks->pc = (const KiInstr *)(uintptr_t)R[-4];
        ki_gen_unwound(ks, g);
    } else if (ki_is_result_stub(ks, ret)) {
        ks->depth -= ret != ki_stub(ks, KI_STUB_RESULT);
        ks->pc = (const KiInstr *)(uintptr_t)R[-4];
        loop = true;
    } else if (ret == ki_stub(ks, KI_STUB_INIT)) {
        ks->pc = ret; /* in the trampoline, whose code is the stubs */
    } else {
        ks->pc = ret - 1;
    }
    if (f != &ks->vm->init_func) {
        KiValue exc = ks->exc;
        ks->exc = KI_ABSENT;
        ki_decref_obj(ks, &f->h);
        ks->exc = exc;
    }
    if (loop && ki_special_stop(ks, ks->R, ks->pc)) return HANDLED;
    return go_on ? GO_ON : OUT;
}

static KiValue handled_now(KiState *ks) {
    for (KiExcState *s = ks->exc_state; s; s = s->prev)
        if (s->handled != KI_ABSENT && s->handled != KI_NONE) return s->handled;
    return KI_ABSENT;
}

/* Whether the pending exception is one raised again, which gets no entry for this place. */
static bool is_raised_again(KiState *ks, const KiInstr *pc) {
    if (pc->op == KI_OP_RAISE && pc->a == 0xFFFF) return ks->exc == handled_now(ks);
    return pc->op == KI_OP_RERAISE || pc->op == KI_OP_RERAISE_STAR ||
           (pc->op == KI_OP_END_ASYNC_FOR && ki_is_exception(ks->exc) &&
            ((KiException *)ki_obj(ks->exc))->traceback != KI_NONE);
}

const KiInstr *ki_vm_unwind(KiState *ks) {
    bool add = !is_raised_again(ks, ks->pc);
    for (;; add = true) {
        KiValue *R = ks->R;
        KiFunc *f = ki_frame_func(R);
        const KiCode *c = f->code;
        uint32_t at = (uint32_t)(ks->pc - c->instrs);
        if (f == &ks->vm->init_func) {
            leave_frame(ks, c, 0);
            continue;
        }
        ki_op_getattr_failed(ks, R, c->k, ks->pc);
        if (add) add_traceback(ks, f, at);
        if (ks->vm->trace) {
            if (add)
                ki_trace_exception(ks);
            else if (tidies(ks->pc))
                ki_trace_raised_again(ks);
        }
        if (!add) note_left(ks, f, at);
        uint16_t node = ki_code_live_at(c, at);
        const KiHandler *h = find_handler(c, at);
        if (h) {
            release_live(ks, R, c, node, h->live);
            return ks->pc = c->instrs + h->handler;
        }
        if (ks->vm->trace) { /* that hears of the frame without its temporaries */
            release_live(ks, R, c, node, 0);
            node = 0;
            ki_trace_unwound(ks);
        }
        Leave l = leave_frame(ks, c, node);
        if (l == OUT) return NULL;
        if (l == HANDLED) return ks->pc;
    }
}

/* --- raise --- */

/* `from` clause: an exception, a class to instantiate, or None. Sets it on the pending exception.
 */
static void set_cause(KiState *ks, KiValue cause) {
    KiValue exc = ki_take_exc(ks), c = KI_NONE;
    if (ki_is_exception(cause)) {
        c = ki_new_ref(cause);
    } else if (cause != KI_NONE) {
        if (!ki_is_type(cause) ||
            !ki_is_subtype((KiType *)ki_obj(cause), ks->exceptions[KI_EXC_BaseException])) {
            ki_decref(ks, exc);
            ki_raise(ks, KI_EXC_TypeError, "exception causes must derive from BaseException");
            return;
        }
        c = ki_call0(ks, cause);
        if (c == KI_ERR) {
            ki_decref(ks, exc);
            return;
        }
    }
    KiException *e = (KiException *)ki_obj(exc);
    ki_assign(ks, &e->cause, c);
    e->suppress_context = true;
    ki_restore_exc(ks, exc);
}

KI_SLOW(ki_op_raise) {
    ki_save(ks, R, pc);
    if (pc->op == KI_OP_RERAISE) {
        if (pc->b != 0xFFFF) ki_assign(ks, &ks->exc_state->handled, ki_new_ref(R[pc->b]));
        ki_restore_exc(ks, ki_new_ref(R[pc->a]));
        return -1;
    }
    if (pc->a == 0xFFFF) {
        KiValue e = handled_now(ks);
        if (e == KI_ABSENT)
            ki_raise(ks, KI_EXC_RuntimeError, "No active exception to reraise");
        else
            ki_restore_exc(ks, ki_new_ref(e));
        return -1;
    }
    KiValue what = R[pc->a];
    ki_raise_obj(ks, what);
    if (pc->b == 0xFFFF || !ki_is_exception(ks->exc)) return -1;
    /* not on the complaint about what is no exception, or on what its class raised */
    if (what == ks->exc || (ki_is_type(what) && what != ki_from_obj(ks->types[KI_K_OBJECT]) &&
                            ki_is_subtype(ki_type_of(ks, ks->exc), (KiType *)ki_obj(what))))
        set_cause(ks, R[pc->b]);
    return -1;
}

/* --- handlers --- */

static bool catchable(KiState *ks, KiValue t) {
    return ki_is_type(t) &&
           ki_is_subtype((KiType *)ki_obj(t), ks->exceptions[KI_EXC_BaseException]);
}

KI_SLOW(ki_op_jnomatch) {
    KiValue exc = R[pc->a], t = R[pc->b];
    int m;
    ki_save(ks, R, pc);
    if (catchable(ks, t)) {
        m = ki_is_subtype(ki_type_of(ks, exc), (KiType *)ki_obj(t));
    } else {
        bool ok = ki_is_tuple(t);
        m = 0;
        for (int64_t i = 0; ok && i < ki_tuple_of(t)->len; i++) {
            KiValue item = ki_tuple_of(t)->items[i];
            ok = catchable(ks, item);
            if (ok && ki_is_subtype(ki_type_of(ks, exc), (KiType *)ki_obj(item))) m = 1;
        }
        if (!ok) {
            ki_raise(ks, KI_EXC_TypeError,
                     "catching classes that do not inherit from BaseException is not allowed");
            return -1;
        }
    }
    ki_release_b(ks, pc, t);
    return m ? 0 : 2;
}

static int match_group(KiState *ks, KiValue *R, const KiInstr *pc) {
    KiValue exc = R[pc->a], t = R[pc->b], match = KI_NONE, rest = KI_NONE;
    bool tuple = ki_is_tuple(t);
    for (int64_t i = 0; i < (tuple ? ki_tuple_of(t)->len : 1); i++) {
        KiValue one = tuple ? ki_tuple_of(t)->items[i] : t;
        if (!catchable(ks, one)) {
            ki_raise(ks, KI_EXC_TypeError,
                     "catching classes that do not inherit from BaseException is not allowed");
            return -1;
        }
        if (ki_is_subtype((KiType *)ki_obj(one), ks->exceptions[KI_EXC_BaseExceptionGroup])) {
            ki_raise(ks, KI_EXC_TypeError,
                     "catching ExceptionGroup with except* is not allowed. Use except instead.");
            return -1;
        }
    }
    if (exc == KI_NONE) { /* nothing is left, but the types are looked at */
        R[pc->b] = KI_NONE;
        ki_decref(ks, t);
        return 0;
    }
    KiType *et = ki_type_of(ks, exc);
    if (ki_is_subtype(et, ks->exceptions[KI_EXC_BaseExceptionGroup])) {
        if (!ki_exc_group_split(ks, exc, t, &match, &rest)) return -1;
        if (match == KI_NONE) { /* nothing split off: the next clause sees the group itself */
            ki_decref(ks, rest);
            rest = ki_new_ref(exc);
        }
    } else {
        int m = ki_exc_matches(ks, exc, t);
        if (m < 0) return -1;
        if (m) { /* a naked exception: wrapped, so that the handler always sees a group */
            KiValue one = ki_tuple_pack(ks, 1, exc);
            if (one == KI_ERR) return -1;
            KiValue args[2] = {ks->empty_str, one};
            match = ki_call(ks, ki_from_obj(ks->exceptions[KI_EXC_BaseExceptionGroup]), args, 2,
                            KI_ABSENT);
            ki_decref(ks, one);
            if (match == KI_ERR) return -1;
        } else {
            rest = ki_new_ref(exc);
        }
    }
    R[pc->a] = rest;
    R[pc->b] = match;
    if (match != KI_NONE) ki_assign(ks, &ks->exc_state->handled, ki_new_ref(match));
    ki_decref(ks, exc);
    ki_decref(ks, t);
    return 0;
}

static bool same_metadata(KiValue a, KiValue b) {
    KiException *x = (KiException *)ki_obj(a), *y = (KiException *)ki_obj(b);
    return x->traceback == y->traceback && x->cause == y->cause && x->context == y->context;
}

/* What an except* statement raises in the end (PEP 654): owned, None for nothing. */
static KiValue star_result(KiState *ks, KiValue orig, KiList *excs) {
    KiList *raised = ki_list_new(ks, 0), *again = ki_list_new(ks, 0);
    KiValue r = KI_ERR;
    bool ok = raised && again;
    bool group = ki_is_subtype(ki_type_of(ks, orig), ks->exceptions[KI_EXC_BaseExceptionGroup]);
    for (int64_t i = 0; ok && i < excs->len; i++) {
        KiValue e = excs->items[i];
        if (e == KI_NONE) continue;
        ok = ki_list_append(ks, group && same_metadata(e, orig) ? again : raised, e);
    }
    if (!ok) goto done;
    if (!group) { /* at most one: the exception itself or what its handler raised */
        r = raised->len ? ki_new_ref(raised->items[0]) : KI_NONE;
        goto done;
    }
    KiValue rest = again->len ? ki_exc_group_projection(ks, orig, again) : KI_NONE;
    if (rest == KI_ERR) goto done;
    if (raised->len == 0) {
        r = rest;
        goto done;
    }
    ok = rest == KI_NONE || ki_list_append(ks, raised, rest);
    ki_decref(ks, rest);
    if (!ok) goto done;
    KiValue args[2] = {ks->empty_str, ki_from_obj(raised)};
    r = ki_call(ks, ki_from_obj(ks->exceptions[KI_EXC_BaseExceptionGroup]), args, 2, KI_ABSENT);
done:
    if (raised) ki_decref_obj(ks, &raised->h);
    if (again) ki_decref_obj(ks, &again->h);
    return r;
}

static int reraise_star(KiState *ks, KiValue *R, const KiInstr *pc) {
    KiValue orig = R[pc->a], old = R[pc->a + 1], list = R[pc->b];
    KiValue e = star_result(ks, orig, ki_list_of(list));
    if (e != KI_NONE) {
        ki_assign(ks, &ks->exc_state->handled, ki_new_ref(old));
        if (e != KI_ERR) ki_restore_exc(ks, e);
        return -1;
    }
    ki_frame_caught(ks, R, pc, orig, 0); /* the last match has it, if nothing else */
    KiValue handled = ks->exc_state->handled;
    ks->exc_state->handled = old;
    ki_decref(ks, handled);
    ki_decref(ks, orig);
    ki_decref(ks, list);
    return 0;
}

static int end_async_for(KiState *ks, KiValue *R, const KiInstr *pc) {
    KiValue exc = R[pc->a], old = R[pc->a + 1], it = R[pc->b];
    if (!ki_is_subtype(ki_type_of(ks, exc), ks->exceptions[KI_EXC_StopAsyncIteration])) {
        ki_assign(ks, &ks->exc_state->handled, ki_new_ref(old));
        ki_restore_exc(ks, ki_new_ref(exc));
        return -1;
    }
    KiValue handled = ks->exc_state->handled;
    ki_frame_caught(ks, R, pc, exc, 2);
    ks->exc_state->handled = old;
    ki_decref(ks, handled);
    ki_decref(ks, exc);
    ki_decref(ks, it);
    return 0;
}

KI_SLOW(ki_op_except) {
    ki_save(ks, R, pc);
    switch (pc->op) {
    case KI_OP_CATCH: {
        KiValue exc = ki_take_exc(ks);
        seen_by_handler(exc);
        R[pc->a] = exc;
        R[pc->b] = ks->exc_state->handled;
        ks->exc_state->handled = ki_new_ref(exc);
        return 0;
    }
    case KI_OP_POP_EXCEPT: {
        KiValue exc = R[pc->a], handled = ks->exc_state->handled;
        uint32_t own = 1 + (handled == exc);
        if (pc->uc != 0xFFFF) {
            KiValue named = R[pc->uc];
            if (ki_is_kind(named, KI_K_CELL)) named = ((KiCell *)ki_obj(named))->value;
            own += named == exc;
        }
        ki_frame_caught(ks, R, pc, exc, own);
        ks->exc_state->handled = R[pc->b];
        ki_decref(ks, handled);
        ki_decref(ks, exc);
        return 0;
    }
    case KI_OP_MATCH_GROUP:
        return match_group(ks, R, pc);
    case KI_OP_END_ASYNC_FOR:
        return end_async_for(ks, R, pc);
    default:
        return reraise_star(ks, R, pc);
    }
}

/* --- with --- */

static int with_enter(KiState *ks, KiValue *R, const KiInstr *pc) {
    bool async = pc->fl & KI_FL_X;
    KiValue m = R[pc->b];
    const char *kind = async ? "asynchronous context manager" : "context manager";
    KiValue enter = ki_lookup_special(ks, m, async ? ks->names.d_aenter : ks->names.d_enter);
    if (enter == KI_ABSENT)
        ki_raise(ks, KI_EXC_TypeError, "'%.200s' object does not support the %s protocol",
                 ki_type_name(ks, m), kind);
    if (enter == KI_ABSENT || enter == KI_ERR) return -1;
    KiValue leave = ki_lookup_special(ks, m, async ? ks->names.d_aexit : ks->names.d_exit);
    if (leave == KI_ABSENT)
        ki_raise(ks, KI_EXC_TypeError,
                 "'%.200s' object does not support the %s protocol (missed %s method)",
                 ki_type_name(ks, m), kind, async ? "__aexit__" : "__exit__");
    if (leave == KI_ABSENT || leave == KI_ERR) {
        ki_decref(ks, enter);
        return -1;
    }
    KiValue r = ki_call0(ks, enter);
    ki_decref(ks, enter);
    if (r == KI_ERR) {
        ki_decref(ks, leave);
        return -1;
    }
    R[pc->a] = leave;
    R[pc->a + 1] = r;
    ki_release_b(ks, pc, m);
    return 0;
}

KI_SLOW(ki_op_with) {
    ki_save(ks, R, pc);
    if (pc->op == KI_OP_WITH_ENTER) return with_enter(ks, R, pc);
    KiValue f = R[pc->b], exc = pc->uc == 0xFFFF ? KI_NONE : R[pc->uc],
            args[3] = {KI_NONE, exc, KI_NONE};
    if (exc != KI_NONE) {
        args[0] = ki_from_obj(ki_type_of(ks, exc));
        args[2] = ((KiException *)ki_obj(exc))->traceback;
    }
    KiValue r = ki_call(ks, f, args, 3, KI_ABSENT);
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, f);
    if (pc->uc != 0xFFFF) ki_release_c(ks, pc, exc);
    return 0;
}
