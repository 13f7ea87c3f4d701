/* Code objects: memory, lookups in the side tables, and the co_* attributes. */
#include "code_image.h"
#include "code_replace.h"
#include "heap.h"
#include "number.h"
#include "object_private.h"
#include "slot.h"

KiCode *ki_code_alloc(KiState *ks) {
    KiCode *c = (KiCode *)ki_object_alloc(ks, ks->types[KI_K_CODE], sizeof *c);
    if (!c) return NULL;
    memset((char *)c + sizeof(KiObj), 0, sizeof *c - sizeof(KiObj));
    c->name = c->qualname = c->filename = ki_new_ref(ks->empty_str);
    ki_incref(ks->empty_str);
    ki_incref(ks->empty_str);
    c->doc = KI_NONE;
    c->names = ki_new_ref(ks->empty_tuple);
    c->consts = ki_new_ref(ks->empty_tuple);
    c->next_code = ks->all_code;
    if (ks->all_code) ks->all_code->prev_code = c;
    ks->all_code = c;
    return c;
}

static void release_values(KiState *ks, KiValue *v, size_t n) {
    for (size_t i = 0; v && i < n; i++)
        ki_decref(ks, v[i]);
    ki_mem_free(ks, v, n * sizeof *v);
}

void ki_code_clear_body(KiState *ks, KiCode *c) {
    for (uint32_t i = 0; c->k && i < c->n_k; i++)
        if (c->k_is_value[i >> 3] >> (i & 7) & 1) ki_decref(ks, c->k[i]);
    if (c->n_instrs) ki_mem_free(ks, c->instrs, c->n_instrs * sizeof *c->instrs);
    ki_mem_free(ks, c->k, c->n_k * sizeof *c->k);
    ki_mem_free(ks, c->k_is_value, (c->n_k + 7) / 8);
    release_values(ks, c->local_names, c->n_locals);
    release_values(ks, c->free_names, c->n_free);
    ki_mem_free(ks, c->local_is_cell, c->n_locals);
    ki_mem_free(ks, c->handlers, c->n_handlers * sizeof *c->handlers);
    ki_mem_free(ks, c->live, c->n_live * sizeof *c->live);
    ki_mem_free(ks, c->live_runs, c->n_live_runs * sizeof *c->live_runs);
    ki_mem_free(ks, c->positions, c->n_instrs * sizeof *c->positions);
    ki_mem_free(ks, c->passed, c->n_passed * sizeof *c->passed);
    c->instrs = NULL;
    c->k = NULL;
    c->k_is_value = c->local_is_cell = NULL;
    c->local_names = c->free_names = NULL;
    c->handlers = NULL;
    c->live = NULL;
    c->live_runs = NULL;
    c->positions = NULL;
    c->passed = NULL;
    c->n_passed = 0;
    c->n_instrs = c->n_k = c->n_handlers = c->n_live = c->n_live_runs = 0;
}

static void code_dealloc(KiState *ks, KiObj *o) {
    KiCode *c = (KiCode *)o;
    if (c->prev_code)
        c->prev_code->next_code = c->next_code;
    else if (ks->all_code == c)
        ks->all_code = c->next_code;
    if (c->next_code) c->next_code->prev_code = c->prev_code;
    ki_code_clear_body(ks, c);
    if (c->image) ki_code_image_release(ks, c->image);
    KiValue owned[] = {c->name, c->qualname, c->filename, c->doc, c->names, c->consts};
    for (int i = 0; i < 6; i++)
        ki_decref(ks, owned[i]);
}

/* --- side tables --- */

uint16_t ki_code_live_at(const KiCode *c, uint32_t pc) {
    uint32_t lo = 0, hi = c->n_live_runs; /* the last run with run.pc <= pc */
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (c->live_runs[mid].pc <= pc)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? c->live_runs[lo - 1].node : 0;
}

KiPosition ki_code_position(const KiCode *c, uint32_t pc) {
    return c->positions && pc < c->n_instrs ? c->positions[pc] : (KiPosition){0, 0, 0xFFFF, 0xFFFF};
}

/* --- attributes --- */

static KiCode *code_of(KiValue v) {
    return (KiCode *)ki_obj(v);
}

static KiValue code_value(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(*(KiValue *)((char *)code_of(self) + (size_t)closure));
}
static KiValue code_table(KiState *ks, KiValue self, void *closure) {
    return ki_code_need(ks, code_of(self)) ? code_value(ks, self, closure) : KI_ERR;
}

