/* Binding arguments of torch's native functions and returning their results. See torch_args.h. */
#include "torch_args.h"

#include "../tensor/ew.h"

#include <limits.h>

#include "../object/containers.h"
#include "../object/number.h"
#include "torch_signature.h"

/* --- binding --- */

/* Array-library spellings that torch takes for its own, and names by the kind of the value. */
static const char *alias_of(const KiStr *s) {
    static const char *const pairs[][2] = {{"axis", "dim"},
                                           {"keepdims", "keepdim"},
                                           {"x", "input"},
                                           {"input", "self"},
                                           {"a", "input"},
                                           {"x1", "input"},
                                           {"x2", "other"},
                                           {"sections", "indices_or_sections"},
                                           {"indices", "indices_or_sections"},
                                           {"tensor_indices_or_sections", "indices_or_sections"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (ki_str_eq_cstr(s, pairs[i][0])) return pairs[i][1];
    return NULL;
}

static int find_name(const TaSpec *spec, const KiStr *s) {
    for (int i = 0; i < spec->n; i++)
        if (ki_str_eq_cstr(s, spec->names[i])) return i;
    const char *other = alias_of(s);
    for (int i = 0; other && i < spec->n; i++)
        if (!strcmp(spec->names[i], other)) return i;
    return -1;
}

static bool fail(Ta *a) {
    a->failed = true;
    return false;
}

static bool bind_keywords(Ta *a, const KiValue *values, KiValue kwnames) {
    int64_t n = ki_tuple_of(kwnames)->len;
    bool with_out = false;
    for (int64_t k = 0; k < n; k++) {
        KiStr *name = ki_str_of(ki_tuple_of(kwnames)->items[k]);
        int i = find_name(a->spec, name);
        const char *text = ki_str_utf8(a->ks, name, NULL);
        if (!text) return fail(a);
        if (i < 0) {
            ki_raise(a->ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument '%s'",
                     a->name, text);
            return fail(a);
        }
        if (a->v[i] != KI_ABSENT || a->va_at == i) {
            ki_raise(a->ks, KI_EXC_TypeError, "%s() got multiple values for argument '%s'", a->name,
                     text);
            return fail(a);
        }
        a->v[i] = values[k];
        with_out |= !strcmp(a->spec->names[i], "out") && !ki_is_none(values[k]);
    }
    return !with_out || ta_out_gradients(a) || fail(a);
}

static bool check_missing(Ta *a) {
    const TaSpec *s = a->spec;
    int missing = 0;
    for (int i = 0; i < s->required; i++)
        missing += a->v[i] == KI_ABSENT && a->va_at != i;
    if (!missing) return true;
    char list[300];
    size_t n = 0;
    list[0] = 0;
    for (int i = 0; i < s->required && n + 40 < sizeof list; i++)
        if (a->v[i] == KI_ABSENT && a->va_at != i)
            n +=
                (size_t)snprintf(list + n, sizeof list - n, "%s\"%s\"", n ? ", " : "", s->names[i]);
    ki_raise(a->ks, KI_EXC_TypeError, "%s() missing %d required positional arguments: %s", a->name,
             missing, list);
    return fail(a);
}

static void begin(Ta *a, KiState *ks, const TaSpec *spec) {
    a->ks = ks;
    a->ctx = ki_kt(ks);
    a->spec = spec;
    a->name = spec->name;
    a->va = NULL;
    a->n_va = 0;
    a->va_at = -1;
    a->failed = false;
}

static bool too_many(Ta *a, int nargs) {
    const TaSpec *s = a->spec;
    ki_raise(a->ks, KI_EXC_TypeError, "%s() takes %s%d positional argument%s but %d %s given",
             a->name, s->required < s->max_pos ? "from " : "", s->max_pos,
             s->max_pos == 1 ? "" : "s", nargs, nargs == 1 ? "was" : "were");
    return fail(a);
}

/* The first n_used positional arguments, and the keywords. */
static bool bind(Ta *a, KiValue *args, int nargs, int n_used, KiValue kwnames) {
    const TaSpec *spec = a->spec;
    for (int i = 0; i < n_used; i++)
        a->v[i] = args[i];
    for (int i = n_used; i < spec->n; i++)
        a->v[i] = KI_ABSENT;
    if (kwnames != KI_ABSENT && !bind_keywords(a, args + nargs, kwnames)) return false;
    return n_used >= spec->required || check_missing(a);
}

bool ta_bind(Ta *a, KiState *ks, const TaSpec *spec, KiValue *args, int nargs, KiValue kwnames) {
    begin(a, ks, spec);
    if (KB_UNLIKELY(nargs > spec->max_pos)) return too_many(a, nargs);
    return bind(a, args, nargs, nargs, kwnames);
}

bool ta_bind_var(Ta *a, KiState *ks, const TaSpec *spec, int at, KiValue *args, int nargs,
                 KiValue kwnames) {
    bool spread =
        nargs > at &&
        (ki_is_integer(args[at]) ||
         (ki_is_tensor(args[at]) && nargs > at + 1 && ki_tensor_of(args[at])->ndim == 0) ||
         (ki_is_np_scalar(args[at])));
    if (spread && nargs == at + 1 && spec->names[at][0] == 'd' && spec->max_pos > at + 1)
        spread = false;
    begin(a, ks, spec);
    /* a method's parser that may find sizes one by one looks at nothing behind a sequence of them
     */
    bool rest = !spread && at == 1 && spec->max_pos == 2 && spec->n == 2 && nargs > 2 &&
                (ki_is_tuple(args[1]) || ki_is_list(args[1]));
    if (rest) return bind(a, args, nargs, 2, kwnames);
    if (!spread) return ta_bind(a, ks, spec, args, nargs, kwnames);
    for (int i = 0; i < spec->n; i++)
        a->v[i] = i < at ? args[i] : KI_ABSENT;
    a->va = args + at;
    a->n_va = nargs - at;
    a->va_at = at;
    if (kwnames != KI_ABSENT && !bind_keywords(a, args + nargs, kwnames)) return false;
    return check_missing(a);
}

bool ta_bind_packed(Ta *a, KiState *ks, const TaSpec *spec, bool unpacks, KiValue *args, int nargs,
                    KiValue kwnames, KiValue *packed) {
    begin(a, ks, spec);
    bool one = unpacks && nargs == 1 && !ki_is_tensor(args[0]);
    KiValue all = one ? ki_new_ref(args[0]) : ki_tuple_from(ks, args, nargs);
    if (all == KI_ERR) return fail(a);
    a->v[0] = all;
    for (int i = 1; i < spec->n; i++)
        a->v[i] = KI_ABSENT;
    if (kwnames != KI_ABSENT && !bind_keywords(a, args + nargs, kwnames)) {
        ki_decref(ks, all);
        return false;
    }
    *packed = all;
    return true;
}

/* --- complaints --- */

void ta_bad(Ta *a, int i, const char *wanted) {
    if (a->failed) return;
    a->failed = true;
    KiValue v = a->va_at == i ? a->va[0] : a->v[i];
    char place[32] = "";
    if (i < a->spec->max_pos) snprintf(place, sizeof place, " (position %d)", i + 1);
    ki_raise(a->ks, KI_EXC_TypeError, "%s(): argument '%s'%s must be %s, not %s", a->name,
             a->spec->names[i], place, wanted,
             v == KI_ABSENT ? "NoneType" : ki_type_name(a->ks, v));
}

KiValue ta_refuse_dtype(Ta *a, const char *format, const char *name, int dtype) {
    return ki_raise(a->ks, KI_EXC_RuntimeError, format, name, kt_dtype_info[dtype].scalar_name);
}

KiValue ta_no_match(Ta *a, KiValue *args, int nargs, KiValue kwnames, const char *expected) {
    KbStrbuf b;
    kb_strbuf_init(&b, &a->ks->alloc, KB_STRBUF_NO_MAX);
    int skip = nargs > 0 && ki_is_tensor(args[0]) && !strncmp(expected, "m:", 2);
    if (!strncmp(expected, "m:", 2)) expected += 2;
    for (int i = skip; i < nargs; i++)
        kb_strbuf_printf(&b, "%s%s", i > skip ? ", " : "", ki_type_name(a->ks, args[i]));
    for (int64_t k = 0; kwnames != KI_ABSENT && k < ki_tuple_of(kwnames)->len; k++) {
        const char *n = ki_str_utf8(a->ks, ki_str_of(ki_tuple_of(kwnames)->items[k]), NULL);
        kb_strbuf_printf(&b, "%s%s=%s", b.len ? ", " : "", n ? n : "?",
                         ki_type_name(a->ks, args[nargs + k]));
    }
    ki_raise(
        a->ks, KI_EXC_TypeError,
        "%s() received an invalid combination of arguments - got (%s), but expected one of:\n%s",
        a->name, b.data ? b.data : "", expected);
    kb_strbuf_free(&b);
    a->failed = true;
    return KI_ERR;
}

/* --- getters --- */

KtTensor *ta_tensor(Ta *a, int i) {
    KiValue v = a->v[i];
    if (KB_LIKELY(ki_is_tensor(v))) return ki_tensor_of(v);
    ta_bad(a, i, "Tensor");
    return NULL;
}

KtTensor *ta_tensor_opt(Ta *a, int i) {
    return ta_given(a, i) ? ta_tensor(a, i) : NULL;
}

KtOperand ta_operand(Ta *a, int i) {
    KtOperand o = {0};
    KiValue v = a->v[i];
    if (ki_is_tensor(v)) {
        o.t = ki_tensor_of(v);
        return o;
    }
    int r = v == KI_ABSENT ? 0 : ki_to_scalar(a->ks, v, &o.s);
    if (r < 0) a->failed = true;
    if (r == 0) ta_bad(a, i, "Tensor");
    return o;
}

KtScalar ta_scalar(Ta *a, int i, KtScalar dflt) {
    if (!ta_given(a, i)) return dflt;
    KtScalar s = dflt;
    KtTensor *t = ki_is_tensor(a->v[i]) ? ki_tensor_of(a->v[i]) : NULL;
    if (t && t->ndim == 0 && !kta_requires_grad(t)) {
        s = kt_first(t);
        s.dtype = KT_NO_DTYPE;
        return s;
    }
    int r = ki_to_scalar(a->ks, a->v[i], &s);
    if (r < 0) a->failed = true;
    if (r == 0) ta_bad(a, i, "Number");
    return s;
}

int64_t ta_int(Ta *a, int i, int64_t dflt) {
    if (!ta_given(a, i)) return dflt;
    int64_t n = dflt;
    KiValue v = a->va_at == i ? a->va[0] : a->v[i];
    bool truth =
        ki_is_tensor(v) && ki_tensor_of(v)->dtype == KT_BOOL; /* no number, as True is not */
    int r = truth ? 0 : ki_to_i64(a->ks, v, &n);
    if (r < 0) a->failed = true;
    if (r == 0) {
        ta_bad(a, i, "int");
    }
    return n;
}

int ta_int32(Ta *a, int i, int dflt) {
    int64_t n = ta_int(a, i, dflt);
    if (n > INT_MAX || n < INT_MIN) {
        if (!a->failed)
            ki_raise(a->ks, KI_EXC_OverflowError, "Python int too large to convert to C int");
        a->failed = true;
        return dflt;
    }
    return (int)n;
}

/* Beyond an int, hence beyond all dimensions of the first argument (a tensor, or a list of them)
 * and `more` new ones. */
static void no_such_dim(Ta *a, int64_t dim, int more) {
    KiValue v = a->v[0];
    if (ki_is_list(v) && ki_list_of(v)->len) v = ki_list_of(v)->items[0];
    if (ki_is_tuple(v) && ki_tuple_of(v)->len) v = ki_tuple_of(v)->items[0];
    int n = (ki_is_tensor(v) ? ki_tensor_of(v)->ndim : 0) + more;
    if (n < 1) n = 1;
    if (!a->failed)
        ki_raise(a->ks, KI_EXC_IndexError,
                 "Dimension out of range (expected to be in range of [%d, %d], but got %lld)", -n,
                 n - 1, (long long)dim);
    a->failed = true;
}

int ta_dim(Ta *a, int i, int dflt, int more) {
    int64_t dim = ta_int(a, i, dflt);
    if (dim <= INT_MAX && dim >= INT_MIN) return (int)dim;
    no_such_dim(a, dim, more);
    return dflt;
}

double ta_float(Ta *a, int i, double dflt) {
    if (!ta_given(a, i)) return dflt;
    if (ki_is_integer(a->v[i]) && !ki_is_int(a->v[i])) { /* a large one */
        double d = dflt;
        if (!a->failed && !ki_int_to_double(a->ks, a->v[i], &d)) a->failed = true;
        return d;
    }
    KtScalar s = ta_scalar(a, i, kt_scalar_float(dflt));
    if (!a->failed && s.kind == KT_S_COMPLEX && !kt_check_number(a->ctx, KT_F64, &s)) {
        a->failed = true;
        (void)ki_kt_raise(a->ks);
    }
    return a->failed ? dflt : kt_scalar_as_double(&s);
}

bool ta_bool(Ta *a, int i, bool dflt) {
    if (!ta_given(a, i)) return dflt;
    if (ki_is_bool(a->v[i])) return a->v[i] == KI_TRUE;
    ta_bad(a, i, "bool");
    return dflt;
}

void ta_handed(Ta *a, int i, const char *to, int position, char kind) {
    KiValue v = a->v[i];
    bool odd = ki_is_none(v) || (kind == 'b' ? !ki_is_bool(v) : ki_is_bool(v));
    if (a->failed || v == KI_ABSENT || !odd) return;
    a->failed = true;
    ki_raise(a->ks, KI_EXC_TypeError, "%s(): argument '%s' (position %d) must be %s, not %s", to,
             a->spec->names[i], position,
             kind == 'b'   ? "bool"
             : kind == 'i' ? "int"
                           : "tuple of ints",
             ki_type_name(a->ks, v));
}

bool ta_no_arguments(KiState *ks, const char *name, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT)
        ki_raise(ks, KI_EXC_TypeError, "torch.%s() takes no keyword arguments", name);
    else if (nargs)
        ki_raise(ks, KI_EXC_TypeError, "torch.%s() takes no arguments (%d given)", name, nargs);
    return kwnames == KI_ABSENT && !nargs;
}

bool ta_truth(Ta *a, int i, bool dflt) {
    if (a->v[i] == KI_ABSENT || a->failed) return dflt;
    int r = ki_truth(a->ks, a->v[i]);
    if (r < 0) a->failed = true;
    return r > 0;
}

const char *ta_str(Ta *a, int i, const char *dflt) {
    if (!ta_given(a, i)) return dflt;
    if (!ki_is_str(a->v[i])) {
        ta_bad(a, i, "str");
        return dflt;
    }
    const char *s = ki_str_utf8(a->ks, ki_str_of(a->v[i]), NULL);
    if (!s) a->failed = true;
    return s ? s : dflt;
}

int ta_dtype(Ta *a, int i) {
    if (!ta_given(a, i)) return KT_NO_DTYPE;
    if (ki_is_torch_dtype(a->ks, a->v[i])) return ki_torch_dtype_of(a->v[i]);
    if (ki_is_type(a->v[i])) { /* float, int, bool */
        KiType *t = (KiType *)ki_obj(a->v[i]);
        if (t == a->ks->types[KI_K_FLOAT]) return KT_F64;
        if (t == a->ks->types[KI_K_INT]) return KT_I64;
        if (t == a->ks->types[KI_K_BOOL]) return KT_BOOL;
    }
    ta_bad(a, i, "torch.dtype");
    return KT_NO_DTYPE;
}

void ta_device(Ta *a, int i) {
    if (ta_given(a, i) && ki_check_device(a->ks, a->v[i]) < 0) a->failed = true;
}

void ta_unpinned(Ta *a, int i) {
    if (!ta_bool(a, i, false) || a->failed) return;
    a->failed = true;
    ki_raise(a->ks, KI_EXC_RuntimeError,
             "Pinned memory requires CUDA. PyTorch splits its backend into two shared libraries: a "
             "CPU library and a CUDA library; this error has occurred because you are trying to "
             "use some CUDA functionality, but the CUDA library has not been loaded by the dynamic "
             "linker for some reason.  The CUDA library MUST be loaded, EVEN IF you don't directly "
             "use any symbols from the CUDA library! One common culprit is a lack of "
             "-Wl,--no-as-needed in your link arguments; many dynamic linkers will delete dynamic "
             "library dependencies if you don't depend on any of their symbols.  You can check if "
             "this has occurred by using ldd on your binary to see if there is a dependency on "
             "*_cuda.so library.");
}

bool ta_sizes(Ta *a, int i, int64_t *out, int *n) {
    *n = 0;
    if (a->va_at == i) {
        for (int k = 0; k < a->n_va; k++) {
            int r = k < KT_MAX_DIMS ? ki_to_i64(a->ks, a->va[k], &out[k]) : 0;
            if (r < 0) a->failed = true;
            if (r == 0 && !a->failed) {
                a->failed = true;
                ki_raise(a->ks, KI_EXC_TypeError,
                         "%s(): argument '%s' must be tuple of ints, but found element of type %s "
                         "at pos %d",
                         a->name, a->spec->names[i], ki_type_name(a->ks, a->va[k]), k + 1);
            }
            if (a->failed) return false;
        }
        *n = a->n_va;
        return true;
    }
    if (!ta_given(a, i)) return false;
    int r = ki_to_sizes(a->ks, a->v[i], out, n);
    if (r < 0) a->failed = true;
    if (r == 0) ta_bad(a, i, a->spec->names[i][0] == 'd' ? "tuple of ints" : "tuple of SymInts");
    return r == 1;
}

void ta_one_dim(Ta *a, int i) {
    int64_t dim;
    if (a->failed || !ta_given(a, i) || a->va_at == i || !ki_is_tensor(a->v[i])) return;
    int r = ki_to_i64(a->ks, a->v[i], &dim);
    if (r < 0) a->failed = true;
    if (r == 1 && dim > INT_MIN && dim < INT_MAX) a->v[i] = ki_small_int(dim);
}

bool ta_dims(Ta *a, int i, int *out, int *n) {
    int64_t wide[KT_MAX_DIMS];
    *n = 0;
    if (ta_given(a, i) && a->va_at != i && ki_is_str(a->v[i])) {
        (void)ta_int(a, i, 0);
        return false;
    }
    if (ta_given(a, i) && a->va_at != i && ki_is_tensor(a->v[i])) {
        ta_bad(a, i, "tuple of ints");
        return false;
    }
    if (!ta_sizes(a, i, wide, n)) return false;
    for (int k = 0; k < *n; k++) {
        if (wide[k] > INT_MAX || wide[k] < INT_MIN) {
            no_such_dim(a, wide[k], 0);
            return false;
        }
        out[k] = (int)wide[k];
    }
    return true;
}

bool ta_ntuple(Ta *a, int i, int n, int64_t dflt, int64_t *out) {
    for (int k = 0; k < n; k++)
        out[k] = dflt;
    if (!ta_given(a, i)) return false;
    int64_t given[KT_MAX_DIMS];
    int got;
    /* a tensor without dimensions is a number, but none that stands for many */
    int r = ki_is_tensor(a->v[i]) ? 0 : ki_to_sizes(a->ks, a->v[i], given, &got);
    if (r < 0) a->failed = true;
    if (r == 0) ta_bad(a, i, "tuple of ints");
    if (r != 1) return false;
    if (got != 1 && got != n) {
        char text[300];
        kt_shape_str(text, sizeof text, got, given);
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "expected %s to be a single integer value or a list of %d values to match the "
                 "convolution dimensions, but got %s=%s",
                 a->spec->names[i], n, a->spec->names[i], text);
        a->failed = true;
        return false;
    }
    for (int k = 0; k < n; k++)
        out[k] = given[got == 1 ? 0 : k];
    return true;
}

