/* The module _pickle: the types Pickler and Unpickler, the functions dump, dumps, load and loads,
 * the errors. How objects become opcodes and back is in the pickle_*.c files. */
#include "pickle_load.h"

/* --- what the module keeps --- */

static const struct {
    const char *module, *name;
} lazy[PK_COUNT - PK_LAZY] = {
    [PK_DISPATCH_TABLE - PK_LAZY] = {"copyreg", "dispatch_table"},
    [PK_EXTENSIONS - PK_LAZY] = {"copyreg", "_extension_registry"},
    [PK_INVERTED - PK_LAZY] = {"copyreg", "_inverted_registry"},
    [PK_EXTENSION_CACHE - PK_LAZY] = {"copyreg", "_extension_cache"},
    [PK_NAMES_2TO3 - PK_LAZY] = {"_compat_pickle", "NAME_MAPPING"},
    [PK_IMPORTS_2TO3 - PK_LAZY] = {"_compat_pickle", "IMPORT_MAPPING"},
    [PK_NAMES_3TO2 - PK_LAZY] = {"_compat_pickle", "REVERSE_NAME_MAPPING"},
    [PK_IMPORTS_3TO2 - PK_LAZY] = {"_compat_pickle", "REVERSE_IMPORT_MAPPING"},
    [PK_CODECS_ENCODE - PK_LAZY] = {"_codecs", "encode"},
    [PK_PARTIAL - PK_LAZY] = {"functools", "partial"},
    [PK_GETATTR - PK_LAZY] = {"builtins", "getattr"},
};

KiValue ki_pk(KiState *ks, enum KiPk which) {
    KiList *l = ki_list_of(ks->bi->slot[KI_BI_PICKLE]);
    if (l->items[which] != KI_NONE) return l->items[which];
    KiValue v = ki_import_attr(ks, lazy[which - PK_LAZY].module, lazy[which - PK_LAZY].name);
    if (v != KI_ERR) ki_assign(ks, &l->items[which], v);
    return v;
}

KiValue ki_pk_raise(KiState *ks, enum KiPk which, const char *fmt, ...) {
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    va_list ap;
    va_start(ap, fmt);
    kb_strbuf_vprintf(&b, fmt, ap);
    va_end(ap);
    KiValue text =
        b.failed ? ki_raise_nomem(ks) : ki_str_from_utf8(ks, b.data ? b.data : "", b.len);
    KiValue e = text == KI_ERR ? KI_ERR : ki_call1(ks, ki_pk(ks, which), text);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, text);
    kb_strbuf_free(&b);
    return KI_ERR;
}
const char *ki_pk_repr(KiState *ks, KiValue v, KiValue *holder) {
    KiValue r = ki_repr(ks, v);
    if (r == KI_ERR) { /* as with ki_raise_repr, the error without a text */
        ki_clear_exc(ks);
        ki_raise_obj(ks, ki_pk(ks, PK_PICKLING_ERROR));
        return NULL;
    }
    *holder = r;
    return ki_str_utf8(ks, ki_str_of(r), NULL);
}
bool ki_pk_is_unpickling_error(KiState *ks) {
    int r = ki_exc_matches(ks, ks->exc, ki_pk(ks, PK_UNPICKLING_ERROR));
    return r > 0;
}

/* --- setting up --- */

