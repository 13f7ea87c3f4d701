/* The match statement.
 *
 * The subject lies in temporary `subject`. For each case, the names its pattern captures get one
 * temporary each above it (UNBOUND at first); tests and parts of the subject come and go above
 * those. When a test fails, everything above the subject is released on the way to the next case:
 * ctx->fail[n] is the place that releases n temporaries. Names are bound only when all matched. */
#include "../object/obj_seq.h"
#include "compiler.h"

typedef struct Slot {
    const KiAstStr *name;
    bool bound; /* captured by the part of the pattern compiled so far */
} Slot;

typedef struct Ctx {
    Slot *slots; /* captures, slot i in register first_slot + i */
    int n_slots, cap_slots, first_slot;
    int base;  /* fail[n] stands for depth base + n */
    int *fail; /* labels + 1; 0: not needed so far */
    int n_fail;
    bool allow_irrefutable;
} Ctx;

static void pattern(KiCompiler *c, Ctx *x, KiAst *p, int subject);

/* --- failing --- */

static int fail_label(KiCompiler *c, Ctx *x) {
    int n = c->u->depth - x->base;
    if (n >= x->n_fail) {
        int cap = n + 8;
        int *fail = KB_ARENA_ARRAY(&c->arena, int, cap);
        if (!fail) return ki_comp_nomem(c), 0;
        for (int i = 0; i < x->n_fail; i++)
            fail[i] = x->fail[i];
        x->fail = fail;
        x->n_fail = cap;
    }
    if (!x->fail[n]) x->fail[n] = ki_label(c) + 1;
    return x->fail[n] - 1;
}

/* Consumes boolean temporary reg, the top; fails if it is false. */
static void fail_unless(KiCompiler *c, Ctx *x, int reg) {
    ki_reserve(c, reg);
    int label = fail_label(c, x);
    ki_emit_jump(c, KI_OP_JFALSE, KI_FL_AT, reg, 0, label);
    ki_drop(c, reg);
    ki_join(c, label);
}

/* The chain of places that release what failing tests left behind; ends with depth x->base. */
static void place_fails(KiCompiler *c, Ctx *x) {
    for (int n = x->n_fail; n-- > 0 && !c->failed;) {
        if (x->fail[n]) ki_place(c, x->fail[n] - 1);
        if (n > 0 && !c->u->dead) {
            ki_release(c, x->base + n - 1);
            ki_reserve(c, x->base + n - 1);
        }
    }
}

/* --- captures --- */

static int slot_of(Ctx *x, const KiAstStr *name) {
    for (int i = 0; i < x->n_slots; i++)
        if (x->slots[i].name == name) return i;
    return -1;
}

static void add_slot(KiCompiler *c, Ctx *x, const KiAstStr *name) {
    if (!name || slot_of(x, name) >= 0) return;
    if (x->n_slots == x->cap_slots) {
        int cap = x->cap_slots ? x->cap_slots * 2 : 8;
        Slot *s = KB_ARENA_ARRAY(&c->arena, Slot, cap);
        if (!s) {
            ki_comp_nomem(c);
            return;
        }
        for (int i = 0; i < x->n_slots; i++)
            s[i] = x->slots[i];
        x->slots = s;
        x->cap_slots = cap;
    }
    x->slots[x->n_slots++] = (Slot){name, false};
}

static void collect(KiCompiler *c, Ctx *x, KiAst *p) {
    if (c->failed || !ki_comp_enter(c)) return;
    KiAstSeq inner = {NULL, 0}, more = {NULL, 0};
    switch (p->kind) {
    case KI_AST_MatchSequence:
        inner = p->MatchSequence.patterns;
        break;
    case KI_AST_MatchMapping:
        inner = p->MatchMapping.patterns;
        break;
    case KI_AST_MatchClass:
        inner = p->MatchClass.patterns;
        more = p->MatchClass.kwd_patterns;
        break;
    case KI_AST_MatchOr:
        inner = p->MatchOr.patterns;
        break;
    case KI_AST_MatchStar:
        add_slot(c, x, p->MatchStar.name);
        break;
    case KI_AST_MatchAs:
        if (p->MatchAs.pattern) collect(c, x, p->MatchAs.pattern);
        add_slot(c, x, p->MatchAs.name);
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < inner.n; i++)
        collect(c, x, inner.at[i]);
    for (uint32_t i = 0; i < more.n; i++)
        collect(c, x, more.at[i]);
    if (p->kind == KI_AST_MatchMapping) add_slot(c, x, p->MatchMapping.rest);
    ki_comp_leave(c);
}

