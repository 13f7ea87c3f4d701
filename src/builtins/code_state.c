/* Code objects as plain values and back: what marshal writes of them.
 *
 * The state is a tuple. The instructions are in their general forms and caches are empty, as the
 * compiler made them; tables are bytes in the layout that they have in memory (ki_code_form()
 * differs between builds that disagree on it). A state that was not made by ki_code_state is
 * refused when its parts do not fit together or ki_code_verify finds fault; marshal guards it by a
 * checksum, too. */
#include "code_state.h"

#include <string.h>

#include "../base/hash.h"
#include "../compiler/compile.h"
#include "../object/containers.h"

enum {
    NUMBERS,
    TEXTS,
    NAMES,
    CONST_KINDS,
    CONSTS,
    INSTRS,
    K_KINDS,
    K_VALUES,
    LOCAL_NAMES,
    LOCAL_IS_CELL,
    FREE_NAMES,
    HANDLERS,
    LIVE,
    LIVE_RUNS,
    POSITIONS,
    PASSED,
    N_PARTS
};
enum { FLAGS, N_ARGS, N_POSONLY, N_KWONLY, N_REGS, N_SELF_ATTRS, FIRST_LINE, N_NUMBERS };
/* Kinds of constants: a cache word, a value, an interned str, a slice as a tuple of three. */
enum { WORD, VALUE, NAME, SLICE };

uint64_t ki_code_form(void) {
    uint64_t h = kb_siphash13(N_PARTS, sizeof(KiPosition), &(uint32_t){2}, 4);
    for (int i = 0; i < KI_OP_COUNT; i++)
        h = kb_siphash13(h, (uint64_t)i, ki_op_info[i].name, strlen(ki_op_info[i].name));
    return h;
}

/* --- taking apart --- */

static KiValue bytes_of_array(KiState *ks, const void *at, size_t n) {
    return ki_bytes_from(ks, n ? at : "", n);
}

static KiValue numbers_of(KiState *ks, const KiCode *c) {
    const uint32_t n[N_NUMBERS] = {
        [FLAGS] = c->flags,          [N_ARGS] = c->n_args, [N_POSONLY] = c->n_posonly,
        [N_KWONLY] = c->n_kwonly,    [N_REGS] = c->n_regs, [N_SELF_ATTRS] = c->n_self_attrs,
        [FIRST_LINE] = c->first_line};
    KiValue v[N_NUMBERS];
    for (int i = 0; i < N_NUMBERS; i++)
        v[i] = ki_small_int(n[i]);
    return ki_tuple_from(ks, v, N_NUMBERS);
}

/* The constant as a value of `kind`, owned. */
static KiValue plain_const(KiState *ks, KiValue v, uint8_t *kind) {
    *kind = VALUE;
    if (ki_is_kind(v, KI_K_SLICE)) {
        KiSlice *s = (KiSlice *)ki_obj(v);
        *kind = SLICE;
        return ki_tuple_pack(ks, 3, s->start, s->stop, s->step);
    }
    if (ki_is_str_exact(v) && ki_obj(v)->flags & KI_STR_INTERNED) *kind = NAME;
    return ki_new_ref(v);
}

/* Two parts: the kinds of n constants, those of v[i] where is_value says so, and their values. */
static bool put_consts(KiState *ks, const KiValue *v, const uint8_t *is_value, uint32_t n,
                       KiValue *kinds, KiValue *values) {
    KiList *l = ki_list_new(ks, 0);
    uint8_t *k = ki_mem_alloc(ks, n + 1);
    bool ok = l && k;
    for (uint32_t i = 0; ok && i < n; i++) {
        k[i] = WORD;
        if (is_value && !(is_value[i >> 3] >> (i & 7) & 1)) continue;
        KiValue one = plain_const(ks, v[i], &k[i]);
        ok = one != KI_ERR && ki_list_append(ks, l, one);
        if (one != KI_ERR) ki_decref(ks, one);
    }
    *kinds = ok ? bytes_of_array(ks, k, n) : KI_ERR;
    *values = ok ? ki_tuple_from(ks, l->items, l->len) : KI_ERR;
    if (l) ki_decref_obj(ks, &l->h);
    if (k) ki_mem_free(ks, k, n + 1);
    return *kinds != KI_ERR && *values != KI_ERR;
}

