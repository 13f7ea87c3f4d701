/* Text in rows of memory: arrays of kinds S, U and V without fields whose elements are bytes that
 * other arrays, or a buffer, see too.
 *
 * Usually the codes of an array of text are places in its pool (numpy_object.c). Where it is made
 * over memory that exists, or from when its own is to be seen as something else, its codes are
 *
 *     -(1 + (offset << 16 | k))
 *
 * and mean the bytes of one element from offset on in the k-th memory of the pool, an array of
 * bytes in one piece. Reading an element decodes the bytes (zeros at the end of text are not part
 * of it); writing one writes them, and leaves the code. The first item of such a pool is a list: of
 * the empty item, which it is in others, and of the memories.
 *
 * All codes that arrays over one storage reach are of one sort, as a storage is laid out whole:
 * the first element of an array tells which (np_in_rows). A copy has items of its own again
 * (np_out_of_rows), as everything that moves elements moves codes. */
#include "numpy_core.h"

enum { PLACE_BITS = 16, MAX_MEMORIES = 1 << PLACE_BITS };

static inline int64_t code_of(int64_t offset, int64_t k) {
    return -(1 + (offset << PLACE_BITS | k));
}
static inline int64_t offset_of(int64_t code) {
    return -(code + 1) >> PLACE_BITS;
}
static inline int64_t place_of(int64_t code) {
    return -(code + 1) & (MAX_MEMORIES - 1);
}
static inline int64_t code_at(const char *p) {
    int64_t code;
    memcpy(&code, p, sizeof code);
    return code;
}

/* --- pools --- */

static KiList *memories(const KiList *pool) {
    return pool->len && ki_is_kind(pool->items[0], KI_K_LIST) ? ki_list_of(pool->items[0]) : NULL;
}

/* The number of the memory in the pool, which takes it up; -1 raised. */
static int64_t add_memory(KiState *ks, KiList *pool, KiValue memory) {
    KiList *l = memories(pool);
    if (!l) {
        if (!(l = ki_list_new(ks, 2))) return -1;
        bool ok = ki_list_append(ks, l, pool->items[0]);
        if (ok) ki_assign(ks, &pool->items[0], ki_from_obj(l));
        if (!ok) ki_decref_obj(ks, &l->h);
        if (!ok) return -1;
    }
    for (int64_t k = 1; k < l->len; k++)
        if (l->items[k] == memory) return k;
    if (l->len >= MAX_MEMORIES) {
        ki_raise(ks, KI_EXC_NotImplementedError, "text in so many memories");
        return -1;
    }
    return ki_list_append(ks, l, memory) ? l->len - 1 : -1;
}

KiValue np_empty_item(const KiList *pool) {
    const KiList *l = memories(pool);
    return l ? l->items[0] : pool->items[0];
}

static KiList *pool_like(KiState *ks, const KiList *pool, int64_t room) {
    KiList *l = ki_list_new(ks, room + 1);
    if (!l || ki_list_append(ks, l, np_empty_item(pool))) return l;
    ki_decref_obj(ks, &l->h);
    return NULL;
}

/* --- elements as bytes --- */

static inline uint32_t in_order(const KiNpDtype *d, uint32_t c) {
    return d->order == '>' ? __builtin_bswap32(c) : c;
}

static KiValue read_text(KiState *ks, const KiNpDtype *d, const char *p) {
    uint32_t some[64], *all = some;
    size_t n = (size_t)d->itemsize / sizeof *all, used = 0;
    if (n > sizeof some / sizeof *some && !(all = ki_mem_alloc(ks, n * sizeof *all))) return KI_ERR;
    memcpy(all, p, n * sizeof *all);
    bool text = true;
    for (size_t i = 0; i < n; i++) {
        all[i] = in_order(d, all[i]);
        text = text && all[i] <= 0x10FFFF;
        if (all[i]) used = i + 1;
    }
    KiValue r = text ? ki_str_from_ucs4(ks, all, used) : ki_bytes_from(ks, p, n * sizeof *all);
    if (all != some) ki_mem_free(ks, all, n * sizeof *all);
    return r;
}