void ki_pickler_reset(KiPickler *p) {
    p->write = p->persistent_id = p->dispatch_table = p->buffer_callback = KI_ABSENT;
    p->call_persistent = p->call_reducer = p->table = KI_ABSENT;
    p->memo = (KiPkMemo){NULL, 0, 0};
    p->buf = NULL;
    p->len = p->cap = 0;
    p->frame_start = SIZE_MAX;
    p->proto = KI_PICKLE_DEFAULT;
    p->bin = p->fix_imports = true;
    p->fast = p->framing = p->ready = p->busy = false;
    p->fast_depth = 0;
    p->fast_seen = NULL;
}
static bool set_protocol(KiState *ks, KiPickler *p, KiValue protocol, KiValue fix_imports) {
    int64_t proto = KI_PICKLE_DEFAULT;
    if (protocol != KI_NONE) {
        int64_t n;
        KiValue i = ki_index(ks, protocol);
        bool ok = i != KI_ERR && ki_int_to_i64(ks, i, &n);
        ki_decref(ks, i);
        if (!ok) return false;
        proto = n < 0 ? KI_PICKLE_HIGHEST : n;
        if (proto > KI_PICKLE_HIGHEST) {
            ki_raise(ks, KI_EXC_ValueError, "pickle protocol must be <= %d", KI_PICKLE_HIGHEST);
            return false;
        }
    }
    int fix = ki_truth(ks, fix_imports);
    if (fix < 0) return false;
    p->proto = (int)proto;
    p->bin = proto > 0;
    p->fix_imports = fix && proto < 3;
    return true;
}
/* Comes behind the file, which is looked at first. */
static bool set_buffer_callback(KiState *ks, KiPickler *p, KiValue callback) {
    if (callback == KI_NONE || callback == KI_ABSENT) {
        ki_assign(ks, &p->buffer_callback, KI_ABSENT);
        return true;
    }
    if (p->proto < 5) {
        ki_raise(ks, KI_EXC_ValueError, "buffer_callback needs protocol >= 5");
        return false;
    }
    ki_assign(ks, &p->buffer_callback, ki_new_ref(callback));
    return true;
}
void ki_pickler_release(KiState *ks, KiPickler *p) {
    KiValue *owned[] = {&p->write, &p->persistent_id,   &p->dispatch_table, &p->buffer_callback,
                        &p->table, &p->call_persistent, &p->call_reducer};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        ki_assign(ks, owned[i], KI_ABSENT);
    ki_pk_memo_clear(ks, &p->memo);
    if (p->buf) ki_mem_free(ks, p->buf, p->cap);
    p->buf = NULL;
    p->cap = p->len = 0;
    if (p->fast_seen) ki_decref_obj(ks, (KiObj *)p->fast_seen);
    p->fast_seen = NULL;
}

/* The bound method, KI_ABSENT if the file has none. */
static KiValue file_method(KiState *ks, KiValue file, const char *name) {
    KiStr *n = ki_intern_cstr(ks, name);
    KiValue r = n ? ki_getattr_opt(ks, file, n) : KI_ERR;
    if (n) ki_decref_obj(ks, &n->h);
    return r;
}
static bool pickler_set_file(KiState *ks, KiPickler *p, KiValue file) {
    KiValue w = file_method(ks, file, "write");
    if (w == KI_ERR) return false;
    if (w == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "file must have a 'write' attribute");
        return false;
    }
    ki_assign(ks, &p->write, w);
    return true;
}

void ki_unpickler_reset(KiUnpickler *u) {
    u->read = u->readline = u->peek = u->persistent_load = u->data = KI_ABSENT;
    u->encoding = u->errors = u->buffers = u->self = u->call_persistent = KI_ABSENT;
    u->in = NULL;
    u->len = u->pos = u->prefetched = 0;
    u->stack = u->memo = NULL;
    u->n = u->stack_cap = u->fence = u->n_marks = u->marks_cap = 0;
    u->marks = NULL;
    u->memo_cap = u->memo_used = 0;
    u->memo_far = NULL;
    u->proto = 0;
    u->fix_imports = true;
    u->ready = u->busy = false;
}
/* The arguments behind the first one, fix_imports, encoding and errors, as C's parser reads them;
 * KI_ABSENT: not given. */