/* As they were compiled. */
static KiValue general_instrs(KiState *ks, const KiCode *c) {
    KiValue b = ki_bytes_from(ks, c->instrs, c->n_instrs * sizeof(KiInstr));
    if (b == KI_ERR) return b;
    KiInstr *at = (KiInstr *)ki_bytes_of(b)->data;
    for (uint32_t i = 0; i < c->n_instrs; i++) {
        at[i].op = (uint8_t)ki_op_generic((KiOp)at[i].op);
        if (at[i].op == KI_OP_YIELD) at[i].uc = 0; /* a cache */
        if (at[i].op >= KI_OP_STUB_EXIT && at[i].op <= KI_OP_LOAD_BODY) {
            ki_decref(ks, b); /* a debugger waits there */
            return ki_raise(ks, KI_EXC_ValueError, "unmarshallable object");
        }
    }
    return b;
}

KiValue ki_code_state(KiState *ks, KiCode *c) {
    if (!ki_code_need(ks, c)) return KI_ERR;
    KiValue p[N_PARTS];
    for (int i = 0; i < N_PARTS; i++)
        p[i] = KI_ABSENT;
    KiTuple *consts = ki_tuple_of(c->consts);
    p[NUMBERS] = numbers_of(ks, c);
    p[TEXTS] = ki_tuple_pack(ks, 4, c->name, c->qualname, c->filename, c->doc);
    p[NAMES] = ki_new_ref(c->names);
    bool ok =
        put_consts(ks, consts->items, NULL, (uint32_t)consts->len, &p[CONST_KINDS], &p[CONSTS]) &&
        put_consts(ks, c->k, c->k_is_value, c->n_k, &p[K_KINDS], &p[K_VALUES]);
    p[INSTRS] = ok ? general_instrs(ks, c) : KI_ERR;
    p[LOCAL_NAMES] = ki_tuple_from(ks, c->local_names, c->n_locals);
    p[LOCAL_IS_CELL] = bytes_of_array(ks, c->local_is_cell, c->n_locals);
    p[FREE_NAMES] = ki_tuple_from(ks, c->free_names, c->n_free);
    p[HANDLERS] = bytes_of_array(ks, c->handlers, c->n_handlers * sizeof *c->handlers);
    p[LIVE] = bytes_of_array(ks, c->live, c->n_live * sizeof *c->live);
    p[LIVE_RUNS] = bytes_of_array(ks, c->live_runs, c->n_live_runs * sizeof *c->live_runs);
    p[POSITIONS] = bytes_of_array(ks, c->positions, c->n_instrs * sizeof *c->positions);
    p[PASSED] = bytes_of_array(ks, c->passed, c->n_passed * sizeof *c->passed);
    for (int i = 0; i < N_PARTS; i++)
        ok = ok && p[i] != KI_ERR;
    KiValue r = ok ? ki_tuple_from(ks, p, N_PARTS) : KI_ERR;
    for (int i = 0; i < N_PARTS; i++)
        if (p[i] != KI_ERR) ki_decref(ks, p[i]);
    return r;
}

/* --- which operands are entries of k[] --- */

/* Operand `which` (0 a, 1 b, 2 c) of an instruction as the compiler wrote it is an index of k[]. */
static bool is_k(const KiInstr *in, int which) {
    const KiOpInfo *i = &ki_op_info[in->op];
    uint8_t kind = which == 0 ? i->a : which == 1 ? i->b : i->c;
    if (kind == KI_ARG_RK) return in->fl & (which == 1 ? KI_FL_BK : KI_FL_CK);
    bool compares = i->c == KI_ARG_J && i->b == KI_ARG_RK;
    return kind == KI_ARG_K || (which == 0 && compares && in->fl & KI_FL_Y);
}
static uint32_t get_k(const KiInstr *in, int which) {
    if (in->op == KI_OP_LOADK_FAR) return (uint32_t)in->bc;
    return which == 0 ? in->a : which == 1 ? in->b : in->uc;
}

