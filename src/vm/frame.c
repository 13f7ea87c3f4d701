/* Frames and tracebacks as objects. A running function has no frame object until somebody asks;
 * then its return address is replaced by STUB_FRAME, through which the object learns that the
 * function has left. */
#include "../object/audit.h"
#include "../object/containers.h"
#include "gen.h"
#include "trace.h"
#include "walk.h"

/* --- walking the stack --- */

typedef struct Place {
    KiValue *R;
    const KiInstr *pc;
} Place;

KiFrame *ki_frame_live(const KiState *ks, const KiValue *R) {
    for (KiFrame *f = ks->vm->frames; f; f = f->live_next)
        if (f->base == R) return f;
    return NULL;
}

const KiInstr *ki_vm_ret(KiState *ks, const KiValue *R) {
    const KiInstr *ret = (const KiInstr *)(uintptr_t)R[-2];
    if (ret != ki_stub(ks, KI_STUB_FRAME)) return ret;
    KiFrame *f = ki_frame_live(ks, R);
    return f ? f->ret : ret;
}

/* To the caller; false at the bottom. The trampoline of class calls is not a frame. */
static bool go_back(KiState *ks, Place *p) {
    do {
        const KiInstr *ret = ki_vm_ret(ks, p->R);
        KiValue *R = p->R;
        p->R = (KiValue *)(uintptr_t)R[-1];
        if (ret == ki_stub(ks, KI_STUB_EXIT) || ret == ki_stub(ks, KI_STUB_GENRET) ||
            ki_is_result_stub(ks, ret))
            p->pc = (const KiInstr *)(uintptr_t)R[-4];
        else if (ret == ki_stub(ks, KI_STUB_INIT))
            p->pc = ret;
        else
            p->pc = ret - 1;
    } while (ki_frame_func(p->R) == &ks->vm->init_func);
    return p->R != ks->vm->root;
}

static bool is_unseen(const Place *p) {
    return ki_code_unseen(ki_frame_func(p->R)->code);
}

/* To the next frame further out that may be seen. */
static bool go_out(KiState *ks, Place *p) {
    bool more;
    do
        more = go_back(ks, p);
    while (more && is_unseen(p));
    return more;
}

void ki_frame_leave(KiState *ks, KiValue *R) {
    Place p = {R, NULL};
    go_back(ks, &p);
    ki_save(ks, p.R, p.pc);
}

static bool innermost(KiState *ks, Place *p) {
    if (!ks->vm || !ks->R || ks->R == ks->vm->root) return false;
    *p = (Place){ks->R, ks->pc};
    return ki_frame_func(p->R) == &ks->vm->init_func ? go_back(ks, p) : true;
}

bool ki_frame_unseen(KiState *ks) {
    Place p;
    return innermost(ks, &p) && is_unseen(&p);
}

static bool innermost_seen(KiState *ks, Place *p) {
    return innermost(ks, p) && (!is_unseen(p) || go_out(ks, p));
}

static uint32_t index_of(const KiCode *c, const KiInstr *pc) {
    return pc >= c->instrs && pc < c->instrs + c->n_instrs ? (uint32_t)(pc - c->instrs) : 0;
}

/* --- materialising --- */

KiFrame *ki_frame_new(KiState *ks, KiFunc *func, uint32_t pc) {
    uint16_t room = func->code->n_locals;
    KiFrame *f = (KiFrame *)ki_object_alloc(ks, ks->types[KI_K_FRAME],
                                            sizeof *f + room * sizeof f->saved[0]);
    if (!f) return NULL;
    ki_incref_obj(&func->h);
    f->func = func;
    f->back = KI_NONE;
    f->locals = KI_ABSENT;
    f->base = NULL;
    f->n_saved = 0;
    f->room = room;
    f->pc = pc;
    f->ret = NULL;
    f->live_next = NULL;
    f->trace = KI_ABSENT;
    f->armed = NULL;
    f->trace_at = UINT32_MAX;
    f->trace_line = 0;
    f->trace_over = f->trace_to = 0;
    f->no_lines = f->opcodes = f->shown = false;
    f->generator = KI_ABSENT;
    return f;
}

/* The frame owns a reference to itself until its function ends: the dict of locals, with what exec
 * put there, is the same all the while. */
enum {
    FRAME_KEPT = KI_OF_A,
    FRAME_CLEARED = KI_OF_B,
    FRAME_HOLDS = KI_OF_C /* locals, in saved */
};

void ki_frame_hold(KiFrame *f) {
    if (!f->base || f->h.flags & FRAME_KEPT) return;
    f->h.flags |= FRAME_KEPT;
    ki_incref_obj(&f->h);
}

/* From now on the returns of c look for frame objects. */
static void hand_over(KiCode *c) {
    if (c->hands_over) return;
    c->hands_over = true;
    for (uint32_t i = 0; i < c->n_instrs; i++) {
        KiOp op = (KiOp)c->instrs[i].op;
        if (op == KI_OP_RETURNK)
            c->instrs[i].op = KI_OP_RETURNK_FRAME;
        else if (op == KI_OP_RETURN || (op >= KI_OP_RETURN_T1 && op <= KI_OP_RETURN_ANY))
            c->instrs[i].op = KI_OP_RETURN_FRAME;
    }
}

