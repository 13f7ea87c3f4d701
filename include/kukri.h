/* kukri.h: the Kukri interpreter as a library.
 *
 * A KuState is one isolated interpreter. Several can live in one process, also in different
 * threads; one state must not be used by two threads at the same time (ku_interrupt excepted). Link
 * with `pkg-config --libs kukri`. Usable from C and C++.
 *
 *     KuState *ku = ku_new(NULL);
 *     if (ku_run_string(ku, "print('hello')", "<host>") != KU_OK)
 *         fputs(ku_error_traceback(ku), stderr);
 *     ku_free(ku);
 *
 * Values. A KuValue is a handle on a Python value. Functions that return a KuValue give an owned
 * handle, to be released with ku_release; arguments are borrowed: the caller keeps its handle. The
 * null handle (ku_is_null) means "an error is pending" when returned, and is ignored by ku_release.
 *
 * Errors. Functions return KuStatus or a null handle. The error stays pending in the state until it
 * is reported, cleared, or another call of the host replaces it: ku_error_type, ku_error_message
 * and ku_error_traceback describe it. Inside a native function, return ku_null() to raise it in the
 * script. Out of memory, a reached limit and SystemExit are ordinary errors. No function aborts or
 * leaves by longjmp.
 *
 * Text is UTF-8. Lengths are in bytes unless said otherwise. */
#ifndef KUKRI_H
#define KUKRI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KUKRI_VERSION_MAJOR 0
#define KUKRI_VERSION_MINOR 1
#define KUKRI_VERSION_MICRO 0
#define KUKRI_VERSION       "0.1.0"

#if defined(__GNUC__)
#define KU_API          __attribute__((visibility("default")))
#define KU_MUST         __attribute__((warn_unused_result))
#define KU_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define KU_API
#define KU_MUST
#define KU_PRINTF(f, a)
#endif

typedef struct KuState KuState;
typedef struct KuValue {
    uint64_t bits; /* private */
} KuValue;

typedef enum KuStatus {
    KU_OK = 0,
    KU_ERROR,      /* a Python exception is pending */
    KU_NO_MEMORY,  /* MemoryError is pending */
    KU_EXIT,       /* SystemExit is pending: ku_exit_code */
    KU_INCOMPLETE, /* ku_run_interactive: the text is the beginning of a statement */
    KU_STATUS_COUNT
} KuStatus;
/* "ok", "error" ...: a short name of a status; never NULL. */
KU_API const char *ku_status_name(KuStatus status);

/* ------------------------------------------------------------------------------------------------
 * States */

/* realloc-like. new_size 0 frees and returns NULL; ptr NULL allocates. Blocks must be 16-byte
 * aligned. NULL for new_size > 0 means out of memory, which becomes a MemoryError. */
typedef void *(*KuReallocFn)(void *userdata, void *ptr, size_t old_size, size_t new_size);
/* Takes n bytes written to stream 1 (sys.stdout) or 2 (sys.stderr). false: OSError in the script.
 */
typedef bool (*KuWriteFn)(void *userdata, int stream, const char *text, size_t n);
/* Fills buf with up to n bytes for sys.stdin: how many, 0 at the end, -1 error. */
typedef int64_t (*KuReadFn)(void *userdata, char *buf, size_t n);
/* May this file be opened (for writing)? false: PermissionError in the script. */
typedef bool (*KuFilePolicyFn)(void *userdata, const char *path, bool writes);
/* The step limit was reached. Return how many more steps to allow, 0 to stop the script with a
 * RuntimeError. */
typedef uint64_t (*KuStepFn)(KuState *ku, void *userdata);

/* What a state is made with. Zero everything (KuConfig c = {0} or ku_config_init), then set what
 * differs from the default; all pointers need to live until ku_new returns, except userdata. */