/* What the value is to the instruction. FIXED and TEXT: the instruction, or the one that
 * takes what it loads, relies on the value or on its being a str. */
typedef enum Use { CONSTANT, TEXT, FUNCTION, FIXED, GLOBAL_NAME, VARIABLE } Use;
static Use use_of(const KiInstr *in, int which) {
    const KiOpInfo *i = &ki_op_info[in->op];
    if (in->op == KI_OP_IMPORT && which == 1) return FIXED;
    if ((which == 0 ? i->a : which == 1 ? i->b : i->c) != KI_ARG_K) return CONSTANT;
    switch (in->op) {
    case KI_OP_LOADK:
    case KI_OP_LOADK_FAR:
    case KI_OP_RETURNK:
    case KI_OP_LIST_OF_K:
        return CONSTANT;
    case KI_OP_MAKE_FUNC:
        return FUNCTION;
    case KI_OP_CALL_KW:
    case KI_OP_CALLM_KW:
        return FIXED;
    case KI_OP_CHECK:
    case KI_OP_DELLOCAL:
    case KI_OP_LOADCELL:
    case KI_OP_DELCELL:
    case KI_OP_LOADFREE:
    case KI_OP_DELFREE:
    case KI_OP_LOADCLASSFREE:
        return VARIABLE;
    default:
        return GLOBAL_NAME;
    }
}

static bool loads_constant(const KiInstr *in) {
    return in->op == KI_OP_LOADK || in->op == KI_OP_LOADK_FAR || in->op == KI_OP_LOADINT ||
           (in->op == KI_OP_LOADIMM && in->bc >= 0 && in->bc < 4);
}

/* What the instruction makes of the value in register r, a part whose type it relies on: FIXED or
 * TEXT; CONSTANT where it is none. */
static Use part_of(const KiInstr *in, unsigned r) {
    unsigned from = in->op == KI_OP_MATCH_CLASS ? in->uc + 1u
                    : in->op == KI_OP_BUILD_STR ? in->b
                                                : in->uc;
    unsigned n = in->op == KI_OP_MATCH_CLASS  ? 2
                 : in->op == KI_OP_MATCH_KEYS ? 1
                 : in->op == KI_OP_FORMAT     ? 1
                 : in->op == KI_OP_BUILD_STR  ? in->uc
                 : in->op == KI_OP_MAKE_FUNC  ? !!(in->fl & KI_FL_AT) + !!(in->fl & KI_FL_BT) +
                                                   !!(in->fl & KI_FL_CT) + !!(in->fl & KI_FL_X)
                                             : 0;
    if (r < from || r >= from + n) return CONSTANT;
    return in->op == KI_OP_BUILD_STR || in->op == KI_OP_FORMAT ? TEXT : FIXED;
}

static bool is_live(const KiCode *c, uint32_t pc, unsigned r) {
    for (uint16_t node = ki_code_live_at(c, pc); node; node = c->live[node].parent)
        if (c->live[node].reg == r) return true;
    return false;
}

/* The use that is made of the temporary which instruction pc of `at` loads with a constant. */
static Use use_of_loaded(const KiCode *c, const KiInstr *at, uint32_t pc) {
    if (at[pc].fl & KI_FL_AL) return CONSTANT;
    for (uint32_t i = pc + 1; i < c->n_instrs && is_live(c, i, at[pc].a); i++) {
        Use use = part_of(&at[i], at[pc].a);
        if (use != CONSTANT) return use;
    }
    return CONSTANT;
}

static bool put_use(KiState *ks, KiList *l, uint32_t pc, int which, Use use, KiValue v) {
    KiValue t = ki_tuple_pack(ks, 4, ki_small_int(pc), ki_small_int(which), ki_small_int(use), v);
    bool ok = t != KI_ERR && ki_list_append(ks, l, t);
    if (t != KI_ERR) ki_decref(ks, t);
    return ok;
}

