#ifndef KI_BUILTINS_H
#define KI_BUILTINS_H
/* What the files of builtins/ share: the per-state record of the built-in layer, the order in which
 * its parts are set up, and small helpers for native functions. */
#include <stdio.h>

#include "../base/common.h"
#include "../base/strbuf.h"
#include "../object/buffer.h"
#include "../object/native.h"
#include "../object/obj_func.h"
#include "../object/obj_int.h"
#include "../object/runtime.h"

/* Indexes into KiBuiltins.slot: a module that keeps a value (type, cache) for itself has a row. */
enum KiBiSlot {
    KI_BI_DEQUE,
    KI_BI_DEFAULTDICT,
    KI_BI_PARTIAL,
    KI_BI_LRU_CACHE,
    KI_BI_ITEMGETTER,
    KI_BI_ATTRGETTER,
    KI_BI_METHODCALLER,
    KI_BI_DEQUE_ITER,
    KI_BI_DEQUE_REVERSE_ITER,
    KI_BI_LRU_LIST,
    KI_BI_ORDERED_DICT,
    KI_BI_ORDERED_ITER,
    KI_BI_ORDERED_KEYS,
    KI_BI_ORDERED_VALUES,
    KI_BI_ORDERED_ITEMS,
    KI_BI_KEYWRAPPER,
    KI_BI_TUPLEGETTER,
    KI_BI_GROUPER,
    KI_BI_TEE,
    KI_BI_TEE_DATA,
    KI_BI_NP_BITS,
    KI_BI_FORK_HOOKS,
    KI_BI_POLL,
    KI_BI_SOCKET_TIMEOUT,
    KI_BI_CONTEXT,
    KI_BI_CONTEXT_VAR,
    KI_BI_CONTEXT_TOKEN,
    KI_BI_RE_STATE,
    KI_BI_GC,
    KI_BI_CODEC_ERRORS, /* dict of error handlers by name */
    KI_BI_CODEC_SEARCH, /* list of search functions (codecs.register) */
    KI_BI_PICKLE,       /* list of the values of enum KiPk (mod_pickle.h) */
    KI_BI_STRUCT,       /* (error, Struct, unpack_iterator, dict of formats) */
    KI_BI_ZLIB,         /* (error, Compress, Decompress) */
    KI_BI_BZ2,          /* coder */
    KI_BI_LZMA,         /* (LZMAError, coder) */
    KI_BI_BINASCII,     /* Error */
    KI_BI_HASHLIB,      /* HASH */
    KI_BI_ARRAY,        /* (array, arrayiterator) */
    KI_BI_NODE_NAMES,   /* set of the names that graph nodes point into (torch_special.c) */
    KI_BI_UNRAISABLE,   /* UnraisableHookArgs */
    KI_BI_CSV,          /* (reader, writer) */
    KI_BI_WEAK_PROXIES, /* (ProxyType, CallableProxyType) */
    KI_BI_SIMPLE_QUEUE,
    KI_BI_QUEUE_EMPTY,
    KI_BI_ABC,      /* list of the state of _abc (mod_abc.c) */
    KI_BI_DATETIME, /* tuple of the values of enum KiDtValue (datetime.h) */
    KI_BI_SLOTS
};

/* Everything the built-in layer keeps for one interpreter; ks->bi. Types are owned references, made
 * when their module is first initialised (NULL before). */
typedef struct KiBuiltins {
    struct KiIoState *io;                    /* mod_io.h: stream types */
    struct KiSignalState *sig;               /* mod_signal.c */
    int64_t n_builtins;                      /* names in builtins before any program */
    struct KiStructSeqRows *struct_seq_rows; /* struct_seq.c */
    KiType *stat_result, *struct_time, *terminal_size, *dir_entry, *scandir_iter;
    KiType *lock_type, *rlock_type;
    KiList *atexit;                 /* (function, args, kwargs) triples */
    const struct KiHostIo *host_io; /* the host's output and input callbacks, or NULL */
    bool (*audit_open)(void *userdata, const char *path, bool writes); /* the host's file policy */
    void *audit_data;
    void *tensor; /* the torch and numpy faces' state */
    void (*tensor_free)(KiState *ks);
    KiValue slot[KI_BI_SLOTS]; /* further module states: KI_ABSENT, or an owned value */
} KiBuiltins;

