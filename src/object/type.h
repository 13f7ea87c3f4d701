#ifndef KI_TYPE_H
#define KI_TYPE_H
/* Types, their slots, and the hidden classes ("shapes") of instances.
 *
 * A type answers an operation through a slot: a C function for a built-in type, or, for a class
 * defined in a script, a generic function that looks up the dunder method (slot.def says which
 * dunder belongs to which slot). Slots are filled when the type is made ready and refreshed when a
 * class attribute named in slot.def changes, in the class and all its subclasses.
 *
 * Conventions for every slot and every ki_ function: arguments are borrowed, results are owned;
 * KI_ERR / false / -1 means that an exception is pending in the state. */
#include "object.h"

struct KiBuffer; /* buffer.h */
typedef struct KiDict KiDict;
typedef struct KiTuple KiTuple;
typedef struct KiStr KiStr;

typedef enum KiUnaryOp {
    KI_NEG,
    KI_POS,
    KI_INVERT,
    KI_ABS,
    KI_INT,
    KI_FLOAT,
    KI_INDEX,
    KI_N_UNARY
} KiUnaryOp;
/* In the order of the opcodes ADD... in opcode.def. */
typedef enum KiBinaryOp {
    KI_ADD,
    KI_SUB,
    KI_MUL,
    KI_TRUEDIV,
    KI_FLOORDIV,
    KI_MOD,
    KI_POW,
    KI_LSHIFT,
    KI_RSHIFT,
    KI_AND,
    KI_OR,
    KI_XOR,
    KI_MATMUL,
    KI_DIVMOD,
    KI_N_BINARY
} KiBinaryOp;
typedef enum KiCompareOp { KI_LT, KI_LE, KI_EQ, KI_NE, KI_GT, KI_GE } KiCompareOp;

typedef void (*KiVisitFn)(KiValue child, void *arg);

