/* Arrays of numbers, or times, whose steps in bytes are no multiples of an element's size.
 *
 * The engine counts steps in elements. The tensor of such an array is therefore one of bytes: of
 * the first byte of each element, so that its steps are those of the array, and every view (x[::2],
 * x.T, x[None]) is a view of it. Its descr is a type made for it, whose `of` is the dtype that
 * scripts see; single elements are read and written at their first byte (np_carried_value).
 *
 * Whatever else is done with elements is done with a copy that stands in for the array: one place,
 * np_stepped_run, gives copies to a call, takes back what the call has changed in them, and shows a
 * view of a copy, where the elements lie in equal steps, as a view of the array. Operators and the
 * like go there from where they find that an array has a descr; all native functions of numpy go
 * there when the first such array is made (np_stepped_begin): until then nobody asks. */
#include "numpy_stepped.h"
#include "../object/obj_func.h"
#include "../object/object_private.h"
#include "numpy_dtype.h"
#include "tensor_items.h"

#include <stdlib.h>

/* --- elements --- */

int np_engine_dtype(const KiNpDtype *d) {
    if (d->of) d = d->of;
    return d->num >= 0 ? d->num : d->carrier;
}

/* Moves elements of so many bytes from one layout to another, in the order of the dimensions. */
static void move(char *to, const int64_t *to_steps, const char *from, const int64_t *from_steps,
                 const int64_t *sizes, int n, size_t item) {
    if (n == 0) {
        memcpy(to, from, item);
        return;
    }
    for (int64_t i = 0; i < sizes[0]; i++)
        move(to + i * to_steps[0], to_steps + 1, from + i * from_steps[0], from_steps + 1,
             sizes + 1, n - 1, item);
}

/* The same of those that are not what they were before. */
static void move_changed(char *to, const int64_t *to_steps, const char *from, const char *before,
                         const int64_t *from_steps, const int64_t *sizes, int n, size_t item) {
    if (n == 0) {
        if (memcmp(from, before, item) != 0) memcpy(to, from, item);
        return;
    }
    for (int64_t i = 0; i < sizes[0]; i++)
        move_changed(to + i * to_steps[0], to_steps + 1, from + i * from_steps[0],
                     before + i * from_steps[0], from_steps + 1, sizes + 1, n - 1, item);
}

static void steps_of(const KtTensor *t, int64_t *steps) {
    for (int i = 0; i < t->ndim; i++)
        steps[i] = t->strides[i] * t->itemsize;
}

/* Do the elements follow each other without gaps? Dimensions of one element may have any steps. */
bool np_steps_have_gaps(const KtTensor *t, int64_t item, bool fortran) {
    int64_t step = item;
    for (int k = 0; k < t->ndim && t->numel; k++) {
        int i = fortran ? k : t->ndim - 1 - k;
        if (t->sizes[i] > 1 && t->strides[i] != step) return true;
        step *= t->sizes[i];
    }
    return false;
}

/* A tensor for the elements of a stepped one, which lies as that does as far as functions can tell:
 * its dimensions are in the same order, there are gaps where that has some, what is repeated has no
 * steps, and those of dimensions with one element (they need no memory) lie between those of the
 * others. close: for a loop over elements, which NumPy gets without gaps. */
