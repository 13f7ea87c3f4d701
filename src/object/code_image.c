/* Code objects out of an image (code_image.h): headers at once, bodies on the first call. */
#include "code_image.h"

#include "heap.h"
#include "number.h"
#include "obj_dict.h"
#include "obj_int.h"
#include "object_private.h"

typedef struct Reader {
    KiState *ks;
    KiCodeImage *im;
    const uint8_t *at;
} Reader;

static uint32_t number(Reader *r) {
    uint32_t n = 0;
    for (int shift = 0;; shift += 7) {
        uint8_t b = *r->at++;
        n |= (uint32_t)(b & 127) << shift;
        if (b < 128) return n;
    }
}
static int32_t signed_number(Reader *r) {
    uint32_t n = number(r);
    return (int32_t)(n >> 1) ^ -(int32_t)(n & 1);
}

static uint32_t word32(const uint8_t *at) {
    uint32_t w;
    memcpy(&w, at, sizeof w);
    return w;
}

/* --- values --- */

static KiValue value(KiState *ks, KiCodeImage *im, uint32_t n);

static KiValue read_tuple(Reader *r) {
    uint32_t n = number(r);
    KiTuple *t = ki_tuple_alloc(r->ks, n);
    for (uint32_t i = 0; t && i < n; i++) {
        KiValue v = value(r->ks, r->im, number(r));
        if (v == KI_ERR) {
            ki_decref_obj(r->ks, &t->h);
            return KI_ERR;
        }
        t->items[i] = ki_new_ref(v);
    }
    return t ? ki_from_obj(t) : KI_ERR;
}

static KiValue read_frozenset(Reader *r) {
    uint32_t n = number(r);
    KiSet *s = ki_set_new(r->ks, true);
    for (uint32_t i = 0; s && i < n; i++) {
        KiValue v = value(r->ks, r->im, number(r));
        if (v == KI_ERR || !ki_set_add(r->ks, s, v)) {
            ki_decref_obj(r->ks, &s->h);
            return KI_ERR;
        }
    }
    return s ? ki_from_obj(s) : KI_ERR;
}

static KiValue read_slice(Reader *r) {
    KiValue t = read_tuple(r);
    if (t == KI_ERR) return KI_ERR;
    const KiValue *at = ki_tuple_of(t)->items;
    KiValue s = ki_slice_new(r->ks, at[0], at[1], at[2]);
    ki_decref(r->ks, t);
    return s;
}

static KiValue read_text(Reader *r, KiImageTag tag) {
    KiState *ks = r->ks;
    uint32_t len = number(r);
    const char *s = (const char *)r->at;
    if (tag == KI_IMAGE_BYTES) return ki_bytes_from(ks, s, len);
    if (tag == KI_IMAGE_INT) return ki_int_from_text(ks, s, len, 16);
    KiValue v = ki_str_from_utf8(ks, s, len);
    if (v == KI_ERR || tag == KI_IMAGE_STR) return v;
    KiStr *interned = ki_str_intern(ks, ki_str_of(v));
    return interned ? ki_from_obj(interned) : KI_ERR;
}

static KiValue read_value(Reader *r) {
    KiImageTag tag = (KiImageTag)*r->at++;
    double d[2];
    KiValue v;
    switch (tag) {
    case KI_IMAGE_WORD:
        memcpy(&v, r->at, sizeof v);
        return v;
    case KI_IMAGE_COMPLEX:
        memcpy(d, r->at, sizeof d);
        return ki_complex_new(r->ks, d[0], d[1]);
    case KI_IMAGE_TUPLE:
        return read_tuple(r);
    case KI_IMAGE_FROZENSET:
        return read_frozenset(r);
    case KI_IMAGE_SLICE:
        return read_slice(r);
    default:
        return read_text(r, tag);
    }
}

/* Value n of the module, borrowed. */
static KiValue value(KiState *ks, KiCodeImage *im, uint32_t n) {
    if (im->values[n]) return im->values[n];
    Reader r = {ks, im, im->text + word32(im->offsets + 4 * (size_t)n)};
    KiValue v = read_value(&r);
    if (v != KI_ERR) im->values[n] = v;
    return v;
}

/* --- headers --- */

static bool read_value_to(Reader *r, KiValue *to) {
    KiValue v = value(r->ks, r->im, number(r));
    if (v != KI_ERR) ki_assign(r->ks, to, ki_new_ref(v));
    return v != KI_ERR;
}