enum { ARGCOUNT, POSONLY, KWONLY, NLOCALS, STACKSIZE, FLAGS, FIRSTLINE };
static KiValue local_names(KiState *ks, KiCode *c, bool cells);

static KiValue code_number(KiState *ks, KiValue self, void *closure) {
    KiCode *c = code_of(self);
    switch ((size_t)closure) {
    case ARGCOUNT:
        return ki_small_int(c->n_args);
    case POSONLY:
        return ki_small_int(c->n_posonly);
    case KWONLY:
        return ki_small_int(c->n_kwonly);
    case NLOCALS: {
        KiValue names = local_names(ks, c, false);
        if (names == KI_ERR) return KI_ERR;
        KiValue n = ki_small_int(ki_tuple_of(names)->len);
        ki_decref(ks, names);
        return n;
    }
    case STACKSIZE:
        return ki_small_int(c->n_regs - c->n_locals);
    case FLAGS:
        return ki_small_int(c->flags & KI_CODE_VISIBLE_FLAGS);
    default:
        return ki_small_int(c->first_line);
    }
}

static int n_params(const KiCode *c) {
    return c->n_args + c->n_kwonly + !!(c->flags & KI_CO_VARARGS) +
           !!(c->flags & KI_CO_VARKEYWORDS);
}

/* co_varnames: all locals that are not cells, and every parameter; or the cells. */
static KiValue local_names(KiState *ks, KiCode *c, bool cells) {
    if (!ki_code_need(ks, c)) return KI_ERR;
    KiList *l = ki_list_new(ks, c->n_locals);
    if (!l) return KI_ERR;
    for (int i = 0; i < c->n_locals; i++) {
        if (ki_str_eq_cstr(ki_str_of(c->local_names[i]), ".locals")) continue; /* a namespace */
        bool cell = c->local_is_cell && c->local_is_cell[i];
        if ((cells ? cell : !cell || i < n_params(c)) &&
            !ki_list_append(ks, l, c->local_names[i])) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    }
    KiValue t = ki_tuple_from(ks, l->items, l->len);
    ki_decref_obj(ks, &l->h);
    return t;
}
static KiValue code_varnames(KiState *ks, KiValue self, void *closure) {
    return local_names(ks, code_of(self), false);
}
static KiValue code_cellvars(KiState *ks, KiValue self, void *closure) {
    return local_names(ks, code_of(self), true);
}
static KiValue code_freevars(KiState *ks, KiValue self, void *closure) {
    if (!ki_code_need(ks, code_of(self))) return KI_ERR;
    return ki_tuple_from(ks, code_of(self)->free_names, code_of(self)->n_free);
}
static const KiGetsetDef code_getsets[] = {
    {"co_argcount", code_number, NULL, NULL, (void *)ARGCOUNT},
    {"co_posonlyargcount", code_number, NULL, NULL, (void *)POSONLY},
    {"co_kwonlyargcount", code_number, NULL, NULL, (void *)KWONLY},
    {"co_stacksize", code_number, NULL, NULL, (void *)STACKSIZE},
    {"co_flags", code_number, NULL, NULL, (void *)FLAGS},
    {"co_nlocals", code_number, NULL, NULL, (void *)NLOCALS},
    {"co_consts", code_table, NULL, NULL, (void *)offsetof(KiCode, consts)},
    {"co_names", code_table, NULL, NULL, (void *)offsetof(KiCode, names)},
    {"co_filename", code_value, NULL, NULL, (void *)offsetof(KiCode, filename)},
    {"co_name", code_value, NULL, NULL, (void *)offsetof(KiCode, name)},
    {"co_qualname", code_value, NULL, NULL, (void *)offsetof(KiCode, qualname)},
    {"co_firstlineno", code_number, NULL, NULL, (void *)FIRSTLINE},
    {"co_linetable", ki_code_written, NULL, NULL, (void *)"co_linetable"},
    {"co_exceptiontable", ki_code_written, NULL, NULL, (void *)"co_exceptiontable"},
    {"co_lnotab", ki_code_written, NULL, NULL, (void *)"co_lnotab"},
    {"co_varnames", code_varnames, NULL, NULL, NULL},
    {"co_cellvars", code_cellvars, NULL, NULL, NULL},
    {"co_freevars", code_freevars, NULL, NULL, NULL},
    {"co_code", ki_code_written, NULL, NULL, (void *)"co_code"},
    {NULL, NULL, NULL, NULL, NULL}};

