/* Emitting instructions for one unit: registers and live states, labels, dead code, constants. */
#include <string.h>

#include "../object/number.h"
#include "compiler.h"

#define NEAR_LIMIT 30000 /* instructions; beyond, 16-bit jump offsets may not reach */
#define K_CROWDED  40000 /* words of k[]; beyond, uses of a name share one cache */

/* --- live states --- */

static uint16_t live_child(KiCompiler *c, uint16_t parent, int reg, KiLiveKind kind) {
    KiUnit *u = c->u;
    for (uint16_t n = u->nodes.at[parent].child; n; n = u->nodes.at[n].sibling)
        if (u->nodes.at[n].reg == reg && u->nodes.at[n].kind == kind) return n;
    if (u->nodes.n >= 65000) {
        ki_comp_error_pos(c, u->loc, "code is nested too deeply for one function");
        return parent;
    }
    KiLiveBuild node = {parent, (uint16_t)reg, 0, u->nodes.at[parent].child, kind};
    if (!kb_vec_push(&u->nodes, &c->ks->alloc, node)) return ki_comp_nomem(c), parent;
    return u->nodes.at[parent].child = (uint16_t)(u->nodes.n - 1);
}

static uint16_t live_without(KiCompiler *c, uint16_t node, int reg) {
    KiLiveBuild *n = &c->u->nodes.at[node];
    KB_ASSERT(node != 0 || c->failed);
    if (node == 0) return 0;
    if (n->reg == reg) return n->parent;
    int keep = n->reg;
    KiLiveKind kind = n->kind;
    return live_child(c, live_without(c, n->parent, reg), keep, kind);
}

void ki_reserve(KiCompiler *c, int depth) {
    KiUnit *u = c->u;
    u->depth = depth;
    if (depth > u->max_depth) u->max_depth = depth;
    if (depth > 60000) ki_comp_error_pos(c, u->loc, "expression needs too many temporaries");
}

void ki_push_kind(KiCompiler *c, int reg, KiLiveKind kind) {
    if (c->failed) return;
    c->u->live = live_child(c, c->u->live, reg, kind);
    ki_reserve(c, reg >= c->u->depth ? reg + 1 : c->u->depth);
}

void ki_push(KiCompiler *c, int reg) {
    ki_push_kind(c, reg, KI_LIVE_VALUE);
}

void ki_drop(KiCompiler *c, int reg) {
    if (c->failed) return;
    c->u->live = live_without(c, c->u->live, reg);
}

void ki_set_live_kind(KiCompiler *c, int reg, KiLiveKind kind) {
    ki_drop(c, reg);
    ki_push_kind(c, reg, kind);
}

bool ki_in_handler(const KiCompiler *c) {
    const KiUnit *u = c->u;
    for (uint16_t n = u->live; n; n = u->nodes.at[n].parent)
        if (u->nodes.at[n].kind >= KI_LIVE_HANDLER) return true;
    return false;
}

/* --- instructions --- */

static bool append(KiCompiler *c, KiInstr in) {
    KiUnit *u = c->u;
    if (c->failed || u->dead) return false;
    if (u->instrs.n >= NEAR_LIMIT && !u->far) {
        c->failed = c->want_far = true;
        return false;
    }
    KbAlloc *al = &c->ks->alloc;
    if (!kb_vec_push(&u->instrs, al, in) || !kb_vec_push(&u->positions, al, u->loc) ||
        !kb_vec_push(&u->live_at, al, u->live) ||
        !kb_vec_push(&u->protect_at, al, (uint16_t)u->protect))
        return ki_comp_nomem(c);
    u->protects.at[u->protect].used = true;
    return true;
}

void ki_emit(KiCompiler *c, KiOp op, int fl, int a, int b, int cc) {
    KiInstr in = {.op = (uint8_t)op, .fl = (uint8_t)fl, .a = (uint16_t)a};
    in.b = (uint16_t)b;
    in.uc = (uint16_t)cc;
    append(c, in);
}

void ki_emit_bc(KiCompiler *c, KiOp op, int fl, int a, int32_t bc) {
    KiInstr in = {.op = (uint8_t)op, .fl = (uint8_t)fl, .a = (uint16_t)a};
    in.bc = bc;
    append(c, in);
}