static void capture(KiCompiler *c, Ctx *x, const KiAstStr *name, KiOpnd from) {
    if (c->failed) return;
    if (ki_forbidden_name(c, name, KI_CTX_Store, c->u->loc)) return;
    int i = slot_of(x, name);
    if (x->slots[i].bound) {
        ki_comp_error_pos(c, c->u->loc, "multiple assignments to name '%s' in pattern", name->s);
        return;
    }
    x->slots[i].bound = true;
    /* AL: an alternative that failed may have left a value there */
    ki_emit(c, KI_OP_MOVE, KI_FL_AL | ki_fl_b(from), x->first_slot + i, from.reg, 0);
    ki_use(c, from);
}

/* --- patterns --- */

static bool is_wildcard(const KiAst *p) {
    return p->kind == KI_AST_MatchAs && !p->MatchAs.name;
}
static bool is_star_wildcard(const KiAst *p) {
    return p->kind == KI_AST_MatchStar && !p->MatchStar.name;
}

static void subpattern(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    bool old = x->allow_irrefutable;
    x->allow_irrefutable = true;
    pattern(c, x, p, subject);
    x->allow_irrefutable = old;
}

/* Compares len(subject) with n: fails unless equal, or (at_least) not smaller. */
static void check_length(KiCompiler *c, Ctx *x, int subject, int64_t n, bool at_least) {
    int t = c->u->depth;
    ki_reserve(c, t + 1);
    ki_emit(c, KI_OP_GETLEN, 0, t, subject, 0);
    ki_push(c, t);
    int k = ki_const(c, ki_small_int(n));
    ki_emit(c, at_least ? KI_OP_GE : KI_OP_EQ, KI_FL_BT | KI_FL_CK, t, t, k);
    fail_unless(c, x, t);
}

static void type_test(KiCompiler *c, Ctx *x, KiOp op, int subject) {
    int t = c->u->depth;
    ki_reserve(c, t + 1);
    ki_emit(c, op, 0, t, subject, 0);
    ki_push(c, t);
    fail_unless(c, x, t);
}

/* A run of n values from register `run`, the first on top, matched one after the other. */
static void match_run(KiCompiler *c, Ctx *x, KiAstSeq first, KiAstSeq second, int run) {
    int n = (int)(first.n + second.n);
    for (int i = 0; i < n && !c->failed; i++) {
        KiAst *p = i < (int)first.n ? first.at[i] : second.at[i - (int)first.n];
        int reg = run + n - 1 - i;
        if (p->kind == KI_AST_MatchStar) {
            ki_set_loc(c, p);
            if (p->MatchStar.name) capture(c, x, p->MatchStar.name, ki_borrow(reg));
        } else {
            subpattern(c, x, p, reg);
        }
        ki_release(c, reg);
        ki_reserve(c, reg);
    }
}

/* With `*_`: items are fetched one by one, those behind it from the end. */
static void match_by_index(KiCompiler *c, Ctx *x, KiAst *p, KiAstSeq items, int star, int subject) {
    for (uint32_t i = 0; i < items.n && !c->failed; i++) {
        KiAst *item = items.at[i];
        if ((int)i == star || is_wildcard(item)) continue;
        int t = c->u->depth;
        ki_set_loc(c, p);
        ki_reserve(c, t + 1);
        int64_t at = (int)i < star ? (int64_t)i : (int64_t)i - (int64_t)items.n;
        if (at >= 0) {
            ki_emit(c, KI_OP_GETITEM, KI_FL_CK, t, subject, ki_const(c, ki_small_int(at)));
        } else { /* counted from the length, as CPython does: classes need not know negative indices
                  */
            ki_emit(c, KI_OP_GETLEN, 0, t, subject, 0);
            ki_push(c, t);
            ki_emit(c, KI_OP_SUB, KI_FL_BT | KI_FL_CK, t, t, ki_const(c, ki_small_int(-at)));
            ki_emit(c, KI_OP_GETITEM, KI_FL_CT, t, subject, t);
            ki_drop(c, t);
        }
        ki_push(c, t);
        subpattern(c, x, item, t);
        ki_release(c, t);
        ki_reserve(c, t);
    }
}