static KiValue read_item(KiState *ks, const KiNpDtype *d, const char *p) {
    if (d->kind == 'U') return read_text(ks, d, p);
    size_t n = (size_t)d->itemsize;
    while (d->kind == 'S' && n && !p[n - 1])
        n--;
    return ki_bytes_from(ks, p, n);
}

static void write_item(const KiNpDtype *d, char *p, KiValue item) {
    size_t room = (size_t)d->itemsize, n = 0;
    if (ki_is_str(item)) {
        const KiStr *s = ki_str_of(item);
        for (size_t i = 0; i < s->len && n < room; i++, n += sizeof(uint32_t)) {
            uint32_t c = in_order(d, ki_str_at(s, i));
            memcpy(p + n, &c, sizeof c);
        }
    } else if (ki_has_layout(item, KI_K_BYTES)) {
        const KiBytes *b = ki_bytes_of(item);
        n = b->len < room ? b->len : room;
        memcpy(p, b->data, n);
    }
    memset(p + n, 0, room - n);
}

/* The memory that a code means; NULL where a script wrote the codes, and they mean none. */
static KtTensor *memory_of(const KiNpArray *x, int64_t code) {
    const KiList *l = memories(x->pool);
    int64_t k = place_of(code);
    KtTensor *t = l && k > 0 && k < l->len ? ki_tensor_of(l->items[k]) : NULL;
    return t && offset_of(code) <= t->numel - x->descr->itemsize ? t : NULL;
}
KiValue np_row_item(KiState *ks, const KiNpArray *x, int64_t code) {
    const KtTensor *m = memory_of(x, code);
    return m ? read_item(ks, x->descr, m->data + offset_of(code))
             : ki_new_ref(np_empty_item(x->pool));
}
void np_row_put(const KiNpArray *x, int64_t code, KiValue item) {
    KtTensor *m = memory_of(x, code);
    if (m) write_item(x->descr, m->data + offset_of(code), item);
}
bool np_row_known(const KiNpArray *x) {
    return memory_of(x, code_at(x->o.t->data)) != NULL;
}

/* --- copies --- */

typedef struct Move {
    KiState *ks;
    KiNpArray *x; /* whose items are moved */
    KiList *to;
} Move;

static bool give_items(Move *m, const KtTensor *t, int dim, char *p) {
    if (dim < t->ndim) {
        for (int64_t i = 0; i < t->sizes[dim]; i++)
            if (!give_items(m, t, dim + 1, p + i * t->strides[dim] * t->itemsize)) return false;
        return true;
    }
    int64_t code = code_at(p);
    if (code >= 0) return true; /* an element at several places has its item already */
    if (!ki_list_push(m->ks, m->to, np_row_item(m->ks, m->x, code))) return false;
    code = m->to->len - 1;
    memcpy(p, &code, sizeof code);
    return true;
}

KiList *np_out_of_rows(KiState *ks, KiNpArray *x, KtTensor *t) {
    Move m = {ks, x, pool_like(ks, x->pool, t->numel)};
    if (!m.to || give_items(&m, t, 0, t->data)) return m.to;
    ki_decref_obj(ks, &m.to->h);
    return NULL;
}

/* --- where elements lie --- */

/* Do elements in these steps of bytes lie within a memory of size bytes? */
static bool fit(int64_t item, int n, const int64_t *sizes, const int64_t *steps, int64_t offset,
                int64_t size, int64_t *low, int64_t *high) {
    *low = *high = offset;
    for (int i = 0; i < n; i++) {
        int64_t reach;
        if (__builtin_mul_overflow(sizes[i] - 1, steps[i], &reach) ||
            __builtin_add_overflow(*(reach < 0 ? low : high), reach, reach < 0 ? low : high))
            return false;
    }
    return *low >= 0 && *high <= size - item;
}

void np_row_steps(const KiNpArray *x, int64_t *steps) {
    const KtTensor *t = x->o.t;
    int64_t first = offset_of(code_at(t->data));
    for (int i = 0; i < t->ndim; i++) {
        int64_t step = t->strides[i] * t->itemsize;
        steps[i] = t->sizes[i] > 1 ? offset_of(code_at(t->data + step)) - first
                                   : t->strides[i] * x->descr->itemsize;
    }
}