static void pass(KiCompiler *c, const KiAst *n, bool behind) {
    KiUnit *u = c->u;
    if (c->failed || u->dead || n->line <= 0) return;
    KiPassed p = {(uint32_t)u->instrs.n, (uint32_t)n->line & 0x7FFFFFFF, behind};
    if (u->passed.n && u->passed.at[u->passed.n - 1].pc == p.pc &&
        u->passed.at[u->passed.n - 1].line == p.line)
        return;
    if (!kb_vec_push(&u->passed, &c->ks->alloc, p)) ki_comp_nomem(c);
}
void ki_pass(KiCompiler *c, const KiAst *n) {
    pass(c, n, false);
}
void ki_pass_behind(KiCompiler *c, const KiAst *n) {
    pass(c, n, true);
}

void ki_set_loc(KiCompiler *c, const KiAst *n) {
    KiPosition *p = &c->u->loc;
    p->line = (uint32_t)n->line;
    p->end_line = (uint32_t)n->end_line;
    p->col = n->col >= 0 && n->col < 0xFFFF ? (uint16_t)n->col : 0xFFFF;
    p->end_col = n->end_col >= 0 && n->end_col < 0xFFFF ? (uint16_t)n->end_col : 0xFFFF;
}

void ki_no_loc(KiCompiler *c) {
    c->u->loc = (KiPosition){0, 0, 0xFFFF, 0xFFFF};
}

/* --- labels --- */

int ki_label(KiCompiler *c) {
    KiLabel l = {.pos = -1};
    if (c->failed) return 0;
    if (!kb_vec_push(&c->u->labels, &c->ks->alloc, l)) return ki_comp_nomem(c), 0;
    return (int)c->u->labels.n - 1;
}

static uint64_t *copy_bound(KiCompiler *c) {
    KiUnit *u = c->u;
    uint64_t *b = KB_ARENA_ARRAY(&c->arena, uint64_t, u->n_words);
    if (!b) return ki_comp_nomem(c), NULL;
    memcpy(b, u->bound, sizeof *b * (size_t)u->n_words);
    return b;
}

void ki_join(KiCompiler *c, int label) {
    KiUnit *u = c->u;
    if (c->failed) return;
    KiLabel *l = &u->labels.at[label];
    if (u->dead) { /* no jump, but what is compiled behind the label counts on the state */
        if (l->refs || l->shadow || l->pos >= 0) return;
        l->shadow = true;
        l->live = u->live;
        l->depth = u->depth;
        return;
    }
    if (l->pos >= 0) { /* backward: the state there was fixed when the label was placed */
        KB_ASSERT(l->live == u->live);
        return;
    }
    if (l->refs++ == 0) {
        l->live = u->live;
        l->depth = u->depth;
        l->bound = copy_bound(c);
        return;
    }
    KB_ASSERT(l->live == u->live);
    for (int i = 0; i < u->n_words && l->bound; i++)
        l->bound[i] &= u->bound[i];
}

void ki_place(KiCompiler *c, int label) {
    KiUnit *u = c->u;
    if (c->failed) return;
    ki_join(c, label); /* falling through */
    KiLabel *l = &u->labels.at[label];
    if (c->failed) return;
    l->pos = (int32_t)u->instrs.n;
    if (l->refs) {
        u->dead = false;
        u->live = l->live;
        u->depth = l->depth;
        memcpy(u->bound, l->bound, sizeof *u->bound * (size_t)u->n_words);
    } else { /* nothing comes here; a backward jump from dead code will not either */
        u->live = l->live;
        u->depth = l->depth;
    }
}

void ki_place_loop(KiCompiler *c, int label, bool dead) {
    KiUnit *u = c->u;
    if (c->failed) return;
    KiLabel *l = &u->labels.at[label];
    u->dead = dead;
    l->pos = (int32_t)u->instrs.n;
    l->live = u->live;
    l->depth = u->depth;
}

void ki_emit_jump(KiCompiler *c, KiOp op, int fl, int a, int b, int label) {
    KiUnit *u = c->u;
    if (c->failed || u->dead) return;
    KiInstr in = {.op = (uint8_t)op, .fl = (uint8_t)fl, .a = (uint16_t)a};
    bool wide = ki_op_info[op].b != KI_ARG_R && ki_op_info[op].b != KI_ARG_RK &&
                ki_op_info[op].b != KI_ARG_D;
    if (!wide) in.b = (uint16_t)b;
    KiFixup f = {(uint32_t)u->instrs.n, label, wide};
    if (append(c, in) && !kb_vec_push(&u->fixups, &c->ks->alloc, f)) ki_comp_nomem(c);
}

void ki_die(KiCompiler *c) {
    c->u->dead = true;
}