static KtTensor *laid_like(KtCtx *ctx, const KtTensor *t, const KiNpDtype *d, bool close) {
    int order[KT_MAX_DIMS];
    int64_t strides[KT_MAX_DIMS], ones = 0;
    bool gaps = np_steps_have_gaps(t, d->itemsize, false), fortran = false;
    if (gaps && !np_steps_have_gaps(t, d->itemsize, true)) {
        gaps = false;
        fortran = true;
    }
    for (int i = 0; i < t->ndim; i++) {
        int j = i;
        for (; gaps && j > 0 && llabs(t->strides[order[j - 1]]) < llabs(t->strides[i]); j--)
            order[j] = order[j - 1];
        order[j] = i;
        ones += t->sizes[i] < 2;
    }
    int64_t unit = !gaps || close ? 1 : ones && t->ndim > 1 ? 4 : 2, next = unit, before = 0, cells;
    for (int k = t->ndim - 1; k >= 0; k--) {
        int i = fortran ? t->ndim - 1 - k : order[k];
        bool one = t->sizes[i] < 2;
        if (!one && t->strides[i] == 0) {
            strides[i] = 0;
            continue;
        }
        strides[i] = !one ? next : before + 1 < next ? before + 1 : before;
        if (!one || gaps) before = strides[i];
        if (!one && t->numel) next *= t->sizes[i];
    }
    for (int i = 0; !gaps && i < t->ndim; i++)
        if (t->sizes[i] < 2) strides[i] = next + 1 + i; /* all different */
    cells = t->numel ? next : 0;
    KtTensor *all = kt_empty(ctx, np_engine_dtype(d), 1, &cells);
    KtTensor *r =
        all ? kt_view_raw(ctx, all, all->dtype, all->data, t->ndim, t->sizes, strides) : NULL;
    if (r) r->flags &= (uint8_t)~KT_T_VIEW;
    kt_xdecref(ctx, all);
    return r;
}

/* The elements of a stepped tensor in one of the engine's type; their bytes are as they were. */
static KtTensor *gather(KtCtx *ctx, const KtTensor *t, const KiNpDtype *d, bool close) {
    KtTensor *r = laid_like(ctx, t, d, close);
    int64_t steps[KT_MAX_DIMS];
    if (!r || !t->numel) return r;
    memset(r->storage->data, 0, r->storage->nbytes); /* gaps, too: all of it is compared */
    steps_of(r, steps);
    move(r->data, steps, t->data, t->strides, t->sizes, t->ndim, (size_t)d->itemsize);
    return r;
}

KtTensor *np_stepped_numbers(KtCtx *ctx, const KtTensor *t, const KiNpDtype *d) {
    KtTensor *lies = gather(ctx, t, d, true), *r = lies ? kt_copy_c(ctx, lies) : NULL;
    kt_xdecref(ctx, lies);
    if (r && np_is_reversed(d->of)) np_swap_elements(r->data, r->numel, r->dtype);
    return r;
}

/* All elements of `from` go to where those of the stepped tensor lie, from low addresses to high
 * ones: elements may share bytes, and NumPy writes them so. */
static void scatter(KtTensor *to, const KtTensor *from, size_t item) {
    int64_t sizes[KT_MAX_DIMS], steps[KT_MAX_DIMS], own[KT_MAX_DIMS], in[KT_MAX_DIMS];
    int order[KT_MAX_DIMS];
    char *p = to->data;
    const char *q = from->data;
    if (!to->numel) return;
    steps_of(from, in);
    for (int i = 0; i < to->ndim; i++) {
        int j = i;
        for (; j > 0 && llabs(to->strides[order[j - 1]]) < llabs(to->strides[i]); j--)
            order[j] = order[j - 1];
        order[j] = i;
    }
    for (int k = 0; k < to->ndim; k++) {
        int i = order[k];
        bool back = to->strides[i] < 0;
        sizes[k] = to->sizes[i];
        steps[k] = back ? -to->strides[i] : to->strides[i];
        own[k] = back ? -in[i] : in[i];
        if (back) p += (sizes[k] - 1) * to->strides[i];
        if (back) q += (sizes[k] - 1) * in[i];
    }
    move(p, steps, q, own, sizes, to->ndim, item);
}

/* --- arrays --- */

/* A type for arrays of elements of d that lie in such steps. */
static KiNpDtype *stepped_type(KiState *ks, KiNpDtype *d) {
    KiNpDtype *r = np_new_dtype(ks, -1, d->kind, d->chr, '=', d->itemsize);
    if (!r) return NULL;
    r->carrier = KT_U8;
    r->unit = d->unit;
    r->multiple = d->multiple;
    ki_incref_obj(&d->h);
    r->of = d;
    return r;
}

