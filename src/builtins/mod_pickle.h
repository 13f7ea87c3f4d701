#ifndef KI_MOD_PICKLE_H
#define KI_MOD_PICKLE_H
/* The module _pickle: what its files share.
 *
 *   mod_pickle.c    types, module functions, errors
 *   pickle_memo.c   which objects have been written, and under which number
 *   pickle_out.c    the growing output with its frames
 *   pickle_save.c   objects to opcodes
 *   pickle_reduce.c instances, classes and functions to opcodes
 *   pickle_input.c  bytes from memory or a file
 *   pickle_load.c   opcodes to objects */
#include "../object/containers.h"
#include "../object/number.h"
#include "builtins.h"

enum {
#define PICKLE_OP(name, byte) OP_##name = byte,
#include "pickle_op.def"
#undef PICKLE_OP
    KI_PICKLE_HIGHEST = 5,
    KI_PICKLE_DEFAULT = 4,
    KI_PICKLE_BATCH = 1000 /* items between a MARK and its APPENDS, SETITEMS, ADDITEMS */
};

/* Values the module keeps; those from PK_LAZY on are imported when first needed. */
enum KiPk {
    PK_ERROR,
    PK_PICKLING_ERROR,
    PK_UNPICKLING_ERROR,
    PK_PICKLER,
    PK_UNPICKLER,
    PK_BUFFER,
    PK_PICKLER_MEMO,
    PK_UNPICKLER_MEMO,
    PK_LAZY,
    PK_DISPATCH_TABLE = PK_LAZY,
    PK_EXTENSIONS,
    PK_INVERTED,
    PK_EXTENSION_CACHE,
    PK_NAMES_2TO3,
    PK_IMPORTS_2TO3,
    PK_NAMES_3TO2,
    PK_IMPORTS_3TO2,
    PK_CODECS_ENCODE,
    PK_PARTIAL,
    PK_GETATTR,
    PK_COUNT
};
/* Borrowed; lazy ones: KI_ERR when the import fails. */
KiValue ki_pk(KiState *ks, enum KiPk which) KB_MUST_CHECK;
/* Raises one of the module's errors. Returns KI_ERR. */
KiValue ki_pk_raise(KiState *ks, enum KiPk which, const char *fmt, ...) KB_PRINTF(3, 4) KB_COLD;
/* repr(v) as UTF-8 for a message, kept alive by *holder (to be released). NULL: raised. */
const char *ki_pk_repr(KiState *ks, KiValue v, KiValue *holder);
/* The module a pickle names: from sys.modules, or imported. Owned. */
KiValue ki_pk_module(KiState *ks, KiStr *name) KB_MUST_CHECK;
/* o.a.b.c for a dotted name; *parent (may be NULL): owned, what the last part was taken from.
 * KI_ABSENT if there is no such attribute. */
KiValue ki_pk_dotted(KiState *ks, KiValue o, KiStr *path, KiValue *parent) KB_MUST_CHECK;
bool ki_pk_has_locals(KiStr *path); /* a part of the name is "<locals>" */
bool ki_pk_is_iterator(KiState *ks, KiValue v);

/* --- memo of a Pickler: object identity -> number; 0 is a free place --- */
typedef struct KiPkMemo {
    struct KiPkMemoEntry {
        KiValue key; /* owned */
        uint64_t index;
    } * entries;
    size_t cap, used;
} KiPkMemo;
bool ki_pk_memo_find(const KiPkMemo *m, KiValue key, uint64_t *index);
bool ki_pk_memo_put(KiState *ks, KiPkMemo *m, KiValue key, uint64_t index) KB_MUST_CHECK;
void ki_pk_memo_clear(KiState *ks, KiPkMemo *m);

typedef struct KiPickler {
    KiObj h;
    KiValue write;          /* file.write, or KI_ABSENT: the result is kept in buf */
    KiValue persistent_id;  /* set as an attribute, or KI_ABSENT */
    KiValue dispatch_table; /* set as an attribute, or KI_ABSENT */
    KiValue buffer_callback;
    KiPkMemo memo;
    uint8_t *buf;
    size_t len, cap, frame_start; /* frame_start SIZE_MAX: no frame is open */
    int proto;
    bool bin, fast, fix_imports, framing, ready, busy;
    int64_t fast_depth;
    KiDict *fast_seen; /* ids of the containers being written in fast mode */
    /* during a dump; owned or KI_ABSENT */
    KiValue call_persistent, call_reducer, table;
} KiPickler;
static inline KiPickler *ki_pickler_of(KiValue v) {
    return (KiPickler *)ki_obj(v);
}
void ki_pickler_reset(KiPickler *p);
void ki_pickler_release(KiState *ks, KiPickler *p);
/* Writes obj; self is the Pickler object whose overrides count, or KI_ABSENT. */
bool ki_pickler_dump(KiState *ks, KiPickler *p, KiValue self, KiValue obj) KB_MUST_CHECK;

/* pickle_out.c */
bool ki_pk_write(KiState *ks, KiPickler *p, const void *data, size_t n) KB_MUST_CHECK;
bool ki_pk_op(KiState *ks, KiPickler *p, int op) KB_MUST_CHECK;
/* A header and bytes that may be large: those go to the file directly. payload: the bytes object
 * that holds them, or KI_ABSENT. */
