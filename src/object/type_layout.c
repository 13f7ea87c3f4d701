/* Sizes and offsets as CPython 3.11 would have them: type_layout.def for native types, CPython's
 * rules for the classes of scripts, and what sys.getsizeof says of single objects. Nothing here
 * tells how Kukri lays anything out. */
#include "type_layout.h"

#include <stdio.h>
#include <string.h>

#include "code.h"
#include "containers.h"
#include "number.h"
#include "obj_func.h"
#include "obj_int.h"
#include "obj_memoryview.h"
#include "obj_str.h"
#include "object_private.h"
#include "state.h"
#include "type.h"

typedef struct Row {
    const char *name;
    KiLayout layout;
} Row;
static const Row rows[] = {
#define LAYOUT(name, basic, item, dict, weakref, gc)                                               \
    {name, {basic, item, dict, weakref, gc, false}},
#include "type_layout.def"
#undef LAYOUT
};

enum {
    POINTER = 8,
    GC_HEADER = 16,
    MANAGED_DICT = 16, /* the two words before an object whose dict lies there */
    STATIC_TYPE = 408, /* a type that is no object of the heap */
    SHARED_KEYS = 768, /* the names of attributes that a class keeps for its instances */
    INT_HEAD = 24,
    INT_DIGIT = 4,    /* of 30 bits */
    DICT_KEYS = 32,   /* the head of a dict's table */
    SHARED_DICT = 232 /* the values in the __dict__ of the first instance of its class */
};