static bool check_arguments(KiState *ks, const char *function, const KiValue *a) {
    static const char *const names[] = {"encoding", "errors"};
    if (a[0] != KI_ABSENT && ki_truth(ks, a[0]) < 0) return false;
    for (int i = 0; i < 2; i++) {
        KiValue v = a[i + 1];
        if (v == KI_ABSENT || ki_is_str(v)) continue;
        ki_raise(ks, KI_EXC_TypeError, "%s() argument '%s' must be str, not %s", function, names[i],
                 ki_arg_type_name(ks, v));
        return false;
    }
    return true;
}
bool ki_unpickler_setup(KiState *ks, KiUnpickler *u, KiValue fix_imports, KiValue encoding,
                        KiValue errors, KiValue buffers) {
    int fix = ki_truth(ks, fix_imports);
    if (fix < 0) return false;
    u->fix_imports = fix;
    ki_assign(ks, &u->encoding, ki_new_ref(encoding));
    ki_assign(ks, &u->errors, ki_new_ref(errors));
    KiValue it = KI_ABSENT;
    if (buffers != KI_NONE && buffers != ks->empty_tuple && (it = ki_iter(ks, buffers)) == KI_ERR)
        return false;
    ki_assign(ks, &u->buffers, it);
    return true;
}
bool ki_unpickler_set_file(KiState *ks, KiUnpickler *u, KiValue file) {
    KiValue peek = file_method(ks, file, "peek");
    KiValue read = peek == KI_ERR ? KI_ERR : file_method(ks, file, "read");
    KiValue line = read == KI_ERR ? KI_ERR : file_method(ks, file, "readline");
    if (line == KI_ERR || line == KI_ABSENT || read == KI_ABSENT) {
        ki_decref(ks, peek);
        ki_decref(ks, read);
        ki_decref(ks, line);
        if (!ki_pending(ks))
            ki_raise(ks, KI_EXC_TypeError, "file must have 'read' and 'readline' attributes");
        return false;
    }
    ki_assign(ks, &u->peek, peek);
    ki_assign(ks, &u->read, read);
    ki_assign(ks, &u->readline, line);
    return true;
}
void ki_unpickler_release(KiState *ks, KiUnpickler *u) {
    KiValue *owned[] = {&u->read,     &u->readline, &u->peek,    &u->persistent_load, &u->data,
                        &u->encoding, &u->errors,   &u->buffers, &u->call_persistent};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        ki_assign(ks, owned[i], KI_ABSENT);
    while (u->n)
        ki_decref(ks, u->stack[--u->n]);
    if (u->stack) ki_mem_free(ks, u->stack, u->stack_cap * sizeof *u->stack);
    if (u->marks) ki_mem_free(ks, u->marks, u->marks_cap * sizeof *u->marks);
    u->stack = NULL;
    u->marks = NULL;
    u->stack_cap = u->marks_cap = u->n_marks = 0;
    ki_unpickler_memo_clear(ks, u);
}

/* --- Pickler objects --- */

static KiValue pickler_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiObj *o = ki_instance_alloc(ks, cls);
    if (!o) return KI_ERR;
    ki_pickler_reset((KiPickler *)o);
    return ki_from_obj(o);
}
static bool pickler_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"file", "protocol", "fix_imports", "buffer_callback"};
    KiValue a[4];
    KiPickler *p = ki_pickler_of(self);
    if (!ki_bind_args(ks, "Pickler", names, 4, 1, 4, args, nargs, kwnames, a)) return false;
    if (p->busy) {
        ki_raise(ks, KI_EXC_RuntimeError, "Pickler object is already used");
        return false;
    }
    ki_pk_memo_clear(ks, &p->memo);
    p->ready = set_protocol(ks, p, a[1] == KI_ABSENT ? KI_NONE : a[1],
                            a[2] == KI_ABSENT ? KI_TRUE : a[2]) &&
               pickler_set_file(ks, p, a[0]) && set_buffer_callback(ks, p, a[3]);
    return p->ready;
}
static void pickler_dealloc(KiState *ks, KiObj *o) {
    ki_pickler_release(ks, (KiPickler *)o);
}
static void pickler_clear(KiState *ks, KiObj *o) {
    if (!((KiPickler *)o)->busy) ki_pickler_release(ks, (KiPickler *)o);
}
static void pickler_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiPickler *p = (KiPickler *)o;
    visit(p->write, arg);
    visit(p->persistent_id, arg);
    visit(p->dispatch_table, arg);
    visit(p->buffer_callback, arg);
    visit(p->call_persistent, arg);
    visit(p->call_reducer, arg);
    visit(p->table, arg);
    if (p->fast_seen) visit(ki_from_obj(p->fast_seen), arg);
    for (size_t i = 0; i < p->memo.cap; i++)
        if (p->memo.entries[i].key) visit(p->memo.entries[i].key, arg);
}
static KiValue m_dump(KiState *ks, KiValue *a, int n) {
    KiPickler *p = ki_pickler_of(a[0]);
    if (!p->ready)
        return ki_pk_raise(ks, PK_PICKLING_ERROR,
                           "Pickler.__init__() was not called by %s.__init__()",
                           ki_type_name(ks, a[0]));
    return ki_pickler_dump(ks, p, a[0], a[1]) && ki_pk_flush(ks, p) ? KI_NONE : KI_ERR;
}
static KiValue m_clear_memo(KiState *ks, KiValue *a, int n) {
    ki_pk_memo_clear(ks, &ki_pickler_of(a[0])->memo);
    return KI_NONE;
}

