/* try, with, and leaving them early. A finally body is compiled once for every way into it: the
 * normal end, an exception, and each return, break or continue that passes it. */
#include "compiler.h"

/* --- leaving --- */

static void clear_name(KiCompiler *c, const KiAstStr *name) {
    if (!name) return;
    int base = c->u->depth;
    ki_note_const(c, KI_NONE);
    ki_load_imm(c, 0);
    ki_store_name(c, name, ki_temp(base));
    ki_reserve(c, base);
    ki_delete_name(c, name);
}

/* name: to which the exception was assigned, or NULL. */
static void pop_except(KiCompiler *c, int exc, const KiAstStr *name) {
    int named = name ? ki_local_of_name(c, name) : -1;
    ki_emit(c, KI_OP_POP_EXCEPT, KI_FL_AT | KI_FL_BT, exc, exc + 1, named < 0 ? KI_NO_REG : named);
    ki_drop(c, exc + 1);
    ki_drop(c, exc);
}

static void exit_manager(KiCompiler *c, int exit, bool is_async) {
    int t = c->u->depth;
    ki_reserve(c, t + 1);
    ki_emit(c, KI_OP_WITH_EXIT, KI_FL_BT, t, exit, KI_NO_REG);
    ki_drop(c, exit);
    ki_push(c, t);
    if (is_async) ki_await_temp(c, t, 2);
    ki_release(c, t);
    ki_reserve(c, t);
}

void ki_unwind_block(KiCompiler *c, const KiBlock *b, int value) {
    c->u->protect = b->outer;
    switch (b->kind) {
    case KI_FB_FOR:
    case KI_FB_ASYNC_FOR:
    case KI_FB_VALUE:
        ki_release(c, b->reg);
        break;
    case KI_FB_FINALLY_TRY:
        if (value >= 0 &&
            !ki_push_block(c, (KiBlock){.kind = KI_FB_VALUE, .reg = value, .outer = b->outer}))
            return;
        ki_stmts(c, *b->finalbody);
        if (value >= 0) ki_pop_block(c);
        break;
    case KI_FB_FINALLY_END:
        pop_except(c, b->reg, NULL);
        break;
    case KI_FB_HANDLER:
        pop_except(c, b->reg, b->name);
        clear_name(c, b->name);
        break;
    case KI_FB_WITH:
    case KI_FB_ASYNC_WITH:
        ki_set_loc(c, b->node);
        exit_manager(c, b->reg, b->kind == KI_FB_ASYNC_WITH);
        break;
    case KI_FB_GROUP_HANDLER:
        ki_comp_error_pos(c, c->u->loc,
                          "'break', 'continue' and 'return' cannot appear in an except* block");
        break;
    case KI_FB_WHILE:
    case KI_FB_TRY:
        break;
    }
}

/* --- handlers --- */

/* CATCH into two new temporaries: exception, and the one handled before. Returns the first. */
static int catch_for(KiCompiler *c, int protect_id, KiLiveKind kind) {
    ki_place_handler(c, protect_id);
    int exc = c->u->depth;
    ki_reserve(c, exc + 2);
    ki_emit(c, KI_OP_CATCH, 0, exc, exc + 1, 0);
    ki_push_kind(c, exc, kind);
    ki_push_kind(c, exc + 1, kind);
    return exc;
}

static int catch_exception(KiCompiler *c, int protect_id) {
    return catch_for(c, protect_id, KI_LIVE_HANDLER);
}

/* An exception inside a handler: restore the handled exception from R[previous], go on raising. It
 * stands where the last statement of the handler does, if that has left a place behind. */
static void cleanup_handler(KiCompiler *c, int protect_id, int previous) {
    int exc = catch_exception(c, protect_id);
    ki_emit(c, KI_OP_RERAISE, KI_FL_AT, exc, previous, 0);
    ki_die(c);
}

/* After code that ended elsewhere (dead or not), bookkeeping as before it. */
typedef struct Mark {
    uint16_t live;
    int depth;
} Mark;
static Mark mark(KiCompiler *c) {
    return (Mark){c->u->live, c->u->depth};
}
static void back_to(KiCompiler *c, Mark m) {
    c->u->live = m.live;
    c->u->depth = m.depth;
}

static void guarded_body(KiCompiler *c, KiAst *s, bool star);