char *np_row_first(const KiNpArray *x) {
    int64_t code = code_at(x->o.t->data);
    return memory_of(x, code)->data + offset_of(code);
}

KtTensor *np_row_bytes(KtCtx *ctx, const KiNpArray *x) {
    const KtTensor *t = x->o.t;
    int64_t sizes[KT_MAX_DIMS], steps[KT_MAX_DIMS], code = code_at(t->data), low, high;
    memcpy(sizes, t->sizes, sizeof *sizes * (size_t)t->ndim);
    np_row_steps(x, steps);
    KtTensor *m = memory_of(x, code);
    if (!fit(x->descr->itemsize, t->ndim, sizes, steps, offset_of(code), m->numel, &low, &high))
        return kt_fail_null(ctx, KT_VALUE_ERROR, "elements that lie in no memory");
    sizes[t->ndim] = x->descr->itemsize;
    steps[t->ndim] = 1;
    return kt_view_raw(ctx, m, KT_U8, np_row_first(x), t->ndim + 1, sizes, steps);
}

bool np_row_aligned(const KiNpArray *x) {
    int64_t steps[KT_MAX_DIMS];
    if (x->descr->kind != 'U') return true;
    np_row_steps(x, steps);
    bool aligned = (uintptr_t)np_row_first(x) % sizeof(uint32_t) == 0;
    for (int i = 0; i < x->o.t->ndim; i++)
        aligned = aligned && (x->o.t->sizes[i] < 2 || steps[i] % (int64_t)sizeof(uint32_t) == 0);
    return aligned;
}

/* --- laying out --- */

static KiValue new_memory(KiState *ks, int64_t n) {
    return ki_ndarray_wrap(ks, kt_zeros(ki_kt_np(ks), KT_U8, 1, &n), KI_ABSENT);
}

/* Gives the items of x to the memory: the element at p (in x's tensor) goes to offset. */
static void take_in(KiNpArray *x, KtTensor *memory, int64_t k, char *p, int64_t offset) {
    int64_t code = code_at(p);
    bool known = code > 0 && code < x->pool->len;
    write_item(x->descr, memory->data + offset, known ? x->pool->items[code] : KI_NONE);
    code = code_of(offset, k);
    memcpy(p, &code, sizeof code);
}

/* The whole storage of x goes to a memory of its own. Copies that share the pool keep their codes;
 * where nobody shares the codes, x leaves such a pool. */
static bool lay_out(KiState *ks, KiNpArray *x) {
    KtStorage *s = x->o.t->storage;
    int64_t item = x->descr->itemsize, n = (int64_t)(s->nbytes / sizeof(int64_t));
    KiValue memory = new_memory(ks, n * item);
    if (memory == KI_ERR) return false;
    bool alone = s->refs == 1 && x->o.t->refs == 1;
    KiList *to = alone ? pool_like(ks, x->pool, 0) : x->pool;
    int64_t k = to ? add_memory(ks, to, memory) : -1;
    for (int64_t i = 0; k > 0 && i < n; i++)
        take_in(x, ki_tensor_of(memory), k, s->data + (size_t)i * sizeof(int64_t), i * item);
    ki_decref(ks, memory);
    if (to && alone) {
        KiList *old = k > 0 ? x->pool : to;
        if (k > 0) x->pool = to;
        ki_decref_obj(ks, &old->h);
    }
    return k > 0;
}

static void take_all_in(KiNpArray *x, KtTensor *memory, int64_t k, int dim, char *p, int64_t offset,
                        const int64_t *steps) {
    const KtTensor *t = x->o.t;
    if (dim == t->ndim) {
        take_in(x, memory, k, p, offset);
        return;
    }
    for (int64_t i = 0; i < t->sizes[dim]; i++)
        take_all_in(x, memory, k, dim + 1, p + i * t->strides[dim] * t->itemsize,
                    offset + i * steps[dim], steps);
}