static void list_items(Ta *a, int i, TaList *l, bool optional) {
    l->t = l->small;
    l->n = 0;
    l->seq = NULL;
    if (a->failed) return;
    KiValue v = a->v[i];
    if (!ki_is_tuple(v) && !ki_is_list(v)) {
        if (optional && !ta_given(a, i)) return;
        if (ki_is_tensor(v) || !ki_is_ptr(v) || !ki_slots_of(a->ks, v)->iter || ki_is_str(v)) {
            ta_bad(a, i, "tuple of Tensors");
            return;
        }
    }
    KiTuple *seq = l->seq = ki_to_tuple(a->ks, v);
    if (!seq) {
        a->failed = true;
        return;
    }
    if (seq->len > 16 && !(l->t = kb_malloc(&a->ks->alloc, (size_t)seq->len * sizeof *l->t))) {
        l->t = l->small;
        a->failed = true;
        ki_raise_nomem(a->ks);
        return;
    }
    l->n = seq->len;
    for (int64_t k = 0; k < seq->len; k++) {
        KiValue item = seq->items[k];
        if (optional && ki_is_none(item)) {
            l->t[k] = NULL;
        } else if (ki_is_tensor(item)) {
            l->t[k] = ki_tensor_of(item);
        } else {
            if (!a->failed)
                ki_raise(a->ks, KI_EXC_TypeError,
                         "expected Tensor as element %lld in argument %d, but got %s", (long long)k,
                         i, ki_type_name(a->ks, item));
            a->failed = true;
            return;
        }
    }
}
void ta_list(Ta *a, int i, TaList *out) {
    list_items(a, i, out, false);
}
void ta_list_opt(Ta *a, int i, TaList *out) {
    list_items(a, i, out, true);
}