void ki_frame_attach(KiState *ks, KiFrame *f, KiValue *R) {
    hand_over(f->func->code);
    f->base = R;
    f->ret = (const KiInstr *)(uintptr_t)R[-2];
    R[-2] = (KiValue)(uintptr_t)ki_stub(ks, KI_STUB_FRAME);
    f->live_next = ks->vm->frames;
    ks->vm->frames = f;
    ki_assign(ks, &f->back, KI_NONE);
    if (f->trace != KI_ABSENT || f->locals != KI_ABSENT) ki_frame_hold(f);
}

static KiFrame *frame_at(KiState *ks, Place p) {
    KiFrame *f = ki_frame_live(ks, p.R);
    if (f) {
        f->pc = index_of(f->func->code, p.pc);
        ki_incref_obj(&f->h);
        return f;
    }
    KiFunc *func = ki_frame_func(p.R);
    f = ki_frame_new(ks, func, index_of(func->code, p.pc));
    if (!f) return NULL;
    ki_frame_attach(ks, f, p.R);
    return f;
}

KiFrame *ki_frame_get(KiState *ks, int depth) {
    Place p;
    if (!innermost(ks, &p)) return NULL;
    while (depth-- > 0)
        if (!go_out(ks, &p)) return NULL;
    return frame_at(ks, p);
}

void ki_trace_here(KiState *ks, KiException *e) {
    Place p;
    if (ki_is_ptr(e->traceback) || !innermost_seen(ks, &p)) return;
    KiFunc *func = ki_frame_func(p.R);
    KiTraceback *tb = (KiTraceback *)ki_object_alloc(ks, ks->types[KI_K_TRACEBACK], sizeof *tb);
    if (!tb) {
        ki_clear_exc(ks);
        return;
    }
    tb->next = e->traceback;
    tb->frame = ki_new_ref(ki_from_obj(func));
    tb->pc = tb->left = index_of(func->code, p.pc);
    tb->line = 0;
    tb->base = p.R;
    e->traceback = ki_from_obj(tb);
}

KiFrame *ki_frame_chain(KiState *ks) {
    Place p;
    if (!innermost_seen(ks, &p)) return NULL;
    KiFrame *first = frame_at(ks, p), *f = first;
    for (; f && go_out(ks, &p); f = (KiFrame *)ki_obj(f->back)) {
        KiFrame *b = frame_at(ks, p);
        ki_assign(ks, &f->back, b ? ki_from_obj(b) : KI_NONE);
        if (!b) break;
    }
    return first;
}

KiDict *ki_frame_globals(KiState *ks) {
    Place p;
    return innermost(ks, &p) ? ki_frame_func(p.R)->globals : NULL;
}

uint32_t ki_frame_code_flags(KiState *ks) {
    Place p;
    return innermost(ks, &p) ? ki_frame_func(p.R)->code->flags : 0;
}

bool ki_func_is_running(KiState *ks, const KiFunc *f) {
    Place p;
    for (bool more = innermost(ks, &p); more; more = go_back(ks, &p))
        if (ki_frame_func(p.R) == f) return true;
    return false;
}

static void unlink_live(KiState *ks, KiFrame *f) {
    ki_trace_disarm(f);
    for (KiFrame **at = &ks->vm->frames; *at; at = &(*at)->live_next)
        if (*at == f) {
            *at = f->live_next;
            break;
        }
    f->live_next = NULL;
}

void ki_frames_of_others_end(KiState *ks) {
    for (KiFrame *f = ks->vm->frames, *next; f; f = next) {
        next = f->live_next;
        if (f->base >= ks->stack && f->base < ks->stack_end) continue;
        unlink_live(ks, f);
        f->base = NULL;
        f->ret = NULL;
    }
}

/* Where a live frame stands; false if it is not on the stack. */
static bool place_of(KiState *ks, const KiFrame *f, Place *p) {
    if (!f->base || !innermost(ks, p)) return false;
    while (p->R != f->base)
        if (!go_back(ks, p)) return false;
    return true;
}

static KiFrame *frame_back(KiState *ks, KiFrame *f) {
    Place p;
    return place_of(ks, f, &p) && go_out(ks, &p) ? frame_at(ks, p) : NULL;
}

/* The frame that is about to be left keeps its caller; a generator's has none. */
static void note_back(KiState *ks, KiFrame *f) {
    if (f->ret == ki_stub(ks, KI_STUB_GENRET)) return;
    KiFrame *back = frame_back(ks, f);
    if (back) ki_assign(ks, &f->back, ki_from_obj(back));
}

