/* The gc module: the collector of object/gc.c as Python sees it, its callbacks and debug output. */
#include <time.h>

#include "../object/audit.h"
#include "builtins.h"
#include "containers.h"

enum { STATS = 1, COLLECTABLE = 2, UNCOLLECTABLE = 4, SAVEALL = KI_GC_SAVE_ALL };

/* gc.get_threshold() at the start. A run here walks pages instead of links and weighs less than one
 * of CPython's, so the same number stands for runs after DEFAULT_COUNTDOWN allocations. */
#define DEFAULT_THRESHOLD 700
#define DEFAULT_COUNTDOWN 5000

/* ks->bi->slot[KI_BI_GC]: this tuple. */
enum { GARBAGE, CALLBACKS, THRESHOLDS, STARTED, N_PARTS };

static KiValue part(KiState *ks, int which) {
    return ki_tuple_of(ks->bi->slot[KI_BI_GC])->items[which];
}

/* --- hooks --- */

static void say(KiState *ks, KiValue text) {
    if (text == KI_ERR) {
        ki_clear_exc(ks);
        return;
    }
    KiValue err = ki_dict_get_cstr(ks, ks->sys_dict, "stderr");
    if (err != KI_ABSENT && err != KI_ERR && err != KI_NONE) {
        ki_incref(err);
        KiValue r = ki_call_method(ks, err, ks->names.n_write, &text, 1);
        if (r == KI_ERR)
            ki_clear_exc(ks);
        else
            ki_decref(ks, r);
        ki_decref(ks, err);
    }
    ki_decref(ks, text);
}

