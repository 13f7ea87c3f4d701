/* `-X refcheck`: at the end of a state, counts the objects that are still alive though nothing of
 * the state holds them any more: what C code forgot to release, and all that hangs on it.
 *
 * Built-in types and other immortal objects, the interned names and the shared empty values belong
 * to the state; whatever can be reached from them does too. Everything else is a live object. Those
 * with more references than live objects account for are where a leak starts, and are named. So is
 * an object of the state with a wrong count. The tables here come from the C library, for the
 * state's own allocator is being looked at. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "code_image.h"
#include "heap_page.h"
#include "native.h"
#include "object_private.h"

enum { MAX_NAMED = 20 };

typedef struct Entry {
    KiObj *o;
    uint32_t refs; /* references from objects and from the state that were found */
    bool reached;  /* belongs to the state */
} Entry;

typedef struct Report {
    KiState *ks;
    Entry *at; /* by address */
    size_t n, cap;
    size_t *todo; /* entries reached but not yet looked into */
    size_t n_todo;
    bool failed;
} Report;

static void add_entry(KiState *ks, KiObj *o, void *arg) {
    Report *r = arg;
    if (r->failed) return;
    if (r->n == r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 4096;
        Entry *p = realloc(r->at, cap * sizeof *p);
        if (!p) {
            r->failed = true;
            return;
        }
        r->at = p;
        r->cap = cap;
    }
    r->at[r->n++] = (Entry){.o = o};
}

static int by_address(const void *a, const void *b) {
    uintptr_t x = (uintptr_t)((const Entry *)a)->o, y = (uintptr_t)((const Entry *)b)->o;
    return x < y ? -1 : x > y;
}

static Entry *find(Report *r, KiValue v) {
    if (!ki_is_ptr(v) || !v) return NULL;
    Entry key = {.o = ki_obj(v)};
    return bsearch(&key, r->at, r->n, sizeof key, by_address);
}

/* What the class itself holds: a built-in type does not show it to the collector. */
static void visit_class(KiType *t, KiVisitFn visit, void *arg) {
    KiObj *held[] = {(KiObj *)t->name, (KiObj *)t->qualname, (KiObj *)t->dict, (KiObj *)t->mro,
                     (KiObj *)t->bases};
    bool run_time = t->flags & KI_TF_HEAP; /* then its traversal names the last three */
    for (int i = 0; i < (run_time ? 2 : 5); i++)
        if (held[i]) visit(ki_from_obj(held[i]), arg);
    if (t->module_name != KI_ABSENT) visit(t->module_name, arg);
    for (KiShape *s = t->shapes; s; s = s->all_next) /* each owns the name it adds */
        if (s->parent && s->count > s->parent->count)
            visit(ki_from_obj(s->names[s->count - 1]), arg);
}

static void visit_code(KiCode *c, KiVisitFn visit, void *arg) {
    KiValue own[] = {c->name, c->qualname, c->filename, c->doc};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        visit(own[i], arg);
    for (int i = 0; c->local_names && i < c->n_locals; i++)
        visit(c->local_names[i], arg);
    for (int i = 0; c->free_names && i < c->n_free; i++)
        visit(c->free_names[i], arg);
}

static void visit_signature(const KiSignature *s, KiVisitFn visit, void *arg) {
    for (int i = 0; s && i < s->n_params; i++) {
        visit(ki_from_obj(s->names[i]), arg);
        visit(s->defaults[i], arg);
    }
}

/* Traversals leave out what can be in no cycle, such as names. */
static void visit_all(KiObj *o, KiVisitFn visit, void *arg) {
    ki_traverse(o, visit, arg);
    if (ki_obj_type(o)->layout == KI_K_TYPE) visit_class((KiType *)o, visit, arg);
    if (o->kind == KI_K_CODE) visit_code((KiCode *)o, visit, arg);
    if (o->kind == KI_K_NATIVE || o->kind == KI_K_METHOD_DESCR || o->kind == KI_K_CLASSMETHOD_DESCR)
        visit_signature(((KiNative *)o)->sig, visit, arg);
    if (o->kind == KI_K_FUNC) {
        KiFunc *f = (KiFunc *)o;
        visit(ki_from_obj(f->code), arg);
        visit(f->name, arg);
        visit(f->qualname, arg);
    }
}

static void count_reference(KiValue v, void *arg) {
    Entry *e = find(arg, v);
    if (e) e->refs++;
}

static void reach(KiValue v, void *arg) {
    Report *r = arg;
    Entry *e = find(r, v);
    if (!e || e->reached) return;
    e->reached = true;
    r->todo[r->n_todo++] = (size_t)(e - r->at);
}