void ta_list_free(Ta *a, TaList *l) {
    if (l->t != l->small) kb_free(&a->ks->alloc, l->t, (size_t)l->seq->len * sizeof *l->t);
    if (l->seq) ki_decref_obj(a->ks, &l->seq->h);
    l->t = l->small;
    l->seq = NULL;
}

KtTensor **ta_new_places(KiState *ks, int64_t n) {
    KtTensor **t = kb_calloc(&ks->alloc, (size_t)(n + 1) * sizeof *t);
    if (!t) ki_raise_nomem(ks);
    return t;
}

/* --- results --- */

KtTensor *ta_written(KtTensor *t, uint32_t n) {
    if (t) t->storage->version = n;
    return t;
}
KiValue ta_ret(Ta *a, KtTensor *t) {
    if (KB_UNLIKELY(a->failed)) {
        kt_xdecref(a->ctx, t);
        return KI_ERR;
    }
    return ki_tensor_wrap(a->ks, t);
}

static bool fits_into(KtCtx *ctx, KtTensor *value, KtTensor *self) {
    if (value->dtype == self->dtype || kt_can_cast_torch(value->dtype, self->dtype)) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "result type %s can't be cast to the desired output type %s",
                   kt_dtype_info[value->dtype].scalar_name, kt_dtype_info[self->dtype].scalar_name);
}