static void call_each(KiState *ks, const char *phase, int generation, int64_t collected) {
    KiValue list = part(ks, CALLBACKS);
    if (!ki_list_of(list)->len) return;
    KiDict *info = ki_dict_new(ks);
    KiValue name = ki_str_from_utf8(ks, phase, strlen(phase));
    bool ok = info && name != KI_ERR &&
              ki_dict_set_cstr(ks, info, "generation", ki_small_int(generation)) &&
              ki_dict_set_cstr(ks, info, "collected", ki_small_int(collected)) &&
              ki_dict_set_cstr(ks, info, "uncollectable", ki_small_int(0));
    for (int64_t i = 0; ok && i < ki_list_of(list)->len; i++) {
        KiValue fn = ki_new_ref(ki_list_of(list)->items[i]);
        KiValue r = ki_call(ks, fn, (KiValue[]){name, ki_from_obj(info)}, 2, KI_ABSENT);
        if (r == KI_ERR)
            ki_write_unraisable(ks, fn);
        else
            ki_decref(ks, r);
        ki_decref(ks, fn);
    }
    if (!ok) ki_write_unraisable(ks, KI_ABSENT);
    if (name != KI_ERR) ki_decref(ks, name);
    if (info) ki_decref_obj(ks, &info->h);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void count_generation(KiState *ks, KiObj *o, void *arg) {
    int g = ki_gc_generation(o);
    if (g >= 0) ((int64_t *)arg)[g]++;
}

static void on_start(KiState *ks, int generation) {
    call_each(ks, "start", generation, 0);
    if (!(ki_gc_debug(ks) & STATS)) return;
    int64_t n[4] = {0};
    ki_heap_each(ks, count_generation, n);
    say(ks, ki_str_format(ks,
                          "gc: collecting generation %d...\n"
                          "gc: objects in each generation: %lld %lld %lld\n"
                          "gc: objects in permanent generation: %lld\n",
                          generation, (long long)n[0], (long long)n[1], (long long)n[2],
                          (long long)n[3]));
    ki_tuple_of(ks->bi->slot[KI_BI_GC])->items[STARTED] = ki_float(now());
}

static void on_found(KiState *ks, KiObj **at, size_t n) {
    if (!(ki_gc_debug(ks) & COLLECTABLE)) return;
    for (size_t i = 0; i < n; i++)
        say(ks, ki_str_format(ks, "gc: collectable <%s %p>\n", ki_type_name(ks, ki_from_obj(at[i])),
                              (void *)at[i]));
}

static void on_save(KiState *ks, KiObj *o) {
    if (!ki_list_append(ks, ki_list_of(part(ks, GARBAGE)), ki_from_obj(o)))
        ki_write_unraisable(ks, KI_ABSENT);
}

static void on_stop(KiState *ks, int generation, int64_t collected) {
    KiValue started = part(ks, STARTED);
    if ((ki_gc_debug(ks) & STATS) && ki_is_float(started)) {
        char line[96];
        snprintf(line, sizeof line, "gc: done, %lld unreachable, 0 uncollectable, %.4fs elapsed\n",
                 (long long)collected, now() - ki_float_val(started));
        say(ks, ki_str_from_utf8(ks, line, strlen(line)));
    }
    call_each(ks, "stop", generation, collected);
}

static const KiGcHooks hooks = {on_start, on_found, on_save, on_stop};

/* --- running it --- */

static bool no_keywords(KiState *ks, const char *fname, KiValue kwnames) {
    if (kwnames == KI_ABSENT || !ki_tuple_of(kwnames)->len) return true;
    ki_raise(ks, KI_EXC_TypeError, "%s() takes no keyword arguments", fname);
    return false;
}

static KiValue gc_collect(KiState *ks, KiValue *a, int n) {
    int generation;
    if (!ki_to_int(ks, a[0], &generation)) return KI_ERR;
    if (generation < 0 || generation > 2)
        return ki_raise(ks, KI_EXC_ValueError, "invalid generation");
    return ki_int_from_i64(ks, ki_gc_collect(ks, generation));
}
static KiValue gc_enable(KiState *ks, KiValue *a, int n) {
    ki_gc_enable(ks, true);
    return KI_NONE;
}
static KiValue gc_disable(KiState *ks, KiValue *a, int n) {
    ki_gc_enable(ks, false);
    return KI_NONE;
}
static KiValue gc_isenabled(KiState *ks, KiValue *a, int n) {
    return ki_bool(ki_gc_enabled(ks));
}
static KiValue gc_get_count(KiState *ks, KiValue *a, int n) {
    int64_t c[3];
    ki_gc_counts(ks, c);
    return ki_tuple_pack(ks, 3, ki_small_int(c[0]), ki_small_int(c[1]), ki_small_int(c[2]));
}
static KiValue gc_get_threshold(KiState *ks, KiValue *a, int n) {
    return ki_new_ref(part(ks, THRESHOLDS));
}
static KiValue gc_set_threshold(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!no_keywords(ks, "set_threshold", kwnames)) return KI_ERR;
    if (nargs < 1 || nargs > 3)
        return ki_raise(ks, KI_EXC_TypeError, "set_threshold() takes at %s argument%s (%d given)",
                        nargs ? "most 3" : "least 1", nargs ? "s" : "", nargs);
    KiValue now_set = part(ks, THRESHOLDS);
    KiValue v[3];
    for (int i = 0; i < 3; i++) {
        int one;
        v[i] = ki_tuple_of(now_set)->items[i];
        if (i >= nargs) continue;
        if (!ki_to_int(ks, args[i], &one)) return KI_ERR;
        v[i] = ki_small_int(one);
    }
    KiValue t = ki_tuple_pack(ks, 3, v[0], v[1], v[2]);
    if (t == KI_ERR) return KI_ERR;
    ki_tuple_of(ks->bi->slot[KI_BI_GC])->items[THRESHOLDS] = t;
    ki_decref(ks, now_set);
    int64_t young = ki_int_val(v[0]);
    ki_gc_set_threshold(ks, young == DEFAULT_THRESHOLD ? DEFAULT_COUNTDOWN : young);
    return KI_NONE;
}
static KiValue gc_get_stats(KiState *ks, KiValue *a, int n) {
    KiList *l = ki_list_new(ks, 3);
    for (int g = 0; l && g < 3; g++) {
        KiGcStats s = ki_gc_stats(ks, g);
        KiDict *d = ki_dict_new(ks);
        bool ok = d && ki_dict_set_cstr(ks, d, "collections", ki_small_int(s.collections)) &&
                  ki_dict_set_cstr(ks, d, "collected", ki_small_int(s.collected)) &&
                  ki_dict_set_cstr(ks, d, "uncollectable", ki_small_int(s.uncollectable)) &&
                  ki_list_append(ks, l, ki_from_obj(d));
        if (d) ki_decref_obj(ks, &d->h);
        if (!ok) {
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
    }
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue gc_get_debug(KiState *ks, KiValue *a, int n) {
    return ki_small_int(ki_gc_debug(ks));
}
static KiValue gc_set_debug(KiState *ks, KiValue *a, int n) {
    int flags;
    if (!ki_to_int(ks, a[0], &flags)) return KI_ERR;
    ki_gc_set_debug(ks, flags);
    return KI_NONE;
}
static KiValue gc_freeze(KiState *ks, KiValue *a, int n) {
    ki_gc_freeze(ks, true);
    return KI_NONE;
}
static KiValue gc_unfreeze(KiState *ks, KiValue *a, int n) {
    ki_gc_freeze(ks, false);
    return KI_NONE;
}
static KiValue gc_get_freeze_count(KiState *ks, KiValue *a, int n) {
    return ki_int_from_i64(ks, ki_gc_frozen(ks));
}

/* --- looking at objects --- */

/* Whether CPython's collector would watch the object. Kukri's pages also hold objects that cannot
 * be part of a cycle (their type may be, in a subclass); those count as untracked. */
static bool is_tracked(KiState *ks, KiValue v);

static void any_tracked(KiValue child, void *arg) {
    void **x = arg;
    if (!*(bool *)x[1]) *(bool *)x[1] = is_tracked(x[0], child);
}

static bool is_tracked(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v) || !(ki_obj(v)->flags & KI_OF_GC)) return false;
    KiObj *o = ki_obj(v);
    KiType *t = ki_obj_type(o);
    if (t->flags & KI_TF_HEAP) return true;
    if (ki_is_type(v)) return ((KiType *)o)->flags & KI_TF_HEAP;
    if (t == ks->types[KI_K_OBJECT] || ki_is_bytearray(v)) return false;
    if (ki_is_tuple(v)) return ki_tuple_of(v)->len > 0;
    if (o->kind == KI_K_DICT) {
        bool any = false;
        ki_traverse(o, any_tracked, (void *[]){ks, &any});
        return any;
    }
    return true;
}