KiValue np_stepped_wrap(KiState *ks, KtTensor *t, KiNpDtype *d, KiValue base) {
    KtCtx *ctx = ki_kt_np(ks);
    if (!t) return ki_kt_raise(ks);
    bool whole = true;
    int64_t steps[KT_MAX_DIMS], item = d->itemsize;
    for (int i = 0; i < t->ndim; i++) {
        whole = whole && t->strides[i] % item == 0;
        steps[i] = t->strides[i] / item;
    }
    if (whole) {
        KtTensor *r = kt_view_raw(ctx, t, np_engine_dtype(d), t->data, t->ndim, t->sizes, steps);
        kt_decref(ctx, t);
        if (!r) return ki_kt_raise(ks);
        return d->num >= 0 ? ki_ndarray_wrap(ks, r, base) : np_carried_wrap(ks, r, d, base);
    }
    KiNpDtype *own = np_stepped_begin(ks) ? stepped_type(ks, d) : NULL;
    if (!own) {
        kt_decref(ctx, t);
        return KI_ERR;
    }
    KiValue v = np_carried_wrap(ks, t, own, base);
    ki_decref_obj(ks, &own->h);
    return v;
}

KiValue np_stepped_view(KiState *ks, const KtTensor *memory, char *data, KiNpDtype *d, int n,
                        const int64_t *sizes, const int64_t *steps, KiValue base) {
    KtTensor *t = kt_view_raw(ki_kt_np(ks), memory, KT_U8, data, n, sizes, steps);
    return np_stepped_wrap(ks, t, d, base);
}

void np_byte_steps(KiValue x, int64_t *steps) {
    steps_of(ki_tensor_of(x), steps);
    if (np_is_stepped(x)) return;
    const KtTensor *t = ki_tensor_of(x);
    const KiNpDtype *d = np_array_of(x)->descr;
    for (int i = 0; d && i < t->ndim; i++)
        steps[i] = t->strides[i] * d->itemsize;
}

KiValue np_stepped_cast(KiState *ks, KiValue x, KiNpDtype *to) {
    KtTensor *t = ki_tensor_of(x);
    KiNpDtype *d = np_array_of(x)->descr;
    int64_t from = d ? d->itemsize : t->itemsize, item = to->itemsize;
    int64_t sizes[KT_MAX_DIMS], steps[KT_MAX_DIMS];
    int last = t->ndim - 1;
    memcpy(sizes, t->sizes, sizeof *sizes * (size_t)t->ndim);
    np_byte_steps(x, steps);
    const char *problem = NULL;
    if (from != item && !t->ndim)
        problem = "Changing the dtype of a 0d array is only supported if the itemsize is unchanged";
    else if (from != item && sizes[last] != 1 && t->numel && steps[last] != from)
        problem = "To change to a dtype of a different size, the last axis must be contiguous";
    else if (from > item && from % item)
        problem = "When changing to a smaller dtype, its size must be a divisor of the size of "
                  "original dtype";
    else if (from < item && sizes[last] * from % item)
        problem = "When changing to a larger dtype, its size must be a divisor of the total size "
                  "in bytes of the last axis of the array.";
    if (problem) return ki_raise(ks, KI_EXC_ValueError, "%s", problem);
    if (from != item) {
        sizes[last] = sizes[last] * from / item;
        steps[last] = item;
    }
    KiValue base = np_base_for(x, ks->types[KI_K_NDARRAY]);
    return np_stepped_view(ks, t, t->data, to, t->ndim, sizes, steps, base);
}

static KiValue dense(KiState *ks, KiValue x, bool close) {
    KiNpDtype *d = np_array_of(x)->descr;
    KtTensor *t = gather(ki_kt_np(ks), ki_tensor_of(x), d, close);
    if (!t) return ki_kt_raise(ks);
    return d->of->num >= 0 ? ki_ndarray_wrap(ks, t, KI_ABSENT)
                           : np_carried_wrap(ks, t, d->of, KI_ABSENT);
}

KiValue np_stepped_dense(KiState *ks, KiValue x) {
    return dense(ks, x, false);
}

/* --- stand-ins --- */

enum { FEW = 8, DEEP = 4 /* lists in lists that are looked through */ };

typedef struct Swap {
    KiValue own, dense; /* owned: a script that runs meanwhile may take own out of its list */
    KtTensor *t;        /* of dense, owned */
    char *before;       /* the bytes of its memory when it was made */
    size_t size;        /* of these */
} Swap;

typedef struct Swaps {
    KiState *ks;
    KtCtx *ctx;
    int n, cap;
    NpSteppedUse use;
    Swap *items, few[FEW];
} Swaps;