/* An attribute kept in one of the struct's values; closure: its offset. */
static KiValue *value_at(KiValue self, void *closure) {
    return (KiValue *)((char *)ki_obj(self) + (uintptr_t)closure);
}
static const char *value_name(void *closure) {
    return (uintptr_t)closure == offsetof(KiPickler, persistent_id) ? "persistent_id"
                                                                    : "dispatch_table";
}
static KiValue no_such(KiState *ks, const char *name) {
    return ki_raise(ks, KI_EXC_AttributeError, "%s", name);
}
static KiValue get_value(KiState *ks, KiValue self, void *closure) {
    KiValue v = *value_at(self, closure);
    return v == KI_ABSENT ? no_such(ks, value_name(closure)) : ki_new_ref(v);
}
static bool set_value(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v != KI_ABSENT && (uintptr_t)closure == offsetof(KiPickler, persistent_id) &&
        !ki_callable(ks, v)) {
        ki_raise(ks, KI_EXC_TypeError, "persistent_id must be a callable taking one argument");
        return false;
    }
    ki_assign(ks, value_at(self, closure), ki_new_ref(v));
    return true;
}
static KiValue get_persistent_load(KiState *ks, KiValue self, void *closure) {
    KiValue v = ki_unpickler_of(self)->persistent_load;
    return v == KI_ABSENT ? no_such(ks, "persistent_load") : ki_new_ref(v);
}
static bool set_persistent_load(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (v != KI_ABSENT && !ki_callable(ks, v)) {
        ki_raise(ks, KI_EXC_TypeError, "persistent_load must be a callable taking one argument");
        return false;
    }
    ki_assign(ks, &ki_unpickler_of(self)->persistent_load, ki_new_ref(v));
    return true;
}
static KiValue get_bin(KiState *ks, KiValue self, void *closure) {
    return ki_small_int(ki_pickler_of(self)->bin);
}
static KiValue get_fast(KiState *ks, KiValue self, void *closure) {
    return ki_small_int(ki_pickler_of(self)->fast);
}
static bool set_flag(KiState *ks, KiValue v, bool *out) {
    int n;
    if (v == KI_ABSENT || !ki_to_int(ks, v, &n)) {
        if (v == KI_ABSENT) ki_raise(ks, KI_EXC_TypeError, "can't delete numeric/char attribute");
        return false;
    }
    *out = n != 0;
    return true;
}
static bool set_bin(KiState *ks, KiValue self, KiValue v, void *closure) {
    return set_flag(ks, v, &ki_pickler_of(self)->bin);
}
static bool set_fast(KiState *ks, KiValue self, KiValue v, void *closure) {
    return set_flag(ks, v, &ki_pickler_of(self)->fast);
}

/* --- memos as Python sees them --- */

