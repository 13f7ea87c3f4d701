#ifndef KI_TORCH_ARGS_H
#define KI_TORCH_ARGS_H
/* Arguments and results of torch's native functions.
 *
 * A function binds its arguments with TA_BIND, takes C values out of them with the ta_ getters,
 * which remember a failure in Ta.failed (an exception is then pending), and returns through one of
 * the ta_ret functions, which check that flag:
 *
 *     static KiValue f_gather(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
 *         TA_BIND("gather", 3, 3, "input", "dim", "index", "sparse_grad", "out");
 *         KtTensor *x = ta_tensor(&a, 0), *index = ta_tensor(&a, 2);
 *         int dim = ta_int32(&a, 1, 0);
 *         return ta_ret_out(&a, 4, a.failed ? NULL : kta_gather(a.ctx, x, dim, index));
 *     }
 *
 * Function and method are the same C function: a method's self arrives as its first argument. */
#include "../tensor/memory_format.h"
#include "../tensor/torch_warning.h"
#include "tensor_common.h"

enum { TA_MAX = 18 };

typedef struct TaSpec {
    const char *name;
    int required, max_pos, n; /* the first `required` must be given; max_pos may be positional */
    const char *names[TA_MAX];
} TaSpec;

typedef struct Ta {
    KiState *ks;
    KtCtx *ctx;
    const TaSpec *spec;
    const char *name;  /* of the function, for messages */
    KiValue v[TA_MAX]; /* borrowed; KI_ABSENT where not given */
    const KiValue *va; /* the numbers given one by one for parameter va_at */
    int n_va, va_at;   /* va_at -1: none */
    bool failed;
} Ta;

bool ta_bind(Ta *a, KiState *ks, const TaSpec *spec, KiValue *args, int nargs, KiValue kwnames);
/* The same where parameter `at` may be spelled as several positional ints: x.view(2, 3). */
bool ta_bind_var(Ta *a, KiState *ks, const TaSpec *spec, int at, KiValue *args, int nargs,
                 KiValue kwnames);
/* The same where parameter 0 is all positional arguments together, or, if `unpacks`, the one
 * sequence given instead of them. *packed owns them after success (ki_decref). */
bool ta_bind_packed(Ta *a, KiState *ks, const TaSpec *spec, bool unpacks, KiValue *args, int nargs,
                    KiValue kwnames, KiValue *packed);

/* Refuses all arguments of a function of torch that has none, as CPython does; false: it has. */
bool ta_no_arguments(KiState *ks, const char *name, int nargs, KiValue kwnames) KB_MUST_CHECK;
#define TA_NO_ARGUMENTS(name)                                                                      \
    if (!ta_no_arguments(ks, name, nargs, kwnames)) return KI_ERR

#define TA_COUNT(...) (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))
#define TA_SPEC(fname, req, pos, ...)                                                              \
    static const TaSpec spec = {fname, req, pos, TA_COUNT(__VA_ARGS__), {__VA_ARGS__}};            \
    Ta a
/* Declares `a` bound to the arguments, or returns with the exception. */
#define TA_BIND(fname, req, pos, ...)                                                              \
    TA_SPEC(fname, req, pos, __VA_ARGS__);                                                         \
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR
#define TA_BIND_VAR(at, fname, req, pos, ...)                                                      \
    TA_SPEC(fname, req, pos, __VA_ARGS__);                                                         \
    if (!ta_bind_var(&a, ks, &spec, at, args, nargs, kwnames)) return KI_ERR
#define TA_FN(name) static KiValue name(KiState *ks, KiValue *args, int nargs, KiValue kwnames)