static Swap *find(Swaps *s, KiValue v, bool dense) {
    for (int i = 0; i < s->n; i++)
        if ((dense ? s->items[i].dense : s->items[i].own) == v) return &s->items[i];
    return NULL;
}

static bool room_for_one(Swaps *s) {
    if (s->n < s->cap) return true;
    size_t old = (size_t)s->cap * sizeof(Swap);
    Swap *more = ki_mem_alloc(s->ks, 2 * old);
    if (!more) return false;
    memcpy(more, s->items, old);
    if (s->items != s->few) ki_mem_free(s->ks, s->items, old);
    s->items = more;
    s->cap *= 2;
    return true;
}

static Swap *add(Swaps *s, KiValue v) {
    KiState *ks = s->ks;
    if (!room_for_one(s)) return NULL;
    KiValue plain = dense(ks, v, s->use == NP_STEPPED_LOOP), own_class = plain;
    if (plain == KI_ERR) return NULL;
    if (np_has_other_class(ks, v)) {
        own_class = np_in_class(ks, plain, ki_obj(v)->shape->type, v, KI_ABSENT);
        ki_decref(ks, plain);
        if (own_class == KI_ERR) return NULL;
    }
    const KtTensor *own = ki_tensor_of(v);
    KtTensor *t = ki_tensor_of(own_class);
    size_t size = t->numel ? t->storage->nbytes : 0;
    char *before = ki_mem_alloc(ks, size + 1);
    if (!before) {
        ki_decref(ks, own_class);
        return NULL;
    }
    if (size) memcpy(before, t->storage->data, size);
    if (own->flags & KT_T_READ_ONLY || own->storage->read_only) t->flags |= KT_T_READ_ONLY;
    t->face_flags |= own->face_flags & NP_T_WARNS;
    s->items[s->n] = (Swap){ki_new_ref(v), own_class, kt_incref(t), before, size};
    return &s->items[s->n++];
}

static bool holds_stepped(KiValue v, int depth) {
    if (!ki_is_ptr(v)) return false;
    if (ki_is_ndarray(v)) return np_is_stepped(v);
    if (depth == DEEP) return false;
    if (ki_is_dict(v)) {
        int64_t at = 0;
        KiValue key, x;
        while (ki_dict_next(ki_dict_of(v), &at, &key, &x))
            if (holds_stepped(x, depth + 1)) return true;
        return false;
    }
    int64_t n;
    const KiValue *items = ki_items_within(v, &n);
    for (int64_t i = 0; i < n; i++)
        if (holds_stepped(items[i], depth + 1)) return true;
    return false;
}

bool np_any_stepped(const KiValue *args, int n) {
    for (int i = 0; i < n; i++)
        if (holds_stepped(args[i], 0)) return true;
    return false;
}

static KiValue stand_in(void *swaps, KiValue v, int depth);

static KiValue dict_with_stand_ins(Swaps *s, KiDict *from, int depth) {
    KiDict *d = ki_dict_new(s->ks);
    int64_t at = 0;
    KiValue key, x;
    bool ok = d != NULL;
    while (ok && ki_dict_next(from, &at, &key, &x)) {
        KiValue kept[] = {ki_new_ref(key), ki_new_ref(x)}, one = stand_in(s, x, depth + 1);
        ok = one != KI_ERR && ki_dict_set(s->ks, d, kept[0], one);
        ki_decref(s->ks, one);
        ki_decref(s->ks, kept[0]);
        ki_decref(s->ks, kept[1]);
    }
    if (ok) return ki_from_obj(d);
    if (d) ki_decref_obj(s->ks, &d->h);
    return KI_ERR;
}

/* v, or what stands for it: a new reference; KI_ERR: raised. */
static KiValue stand_in(void *swaps, KiValue v, int depth) {
    Swaps *s = swaps;
    if (np_is_stepped(v)) {
        Swap *known = find(s, v, false);
        if (!known) known = add(s, v);
        return known ? ki_new_ref(known->dense) : KI_ERR;
    }
    if (!holds_stepped(v, depth)) return ki_new_ref(v);
    if (ki_is_dict(v)) return dict_with_stand_ins(s, ki_dict_of(v), depth);
    return ki_with_stand_ins(s->ks, v, stand_in, s, depth);
}