/* A constant that is no entry of k[] but in the instruction itself. */
static KiValue immediate_of(const KiInstr *in) {
    static const KiValue singletons[] = {KI_NONE, KI_FALSE, KI_TRUE, KI_ELLIPSIS};
    return in->op == KI_OP_LOADINT ? ki_small_int(in->bc) : singletons[in->bc];
}

KiValue ki_code_uses(KiState *ks, KiCode *c) {
    KiValue b = ki_code_need(ks, c) ? general_instrs(ks, c) : KI_ERR;
    KiList *l = b == KI_ERR ? NULL : ki_list_new(ks, 0);
    bool ok = l != NULL;
    const KiInstr *at = b == KI_ERR ? NULL : (const KiInstr *)ki_bytes_of(b)->data;
    for (uint32_t pc = 0; ok && pc < c->n_instrs; pc++) {
        const KiInstr *in = &at[pc];
        Use part = loads_constant(in) ? use_of_loaded(c, at, pc) : CONSTANT;
        if (in->op == KI_OP_LOADINT || (in->op == KI_OP_LOADIMM && in->bc >= 0 && in->bc < 4)) {
            ok = part != CONSTANT || put_use(ks, l, pc, -1, CONSTANT, immediate_of(in));
            continue;
        }
        for (int which = 0; ok && which < 3; which++)
            if (is_k(in, which))
                ok = put_use(ks, l, pc, which, part != CONSTANT ? part : use_of(in, which),
                             ki_small_int(get_k(in, which)));
    }
    if (b != KI_ERR) ki_decref(ks, b);
    if (ok) return ki_from_obj(l);
    if (l) ki_decref_obj(ks, &l->h);
    return KI_ERR;
}

/* --- putting together --- */

typedef struct Maker {
    KiState *ks;
    const KiTuple *parts;
    KiCode *c;
} Maker;

static bool refuse(Maker *m) {
    if (!ki_pending(m->ks))
        ki_raise(m->ks, KI_EXC_ValueError, "bad marshal data (invalid code object)");
    return false;
}

static KiTuple *tuple_part(const Maker *m, int part) {
    KiValue v = m->parts->items[part];
    return ki_is_kind(v, KI_K_TUPLE) ? ki_tuple_of(v) : NULL;
}
static KiBytes *bytes_part(const Maker *m, int part) {
    KiValue v = m->parts->items[part];
    return ki_is_kind(v, KI_K_BYTES) ? ki_bytes_of(v) : NULL;
}

/* Part as an array of entries of that size. NULL with *n 0: it is empty. */
static bool take_array(Maker *m, int part, size_t size, void *to, uint32_t *n) {
    KiBytes *b = bytes_part(m, part);
    if (!b || b->len % size || b->len / size > UINT32_MAX) return refuse(m);
    *(void **)to = NULL;
    *n = (uint32_t)(b->len / size);
    if (!b->len) return true;
    void *p = ki_mem_alloc(m->ks, b->len);
    if (p)
        memcpy(p, b->data, b->len);
    else
        *n = 0;
    *(void **)to = p;
    return p != NULL;
}

static bool take_numbers(Maker *m) {
    KiTuple *t = tuple_part(m, NUMBERS);
    KiCode *c = m->c;
    uint32_t n[N_NUMBERS];
    if (!t || t->len != N_NUMBERS) return refuse(m);
    for (int i = 0; i < N_NUMBERS; i++) {
        if (!ki_is_int(t->items[i]) || ki_int_val(t->items[i]) < 0 ||
            ki_int_val(t->items[i]) > (i == FLAGS || i == FIRST_LINE ? UINT32_MAX : UINT16_MAX))
            return refuse(m);
        n[i] = (uint32_t)ki_int_val(t->items[i]);
    }
    c->flags = n[FLAGS];
    c->n_args = (uint16_t)n[N_ARGS];
    c->n_posonly = (uint16_t)n[N_POSONLY];
    c->n_kwonly = (uint16_t)n[N_KWONLY];
    c->n_regs = (uint16_t)n[N_REGS];
    c->n_self_attrs = (uint16_t)n[N_SELF_ATTRS];
    c->first_line = n[FIRST_LINE];
    return c->n_posonly <= c->n_args || refuse(m);
}