/* --- getters: i is the parameter's number --- */
static inline bool ta_given(const Ta *a, int i) {
    return (a->v[i] != KI_ABSENT && !ki_is_none(a->v[i])) || a->va_at == i;
}
/* "f(): argument 'x' (position 1) must be Tensor, not str". Sets failed. */
void ta_bad(Ta *a, int i, const char *wanted) KB_COLD;
/* Raises "f() received an invalid combination of arguments - got (...)"; returns KI_ERR. */
KiValue ta_no_match(Ta *a, KiValue *args, int nargs, KiValue kwnames, const char *expected) KB_COLD;
/* RuntimeError of a format with two %s: for name and for what PyTorch calls dtype. */
KiValue ta_refuse_dtype(Ta *a, const char *format, const char *name, int dtype) KB_COLD;
KtTensor *ta_tensor(Ta *a, int i);     /* borrowed; NULL after a failure */
KtTensor *ta_tensor_opt(Ta *a, int i); /* NULL too for None and when not given */
/* The tensor given as out=, NULL without one. */
static inline const KtTensor *ta_out(const Ta *a, int i) {
    return ta_given(a, i) && ki_is_tensor(a->v[i]) ? ki_tensor_of(a->v[i]) : NULL;
}
/* Tensor or number. */
KtOperand ta_operand(Ta *a, int i);
KtScalar ta_scalar(Ta *a, int i, KtScalar dflt); /* also from a 0-d tensor */
int64_t ta_int(Ta *a, int i, int64_t dflt);
int ta_int32(Ta *a, int i, int dflt);
/* A dimension of the first argument; more: how many the result has in addition. */
int ta_dim(Ta *a, int i, int dflt, int more);
double ta_float(Ta *a, int i, double dflt);
bool ta_bool(Ta *a, int i, bool dflt);
/* The truth of whatever is given, None too: of flags that PyTorch looks at in Python. */
bool ta_truth(Ta *a, int i, bool dflt);
/* Refuses None, and truth values where they are not meant, as the native function `to` does which
 * PyTorch's function in Python hands argument i to; kind: b bool, i int, s ints. */
void ta_handed(Ta *a, int i, const char *to, int position, char kind);
const char *ta_str(Ta *a, int i, const char *dflt); /* valid while the argument lives */
int ta_dtype(Ta *a, int i);                         /* KT_NO_DTYPE when not given */
/* Checks a device argument: cpu, or an error. */
void ta_device(Ta *a, int i);
/* Refuses pin_memory=True: there is no other device to pin memory for. */
void ta_unpinned(Ta *a, int i);
void ta_strided(Ta *a, int i); /* the layout: others than torch.strided are not built */
bool ta_want_grad(Ta *a, KtTensor *t) KB_MUST_CHECK; /* of a new tensor; false: a's error */
KtMemoryFormat ta_memory_format(Ta *a, int i, KtMemoryFormat dflt);
/* Sizes into out[KT_MAX_DIMS]; false when not given (or failed). */
bool ta_sizes(Ta *a, int i, int64_t *out, int *n);
bool ta_dims(Ta *a, int i, int *out, int *n);
/* Before ta_dims, where one dimension may be told by a tensor, as PyTorch's parameters of type int
 * may, not those that are tuples: the tensor becomes its number. */
void ta_one_dim(Ta *a, int i);
/* n numbers: one for all, or a sequence of n (kernel_size, stride, padding ...). */
bool ta_ntuple(Ta *a, int i, int n, int64_t dflt, int64_t *out);
/* A sequence of tensors. Release with ta_list_free, also after a failure. */
typedef struct TaList {
    KtTensor **t; /* borrowed from the sequence, which `seq` keeps alive */
    int64_t n;
    KiTuple *seq;
    KtTensor *small[16];
} TaList;
void ta_list(Ta *a, int i, TaList *out);
/* With None allowed (NULL entries). */
void ta_list_opt(Ta *a, int i, TaList *out);
void ta_list_free(Ta *a, TaList *l);
/* n NULL places for tensors, to be freed as n + 1 of them; NULL: MemoryError. */
KtTensor **ta_new_places(KiState *ks, int64_t n);
/* The generator argument's stream, or the default one. */
KtRng *ta_rng(Ta *a, int i);

