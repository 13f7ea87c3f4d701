/* Asking classes instead of functions (__array_function__). The public functions of
 * numpy_override.def are copies that carry a KiInstead: before each call it looks whether an
 * argument's class, or an item's, has an __array_function__ other than ndarray's; then
 * numpy/_overrides.py finds out which are asked, and in which order. The library's own code calls
 * the functions that were copied, which ask nobody. */
#include "../object/containers.h"
#include "../object/object_private.h"
#include "numpy_stepped.h"

typedef enum Kind { ASKS_VALUES, ASKS_ITEMS, ASKS_LIKE } Kind;

typedef struct Row {
    KiInstead base;
    Kind kind;
    const char *name;               /* numpy.linalg.norm */
    const char *words;              /* see the table */
    const char *method, *arguments; /* or NULL */
} Row;

static KiValue answer(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                      KiValue kwnames);
static KiValue answer_items(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                            KiValue kwnames);
static KiValue answer_like(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                           KiValue kwnames);

static KiValue answer_stepped(KiState *ks, const KiInstead *self, KiValue f, KiValue *args,
                              int nargs, KiValue kwnames);

static const Row rows[] = {
#define ASKS(name, words)                    {{answer}, ASKS_VALUES, name, words, NULL, NULL},
#define ASKS_IN(name, words)                 {{answer_items}, ASKS_ITEMS, name, words, NULL, NULL},
#define ASKS_SELF(name, words, method, a)    {{answer}, ASKS_VALUES, name, words, method, a},
#define ASKS_IN_SELF(name, words, method, a) {{answer_items}, ASKS_ITEMS, name, words, method, a},
#define MADE(name, words)                    {{answer_like}, ASKS_LIKE, name, words, NULL, NULL},
#include "numpy_override.def"
#undef ASKS
#undef ASKS_IN
#undef ASKS_SELF
#undef ASKS_IN_SELF
#undef MADE
};
/* The same for states with stepped arrays, in the same order. */
static const Row stepped_rows[] = {
#define ASKS(name, words)                    {{answer_stepped}, ASKS_VALUES, name, words, NULL, NULL},
#define ASKS_IN(name, words)                 {{answer_stepped}, ASKS_ITEMS, name, words, NULL, NULL},
#define ASKS_SELF(name, words, method, a)    {{answer_stepped}, ASKS_VALUES, name, words, method, a},
#define ASKS_IN_SELF(name, words, method, a) {{answer_stepped}, ASKS_ITEMS, name, words, method, a},
#define MADE(name, words)                    {{answer_stepped}, ASKS_LIKE, name, words, NULL, NULL},
#include "numpy_override.def"
#undef ASKS
#undef ASKS_IN
#undef ASKS_SELF
#undef ASKS_IN_SELF
#undef MADE
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* --- who has to be asked --- */

/* For an instance of a class made at run time: built-in types leave everything to the functions. */
static bool has_own(KiState *ks, KiValue v) {
    KiType *t = ki_obj_type(ki_obj(v));
    KiStr *name = ki_np(ks)->s_array_function;
    KiValue f = ki_type_lookup(ks, t, name);
    return f != KI_ABSENT && f != ki_type_lookup(ks, ks->types[KI_K_NDARRAY], name);
}

/* Within lists of so many levels, as they nest in a call of block; a list may hold itself. */
enum { ITEM_LEVELS = 4 };
static bool any_has_own(KiState *ks, const KiValue *v, int64_t n, int levels) {
    for (int64_t i = 0; i < n; i++) {
        if (ki_is_kind(v[i], KI_K_INSTANCE) && has_own(ks, v[i])) return true;
        if (!levels) continue;
        if (ki_is_list(v[i]) &&
            any_has_own(ks, ki_list_of(v[i])->items, ki_list_of(v[i])->len, levels - 1))
            return true;
        if (ki_is_tuple(v[i]) &&
            any_has_own(ks, ki_tuple_of(v[i])->items, ki_tuple_of(v[i])->len, levels - 1))
            return true;
    }
    return false;
}

/* Can any of the values be one to ask? False for arrays and numbers: this is all that a call with
 * them costs. */
static inline bool may_ask(const KiValue *v, int64_t n) {
    for (const KiValue *end = v + n; v < end; v++)
        if (KB_UNLIKELY(ki_is_kind(*v, KI_K_INSTANCE) || ki_is_tensor(*v))) return true;
    return false;
}
/* The same for the items of lists and tuples; lists in lists may hold anything. */
static inline bool items_may_ask(const KiValue *v, int64_t n) {
    for (const KiValue *end = v + n; v < end; v++) {
        if (!ki_is_ptr(*v) || ki_obj(*v)->kind == KI_K_NDARRAY) continue;
        if (ki_obj(*v)->kind == KI_K_INSTANCE) return true;
        bool list = ki_is_list(*v);
        if (!list && !ki_is_tuple(*v)) continue;
        const KiValue *item = list ? ki_list_of(*v)->items : ki_tuple_of(*v)->items;
        int64_t len = list ? ki_list_of(*v)->len : ki_tuple_of(*v)->len;
        for (const KiValue *stop = item + len; item < stop; item++)
            if (ki_is_ptr(*item) && ki_obj(*item)->kind != KI_K_NDARRAY) return true;
    }
    return false;
}

/* --- the slow way --- */

/* The arguments as a tuple and a dict. */
static bool as_given(KiState *ks, KiValue *args, int nargs, KiValue kwnames, KiTuple **tuple,
                     KiDict **dict) {
    *tuple = ki_tuple_alloc(ks, nargs);
    *dict = *tuple ? ki_dict_new(ks) : NULL;
    bool ok = *dict != NULL;
    for (int i = 0; *tuple && i < nargs; i++)
        (*tuple)->items[i] = ki_new_ref(args[i]);
    for (int i = 0; ok && i < ki_n_kw(kwnames); i++)
        ok = ki_dict_set(ks, *dict, ki_tuple_of(kwnames)->items[i], args[nargs + i]);
    return ok;
}

/* The values of a native's parameters by their names; those without a value are left out. */
static KiValue bound_by_name(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    KiSignature *s = ki_native_signature(ks, f);
    if (!s) return ki_pending(ks) ? KI_ERR : KI_NONE;
    KiValue *out = ki_mem_alloc(ks, (size_t)s->n_params * sizeof *out), scratch;
    if (!out) return KI_ERR;
    KiDict *d = NULL;
    if (ki_bind_native(ks, f, args, nargs, kwnames, out, &scratch)) {
        bool ok = (d = ki_dict_new(ks)) != NULL;
        for (int i = 0; ok && i < s->n_params; i++)
            if (out[i] != KI_ABSENT) ok = ki_dict_set(ks, d, ki_from_obj(s->names[i]), out[i]);
        if (!ok && d) ki_decref_obj(ks, &d->h);
        if (!ok) d = NULL;
        ki_decref(ks, scratch);
    }
    ki_mem_free(ks, out, (size_t)s->n_params * sizeof *out);
    return d ? ki_from_obj(d) : KI_ERR;
}

/* numpy._overrides.NAME(f, name, words, args, kwargs, bound); `by_method`: with method and
 * arguments for name and words. NotImplemented: f does it. */
static KiValue ask(KiState *ks, const char *how, const Row *row, KiValue f, KiValue *args,
                   int nargs, KiValue kwnames) {
    KiTuple *tuple = NULL;
    KiDict *dict = NULL;
    bool by_method = !strcmp(how, "by_method");
    KiValue v[6] = {f, KI_ABSENT, KI_ABSENT, KI_ABSENT, KI_ABSENT, KI_NONE}, r = KI_ERR, ask_fn;
    if (ki_is_kind(f, KI_K_NATIVE) && ((KiNative *)ki_obj(f))->body == KI_ABSENT &&
        (v[5] = bound_by_name(ks, (KiNative *)ki_obj(f), args, nargs, kwnames)) == KI_ERR)
        return KI_ERR;
    if (as_given(ks, args, nargs, kwnames, &tuple, &dict) &&
        (v[1] = ki_str_from_cstr(ks, by_method ? row->method : row->name)) != KI_ERR &&
        (v[2] = ki_str_from_cstr(ks, by_method ? row->arguments : row->words)) != KI_ERR &&
        (ask_fn = ki_import_attr(ks, "numpy._overrides", how)) != KI_ERR) {
        v[3] = ki_from_obj(tuple);
        v[4] = ki_from_obj(dict);
        r = ki_call(ks, ask_fn, v, 6, KI_ABSENT);
        ki_decref(ks, ask_fn);
    }
    if (tuple) ki_decref_obj(ks, &tuple->h);
    if (dict) ki_decref_obj(ks, &dict->h);
    ki_decref(ks, v[1]);
    ki_decref(ks, v[2]);
    ki_decref(ks, v[5]);
    return r == KI_NOT_IMPLEMENTED ? KI_ABSENT : r;
}

/* After may_ask. */
static KB_COLD KiValue answer_slow(KiState *ks, const Row *row, KiValue f, KiValue *args, int nargs,
                                   KiValue kwnames) {
    int n = nargs + ki_n_kw(kwnames);
    KiValue r = KI_ABSENT;
    if (any_has_own(ks, args, n, row->kind == ASKS_ITEMS ? ITEM_LEVELS : 0))
        r = ask(ks, "ask", row, f, args, nargs, kwnames);
    if (r == KI_ABSENT && row->method && may_ask(args, n))
        r = ask(ks, "by_method", row, f, args, nargs, kwnames);
    return r;
}

static KiValue answer(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                      KiValue kwnames) {
    if (KB_LIKELY(!may_ask(args, nargs + ki_n_kw(kwnames)))) return KI_ABSENT;
    return answer_slow(ks, (const Row *)self, f, args, nargs, kwnames);
}

static KiValue answer_items(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                            KiValue kwnames) {
    if (KB_LIKELY(!items_may_ask(args, nargs + ki_n_kw(kwnames)))) return KI_ABSENT;
    return answer_slow(ks, (const Row *)self, f, args, nargs, kwnames);
}

static KiValue answer_like(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                           KiValue kwnames) {
    for (int i = ki_n_kw(kwnames) - 1; i >= 0; i--) {
        KiValue like = args[nargs + i];
        if (!ki_str_eq_cstr(ki_str_of(ki_tuple_of(kwnames)->items[i]), "like")) continue;
        if (ki_is_none(like) || (ki_is_ndarray(like) && !has_own(ks, like))) return KI_ABSENT;
        return ask(ks, "ask_like", (const Row *)self, f, args, nargs, kwnames);
    }
    return KI_ABSENT;
}

static KiValue answer_stepped(KiState *ks, const KiInstead *self, KiValue f, KiValue *args,
                              int nargs, KiValue kwnames) {
    const Row *row = &rows[(const Row *)self - stepped_rows];
    KiValue r = row->base.answer(ks, &row->base, f, args, nargs, kwnames);
    return r != KI_ABSENT ? r : np_stepped_answer(ks, self, f, args, nargs, kwnames);
}

/* --- what asks --- */

const KiInstead *np_override_stepped(const KiInstead *instead) {
    const Row *row = (const Row *)instead;
    return row >= rows && row < rows + N_ROWS ? &stepped_rows[row - rows].base : instead;
}

static KiValue asking(KiState *ks, KiValue f, const Row *row, KiValue module) {
    if (ki_is_kind(f, KI_K_NATIVE)) {
        KiNative *n = (KiNative *)ki_obj(f);
        const KiInstead *instead = n->instead ? np_override_stepped(&row->base) : &row->base;
        return ki_native_asking(ks, n, instead, module);
    }
    if (!ki_is_kind(f, KI_K_FUNC)) return ki_new_ref(f);
    KiFunc *copy = ki_func_asking(ks, (KiFunc *)ki_obj(f), &row->base, module);
    return copy ? ki_from_obj(copy) : KI_ERR;
}

/* _asking(module, name, f): the function f of that module as one that asks, where it has a row. */
NA_FN(f_asking) {
    const char *module = ki_cstr(ks, ki_str_of(args[0])), *name = ki_cstr(ks, ki_str_of(args[1]));
    size_t n = strlen(module);
    for (int i = 0; i < N_ROWS; i++)
        if (!strncmp(rows[i].name, module, n) && rows[i].name[n] == '.' &&
            !strcmp(rows[i].name + n + 1, name))
            return asking(ks, args[2], &rows[i], args[0]);
    return ki_new_ref(args[2]);
}

/* _all_asking(module, names): all functions in that dict which have a row. */
NA_FN(f_all_asking) {
    const char *module = ki_cstr(ks, ki_str_of(args[0]));
    KiDict *d = ki_dict_of(args[1]);
    size_t n = strlen(module);
    for (int i = 0; i < N_ROWS; i++) {
        if (strncmp(rows[i].name, module, n) || rows[i].name[n] != '.') continue;
        KiStr *name = ki_intern_cstr(ks, rows[i].name + n + 1);
        KiValue f = name ? ki_dict_get_str(ks, d, name) : KI_ERR;
        bool ok = f != KI_ERR;
        if (ok && f != KI_ABSENT) {
            KiValue v = asking(ks, f, &rows[i], args[0]);
            ok = v != KI_ERR && ki_dict_set(ks, d, ki_from_obj(name), v);
            ki_decref(ks, v);
        }
        if (name) ki_decref_obj(ks, &name->h);
        if (!ok) return KI_ERR;
    }
    return KI_NONE;
}

/* The row of a function that asks the classes of its arguments; NULL: it asks nobody. */
static const Row *row_of(KiValue f) {
    const KiInstead *instead = ki_is_kind(f, KI_K_NATIVE) ? ((KiNative *)ki_obj(f))->instead
                               : ki_is_kind(f, KI_K_FUNC) ? ((KiFunc *)ki_obj(f))->instead
                                                          : NULL;
    const Row *row = (const Row *)instead;
    if (row >= stepped_rows && row < stepped_rows + N_ROWS)
        instead = &rows[row - stepped_rows].base;
    bool asks = instead && (instead->answer == answer || instead->answer == answer_items);
    return asks ? (const Row *)instead : NULL;
}

/* _asks(f): is it a function that asks the classes of its arguments? */
NA_FN(f_asks) {
    return ki_bool(row_of(args[0]) != NULL);
}

/* _in_python(f): the function in Python that does what f does. */
NA_FN(f_in_python) {
    KiValue f = args[0];
    bool wraps = ki_is_kind(f, KI_K_NATIVE) && ((KiNative *)ki_obj(f))->body != KI_ABSENT;
    return ki_new_ref(wraps ? ((KiNative *)ki_obj(f))->body : f);
}

/* _itself(f, args, kwargs): what f, which asks, does if it asks nobody: it may leave the work to a
 * method. */
NA_FN(f_itself) {
    KiValue f = args[0];
    KiTuple *t = ki_tuple_of(args[1]);
    KiDict *d = ki_dict_of(args[2]);
    KiTuple *names = ki_tuple_alloc(ks, d->used);
    int64_t total = t->len + d->used, pos = 0, i = 0;
    KiValue *v = names ? ki_mem_alloc(ks, (size_t)(total + 1) * sizeof *v) : NULL, key, x;
    KiValue r = KI_ERR;
    if (v) {
        for (int64_t j = 0; j < t->len; j++)
            v[j] = ki_new_ref(t->items[j]);
        while (ki_dict_next(d, &pos, &key, &x)) {
            v[t->len + i] = ki_new_ref(x);
            names->items[i++] = ki_new_ref(key);
        }
        KiValue words = d->used ? ki_from_obj(names) : KI_ABSENT;
        const Row *row = row_of(f);
        r = KI_ABSENT;
        if (row && row->method && may_ask(v, total))
            r = ask(ks, "by_method", row, f, v, (int)t->len, words);
        if (r == KI_ABSENT) r = ki_call_itself(ks, f, v, (int)t->len, words);
        for (int64_t j = 0; j < total; j++)
            ki_decref(ks, v[j]);
        ki_mem_free(ks, v, (size_t)(total + 1) * sizeof *v);
    }
    if (names) ki_decref_obj(ks, &names->h);
    return r;
}

static const NpRow functions[] = {
    {"_asking", "f", "(module, name, f, /)", (void *)f_asking},
    {"_all_asking", "f", "(module, names, /)", (void *)f_all_asking},
    {"_asks", "f", "(f, /)", (void *)f_asks},
    {"_in_python", "f", "(f, /)", (void *)f_in_python},
    {"_itself", "f", "(f, args, kwargs, /)", (void *)f_itself},
};

bool np_init_override(KiState *ks, KiModule *m) {
    return NP_ADD(functions);
}