/* An interned copy of a str, owned. */
static KiValue interned(Maker *m, KiValue v) {
    if (!ki_is_str_exact(v)) return refuse(m), KI_ERR;
    KiStr *s = ki_str_intern(m->ks, ki_str_of(ki_new_ref(v)));
    return s ? ki_from_obj(s) : KI_ERR;
}

/* At most 65535 names into an array and its count; others NULL: each must be a str. */
static bool take_names(Maker *m, int part, KiValue **to, uint16_t *count, bool or_none) {
    KiTuple *t = tuple_part(m, part);
    if (!t || t->len > UINT16_MAX) return refuse(m);
    *count = 0;
    if (!t->len) return true;
    if (!(*to = ki_mem_alloc(m->ks, (size_t)t->len * sizeof **to))) return false;
    *count = (uint16_t)t->len;
    for (int64_t i = 0; i < t->len; i++)
        (*to)[i] = KI_NONE;
    for (int64_t i = 0; i < t->len; i++) {
        if (or_none && t->items[i] == KI_NONE) continue;
        KiValue s = interned(m, t->items[i]);
        if (s == KI_ERR) return false;
        (*to)[i] = s;
    }
    return true;
}

static bool take_texts(Maker *m) {
    KiTuple *t = tuple_part(m, TEXTS), *names = tuple_part(m, NAMES);
    KiCode *c = m->c;
    if (!t || t->len != 4 || !names) return refuse(m);
    for (int i = 0; i < 4; i++)
        if (!ki_is_str_exact(t->items[i]) && !(i == 3 && t->items[i] == KI_NONE)) return refuse(m);
    for (int64_t i = 0; i < names->len; i++)
        if (!ki_is_str_exact(names->items[i])) return refuse(m);
    KiValue *to[] = {&c->name, &c->qualname, &c->filename, &c->doc};
    for (int i = 0; i < 4; i++)
        ki_assign(m->ks, to[i], ki_new_ref(t->items[i]));
    KiValue copy =
        ki_tuple_from(m->ks, names->items, names->len); /* code_hash() wants them interned */
    if (copy == KI_ERR) return false;
    ki_assign(m->ks, &c->names, copy);
    for (int64_t i = 0; i < names->len; i++) {
        KiValue s = interned(m, names->items[i]);
        if (s == KI_ERR) return false;
        ki_assign(m->ks, &ki_tuple_of(copy)->items[i], s);
    }
    return true;
}

/* The constant of a kind, owned. */
static KiValue made_const(Maker *m, uint8_t kind, KiValue v) {
    if (kind == NAME) return interned(m, v);
    if (kind == VALUE) return ki_new_ref(v);
    if (kind != SLICE || !ki_is_kind(v, KI_K_TUPLE) || ki_tuple_of(v)->len != 3)
        return refuse(m), KI_ERR;
    const KiValue *at = ki_tuple_of(v)->items;
    return ki_slice_new(m->ks, at[0], at[1], at[2]);
}

static bool take_consts(Maker *m) {
    KiBytes *kinds = bytes_part(m, CONST_KINDS);
    KiTuple *values = tuple_part(m, CONSTS);
    if (!kinds || !values || (int64_t)kinds->len != values->len) return refuse(m);
    KiTuple *t = ki_tuple_alloc(m->ks, values->len);
    if (!t) return false;
    ki_assign(m->ks, &m->c->consts, ki_from_obj(t));
    for (int64_t i = 0; i < values->len; i++)
        t->items[i] = KI_NONE;
    for (int64_t i = 0; i < values->len; i++)
        if ((t->items[i] = made_const(m, kinds->data[i], values->items[i])) == KI_ERR) {
            t->items[i] = KI_NONE;
            return false;
        }
    return true;
}

