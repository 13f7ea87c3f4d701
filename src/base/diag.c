/* Filling a KbDiag: the first report wins. */
#include "diag.h"

#include <stdarg.h>
#include <stdio.h>

bool kb_diag(KbDiag *d, KbDiagKind kind, int line, int col, int end_line, int end_col,
             const char *fmt, ...) {
    if (d->kind != KB_DIAG_NONE) return false;
    d->kind = kind;
    d->line = line;
    d->col = col;
    d->end_line = end_line;
    d->end_col = end_col;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(d->message, sizeof d->message, fmt, ap);
    va_end(ap);
    return false;
}
