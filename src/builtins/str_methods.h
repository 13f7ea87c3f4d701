#ifndef KI_STR_METHODS_H
#define KI_STR_METHODS_H
/* str's methods are spread over files by subject; type_str.c has the table. Native functions with
 * bound arguments: args[0] is the str. */
#include "../object/containers.h"
#include "../object/str_builder.h"

static inline KiStr *ki_self_str(KiValue *args) {
    return ki_str_of(args[0]);
}
static inline KiValue ki_substr(KiState *ks, KiStr *s, int64_t start, int64_t end) {
    return ki_str_slice(ks, s, start, end, 1, end - start);
}
/* The str itself as a result: exact also for a subclass instance. */
static inline KiValue ki_same_str(KiStr *s) {
    return ki_new_ref(ki_from_obj(s));
}
/* v must be a str, else TypeError "<prefix>must be str, not X". NULL: raised. */
KiStr *ki_need_str(KiState *ks, KiValue v, const char *prefix);

/* str_case.c */
KiValue ki_strm_lower(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_upper(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_title(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_capitalize(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_swapcase(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_casefold(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isalnum(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isalpha(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isascii(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isdecimal(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isdigit(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isidentifier(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_islower(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isnumeric(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isprintable(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isspace(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_istitle(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_isupper(KiState *ks, KiValue *args, int nargs);
/* str_split.c */
KiValue ki_strm_split(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_rsplit(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_splitlines(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_partition(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_rpartition(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_strip(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_lstrip(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_rstrip(KiState *ks, KiValue *args, int nargs);
/* str_replace.c */
KiValue ki_strm_replace(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_translate(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_maketrans(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_expandtabs(KiState *ks, KiValue *args, int nargs);
/* str_format.c */
KiValue ki_strm_format(KiState *ks, KiValue *args, int nargs, KiValue kwnames); /* raw */
KiValue ki_strm_format_map(KiState *ks, KiValue *args, int nargs);
KiValue ki_strm_dunder_format(KiState *ks, KiValue *args, int nargs);
#endif