static bool take_k(Maker *m) {
    KiBytes *kinds = bytes_part(m, K_KINDS);
    KiTuple *values = tuple_part(m, K_VALUES);
    KiCode *c = m->c;
    if (!kinds || !values || kinds->len > UINT32_MAX) return refuse(m);
    size_t n = kinds->len, bits = (n + 7) / 8;
    if (!n) return values->len == 0 || refuse(m);
    c->k_is_value = ki_mem_alloc(m->ks, bits);
    c->k = c->k_is_value ? ki_mem_alloc(m->ks, n * sizeof *c->k) : NULL;
    if (!c->k) {
        if (c->k_is_value) ki_mem_free(m->ks, c->k_is_value, bits);
        c->k_is_value = NULL;
        return false;
    }
    memset(c->k_is_value, 0, bits);
    memset(c->k, 0, n * sizeof *c->k);
    c->n_k = (uint32_t)n;
    int64_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (kinds->data[i] == WORD) continue;
        if (used == values->len) return refuse(m);
        KiValue v = made_const(m, kinds->data[i], values->items[used++]);
        if (v == KI_ERR) return false;
        c->k[i] = v;
        c->k_is_value[i >> 3] |= (uint8_t)(1u << (i & 7));
    }
    return used == values->len || refuse(m);
}

static bool take_tables(Maker *m) {
    KiCode *c = m->c;
    uint32_t n;
    if (!take_array(m, INSTRS, sizeof *c->instrs, &c->instrs, &c->n_instrs)) return false;
    if (!take_array(m, POSITIONS, sizeof *c->positions, &c->positions, &n)) return false;
    if (n != c->n_instrs) {
        if (n) ki_mem_free(m->ks, c->positions, n * sizeof *c->positions);
        c->positions = NULL;
        return refuse(m);
    }
    if (!take_array(m, HANDLERS, sizeof *c->handlers, &c->handlers, &c->n_handlers) ||
        !take_array(m, LIVE, sizeof *c->live, &c->live, &c->n_live) ||
        !take_array(m, LIVE_RUNS, sizeof *c->live_runs, &c->live_runs, &c->n_live_runs) ||
        !take_array(m, PASSED, sizeof *c->passed, &c->passed, &c->n_passed) ||
        !take_names(m, LOCAL_NAMES, &c->local_names, &c->n_locals, true) ||
        !take_names(m, FREE_NAMES, &c->free_names, &c->n_free, false) ||
        !take_array(m, LOCAL_IS_CELL, 1, &c->local_is_cell, &n))
        return false;
    if (n == c->n_locals) return true;
    if (n) ki_mem_free(m->ks, c->local_is_cell, n);
    c->local_is_cell = NULL;
    return refuse(m);
}

static bool is_sound(Maker *m) {
    const KiCode *c = m->c;
    int n_params =
        c->n_args + c->n_kwonly + !!(c->flags & KI_CO_VARARGS) + !!(c->flags & KI_CO_VARKEYWORDS);
    uint32_t at;
    if (n_params > c->n_locals || c->n_locals > c->n_regs || !c->n_live) return refuse(m);
    for (int i = 0; i < n_params; i++)
        if (c->local_names[i] == KI_NONE) return refuse(m);
    return !ki_code_verify(c, &at) || refuse(m);
}

KiValue ki_code_from_state(KiState *ks, KiValue state) {
    Maker m = {ks, NULL, NULL};
    if (!ki_is_kind(state, KI_K_TUPLE) || ki_tuple_of(state)->len != N_PARTS) {
        (void)refuse(&m);
        return KI_ERR;
    }
    m.parts = ki_tuple_of(state);
    m.c = ki_code_alloc(ks);
    if (!m.c) return KI_ERR;
    if (take_numbers(&m) && take_texts(&m) && take_consts(&m) && take_k(&m) && take_tables(&m) &&
        is_sound(&m))
        return ki_from_obj(m.c);
    ki_decref_obj(ks, &m.c->h);
    return KI_ERR;
}