static void jump(KiCompiler *c, int label, int fl) {
    if (c->failed) return;
    ki_emit_jump(c, c->u->labels.at[label].pos >= 0 ? KI_OP_JLOOP : KI_OP_JUMP, fl, 0, 0, label);
    ki_join(c, label);
    ki_die(c);
}

void ki_jump(KiCompiler *c, int label) {
    jump(c, label, 0);
}

void ki_jump_nowhere(KiCompiler *c, int label) {
    KiPosition loc = c->u->loc;
    ki_no_loc(c);
    jump(c, label, 0);
    c->u->loc = loc;
}

void ki_jump_seen(KiCompiler *c, int label) {
    jump(c, label, KI_FL_X);
}

void ki_forget_deletable(KiUnit *u) {
    for (int i = 0; i < u->n_words; i++)
        u->bound[i] &= ~u->deletable[i];
}

/* --- exception handlers --- */

int ki_protect(KiCompiler *c, int label) {
    KiUnit *u = c->u;
    if (c->failed) return 0;
    KiProtect p = {label, u->live, u->depth, copy_bound(c), false};
    if (c->failed || !kb_vec_push(&u->protects, &c->ks->alloc, p)) return ki_comp_nomem(c), 0;
    if (u->protects.n > 65000)
        ki_comp_error_pos(c, u->loc, "too many exception handlers in one function");
    return (int)u->protects.n - 1;
}

void ki_place_handler(KiCompiler *c, int id) {
    KiUnit *u = c->u;
    if (c->failed) return;
    KiProtect *p = &u->protects.at[id];
    u->labels.at[p->label].pos = (int32_t)u->instrs.n;
    u->live = p->live;
    u->depth = p->depth;
    u->dead = !p->used;
    memcpy(u->bound, p->bound, sizeof *u->bound * (size_t)u->n_words);
    ki_forget_deletable(u);
}

/* --- constants and names --- */

static bool same_const(KiCompiler *c, KiValue a, KiValue b);

static bool same_tuple(KiCompiler *c, KiTuple *a, KiTuple *b) {
    if (a->len != b->len) return false;
    for (int64_t i = 0; i < a->len; i++)
        if (!same_const(c, a->items[i], b->items[i])) return false;
    return true;
}

/* Equal and of the same type all through (1, 1.0 and True are three constants; 0.0 and -0.0 two).
 */
static bool same_const(KiCompiler *c, KiValue a, KiValue b) {
    if (a == b) return true;
    if (!ki_is_ptr(a) || !ki_is_ptr(b) || ki_obj(a)->kind != ki_obj(b)->kind) return false;
    switch (ki_obj(a)->kind) {
    case KI_K_STR:
        return ki_str_eq(c->ks, ki_str_of(a), ki_str_of(b));
    case KI_K_BYTES: {
        KiBytes *x = ki_bytes_of(a), *y = ki_bytes_of(b);
        return x->len == y->len && !memcmp(x->data, y->data, x->len);
    }
    case KI_K_INT:
        return ki_int_compare(a, b) == 0;
    case KI_K_COMPLEX: /* by bits: zeros of either sign are apart */
        return !memcmp(&((KiComplex *)ki_obj(a))->v, &((KiComplex *)ki_obj(b))->v,
                       sizeof(KiComplexNum));
    case KI_K_TUPLE:
        return same_tuple(c, ki_tuple_of(a), ki_tuple_of(b));
    default:
        return false; /* frozenset, slice, code: kept apart */
    }
}

static uint64_t hash_const(KiCompiler *c, KiValue v) {
    if (!ki_is_ptr(v)) return kb_hash_mix(v);
    switch (ki_obj(v)->kind) {
    case KI_K_STR:
        return ki_str_hash(c->ks, ki_str_of(v));
    case KI_K_BYTES:
        return kb_siphash13(0, 0, ki_bytes_of(v)->data, ki_bytes_of(v)->len);
    case KI_K_TUPLE: {
        KiTuple *t = ki_tuple_of(v);
        uint64_t h = 7 + (uint64_t)t->len;
        for (int64_t i = 0; i < t->len; i++)
            h = kb_hash_mix(h * 31 + hash_const(c, t->items[i]));
        return h;
    }
    case KI_K_INT:
        return 99;
    case KI_K_COMPLEX:
        return 98;
    default:
        return kb_hash_mix(v);
    }
}

/* Entry of v in u->consts, added if new; -1: failed. As in CPython, which compiles code that is not
 * reached and drops it later, co_consts has what only such code names, unless it stands last. */