/* --- what comes back --- */

/* Is the array what it was when the copy was made? A script that ran meanwhile may have given it
 * another type or shape. */
static bool is_as_before(const Swap *one) {
    return np_is_stepped(one->own) && kt_same_shape(ki_tensor_of(one->own), one->t);
}

/* The array takes over what was written into its copy. */
static bool write_back(Swaps *s, const Swap *one) {
    KtTensor *to = ki_tensor_of(one->own), *from = one->t;
    if (!is_as_before(one)) return true;
    size_t item = (size_t)np_array_of(one->own)->descr->itemsize;
    int64_t steps[KT_MAX_DIMS];
    if (from->itemsize != item || from->storage->nbytes != one->size ||
        !memcmp(from->storage->data, one->before, one->size))
        return true;
    if (!kt_before_write(s->ctx, to)) return (void)ki_kt_raise(s->ks), false;
    steps_of(from, steps);
    if (s->use != NP_STEPPED_PICKS)
        scatter(to, from, item);
    else
        move_changed(to->data, to->strides, from->data, one->before, steps, to->sizes, to->ndim,
                     item);
    return true;
}

/* Where a byte of the copy lies, counted from the first element of the array; -1 << 62: in a gap.
 * Beyond the last element it goes on in the steps of the outermost dimension. */
static int64_t place_of(const Swap *one, int64_t at) {
    const KtTensor *own = ki_tensor_of(one->own), *t = one->t;
    int64_t number = at / t->itemsize, place = at % t->itemsize, done = INT64_MAX;
    while (number) { /* the dimension with the longest steps that are still to be gone */
        int best = -1;
        for (int i = 0; i < t->ndim; i++)
            if (t->sizes[i] > 1 && t->strides[i] && t->strides[i] <= number &&
                t->strides[i] < done && (best < 0 || t->strides[i] > t->strides[best]))
                best = i;
        if (best < 0) return -(INT64_C(1) << 62);
        done = t->strides[best];
        place += number / done * own->strides[best];
        number %= done;
    }
    return place;
}

/* The steps that a dimension of a view of the copy, with one element or none, has in the array. */
static int64_t lone_step(const Swap *one, int64_t step) {
    const KtTensor *t = one->t;
    for (int i = 0; i < t->ndim; i++)
        if (t->strides[i] * t->itemsize == llabs(step))
            return step < 0 ? -ki_tensor_of(one->own)->strides[i]
                            : ki_tensor_of(one->own)->strides[i];
    int64_t place = place_of(one, llabs(step));
    return place < -(INT64_C(1) << 61) ? step : step < 0 ? -place : place;
}

/* Do elements of so many bytes, which lie in these steps in the copy, lie in equal steps in the
 * array, each in one piece? Then out has those. */
static bool in_equal_steps(const Swap *one, const KtTensor *r, int64_t *out) {
    const KtTensor *t = one->t;
    int64_t first = r->data - t->data, item = r->itemsize;
    int64_t index[KT_MAX_DIMS] = {0}, begin = place_of(one, first);
    int64_t size = t->numel ? (int64_t)t->storage->nbytes - (t->data - t->storage->data) : 0;
    for (int i = r->ndim - 1; i >= 0; i--) {
        int64_t step = r->strides[i] * item;
        bool outer = i + 1 < r->ndim && step == r->sizes[i + 1] * r->strides[i + 1] * item;
        out[i] = r->sizes[i] > 1 && r->numel ? place_of(one, first + step) - begin
                 : outer                     ? r->sizes[i + 1] * out[i + 1]
                                             : lone_step(one, step);
    }
    while (r->numel) {
        int64_t at = first, place = begin;
        for (int i = 0; i < r->ndim; i++) {
            at += index[i] * r->strides[i] * item;
            place += index[i] * out[i];
        }
        if (at < 0 || at > size - item) return false;
        for (int64_t q = 0; q < item; q += t->itemsize)
            if (place_of(one, at + q) != place + q) return false;
        if (place_of(one, at + item - 1) != place + item - 1) return false;
        int i = r->ndim - 1;
        while (i >= 0 && ++index[i] == r->sizes[i])
            index[i--] = 0;
        if (i < 0) return true;
    }
    return true;
}