/* "long int": a dtype as PyTorch's C++ names it in some messages. */
const char *ta_cpp_type(int dtype);

/* --- results --- */
KiValue ta_ret(Ta *a, KtTensor *t /* consumed; NULL: error */) KB_MUST_CHECK;
/* Returns t (NULL: an error), fresh: PyTorch finishes it with n writes in place, which its _version
 * counts. */
KtTensor *ta_written(KtTensor *t, uint32_t n);
/* Into the tensor given as argument i, if one was. */
KiValue ta_ret_out(Ta *a, int i, KtTensor *t) KB_MUST_CHECK;
/* The same of functions that make tensors of nothing: parameter `out` takes t's shape without a
 * warning and its elements, and may be asked to want a gradient. t consumed. */
KiValue ta_ret_made(Ta *a, int out, bool want_grad, KtTensor *t) KB_MUST_CHECK;
/* The dtype they make: parameter `dtype`, which must be out's where that is given, else out's. */
int ta_made_dtype(Ta *a, int out, int dtype);
/* Before the work of a call with out=: refuses tensors that want a gradient, unless what the
 * function is made of finds them later; false: raised (torch_out.c). */
bool ta_out_gradients(Ta *a) KB_MUST_CHECK;
/* When the result is there: may it be written into an out that wants a gradient? */
bool ta_out_may_be_written(Ta *a, KtTensor *out) KB_MUST_CHECK;
/* Functions that read their operands while they write refuse an output that is one of them. */
bool ta_out_apart(Ta *a, const KtTensor *out) KB_MUST_CHECK;
/* Refuses a result with a history, but of functions whose output takes it over: *from tells how,
 * and is NULL where there is none. */
bool ta_out_takes_history(Ta *a, KtTensor *value, const char **from) KB_MUST_CHECK;
/* Is an output that is resized laid out plainly, whatever the result's order in memory? */
bool ta_out_lies_plain(const Ta *a);
/* out = value, of the same shape. */
bool ta_out_write(KtCtx *ctx, KtTensor *out, KtTensor *value, const char *from) KB_MUST_CHECK;
/* May a result of that dtype go into out (torch_out.c)? */
bool ta_out_type_fits(Ta *a, int dtype, const KtTensor *out) KB_MUST_CHECK;
/* self = value, recorded; value consumed. Returns argument 0. */
KiValue ta_ret_inplace(Ta *a, KtTensor *value) KB_MUST_CHECK;
/* May argument i, if it is given, take a result of that dtype? For functions that tell so first. */
bool ta_out_fits(Ta *a, int i, int dtype) KB_MUST_CHECK;
/* Fails unless self has the shape that a result in its place has. */
bool ta_keeps_shape(KtCtx *ctx, const KtTensor *self, int ndim, const int64_t *sizes) KB_MUST_CHECK;
/* Can an elementwise operation on ts write into ts[0]: has it elements of its own, and the shape
 * that all broadcast to? Types come after that in PyTorch, and kernels last. */
bool ta_iterates_into(KtCtx *ctx, KtTensor *const *ts, int n) KB_MUST_CHECK;
/* The same for a tensor that is not argument 0. */
bool ta_assign(KiState *ks, KtTensor *self, KtTensor *value /* consumed */) KB_MUST_CHECK;
/* torch.return_types.NAME; both consumed. name: static text. Where the function has a parameter
 * "out" and it was given, the results go into its tensors. */
KiValue ta_ret_pair(Ta *a, const char *name, const char *first, const char *second, KtTensor *x,
                    KtTensor *y) KB_MUST_CHECK;
KiValue ta_ret_named(Ta *a, const char *name, const char *const *fields, KtTensor **t,
                     int n) KB_MUST_CHECK;