/* R NULL: the function has returned (its registers are gone), it was the innermost one. */
const KiInstr *ki_frame_detach(KiState *ks, KiValue *R) {
    KiFrame *f = R ? ki_frame_live(ks, R) : NULL;
    if (!R) /* other threads have frames on stacks of their own */
        for (KiFrame *o = ks->vm->frames; o; o = o->live_next)
            if (o->base >= ks->stack && o->base < ks->stack_end && (!f || o->base > f->base)) f = o;
    if (!f) return ki_stub(ks, KI_STUB_EXIT);
    const KiInstr *ret = f->ret;
    KiCode *c = f->func->code;
    KiValue exc = ki_take_exc(ks);
    if (R) {
        f->pc = index_of(c, ks->pc);
        note_back(ks, f);
        R[-2] = (KiValue)(uintptr_t)ret;
    }
    ki_restore_exc(ks, exc);
    ks->vm->kept_base = f->base;
    f->base = NULL;
    f->ret = NULL;
    unlink_live(ks, f);
    if (f->h.flags & FRAME_KEPT) {
        f->h.flags &= (uint8_t)~FRAME_KEPT;
        if (!R) { /* the registers are in between two frames: the caller releases it */
            ks->vm->kept = f;
            return ret;
        }
        exc = ki_take_exc(ks);
        ki_decref_obj(ks, &f->h);
        ki_restore_exc(ks, exc);
    }
    return ret;
}

/* --- frames that an exception leaves --- */

/* Its registers lie elsewhere each time it runs. */
static bool is_generator(const KiFunc *f) {
    return f->code->flags & (KI_CO_GENERATOR | KI_CO_COROUTINE | KI_CO_ASYNC_GENERATOR);
}

/* Whether the entry is of the frame of f at R, whose object is `frame` or NULL. */
static bool is_entry_of(const KiTraceback *tb, const KiFunc *f, const KiValue *R,
                        const KiFrame *frame) {
    if (tb->frame == ki_from_obj(f)) return tb->base == R || is_generator(f);
    return frame && tb->frame == ki_from_obj(frame);
}

/* The entries of exc's traceback that were made for the frame of f at base get its object. They are
 * the newest ones: whatever is behind them was called from there. */
static void give_frame(KiState *ks, KiException *exc, const KiFunc *f, const KiValue *base,
                       KiFrame *frame) {
    bool any = false;
    for (KiValue t = exc->traceback; ki_is_ptr(t); t = ((KiTraceback *)ki_obj(t))->next) {
        KiTraceback *tb = (KiTraceback *)ki_obj(t);
        if (!is_entry_of(tb, f, base, frame)) {
            KiFrame *inner =
                any && ki_is_kind(tb->frame, KI_K_FRAME) ? (KiFrame *)ki_obj(tb->frame) : NULL;
            if (inner && !inner->base && inner->back == KI_NONE && !is_generator(inner->func))
                ki_assign(ks, &inner->back, ki_new_ref(ki_from_obj(frame)));
            return;
        }
        ki_assign(ks, &tb->frame, ki_new_ref(ki_from_obj(frame)));
        any = true;
    }
}

/* The newest entry of exc, if it was made for the frame of f at R. */
static KiTraceback *own_entry(KiValue exc, const KiFunc *f, const KiValue *R,
                              const KiFrame *frame) {
    if (!ki_is_exception(exc)) return NULL;
    KiValue t = ((KiException *)ki_obj(exc))->traceback;
    KiTraceback *tb = ki_is_ptr(t) ? (KiTraceback *)ki_obj(t) : NULL;
    return tb && is_entry_of(tb, f, R, frame) ? tb : NULL;
}

uint32_t ki_frame_left_at(KiState *ks, const KiValue *R) {
    const KiTraceback *tb = own_entry(ks->exc, ki_frame_func(R), R, ki_frame_live(ks, R));
    return tb ? tb->left : UINT32_MAX;
}

enum { CONTEXTS = 8 }; /* exceptions that were being handled, and have entries of the frame, too */

/* The registers of locals at R move into the frame object. False: it has no room for them. */
static bool take_locals(KiFrame *frame, KiValue *R) {
    int n = frame->func->code->n_locals;
    if (frame->h.flags & FRAME_HOLDS || n > frame->room) return false;
    frame->h.flags |= FRAME_HOLDS;
    frame->n_saved = (uint16_t)n;
    for (int i = 0; i < n; i++) {
        frame->saved[i] = R[i];
        R[i] = KI_UNBOUND;
    }
    return true;
}

/* Whether somebody else than the running function and `held` has the frame object. */
static bool is_wanted(const KiFrame *f, uint32_t held) {
    return f->h.rc > held + !!(f->h.flags & FRAME_KEPT);
}

void ki_frame_take(KiState *ks, KiFrame *f, KiValue *regs) {
    if (is_wanted(f, 1)) take_locals(f, regs);
}

bool ki_frame_adopt(KiState *ks, KiFrame *f, KiGenerator *g) {
    if (!is_wanted(f, 1)) return false;
    ki_assign(ks, &f->generator, ki_new_ref(ki_from_obj(g)));
    return true;
}