/* Host callbacks that replace the three standard streams (kukri.h). write returns false to fail. */
typedef struct KiHostIo {
    bool (*write)(void *userdata, int stream, const char *text, size_t n);
    int64_t (*read)(void *userdata, char *buf,
                    size_t n); /* bytes, 0 at the end, -1 error; or NULL */
    void *userdata;
} KiHostIo;

/* --- set-up, in this order (init.c) --- */
bool ki_init_builtins_module(KiState *ks) KB_MUST_CHECK; /* builtin_module.c */
bool ki_init_sys(KiState *ks) KB_MUST_CHECK;             /* mod_sys.c: everything but the streams */
bool ki_init_io(KiState *ks) KB_MUST_CHECK;              /* mod_io.c: types */
bool ki_init_std_streams(KiState *ks) KB_MUST_CHECK;     /* mod_io.c: sys.stdin, stdout, stderr */
void ki_io_flush_std(KiState *ks); /* flushes stdout and stderr, ignoring errors */
void ki_io_free(KiState *ks);
void ki_atexit_run(KiState *ks);
void ki_signal_free(KiState *ks);
/* SIGINT raises KeyboardInterrupt in this state from now on (mod_signal.c). */
bool ki_signal_take_over(KiState *ks) KB_MUST_CHECK;
void ki_signal_interrupt(
    KiState *ks); /* async-signal-safe: KeyboardInterrupt at the next safe point */
/* Makes (or returns) the native module and puts it into sys.modules. Borrowed. */
KiModule *ki_native_module_load(KiState *ks, const char *name);

bool ki_init_container_methods(KiState *ks) KB_MUST_CHECK; /* type_*.c of containers and text */
bool ki_init_number_methods(KiState *ks) KB_MUST_CHECK;    /* type_*.c of numbers */

/* --- helpers for native functions (args.c) --- */
/* Binds arguments of a raw function or a type's init: names[n], the first `required` of which must
 * be given; at most max_pos positionally. out[n] gets borrowed values, KI_ABSENT where not given.
 */
bool ki_bind_args(KiState *ks, const char *fname, const char *const *names, int n, int required,
                  int max_pos, KiValue *args, int nargs, KiValue kwnames,
                  KiValue *out) KB_MUST_CHECK;
/* No keyword arguments, min..max positional ones (max -1: any), else TypeError as CPython words it.
 */
bool ki_check_args(KiState *ks, const char *fname, int nargs, KiValue kwnames, int min,
                   int max) KB_MUST_CHECK;
/* v as C int / int64 (any object with __index__). */
bool ki_to_int(KiState *ks, KiValue v, int *out) KB_MUST_CHECK;
/* The same in the words of CPython's parser of argument tuples (format "i"). */
bool ki_to_int_of_parser(KiState *ks, KiValue v, int *out) KB_MUST_CHECK;
/* The int v as an unsigned number: what is below zero is a ValueError. */
bool ki_to_unsigned(KiState *ks, KiValue v, uint64_t *out) KB_MUST_CHECK;
/* UTF-8 of a str argument ("fname() argument 1 must be str, not X"). NULL: error pending. */
const char *ki_arg_utf8(KiState *ks, KiValue v, const char *fname, int arg, size_t *len);
/* A path argument (str, bytes, os.PathLike) as a NUL-terminated file name; *holder is to be
 * released. */
const char *ki_arg_path(KiState *ks, KiValue v, const char *fname, KiValue *holder);
/* Bytes of a bytes-like object: bytes, bytearray, or anything with the buffer slot. Release with
 * ki_release_bytes. Memory that does not lie in one piece is refused. */