static int const_entry(KiCompiler *c, KiValue v) {
    KiUnit *u = c->u;
    if (c->failed) return -1;
    if (u->consts.n * 2 >= u->cap_const_slots) {
        uint32_t cap = u->cap_const_slots ? u->cap_const_slots * 2 : 32;
        uint32_t *slots = KB_ARENA_ARRAY(&c->arena, uint32_t, cap);
        if (!slots) return ki_comp_nomem(c), -1;
        for (size_t i = 0; i < u->consts.n; i++) {
            uint32_t h = (uint32_t)hash_const(c, u->consts.at[i].v) & (cap - 1);
            while (slots[h])
                h = (h + 1) & (cap - 1);
            slots[h] = (uint32_t)i + 1;
        }
        u->const_slots = slots;
        u->cap_const_slots = cap;
    }
    uint32_t mask = u->cap_const_slots - 1, h = (uint32_t)hash_const(c, v) & mask;
    for (; u->const_slots[h]; h = (h + 1) & mask)
        if (same_const(c, u->consts.at[u->const_slots[h] - 1].v, v))
            return (int)u->const_slots[h] - 1;
    KiConst k = {ki_new_ref(v), -1, false};
    if (!kb_vec_push(&u->consts, &c->ks->alloc, k)) {
        ki_decref(c->ks, v);
        return ki_comp_nomem(c), -1;
    }
    u->const_slots[h] = (uint32_t)u->consts.n;
    return (int)u->consts.n - 1;
}

void ki_note_const(KiCompiler *c, KiValue v) {
    int e = const_entry(c, v);
    if (e >= 0 && !c->u->dead) c->u->consts.at[e].used = true;
}

void ki_note_unused(KiCompiler *c, KiValue v) {
    const_entry(c, v);
}

/* Appends a word to k[]; takes an owned value when kind is 1. Index, or 0 when failed. */
static int push_k(KiCompiler *c, uint64_t word, int kind) {
    KiUnit *u = c->u;
    KbAlloc *al = &c->ks->alloc;
    if (c->failed || !kb_vec_reserve(&u->k, al, 1) || !kb_vec_reserve(&u->k_kind, al, 1)) {
        if (kind) ki_decref(c->ks, word);
        if (!c->failed) ki_comp_nomem(c);
        return 0;
    }
    u->k.at[u->k.n++] = word;
    u->k_kind.at[u->k_kind.n++] = (uint8_t)kind;
    return (int)u->k.n - 1;
}

static int check_k16(KiCompiler *c, int k) {
    if (k >= 0xFFFF)
        ki_raise(c->ks, KI_EXC_SystemError, "too many names in one code block"), c->failed = true;
    return k;
}

int ki_const(KiCompiler *c, KiValue v) {
    int e = const_entry(c, v);
    if (e < 0 || c->u->dead) return 0;
    c->u->consts.at[e].used = true;
    if (c->u->consts.at[e].k < 0) {
        int k = push_k(c, ki_new_ref(v), 1);
        c->u->consts.at[e].k = k;
    }
    return c->u->consts.at[e].k;
}

static void note_name(KiCompiler *c, const KiAstStr *name, KiValue s) {
    KiUnit *u = c->u;
    uint64_t seen;
    if (c->failed || ki_ptrmap_get(&u->name_index, name, &seen)) return;
    if (!ki_ptrmap_set(&u->name_index, name, 1) || !kb_vec_push(&u->names, &c->ks->alloc, s)) {
        ki_comp_nomem(c);
        return;
    }
    ki_incref(s);
}

int ki_name_k(KiCompiler *c, const KiAstStr *name) {
    if (c->failed) return 0;
    note_name(c, name, ki_comp_str(c, name));
    return ki_local_name_k(c, name);
}

int ki_local_name_k(KiCompiler *c, const KiAstStr *name) {
    KiUnit *u = c->u;
    if (c->failed || u->dead) return 0;
    uint64_t at;
    KiValue s = ki_comp_str(c, name);
    if (ki_ptrmap_get(&u->name_k, name, &at)) return (int)at;
    int k = push_k(c, c->failed ? KI_NONE : ki_new_ref(s), 1);
    if (!c->failed && !ki_ptrmap_set(&u->name_k, name, (uint64_t)k)) ki_comp_nomem(c);
    return check_k16(c, k);
}