typedef struct MemoProxy {
    KiObj h;
    KiValue owner;
} MemoProxy;
static KiValue proxy_owner(KiValue v) {
    return ((MemoProxy *)ki_obj(v))->owner;
}
static void proxy_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((MemoProxy *)o)->owner, KI_ABSENT);
}
static void proxy_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((MemoProxy *)o)->owner, arg);
}
static KiValue get_memo(KiState *ks, KiValue self, void *closure) {
    KiType *t = (KiType *)ki_obj(ki_pk(ks, (enum KiPk)(uintptr_t)closure));
    MemoProxy *m = (MemoProxy *)ki_instance_alloc(ks, t);
    if (!m) return KI_ERR;
    m->owner = ki_new_ref(self);
    return ki_from_obj(m);
}
/* {id: (number, object)} */
static KiValue pickler_memo_copy(KiState *ks, KiValue *a, int n) {
    KiPkMemo *m = &ki_pickler_of(proxy_owner(a[0]))->memo;
    KiDict *d = ki_dict_new(ks);
    bool ok = d != NULL;
    for (size_t i = 0; ok && i < m->cap; i++) {
        if (!m->entries[i].key) continue;
        KiValue id = ki_int_from_u64(ks, m->entries[i].key);
        KiValue pair = id == KI_ERR
                           ? KI_ERR
                           : ki_tuple_pack(ks, 2, ki_small_int((int64_t)m->entries[i].index),
                                           m->entries[i].key);
        ok = pair != KI_ERR && ki_dict_set(ks, d, id, pair);
        ki_decref(ks, id);
        ki_decref(ks, pair);
    }
    if (ok) return ki_from_obj(d);
    if (d) ki_decref_obj(ks, (KiObj *)d);
    return KI_ERR;
}
static KiValue pickler_memo_clear(KiState *ks, KiValue *a, int n) {
    ki_pk_memo_clear(ks, &ki_pickler_of(proxy_owner(a[0]))->memo);
    return KI_NONE;
}
static bool memo_type_error(KiState *ks, const char *kind, KiValue v) {
    ki_raise(ks, KI_EXC_TypeError, "'memo' attribute must be a %s object, not %.200s", kind,
             ki_type_name(ks, v));
    return false;
}
static bool set_pickler_memo(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiPickler *p = ki_pickler_of(self);
    KiPkMemo fresh = {NULL, 0, 0};
    bool ok = true;
    if (v != KI_ABSENT && ki_is_ptr(v) &&
        ki_obj_type(ki_obj(v)) == (KiType *)ki_obj(ki_pk(ks, PK_PICKLER_MEMO))) {
        KiPkMemo *m = &ki_pickler_of(proxy_owner(v))->memo;
        for (size_t i = 0; ok && i < m->cap; i++)
            if (m->entries[i].key)
                ok = ki_pk_memo_put(ks, &fresh, m->entries[i].key, m->entries[i].index);
    } else if (v != KI_ABSENT && ki_is_dict(v)) {
        KiValue key, pair;
        int64_t pos = 0;
        while (ok && ki_dict_next(ki_dict_of(v), &pos, &key, &pair)) {
            KiTuple *t = ki_is_tuple(pair) ? ki_tuple_of(pair) : NULL;
            ok = t && t->len == 2 && ki_is_int(t->items[0]) && ki_int_val(t->items[0]) >= 0;
            if (!ok)
                ki_raise(ks, KI_EXC_TypeError, "'memo' values must be 2-item tuples");
            else
                ok = ki_pk_memo_put(ks, &fresh, t->items[1], (uint64_t)ki_int_val(t->items[0]));
        }
    } else {
        ok = memo_type_error(ks, "PicklerMemoProxy", v == KI_ABSENT ? KI_NONE : v);
    }
    KiPkMemo old = ok ? p->memo : fresh;
    if (ok) p->memo = fresh;
    ki_pk_memo_clear(ks, &old);
    return ok;
}
/* {number: object} */
static KiValue unpickler_memo_copy(KiState *ks, KiValue *a, int n) {
    KiUnpickler *u = ki_unpickler_of(proxy_owner(a[0]));
    KiDict *d = ki_dict_new(ks);
    bool ok = d != NULL;
    for (size_t i = 0; ok && i < u->memo_cap; i++)
        if (u->memo[i]) ok = ki_dict_set(ks, d, ki_small_int((int64_t)i), u->memo[i]);
    if (ok && u->memo_far) ok = ki_dict_update(ks, d, ki_from_obj(u->memo_far), true);
    if (ok) return ki_from_obj(d);
    if (d) ki_decref_obj(ks, (KiObj *)d);
    return KI_ERR;
}
static KiValue unpickler_memo_clear(KiState *ks, KiValue *a, int n) {
    ki_unpickler_memo_clear(ks, ki_unpickler_of(proxy_owner(a[0])));
    return KI_NONE;
}
static bool set_unpickler_memo(KiState *ks, KiValue self, KiValue v, void *closure) {
    KiUnpickler *u = ki_unpickler_of(self);
    KiValue key, item, d = v;
    int64_t pos = 0;
    bool proxy = v != KI_ABSENT && ki_is_ptr(v) &&
                 ki_obj_type(ki_obj(v)) == (KiType *)ki_obj(ki_pk(ks, PK_UNPICKLER_MEMO));
    if (!proxy && (v == KI_ABSENT || !ki_is_dict(v)))
        return memo_type_error(ks, "UnpicklerMemoProxy", v == KI_ABSENT ? KI_NONE : v);
    d = proxy ? unpickler_memo_copy(ks, &v, 1) : ki_new_ref(v);
    if (d == KI_ERR) return false;
    ki_unpickler_memo_clear(ks, u);
    bool ok = true;
    while (ok && ki_dict_next(ki_dict_of(d), &pos, &key, &item)) {
        ok = ki_is_int(key) && ki_int_val(key) >= 0;
        if (ok)
            ok = ki_unpickler_memo_put(ks, u, (uint64_t)ki_int_val(key), item);
        else if (ki_is_int(key))
            ki_raise(ks, KI_EXC_ValueError, "memo key must be positive integers.");
        else
            ki_raise(ks, KI_EXC_TypeError, "memo key must be integers");
    }
    ki_decref(ks, d);
    return ok;
}