static KiValue gc_is_tracked(KiState *ks, KiValue *a, int n) {
    return ki_bool(is_tracked(ks, a[0]));
}
static KiValue gc_is_finalized(KiState *ks, KiValue *a, int n) {
    return ki_bool(ki_is_ptr(a[0]) && (ki_obj(a[0])->flags & KI_OF_FINALIZED));
}

/* Objects or children, in two passes: nothing may be allocated while the heap is walked, so the
 * first pass counts and the second one fills. */
typedef struct Found {
    KiValue *at;
    size_t n, cap;
    KiValue *targets; /* wanted: what refers to one of these; NULL: everything */
    int n_targets;
    int generation; /* or -1: any but frozen */
    KiList *out;    /* the list being made: not found itself */
    bool hit;
} Found;

static void found(Found *f, KiValue v) {
    if (f->n < f->cap) f->at[f->n] = ki_new_ref(v);
    f->n++;
}
static bool make_room(KiState *ks, Found *f) {
    f->cap = f->n;
    f->n = 0;
    f->at = kb_malloc(&ks->alloc, (f->cap + 1) * sizeof *f->at);
    if (!f->at) ki_raise_nomem(ks);
    return f->at;
}
static bool append_found(KiState *ks, Found *f, KiList *l) {
    size_t n = f->n < f->cap ? f->n : f->cap;
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        ok = ok && ki_list_append(ks, l, f->at[i]);
        ki_decref(ks, f->at[i]);
    }
    kb_free(&ks->alloc, f->at, (f->cap + 1) * sizeof *f->at);
    return ok;
}