/* Whether f has the generator, which nobody else has any more. */
static bool has_adopted(const KiFrame *f) {
    return f->generator != KI_ABSENT && !ki_is_kind(f->generator, KI_K_WEAKREF);
}

void ki_frame_returns(KiState *ks, KiValue *R, const KiInstr *pc) {
    KiFrame *f =
        R[-2] == (KiValue)(uintptr_t)ki_stub(ks, KI_STUB_FRAME) ? ki_frame_live(ks, R) : NULL;
    if (!f || !is_wanted(f, 0)) return;
    ki_save(ks, R, pc);
    f->pc = index_of(f->func->code, pc);
    note_back(ks, f);
    if (ki_pending(ks)) ki_clear_exc(ks); /* no memory */
    take_locals(f, R);
}

bool ki_frame_save(KiState *ks, KiFunc *f, KiValue *R, KiFrame *frame) {
    KiTraceback *tb = own_entry(ks->exc, f, R, frame);
    bool make = !frame && tb && f->code->flags & (KI_CO_OPTIMIZED | KI_CO_NAMESPACE);
    if (!frame && !make) return false;
    KiValue exc = ki_take_exc(ks);
    if (make && !(frame = ki_frame_new(ks, f, tb->left))) ki_clear_exc(ks);
    KiValue e = frame && tb ? exc : KI_NONE;
    if (e != KI_NONE) frame->pc = tb->left; /* not the instruction that tidied up */
    for (int i = 0; i < CONTEXTS && ki_is_exception(e); i++) {
        give_frame(ks, (KiException *)ki_obj(e), f, R, frame);
        e = ((KiException *)ki_obj(e))->context;
    }
    bool taken = frame && is_wanted(frame, 1) && take_locals(frame, R);
    if (frame) ki_decref_obj(ks, &frame->h);
    ki_restore_exc(ks, exc);
    return taken;
}

/* Whether somebody has e, of which `own` references are known, its traceback, or the frame of a
 * function that it left. */
static bool is_held(const KiException *e, uint32_t own) {
    if (e->h.rc > own) return true;
    const KiFrame *outer = NULL;
    for (KiValue t = e->traceback; ki_is_ptr(t); t = ((KiTraceback *)ki_obj(t))->next) {
        const KiTraceback *tb = (KiTraceback *)ki_obj(t);
        const KiFrame *f = ki_is_kind(tb->frame, KI_K_FRAME) ? (KiFrame *)ki_obj(tb->frame) : NULL;
        if (tb->h.rc > 1) return true;
        /* an entry has its frame, and so has the frame that this one called */
        if (outer && outer->h.rc > 1u + (f && f->back == ki_from_obj(outer))) return true;
        outer = f;
    }
    return outer && outer->h.rc > 1;
}

void ki_frame_caught(KiState *ks, KiValue *R, const KiInstr *pc, KiValue exc, uint32_t own) {
    KiFunc *func = ki_frame_func(R);
    KiFrame *f = NULL, *live = ki_frame_live(ks, R);
    bool held = false; /* who has an exception gets to its contexts */
    for (int i = 0; i < CONTEXTS && ki_is_exception(exc); i++, own = 1) {
        KiException *e = (KiException *)ki_obj(exc);
        held = held || is_held(e, own);
        if (held && own_entry(exc, func, R, live)) {
            if (!f) f = frame_at(ks, (Place){R, pc});
            if (!f) return ki_clear_exc(ks); /* no memory: as if it were gone */
            give_frame(ks, e, func, R, f);
        }
        exc = e->context;
    }
    if (f) ki_decref_obj(ks, &f->h);
}

static void release_saved(KiState *ks, KiFrame *f) {
    int n = f->n_saved;
    f->n_saved = 0;
    f->h.flags &= (uint8_t)~FRAME_HOLDS;
    for (int i = 0; i < n; i++)
        ki_decref(ks, f->saved[i]);
}

void ki_frame_keep(KiFrame *f) {
    uint32_t flags = f->func->code->flags;
    if (!(flags & KI_CO_OPTIMIZED)) return;
    ki_frame_hold(f);
}

/* --- locals --- */

static bool put_local(KiState *ks, KiDict *d, KiValue name, KiValue v) {
    if (ki_is_kind(v, KI_K_CELL)) v = ((KiCell *)ki_obj(v))->value;
    if (v != KI_UNBOUND) return ki_dict_set(ks, d, name, v);
    KiValue old = ki_dict_pop(ks, d, name);
    if (old == KI_ERR) return false;
    ki_decref(ks, old);
    return true;
}