/* The array r (consumed), which shows a copy with gaps, as one without. */
static KiValue without_gaps(Swaps *s, KiValue r) {
    KtTensor *t = np_copy(s->ctx, ki_tensor_of(r), KT_NO_DTYPE, 'K');
    KiValue v = !t                     ? ki_kt_raise(s->ks)
                : np_is_other_array(r) ? np_object_wrap(s->ks, t, r, false)
                                       : np_wrap(s->ks, t, r);
    ki_decref(s->ks, r);
    return v;
}

/* The array r (consumed), which shows a copy, as a view of the array that it stands for. */
static KiValue as_view(Swaps *s, const Swap *one, KiValue r) {
    KiState *ks = s->ks;
    const KtTensor *t = ki_tensor_of(r);
    int64_t steps[KT_MAX_DIMS];
    if (np_array_of(r)->pool || !is_as_before(one) || !in_equal_steps(one, t, steps))
        return without_gaps(s, r);
    KtTensor *own = ki_tensor_of(one->own);
    KiNpDtype *d = np_array_of(r)->descr;
    if (!d) d = np_dtype_of_num(ks, t->dtype);
    KiType *cls = ki_obj(r)->shape->type;
    char *first = own->data + (t->numel ? place_of(one, t->data - one->t->data) : 0);
    KiValue v =
        np_stepped_view(ks, own, first, d, t->ndim, t->sizes, steps, np_base_for(one->own, cls));
    if (v != KI_ERR && cls != ks->types[KI_K_NDARRAY]) {
        KiValue w = np_in_class(ks, v, cls, r, np_base_for(one->own, cls));
        ki_decref(ks, v);
        v = w;
    }
    if (v != KI_ERR) {
        ki_tensor_of(v)->flags |= t->flags & KT_T_READ_ONLY;
        ki_tensor_of(v)->face_flags |= t->face_flags & NP_T_WARNS;
    }
    ki_decref(ks, r);
    return v;
}

/* r (consumed), in which the arrays show again for which copies stood. */
static KiValue show(Swaps *s, KiValue r, int depth) {
    Swap *one = find(s, r, true);
    if (one) {
        KiValue own = ki_new_ref(one->own);
        ki_decref(s->ks, r);
        return own;
    }
    if (ki_is_ndarray(r)) {
        for (int i = 0; i < s->n; i++)
            if (ki_tensor_of(r)->storage == s->items[i].t->storage)
                return as_view(s, &s->items[i], r);
        return r;
    }
    int64_t n;
    KiValue *items = (KiValue *)(uintptr_t)ki_items_within(r, &n);
    for (int64_t i = 0; i < n && depth < DEEP; i++) {
        KiValue shown = show(s, items[i], depth + 1);
        items[i] = shown == KI_ERR ? KI_NONE : shown;
        if (shown != KI_ERR) continue;
        ki_decref(s->ks, r);
        return KI_ERR;
    }
    return r;
}

KiValue np_stepped_run(KiState *ks, NpSteppedRun run, void *what, const KiValue *args, int n,
                       NpSteppedUse use) {
    KiValue small[FEW], *now = small, r = KI_ERR;
    size_t size = (size_t)n * sizeof *now;
    if (n > FEW && !(now = ki_mem_alloc(ks, size))) return KI_ERR;
    Swaps s = {.ks = ks, .ctx = ki_kt_np(ks), .cap = FEW, .use = use};
    s.items = s.few;
    int made = 0;
    while (made < n && (now[made] = stand_in(&s, args[made], 0)) != KI_ERR)
        made++;
    if (made == n) r = run(ks, what, now);
    bool ok = true;
    for (int i = 0; ok && r != KI_ERR && i < s.n; i++)
        ok = write_back(&s, &s.items[i]);
    if (r != KI_ERR && !ok) {
        ki_decref(ks, r);
        r = KI_ERR;
    }
    if (r != KI_ERR) r = show(&s, r, 0);
    while (made)
        ki_decref(ks, now[--made]);
    for (int i = 0; i < s.n; i++) {
        ki_mem_free(ks, s.items[i].before, s.items[i].size + 1);
        kt_decref(s.ctx, s.items[i].t);
        ki_decref(ks, s.items[i].dense);
        ki_decref(ks, s.items[i].own);
    }
    if (s.items != s.few) ki_mem_free(ks, s.items, (size_t)s.cap * sizeof(Swap));
    if (now != small) ki_mem_free(ks, now, size);
    return r;
}