static void match_sequence(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    KiAstSeq items = p->MatchSequence.patterns;
    int star = -1, n = (int)items.n;
    bool only_wildcard = true, star_wildcard = false;
    for (int i = 0; i < n; i++) {
        if (items.at[i]->kind != KI_AST_MatchStar) {
            only_wildcard &= is_wildcard(items.at[i]);
            continue;
        }
        if (star >= 0) {
            ki_comp_error(c, p, "multiple starred names in sequence pattern");
            return;
        }
        star = i;
        star_wildcard = is_star_wildcard(items.at[i]);
        only_wildcard &= star_wildcard;
    }
    type_test(c, x, KI_OP_MATCH_SEQ, subject);
    if (star < 0)
        check_length(c, x, subject, n, false);
    else if (n > 1)
        check_length(c, x, subject, n - 1, true);
    if (only_wildcard) return;
    if (star_wildcard) {
        match_by_index(c, x, p, items, star, subject);
        return;
    }
    if (star >= 256 || n - star - 1 >= 128) {
        ki_comp_error(c, p, "too many expressions in star-unpacking sequence pattern");
        return;
    }
    int run = c->u->depth;
    ki_reserve(c, run + n);
    if (star < 0)
        ki_emit(c, KI_OP_UNPACK, 0, run, subject, n);
    else
        ki_emit(c, KI_OP_UNPACK_EX, 0, run, subject, star | (n - star - 1) << 8);
    for (int i = 0; i < n; i++)
        ki_push(c, run + i);
    match_run(c, x, items, (KiAstSeq){NULL, 0}, run);
}

/* A tuple in register t, or None: fails on None, else its n items replace it. */
static void unpack_result(KiCompiler *c, Ctx *x, int t, int n) {
    int label = fail_label(c, x);
    ki_emit_jump(c, KI_OP_JNONE, 0, t, 0, label);
    ki_join(c, label);
    ki_reserve(c, t + (n ? n : 1));
    ki_emit(c, KI_OP_UNPACK, KI_FL_BT, t, t, n);
    ki_drop(c, t);
    for (int i = 0; i < n; i++)
        ki_push(c, t + i);
    ki_reserve(c, t + n);
}

/* Formatted strings and the like are no patterns, nor keys of a mapping pattern. */
static void check_value(KiCompiler *c, const KiAst *at, const KiAst *value, const char *text) {
    bool ok = value->kind == KI_AST_Constant || value->kind == KI_AST_UnaryOp ||
              value->kind == KI_AST_BinOp || value->kind == KI_AST_Attribute;
    if (!ok) ki_comp_error(c, at, "%s", text);
}

static void check_keys(KiCompiler *c, KiAst *p) {
    KiAstSeq keys = p->MatchMapping.keys;
    KiSet *seen = ki_set_new(c->ks, false);
    if (!seen) {
        c->failed = true;
        return;
    }
    for (uint32_t i = 0; i < keys.n && !c->failed; i++) {
        check_value(c, p, keys.at[i],
                    "mapping pattern keys may only match literals and attribute lookups");
        KiValue k = ki_fold(c, keys.at[i]);
        if (k == KI_ABSENT) continue;
        int dup = ki_set_contains(c->ks, seen, k);
        if (dup > 0) {
            KiValue r = ki_comp_check(c, ki_repr(c->ks, k));
            const char *text = c->failed ? NULL : ki_str_utf8(c->ks, ki_str_of(r), NULL);
            if (text) ki_comp_error(c, p, "mapping pattern checks duplicate key (%s)", text);
            c->failed = true;
            ki_decref(c->ks, r);
        } else if (dup < 0 || !ki_set_add(c->ks, seen, k)) {
            c->failed = true;
        }
    }
    ki_decref(c->ks, ki_from_obj(seen));
}