bool ki_frame_fill_locals(KiState *ks, const KiFunc *func, const KiValue *regs, KiDict *d) {
    const KiCode *c = func->code;
    for (int i = 0; i < c->n_locals; i++) {
        if (!ki_is_ptr(c->local_names[i])) continue;
        KiValue v = regs[i];
        bool cell = c->local_is_cell && c->local_is_cell[i];
        if (ki_is_kind(v, KI_K_CELL) && !cell) { /* a cell as an ordinary value */
            if (!ki_dict_set(ks, d, c->local_names[i], v)) return false;
        } else if (!put_local(ks, d, c->local_names[i], v)) {
            return false;
        }
    }
    KiTuple *closure = ki_is_ptr(func->closure) ? (KiTuple *)ki_obj(func->closure) : NULL;
    for (int i = 0; closure && (c->flags & KI_CO_OPTIMIZED) && i < c->n_free; i++)
        if (!put_local(ks, d, c->free_names[i], closure->items[i])) return false;
    return true;
}

/* The registers of the locals: on the stack, of a suspended generator, or those that f took; NULL:
 * nobody has them any more. */
static const KiValue *registers(KiFrame *f) {
    if (f->base) return f->base;
    if (f->h.flags & FRAME_HOLDS && f->n_saved == f->func->code->n_locals) return f->saved;
    if (f->generator == KI_ABSENT) return NULL;
    if (has_adopted(f)) { /* which the collector shows to those who ask, so that it may go on */
        KiGenerator *own = (KiGenerator *)ki_obj(f->generator);
        return own->func && own->state != KI_GEN_RUNNING ? own->regs : NULL;
    }
    KiValue v = ((KiWeakref *)ki_obj(f->generator))->target;
    KiGenerator *g = ki_is_ptr(v) ? (KiGenerator *)ki_obj(v) : NULL;
    return g && g->func && g->origin == ki_from_obj(f) ? g->regs : NULL;
}

KiValue ki_frame_locals(KiState *ks, KiFrame *f) {
    const KiCode *c = f->func->code;
    const KiValue *regs = registers(f);
    if (!(c->flags & (KI_CO_OPTIMIZED | KI_CO_NAMESPACE)))
        return ki_new_ref(ki_from_obj(f->func->globals));
    if (c->flags & KI_CO_NAMESPACE) {
        if (regs) ki_assign(ks, &f->locals, ki_new_ref(regs[0]));
        if (f->locals != KI_ABSENT) return ki_new_ref(f->locals);
        regs = NULL;
    } else if (f->h.flags & FRAME_CLEARED && f->locals != KI_ABSENT) {
        ki_dict_clear(ks, ki_dict_of(f->locals));
    }
    f->h.flags &= (uint8_t)~FRAME_CLEARED;
    if (f->locals == KI_ABSENT) {
        KiDict *d = ki_dict_new(ks);
        if (!d) return KI_ERR;
        f->locals = ki_from_obj(d);
    }
    if (regs && !ki_frame_fill_locals(ks, f->func, regs, ki_dict_of(f->locals))) return KI_ERR;
    return ki_new_ref(f->locals);
}

/* The register or cell gets the dict's value if that is another one. */
static bool store_local(KiState *ks, KiDict *d, KiValue name, KiValue *at, bool cell) {
    KiValue v = ki_dict_get(ks, d, name);
    if (v == KI_ERR) return false;
    if (v == KI_ABSENT) v = KI_UNBOUND;
    if (cell && ki_is_kind(*at, KI_K_CELL)) at = &((KiCell *)ki_obj(*at))->value;
    if (*at != v && v != KI_UNBOUND) ki_assign(ks, at, ki_new_ref(v));
    return true;
}

bool ki_frame_store_locals(KiState *ks, KiFrame *f) {
    const KiCode *c = f->func->code;
    bool shown = f->shown;
    f->shown = false;
    if (!shown || !f->base || !(c->flags & KI_CO_OPTIMIZED) || f->locals == KI_ABSENT) return true;
    KiDict *d = ki_dict_of(f->locals);
    for (int i = 0; i < c->n_locals; i++)
        if (ki_is_ptr(c->local_names[i]) && !store_local(ks, d, c->local_names[i], &f->base[i],
                                                         c->local_is_cell && c->local_is_cell[i]))
            return false;
    KiTuple *closure = ki_is_ptr(f->func->closure) ? (KiTuple *)ki_obj(f->func->closure) : NULL;
    for (int i = 0; closure && i < c->n_free; i++)
        if (!store_local(ks, d, c->free_names[i], &closure->items[i], true)) return false;
    return true;
}

static uint32_t frame_pc(KiState *ks, KiFrame *f) {
    Place p;
    return place_of(ks, f, &p) ? index_of(f->func->code, p.pc) : f->pc;
}

static uint32_t line_at(const KiCode *c, uint32_t pc) {
    uint32_t line = ki_code_position(c, pc).line;
    while (!line && pc > 0) /* code without a place in the source counts to what is before it */
        line = ki_code_position(c, --pc).line;
    return line ? line : c->first_line;
}

uint32_t ki_frame_line(KiFrame *f) {
    return line_at(f->func->code, f->pc);
}

void ki_frames_walk(KiState *ks, KiFrameVisit each, void *arg) {
    Place p;
    bool more = innermost_seen(ks, &p);
    while (more) {
        const KiCode *c = ki_frame_func(p.R)->code;
        more = each(arg, c, line_at(c, index_of(c, p.pc))) && go_out(ks, &p);
    }
}