static const Row *find(const char *name) {
    size_t low = 0, high = sizeof rows / sizeof *rows;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = strcmp(name, rows[mid].name);
        if (c == 0) return &rows[mid];
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

/* The row of a native type, or NULL. */
static const Row *row_of(KiState *ks, KiType *t) {
    if ((t->flags & (KI_TF_HEAP | KI_TF_IMMUTABLE)) == KI_TF_HEAP) return NULL;
    char name[128];
    KiValue m = ki_type_module(ks, t);
    if (m == KI_ERR) ki_clear_exc(ks);
    bool plain = m == KI_ERR || !ki_is_str(m) || ki_str_eq_cstr(ki_str_of(m), "builtins");
    int n = plain ? snprintf(name, sizeof name, "%s", ki_cstr(ks, t->qualname))
                  : snprintf(name, sizeof name, "%s.%s", ki_cstr(ks, ki_str_of(m)),
                             ki_cstr(ks, t->qualname));
    if (m != KI_ERR) ki_decref(ks, m);
    return n < (int)sizeof name ? find(name) : NULL;
}

/* The slots that a class adds to those of its base. */
static int new_slots(const KiType *t) {
    return t->root_shape && t->base->root_shape
               ? (int)t->root_shape->n_member - (int)t->base->root_shape->n_member
               : 0;
}

KiLayout ki_type_layout(KiState *ks, KiType *t) {
    const Row *row = row_of(ks, t);
    if (row) return row->layout;
    KiType *b = t->base;
    if (!b || b == t) return (KiLayout){.basic = 2 * POINTER};
    KiLayout l = ki_type_layout(ks, b);
    if (!(t->flags & KI_TF_HEAP)) return l;
    bool dict = (t->flags & KI_TF_HAS_DICT) && !l.dict,
         weakref = (t->flags & KI_TF_HAS_WEAKREF) && !l.weakref;
    l.gc = true;
    l.basic += new_slots(t) * POINTER;
    if (dict && l.item) {
        l.dict = -POINTER;
        l.basic += POINTER;
    }
    if (weakref) {
        l.weakref = l.basic;
        l.basic += POINTER;
    }
    if (dict && !l.item) {
        l.managed_dict = true;
        l.dict = -l.basic - 3 * POINTER;
    }
    return l;
}

bool ki_matches_itself(KiState *ks, KiType *t) {
    static const KiKind kinds[] = {KI_K_BOOL,  KI_K_BYTEARRAY, KI_K_BYTES, KI_K_DICT,
                                   KI_K_FLOAT, KI_K_FROZENSET, KI_K_INT,   KI_K_LIST,
                                   KI_K_SET,   KI_K_STR,       KI_K_TUPLE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ki_is_subtype(t, ks->types[kinds[i]])) return true;
    return false;
}

/* What a dict has beyond its head: a table of the smallest power of two that is two thirds empty,
 * bytes or wider numbers in it, and the entries. */
static int64_t dict_table(const KiDict *d) {
    int64_t size = 8;
    if (!d->used) return 0;
    while (size * 2 / 3 < d->used)
        size *= 2;
    int width = size <= 128 ? 1 : size <= 32768 ? 2 : 4;
    return DICT_KEYS + size * width + size * 2 / 3 * (d->str_keys ? 16 : 24);
}

static int64_t dict_size(const KiDict *d) {
    if (d->h.aux == KI_AUX_ATTRS && d->str_keys && d->used <= 30) return SHARED_DICT;
    return dict_table(d);
}

/* A generator holds its variables and the operands of an expression. */
static int64_t frame_items(const KiCode *c) {
    return c->n_locals + 2;
}

int64_t ki_sizeof(KiState *ks, KiValue v) {
    KiLayout l = ki_type_layout(ks, ki_type_of(ks, v));
    bool boxed = ki_unbox(v) != v;
    v = ki_unbox(v);
    int64_t basic = l.basic;
    if (ki_is_bool(v)) v = ki_small_int(v == KI_TRUE);
    if (ki_is_integer(v)) {
        uint64_t store[1], bits = kb_big_bit_length(ki_int_view(v, store));
        return INT_HEAD + INT_DIGIT * (int64_t)(bits ? (bits + 29) / 30 : 1);
    }
    if (!ki_is_ptr(v)) return basic;
    KiObj *o = ki_obj(v);
    KiType *t = ki_type_of(ks, v);
    switch (t->layout) {
    case KI_K_STR: {
        const KiStr *s = ki_str_of(v);
        bool ascii = o->flags & KI_STR_ASCII;
        int64_t width = ki_str_width(s), head = boxed ? 80 : ascii ? 48 : 72;
        return head + ((int64_t)s->len + 1) * width;
    }
    case KI_K_BYTES:
        return basic + (int64_t)ki_bytes_of(v)->len;
    case KI_K_BYTEARRAY: {
        int64_t cap = (int64_t)ki_bytearray_of(v)->cap;
        return basic + cap;
    }
    case KI_K_TUPLE:
        return basic + l.item * ki_tuple_of(v)->len;
    case KI_K_LIST:
        return basic + POINTER * ki_list_of(v)->cap;
    case KI_K_DICT:
        return basic + dict_size(ki_dict_of(v));
    case KI_K_SET:
    case KI_K_FROZENSET: {
        const KiSet *s = ki_set_of(v);
        return basic + (s->mask > 7 ? (s->mask + 1) * INT64_C(16) : 0);
    }
    case KI_K_TYPE: {
        KiType *self = (KiType *)o;
        if (!(self->flags & KI_TF_HEAP) || self->flags & KI_TF_IMMUTABLE) return STATIC_TYPE;
        return basic + (ki_type_layout(ks, self).managed_dict ? SHARED_KEYS : 0);
    }
    case KI_K_GENERATOR:
        return basic + l.item * frame_items(((KiGenerator *)o)->code);
    case KI_K_MEMORYVIEW: /* shape, strides and offsets */
        return basic + l.item * 3 * ((KiMemoryview *)o)->ndim;
    default:
        return basic;
    }
}

int64_t ki_size_before(KiState *ks, KiValue v) {
    KiLayout l = ki_type_layout(ks, ki_type_of(ks, v));
    return (l.gc ? GC_HEADER : 0) + (l.managed_dict ? MANAGED_DICT : 0);
}