/* --- calls --- */

typedef struct NativeCall {
    KiNative *f;
    int nargs;
    KiValue kwnames;
} NativeCall;

static KiValue run_native(KiState *ks, void *what, KiValue *args) {
    NativeCall *c = what;
    return ki_native_itself(ks, c->f, args, c->nargs, c->kwnames);
}

KiValue np_stepped_answer(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                          KiValue kwnames) {
    (void)self;
    int n = nargs + ki_n_kw(kwnames);
    if (!np_any_stepped(args, n)) return KI_ABSENT;
    NativeCall c = {(KiNative *)ki_obj(f), nargs, kwnames};
    KiValue r = np_stepped_run(ks, run_native, &c, args, n, NP_STEPPED_CALL);
    /* what reshape copies, it shows as a view of the copy */
    bool copied =
        r != KI_ERR && ki_is_ndarray(r) && !strcmp(c.f->name, "reshape") &&
        (!((KiTensorObj *)ki_obj(r))->base || ((KiTensorObj *)ki_obj(r))->base == KI_ABSENT);
    return copied ? np_viewed(ks, r) : r;
}

typedef struct Call1 {
    KiValue (*fn)(KiState *ks, KiValue x);
} Call1;
typedef struct Call2 {
    KiValue (*fn)(KiState *ks, KiValue x, KiValue y);
} Call2;

static KiValue run1(KiState *ks, void *what, KiValue *args) {
    return ((Call1 *)what)->fn(ks, args[0]);
}
static KiValue run2(KiState *ks, void *what, KiValue *args) {
    return ((Call2 *)what)->fn(ks, args[0], args[1]);
}
KiValue np_stepped1(KiState *ks, KiValue (*fn)(KiState *ks, KiValue x), KiValue x) {
    Call1 c = {fn};
    return np_stepped_run(ks, run1, &c, &x, 1, NP_STEPPED_CALL);
}
KiValue np_stepped2(KiState *ks, KiValue (*fn)(KiState *ks, KiValue x, KiValue y), KiValue x,
                    KiValue y) {
    Call2 c = {fn};
    return np_stepped_run(ks, run2, &c, (KiValue[]){x, y}, 2, NP_STEPPED_CALL);
}

/* --- assignment --- */

static KiValue run_setitem(KiState *ks, void *what, KiValue *args) {
    (void)what;
    return ki_setitem(ks, args[0], args[1], args[2]) ? KI_NONE : KI_ERR;
}

bool np_stepped_assign(KiState *ks, KiNpDtype *d, KtTensor *to, KiValue value) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *t = gather(ctx, to, d, true);
    if (!t) return (void)ki_kt_raise(ks), false;
    KiValue x = d->of->num >= 0 ? ki_ndarray_wrap(ks, t, KI_ABSENT)
                                : np_carried_wrap(ks, t, d->of, KI_ABSENT);
    bool spreads = to->ndim || (ki_is_ndarray(value) && ki_tensor_of(value)->ndim); /* no element */
    KiValue key = x == KI_ERR || spreads ? KI_ELLIPSIS : ki_tuple_pack(ks, 0);
    bool ok = x != KI_ERR && key != KI_ERR && ki_setitem(ks, x, key, value);
    if (ok && !(ok = kt_before_write(ctx, to))) (void)ki_kt_raise(ks);
    if (ok) scatter(to, ki_tensor_of(x), (size_t)d->itemsize);
    ki_decref(ks, key);
    ki_decref(ks, x);
    return ok;
}