/* The code at an offset, owned. */
static KiCode *read_header(KiState *ks, KiCodeImage *im, uint32_t offset) {
    KiCode *c = ki_code_alloc(ks);
    Reader r = {ks, im, im->text + offset};
    if (!c) return NULL;
    ki_assign(ks, &c->filename, ki_new_ref(im->filename));
    if (!read_value_to(&r, &c->name) || !read_value_to(&r, &c->qualname) ||
        !read_value_to(&r, &c->doc)) {
        ki_decref_obj(ks, &c->h);
        return NULL;
    }
    c->first_line = number(&r);
    c->flags = number(&r);
    uint16_t *const rest[] = {&c->n_args,   &c->n_posonly, &c->n_kwonly,    &c->n_free,
                              &c->n_locals, &c->n_regs,    &c->n_self_attrs};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        *rest[i] = (uint16_t)number(&r);
    static const KiInstr load_body = {.op = KI_OP_LOAD_BODY};
    c->instrs = (KiInstr *)&load_body; /* never written to: it is not in any n_instrs */
    c->body = r.at;
    c->image = im;
    im->refs++;
    return c;
}

KiCode *ki_code_image_open(KiState *ks, const uint8_t *module, const char *filename) {
    uint32_t n = word32(module);
    size_t size = sizeof(KiCodeImage) + n * sizeof(KiValue);
    KiCodeImage *im = ki_mem_alloc(ks, size);
    if (!im) return NULL;
    memset(im, 0, size);
    im->refs = 1; /* until its first code is there */
    im->n_values = n;
    im->offsets = module + 8;
    im->text = im->offsets + 4 * (size_t)n;
    im->filename = ki_str_from_cstr(ks, filename);
    KiCode *c = im->filename != KI_ERR ? read_header(ks, im, word32(module + 4)) : NULL;
    ki_code_image_release(ks, im);
    return c;
}

static void forget_values(KiState *ks, KiCodeImage *im) {
    for (uint32_t i = 0; i < im->n_values; i++) {
        KiValue v = im->values[i];
        im->values[i] = 0;
        if (v) ki_decref(ks, v);
    }
}

void ki_code_images_forget(KiState *ks) {
    for (KiCode *c = ks->all_code; c; c = c->next_code)
        if (c->image) forget_values(ks, c->image);
}

void ki_code_image_release(KiState *ks, KiCodeImage *im) {
    if (--im->refs) return;
    forget_values(ks, im);
    if (im->filename != KI_ERR) ki_decref(ks, im->filename);
    ki_mem_free(ks, im, sizeof *im + im->n_values * sizeof *im->values);
}

/* --- bodies --- */

/* An array of the code object with its count, zeroed. */
#define NEW_ARRAY(field, count)                                                                    \
    ((count) == 0 || ((c->field = ki_mem_alloc(r->ks, (count) * sizeof *c->field)) != NULL &&      \
                      memset(c->field, 0, (count) * sizeof *c->field)))

static bool read_instrs(Reader *r, KiCode *c) {
    uint32_t n = number(r);
    KiInstr *at = ki_mem_alloc(r->ks, n * sizeof *at);
    if (!at) return false;
    memcpy(at, r->at, n * sizeof *at);
    r->at += n * sizeof *at;
    c->instrs = at;
    c->n_instrs = n;
    return true;
}

/* An entry of co_consts, owned. */
static KiValue read_const(Reader *r) {
    uint32_t e = number(r);
    if (e & 1) {
        KiValue v = value(r->ks, r->im, e >> 1);
        return v == KI_ERR ? v : ki_new_ref(v);
    }
    KiCode *c = read_header(r->ks, r->im, e >> 1);
    return c ? ki_from_obj(c) : KI_ERR;
}

static bool read_consts(Reader *r, KiCode *c) {
    uint32_t n = number(r);
    KiTuple *t = ki_tuple_alloc(r->ks, n);
    for (uint32_t i = 0; t && i < n; i++) {
        KiValue v = read_const(r);
        if (v == KI_ERR) {
            ki_decref_obj(r->ks, &t->h);
            return false;
        }
        t->items[i] = v;
    }
    if (t) ki_assign(r->ks, &c->consts, ki_from_obj(t));
    return t != NULL;
}