/* (start, end, line) byte ranges, as co_lines() gives them. */
static KiValue code_lines(KiState *ks, KiValue *args, int nargs) {
    KiCode *c = code_of(args[0]);
    if (!ki_code_need(ks, c)) return KI_ERR;
    KiList *l = ki_list_new(ks, 0);
    for (uint32_t i = 0, j; l && i < c->n_instrs; i = j) {
        uint32_t line = ki_code_position(c, i).line;
        for (j = i + 1; j < c->n_instrs && ki_code_position(c, j).line == line;)
            j++;
        KiValue t = ki_tuple_pack(ks, 3, ki_small_int(i * 8), ki_small_int(j * 8),
                                  line ? ki_small_int(line) : KI_NONE);
        bool ok = t != KI_ERR && ki_list_append(ks, l, t);
        if (t != KI_ERR) ki_decref(ks, t);
        if (!ok) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    }
    KiValue it = l ? ki_iter(ks, ki_from_obj(l)) : KI_ERR;
    if (l) ki_decref_obj(ks, &l->h);
    return it;
}

static KiValue code_positions(KiState *ks, KiValue *args, int nargs) {
    KiCode *c = code_of(args[0]);
    if (!ki_code_need(ks, c)) return KI_ERR;
    KiList *l = ki_list_new(ks, c->n_instrs);
    for (uint32_t i = 0; l && i < c->n_instrs; i++) {
        KiPosition p = ki_code_position(c, i);
        KiValue v[4] = {ki_small_int(p.line), ki_small_int(p.end_line), ki_small_int(p.col),
                        ki_small_int(p.end_col)};
        KiValue t =
            ki_tuple_pack(ks, 4, p.line ? v[0] : KI_NONE, p.line ? v[1] : KI_NONE,
                          p.col == 0xFFFF ? KI_NONE : v[2], p.end_col == 0xFFFF ? KI_NONE : v[3]);
        bool ok = t != KI_ERR && ki_list_append(ks, l, t);
        if (t != KI_ERR) ki_decref(ks, t);
        if (!ok) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    }
    KiValue it = l ? ki_iter(ks, ki_from_obj(l)) : KI_ERR;
    if (l) ki_decref_obj(ks, &l->h);
    return it;
}

/* --- equality: of what was compiled, whatever the VM has made of it --- */

static bool same_instrs(const KiCode *a, const KiCode *b) {
    for (uint32_t i = 0; i < a->n_instrs; i++) {
        KiInstr x = a->instrs[i], y = b->instrs[i];
        if (x.op == KI_OP_YIELD) x.uc = y.uc; /* a cache */
        if (x.fl != y.fl || x.a != y.a || x.bc != y.bc ||
            ki_op_generic((KiOp)x.op) != ki_op_generic((KiOp)y.op))
            return false;
    }
    return true;
}

static bool same_names(const KiValue *a, const KiValue *b, int n) {
    for (int i = 0; i < n; i++) /* interned */
        if (a[i] != b[i]) return false;
    return true;
}

/* Equal and of one type, zeros of one sign, down to the items. -1: error. */
int ki_code_same_constant(KiState *ks, KiValue a, KiValue b) {
    if (a == b) return 1;
    if (ki_type_of(ks, a) != ki_type_of(ks, b)) return 0;
    if (ki_is_float(a)) return 0; /* equal ones have the same bits */
    if (ki_is_kind(a, KI_K_COMPLEX)) {
        KiValue x = ki_repr(ks, a), y = x == KI_ERR ? KI_ERR : ki_repr(ks, b);
        int same = y == KI_ERR ? -1 : ki_str_eq(ks, ki_str_of(x), ki_str_of(y));
        ki_decref(ks, x);
        ki_decref(ks, y);
        return same;
    }
    if (!ki_is_tuple(a)) return ki_compare_bool(ks, a, b, KI_EQ);
    KiTuple *s = ki_tuple_of(a), *t = ki_tuple_of(b);
    int same = s->len == t->len;
    for (int64_t i = 0; same > 0 && i < s->len; i++)
        same = ki_code_same_constant(ks, s->items[i], t->items[i]);
    return same;
}