typedef struct KuConfig {
    size_t struct_size; /* sizeof(KuConfig), or 0 */
    /* memory: bytes that the state may hold at a time, 0 for no limit */
    KuReallocFn realloc;
    void *realloc_data;
    size_t memory_limit;
    /* limits: backward jumps and calls executed (0 none), depth of calls (0: 1000) */
    uint64_t step_limit;
    KuStepFn on_step_limit;
    void *step_data;
    int recursion_limit;
    /* standard streams; NULL write: the process's own */
    KuWriteFn write;
    KuReadFn read;
    void *io_data;
    /* files; NULL: everything is allowed */
    KuFilePolicyFn file_policy;
    void *policy_data;
    /* sys.argv (argc may be 0), sys.executable, entries of sys.path (NULL-terminated) */
    int argc;
    char *const *argv;
    int orig_argc; /* sys.orig_argv, likewise */
    char *const *orig_argv;
    const char *executable;
    const char *const *path;
    const char *const *warn_options; /* as -W, NULL-terminated */
    const char *const *x_options;    /* as -X, NULL-terminated */
    const char *pycache_prefix;      /* sys.pycache_prefix, or NULL */
    /* sys.flags, as the options of the command of the same letters */
    bool isolated, no_site, ignore_environment, dont_write_bytecode, unbuffered, verbose, quiet,
        interactive, inspect, dev_mode, utf8_mode, safe_path, no_user_site, warn_default_encoding,
        no_debug_ranges;
    int optimize;
    int bytes_warning;
    bool hash_seed_set; /* use hash_seed (0: hashes as they come without randomisation) */
    uint32_t hash_seed;
    int int_max_str_digits; /* 0: 4300, -1: no limit */
    bool handle_signals; /* SIGINT raises KeyboardInterrupt in this state (one state a process) */
} KuConfig;

KU_API void ku_config_init(KuConfig *config);
/* A new interpreter. config NULL: the defaults, without environment variables. NULL: out of memory.
 */
KU_API KuState *ku_new(const KuConfig *config);
/* Runs atexit functions and finalisers, then frees everything. Handles must not be used afterwards.
 */
KU_API void ku_free(KuState *ku);
/* Stops the running script with KeyboardInterrupt. The only function that other threads and signal
 * handlers may call. */
KU_API void ku_interrupt(KuState *ku);
/* The host's own pointer, kept by the state. */
KU_API void ku_set_userdata(KuState *ku, void *userdata);
KU_API void *ku_userdata(KuState *ku);
/* Bytes held now and at most so far. */
KU_API size_t ku_memory_used(const KuState *ku);
KU_API size_t ku_memory_peak(const KuState *ku);
/* Backward jumps and calls executed, and a new limit (0: none). */
KU_API uint64_t ku_steps(const KuState *ku);
KU_API void ku_set_step_limit(KuState *ku, uint64_t limit);
/* Collects cycles of garbage: objects found. */
KU_API int64_t ku_collect(KuState *ku);

/* ------------------------------------------------------------------------------------------------
 * Running code, in the module __main__ */

/* Runs statements. filename appears in tracebacks. */
KU_API KuStatus ku_run_string(KuState *ku, const char *source, const char *filename) KU_MUST;
/* Likewise what a stream held, as CPython reads a script from it: bytes in the encoding that they
 * declare, read line by line. */
KU_API KuStatus ku_run_stream(KuState *ku, const char *source, size_t n, const char *name) KU_MUST;
/* Runs a file as a script: its folder becomes sys.path[0] unless the state is isolated. A folder or
 * archive with a __main__ module is run as CPython does. */
KU_API KuStatus ku_run_file(KuState *ku, const char *path) KU_MUST;
/* Runs a module as `-m name` does. */
KU_API KuStatus ku_run_module(KuState *ku, const char *name) KU_MUST;
/* Runs one statement of an interactive session: expression values are shown by sys.displayhook.
 * KU_INCOMPLETE without an error if the text only begins a statement and final is false. */
KU_API KuStatus ku_run_interactive(KuState *ku, const char *source, size_t n, const char *filename,
                                   bool final) KU_MUST;
/* The value of an expression. */
KU_API KuValue ku_eval(KuState *ku, const char *expression) KU_MUST;
KU_API KuValue ku_import(KuState *ku, const char *dotted_name) KU_MUST;
/* Bytecode listing of a source file, owned by the state until the next call. NULL: error. */
KU_API const char *ku_disassemble(KuState *ku, const char *source, const char *filename);
/* Names that complete the expression at the end of text, one call each. */
typedef void (*KuCompletionFn)(void *userdata, const char *completion);
KU_API void ku_complete(KuState *ku, const char *text, KuCompletionFn fn, void *userdata);

/* Global variables of __main__. */
KU_API KuValue ku_get_global(KuState *ku, const char *name) KU_MUST;
KU_API KuStatus ku_set_global(KuState *ku, const char *name, KuValue value) KU_MUST;

/* ------------------------------------------------------------------------------------------------
 * Errors */

KU_API bool ku_error_pending(KuState *ku);
/* Describe the pending error; "" when there is none. Owned by the state until the next call of the
 * same function. The traceback is the full text as CPython prints it, ending in a newline. */