/* --- Unpickler objects --- */

static KiValue unpickler_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiObj *o = ki_instance_alloc(ks, cls);
    if (!o) return KI_ERR;
    ki_unpickler_reset((KiUnpickler *)o);
    return ki_from_obj(o);
}
/* Values of encoding and errors where they are not given. */
static bool setup_reader(KiState *ks, KiUnpickler *u,
                         KiValue *a /* fix, encoding, errors, buffers */) {
    KiStr *ascii = ki_intern_cstr(ks, "ASCII"), *strict = ki_intern_cstr(ks, "strict");
    bool ok = ascii && strict &&
              ki_unpickler_setup(ks, u, a[0] == KI_ABSENT ? KI_TRUE : a[0],
                                 a[1] == KI_ABSENT ? ki_from_obj(ascii) : a[1],
                                 a[2] == KI_ABSENT ? ki_from_obj(strict) : a[2],
                                 a[3] == KI_ABSENT ? KI_NONE : a[3]);
    if (ascii) ki_decref_obj(ks, &ascii->h);
    if (strict) ki_decref_obj(ks, &strict->h);
    return ok;
}
static bool unpickler_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"file", "fix_imports", "encoding", "errors", "buffers"};
    KiValue a[5];
    KiUnpickler *u = ki_unpickler_of(self);
    if (!ki_bind_args(ks, "Unpickler", names, 5, 1, 1, args, nargs, kwnames, a)) return false;
    if (u->busy) {
        ki_raise(ks, KI_EXC_RuntimeError, "Unpickler object is already used");
        return false;
    }
    u->ready = check_arguments(ks, "Unpickler", a + 1) && ki_unpickler_set_file(ks, u, a[0]) &&
               setup_reader(ks, u, a + 1);
    ki_unpickler_memo_clear(ks, u);
    return u->ready;
}
static void unpickler_dealloc(KiState *ks, KiObj *o) {
    ki_unpickler_release(ks, (KiUnpickler *)o);
}
static void unpickler_clear(KiState *ks, KiObj *o) {
    if (!((KiUnpickler *)o)->busy) ki_unpickler_release(ks, (KiUnpickler *)o);
}
static void unpickler_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiUnpickler *u = (KiUnpickler *)o;
    visit(u->read, arg);
    visit(u->readline, arg);
    visit(u->peek, arg);
    visit(u->persistent_load, arg);
    visit(u->call_persistent, arg);
    visit(u->buffers, arg);
    visit(u->data, arg);
    visit(u->encoding, arg);
    visit(u->errors, arg);
    for (size_t i = 0; i < u->n; i++)
        visit(u->stack[i], arg);
    for (size_t i = 0; i < u->memo_cap; i++)
        if (u->memo[i]) visit(u->memo[i], arg);
    if (u->memo_far) visit(ki_from_obj(u->memo_far), arg);
}
static KiValue m_load(KiState *ks, KiValue *a, int n) {
    KiUnpickler *u = ki_unpickler_of(a[0]);
    if (!u->ready)
        return ki_pk_raise(ks, PK_UNPICKLING_ERROR,
                           "Unpickler.__init__() was not called by %s.__init__()",
                           ki_type_name(ks, a[0]));
    return ki_unpickler_load(ks, u, a[0]);
}
static KiValue m_find_class(KiState *ks, KiValue *a, int n) {
    return ki_unpickler_find_class(ks, ki_unpickler_of(a[0]), a[1], a[2]);
}

/* --- module functions --- */

