#ifndef KT_CONTEXT_H
#define KT_CONTEXT_H
/* KtCtx: everything the engine knows between calls; one per interpreter state. Nothing in the
 * engine is global and mutable, and a context is used by one thread at a time (its pool's workers
 * only run kernels).
 *
 * Errors: a function that fails returns NULL or false and leaves kind and message here through
 * kt_fail(); the caller passes the failure on or clears it. The first error wins.
 *
 * Dialect: `numpy` says whose rules and messages the call in progress follows (promotion,
 * error texts, index bounds). Every face sets it before it calls in. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/alloc.h"
#include "base/common.h"
#include "dtype.h"

typedef enum KtErrorKind {
    KT_NO_ERROR,
    KT_RUNTIME_ERROR,
    KT_VALUE_ERROR,
    KT_INDEX_ERROR,
    KT_TYPE_ERROR,
    KT_NOT_IMPLEMENTED_ERROR,
    KT_MEMORY_ERROR,
    KT_OVERFLOW_ERROR,
    KT_ZERO_DIVISION_ERROR,
    KT_AXIS_ERROR,           /* numpy.AxisError */
    KT_UFUNC_TYPE_ERROR,     /* numpy.core._exceptions.UFuncTypeError family */
    KT_LINALG_ERROR,         /* torch._C._LinAlgError / numpy.linalg.LinAlgError */
    KT_INTERRUPT,            /* KeyboardInterrupt */
    KT_FLOATING_POINT_ERROR, /* np.errstate(...='raise') */
    KT_HOST_ERROR            /* a callback failed; the host holds its own pending exception */
} KtErrorKind;

typedef enum KtWarningKind {
    KT_USER_WARNING,
    KT_RUNTIME_WARNING,
    KT_DEPRECATION_WARNING,
    KT_FP_CALL, /* np.errstate's modes call, print and log */
    KT_FP_PRINT,
    KT_FP_LOG
} KtWarningKind;

/* set_printoptions of both faces. */
typedef struct KtTorchPrint {
    int precision, edgeitems, linewidth;
    int64_t threshold;
    int sci_mode;  /* -1 automatic, 0, 1 */
    bool in_steps; /* options of other kinds than these: the faces print by themselves */
} KtTorchPrint;
typedef struct KtNumpyPrint {
    int precision, edgeitems, linewidth;
    int64_t threshold;
    bool suppress;
    char floatmode; /* m maxprec, M maxprec_equal, f fixed, u unique */
    char sign;      /* '-', '+', ' ' */
    char nanstr[16], infstr[16];
    int legacy; /* 113 or 121: as NumPy 1.13 or 1.21 printed; 0: as it prints */
} KtNumpyPrint;

struct KtMemory;  /* free lists and buffer cache (memory.c) */
struct KtPool;    /* worker threads (threads.c) */
struct KtKernels; /* kernel tables of this machine's instruction set (kernels.h) */
struct KtRng;     /* random.h */
struct KtTensor;

typedef struct KtCtx {
    KbAlloc *alloc;
    struct KtMemory *memory;
    struct KtPool *pool;
    const struct KtKernels *kernels;
    int n_threads;         /* kt_set_num_threads */
    uint8_t default_dtype; /* torch.set_default_dtype: KT_F32 at first */
    bool numpy;            /* dialect of the call in progress */
    bool grad_enabled, inference_mode, anomaly_mode;
    bool forward;                            /* tensors may carry tangents (ag_forward.c) */
    bool deterministic, deterministic_warns; /* torch.use_deterministic_algorithms */
    bool autocast;          /* torch.autocast: products compute in autocast_dtype */
    uint8_t autocast_dtype; /* of the next region; bfloat16 at first */
    uint8_t errstate_divide, errstate_over, errstate_under,
        errstate_invalid; /* np.errstate: 0 ignore 1 warn 2 raise */
    KtErrorKind error;
    bool warned_this_call;
    bool warn_always;           /* torch.set_warn_always */
    uint64_t warned;            /* which of torch_warning.def were given */
    int error_axis, error_ndim; /* AxisError's attributes */
    char message[1024];
    struct KtRng *torch_rng;        /* default generator; owned, made by random.h */
    struct KtFftPlan *fft_plans[4]; /* the last ones, in the order of their use; owned */
    void *autograd;                 /* autograd's own state; owned by it */
    void (*free_autograd)(struct KtCtx *, void *state);
    void (*free_rng)(struct KtCtx *, struct KtRng *);
    /* autograd's hook: called when a tensor with t->ag dies. */
    void (*free_tensor_ag)(struct KtCtx *, struct KtTensor *);
    /* Host hooks; may be NULL. warn returns false if the warning became an exception
     * (then KT_HOST_ERROR is set); interrupted returns true when Ctrl-C is pending. */
    bool (*warn)(void *host, KtWarningKind kind, const char *message);
    bool (*interrupted)(void *host);
    void *host;
    KtTorchPrint torch_print;
    KtNumpyPrint numpy_print;
} KtCtx;

/* The part of a context that each thread has for itself (PyTorch's and NumPy's thread-local modes);
 * the context holds that of the running thread. */
typedef struct KtModes {
    bool grad_enabled, inference_mode, autocast;
    uint8_t autocast_dtype;
    uint8_t errstate_divide, errstate_over, errstate_under, errstate_invalid;
} KtModes;

extern const KtModes kt_first_modes; /* a thread begins with them */
KtModes kt_modes(const KtCtx *ctx);
void kt_set_modes(KtCtx *ctx, const KtModes *modes);

/* NULL when out of memory. alloc must outlive the context. */
KtCtx *kt_ctx_new(KbAlloc *alloc);
/* Every tensor must be gone; what the caches hold is freed. */
void kt_ctx_free(KtCtx *ctx);

/* Sets the pending error unless one is there. Returns false / NULL for `return kt_fail(...)`. */
bool kt_fail(KtCtx *ctx, KtErrorKind kind, const char *fmt, ...) KB_PRINTF(3, 4) KB_COLD;
void *kt_fail_null(KtCtx *ctx, KtErrorKind kind, const char *fmt, ...) KB_PRINTF(3, 4) KB_COLD;
bool kt_fail_memory(KtCtx *ctx, size_t wanted) KB_COLD; /* in the dialect's words */
void kt_clear_error(KtCtx *ctx);
/* The pending error, set aside while a callback of the host runs, and put back. */
typedef struct KtPendingError {
    KtErrorKind error;
    bool numpy;
    int axis, ndim;
    char message[1024];
} KtPendingError;
KtPendingError kt_take_error(KtCtx *ctx);
void kt_restore_error(KtCtx *ctx, const KtPendingError *e);

/* Emits a warning; false if it was turned into an error. */
bool kt_warn(KtCtx *ctx, KtWarningKind kind, const char *fmt, ...) KB_PRINTF(3, 4) KB_MUST_CHECK;
/* A floating-point report, "<what> encountered in <where>", as np.errstate's mode says: 0 ignore,
 * 1 warn, 2 raise, 3 call, 4 print, 5 log; 6 remember: the setting becomes 7. */
bool kt_fp_event(KtCtx *ctx, int mode, const char *what, const char *where) KB_MUST_CHECK;

/* 1 <= n; takes effect for the next parallel region. False: no memory or no threads. */
bool kt_set_num_threads(KtCtx *ctx, int n) KB_MUST_CHECK;
#endif