bool np_stepped_setitem(KiState *ks, KiValue v, KiValue key, KiValue value) {
    KtTensor *t = ki_tensor_of(v), *part;
    if (t->flags & KT_T_READ_ONLY || t->storage->read_only) {
        ki_raise(ks, KI_EXC_ValueError, "assignment destination is read-only");
        return false;
    }
    bool number = ki_is_int(value) || ki_is_float(value) || ki_is_np_scalar(value);
    KiIndex ix;
    if (np_is_basic_key(key) && ki_index_parse(ks, ki_kt_np(ks), NULL, key, &ix)) {
        bool ok = false, view = false;
        if ((part = kt_index_get(ki_kt_np(ks), t, ix.items, ix.n, &view))) {
            bool simple = part->ndim || np_has_ellipsis(&ix) || number;
            if (simple) ok = np_stepped_assign(ks, np_array_of(v)->descr, part, value);
            kt_decref(ki_kt_np(ks), part);
            ki_index_release(ks, &ix);
            if (simple) return ok;
        } else {
            ki_index_release(ks, &ix);
            return (void)ki_kt_raise(ks), false;
        }
    }
    if (ki_pending(ks)) return false;
    /* elements that arrays pick, and all that is to be complained about */
    KiValue r =
        np_stepped_run(ks, run_setitem, NULL, (KiValue[]){v, key, value}, 3, NP_STEPPED_PICKS);
    return r != KI_ERR;
}

/* --- who asks --- */

/* Functions that take arrays as they lie. */
static bool takes_steps(const char *name) {
    static const char *const names[] = {"_address",          "_as_strided", "_memory_strides",
                                        "_over_storage",     "_with_base",  "__array_finalize__",
                                        "__setstate__",      "__sizeof__",  "getfield",
                                        "may_share_memory",  "setfield",    "setflags",
                                        "shares_memory",     "view",        "newbyteorder",
                                        "__class_getitem__", "_same_place", "resize",
                                        "_record_view",      "_field_view", "_record_pool",
                                        "itemset",           "fill",        "__dlpack__"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], name)) return true;
    return false;
}

static const KiInstead asks = {np_stepped_answer};

/* Modules have functions of others, too. */
static bool is_of_numpy(KiState *ks, const KiNative *f) {
    if (f->owner) return true;
    return ki_is_str(f->module) && strstr(ki_cstr(ks, ki_str_of(f->module)), "numpy");
}
static void let_ask(KiState *ks, KiValue v) {
    bool native = ki_is_kind(v, KI_K_NATIVE) || ki_is_kind(v, KI_K_METHOD_DESCR);
    KiNative *f = native ? (KiNative *)ki_obj(v) : NULL;
    if (!f || f->body != KI_ABSENT || f->h.flags & KI_NATIVE_NEW || takes_steps(f->name) ||
        !is_of_numpy(ks, f))
        return;
    f->instead = f->instead ? np_override_stepped(f->instead) : &asks;
    if (f->h.aux != KI_AUX_BIND) f->h.aux |= KI_AUX_ASKS;
}

static void let_all_ask(KiState *ks, KiDict *d) {
    int64_t at = 0;
    KiValue key, v;
    while (ki_dict_next(d, &at, &key, &v))
        let_ask(ks, v);
}

void np_stepped_new_functions(KiState *ks, KiModule *m) {
    if (KB_LIKELY(!ki_np(ks) || !ki_np(ks)->stepped)) return;
    let_all_ask(ks, m->dict);
    let_all_ask(ks, ks->types[KI_K_NDARRAY]->dict);
    let_all_ask(ks, ks->types[KI_K_NPSCALAR]->dict);
}

bool np_stepped_begin(KiState *ks) {
    KiNpState *np = ki_np(ks);
    if (np->stepped) return true;
    np->stepped = true;
    int64_t at = 0;
    KiValue key, v;
    while (ki_dict_next(ks->modules, &at, &key, &v))
        if (ki_is_str(key) && ki_is_kind(v, KI_K_MODULE) &&
            strstr(ki_cstr(ks, ki_str_of(key)), "numpy"))
            let_all_ask(ks, ((KiModule *)ki_obj(v))->dict);
    let_all_ask(ks, ks->types[KI_K_NDARRAY]->dict);
    let_all_ask(ks, ks->types[KI_K_NPSCALAR]->dict);
    let_all_ask(ks, np->ufunc_type->dict);
    return true;
}