static void match_target(KiValue child, void *arg) {
    Found *f = arg;
    for (int i = 0; i < f->n_targets; i++)
        f->hit = f->hit || child == f->targets[i];
}
static void visit_object(KiState *ks, KiObj *o, void *arg) {
    Found *f = arg;
    int generation = ki_gc_generation(o);
    if (generation < 0 || generation == 3 || o == &f->out->h) return;
    if (ks->audit_hooks && o == &ks->audit_hooks->h) return; /* nobody is to find them */
    if (f->generation >= 0 && f->generation != generation) return;
    f->hit = !f->targets;
    if (f->targets) ki_traverse(o, match_target, f);
    if (f->hit) found(f, ki_from_obj(o));
}
static KiValue find_objects(KiState *ks, KiValue *targets, int n, int generation) {
    KiList *l = ki_list_new(ks, 0);
    if (!l) return KI_ERR;
    Found f = {.targets = targets, .n_targets = n, .generation = generation, .out = l};
    ki_heap_each(ks, visit_object, &f);
    bool ok = make_room(ks, &f);
    if (ok) {
        ki_heap_each(ks, visit_object, &f);
        ok = append_found(ks, &f, l);
    }
    if (ok) return ki_from_obj(l);
    ki_decref_obj(ks, &l->h);
    return KI_ERR;
}
static KiValue gc_get_objects(KiState *ks, KiValue *a, int n) {
    int generation = -1; /* as an argument too */
    if (a[0] != KI_NONE) {
        if (!ki_is_integer(a[0]) && !ki_slots_of(ks, a[0])->unary[KI_INDEX])
            return ki_raise(ks, KI_EXC_TypeError, "argument should be integer or None, not '%s'",
                            ki_type_name(ks, a[0]));
        if (!ki_to_int(ks, a[0], &generation)) return KI_ERR;
        if (generation >= 3)
            return ki_raise(ks, KI_EXC_ValueError,
                            "generation parameter must be less than the number of available "
                            "generations (3)");
        if (generation < -1)
            return ki_raise(ks, KI_EXC_ValueError, "generation parameter cannot be negative");
    }
    if (!ki_audit(ks, "gc.get_objects", "i", generation)) return KI_ERR;
    return find_objects(ks, NULL, 0, generation);
}
/* The event of a function whose arguments are any objects. */
static bool audit_all(KiState *ks, const char *event, KiValue *args, int nargs) {
    if (!ks->audit_hooks) return true;
    KiValue t = ki_tuple_from(ks, args, nargs);
    bool ok = t != KI_ERR && ki_audit(ks, event, "O", t);
    ki_decref(ks, t);
    return ok;
}
static KiValue gc_get_referrers(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!no_keywords(ks, "get_referrers", kwnames) ||
        !audit_all(ks, "gc.get_referrers", args, nargs))
        return KI_ERR;
    KiValue none = KI_UNBOUND;
    return find_objects(ks, nargs ? args : &none, nargs, -1);
}