typedef struct KiSlots {
    /* memory; NULL dealloc: only the header and attribute slots to release */
    void (*dealloc)(KiState *, KiObj *); /* releases what the struct holds (not the block) */
    void (*traverse)(KiObj *, KiVisitFn, void *arg); /* visits every owned KiValue */
    void (*clear)(KiState *, KiObj *);               /* drops owned values, to break cycles */
    /* basics */
    KiValue (*repr)(KiState *, KiValue);
    KiValue (*str)(KiState *, KiValue);
    bool (*hash)(KiState *, KiValue, int64_t *out);
    KiValue (*compare)(KiState *, KiValue a, KiValue b,
                       KiCompareOp op); /* may be KI_NOT_IMPLEMENTED */
    KiValue (*call)(KiState *, KiValue callee, KiValue *args, int nargs, KiValue kwnames);
    KiValue (*iter)(KiState *, KiValue);
    KiValue (*next)(KiState *, KiValue); /* KI_ABSENT: exhausted, nothing pending */
    KiValue (*getattr)(KiState *, KiValue, KiStr *name);
    bool (*setattr)(KiState *, KiValue, KiStr *name, KiValue v); /* v KI_ABSENT: delete */
    KiValue (*descr_get)(KiState *, KiValue descr, KiValue obj /* KI_ABSENT: on the class */,
                         KiType *owner);
    bool (*descr_set)(KiState *, KiValue descr, KiValue obj, KiValue v); /* v KI_ABSENT: delete */
    KiValue (*new_)(KiState *, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
    bool (*init)(KiState *, KiValue self, KiValue *args, int nargs, KiValue kwnames);
    bool (*del)(KiState *, KiValue self); /* __del__ */
    /* numbers: called with the operands in source order, whichever of them has the slot */
    KiValue (*unary[KI_N_UNARY])(KiState *, KiValue);
    KiValue (*binary[KI_N_BINARY])(KiState *, KiValue a, KiValue b); /* may be KI_NOT_IMPLEMENTED */
    KiValue (*inplace[KI_N_BINARY])(KiState *, KiValue a, KiValue b);
    KiValue (*pow3)(KiState *, KiValue a, KiValue b, KiValue mod);
    int (*truth)(KiState *, KiValue); /* 1, 0, -1 */
    /* containers */
    int64_t (*len)(KiState *, KiValue); /* -1: error */
    KiValue (*getitem)(KiState *, KiValue, KiValue key);
    /* getitem for a tuple of these items that nobody has made, in types written in C that are often
     * asked so; not inherited. KI_ABSENT: not that simple, nothing is raised and the tuple needed.
     */
    KiValue (*getitem_parts)(KiState *, KiValue, const KiValue *items, int64_t n);
    bool (*setitem)(KiState *, KiValue, KiValue key, KiValue v); /* v KI_ABSENT: delete */
    int (*contains)(KiState *, KiValue, KiValue item);           /* 1, 0, -1 */
    KiValue (*concat)(KiState *, KiValue a, KiValue b); /* sequence +, tried after binary[KI_ADD] */
    KiValue (*repeat)(KiState *, KiValue a, int64_t n); /* sequence *, n by __index__ */
    KiValue (*iconcat)(KiState *, KiValue a, KiValue b);
    KiValue (*irepeat)(KiState *, KiValue a, int64_t n);
    /* async */
    KiValue (*await)(KiState *, KiValue);
    KiValue (*aiter)(KiState *, KiValue);
    KiValue (*anext)(KiState *, KiValue);
    /* buffer protocol (bytes, bytearray, memoryview, array, ndarray); see buffer.h */
    bool (*get_buffer)(KiState *, KiValue, struct KiBuffer *out, bool writable);
    void (*release_buffer)(KiState *, KiValue, struct KiBuffer *);
    /* recursion depth (depth.h): why an exact instance cannot be made of these arguments in the
     * frame at the recursion limit, as the text behind "maximum recursion depth exceeded"; NULL: it
     * can */
    const char *(*new_at_limit)(KiState *, const KiValue *args, int nargs);
    /* what a call of an instance hands its arguments to, borrowed, without being a level itself */
    KiValue (*calls)(KiValue);
    /* for types whose C struct type.c does not know (tensors ...): its size and KI_TF_* flags */
    uint32_t struct_size, type_flags;
} KiSlots;

/* Each built-in type ID of type.def has a table `const KiSlots ki_<id in lower case>_slots`; type.c
 * lists them. NULL entries are inherited from the base, except hash where compare is given: such
 * a type is unhashable. A built-in new_ is always called with the exact built-in type for boxed
 * layouts (the instance of a subclass is wrapped around its result by ki_box); for all others it
 * allocates with ki_instance_alloc(ks, cls), unless cls is the exact type and it wants its own way.
 */

enum {                        /* KiType.flags */
       KI_TF_HEAP = 1,        /* defined at run time (mutable dict) */
       KI_TF_BASETYPE = 2,    /* may be subclassed */
       KI_TF_HAS_DICT = 4,    /* instances take arbitrary attributes */
       KI_TF_HAS_WEAKREF = 8, /* instances can be weakly referenced */
       KI_TF_GC = 16,         /* instances go to the collector's pages */
       KI_TF_BOXED = 32,      /* run-time subclass of a boxed layout: instances are KiBoxed */
       KI_TF_IC = 64,         /* an inline cache or attribute cache relies on this type's lookups */
       KI_TF_ABSTRACT = 128,  /* has __abstractmethods__ */
       KI_TF_HAS_GETATTR = 256, /* class (or base) defines __getattr__ or __getattribute__ */
       KI_TF_PY_SETATTR = 512,  /* class (or base) defines __setattr__ / __delattr__ */
       KI_TF_SEQUENCE = 1024,
       KI_TF_MAPPING = 2048,      /* for match statements */
       KI_TF_DISALLOW_NEW = 4096, /* "cannot create 'x' instances" */
       KI_TF_BY_POSITION =
           8192, /* its own getitem takes positions only: no mapping (ki_is_mapping) */
       KI_TF_IMMUTABLE = 16384, /* takes no attributes although defined at run time */
       /* calls of it, or of its instances, do not count as a level of recursion */
       KI_TF_UNCOUNTED = 32768,
       KI_TF_OPEN = 65536,       /* native, but takes attributes as a class of a script does */
       KI_TF_UNORDERED = 131072, /* native, and its dict lists things as they were added */
       KI_TF_KEYED = 262144,     /* has subscripts, but items at positions no more than a dict */
};

struct KiType {
    KiObj h;
    void *ext;            /* attribute storage when the metaclass is a run-time class */
    const KiSlots *slots; /* == &own_slots for run-time classes */
    KiSlots own_slots;
    KiStr *name;     /* __name__ */
    KiStr *qualname; /* __qualname__ */
    KiType *base;    /* the base that decides the layout */
    KiTuple *bases, *mro;
    KiDict *dict;        /* str -> value */
    KiShape *root_shape; /* shape of a fresh instance */
    uint32_t flags;
    uint16_t layout;      /* KiKind whose C struct instances start with */
    uint16_t kind;        /* kind of direct instances: the built-in's, or KI_K_INSTANCE */
    uint32_t struct_size; /* bytes before the attribute storage (KiExt), 8-aligned */
    uint32_t ext_offset;  /* where `void *ext` + inline slots begin; 0: no attributes at all */
    uint32_t n_inline;    /* inline attribute slots given to new instances (running maximum) */
    KiType **subs;        /* direct subclasses (borrowed pointers, unlinked when they die) */
    uint32_t n_subs, cap_subs;
    KiShape *shapes;     /* all shapes of this type, through all_next */
    KiValue module_name; /* __module__ of built-in types, or KI_ABSENT (then in dict) */
    const char *doc;     /* of a native type; may begin with the constructor's signature */
    const char *tp_name; /* what messages call it where that is not __name__: "numpy.ndarray" */
};

/* A hidden class: which attribute lives in which slot. Belongs to one type; never freed before it.
 * Attribute i of an object is inline slot i if i < n_inline, else ext->slots[i - n_inline]. */
struct KiShape {
    KiType *type;
    uint32_t count;    /* attributes, member slots (__slots__) included */
    uint32_t n_member; /* the first n_member are __slots__ members: not in __dict__ */
    uint32_t n_inline;
    bool dict_mode;  /* attributes are in a KiDict at ext; members still in slots */
    bool owns_names; /* the names block was allocated for this shape */
    KiStr **names;   /* [count]; a block shared with children where possible */
    KiShape *parent;
    KiShape *all_next;                /* all shapes of the type */
    KiShape *dict_shape;              /* the dict-mode shape with this n_inline, once needed */
    struct KiShapeTable *transitions; /* name -> child shape, made on demand */
    struct KiShapeTable *index;       /* name -> slot, made on demand for big shapes */
};

/* Attribute storage at type->ext_offset of an instance. */
typedef struct KiExt {
    void *overflow;  /* NULL, KiOverflow *, or KiDict * when shape->dict_mode */
    KiValue slots[]; /* shape->n_inline of them; unset ones hold KI_UNBOUND */
} KiExt;
typedef struct KiOverflow {
    uint32_t cap;
    KiValue slots[];
} KiOverflow;

/* Instance of a run-time subclass of a boxed layout (class P(tuple), class E(int, Enum) ...). */
typedef struct KiBoxed {
    KiObj h;
    KiValue inner; /* exact value of the built-in base */
} KiBoxed;

static inline KiType *ki_obj_type(const KiObj *o) {
    return o->shape->type;
}
/* Type of any value (borrowed). */
KiType *ki_type_of(KiState *ks, KiValue v);
/* Whether C code of CPython would take it for a mapping: it has subscripts, and they are not only a
 * sequence's positions, as a deque's are (lists and tuples take slices and count). */
bool ki_is_mapping(KiState *ks, KiValue v);
const char *ki_type_name(KiState *ks, KiValue v); /* UTF-8 __name__ of type(v), for messages */
const char *ki_type_short_name(KiState *ks, KiValue v); /* likewise, without a module in front */
const char *ki_arg_type_name(KiState *ks, KiValue v);   /* likewise, but "None" for None */

/* exact kind or a subclass of it */
static inline bool ki_has_layout(KiValue v, KiKind k) {
    return ki_is_ptr(v) && (ki_obj(v)->kind == k || (ki_obj(v)->kind == KI_K_INSTANCE &&
                                                     ki_obj(v)->shape->type->layout == k));
}
/* The exact built-in value behind v: itself, or what a boxed subclass instance holds. Borrowed. */
static inline KiValue ki_unbox(KiValue v) {
    if (ki_is_ptr(v) && ki_obj(v)->kind == KI_K_INSTANCE &&
        (ki_obj(v)->shape->type->flags & KI_TF_BOXED))
        return ((KiBoxed *)ki_obj(v))->inner;
    return v;
}
/* Layouts whose values are immutable and of variable size: subclass instances are KiBoxed. */
static inline bool ki_is_boxed_layout(KiKind k) {
    return k == KI_K_INT || k == KI_K_FLOAT || k == KI_K_COMPLEX || k == KI_K_STR ||
           k == KI_K_BYTES || k == KI_K_TUPLE || k == KI_K_FROZENSET;
}
/* An instance of cls (a subclass of a boxed layout) around inner, which is consumed; inner itself
 * if cls is the built-in type. KI_ERR: MemoryError. */
KiValue ki_box(KiState *ks, KiType *cls, KiValue inner);
static inline KiExt *ki_ext(KiObj *o) {
    return (KiExt *)((char *)o + o->shape->type->ext_offset);
}
static inline KiValue *ki_attr_slot(KiObj *o, uint32_t i) {
    KiExt *e = ki_ext(o);
    uint32_t n = o->shape->n_inline;
    return i < n ? &e->slots[i] : &((KiOverflow *)e->overflow)->slots[i - n];
}

bool ki_is_subtype(KiType *a, KiType *b); /* b in a.__mro__ */
static inline bool ki_is_type(KiValue v) {
    return ki_has_layout(v, KI_K_TYPE);
}

/* First hit for name in the MRO's dicts: borrowed value or KI_ABSENT. Cached per (type, name). */
KiValue ki_type_lookup(KiState *ks, KiType *t, KiStr *name);
/* Slot of name in a shape, or -1. */
int ki_shape_find(KiShape *s, KiStr *name);
/* The shape after adding name (NULL: out of memory pending). */
KiShape *ki_shape_add(KiState *ks, KiShape *s, KiStr *name);

/* object.__getattribute__ / __setattr__ / dict access, used by slots and the VM's slow paths. */
KiValue ki_generic_getattr(KiState *ks, KiValue o, KiStr *name);
KiValue ki_generic_getattr_opt(KiState *ks, KiValue o,
                               KiStr *name); /* KI_ABSENT: no such attribute */
bool ki_generic_setattr(KiState *ks, KiValue o, KiStr *name, KiValue v);
/* Attribute stored on the instance itself only: owned, KI_ABSENT if none. */
KiValue ki_instance_attr(KiState *ks, KiObj *o, KiStr *name);
/* Entry name of the attributes d of some object, owned, KI_ABSENT if there is none: a key that is
 * no str may give the object other attributes when it is compared. */
KiValue ki_attrs_get(KiState *ks, KiDict *d, KiStr *name);
bool ki_instance_set_attr(KiState *ks, KiObj *o, KiStr *name, KiValue v /* ABSENT: delete */);
/* o.__dict__ as a dict (moves the object to dict mode; later attribute access goes through it). */
KiDict *ki_instance_dict(KiState *ks, KiObj *o);
/* Snapshot copy of the instance attributes as a fresh dict (does not change the mode). */
KiDict *ki_instance_dict_copy(KiState *ks, KiObj *o);

/* type(name, bases, ns): metaclass already decided. Calls __set_name__ and __init_subclass__. */
KiType *ki_type_new(KiState *ks, KiType *meta, KiStr *name, KiTuple *bases, KiDict *ns,
                    KiValue *kwargs_args, int n_kw, KiValue kwnames);
/* Most derived metaclass of bases (TypeError on conflict), borrowed. */
KiType *ki_calculate_metaclass(KiState *ks, KiType *winner, KiTuple *bases);
/* Told by whoever changed t->dict[name] (old/new may be KI_ABSENT; the caller still owns old):
 * refreshes slots, drops caches. */
void ki_type_modified(KiState *ks, KiType *t, KiStr *name, KiValue old, KiValue new_);

/* A fresh instance of cls with its attribute slots UNBOUND and its C struct zeroed beyond the
 * header (built-in embedded layouts are then initialised by their own new_). NULL: MemoryError. */
KiObj *ki_instance_alloc(KiState *ks, KiType *cls);
/* What calling cls, which is not `type`, gives: made by its __new__, then initialised. */
KiValue ki_type_instance(KiState *ks, KiType *cls, KiValue *args, int nargs,
                         KiValue kwnames) KB_MUST_CHECK;

/* Builds the heap, every type of type.def and exception.def, the interned names. ks->alloc, config
 * and hash_key must be set. False: out of memory (ki_types_free still cleans up). */
bool ki_types_init(KiState *ks);
/* Frees all of that; every other object of the state must be gone or is freed with it. */
void ki_types_free(KiState *ks);
#endif
