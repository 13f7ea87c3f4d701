#ifndef KI_TORCH_SIGNATURE_PRIVATE_H
#define KI_TORCH_SIGNATURE_PRIVATE_H
/* PyTorch's signatures as torch_signature.c reads them, for itself and torch_form.c. */
#include "torch_keywords.h"
#include "torch_signature.h"

enum { MAX_PARAMS = 20 };

typedef struct TsRow {
    const char *name;
    char place;
    const char *text;
} TsRow;

/* The words of torch_signature.def for types. */
#define PARAM_KINDS(K)                                                                             \
    K(TENSOR, "Tensor")                                                                            \
    K(NUMBER, "Number")                                                                            \
    K(INT, "int")                                                                                  \
    K(SYMINT, "SymInt")                                                                            \
    K(FLOAT, "float")                                                                              \
    K(BOOL, "bool")                                                                                \
    K(STR, "str")                                                                                  \
    K(NAME, "name")                                                                                \
    K(DTYPE, "torch.dtype")                                                                        \
    K(DEVICE, "torch.device")                                                                      \
    K(LAYOUT, "torch.layout")                                                                      \
    K(MEMORY_FORMAT, "torch.memory_format")                                                        \
    K(GENERATOR, "torch.Generator")                                                                \
    K(STORAGE, "torch.Storage")                                                                    \
    K(INTS, "tuple of ints")                                                                       \
    K(SYMINTS, "tuple of SymInts")                                                                 \
    K(NAMES, "tuple of names")                                                                     \
    K(FLOATS, "tuple of floats")                                                                   \
    K(NUMBERS, "tuple of Scalars")                                                                 \
    K(TENSORS, "tuple of Tensors")
typedef enum ParamKind {
#define K(name, word) P_##name,
    PARAM_KINDS(K)
#undef K
        P_OTHER
} ParamKind;

typedef struct Param {
    const char *type, *name; /* not terminated */
    ParamKind kind;
    int type_len, name_len;
    int size; /* of a sequence that one number may stand for; 0: none */
    bool none, optional, keyword;
} Param;
typedef struct Signature {
    const char *text;
    int len, n, max_pos, min_args;
    Param p[MAX_PARAMS];
} Signature;

/* What one call passes. */
typedef struct Call {
    KiState *ks;
    const char *name;
    char shown[64]; /* the name as messages have it */
    KiValue *args;
    int nargs, n_kw, self; /* self: 1 for a method, whose first argument stands ahead of args */
    KiValue kwnames;
    int order[KI_TORCH_MAX_KEYWORDS]; /* of the keywords in messages */
    bool numbers;                     /* a number passes for a tensor */
} Call;

/* All signatures of a row, read. */
typedef struct Options {
    bool obsolete; /* there is a form besides that is not listed */
    int n;
    Signature g[];
} Options;

/* The row of a function and what it says; NULL: there is none (or no memory). */
const TsRow *sig_look_up(KiState *ks, const char *name, char place, Options **options);
void sig_begin(Call *c, KiState *ks, const char *name, char place, KiValue *args, int nargs,
               KiValue kwnames);
/* Does the call fit? With `raise`, the reason why not becomes the exception. */
bool sig_match(Call *c, const Signature *g, bool raise);
bool sig_named(const Param *p, const char *name);
/* KI_ABSENT: the call has no such keyword. */
KiValue sig_keyword_value(Call *c, const Param *p);
/* The signature as messages have it. */
void sig_put_plain(KbStrbuf *b, const Signature *g);

/* The result of a call that fits a signature which our function does not read itself: one with a
 * number by position, or an obsolete form. KI_ABSENT: it fits none; the pending exception stays. */
KiValue ki_torch_other_form(KiState *ks, KiNative *f, KiValue *args, int nargs,
                            KiValue kwnames) KB_MUST_CHECK;
#endif