KU_API const char *ku_error_type(KuState *ku);
KU_API const char *ku_error_message(KuState *ku);
KU_API const char *ku_error_traceback(KuState *ku);
/* The pending exception object, taken out of the state; None when there is none. */
KU_API KuValue ku_error_take(KuState *ku);
KU_API void ku_error_clear(KuState *ku);
/* Raises a built-in exception by name ("ValueError"; unknown names give RuntimeError). Returns the
 * null handle, for `return ku_raise(...)` in native functions. */
KU_API KuValue ku_raise(KuState *ku, const char *type, const char *format, ...) KU_PRINTF(3, 4);
/* Deals with the pending error as the command does at the end of a script: prints it through
 * sys.excepthook, or obeys SystemExit. Clears it; returns the exit status for the process. */
KU_API int ku_report_error(KuState *ku);
/* Prints the pending error through sys.excepthook, SystemExit too, and clears it. */
KU_API void ku_print_error(KuState *ku);

/* ------------------------------------------------------------------------------------------------
 * Values */

typedef enum KuKind {
    KU_KIND_NONE,
    KU_KIND_BOOL,
    KU_KIND_INT,
    KU_KIND_FLOAT,
    KU_KIND_COMPLEX,
    KU_KIND_STR,
    KU_KIND_BYTES,
    KU_KIND_TUPLE,
    KU_KIND_LIST,
    KU_KIND_DICT,
    KU_KIND_SET,
    KU_KIND_FUNCTION,
    KU_KIND_TYPE,
    KU_KIND_MODULE,
    KU_KIND_TENSOR,
    KU_KIND_OTHER
} KuKind;

static inline KuValue ku_null(void) {
    KuValue v = {0};
    return v;
}
static inline bool ku_is_null(KuValue v) {
    return v.bits == 0;
}

KU_API KuValue ku_none(void);
KU_API KuValue ku_bool(bool b);
KU_API KuValue ku_float(double d);
KU_API KuValue ku_int(KuState *ku, int64_t n) KU_MUST;
KU_API KuValue ku_str(KuState *ku, const char *utf8) KU_MUST;
KU_API KuValue ku_str_n(KuState *ku, const char *utf8, size_t n) KU_MUST;
KU_API KuValue ku_bytes(KuState *ku, const void *data, size_t n) KU_MUST;
/* Containers of n borrowed items (dict: n keys and n values). */
KU_API KuValue ku_tuple(KuState *ku, const KuValue *items, size_t n) KU_MUST;
KU_API KuValue ku_list(KuState *ku, const KuValue *items, size_t n) KU_MUST;
KU_API KuValue ku_dict(KuState *ku, const KuValue *keys, const KuValue *values, size_t n) KU_MUST;

/* One more handle on the same value, and the end of one. */
KU_API KuValue ku_copy(KuValue v);
KU_API void ku_release(KuState *ku, KuValue v);

KU_API KuKind ku_kind(KuState *ku, KuValue v);
KU_API const char *ku_type_name(KuState *ku, KuValue v); /* lives as long as the type */
KU_API bool ku_is_none(KuValue v);
/* Conversions of the matching kinds; false with a TypeError or OverflowError pending. */
KU_API bool ku_to_int(KuState *ku, KuValue v, int64_t *out) KU_MUST;
KU_API bool ku_to_float(KuState *ku, KuValue v, double *out) KU_MUST;
KU_API int ku_truth(KuState *ku, KuValue v) KU_MUST; /* 1, 0, -1 */
/* Text of a str, bytes of a bytes-like value: owned by the value. n may be NULL. NULL: error. */
KU_API const char *ku_to_str(KuState *ku, KuValue v, size_t *n);
KU_API const void *ku_to_bytes(KuState *ku, KuValue v, size_t *n);
/* str(v) and repr(v). */
KU_API KuValue ku_str_of(KuState *ku, KuValue v) KU_MUST;
KU_API KuValue ku_repr(KuState *ku, KuValue v) KU_MUST;

KU_API KuValue ku_call(KuState *ku, KuValue callee, const KuValue *args, int n) KU_MUST;
/* The last n_kw of the n arguments are passed by the names. */
KU_API KuValue ku_call_kw(KuState *ku, KuValue callee, const KuValue *args, int n,
                          const char *const *names, int n_kw) KU_MUST;
KU_API KuValue ku_call_method(KuState *ku, KuValue self, const char *name, const KuValue *args,
                              int n) KU_MUST;