static bool read_k(Reader *r, KiCode *c) {
    uint32_t n = number(r);
    if (!NEW_ARRAY(k_is_value, (n + 7) / 8)) return false;
    c->n_k = n;
    if (!NEW_ARRAY(k, n)) return false;
    for (uint32_t i = 0; i < n;) {
        uint32_t e = number(r);
        if (!e) {
            i += number(r);
            continue;
        }
        KiValue v =
            e & 1 ? value(r->ks, r->im, e >> 1) : ki_tuple_of(c->consts)->items[(e >> 1) - 1];
        if (v == KI_ERR) return false;
        c->k[i] = ki_new_ref(v);
        c->k_is_value[i >> 3] |= (uint8_t)(1u << (i & 7));
        i++;
    }
    return true;
}

static bool read_names(Reader *r, KiCode *c) {
    KiValue names = read_tuple(r);
    if (names == KI_ERR) return false;
    ki_assign(r->ks, &c->names, names);
    if (!NEW_ARRAY(local_names, c->n_locals)) return false;
    for (int i = 0; i < c->n_locals; i++)
        c->local_names[i] = KI_NONE;
    if (!NEW_ARRAY(free_names, c->n_free)) return false;
    for (int i = 0; i < c->n_free; i++)
        c->free_names[i] = KI_NONE;
    if (!NEW_ARRAY(local_is_cell, c->n_locals)) return false;
    for (int i = 0; i < c->n_locals; i++) {
        if (!read_value_to(r, &c->local_names[i])) return false;
        c->local_is_cell[i] = *r->at++;
    }
    for (int i = 0; i < c->n_free; i++)
        if (!read_value_to(r, &c->free_names[i])) return false;
    return true;
}

static bool read_tables(Reader *r, KiCode *c) {
    uint32_t n = number(r);
    if (!NEW_ARRAY(handlers, n)) return false;
    c->n_handlers = n;
    for (uint32_t i = 0; i < n; i++) {
        KiHandler *h = &c->handlers[i];
        h->start = number(r);
        h->end = number(r);
        h->handler = number(r);
        h->live = (uint16_t)number(r);
    }
    n = number(r);
    if (!NEW_ARRAY(live, n)) return false;
    c->n_live = n;
    for (uint32_t i = 0; i < n; i++) {
        c->live[i].parent = (uint16_t)number(r);
        c->live[i].reg = (uint16_t)number(r);
    }
    n = number(r);
    if (!NEW_ARRAY(live_runs, n)) return false;
    c->n_live_runs = n;
    for (uint32_t i = 0, pc = 0; i < n; i++) {
        c->live_runs[i].pc = pc += number(r);
        c->live_runs[i].node = (uint16_t)number(r);
    }
    return true;
}

/* 0: as the instruction before; else the start of the line relative to it, how many lines it goes
 * on, the columns, 0 for unknown. */
static bool read_positions(Reader *r, KiCode *c) {
    if (!NEW_ARRAY(positions, c->n_instrs)) return false;
    KiPosition p = {0, 0, 0xFFFF, 0xFFFF};
    for (uint32_t i = 0; i < c->n_instrs; i++) {
        if (*r->at == 0) {
            r->at++;
        } else {
            int32_t lines = signed_number(r);
            p.line += (uint32_t)(lines > 0 ? lines - 1 : lines);
            p.end_line = p.line + (uint32_t)signed_number(r);
            p.col = (uint16_t)(number(r) - 1);
            p.end_col = (uint16_t)(number(r) - 1);
        }
        c->positions[i] = p;
    }
    return true;
}

bool ki_code_load(KiState *ks, KiCode *c) {
    KiCodeImage *im = c->image;
    Reader here = {ks, im, c->body}, *r = &here;
    KiInstr *stub = c->instrs;
    bool ok = read_instrs(r, c) && read_consts(r, c) && read_k(r, c) && read_names(r, c) &&
              read_tables(r, c) && read_positions(r, c);
    if (!ok) { /* as if nothing had been: another call may find memory */
        ki_code_clear_body(ks, c);
        ki_assign(ks, &c->names, ki_new_ref(ks->empty_tuple));
        ki_assign(ks, &c->consts, ki_new_ref(ks->empty_tuple));
        c->instrs = stub;
        return false;
    }
    c->image = NULL;
    ki_code_image_release(ks, im);
    return true;
}