static KiValue f_dump(KiState *ks, KiValue *a, int n) {
    KiPickler p;
    ki_pickler_reset(&p);
    bool ok = set_protocol(ks, &p, a[2], a[3]) && pickler_set_file(ks, &p, a[1]) &&
              set_buffer_callback(ks, &p, a[4]) && ki_pickler_dump(ks, &p, KI_ABSENT, a[0]) &&
              ki_pk_flush(ks, &p);
    ki_pickler_release(ks, &p);
    return ok ? KI_NONE : KI_ERR;
}
static KiValue f_dumps(KiState *ks, KiValue *a, int n) {
    KiPickler p;
    ki_pickler_reset(&p);
    KiValue r = KI_ERR;
    if (set_protocol(ks, &p, a[1], a[2]) && set_buffer_callback(ks, &p, a[3]) &&
        ki_pickler_dump(ks, &p, KI_ABSENT, a[0]))
        r = ki_bytes_from(ks, p.buf, p.len);
    ki_pickler_release(ks, &p);
    return r;
}
static KiValue f_load(KiState *ks, KiValue *a, int n) {
    KiUnpickler u;
    if (!check_arguments(ks, "load", a + 1)) return KI_ERR;
    ki_unpickler_reset(&u);
    KiValue r = KI_ERR;
    if (ki_unpickler_set_file(ks, &u, a[0]) && ki_unpickler_setup(ks, &u, a[1], a[2], a[3], a[4]))
        r = ki_unpickler_load(ks, &u, KI_ABSENT);
    ki_unpickler_release(ks, &u);
    return r;
}
static KiValue f_loads(KiState *ks, KiValue *a, int n) {
    KiUnpickler u;
    KiBytesView view;
    if (!check_arguments(ks, "loads", a + 1) || !ki_get_bytes(ks, a[0], false, &view))
        return KI_ERR;
    ki_unpickler_reset(&u);
    u.in = view.data;
    u.len = view.len;
    KiValue r = KI_ERR;
    if (ki_unpickler_setup(ks, &u, a[1], a[2], a[3], a[4]))
        r = ki_unpickler_load(ks, &u, KI_ABSENT);
    ki_unpickler_release(ks, &u);
    ki_release_bytes(ks, &view);
    return r;
}

/* --- the module --- */