static bool warn_of_resize(KtCtx *ctx, const KtTensor *out, const KtTensor *t) {
    char had[300], wants[300];
    return kt_torch_warn(ctx, KT_WARN_RESIZED_OUT,
                         kt_shape_str(had, sizeof had, out->ndim, out->sizes),
                         kt_shape_str(wants, sizeof wants, t->ndim, t->sizes));
}

/* out takes t's sizes and elements, and its history as ta_out_takes_history told; made: without a
 * warning, t was made of nothing; t consumed. */
static bool store(Ta *a, KtTensor *out, KtTensor *t, bool made, const char *history) {
    KtCtx *ctx = a->ctx;
    bool ok = true;
    if (!kt_same_shape(out, t)) {
        ok = (made || out->numel == 0 || warn_of_resize(ctx, out, t)) &&
             kt_resize(ctx, out, t->ndim, t->sizes);
        if (ok && !made && kt_is_dense(t) &&
            !ta_out_lies_plain(a)) /* what is new lies as the result does */
            memcpy(out->strides, t->strides, sizeof *t->strides * (size_t)t->ndim);
    }
    ok = ok && ta_out_write(ctx, out, t, history);
    kt_decref(ctx, t);
    return ok;
}

/* `to` is going to be overwritten by what was computed from the other arguments. */
static bool may_overwrite(Ta *a, const KtTensor *to) {
    bool ok = kt_check_written(a->ctx, to);
    for (int k = 0; ok && k < a->spec->n; k++)
        if (a->v[k] != KI_ABSENT && ki_is_tensor(a->v[k]))
            ok = kt_check_partial_overlap(a->ctx, to, ki_tensor_of(a->v[k]));
    return ok && ta_out_apart(a, to);
}