int ki_name_cached(KiCompiler *c, const KiAstStr *name, int n_cache) {
    KiUnit *u = c->u;
    if (c->failed) return 0;
    KiValue s = ki_comp_str(c, name);
    note_name(c, name, s);
    if (u->dead) return 0;
    uint64_t at;
    /* the two kinds of cache differ in size, so crowded names keep one of each: key + 1 is free,
     * a KiAstStr being larger than a byte */
    const char *key = (const char *)name + (n_cache == KI_CACHE_GLOBAL);
    if (u->k.n > K_CROWDED && ki_ptrmap_get(&u->cached_k, key, &at)) return (int)at;
    int k = push_k(c, c->failed ? KI_NONE : ki_new_ref(s), 1);
    for (int i = 0; i < n_cache; i++)
        push_k(c, 0, 0);
    if (!c->failed && !ki_ptrmap_set(&u->cached_k, key, (uint64_t)k)) ki_comp_nomem(c);
    return check_k16(c, k);
}

int ki_kwnames_k(KiCompiler *c, KiValue tuple) {
    ki_note_const(c, tuple);
    if (c->failed || c->u->dead) return 0;
    int k = push_k(c, ki_new_ref(tuple), 1);
    for (int i = 0; i < KI_CACHE_CALL; i++)
        push_k(c, 0, 0);
    return check_k16(c, k);
}

int ki_k_pair(KiCompiler *c, const KiAstStr *name, int64_t n) {
    if (c->failed) return 0;
    KiValue s = ki_comp_str(c, name);
    note_name(c, name, s);
    if (c->u->dead) return 0;
    int k = push_k(c, c->failed ? KI_NONE : ki_new_ref(s), 1);
    push_k(c, ki_small_int(n), 1);
    return check_k16(c, k);
}

/* --- opening and closing a unit --- */

static void mark_deletable(KiUnit *u) {
    KiScope *s = u->scope;
    if (s->kind != KI_SCOPE_FUNCTION) return;
    for (uint32_t i = 0; i < s->n_syms; i++)
        if ((s->syms[i]->flags & KI_SYM_DELETED) && s->syms[i]->index >= 0)
            u->deletable[s->syms[i]->index >> 6] |= UINT64_C(1) << (s->syms[i]->index & 63);
}

static int count_locals(const KiUnit *u) {
    const KiScope *s = u->scope;
    if (s->kind == KI_SCOPE_CLASS) return 1 + s->needs_class_cell;
    if (s->kind != KI_SCOPE_FUNCTION) return u->namespace_;
    int n = 0;
    for (uint32_t i = 0; i < s->n_syms; i++)
        n += s->syms[i]->index >= 0;
    return n;
}

bool ki_unit_open(KiCompiler *c, KiUnit *u, KiScope *scope) {
    u->parent = c->u;
    u->scope = scope;
    u->n_locals = u->depth = u->max_depth = count_locals(u);
    u->n_words = u->n_locals / 64 + 1;
    u->name_index.arena = u->name_k.arena = u->cached_k.arena = &c->arena;
    c->u = u;
    u->bound = KB_ARENA_ARRAY(&c->arena, uint64_t, u->n_words);
    u->deletable = KB_ARENA_ARRAY(&c->arena, uint64_t, u->n_words);
    KiLiveBuild root = {0};
    KiProtect none = {0};
    if (!u->bound || !u->deletable || !kb_vec_push(&u->nodes, &c->ks->alloc, root) ||
        !kb_vec_push(&u->protects, &c->ks->alloc, none))
        return ki_comp_nomem(c);
    mark_deletable(u);
    return true;
}

void ki_unit_close(KiCompiler *c) {
    KiUnit *u = c->u;
    KbAlloc *al = &c->ks->alloc;
    for (size_t i = 0; i < u->k.n; i++)
        if (u->k_kind.at[i]) ki_decref(c->ks, u->k.at[i]);
    for (size_t i = 0; i < u->consts.n; i++)
        ki_decref(c->ks, u->consts.at[i].v);
    for (size_t i = 0; i < u->names.n; i++)
        ki_decref(c->ks, u->names.at[i]);
    kb_vec_free(&u->instrs, al);
    kb_vec_free(&u->positions, al);
    kb_vec_free(&u->passed, al);
    kb_vec_free(&u->live_at, al);
    kb_vec_free(&u->protect_at, al);
    kb_vec_free(&u->labels, al);
    kb_vec_free(&u->fixups, al);
    kb_vec_free(&u->nodes, al);
    kb_vec_free(&u->protects, al);
    kb_vec_free(&u->k, al);
    kb_vec_free(&u->k_kind, al);
    kb_vec_free(&u->consts, al);
    kb_vec_free(&u->names, al);
    c->u = u->parent;
}