/* try: body finally: finalbody, where body may have handlers itself. */
static void try_finally(KiCompiler *c, KiAst *s, bool star) {
    KiUnit *u = c->u;
    KiAstTry *t = &s->Try;
    int outer = u->protect, exit = ki_label(c), handler = ki_protect(c, ki_label(c));
    Mark start = mark(c);
    if (!ki_push_block(c, (KiBlock){.kind = KI_FB_FINALLY_TRY,
                                    .outer = outer,
                                    .finalbody = &t->finalbody,
                                    .node = s}))
        return;
    u->protect = handler;
    if (t->handlers.n)
        guarded_body(c, s, star);
    else
        ki_stmts(c, t->body);
    ki_pop_block(c);
    u->protect = outer;
    ki_stmts(c, t->finalbody);
    ki_jump_nowhere(c, exit);

    ki_no_loc(c);
    int exc = catch_for(c, handler, KI_LIVE_FINALLY), cleanup = ki_protect(c, ki_label(c));
    if (!ki_push_block(c, (KiBlock){.kind = KI_FB_FINALLY_END, .reg = exc, .outer = outer})) return;
    u->protect = cleanup;
    ki_stmts(c, t->finalbody);
    ki_pop_block(c);
    u->protect = outer;
    ki_emit(c, KI_OP_RERAISE, KI_FL_AT | KI_FL_BT, exc, exc + 1, 0);
    ki_die(c);
    cleanup_handler(c, cleanup, exc + 1);
    back_to(c, start);
    ki_place(c, exit);
}

static void handler_body(KiCompiler *c, KiAst *h, int exc, int outer, int cleanup, int end) {
    KiUnit *u = c->u;
    const KiAstStr *name = h->ExceptHandler.name;
    Mark before = mark(c);
    int inner = 0;
    if (name) {
        ki_store_name(c, name, ki_borrow(exc));
        inner = ki_protect(c, ki_label(c));
    }
    if (!ki_push_block(
            c,
            (KiBlock){.kind = KI_FB_HANDLER, .reg = exc, .name = name, .outer = outer, .node = h}))
        return;
    u->protect = name ? inner : cleanup;
    ki_stmts(c, h->ExceptHandler.body);
    ki_pop_block(c);
    u->protect = outer;
    ki_no_loc(c);
    pop_except(c, exc, name);
    clear_name(c, name);
    ki_reserve(c, exc);
    ki_jump(c, end);
    back_to(c, before);
    if (!name) return;
    ki_no_loc(c); /* an exception in the body: forget the name on the way out */
    u->protect = cleanup;
    int second = catch_exception(c, inner);
    clear_name(c, name);
    u->protect = outer;
    ki_emit(c, KI_OP_RERAISE, KI_FL_AT, second, exc + 1, 0);
    ki_die(c);
    u->protect = cleanup;
    back_to(c, before);
}

/* Jumps to `next` unless exception R[exc] matches the handler's type. */
static void match_type(KiCompiler *c, KiAst *type, int exc, int next) {
    int base = c->u->depth;
    KiOpnd o = ki_operand(c, type, false, NULL);
    int fl = ki_fl_b(o);
    if (c->u->far) {
        int hit = ki_label(c), miss = ki_label(c);
        ki_emit_jump(c, KI_OP_JNOMATCH, fl, exc, o.reg, miss);
        ki_use(c, o);
        ki_reserve(c, base);
        ki_join(c, miss);
        ki_jump(c, hit);
        ki_place(c, miss);
        ki_jump(c, next);
        ki_place(c, hit);
        return;
    }
    ki_emit_jump(c, KI_OP_JNOMATCH, fl, exc, o.reg, next);
    ki_use(c, o);
    ki_reserve(c, base);
    ki_join(c, next);
}

static void try_except(KiCompiler *c, KiAst *s) {
    KiUnit *u = c->u;
    KiAstTry *t = &s->Try;
    int outer = u->protect, end = ki_label(c), handler = ki_protect(c, ki_label(c));
    Mark start = mark(c);
    if (!ki_push_block(c, (KiBlock){.kind = KI_FB_TRY, .outer = outer, .node = s})) return;
    u->protect = handler;
    ki_stmts(c, t->body);
    ki_pop_block(c);
    u->protect = outer;
    ki_stmts(c, t->orelse);
    ki_jump_nowhere(c, end);

    ki_no_loc(c);
    int exc = catch_exception(c, handler), cleanup = ki_protect(c, ki_label(c));
    u->protect = cleanup;
    for (uint32_t i = 0; i < t->handlers.n && !c->failed; i++) {
        KiAst *h = t->handlers.at[i];
        int next = ki_label(c);
        ki_set_loc(c, h);
        if (!h->ExceptHandler.type && i + 1 < t->handlers.n) {
            ki_comp_error(c, h, "default 'except:' must be last");
            return;
        }
        if (h->ExceptHandler.type)
            match_type(c, h->ExceptHandler.type, exc, next);
        else
            ki_emit(c, KI_OP_NOP, 0, 0, 0, 0); /* the line of `except:` */
        handler_body(c, h, exc, outer, cleanup, end);
        u->protect = cleanup;
        ki_place(c, next);
    }
    ki_no_loc(c);
    u->protect = outer;
    ki_emit(c, KI_OP_RERAISE, KI_FL_AT | KI_FL_BT, exc, exc + 1, 0);
    ki_die(c);
    cleanup_handler(c, cleanup, exc + 1);
    back_to(c, start);
    ki_place(c, end);
}