static void reach_roots(Report *r) {
    KiState *ks = r->ks;
    for (size_t i = 0; i < r->n; i++)
        if (r->at[i].o->rc >= KI_RC_IMMORTAL) reach(ki_from_obj(r->at[i].o), r);
    KiStr **names = (KiStr **)&ks->names;
    for (size_t i = 0; i < sizeof ks->names / sizeof *names; i++)
        reach(ki_from_obj(names[i]), r);
    for (int i = 0; i < 256; i++)
        reach(ks->latin1[i], r);
    KiValue shared[] = {ks->empty_str, ks->empty_tuple, ks->empty_bytes, ks->empty_frozenset,
                        ks->memory_error};
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        reach(shared[i], r);
        count_reference(shared[i], r);
    }
    while (r->n_todo)
        visit_all(r->at[r->todo[--r->n_todo]].o, reach, r);
}

static const char *what_is(KiState *ks, KiObj *o) {
    if (o->kind == KI_K_FUNC) return ki_cstr(ks, ki_str_of(((KiFunc *)o)->qualname));
    if (o->kind == KI_K_NATIVE || o->kind == KI_K_METHOD_DESCR) return ((KiNative *)o)->name;
    if (ki_obj_type(o)->layout == KI_K_TYPE) return ki_cstr(ks, ((KiType *)o)->name);
    if (o->kind == KI_K_TUPLE && ((KiTuple *)o)->len)
        return ki_type_name(ks, ((KiTuple *)o)->items[0]);
    if (o->kind == KI_K_STR) return ki_cstr(ks, (KiStr *)o);
    return "";
}

/* References more than were found; below 0: released too often. Only collector objects of the
 * state are sure to be accounted for in full. */
static int64_t too_many(const Entry *e) {
    if (e->o->rc >= KI_RC_IMMORTAL || (e->reached && !(e->o->flags & KI_OF_GC))) return 0;
    return (int64_t)e->o->rc - e->refs;
}

typedef struct TypeCount {
    KiType *type;
    size_t n;
} TypeCount;

static int by_count(const void *a, const void *b) {
    const TypeCount *x = a, *y = b;
    return x->n > y->n ? -1 : x->n < y->n;
}

static void print_types(Report *r, FILE *f, size_t n_live) {
    TypeCount *c = calloc(n_live, sizeof *c);
    size_t n = 0;
    for (size_t i = 0; c && i < r->n; i++) {
        if (r->at[i].reached) continue;
        KiType *t = ki_obj_type(r->at[i].o);
        size_t k = 0;
        while (k < n && c[k].type != t)
            k++;
        if (k == n) c[n++].type = t;
        c[k].n++;
    }
    if (c) qsort(c, n, sizeof *c, by_count);
    for (size_t k = 0; k < n; k++)
        fprintf(f, "refcheck: %8zu %s\n", c[k].n, ki_type_cname(r->ks, c[k].type));
    free(c);
}

static void print_wrong(Report *r, FILE *f) {
    int n = 0;
    for (size_t i = 0; i < r->n; i++) {
        Entry *e = &r->at[i];
        int64_t d = too_many(e);
        if (!d || n++ >= MAX_NAMED) continue;
        fprintf(f, "refcheck: %s %.60s: %" PRId64 " reference%s too %s\n",
                ki_type_cname(r->ks, ki_obj_type(e->o)), what_is(r->ks, e->o), d < 0 ? -d : d,
                d == 1 || d == -1 ? "" : "s", d < 0 ? "few" : "many");
    }
    if (n > MAX_NAMED) fprintf(f, "refcheck: and %d more\n", n - MAX_NAMED);
}

static void examine(Report *r, FILE *f, const char *label) {
    qsort(r->at, r->n, sizeof *r->at, by_address);
    reach_roots(r);
    for (size_t i = 0; i < r->n; i++)
        visit_all(r->at[i].o, count_reference, r);
    size_t n_live = 0, n_wrong = 0;
    for (size_t i = 0; i < r->n; i++) {
        n_live += !r->at[i].reached;
        n_wrong += too_many(&r->at[i]) != 0;
    }
    if (label && !n_live && !n_wrong) return; /* a file hears of leaks only */
    if (label) fprintf(f, "refcheck: in %s\n", label);
    fprintf(f, "refcheck: %zu live object%s\n", n_live, n_live == 1 ? "" : "s");
    if (n_live) print_types(r, f, n_live);
    if (n_wrong) print_wrong(r, f);
}

/* KUKRI_REFCHECK=FILE: every state of the process appends what it leaked. */
void ki_heap_report(KiState *ks) {
    const char *path = ks->config.ignore_environment ? NULL : getenv("KUKRI_REFCHECK");
    if (!ks->config.refcheck && (!path || !*path)) return;
    ki_gc_collect(ks, 2);
    ki_type_cache_flush(ks, NULL); /* it owns names */
    ki_code_images_forget(ks);     /* these own constants */
    Report r = {.ks = ks};
    ki_heap_each(ks, add_entry, &r);
    r.todo = malloc((r.n + 1) * sizeof *r.todo);
    FILE *f = r.failed || !r.todo ? NULL : ks->config.refcheck ? stderr : fopen(path, "a");
    if (f) examine(&r, f, ks->config.refcheck ? NULL : path);
    if (f && f != stderr) fclose(f);
    free(r.todo);
    free(r.at);
}