bool ta_out_fits(Ta *a, int i, int dtype) {
    bool given = i < a->spec->n && ta_given(a, i) && ki_is_tensor(a->v[i]);
    return !given || ta_out_type_fits(a, dtype, ki_tensor_of(a->v[i]));
}

KiValue ta_ret_out(Ta *a, int i, KtTensor *t) {
    if (KB_LIKELY(!ta_given(a, i))) return ta_ret(a, t);
    KtTensor *out = ta_tensor(a, i);
    if (a->failed || !t) return ta_ret(a, t);
    const char *history;
    if (ta_out_type_fits(a, t->dtype, out) && ta_out_takes_history(a, t, &history) &&
        ta_out_may_be_written(a, out) && may_overwrite(a, out)) {
        if (store(a, out, t, false, history)) return ki_new_ref(a->v[i]);
    } else {
        kt_decref(a->ctx, t);
    }
    return ki_kt_raise(a->ks);
}

int ta_made_dtype(Ta *a, int out, int dtype) {
    int d = ta_dtype(a, dtype);
    KtTensor *given = ta_given(a, out) ? ta_tensor(a, out) : NULL;
    if (!given || a->failed) return d;
    if (d >= 0 && d != given->dtype) {
        a->failed = true;
        ki_raise(a->ks, KI_EXC_RuntimeError, "dtype %s does not match dtype of out parameter (%s)",
                 kt_dtype_info[d].scalar_name, kt_dtype_info[given->dtype].scalar_name);
    }
    return given->dtype;
}