static void visit_child(KiValue child, void *arg) {
    if (ki_is_ptr(child) || ki_is_int(child) || ki_is_float(child) || child == KI_NONE ||
        child == KI_TRUE || child == KI_FALSE || child == KI_ELLIPSIS)
        found(arg, child);
}
static KiValue gc_get_referents(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!no_keywords(ks, "get_referents", kwnames) ||
        !audit_all(ks, "gc.get_referents", args, nargs))
        return KI_ERR;
    KiList *l = ki_list_new(ks, 8);
    for (int i = 0; l && i < nargs; i++) {
        if (!ki_is_ptr(args[i]) || !(ki_obj(args[i])->flags & KI_OF_GC)) continue;
        Found f = {.at = NULL};
        ki_traverse(ki_obj(args[i]), visit_child, &f);
        bool ok = make_room(ks, &f);
        if (ok) {
            ki_traverse(ki_obj(args[i]), visit_child, &f);
            ok = append_found(ks, &f, l);
        }
        if (!ok) {
            ki_decref_obj(ks, &l->h);
            l = NULL;
        }
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

/* --- the module --- */

static bool add_constants(KiState *ks, KiModule *m) {
    static const struct {
        const char *name;
        int value;
    } flags[] = {{"DEBUG_STATS", STATS},
                 {"DEBUG_COLLECTABLE", COLLECTABLE},
                 {"DEBUG_UNCOLLECTABLE", UNCOLLECTABLE},
                 {"DEBUG_SAVEALL", SAVEALL},
                 {"DEBUG_LEAK", COLLECTABLE | UNCOLLECTABLE | SAVEALL}};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (!ki_module_add(ks, m, flags[i].name, ki_small_int(flags[i].value))) return false;
    return true;
}

/* The state of the module outlives it: a second import finds the same lists. */
static bool make_parts(KiState *ks) {
    if (ks->bi->slot[KI_BI_GC] != KI_ABSENT) return true;
    KiList *garbage = ki_list_new(ks, 0), *callbacks = ki_list_new(ks, 0);
    KiValue thresholds =
        ki_tuple_pack(ks, 3, ki_small_int(DEFAULT_THRESHOLD), ki_small_int(10), ki_small_int(10));
    KiValue all = KI_ERR;
    if (garbage && callbacks && thresholds != KI_ERR)
        all = ki_tuple_pack(ks, N_PARTS, ki_from_obj(garbage), ki_from_obj(callbacks), thresholds,
                            KI_NONE);
    if (garbage) ki_decref_obj(ks, &garbage->h);
    if (callbacks) ki_decref_obj(ks, &callbacks->h);
    if (thresholds != KI_ERR) ki_decref(ks, thresholds);
    if (all == KI_ERR) return false;
    ks->bi->slot[KI_BI_GC] = all;
    ki_gc_set_hooks(ks, &hooks);
    return true;
}

bool ki_mod_gc_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"collect", "(generation=2)", gc_collect,
         "Run the collector; return the number of unreachable objects.", 0},
        {"enable", "()", gc_enable, "Enable automatic collection.", 0},
        {"disable", "()", gc_disable, "Disable automatic collection.", 0},
        {"isenabled", "()", gc_isenabled, "True if automatic collection is enabled.", 0},
        {"get_count", "()", gc_get_count, "The current collection counts.", 0},
        {"get_threshold", "()", gc_get_threshold, "The current collection thresholds.", 0},
        {"set_threshold", "(...)", (void *)gc_set_threshold,
         "set_threshold(threshold0, [threshold1, threshold2])\n\nSet the collection thresholds; 0 "
         "as the first disables collection.",
         0},
        {"get_stats", "()", gc_get_stats, "Statistics per generation.", 0},
        {"get_objects", "(generation=None)", gc_get_objects,
         "The objects that the collector knows, or those of one generation.", 0},
        {"get_referrers", "(...)", (void *)gc_get_referrers,
         "get_referrers(*objs)\n\nObjects that refer to any of objs.", 0},
        {"get_referents", "(...)", (void *)gc_get_referents,
         "get_referents(*objs)\n\nObjects that objs refer to.", 0},
        {"get_debug", "()", gc_get_debug, "The debugging flags.", 0},
        {"set_debug", "(flags, /)", gc_set_debug,
         "Set the debugging flags: what runs write to sys.stderr, and whether garbage is kept.", 0},
        {"is_tracked", "(obj, /)", gc_is_tracked, "True if the object is tracked by the collector.",
         0},
        {"is_finalized", "(obj, /)", gc_is_finalized, "True if the object has been finalized.", 0},
        {"freeze", "()", gc_freeze, "Ignore all current objects in future collections.", 0},
        {"unfreeze", "()", gc_unfreeze, "Give frozen objects back to the oldest generation.", 0},
        {"get_freeze_count", "()", gc_get_freeze_count, "The number of frozen objects.", 0},
        KI_DEF_END};
    return make_parts(ks) && ki_module_add(ks, m, "garbage", ki_new_ref(part(ks, GARBAGE))) &&
           ki_module_add(ks, m, "callbacks", ki_new_ref(part(ks, CALLBACKS))) &&
           add_constants(ks, m) && ki_module_add_functions(ks, m, functions);
}