/* **rest: a copy of the subject without the matched keys (tuple in register keys). */
static void capture_rest(KiCompiler *c, Ctx *x, KiAst *p, int keys, int n, int subject) {
    int d = c->u->depth;
    ki_reserve(c, d + 1 + n);
    ki_emit(c, KI_OP_BUILD_DICT, 0, d, d, 0);
    ki_push(c, d);
    ki_emit(c, KI_OP_DICT_UPDATE, 0, d, subject, 0);
    if (n) {
        ki_emit(c, KI_OP_UNPACK, 0, d + 1, keys, n);
        for (int i = 0; i < n; i++)
            ki_push(c, d + 1 + i);
        for (int i = n; i-- > 0;) {
            ki_emit(c, KI_OP_DELITEM, KI_FL_BT, d, d + 1 + i, 0);
            ki_drop(c, d + 1 + i);
        }
    }
    ki_reserve(c, d + 1);
    capture(c, x, p->MatchMapping.rest, ki_temp(d));
    ki_reserve(c, d);
}

static void match_mapping(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    KiAstSeq keys = p->MatchMapping.keys;
    const KiAstStr *rest = p->MatchMapping.rest;
    int n = (int)keys.n;
    type_test(c, x, KI_OP_MATCH_MAP, subject);
    if (!n && !rest) return;
    if (n) check_length(c, x, subject, n, true);
    check_keys(c, p);
    if (c->failed) return;
    int tk = c->u->depth;
    if (n) {
        for (int i = 0; i < n && !c->failed; i++)
            ki_expr(c, keys.at[i], KI_TO_TEMP);
        ki_emit(c, KI_OP_BUILD_TUPLE, 0, tk, tk, n);
        for (int i = n; i-- > 0;)
            ki_drop(c, tk + i);
        ki_result(c, KI_TO_TEMP, tk);
        int tv = tk + 1;
        ki_reserve(c, tv + 1);
        ki_emit(c, KI_OP_MATCH_KEYS, 0, tv, subject, tk);
        ki_push(c, tv);
        unpack_result(c, x, tv, n);
        match_run(c, x, p->MatchMapping.patterns, (KiAstSeq){NULL, 0}, tv);
    }
    if (rest) capture_rest(c, x, p, tk, n, subject);
    if (n) ki_release(c, tk);
    ki_reserve(c, tk);
}

static void match_class(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    KiAstStrs names = p->MatchClass.kwd_attrs;
    for (uint32_t i = 0; i < names.n; i++) {
        KiPosition loc = c->u->loc;
        ki_set_loc(c, p->MatchClass.kwd_patterns.at[i]);
        if (ki_forbidden_name(c, names.at[i], KI_CTX_Store, c->u->loc)) return;
        c->u->loc = loc;
        for (uint32_t j = i + 1; j < names.n; j++)
            if (names.at[i] == names.at[j]) {
                ki_comp_error(c, p->MatchClass.kwd_patterns.at[j],
                              "attribute name repeated in class pattern: %s", names.at[j]->s);
                return;
            }
    }
    int t = c->u->depth;
    ki_expr(c, p->MatchClass.cls, KI_TO_TEMP);
    KiTuple *attrs = c->failed ? NULL : ki_tuple_alloc(c->ks, names.n);
    if (!attrs) {
        c->failed = true;
        return;
    }
    for (uint32_t i = 0; i < names.n; i++)
        attrs->items[i] = ki_new_ref(ki_comp_str(c, names.at[i]));
    ki_load_value(c, ki_from_obj(attrs), KI_TO_TEMP);
    ki_decref(c->ks, ki_from_obj(attrs));
    ki_load_value(c, ki_small_int(p->MatchClass.patterns.n), KI_TO_TEMP);
    ki_emit(c, KI_OP_MATCH_CLASS, KI_FL_CT, t, subject, t);
    for (int i = 3; i-- > 0;)
        ki_drop(c, t + i);
    ki_result(c, KI_TO_TEMP, t);
    unpack_result(c, x, t, (int)(p->MatchClass.patterns.n + names.n));
    match_run(c, x, p->MatchClass.patterns, p->MatchClass.kwd_patterns, t);
}