static bool keep(KiState *ks, KiModule *m, enum KiPk which, const char *name, KiType *t) {
    if (!t) return false;
    ki_list_of(ks->bi->slot[KI_BI_PICKLE])->items[which] = ki_new_ref(ki_from_obj(t));
    return !name || ki_module_add(ks, m, name, ki_new_ref(ki_from_obj(t)));
}
static KiType *make_error(KiState *ks, const char *name, KiType *base) {
    KiTypeDef def = {
        .name = name, .module = "_pickle", .doc = "", .flags = KI_TF_BASETYPE | KI_TF_HAS_WEAKREF};
    return ki_native_type(ks, &def, base);
}
static bool add_errors(KiState *ks, KiModule *m) {
    KiType *base = make_error(ks, "PickleError", ks->exceptions[KI_EXC_Exception]);
    return keep(ks, m, PK_ERROR, "PickleError", base) &&
           keep(ks, m, PK_PICKLING_ERROR, "PicklingError", make_error(ks, "PicklingError", base)) &&
           keep(ks, m, PK_UNPICKLING_ERROR, "UnpicklingError",
                make_error(ks, "UnpicklingError", base));
}
static KiType *make_pickler(KiState *ks) {
    static const KiSlots slots = {.dealloc = pickler_dealloc,
                                  .traverse = pickler_traverse,
                                  .clear = pickler_clear,
                                  .new_ = pickler_new,
                                  .init = pickler_init};
    static const KiDef methods[] = {
        {"dump", "(self, obj, /)", m_dump,
         "Write a pickled representation of the given object to the open file.", 0},
        {"clear_memo", "(self, /)", m_clear_memo, "Forget which objects have been pickled.", 0},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {
        {"bin", get_bin, set_bin, NULL, NULL},
        {"fast", get_fast, set_fast, NULL, NULL},
        {"dispatch_table", get_value, set_value, NULL, (void *)offsetof(KiPickler, dispatch_table)},
        {"memo", get_memo, set_pickler_memo, NULL, (void *)PK_PICKLER_MEMO},
        {"persistent_id", get_value, set_value, NULL, (void *)offsetof(KiPickler, persistent_id)},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"Pickler",
                                  "_pickle",
                                  "(file, protocol=None, fix_imports=True, "
                                  "buffer_callback=None)\nWrites objects to a stream of bytes.",
                                  sizeof(KiPickler),
                                  KI_TF_BASETYPE | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
static KiType *make_unpickler(KiState *ks) {
    static const KiSlots slots = {.dealloc = unpickler_dealloc,
                                  .traverse = unpickler_traverse,
                                  .clear = unpickler_clear,
                                  .new_ = unpickler_new,
                                  .init = unpickler_init};
    static const KiDef methods[] = {
        {"load", "(self, /)", m_load, "Read a pickle and return the object it stands for.", 0},
        {"find_class", "(self, module_name, global_name, /)", m_find_class,
         "The object of that name in a module, imported where needed. Subclasses may override this "
         "to refuse names.",
         0},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {
        {"memo", get_memo, set_unpickler_memo, NULL, (void *)PK_UNPICKLER_MEMO},
        {"persistent_load", get_persistent_load, set_persistent_load, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"Unpickler",
                                  "_pickle",
                                  "(file, *, fix_imports=True, encoding='ASCII', "
                                  "errors='strict', buffers=())\nReads what a Pickler wrote.",
                                  sizeof(KiUnpickler),
                                  KI_TF_BASETYPE | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
static KiType *make_proxy(KiState *ks, bool reader) {
    static const KiSlots slots = {
        .dealloc = proxy_dealloc, .traverse = proxy_traverse, .clear = proxy_dealloc};
    static const KiDef written[] = {
        {"clear", "(self, /)", pickler_memo_clear, "Remove all items from memo.", 0},
        {"copy", "(self, /)", pickler_memo_copy, "Copy the memo to a new object.", 0},
        KI_DEF_END};
    static const KiDef read[] = {
        {"clear", "(self, /)", unpickler_memo_clear, "Remove all items from memo.", 0},
        {"copy", "(self, /)", unpickler_memo_copy, "Copy the memo to a new object.", 0},
        KI_DEF_END};
    KiTypeDef def = {reader ? "UnpicklerMemoProxy" : "PicklerMemoProxy",
                     "_pickle",
                     "",
                     sizeof(MemoProxy),
                     KI_TF_GC | KI_TF_DISALLOW_NEW,
                     KI_K_OPAQUE,
                     &slots,
                     reader ? read : written,
                     NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
/* The opcodes by name, for the constants of the module pickle. */
static bool add_opcodes(KiState *ks, KiModule *m) {
    static const struct {
        const char *name;
        uint8_t byte;
    } ops[] = {
#define PICKLE_OP(name, byte) {#name, byte},
#include "pickle_op.def"
#undef PICKLE_OP
    };
    KiDict *d = ki_dict_new(ks);
    bool ok = d != NULL;
    for (size_t i = 0; ok && i < sizeof ops / sizeof *ops; i++) {
        KiValue b = ki_bytes_from(ks, &ops[i].byte, 1);
        ok = b != KI_ERR && ki_dict_set_cstr(ks, d, ops[i].name, b);
        ki_decref(ks, b);
    }
    if (ok) return ki_module_add(ks, m, "_opcodes", ki_from_obj(d));
    if (d) ki_decref_obj(ks, (KiObj *)d);
    return false;
}
static bool add_types(KiState *ks, KiModule *m) {
    return keep(ks, m, PK_PICKLER, "Pickler", make_pickler(ks)) &&
           keep(ks, m, PK_UNPICKLER, "Unpickler", make_unpickler(ks)) &&
           keep(ks, m, PK_BUFFER, "PickleBuffer", ki_make_pickle_buffer_type(ks)) &&
           keep(ks, m, PK_PICKLER_MEMO, NULL, make_proxy(ks, false)) &&
           keep(ks, m, PK_UNPICKLER_MEMO, NULL, make_proxy(ks, true));
}

bool ki_mod_pickle_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"dump", "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", f_dump,
         "Write a pickled representation of obj to the open file object file.", 0},
        {"dumps", "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", f_dumps,
         "Return the pickled representation of the object as a bytes object.", 0},
        {"load", "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
         f_load, "Read and return an object from the pickle data stored in a file.", 0},
        {"loads", "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
         f_loads, "Read and return an object from the given pickle data.", 0},
        KI_DEF_END};
    KiList *l = ki_list_new(ks, PK_COUNT);
    for (int i = 0; l && i < PK_COUNT; i++)
        l->items[l->len++] = KI_NONE;
    if (!l) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_PICKLE], ki_from_obj(l));
    return add_errors(ks, m) && add_types(ks, m) && add_opcodes(ks, m) &&
           ki_module_add_functions(ks, m, functions);
}
