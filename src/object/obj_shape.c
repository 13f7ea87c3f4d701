/* Hidden classes: a tree per type, one edge per attribute added. Looking a name up is a scan of up
 * to 8 interned pointers, beyond that a small hash table made on first use. A names block is
 * shared along a chain: a child appends to its parent's block if it is the first to do so. */
#include "obj_shape.h"

#include "heap.h"

/* Open addressing from an interned name to a shape or slot number. */
typedef struct TableEntry {
    KiStr *name;
    uintptr_t value;
} TableEntry;
struct KiShapeTable {
    uint32_t used, mask;
    TableEntry entries[];
};

typedef struct NamesBlock {
    uint32_t used, cap;
    KiStr *names[];
} NamesBlock;

static NamesBlock *names_block(KiStr **names) {
    return (NamesBlock *)((char *)names - offsetof(NamesBlock, names));
}

static uint32_t name_hash(const KiStr *name) {
    uint64_t x = (uintptr_t)name >> 4;
    return (uint32_t)(x ^ (x >> 15));
}

static size_t table_bytes(uint32_t mask) {
    return sizeof(struct KiShapeTable) + (mask + 1) * sizeof(TableEntry);
}

static TableEntry *table_find(struct KiShapeTable *t, KiStr *name) {
    for (uint32_t i = name_hash(name);; i++) {
        TableEntry *e = &t->entries[i & t->mask];
        if (e->name == name || !e->name) return e;
    }
}

static struct KiShapeTable *table_new(KiState *ks, uint32_t mask) {
    struct KiShapeTable *t = ki_mem_alloc(ks, table_bytes(mask));
    if (t) {
        memset(t, 0, table_bytes(mask));
        t->mask = mask;
    }
    return t;
}

static bool table_set(KiState *ks, struct KiShapeTable **tp, KiStr *name, uintptr_t value) {
    struct KiShapeTable *t = *tp;
    if (!t || (t->used + 1) * 4 > (t->mask + 1) * 3) {
        struct KiShapeTable *n = table_new(ks, t ? t->mask * 2 + 1 : 1);
        if (!n) return false;
        for (uint32_t i = 0; t && i <= t->mask; i++)
            if (t->entries[i].name) *table_find(n, t->entries[i].name) = t->entries[i];
        if (t) {
            n->used = t->used;
            ki_mem_free(ks, t, table_bytes(t->mask));
        }
        *tp = t = n;
    }
    *table_find(t, name) = (TableEntry){name, value};
    t->used++;
    return true;
}

static void table_free(KiState *ks, struct KiShapeTable *t) {
    if (t) ki_mem_free(ks, t, table_bytes(t->mask));
}

static KiShape *shape_new(KiState *ks, KiType *t) {
    KiShape *s = ki_mem_alloc(ks, sizeof *s);
    if (!s) return NULL;
    *s = (KiShape){.type = t, .all_next = t->shapes};
    t->shapes = s;
    return s;
}

static KiStr **names_new(KiState *ks, uint32_t cap) {
    NamesBlock *b = ki_mem_alloc(ks, sizeof *b + cap * sizeof(KiStr *));
    if (!b) return NULL;
    b->used = 0;
    b->cap = cap;
    return b->names;
}

KiShape *ki_shape_root(KiState *ks, KiType *t, uint32_t n_inline, uint32_t n_member) {
    for (KiShape *s = t->shapes; s; s = s->all_next)
        if (!s->parent && !s->dict_mode && s->n_inline == n_inline && s->n_member == n_member)
            return s;
    KiShape *s = shape_new(ks, t);
    if (!s) return NULL;
    s->count = s->n_member = n_member;
    s->n_inline = n_inline;
    if (n_member) { /* members have no names here: the descriptors know their slots */
        s->names = names_new(ks, n_member + 4);
        if (!s->names) return NULL; /* the shape stays on the type's list and is freed with it */
        s->owns_names = true;
        memset(s->names, 0, n_member * sizeof(KiStr *));
        names_block(s->names)->used = n_member;
    }
    return s;
}

KiShape *ki_shape_dict_mode(KiState *ks, KiShape *s) {
    if (s->dict_mode) return s;
    if (s->dict_shape) return s->dict_shape;
    for (KiShape *p = s->type->shapes; p; p = p->all_next)
        if (p->dict_mode && p->n_inline == s->n_inline) return s->dict_shape = p;
    KiShape *d = shape_new(ks, s->type);
    if (!d) return NULL;
    d->count = d->n_member = s->n_member;
    d->n_inline = s->n_inline;
    d->dict_mode = true;
    return s->dict_shape = d;
}

static bool make_index(KiState *ks, KiShape *s) {
    for (uint32_t i = s->n_member; i < s->count; i++)
        if (!table_set(ks, &s->index, s->names[i], i)) return false;
    return true;
}

int ki_shape_find(KiShape *s, KiStr *name) {
    if (s->index) {
        TableEntry *e = table_find(s->index, name);
        return e->name ? (int)e->value : -1;
    }
    if (s->dict_mode) return -1;
    for (uint32_t i = s->count; i-- > s->n_member;)
        if (s->names[i] == name) return (int)i;
    return -1;
}

/* The child's names: the parent's block if nobody extended it yet, else a copy. */
static bool share_names(KiState *ks, KiShape *child, KiShape *parent, KiStr *name) {
    NamesBlock *b = parent->names ? names_block(parent->names) : NULL;
    if (b && b->used == parent->count && b->used < b->cap) {
        child->names = parent->names;
    } else {
        uint32_t cap = parent->count < 4 ? 8 : parent->count * 2;
        child->names = names_new(ks, cap);
        if (!child->names) return false;
        child->owns_names = true;
        b = names_block(child->names);
        if (parent->count) memcpy(child->names, parent->names, parent->count * sizeof(KiStr *));
        b->used = parent->count;
    }
    ki_incref_obj(&name->h);
    b->names[b->used++] = name;
    return true;
}

KiShape *ki_shape_add(KiState *ks, KiShape *s, KiStr *name) {
    if (s->transitions) {
        TableEntry *e = table_find(s->transitions, name);
        if (e->name) return (KiShape *)e->value;
    }
    KiShape *c = shape_new(ks, s->type);
    if (!c) return NULL;
    c->parent = s;
    c->n_member = s->n_member;
    c->n_inline = s->n_inline;
    c->count = s->count; /* complete only once the name is in: a failure leaves a harmless shape */
    if (!share_names(ks, c, s, name)) return NULL;
    c->count = s->count + 1;
    if (c->count > 8 && !make_index(ks, c)) return NULL;
    if (!table_set(ks, &s->transitions, name, (uintptr_t)c)) return NULL;
    return c;
}

void ki_shapes_free(KiState *ks, KiType *t) {
    KiShape *next;
    for (KiShape *s = t->shapes; s; s = next) {
        next = s->all_next;
        if (s->parent && s->count > s->parent->count)
            ki_decref(ks, ki_from_obj(s->names[s->count - 1]));
        s->parent = NULL; /* children come first in the list, so a parent is still valid above */
        table_free(ks, s->transitions);
        table_free(ks, s->index);
        s->transitions = s->index = NULL;
    }
    for (KiShape *s = t->shapes; s; s = next) {
        next = s->all_next;
        if (s->owns_names) {
            NamesBlock *b = names_block(s->names);
            ki_mem_free(ks, b, sizeof *b + b->cap * sizeof(KiStr *));
        }
        ki_mem_free(ks, s, sizeof *s);
    }
    t->shapes = NULL;
}