/* A tuple (or list) of n tensors, all consumed. */
KiValue ta_ret_tuple(Ta *a, KtTensor **t, int64_t n) KB_MUST_CHECK;
KiValue ta_ret_bool(Ta *a, bool ok, bool value) KB_MUST_CHECK; /* ok false: the engine's error */
/* Argument 0 again (methods that return self). */
KiValue ta_ret_self(Ta *a, bool ok) KB_MUST_CHECK;

/* The torch.Size object for these sizes. */
KiValue ki_torch_size(KiState *ks, int n, const int64_t *sizes) KB_MUST_CHECK;
/* 1 device cpu (or None); -1 raised. */
int ki_check_device(KiState *ks, KiValue v) KB_MUST_CHECK;
/* Whether v, as the argument device, names a GPU. */
bool ki_is_cuda(KiState *ks, KiValue v);

/* --- tables of functions --- */
typedef struct TfRow {
    const char *names; /* "gather/fm,take/f": places f torch, m Tensor, n nn, l linalg, s special, t
                          fft; z: it takes lazy views (torch_lazy.h), c: and sparse
                          tensors (torch_sparse.h) */
    KiRawFn fn;
} TfRow;
/* Where rows go: module objects, borrowed. */
typedef struct TfTargets {
    KiModule *torch, *nn, *linalg, *special, *fft;
} TfTargets;
bool tf_add(KiState *ks, const TfTargets *to, const TfRow *rows, int n) KB_MUST_CHECK;
bool tf_add_one(KiState *ks, const TfTargets *to, const char *name, const char *places, KiRawFn fn,
                const char *doc) KB_MUST_CHECK;

/* What each file installs. */
bool tf_init_dtype(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_device(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_lazy(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_autocast(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_override(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_profile(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_sparse(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_ew(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_reduce(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_extreme(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_variance(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_norm(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_shape(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_split(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_join(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_rearrange(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_index(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_order(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_create(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_random(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_nn(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_nn_resize(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_embedding(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_fft(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_einsum(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_autograd(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_node(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_saved(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_linalg(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_decompose(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_optim(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
/* torch._C._TensorBase (torch_base_class.c), once all methods of Tensor are there. The class that
 * has an attribute of that name, and the attribute as its class holds it (borrowed, or KI_ABSENT).
 */
bool tf_init_base_class(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
KiType *tf_class_of(KiState *ks, KiStr *name);
KiValue tf_descriptor(KiState *ks, const char *name) KB_MUST_CHECK;
bool tf_init_copies(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_methods(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_clamp(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_special(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_support(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_tensor(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
#define TF_ADD(rows) tf_add(ks, to, rows, (int)(sizeof(rows) / sizeof *(rows)))

/* Shared by several files. */
KiValue ki_torch_node(KiState *ks, KtNode *n /* borrowed; NULL: None */) KB_MUST_CHECK;
/* torch_saved.c: attribute `name` of the object of n, if it is one of what n saves, or KI_ABSENT;
 * the names of these attributes into a dict. */
/* The node at an edge, which is set to what it is by now. */
KiValue ki_torch_node_at(KiState *ks, KtEdge *edge) KB_MUST_CHECK;
KiValue ki_torch_saved(KiState *ks, KiValue node, KtNode *n, const char *name) KB_MUST_CHECK;
bool ki_torch_saved_names(KiState *ks, KtNode *n, KiDict *names) KB_MUST_CHECK;
KiValue ki_torch_device_cpu(KiState *ks);
/* torch.FloatTensor(...) and its kind: sizes, or data; a tensor must have that dtype, unless any
 * may come, as in torch.Tensor. */
KiValue tf_legacy_new(KiState *ks, int dtype, bool any_dtype, KiValue *args, int nargs,
                      KiValue kwnames) KB_MUST_CHECK;
/* PyTorch's warnings of an index of n items into x: of masks of uint8 and, with the value that is
 * written, of elements that share their memory. False: one became an error. */
bool ta_warn_of_index(KtCtx *ctx, const KtTensor *x, const KtIndexItem *items, int n,
                      const KtOperand *value) KB_MUST_CHECK;

#endif
