/* Where code stands that nobody wrote: the return at the end of a function, what leaves a handler
 * or raises again. Such instructions are emitted without a place (ki_no_loc) and get one here, by
 * CPython's rules, which tracers, f_lineno and tracebacks show: an exit without a place belongs to
 * whatever leads there, so every jump to one gets an exit of its own; other code counts to what
 * runs before it if there is only one such place. What can be reached from several, or as a
 * handler, has none. */
#include <string.h>

#include "compiler.h"

#define MAX_EXIT 16 /* instructions; longer ones are shared by all jumps */

typedef struct Flow {
    KiUnit *u;
    uint32_t n;          /* instructions before any copy */
    uint32_t *came_from; /* of instruction i: how many ways lead there; for those others jump to */
    uint8_t *leads;      /* begins a block: 1 by a jump, 2 as a handler */
    uint8_t *begins; /* not 0: a block begins, whether jumps lead there or not (yet, any more) */
} Flow;

static bool has_place(const KiUnit *u, size_t i) {
    return u->positions.at[i].line != 0;
}

static bool is_exit(KiOp op) {
    return ki_op_ends_flow(op) && op != KI_OP_JUMP && op != KI_OP_JLOOP;
}

static int32_t pos_of(const KiUnit *u, const KiFixup *f) {
    return u->labels.at[f->label].pos;
}

/* The jump of instruction i, if it is one: fixups lie in the order of their instructions. */
static const KiFixup *jump_at(const KiUnit *u, uint32_t i) {
    size_t lo = 0, hi = u->fixups.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (u->fixups.at[mid].at < i)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool found = lo < u->fixups.n && u->fixups.at[lo].at == i && u->fixups.at[lo].label >= 0;
    return found ? &u->fixups.at[lo] : NULL;
}

/* Where jump f leads once jumps to jumps that stand nowhere are shortened. */
static uint32_t target_of(const KiUnit *u, const KiFixup *f) {
    uint32_t to = (uint32_t)pos_of(u, f);
    for (int hops = 0; hops < 8 && to < u->instrs.n; hops++) {
        const KiInstr *in = &u->instrs.at[to];
        if (in->op != KI_OP_JUMP || in->fl & KI_FL_X || has_place(u, to)) break;
        const KiFixup *next = jump_at(u, to);
        if (!next) break;
        to = (uint32_t)pos_of(u, next);
    }
    return to;
}

static bool find_flow(KiCompiler *c, Flow *w) {
    KiUnit *u = w->u;
    w->n = (uint32_t)u->instrs.n;
    w->came_from = KB_ARENA_ARRAY(&c->arena, uint32_t, w->n + 1);
    w->leads = KB_ARENA_ARRAY(&c->arena, uint8_t, w->n + 1);
    if (!w->came_from || !w->leads) return ki_comp_nomem(c);
    for (size_t i = 0; i < u->fixups.n; i++) {
        uint32_t to = target_of(u, &u->fixups.at[i]);
        w->leads[to] = 1;
        w->came_from[to]++;
    }
    for (size_t p = 1; p < u->protects.n; p++)
        if (u->protects.at[p].used) {
            int32_t at = u->labels.at[u->protects.at[p].label].pos;
            if (at >= 0) w->leads[at] = 2;
        }
    for (uint32_t i = 0; i + 1 < w->n; i++)
        if (w->leads[i + 1] && !ki_op_ends_flow(u->instrs.at[i].op)) w->came_from[i + 1]++;
    /* jumps that no way leads to any more */
    for (size_t i = 0; i < u->fixups.n; i++) {
        uint32_t at = u->fixups.at[i].at;
        if (u->instrs.at[at].op == KI_OP_JUMP && at && !w->leads[at] &&
            ki_op_ends_flow(u->instrs.at[at - 1].op))
            w->came_from[target_of(u, &u->fixups.at[i])]--;
    }
    return true;
}

static bool find_blocks(KiCompiler *c, Flow *w) {
    const KiUnit *u = w->u;
    w->begins = KB_ARENA_ARRAY(&c->arena, uint8_t, w->n + 1);
    if (!w->begins) return ki_comp_nomem(c);
    memcpy(w->begins, w->leads, w->n + 1);
    for (size_t i = 0; i < u->labels.n; i++)
        if (u->labels.at[i].pos >= 0) w->begins[u->labels.at[i].pos] = 1;
    return true;
}

/* How many instructions the exit without a place that begins at `at` has; 0: there is none. */
static uint32_t exit_length(const Flow *w, uint32_t at) {
    const KiUnit *u = w->u;
    if (w->leads[at] != 1) return 0;
    for (uint32_t i = at; i < w->n && i < at + MAX_EXIT; i++) {
        if (has_place(u, i) || (i > at && w->begins[i])) return 0;
        KiOp op = u->instrs.at[i].op;
        if (is_exit(op)) return i - at + 1;
        if (op == KI_OP_RERAISE_STAR || jump_at(u, i)) return 0; /* goes on, or not */
    }
    return 0;
}