/* Codes of elements in these steps of bytes. Where the steps are whole elements, the codes lie as
 * the elements do, so that all about the order in memory is true of both; else apart. */
static KtTensor *codes_for(KtCtx *ctx, int64_t item, int n, const int64_t *sizes,
                           const int64_t *steps, int64_t offset, int64_t low, int64_t high) {
    int64_t numel = 1, own[KT_MAX_DIMS], cells = (high - low) / item + 1;
    bool whole = true;
    for (int i = n - 1; i >= 0; i--) { /* a single element takes no step */
        own[i] = steps[i] % item == 0 ? steps[i] / item : numel;
        whole = whole && (sizes[i] == 1 || steps[i] % item == 0);
        numel *= sizes[i];
    }
    if (whole && cells <= 8 * numel + 4096) {
        KtTensor *all = kt_empty(ctx, KT_I64, 1, &cells), *r = NULL;
        for (int64_t i = 0; all && i < cells; i++)
            ((int64_t *)all->data)[i] = code_of(low + i * item, 1);
        if (all)
            r = kt_view_raw(ctx, all, KT_I64, all->data + (offset - low) / item * 8, n, sizes, own);
        kt_xdecref(ctx, all);
        return r;
    }
    for (int64_t i = n - 1, step = 2; i >= 0; step *= sizes[i--])
        own[i] = step;
    cells = 2 * numel;
    KtTensor *all = kt_zeros(ctx, KT_I64, 1, &cells), *r = NULL;
    for (int64_t i = 0; all && i < numel; i++) {
        int64_t at = offset, rest = i;
        for (int d = n - 1; d >= 0; rest /= sizes[d--])
            at += rest % sizes[d] * steps[d];
        ((int64_t *)all->data)[2 * i] = code_of(at, 1);
    }
    if (all) r = kt_view_raw(ctx, all, KT_I64, all->data, n, sizes, own);
    kt_xdecref(ctx, all);
    return r;
}

/* --- for the helpers in Python --- */

static bool is_memory(KiValue v) {
    return np_is_plain(v) && ki_tensor_of(v)->dtype == KT_U8 && ki_tensor_of(v)->ndim == 1 &&
           kt_is_contiguous(ki_tensor_of(v));
}
static bool is_text(KiValue v) {
    return np_is_other_array(v) && np_array_of(v)->pool &&
           strchr("SUV", np_array_of(v)->descr->kind) &&
           np_array_of(v)->descr->fields == KI_ABSENT && np_array_of(v)->descr->itemsize > 0;
}

/* _text_over(memory, dtype, shape, offset, strides): elements that lie so in an array of bytes. */
NA_FN(f_text_over) {
    NA;
    int64_t sizes[KT_MAX_DIMS], steps[KT_MAX_DIMS], offset, low, high, numel = 1;
    int n = 0, n_steps = 0;
    na_sizes(&a, 2, sizes, &n);
    offset = na_int(&a, 3, 0);
    na_sizes(&a, 4, steps, &n_steps);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    KiNpDtype *d = np_is_dtype(ks, args[1]) ? (KiNpDtype *)ki_obj(args[1]) : NULL;
    if (!is_memory(args[0]) || !d || !strchr("SUV", d->kind) || d->fields != KI_ABSENT ||
        d->itemsize <= 0 || n != n_steps)
        return na_raise(&a, KI_EXC_TypeError, "bytes and a dtype of text are wanted");
    bool few = true, none = false; /* elements: so few that they can be counted; at all */
    for (int i = 0; i < n; i++) {
        none = none || sizes[i] == 0;
        few = few && sizes[i] >= 0 && !__builtin_mul_overflow(numel, sizes[i], &numel) &&
              numel < INT64_C(1) << 59;
    }
    if (!few && !none) return na_raise(&a, KI_EXC_ValueError, "array is too big");
    KiValue r = np_object_array(ks, d, none ? n : 0, sizes, NULL);
    if (r == KI_ERR) return na_ret_obj(&a, r);
    for (int i = 0; none && i < n; i++)
        ki_tensor_of(r)->strides[i] = steps[i] / d->itemsize;
    if (none) return na_ret_obj(&a, r);
    const KtTensor *bytes = ki_tensor_of(args[0]);
    KtTensor *t = NULL;
    KiNpArray *x = np_array_of(r);
    if (!fit(d->itemsize, n, sizes, steps, offset, bytes->numel, &low, &high))
        ki_raise(ks, KI_EXC_ValueError,
                 "strides is incompatible with shape of requested array and size of buffer");
    else if (add_memory(ks, x->pool, args[0]) == 1 &&
             !(t = codes_for(a.ctx, d->itemsize, n, sizes, steps, offset, low, high)))
        (void)ki_kt_raise(ks);
    if (t && !kt_become(a.ctx, x->o.t, t)) {
        (void)ki_kt_raise(ks);
        kt_decref(a.ctx, t);
        t = NULL;
    }
    if (!t) {
        ki_decref(ks, r);
        return na_ret_obj(&a, KI_ERR);
    }
    kt_decref(a.ctx, t);
    x->o.t->flags = (uint8_t)(x->o.t->flags | (bytes->flags & KT_T_READ_ONLY));
    x->o.t->storage->read_only = bytes->storage->read_only;
    return na_ret_obj(&a, r);
}