KiValue ta_ret_made(Ta *a, int out, bool want_grad, KtTensor *t) {
    KtTensor *r = t;
    if (ta_given(a, out) && t && !a->failed) {
        r = ta_tensor(a, out);
        if (!ta_out_may_be_written(a, r)) {
            kt_decref(a->ctx, t);
            return ki_kt_raise(a->ks);
        }
        if (!store(a, r, t, true, NULL)) return ki_kt_raise(a->ks);
        kt_incref(r);
    }
    if (r && !a->failed && want_grad && !ta_want_grad(a, r)) {
        kt_decref(a->ctx, r);
        return ki_kt_raise(a->ks);
    }
    return ta_ret(a, r);
}

bool ta_keeps_shape(KtCtx *ctx, const KtTensor *self, int ndim, const int64_t *sizes) {
    if (self->ndim == ndim && !memcmp(self->sizes, sizes, (size_t)ndim * sizeof *sizes))
        return true;
    char x[300], y[300];
    kt_shape_str(x, sizeof x, self->ndim, self->sizes);
    kt_shape_str(y, sizeof y, ndim, sizes);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "output with shape %s doesn't match the broadcast shape %s", x, y);
}

bool ta_iterates_into(KtCtx *ctx, KtTensor *const *ts, int n) {
    int64_t sizes[KT_MAX_DIMS];
    int ndim;
    return kt_check_written(ctx, ts[0]) && kt_broadcast_shapes(ctx, n, ts, &ndim, sizes) &&
           ta_keeps_shape(ctx, ts[0], ndim, sizes);
}

bool ta_assign(KiState *ks, KtTensor *self, KtTensor *value) {
    KtCtx *ctx = ki_ts(ks)->ctx;
    bool ok = value && ta_keeps_shape(ctx, self, value->ndim, value->sizes);
    /* Before the cast: it is the operation's own node that keeps operands. */
    ok = ok && fits_into(ctx, value, self) && kta_check_inplace(ctx, self) &&
         kta_keep_saved(ctx, value, self);
    if (ok && value->dtype != self->dtype) {
        KtTensor *c = kta_cast_result(ctx, value, self->dtype);
        kt_decref(ctx, value);
        value = c;
        ok = c != NULL;
    }
    ok = ok && kt_before_write(ctx, self) && kt_copy(ctx, self, value);
    if (ok) kta_underivable_in_place(value);
    if (ok && kta_will_record(ctx, 2, (KtTensor *const[]){self, value}))
        ok = kta_rebase(ctx, self, value);
    kt_xdecref(ctx, value);
    if (!ok) ki_kt_raise(ks);
    return ok;
}

KiValue ta_ret_inplace(Ta *a, KtTensor *value) {
    if (a->failed) {
        kt_xdecref(a->ctx, value);
        return KI_ERR;
    }
    if (value && !may_overwrite(a, ki_tensor_of(a->v[0]))) {
        kt_decref(a->ctx, value);
        return ki_kt_raise(a->ks);
    }
    return ta_assign(a->ks, ki_tensor_of(a->v[0]), value) ? ki_new_ref(a->v[0]) : KI_ERR;
}

KiValue ta_ret_self(Ta *a, bool ok) {
    if (a->failed) return KI_ERR;
    return ok ? ki_new_ref(a->v[0]) : ki_kt_raise(a->ks);
}

KiValue ta_ret_bool(Ta *a, bool ok, bool value) {
    if (a->failed) return KI_ERR;
    return ok ? ki_bool(value) : ki_kt_raise(a->ks);
}

KiValue ta_ret_tuple(Ta *a, KtTensor **t, int64_t n) {
    KiTuple *r = a->failed ? NULL : ki_tuple_alloc(a->ks, n);
    bool ok = r != NULL;
    for (int64_t i = 0; r && i < n; i++)
        r->items[i] = KI_NONE;
    for (int64_t i = 0; i < n; i++) {
        if (!ok) {
            kt_xdecref(a->ctx, t[i]);
            continue;
        }
        KiValue v = ki_tensor_wrap(a->ks, t[i]);
        if (v == KI_ERR)
            ok = false;
        else
            r->items[i] = v;
    }
    if (ok) return ki_from_obj(r);
    if (r) ki_decref_obj(a->ks, &r->h);
    return KI_ERR;
}

/* --- torch.return_types --- */

static KiValue return_type_repr(KiState *ks, KiValue *args, int nargs) {
    KiType *type = ki_type_of(ks, args[0]);
    KiTuple *t = ki_tuple_of(args[0]);
    KiValue names = ki_type_lookup(ks, type, ks->names.d_match_args);
    const char *own = ki_str_utf8(ks, type->name, NULL);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = own && ki_is_tuple(names) && kb_strbuf_printf(&b, "torch.return_types.%s(\n", own);
    for (int64_t i = 0; ok && i < t->len && i < ki_tuple_of(names)->len; i++) {
        KiValue r = ki_repr(ks, t->items[i]);
        const char *u = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        const char *n = ki_str_utf8(ks, ki_str_of(ki_tuple_of(names)->items[i]), NULL);
        ok = u && n && kb_strbuf_printf(&b, "%s%s=%s", i ? ",\n" : "", n, u);
        ki_decref(ks, r);
    }
    kb_strbuf_putc(&b, ')');
    KiValue r = KI_ERR;
    if (ok && !b.failed)
        r = ki_str_from_utf8(ks, b.data, b.len);
    else if (!ki_pending(ks))
        ki_raise_nomem(ks);
    kb_strbuf_free(&b);
    return r;
}

