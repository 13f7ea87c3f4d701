#ifndef KT_BLAS_LAZY_H
#define KT_BLAS_LAZY_H
/* OpenBLAS comes in when the first routine of it is needed: loading it costs more than all the rest
 * of a short script's start. Whoever calls BLAS or LAPACK asks here first. */
#include <stdbool.h>

/* True: the routines of blas.def may be called. False: the library is not there; *why (static text)
 * says what the loader said. */
bool kt_blas_load(const char **why);
#endif