bool ki_pk_write_large(KiState *ks, KiPickler *p, const void *header, size_t header_len,
                       const void *data, size_t n, KiValue payload) KB_MUST_CHECK;
bool ki_pk_boundary(KiState *ks, KiPickler *p) KB_MUST_CHECK; /* between two opcodes */
bool ki_pk_close_frame(KiState *ks, KiPickler *p) KB_MUST_CHECK;
bool ki_pk_flush(KiState *ks, KiPickler *p) KB_MUST_CHECK; /* to the file */

/* pickle_save.c, pickle_reduce.c */
bool ki_pk_save(KiState *ks, KiPickler *p, KiValue v) KB_MUST_CHECK;
bool ki_pk_memo_get(KiState *ks, KiPickler *p, uint64_t index) KB_MUST_CHECK;
bool ki_pk_memoize(KiState *ks, KiPickler *p, KiValue v) KB_MUST_CHECK;
bool ki_pk_save_object(KiState *ks, KiPickler *p, KiValue v) KB_MUST_CHECK;
bool ki_pk_save_global(KiState *ks, KiPickler *p, KiValue v,
                       KiValue name /* str or KI_ABSENT */) KB_MUST_CHECK;
/* The tuple that a __reduce__ gave (2 to 6 items), for obj (KI_ABSENT: not to be memoised). */
bool ki_pk_save_reduce(KiState *ks, KiPickler *p, KiValue reduced, KiValue obj) KB_MUST_CHECK;
bool ki_pk_save_list_items(KiState *ks, KiPickler *p, KiValue iterator) KB_MUST_CHECK;
bool ki_pk_save_dict_items(KiState *ks, KiPickler *p, KiValue iterator) KB_MUST_CHECK;
bool ki_pk_enter(KiState *ks) KB_MUST_CHECK; /* one level deeper; leave with ks->depth-- */

/* --- reading --- */
typedef struct KiUnpickler {
    KiObj h;
    KiValue read, readline, peek; /* of the file; read KI_ABSENT: from memory */
    KiValue persistent_load;      /* set as an attribute, or KI_ABSENT */
    KiValue data;                 /* bytes object behind `in`, or KI_ABSENT */
    const uint8_t *in;
    size_t len, pos, prefetched; /* prefetched: how much of `in` the file has really given */
    KiValue *stack;
    size_t n, stack_cap, fence; /* nothing below fence may be popped */
    size_t *marks, n_marks, marks_cap;
    KiValue *memo; /* by number; 0: nothing */
    size_t memo_cap, memo_used;
    KiDict *memo_far;                  /* numbers too high for the array */
    KiValue encoding, errors, buffers; /* str, str, iterator or KI_ABSENT */
    int proto;
    bool fix_imports, ready, busy;
    /* during a load */
    KiValue self; /* object whose find_class counts, or KI_ABSENT: the built-in one. Borrowed */
    KiValue call_persistent;
} KiUnpickler;
static inline KiUnpickler *ki_unpickler_of(KiValue v) {
    return (KiUnpickler *)ki_obj(v);
}
void ki_unpickler_reset(KiUnpickler *u);
bool ki_unpickler_setup(KiState *ks, KiUnpickler *u, KiValue fix_imports, KiValue encoding,
                        KiValue errors, KiValue buffers) KB_MUST_CHECK;
bool ki_unpickler_set_file(KiState *ks, KiUnpickler *u, KiValue file) KB_MUST_CHECK;
void ki_unpickler_release(KiState *ks, KiUnpickler *u);
KiValue ki_unpickler_load(KiState *ks, KiUnpickler *u, KiValue self) KB_MUST_CHECK;
KiValue ki_unpickler_find_class(KiState *ks, KiUnpickler *u, KiValue module,
                                KiValue name) KB_MUST_CHECK;
void ki_unpickler_memo_clear(KiState *ks, KiUnpickler *u);
KiValue ki_unpickler_memo_get(KiUnpickler *u, KiState *ks, uint64_t i); /* borrowed or ABSENT */
bool ki_unpickler_memo_put(KiState *ks, KiUnpickler *u, uint64_t i,
                           KiValue v /* borrowed */) KB_MUST_CHECK;
/* pickle_input.c: *out is valid until the next read. */
bool ki_pk_read(KiState *ks, KiUnpickler *u, size_t n, const uint8_t **out) KB_MUST_CHECK;
bool ki_pk_read_line(KiState *ks, KiUnpickler *u, const uint8_t **out,
                     size_t *n) KB_MUST_CHECK; /* n includes the newline */
bool ki_pk_skip_consumed(KiState *ks, KiUnpickler *u) KB_MUST_CHECK;

/* PickleBuffer (pickle_buffer.c) */
KiType *ki_make_pickle_buffer_type(KiState *ks);
bool ki_pk_save_buffer(KiState *ks, KiPickler *p, KiValue v) KB_MUST_CHECK;
bool ki_pk_save_bytes(KiState *ks, KiPickler *p, KiValue v, const uint8_t *data, size_t n,
                      KiValue payload) KB_MUST_CHECK;
bool ki_pk_save_bytearray(KiState *ks, KiPickler *p, KiValue v, const uint8_t *data,
                          size_t n) KB_MUST_CHECK;
#endif