/* _text_memory(x): (memory, offset, strides) of the elements, which are laid out if they have lain
 * in no memory. */
NA_FN(f_text_memory) {
    (void)nargs;
    if (!is_text(args[0]) || !ki_tensor_of(args[0])->numel)
        return ki_raise(ks, KI_EXC_TypeError, "an array of text is wanted");
    KiNpArray *x = np_array_of(args[0]);
    if (!np_in_rows(x) && !lay_out(ks, x)) return KI_ERR;
    int64_t steps[KT_MAX_DIMS], code = code_at(x->o.t->data);
    np_row_steps(x, steps);
    KiValue offset = ki_int_from_i64(ks, offset_of(code));
    KiValue strides = offset == KI_ERR ? KI_ERR : ki_sizes_tuple(ks, x->o.t->ndim, steps);
    KiValue r = strides == KI_ERR ? KI_ERR
                                  : ki_tuple_pack(ks, 3, memories(x->pool)->items[place_of(code)],
                                                  offset, strides);
    ki_decref(ks, offset);
    ki_decref(ks, strides);
    return r;
}

/* _text_into(x, memory, offset, strides): from now on the elements lie so in an array of bytes. */
NA_FN(f_text_into) {
    NA;
    int64_t steps[KT_MAX_DIMS], offset = na_int(&a, 2, 0), low, high;
    int n = 0;
    na_sizes(&a, 3, steps, &n);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (!is_text(args[0]) || !is_memory(args[1]) || n != ki_tensor_of(args[0])->ndim)
        return na_raise(&a, KI_EXC_TypeError, "an array of text and bytes are wanted");
    KiNpArray *x = np_array_of(args[0]);
    KtTensor *t = x->o.t, *memory = ki_tensor_of(args[1]);
    if (!t->numel || np_in_rows(x)) return na_ret_obj(&a, KI_NONE);
    if (!fit(x->descr->itemsize, n, t->sizes, steps, offset, memory->numel, &low, &high))
        return na_raise(&a, KI_EXC_ValueError, "the memory is too small");
    int64_t k = add_memory(ks, x->pool, args[1]);
    if (k < 0) return na_ret_obj(&a, KI_ERR);
    take_all_in(x, memory, k, 0, t->data, offset, steps);
    return na_ret_obj(&a, KI_NONE);
}

/* _in_rows(x): do the elements of an array of text lie in memory? */
NA_FN(f_in_rows) {
    (void)nargs;
    return ki_bool(is_text(args[0]) && np_in_rows(np_array_of(args[0])));
}

static const NpRow rows[] = {
    {"_text_over", "f", "(memory, dtype, shape, offset, strides)", (void *)f_text_over},
    {"_text_memory", "f", "(x)", (void *)f_text_memory},
    {"_text_into", "f", "(x, memory, offset, strides)", (void *)f_text_into},
    {"_in_rows", "f", "(x)", (void *)f_in_rows},
};

bool np_init_text_rows(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