/* NAME, or NAME_out for what went into the caller's tensors. */
static KiType *return_type(KiState *ks, const char *name, bool out, const char *const *fields,
                           int n) {
    static const KiDef repr[] = {{"__repr__", "(self, /)", return_type_repr, NULL, 0}, KI_DEF_END};
    KiTensorState *ts = ki_ts(ks);
    int i = 0;
    while (i < KI_TENSOR_N_RETURN_TYPES && ts->return_types[i].type &&
           (strcmp(ts->return_types[i].name, name) || ts->return_types[i].out != out))
        i++;
    if (i == KI_TENSOR_N_RETURN_TYPES) i--;
    if (!ts->return_types[i].type) {
        char shown[48];
        snprintf(shown, sizeof shown, "%s%s", name, out ? "_out" : "");
        KiType *t = ki_struct_seq_type(ks, "torch.return_types", shown, fields, n, n);
        if (!t) return NULL;
        KiValue old = ki_new_ref(ki_dict_get_str(ks, t->dict, ks->names.d_repr));
        bool ok = ki_type_add_methods(ks, t, repr);
        if (ok)
            ki_type_modified(ks, t, ks->names.d_repr, old,
                             ki_dict_get_str(ks, t->dict, ks->names.d_repr));
        ki_decref(ks, old);
        if (!ok) {
            ki_decref_obj(ks, &t->h);
            return NULL;
        }
        ts->return_types[i].name = name;
        ts->return_types[i].out = out;
        ts->return_types[i].type = t;
    }
    return ts->return_types[i].type;
}

/* The parameter "out", if the function has one and it was given; else -1. */
static int given_out(const Ta *a) {
    for (int i = 0; i < a->spec->n; i++)
        if (!strcmp(a->spec->names[i], "out")) return ta_given(a, i) ? i : -1;
    return -1;
}

const char *ta_cpp_type(int dtype) {
    static const char *const names[] = {
        [KT_BOOL] = "bool",
        [KT_U8] = "unsigned char",
        [KT_I8] = "signed char",
        [KT_I16] = "short int",
        [KT_I32] = "int",
        [KT_I64] = "long int",
        [KT_F16] = "c10::Half",
        [KT_BF16] = "c10::BFloat16",
        [KT_F32] = "float",
        [KT_F64] = "double",
        [KT_C64] = "c10::complex<float>",
        [KT_C128] = "c10::complex<double>",
    };
    return names[dtype] ? names[dtype] : kt_dtype_info[dtype].scalar_name;
}

/* The values' type and that of the indices, which each function misses in its own words. */
static bool refuse_types(Ta *a, int k, int wanted, int given) {
    const char *name = a->name, *w = kt_dtype_info[wanted].scalar_name,
               *g = kt_dtype_info[given].scalar_name;
    if (!strcmp(name, "mode"))
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "expected scalar type '%s' but got '%s' for %s output", w, g,
                       k ? "indices" : "values");
    if (!strcmp(name, "kthvalue"))
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       k ? "output indices must be of scalar type Long"
                         : "output values must be of same type as input");
    if (!strcmp(name, "cummax") || !strcmp(name, "cummin"))
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "expected scalar_type %s but found %s", w, g);
    if (!strcmp(name, "median") || !strcmp(name, "nanmedian"))
        return k ? kt_fail(a->ctx, KT_RUNTIME_ERROR,
                           "Expected tensor for argument #1 'indices' to have scalar type Long; "
                           "but got torch.%sTensor instead (while checking arguments for median)",
                           g)
                 : kt_fail(a->ctx, KT_RUNTIME_ERROR,
                           "Expected tensor for 'values' to have the same type as tensor for "
                           "argument #2 'self'; but type torch.%sTensor does not equal "
                           "torch.%sTensor (while checking arguments for median)",
                           g, w);
    return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                   "Expected out tensor to have dtype %s, but got %s instead", ta_cpp_type(wanted),
                   ta_cpp_type(given));
}

/* t[k] becomes the k-th tensor of out, with that one's reference; all of t consumed. */
static bool store_several(Ta *a, int i, KtTensor **t, int n) {
    TaList out;
    ta_list(a, i, &out);
    bool ok = !a->failed;
    if (ok && out.n != n) {
        ki_raise(a->ks, KI_EXC_TypeError, "expected tuple of %d elements but got %lld", n,
                 (long long)out.n);
        ok = false;
    }
    const char *history = NULL;
    for (int k = 0; ok && k < n; k++) {
        ok = ta_out_takes_history(a, t[k], &history);
        if (ok && out.t[k]->dtype != t[k]->dtype)
            ok = refuse_types(a, k, t[k]->dtype, out.t[k]->dtype);
        ok = ok && ta_out_may_be_written(a, out.t[k]) && ta_out_apart(a, out.t[k]);
    }
    for (int k = 0; k < n; k++) {
        if (!ok) {
            kt_decref(a->ctx, t[k]);
        } else if (store(a, out.t[k], t[k], false, history)) {
            t[k] = kt_incref(out.t[k]);
        } else {
            ok = false;
            for (int j = 0; j < k; j++)
                kt_decref(a->ctx, t[j]);
        }
    }
    ta_list_free(a, &out);
    if (!ok && !ki_pending(a->ks)) (void)ki_kt_raise(a->ks);
    return ok;
}