/* The constants in k[], in the order in which the instructions know them. */
static int same_k(KiState *ks, const KiCode *a, const KiCode *b) {
    int same = !a->n_k || memcmp(a->k_is_value, b->k_is_value, (a->n_k + 7) / 8) == 0;
    for (uint32_t i = 0; same > 0 && i < a->n_k; i++)
        if (a->k_is_value[i >> 3] >> (i & 7) & 1)
            same = ki_code_same_constant(ks, a->k[i], b->k[i]);
    return same;
}

static int same_code(KiState *ks, KiCode *a, KiCode *b) {
    if (a == b) return 1;
    if (!ki_code_need(ks, a) || !ki_code_need(ks, b)) return -1;
    if (!ki_str_eq(ks, ki_str_of(a->name), ki_str_of(b->name)) || a->n_args != b->n_args ||
        a->n_posonly != b->n_posonly || a->n_kwonly != b->n_kwonly ||
        (a->flags ^ b->flags) & KI_CODE_VISIBLE_FLAGS || a->first_line != b->first_line ||
        a->n_instrs != b->n_instrs || a->n_locals != b->n_locals || a->n_free != b->n_free ||
        a->n_k != b->n_k || a->n_handlers != b->n_handlers)
        return 0;
    if (!same_instrs(a, b) || !same_names(a->local_names, b->local_names, a->n_locals) ||
        !same_names(a->free_names, b->free_names, a->n_free) ||
        memcmp(a->positions, b->positions, a->n_instrs * sizeof *a->positions) != 0)
        return 0;
    int same = ki_code_same_constant(ks, a->names, b->names);
    if (same > 0) same = ki_code_same_constant(ks, a->consts, b->consts);
    return same > 0 ? same_k(ks, a, b) : same;
}

static KiValue code_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !ki_is_kind(a, KI_K_CODE) || !ki_is_kind(b, KI_K_CODE))
        return KI_NOT_IMPLEMENTED;
    int same = same_code(ks, code_of(a), code_of(b));
    return same < 0 ? KI_ERR : ki_bool((same > 0) == (op == KI_EQ));
}

static bool code_hash(KiState *ks, KiValue self, int64_t *out) {
    KiCode *c = code_of(self);
    int64_t name, names;
    if (!ki_code_need(ks, c) || !ki_hash(ks, c->name, &name) || !ki_hash(ks, c->names, &names))
        return false;
    uint64_t h = ((uint64_t)name * 31 + (uint64_t)names) * 31 + c->n_instrs * 7u +
                 c->first_line * 3u + c->n_args;
    *out = (int64_t)(h >> 3); /* not -1 */
    return true;
}

static const KiDef code_methods[] = {
    {"co_lines", "(self, /)", code_lines, "Iterator of (start, end, line) over the code.",
     KI_DEF_UNSIGNED},
    {"co_positions", "(self, /)", code_positions,
     "Iterator of (line, end line, column, end column), one an instruction.", KI_DEF_UNSIGNED},
    {"replace", "(...)", ki_code_replace, "replace(self, **fields)\nA copy with other fields.", 0},
    KI_DEF_END};

static KiValue code_repr(KiState *ks, KiValue self) {
    KiCode *c = code_of(self);
    return ki_str_format(ks, "<code object %s at %p, file \"%s\", line %d>",
                         ki_cstr(ks, ki_str_of(c->name)), (void *)c,
                         ki_cstr(ks, ki_str_of(c->filename)), (int)c->first_line);
}

/* Code objects cannot be part of a cycle; this serves gc.get_referents and the heap report. */
static void code_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiCode *c = (KiCode *)o;
    for (uint32_t i = 0; c->k_is_value && i < c->n_k; i++)
        if (c->k_is_value[i >> 3] >> (i & 7) & 1) visit(c->k[i], arg);
    visit(c->names, arg);
    visit(c->consts, arg);
}

const KiSlots ki_code_slots = {.dealloc = code_dealloc,
                               .traverse = code_traverse,
                               .getattr = ki_generic_getattr,
                               .hash = code_hash,
                               .compare = code_compare,
                               .new_ = ki_code_new,
                               .repr = code_repr};

bool ki_code_methods_init(KiState *ks) {
    return ki_type_add_getsets(ks, ks->types[KI_K_CODE], code_getsets) &&
           ki_type_add_methods(ks, ks->types[KI_K_CODE], code_methods);
}