/* --- the frame type --- */

static KiFrame *self_frame(KiValue v) {
    return (KiFrame *)ki_obj(v);
}

static KiValue get_back(KiState *ks, KiValue v, void *closure) {
    KiFrame *f = self_frame(v);
    if (!f->base) return ki_new_ref(f->back);
    KiFrame *b = frame_back(ks, f);
    if (!b && !ki_pending(ks)) return ki_new_ref(f->back); /* of a thread that waits */
    return b ? ki_from_obj(b) : ki_pending(ks) ? KI_ERR : KI_NONE;
}
static KiValue get_code(KiState *ks, KiValue v, void *closure) {
    if (!ki_audit(ks, "object.__getattr__", "Os", v, "f_code")) return KI_ERR;
    return ki_new_ref(ki_from_obj(self_frame(v)->func->code));
}
static KiValue get_globals(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(ki_from_obj(self_frame(v)->func->globals));
}
static KiValue get_builtins(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(ki_from_obj(self_frame(v)->func->builtins));
}
static KiValue get_locals(KiState *ks, KiValue v, void *closure) {
    self_frame(v)->shown = true;
    ki_frame_keep(self_frame(v)); /* for it has the dict */
    return ki_frame_locals(ks, self_frame(v));
}
static KiValue get_lineno(KiState *ks, KiValue v, void *closure) {
    KiFrame *f = self_frame(v);
    const KiCode *c = f->func->code;
    const KiTrace *t = ks->vm->trace_state;
    if (t && t->fresh == f) {
        bool module =
            !(c->flags & KI_CO_OPTIMIZED) && ki_str_eq_cstr(ki_str_of(c->name), "<module>");
        return ki_small_int(module ? 0 : c->first_line); /* a module begins before line 1 */
    }
    if (t && t->busy && t->frame == f && t->jump >= 0)
        return ki_small_int(line_at(c, (uint32_t)t->jump));
    if (t && t->busy && t->telling == f) return ki_small_int(f->trace_line);
    uint32_t pc = frame_pc(ks, f);
    if (!ki_code_position(c, pc).line) return KI_NONE;
    return ki_small_int(line_at(c, pc));
}
static KiValue get_lasti(KiState *ks, KiValue v, void *closure) {
    return ki_small_int((int64_t)frame_pc(ks, self_frame(v)) * 2);
}
static bool set_lineno(KiState *ks, KiValue v, KiValue x, void *closure) {
    int64_t line;
    if (x == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "cannot delete attribute");
        return false;
    }
    if (!ki_is_integer(x)) {
        ki_raise(ks, KI_EXC_ValueError, "lineno must be an integer");
        return false;
    }
    return ki_index_i64(ks, x, &line) && ki_trace_jump(ks, self_frame(v), line);
}
static KiValue get_trace(KiState *ks, KiValue v, void *closure) {
    KiValue t = self_frame(v)->trace;
    return t == KI_ABSENT ? KI_NONE : ki_new_ref(t);
}
static bool set_trace(KiState *ks, KiValue v, KiValue x, void *closure) {
    KiFrame *f = self_frame(v);
    if (x == KI_NONE) x = KI_ABSENT;
    ki_assign(ks, &f->trace, ki_new_ref(x));
    if (x != KI_ABSENT) {
        ki_frame_hold(f);
        f->trace_at = frame_pc(ks, f);
        f->trace_line = line_at(f->func->code, f->trace_at);
        ki_trace_arm(f, f->trace_at);
    }
    return true;
}
/* f_trace_lines, and with a closure f_trace_opcodes */
static KiValue get_trace_flag(KiState *ks, KiValue v, void *closure) {
    KiFrame *f = self_frame(v);
    return ki_bool(closure ? f->opcodes : !f->no_lines);
}
static bool set_trace_flag(KiState *ks, KiValue v, KiValue x, void *closure) {
    KiFrame *f = self_frame(v);
    if (!ki_is_bool(x)) {
        ki_raise(ks, KI_EXC_TypeError, "attribute value type must be bool");
        return false;
    }
    if (closure)
        f->opcodes = x == KI_TRUE;
    else
        f->no_lines = x == KI_FALSE;
    return true;
}

static KiValue frame_clear_method(KiState *ks, KiValue *args, int nargs) {
    KiFrame *f = self_frame(args[0]);
    if (has_adopted(f)) ki_assign(ks, &f->generator, KI_ABSENT);
    KiValue g = f->generator == KI_ABSENT ? KI_NONE : ki_weakref_get(f->generator);
    bool suspended = g != KI_NONE && ((KiGenerator *)ki_obj(g))->state != KI_GEN_RUNNING &&
                     ((KiGenerator *)ki_obj(g))->func;
    if (suspended) { /* it is closed, and keeps its locals */
        ki_gen_abandon(ks, (KiGenerator *)ki_obj(g));
        ki_decref(ks, g);
        return KI_NONE;
    }
    bool running = g != KI_NONE && ((KiGenerator *)ki_obj(g))->state == KI_GEN_RUNNING;
    ki_decref(ks, g);
    if (f->base || running)
        return ki_raise(ks, KI_EXC_RuntimeError, "cannot clear an executing frame");
    release_saved(ks, f);
    f->h.flags |= FRAME_CLEARED; /* the dict that somebody has seen empties at the next look */
    return KI_NONE;
}