KU_API KuValue ku_getattr(KuState *ku, KuValue v, const char *name) KU_MUST;
KU_API KuStatus ku_setattr(KuState *ku, KuValue v, const char *name, KuValue value) KU_MUST;
KU_API KuValue ku_getitem(KuState *ku, KuValue v, KuValue key) KU_MUST;
KU_API KuValue ku_getitem_at(KuState *ku, KuValue v, int64_t index) KU_MUST;
KU_API KuStatus ku_setitem(KuState *ku, KuValue v, KuValue key, KuValue value) KU_MUST;
KU_API int64_t ku_len(KuState *ku, KuValue v) KU_MUST; /* -1: error */
/* Iteration: ku_next gives the null handle at the end too; then no error is pending. */
KU_API KuValue ku_iter(KuState *ku, KuValue v) KU_MUST;
KU_API KuValue ku_next(KuState *ku, KuValue iterator) KU_MUST;

/* ------------------------------------------------------------------------------------------------
 * Native functions, modules and types */

/* args has one borrowed value per parameter of the signature, in order; a parameter whose default
 * is written <absent> and that was not given is the null handle; *args come as a tuple, **kw as a
 * dict. Returns an owned value, or the null handle with an error raised (ku_raise). */
typedef KuValue (*KuFunction)(KuState *ku, const KuValue *args, int n_args, void *userdata);

/* The signature is a Python parameter list in text, "(a, b=1, /, *, key=None)": argument checking,
 * its messages and help() come from it. Defaults are literals. */
typedef struct KuFunctionDef {
    const char *name;
    const char *signature;
    KuFunction fn;
    const char *doc; /* or NULL */
    void *userdata;
} KuFunctionDef;

KU_API KuValue ku_function(KuState *ku, const KuFunctionDef *def) KU_MUST;
/* A module that scripts can import, with functions (an array ended by a NULL name; may be NULL).
 * The texts must live as long as the state. Add further attributes with ku_setattr. */
KU_API KuValue ku_module(KuState *ku, const char *name, const KuFunctionDef *functions,
                         const char *doc) KU_MUST;

/* A class whose instances carry `data_size` bytes of the host. Methods get the instance as the
 * first argument (signature "(self, ...)"). construct runs as __init__ with the zeroed data;
 * destruct when the instance is freed (it must not call the interpreter). */
typedef struct KuTypeDef {
    const char *name;
    const char *module;
    const char *doc;
    size_t data_size;
    const char *signature; /* of construct: "(self, ...)" */
    KuFunction construct;  /* or NULL: no arguments */
    void (*destruct)(void *data, void *userdata);
    const KuFunctionDef *methods;    /* ended by a NULL name, or NULL */
    const KuFunctionDef *properties; /* fn gets (self); signature "(self)" */
    void *userdata;
} KuTypeDef;
KU_API KuValue ku_type(KuState *ku, const KuTypeDef *def) KU_MUST;
/* The host's bytes inside an instance of a type made by ku_type or of a subclass; NULL with a
 * TypeError if v is something else. */
KU_API void *ku_instance_data(KuState *ku, KuValue v, KuValue type);

/* ------------------------------------------------------------------------------------------------
 * Tensors: memory shared with the engine, without a copy */

typedef enum KuDtype {
    KU_BOOL,
    KU_UINT8,
    KU_INT8,
    KU_INT16,
    KU_INT32,
    KU_INT64,
    KU_UINT16,
    KU_UINT32,
    KU_UINT64,
    KU_FLOAT16,
    KU_BFLOAT16,
    KU_FLOAT32,
    KU_FLOAT64,
    KU_COMPLEX64,
    KU_COMPLEX128,
    KU_CLONGDOUBLE, /* pairs of long doubles */
    KU_LONGDOUBLE,  /* long double of C */
    KU_LONGLONG,    /* as KU_INT64, but a type of its own for NumPy */
    KU_ULONGLONG
} KuDtype;
enum { KU_MAX_DIMS = 64 };

/* shape[ndim] in elements, strides[ndim] in elements (NULL: row-major). */
typedef struct KuTensorView {
    void *data;
    KuDtype dtype;
    int ndim;
    int64_t shape[KU_MAX_DIMS];
    int64_t strides[KU_MAX_DIMS];
    bool read_only;
} KuTensorView;

/* A torch tensor over the host's memory; release(owner) is called when the last tensor over it is
 * gone. The memory must stay valid until then. */
KU_API KuValue ku_tensor(KuState *ku, void *data, KuDtype dtype, int ndim, const int64_t *shape,
                         const int64_t *strides, void (*release)(void *owner), void *owner) KU_MUST;
/* The memory of a tensor or array; valid while the handle lives. */
KU_API KuStatus ku_tensor_view(KuState *ku, KuValue tensor, KuTensorView *out) KU_MUST;

#ifdef __cplusplus
}
#endif
#endif