KiValue ta_ret_named(Ta *a, const char *name, const char *const *fields, KtTensor **t, int n) {
    KiValue values[8];
    int out = a->failed ? -1 : given_out(a);
    if (out >= 0 && !store_several(a, out, t, n)) return KI_ERR;
    KiType *type = a->failed ? NULL : return_type(a->ks, name, out >= 0, fields, n);
    for (int i = 0; i < n; i++) {
        if (!type || (i && values[i - 1] == KI_ERR)) {
            kt_xdecref(a->ctx, t[i]);
            values[i] = KI_ERR;
        } else {
            values[i] = ki_tensor_wrap(a->ks, t[i]);
        }
    }
    if (!type) return KI_ERR;
    return ki_struct_seq_new(a->ks, type, fields, values, n, n);
}

KiValue ta_ret_pair(Ta *a, const char *name, const char *first, const char *second, KtTensor *x,
                    KtTensor *y) {
    const char *fields[2] = {first, second};
    KtTensor *t[2] = {x, y};
    return ta_ret_named(a, name, fields, t, 2);
}

/* --- tables --- */

/* Functions go by the module in which scripts find them: pickles name it. */
static bool set_public_module(KiState *ks, KiModule *m, const char *name, const char *module) {
    KiValue f = name[0] == '_' ? KI_ABSENT : ki_dict_get_cstr(ks, m->dict, name);
    if (!ki_is_kind(f, KI_K_NATIVE)) return f != KI_ERR;
    KiStr *s = ki_intern_cstr(ks, module);
    if (s) ki_assign(ks, &((KiNative *)ki_obj(f))->module, ki_from_obj(s));
    return s != NULL;
}

/* PyTorch calls those of the smaller modules linalg_inv and the like, and some by another name than
 * they have in torch.nn.functional. */
static bool set_called(KiState *ks, KiNative *f, char place) {
    const char *module = place == 'l'   ? "linalg"
                         : place == 's' ? "special"
                         : place == 't' ? "fft"
                                        : NULL;
    char name[64];
    if (place == 'n' && !strcmp(f->name, "logsigmoid"))
        snprintf(name, sizeof name, "log_sigmoid");
    else if (module)
        snprintf(name, sizeof name, "%s_%s", module, f->name);
    else
        return true;
    KiStr *s = ki_intern_cstr(ks, name);
    if (!s) return false;
    s->h.rc = KI_RC_IMMORTAL; /* f->called points into it */
    f->called = ki_str_utf8(ks, s, NULL);
    return true;
}

bool tf_add_one(KiState *ks, const TfTargets *to, const char *name, const char *places, KiRawFn fn,
                const char *doc) {
    KiStr *s = ki_intern_cstr(ks, name);
    if (!s) return false;
    s->h.rc = KI_RC_IMMORTAL; /* the function's name points into it */
    const char *kept = ki_str_utf8(ks, s, NULL);
    bool takes_lazy = strchr(places, 'z'), takes_sparse = strchr(places, 'c');
    KiDef def[2] = {{kept, "(...)", (void *)(uintptr_t)fn, doc, 0}, KI_DEF_END};
    for (; *places; places++) {
        KiModule *m = *places == 'f'   ? to->torch
                      : *places == 'n' ? to->nn
                      : *places == 'l' ? to->linalg
                      : *places == 's' ? to->special
                      : *places == 't' ? to->fft
                                       : NULL;
        KiType *tensor = ks->types[KI_K_TENSOR];
        if (*places == 'm' ? !ki_type_add_methods(ks, tensor, def)
                           : m && !ki_module_add_functions(ks, m, def))
            return false;
        KiDict *added = *places == 'm' ? tensor->dict : m ? m->dict : NULL;
        KiValue f = added ? ki_dict_get_cstr(ks, added, kept) : KI_ABSENT;
        if (ki_is_kind(f, KI_K_NATIVE) || ki_is_kind(f, KI_K_METHOD_DESCR))
            ki_torch_explain_errors((KiNative *)ki_obj(f), *places, takes_lazy, takes_sparse);
        if (ki_is_kind(f, KI_K_NATIVE) && kept[0] != '_' &&
            !set_called(ks, (KiNative *)ki_obj(f), *places))
            return false;
        if (m && (*places == 'f' || *places == 'n') &&
            !set_public_module(ks, m, kept, *places == 'f' ? "torch" : "torch.nn.functional"))
            return false;
    }
    return true;
}

bool tf_add(KiState *ks, const TfTargets *to, const TfRow *rows, int n) {
    for (int i = 0; i < n; i++) {
        char name[48], places[8];
        for (const char *p = rows[i].names; (p = kt_op_next_name(p, name, places));)
            if (!tf_add_one(ks, to, name, places, rows[i].fn, NULL)) return false;
    }
    return true;
}