static KiValue frame_repr(KiState *ks, KiValue v) {
    KiFrame *f = self_frame(v);
    const KiCode *c = f->func->code;
    const char *file = ki_str_utf8(ks, ki_str_of(c->filename), NULL),
               *name = ki_str_utf8(ks, ki_str_of(c->name), NULL);
    if (!file || !name) return KI_ERR;
    return ki_str_format(ks, "<frame at %p, file '%s', line %u, code %s>", (void *)f, file,
                         (unsigned)line_at(c, frame_pc(ks, f)), name);
}

static void frame_dealloc(KiState *ks, KiObj *o) {
    KiFrame *f = (KiFrame *)o;
    if (f->base && ks->vm) {
        f->base[-2] = (KiValue)(uintptr_t)f->ret;
        unlink_live(ks, f);
    }
    release_saved(ks, f);
    ki_decref(ks, f->back);
    ki_decref(ks, f->locals);
    ki_decref(ks, f->trace);
    ki_decref(ks, f->generator);
    ki_decref_obj(ks, &f->func->h);
}
static void frame_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiFrame *f = (KiFrame *)o;
    visit(f->back, arg);
    visit(f->locals, arg);
    visit(f->trace, arg);
    visit(f->generator, arg);
    visit(ki_from_obj(f->func), arg);
    for (int i = 0; i < f->n_saved; i++)
        visit(f->saved[i], arg);
}
static void frame_clear(KiState *ks, KiObj *o) {
    KiFrame *f = (KiFrame *)o;
    ki_assign(ks, &f->back, KI_NONE);
    ki_assign(ks, &f->locals, KI_ABSENT);
    ki_assign(ks, &f->trace, KI_ABSENT);
    ki_assign(ks, &f->generator, KI_ABSENT);
    release_saved(ks, f);
}

const KiSlots ki_frame_slots = {.dealloc = frame_dealloc,
                                .traverse = frame_traverse,
                                .clear = frame_clear,
                                .getattr = ki_generic_getattr,
                                .setattr = ki_generic_setattr,
                                .repr = frame_repr};
extern const KiSlots ki_traceback_slots;

/* --- tracebacks --- */

static KiTraceback *self_tb(KiValue v) {
    return (KiTraceback *)ki_obj(v);
}

KiValue ki_traceback_frame(KiState *ks, KiTraceback *tb) {
    if (ki_is_kind(tb->frame, KI_K_FUNC)) {
        /* the function may still be running: then it is its frame */
        KiFunc *func = (KiFunc *)ki_obj(tb->frame);
        KiFrame *f = NULL;
        Place p;
        for (bool more = innermost(ks, &p); more && !f; more = go_back(ks, &p))
            if (ki_frame_func(p.R) == func && (p.R == tb->base || is_generator(func)))
                f = frame_at(ks, p);
        if (!f) f = ki_frame_new(ks, func, tb->left);
        if (!f) return KI_ERR;
        ki_assign(ks, &tb->frame, ki_from_obj(f));
    }
    return ki_new_ref(tb->frame);
}

static KiCode *tb_code(const KiTraceback *tb) {
    KiObj *o = ki_obj(tb->frame);
    return o->kind == KI_K_FUNC ? ((KiFunc *)o)->code : ((KiFrame *)o)->func->code;
}