static void match_as(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    const KiAstStr *name = p->MatchAs.name;
    if (p->MatchAs.pattern) {
        pattern(c, x, p->MatchAs.pattern, subject);
    } else if (!x->allow_irrefutable) {
        if (name)
            ki_comp_error(c, p, "name capture '%s' makes remaining patterns unreachable", name->s);
        else
            ki_comp_error(c, p, "wildcard makes remaining patterns unreachable");
        return;
    }
    if (name) capture(c, x, name, ki_borrow(subject));
}

/* Alternatives all bind the same names, into the same slots; that no name is bound outside too is
 * asked after them. */
static void match_or(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    KiAstSeq alts = p->MatchOr.patterns;
    int done = ki_label(c), base = c->u->depth;
    bool allow = x->allow_irrefutable;
    bool *before = KB_ARENA_ARRAY(&c->arena, bool, x->n_slots + 1);
    bool *after = KB_ARENA_ARRAY(&c->arena, bool, x->n_slots + 1);
    if (!before || !after) {
        ki_comp_nomem(c);
        return;
    }
    for (int i = 0; i < x->n_slots; i++)
        before[i] = x->slots[i].bound;
    for (uint32_t a = 0; a < alts.n && !c->failed; a++) {
        bool last = a + 1 == alts.n;
        Ctx inner = *x; /* its own way to fail: the next alternative */
        inner.base = base;
        inner.fail = NULL;
        inner.n_fail = 0;
        inner.allow_irrefutable = last && allow;
        for (int i = 0; i < x->n_slots; i++)
            x->slots[i].bound = false;
        pattern(c, &inner, alts.at[a], subject);
        for (int i = 0; i < x->n_slots && !c->failed; i++) {
            if (a && after[i] != x->slots[i].bound)
                ki_comp_error_pos(c, c->u->loc, "alternative patterns bind different names");
            after[i] = x->slots[i].bound;
        }
        ki_jump(c, done);
        place_fails(c, &inner);
    }
    for (int i = 0; i < x->n_slots && !c->failed; i++) {
        if (before[i] && after[i])
            ki_comp_error_pos(c, c->u->loc, "multiple assignments to name '%s' in pattern",
                              x->slots[i].name->s);
        x->slots[i].bound = before[i] || after[i];
    }
    int label = fail_label(c, x);
    if (!c->u->dead) ki_jump(c, label);
    ki_place(c, done);
    ki_reserve(c, base);
}

static void match_value(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    int base = c->u->depth;
    check_value(c, p, p->MatchValue.value,
                "patterns may only match literals and attribute lookups");
    KiOpnd v = ki_operand(c, p->MatchValue.value, true, NULL);
    ki_set_loc(c, p);
    ki_reserve(c, base);
    int label = fail_label(c, x);
    if (c->u->far) {
        ki_emit(c, KI_OP_EQ, ki_fl_c(v), base, subject, v.reg);
        ki_use(c, v);
        ki_result(c, KI_TO_TEMP, base);
        fail_unless(c, x, base);
        return;
    }
    ki_emit_jump(c, KI_OP_JEQ, KI_FL_X | ki_fl_b(v), subject, v.reg, label);
    ki_use(c, v);
    ki_reserve(c, base);
    ki_join(c, label);
}

static void match_singleton(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    int t = c->u->depth;
    KiValue v = ki_comp_check(c, ki_const_value(c, &p->MatchSingleton.value));
    ki_reserve(c, t + 1);
    ki_emit(c, KI_OP_IS, KI_FL_CK, t, subject, ki_const(c, v));
    ki_result(c, KI_TO_TEMP, t);
    fail_unless(c, x, t);
}

static void pattern(KiCompiler *c, Ctx *x, KiAst *p, int subject) {
    if (c->failed || !ki_comp_enter(c)) return;
    ki_set_loc(c, p);
    switch (p->kind) {
    case KI_AST_MatchValue:
        match_value(c, x, p, subject);
        break;
    case KI_AST_MatchSingleton:
        match_singleton(c, x, p, subject);
        break;
    case KI_AST_MatchSequence:
        match_sequence(c, x, p, subject);
        break;
    case KI_AST_MatchMapping:
        match_mapping(c, x, p, subject);
        break;
    case KI_AST_MatchClass:
        match_class(c, x, p, subject);
        break;
    case KI_AST_MatchAs:
        match_as(c, x, p, subject);
        break;
    case KI_AST_MatchOr:
        match_or(c, x, p, subject);
        break;
    default:
        ki_comp_error(c, p, "invalid pattern");
        break;
    }
    ki_comp_leave(c);
}