typedef struct KiBytesView {
    const uint8_t *data;
    size_t len;
    uint8_t *wdata; /* == data when writable, else NULL */
    KiValue owner;
    struct KiBuffer *buffer; /* in use, or NULL */
} KiBytesView;
bool ki_get_bytes(KiState *ks, KiValue v, bool writable, KiBytesView *out) KB_MUST_CHECK;
/* What a message digest is fed: anything with the buffer protocol, but no text. */
bool ki_get_digest_data(KiState *ks, KiValue v, KiBytesView *out) KB_MUST_CHECK;
/* For an argument that is written to; what: "readinto() argument", for the TypeError. */
bool ki_get_writable(KiState *ks, KiValue v, const char *what, KiBytesView *out) KB_MUST_CHECK;
void ki_release_bytes(KiState *ks, KiBytesView *view);
/* Interned attribute lookup and method call by C name. */
KiValue ki_call_method_cstr(KiState *ks, KiValue self, const char *name, KiValue *args,
                            int nargs) KB_MUST_CHECK;
bool ki_setattr_cstr(KiState *ks, KiValue o, const char *name, KiValue v) KB_MUST_CHECK;
/* Imports a module and takes one attribute of it. */
/* UTF-8 __name__ of type(v), without a module: for texts of repr. NULL: out of memory. */
static inline const char *ki_class_name(KiState *ks, KiValue v) {
    return ki_str_utf8(ks, ki_type_of(ks, v)->name, NULL);
}
/* Lets messages about t name its module, too, as for native types. */
bool ki_type_name_in_full(KiState *ks, KiType *t) KB_MUST_CHECK;
KiValue ki_import_attr(KiState *ks, const char *module, const char *name) KB_MUST_CHECK;

/* --- struct sequences: tuples with named fields, as os.stat_result (struct_seq.c) --- */
/* A tuple subclass `module.name` whose n_seq first fields are items; the others are attributes
 * only. The names live as long as the state. */
KiType *ki_struct_seq_type(KiState *ks, const char *module, const char *name,
                           const char *const *fields, int n_seq, int n_fields);
/* An instance; values[n_fields] consumed in every case. */
KiValue ki_struct_seq_new(KiState *ks, KiType *t, const char *const *fields, KiValue *values,
                          int n_seq, int n_fields) KB_MUST_CHECK;
/* What help says of a type, or of one of its fields (else ""); NULL: nothing. */
const char *ki_struct_seq_doc(const char *type, const char *field);
/* Has def, which gets the class first, make the instances of t in place of a sequence. */
bool ki_struct_seq_set_new(KiState *ks, KiType *t, const KiDef *def) KB_MUST_CHECK;
/* Scripts cannot make instances of t (sys.flags ...). */
bool ki_struct_seq_forbid_new(KiState *ks, KiType *t) KB_MUST_CHECK;
void ki_struct_seq_free(KiState *ks);

/* The init functions of the native modules. */
#define MODULE(name, init) bool init(KiState *ks, KiModule *m);
#include "module.def"
#undef MODULE

/* --- streams (mod_io.c) --- */
/* Whoever names no encoding is warned, where the interpreter was asked for that. */
bool ki_io_note_encoding(KiState *ks, KiValue encoding, int level) KB_MUST_CHECK;
KiValue ki_io_open(KiState *ks, KiValue file, const char *mode, int buffering, KiValue encoding,
                   KiValue errors, KiValue newline, bool closefd, KiValue opener) KB_MUST_CHECK;
/* Writes text to a text stream; the native stream takes it without a call. */
bool ki_io_write_str(KiState *ks, KiValue stream, KiStr *s) KB_MUST_CHECK;
bool ki_io_flush(KiState *ks, KiValue stream) KB_MUST_CHECK;
#endif
