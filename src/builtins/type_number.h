#ifndef KI_TYPE_NUMBER_H
#define KI_TYPE_NUMBER_H
/* Registration of the number types' methods, and formatting shared among them. */
#include "../base/format_spec.h"
#include "../object/native.h"

bool ki_init_int_methods(KiState *ks) KB_MUST_CHECK;     /* type_int.c: and bool */
bool ki_init_float_methods(KiState *ks) KB_MUST_CHECK;   /* type_float.c */
bool ki_init_complex_methods(KiState *ks) KB_MUST_CHECK; /* type_complex.c */

/* The format_spec argument of __format__: UTF-8 and the value's type name. False: raised. */
bool ki_format_arg(KiState *ks, KiValue self, KiValue spec, KbFormatArg *out) KB_MUST_CHECK;
/* The text in `out` as a str, or the exception that *err describes; frees out. */
KiValue ki_format_fail(KiState *ks, const KbFmtError *err); /* raises it */
KiValue ki_format_result(KiState *ks, bool ok, KbStrbuf *out, const KbFmtError *err) KB_MUST_CHECK;
/* An exact int, float ... result of an alternative constructor for cls: cls(value) for subclasses.
 * Consumes v. */
KiValue ki_number_for_class(KiState *ks, KiValue cls, KiKind exact, KiValue v) KB_MUST_CHECK;
#endif