/* --- the statement --- */

/* What a case is among the cases of a statement. */
typedef enum Rank {
    BEFORE,  /* others follow that look at the subject */
    DECIDES, /* the last one that does: it has the subject before its guard no more */
    DEFAULT, /* `case _` behind that */
} Rank;

static void drop_subject(KiCompiler *c, int subject) {
    ki_release(c, subject);
    ki_reserve(c, subject);
}

/* gone: where a failing guard leads without the subject; of the default, where that comes in. */
static void one_case(KiCompiler *c, KiAstmatch_case *m, Rank rank, bool last, int subject, int gone,
                     int end) {
    Ctx x = {.base = subject + 1, .first_slot = subject + 1, .allow_irrefutable = last || m->guard};
    ki_reserve(c, subject + 1);
    collect(c, &x, m->pattern);
    ki_set_loc(c, m->pattern);
    for (int i = 0; i < x.n_slots; i++)
        ki_load_imm(c, 4);
    if (rank == DEFAULT) {
        ki_no_loc(c);
        drop_subject(c, subject);
        ki_place(c, gone);
        ki_set_loc(c, m->pattern);
    }
    size_t before = c->u->instrs.n;
    pattern(c, &x, m->pattern, subject);
    if (c->u->instrs.n == before) ki_emit(c, KI_OP_NOP, 0, 0, 0, 0); /* `case _` has a line, too */
    for (int i = 0; i < x.n_slots && !c->failed; i++) {
        ki_store_name(c, x.slots[i].name, ki_temp(x.first_slot + i));
    }
    if (rank != DEFAULT) ki_reserve(c, subject + 1);
    if (rank == DECIDES) drop_subject(c, subject);
    if (m->guard && !c->failed) {
        int label = rank == BEFORE ? fail_label(c, &x) : rank == DECIDES ? gone : end;
        ki_jump_if(c, m->guard, label, false);
    }
    if (rank == BEFORE) drop_subject(c, subject);
    ki_stmts(c, m->body);
    /* a last `case _` goes on behind its body without a jump */
    KiPosition last_place = c->u->loc;
    if (rank == DEFAULT)
        ki_jump_nowhere(c, end);
    else if (last_place.line)
        ki_jump_seen(c, end);
    else
        ki_jump(c, end);
    /* Dropping what a pattern took apart, or the captures of one of several lines, is on its line;
     * where CPython has nothing to drop it is no step of its own. */
    bool seen = rank != DEFAULT && (m->pattern->line == m->pattern->end_line || x.n_slots);
    if (seen)
        ki_set_loc(c, m->pattern);
    else
        ki_no_loc(c);
    place_fails(c, &x);
    if (rank == DEFAULT)
        c->u->loc = last_place;
    else
        ki_set_loc(c, m->pattern);
}

void ki_match_stmt(KiCompiler *c, KiAst *s) {
    int subject = c->u->depth, end = ki_label(c), gone = end;
    KiAstSeq cases = s->Match.cases;
    const KiAstmatch_case *behind = &cases.at[cases.n - 1]->match_case;
    bool has_default = cases.n > 1 && is_wildcard(behind->pattern);
    if (has_default) gone = ki_label(c);
    ki_expr(c, s->Match.subject, KI_TO_TEMP);
    uint16_t live = c->u->live;
    for (uint32_t i = 0; i < cases.n && !c->failed; i++) {
        c->u->live = live; /* also where the case before always matched */
        ki_reserve(c, subject + 1);
        bool last = i + 1 == cases.n;
        Rank rank = last && has_default              ? DEFAULT
                    : i + 1 + has_default == cases.n ? DECIDES
                                                     : BEFORE;
        one_case(c, &cases.at[i]->match_case, rank, last, subject, gone, end);
    }
    if (c->failed) return;
    if (!has_default) {
        c->u->live = live;
        drop_subject(c, subject);
    }
    ki_place(c, end);
}