/* --- except* --- */

static void star_handler(KiCompiler *c, KiAst *h, int exc, int cleanup) {
    KiUnit *u = c->u;
    int list = exc + 2, rest = exc + 3, match = exc + 4;
    int next = ki_label(c), some = ki_label(c);
    const KiAstStr *name = h->ExceptHandler.name;
    ki_set_loc(c, h);
    u->protect = cleanup;
    ki_expr(c, h->ExceptHandler.type, KI_TO_TEMP);
    ki_emit(c, KI_OP_MATCH_GROUP, KI_FL_BT, rest, match, 0);
    ki_emit_jump(c, KI_OP_JNOTNONE, 0, match, 0, some);
    ki_join(c, some);
    Mark with_match = mark(c);
    ki_release(c, match);
    ki_reserve(c, match);
    ki_jump(c, next);
    back_to(c, with_match);
    ki_place(c, some);
    if (name) ki_store_name(c, name, ki_borrow(match));
    ki_release(c, match);
    ki_reserve(c, match);
    int inner = ki_protect(c, ki_label(c));
    if (!ki_push_block(c, (KiBlock){.kind = KI_FB_GROUP_HANDLER, .reg = exc, .outer = cleanup}))
        return;
    u->protect = inner;
    ki_stmts(c, h->ExceptHandler.body);
    ki_pop_block(c);
    u->protect = cleanup;
    ki_no_loc(c);
    clear_name(c, name);
    ki_jump(c, next);

    ki_no_loc(c); /* what the body raised is kept for the end */
    int raised = catch_exception(c, inner);
    clear_name(c, name);
    ki_emit(c, KI_OP_LIST_APPEND, 0, list, raised, 0);
    pop_except(c, raised, NULL);
    ki_reserve(c, raised);
    ki_jump(c, next);
    ki_place(c, next);
}

static void try_except_star(KiCompiler *c, KiAst *s) {
    KiUnit *u = c->u;
    KiAstTry *t = &s->Try;
    int outer = u->protect, end = ki_label(c), handler = ki_protect(c, ki_label(c));
    Mark start = mark(c);
    if (!ki_push_block(c, (KiBlock){.kind = KI_FB_TRY, .outer = outer, .node = s})) return;
    u->protect = handler;
    ki_stmts(c, t->body);
    ki_pop_block(c);
    u->protect = outer;
    ki_no_loc(c);
    ki_stmts(c, t->orelse);
    KiPosition last = u->loc; /* CPython has the else clause last */
    ki_jump_nowhere(c, end);

    ki_no_loc(c);
    int exc = catch_exception(c, handler), cleanup = ki_protect(c, ki_label(c)), list = exc + 2,
        rest = exc + 3;
    u->protect = cleanup;
    ki_reserve(c, list + 1);
    ki_emit(c, KI_OP_BUILD_LIST, 0, list, list, 0);
    ki_push(c, list);
    ki_reserve(c, rest + 1);
    ki_emit(c, KI_OP_COPY, 0, rest, exc, 0);
    ki_push(c, rest);
    Mark inside = mark(c);
    for (uint32_t i = 0; i < t->handlers.n && !c->failed; i++) {
        star_handler(c, t->handlers.at[i], exc, cleanup);
        if (!c->failed) back_to(c, inside);
    }
    ki_no_loc(c);
    ki_emit(c, KI_OP_LIST_APPEND, KI_FL_BT, list, rest, 0);
    ki_drop(c, rest);
    u->protect = outer;
    ki_emit(c, KI_OP_RERAISE_STAR, 0, exc, list, 0);
    ki_drop(c, list);
    ki_drop(c, exc + 1);
    ki_drop(c, exc);
    ki_reserve(c, exc);
    ki_jump(c, end);
    cleanup_handler(c, cleanup, exc + 1);
    u->loc = last;
    back_to(c, start);
    ki_place(c, end);
}