static KiValue get_tb_frame(KiState *ks, KiValue v, void *closure) {
    if (!ki_audit(ks, "object.__getattr__", "Os", v, "tb_frame")) return KI_ERR;
    return ki_traceback_frame(ks, self_tb(v));
}
static KiValue get_tb_lineno(KiState *ks, KiValue v, void *closure) {
    KiTraceback *tb = self_tb(v);
    return ki_small_int(tb->line ? tb->line : (int64_t)line_at(tb_code(tb), tb->pc));
}
static KiValue get_tb_lasti(KiState *ks, KiValue v, void *closure) {
    return ki_small_int((int64_t)self_tb(v)->pc * 2 + !!(ki_obj(v)->flags & KI_TB_ODD));
}
static KiValue get_tb_next(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(self_tb(v)->next);
}
static bool set_tb_next(KiState *ks, KiValue v, KiValue x, void *closure) {
    if (x == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "can't delete tb_next attribute");
        return false;
    }
    if (x != KI_NONE && !ki_is_kind(x, KI_K_TRACEBACK)) {
        ki_raise(ks, KI_EXC_TypeError, "expected traceback object, got '%s'", ki_type_name(ks, x));
        return false;
    }
    for (KiValue t = x; ki_is_ptr(t); t = self_tb(t)->next)
        if (t == v) {
            ki_raise(ks, KI_EXC_ValueError, "traceback loop detected");
            return false;
        }
    ki_assign(ks, &self_tb(v)->next, ki_new_ref(x));
    return true;
}
static void tb_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiTraceback *)o)->next);
    ki_decref(ks, ((KiTraceback *)o)->frame);
}
static void tb_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiTraceback *)o)->next, arg);
    visit(((KiTraceback *)o)->frame, arg);
}
static void tb_clear(KiState *ks, KiObj *o) {
    ki_assign(ks, &((KiTraceback *)o)->next, KI_NONE);
}
/* types.TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno) */
static KiValue tb_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"tb_next", "tb_frame", "tb_lasti", "tb_lineno"};
    KiValue a[4];
    if (!ki_parse_args(ks, "TracebackType", names, 0, 4, 4, args, nargs, kwnames, a)) return KI_ERR;
    int64_t lasti, line;
    if (!ki_is_kind(a[1], KI_K_FRAME))
        return ki_raise(ks, KI_EXC_TypeError,
                        "TracebackType() argument 'tb_frame' must be frame, not %s",
                        ki_arg_type_name(ks, a[1]));
    if (!ki_index_i64(ks, a[2], &lasti) || !ki_index_i64(ks, a[3], &line)) return KI_ERR;
    if (a[0] != KI_NONE && !ki_is_kind(a[0], KI_K_TRACEBACK))
        return ki_raise(ks, KI_EXC_TypeError, "expected traceback object or None, got '%s'",
                        ki_type_name(ks, a[0]));
    KiTraceback *tb = (KiTraceback *)ki_object_alloc(ks, cls, sizeof *tb);
    if (!tb) return KI_ERR;
    tb->next = ki_new_ref(a[0]);
    tb->frame = ki_new_ref(a[1]);
    tb->pc = tb->left = (uint32_t)(lasti / 2);
    tb->line = (int32_t)line;
    tb->base = NULL;
    if (lasti & 1) tb->h.flags |= KI_TB_ODD;
    return ki_from_obj(tb);
}
/* dir(): the fields alone. */
static KiValue tb_dir(KiState *ks, KiValue *args, int nargs) {
    static const char *const names[] = {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"};
    KiList *r = ki_list_new(ks, 4);
    for (int i = 0; r && i < 4; i++) {
        KiValue name = ki_str_from_cstr(ks, names[i]);
        if (ki_list_push(ks, r, name)) continue;
        ki_decref_obj(ks, &r->h);
        r = NULL;
    }
    return r ? ki_from_obj(r) : KI_ERR;
}

const KiSlots ki_traceback_slots = {.dealloc = tb_dealloc,
                                    .traverse = tb_traverse,
                                    .clear = tb_clear,
                                    .getattr = ki_generic_getattr,
                                    .new_ = tb_new};

bool ki_frame_types_init(KiState *ks) {
    static const KiGetsetDef frame_getsets[] = {
        {"f_trace_lines", get_trace_flag, set_trace_flag, NULL, NULL},
        {"f_trace_opcodes", get_trace_flag, set_trace_flag, NULL, (void *)1},
        {"f_back", get_back, NULL, NULL, NULL},
        {"f_locals", get_locals, NULL, NULL, NULL},
        {"f_lineno", get_lineno, set_lineno, NULL, NULL},
        {"f_trace", get_trace, set_trace, NULL, NULL},
        {"f_lasti", get_lasti, NULL, NULL, NULL},
        {"f_globals", get_globals, NULL, NULL, NULL},
        {"f_builtins", get_builtins, NULL, NULL, NULL},
        {"f_code", get_code, NULL, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiDef frame_methods[] = {{"clear", "(self, /)", (void *)frame_clear_method,
                                           "Let go of the values of a frame that is not running.",
                                           KI_DEF_UNSIGNED},
                                          KI_DEF_END};
    static const KiDef tb_methods[] = {
        {"__dir__", "(self, /)", (void *)tb_dir, NULL, KI_DEF_UNSIGNED}, KI_DEF_END};
    static const KiGetsetDef tb_getsets[] = {{"tb_frame", get_tb_frame, NULL, NULL, NULL},
                                             {"tb_lasti", get_tb_lasti, NULL, NULL, NULL},
                                             {"tb_lineno", get_tb_lineno, NULL, NULL, NULL},
                                             {"tb_next", get_tb_next, set_tb_next, NULL, NULL},
                                             {NULL, NULL, NULL, NULL, NULL}};
    return ki_type_add_getsets(ks, ks->types[KI_K_FRAME], frame_getsets) &&
           ki_type_add_methods(ks, ks->types[KI_K_FRAME], frame_methods) &&
           ki_type_add_methods(ks, ks->types[KI_K_TRACEBACK], tb_methods) &&
           ki_type_add_getsets(ks, ks->types[KI_K_TRACEBACK], tb_getsets);
}
