#ifndef KI_CODE_IMAGE_H
#define KI_CODE_IMAGE_H
/* Compiled modules as read-only bytes: what tools/freeze_code.c writes when Kukri is built and
 * code_image.c turns back into code objects. Writer and reader are built from the same sources for
 * the same machine, so words lie there in its byte order and nothing is checked.
 *
 *   module  u32 n_values, u32 offset of the module's code, u32 offset[n_values], then the texts of
 *           values and codes. Offsets count from the first of these.
 *   value   a tag of KiImageTag and what it says; `ref` is the number of a value, a varint
 *   code    header: refs of name, qualname, doc; first_line, flags, n_args, n_posonly, n_kwonly,
 *           n_free, n_locals, n_regs, n_self_attrs; body: the arrays in the order of
 *           ki_code_load()
 *
 * A code object starts with its header alone. Its instructions are one LOAD_BODY, which makes the
 * body when the function is first called; whoever looks at them from outside a running frame calls
 * ki_code_need (code.h) before. Values are made once a module, when first needed; the table lives
 * as long as some code of the module lacks its body. */
#include "code.h"

typedef enum KiImageTag {
    KI_IMAGE_WORD,      /* u64: a value that is no pointer */
    KI_IMAGE_STR,       /* length, UTF-8 (lone surrogates in three bytes) */
    KI_IMAGE_NAME,      /* the same, interned */
    KI_IMAGE_BYTES,     /* length, bytes */
    KI_IMAGE_INT,       /* length, hexadecimal digits */
    KI_IMAGE_COMPLEX,   /* two doubles */
    KI_IMAGE_TUPLE,     /* length, refs */
    KI_IMAGE_FROZENSET, /* length, refs */
    KI_IMAGE_SLICE,     /* length 3, refs */
} KiImageTag;

/* An entry of co_consts: 2 n + 1 value n; 2 n the nested code at offset n. An entry of k[]: 0 a
 * count of zero words follows; 2 n + 1 value n; 2 n the nested code that is co_consts[n - 1]. */

typedef struct KiCodeImage {
    uint32_t refs; /* codes without body */
    uint32_t n_values;
    const uint8_t *offsets, *text;
    KiValue filename;
    KiValue values[]; /* 0: not made yet */
} KiCodeImage;

/* The code of a module, its body not made yet. NULL: MemoryError pending. */
KiCode *ki_code_image_open(KiState *ks, const uint8_t *module, const char *filename) KB_MUST_CHECK;
void ki_code_image_release(KiState *ks, KiCodeImage *im);
/* Empties the tables of values: they fill again when needed. */
void ki_code_images_forget(KiState *ks);
#endif