static void guarded_body(KiCompiler *c, KiAst *s, bool star) {
    if (star)
        try_except_star(c, s);
    else
        try_except(c, s);
}

void ki_try_stmt(KiCompiler *c, KiAst *s) {
    ki_emit(c, KI_OP_NOP, 0, 0, 0, 0); /* the line of `try:` for those who trace lines */
    if (s->Try.finalbody.n)
        try_finally(c, s, false);
    else
        try_except(c, s);
}

void ki_try_star_stmt(KiCompiler *c, KiAst *s) {
    ki_emit(c, KI_OP_NOP, 0, 0, 0, 0);
    if (s->TryStar.finalbody.n)
        try_finally(c, s, true);
    else
        try_except_star(c, s);
}

/* --- with --- */

/* The exception reached the block: __exit__ decides. Falls through, the manager gone, if it is
 * swallowed. */
static void with_handler(KiCompiler *c, KiAst *s, int exit, int protect_id, int outer,
                         bool is_async) {
    KiUnit *u = c->u;
    ki_set_loc(c, s);
    int exc = catch_exception(c, protect_id), t = exc + 2, swallowed = ki_label(c),
        cleanup = ki_protect(c, ki_label(c));
    u->protect = cleanup;
    ki_reserve(c, t + 1);
    ki_emit(c, KI_OP_WITH_EXIT, 0, t, exit, exc);
    ki_push(c, t);
    if (is_async) ki_await_temp(c, t, 2);
    ki_emit_jump(c, KI_OP_JTRUE, KI_FL_AT, t, 0, swallowed);
    ki_drop(c, t);
    ki_reserve(c, t);
    ki_join(c, swallowed);
    u->protect = outer;
    ki_no_loc(c);
    ki_emit(c, KI_OP_RERAISE, KI_FL_AT | KI_FL_BT | KI_FL_X, exc, exc + 1, 0);
    ki_die(c);
    Mark m = mark(c);
    cleanup_handler(c, cleanup, exc + 1);
    back_to(c, m);
    ki_place(c, swallowed);
    ki_set_loc(c, s);
    pop_except(c, exc, NULL);
    ki_release(c, exit);
    ki_reserve(c, exit);
}

void ki_with_stmt(KiCompiler *c, KiAst *s, uint32_t item, bool is_async) {
    KiUnit *u = c->u;
    if (c->failed || !ki_comp_enter(c)) return;
    KiAstwithitem *it = &s->With.items.at[item]->withitem;
    if (is_async && c->u->kind != KI_UNIT_ASYNC_FUNCTION && !ki_top_level_await(c)) {
        ki_comp_error(c, s, "'async with' outside async function");
        return;
    }
    int exit = u->depth, outer = u->protect, end = ki_label(c);
    KiOpnd o = ki_operand(c, it->context_expr, false, NULL);
    ki_reserve(c, exit + 2);
    ki_emit(c, KI_OP_WITH_ENTER, (is_async ? KI_FL_X : 0) | ki_fl_b(o), exit, o.reg, 0);
    ki_use(c, o);
    ki_push_kind(c, exit, KI_LIVE_EXIT);
    ki_push(c, exit + 1);
    if (is_async) ki_await_temp(c, exit + 1, 1);
    /* the value of __enter__ is not yet stored when the block begins: its storing is protected too
     */
    int value = exit + 1;
    ki_drop(c, value);
    int depth = u->depth;
    ki_reserve(c, exit + 1);
    int handler = ki_protect(c, ki_label(c));
    u->depth = depth;
    ki_push(c, value);
    if (!ki_push_block(c, (KiBlock){.kind = is_async ? KI_FB_ASYNC_WITH : KI_FB_WITH,
                                    .reg = exit,
                                    .outer = outer,
                                    .node = s}))
        return;
    u->protect = handler;
    if (it->optional_vars)
        ki_store(c, it->optional_vars, ki_temp(value));
    else
        ki_release(c, value);
    ki_reserve(c, exit + 1);
    if (item + 1 < s->With.items.n)
        ki_with_stmt(c, s, item + 1, is_async);
    else
        ki_stmts(c, s->With.body);
    ki_pop_block(c);
    u->protect = outer;
    ki_set_loc(c, s);
    exit_manager(c, exit, is_async);
    ki_reserve(c, exit);
    ki_jump(c, end);
    with_handler(c, s, exit, handler, outer, is_async);
    ki_no_loc(c);
    ki_place(c, end);
    ki_comp_leave(c);
}