static bool copy_instr(KiCompiler *c, uint32_t from, KiPosition place) {
    KiUnit *u = c->u;
    KbAlloc *al = &c->ks->alloc;
    KiInstr in = u->instrs.at[from];
    uint16_t live = u->live_at.at[from], protect = u->protect_at.at[from];
    if (!kb_vec_push(&u->instrs, al, in) || !kb_vec_push(&u->positions, al, place) ||
        !kb_vec_push(&u->live_at, al, live) || !kb_vec_push(&u->protect_at, al, protect))
        return ki_comp_nomem(c);
    return true;
}

/* A jump to an exit of one instruction becomes that exit; its fixup gets label -1. */
static void become_exits(Flow *w) {
    KiUnit *u = w->u;
    for (size_t i = 0; i < u->fixups.n; i++) {
        KiFixup *f = &u->fixups.at[i];
        if (u->instrs.at[f->at].op != KI_OP_JUMP) continue;
        uint32_t to = target_of(u, f);
        if (to >= w->n || exit_length(w, to) != 1) continue;
        u->instrs.at[f->at] = u->instrs.at[to];
        u->protect_at.at[f->at] = u->protect_at.at[to];
        f->label = -1;
        w->came_from[to]--;
    }
}

static void drop_old_jumps(KiUnit *u) {
    size_t n = 0;
    for (size_t i = 0; i < u->fixups.n; i++)
        if (u->fixups.at[i].label >= 0) u->fixups.at[n++] = u->fixups.at[i];
    u->fixups.n = n;
}

/* Other jumps to an exit that is reached in several ways get a copy of it behind the code. */
static bool own_exits(KiCompiler *c, Flow *w) {
    KiUnit *u = w->u;
    for (size_t i = 0; i < u->fixups.n; i++) {
        KiFixup *f = &u->fixups.at[i];
        uint32_t to = target_of(u, f), at = (uint32_t)u->instrs.n;
        uint32_t length = to < w->n && w->came_from[to] > 1 ? exit_length(w, to) : 0;
        if (!length || (!f->wide && at + length - f->at >= INT16_MAX)) continue;
        int label = ki_label(c);
        if (c->failed) return false;
        u->labels.at[label].pos = (int32_t)at;
        f->label = label;
        for (uint32_t k = 0; k < length; k++)
            if (!copy_instr(c, to + k, u->positions.at[f->at])) return false;
        w->came_from[to]--;
    }
    return true;
}

static void take_place(KiUnit *u, uint32_t i, KiPosition from) {
    if (!has_place(u, i)) u->positions.at[i] = from;
}

/* Code without a place takes that of the only way to it. */
static void spread(Flow *w) {
    static const KiPosition nowhere = {0, 0, 0xFFFF, 0xFFFF};
    KiUnit *u = w->u;
    KiPosition before = nowhere;
    if (u->kind != KI_UNIT_MODULE)
        before = (KiPosition){u->first_line, u->first_line, 0xFFFF, 0xFFFF};
    size_t f = 0;
    for (uint32_t i = 0; i < u->instrs.n; i++) {
        bool falls = i && !ki_op_ends_flow(u->instrs.at[i - 1].op);
        if (i &&
            (!falls || (i < w->n && w->leads[i] && (w->leads[i] == 2 || w->came_from[i] != 1))))
            before = nowhere;
        take_place(u, i, before);
        before = u->positions.at[i];
        while (f < u->fixups.n && u->fixups.at[f].at < i)
            f++;
        if (f == u->fixups.n || u->fixups.at[f].at != i) continue;
        uint32_t to = target_of(u, &u->fixups.at[f]);
        if (to >= w->n || (to > i && w->leads[to] == 1 && w->came_from[to] == 1))
            take_place(u, to, before);
    }
}

static bool is_reached(const Flow *w, size_t i) {
    if (i >= w->n || i == 0) return true;
    return w->leads[i] ? w->leads[i] == 2 || w->came_from[i]
                       : !ki_op_ends_flow(w->u->instrs.at[i - 1].op);
}

/* Where the straight code that ends with instruction i begins. */
static size_t block_of(const Flow *w, size_t i) {
    while (i > 0 && !(i < w->n && w->begins[i])) {
        KiOp before = w->u->instrs.at[i - 1].op;
        if (ki_op_ends_flow(before) || before == KI_OP_RERAISE_STAR ||
            jump_at(w->u, (uint32_t)i - 1))
            break;
        i--;
    }
    return i;
}

/* A return stands somewhere, if need be where the code above it does, with all that leads straight
 * there; but one that nothing leads to any more is no place to go on at (f_lineno). */
static void place_returns(const Flow *w) {
    KiUnit *u = w->u;
    uint32_t line = u->first_line;
    for (size_t i = 0; i < u->instrs.n; i++) {
        KiOp op = u->instrs.at[i].op;
        if (has_place(u, i))
            line = u->positions.at[i].line;
        else if ((op == KI_OP_RETURN || op == KI_OP_RETURNK) && is_reached(w, i))
            for (size_t k = block_of(w, i); k <= i; k++)
                take_place(u, (uint32_t)k, (KiPosition){line, line, 0xFFFF, 0xFFFF});
    }
}

void ki_settle_places(KiCompiler *c) {
    Flow w = {.u = c->u};
    if (!find_flow(c, &w) || !find_blocks(c, &w)) return;
    become_exits(&w);
    drop_old_jumps(c->u);
    if (!find_flow(c, &w) || !own_exits(c, &w)) return;
    spread(&w);
    place_returns(&w);
}
