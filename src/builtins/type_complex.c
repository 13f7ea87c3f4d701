/* Methods and attributes of complex. */
#include "../object/containers.h"
#include "../object/number.h"
#include "builtins.h"
#include "type_number.h"

static KiValue complex_format(KiState *ks, KiValue *args, int nargs) {
    KbFormatArg a;
    if (!ki_format_arg(ks, args[0], args[1], &a)) return KI_ERR;
    if (a.spec_len == 0) return ki_str(ks, args[0]);
    KbStrbuf out;
    KbFmtError err;
    KiComplexNum c = ki_complex_of(args[0]);
    kb_strbuf_init(&out, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = kb_format_complex(&out, c.re, c.im, &a, &err);
    return ki_format_result(ks, ok, &out, &err);
}

static KiValue complex_conjugate(KiState *ks, KiValue *args, int nargs) {
    KiComplexNum c = ki_complex_of(args[0]);
    return ki_complex_new(ks, c.re, -c.im);
}

static KiValue complex_same(KiState *ks, KiValue *args, int nargs) {
    return ki_new_ref(ki_unbox(args[0]));
}

static KiValue complex_getnewargs(KiState *ks, KiValue *args, int nargs) {
    KiComplexNum c = ki_complex_of(args[0]);
    return ki_tuple_pack(ks, 2, ki_float(c.re), ki_float(c.im));
}

static const KiDef complex_defs[] = {
    {"conjugate", "(self, /)", complex_conjugate, "Return the complex conjugate of its argument.",
     0},
    {"__complex__", "(self, /)", complex_same, "Convert this value to exact type complex.", 0},
    {"__getnewargs__", "(self, /)", complex_getnewargs, NULL, 0},
    {"__format__", "(self, format_spec, /)", complex_format,
     "Convert to a string according to format_spec.", 0},
    KI_DEF_END,
};

static KiValue get_part(KiState *ks, KiValue self, void *closure) {
    KiComplexNum c = ki_complex_of(self);
    return ki_float(closure ? c.im : c.re);
}
static const KiGetsetDef complex_getsets[] = {
    {"real", get_part, NULL, "the real part of a complex number", (void *)0},
    {"imag", get_part, NULL, "the imaginary part of a complex number", (void *)1},
    {NULL, NULL, NULL, NULL, NULL},
};

bool ki_init_complex_methods(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_COMPLEX], complex_defs) &&
           ki_type_add_getsets(ks, ks->types[KI_K_COMPLEX], complex_getsets);
}
