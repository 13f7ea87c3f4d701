#ifndef KI_MOD_IO_TEXT_H
#define KI_MOD_IO_TEXT_H
/* What the files of TextIOWrapper know of one another. */
#include "mod_io.h"

enum { KI_IO_TEXT_CHUNK = 8192 };

static inline KiTextIO *ki_io_text_of(KiValue v) {
    return (KiTextIO *)ki_obj(v);
}
/* It has a buffer, and no other thread is reading: ValueError if not. */
bool ki_io_text_attached(KiState *ks, KiTextIO *t) KB_MUST_CHECK;
int ki_io_text_closed(KiState *ks, KiTextIO *t); /* the buffer is: 1, 0, -1 raised */
bool ki_io_text_check_open(KiState *ks, KiTextIO *t) KB_MUST_CHECK;
/* A method of the buffer, which may take it from the stream meanwhile. */
KiValue ki_io_text_call(KiState *ks, KiTextIO *t, const char *name, KiValue *args,
                        int n) KB_MUST_CHECK;
/* The same of the coder, which is there. */
KiValue ki_io_text_call_coder(KiState *ks, KiTextIO *t, const char *name, KiValue *args,
                              int n) KB_MUST_CHECK;
/* A function of _text_coder.py. */
KiValue ki_io_text_coder(KiState *ks, const char *name, KiValue *args, int n) KB_MUST_CHECK;
/* Makes the block, a pointer in *block, at least `need` bytes large. */
bool ki_io_text_reserve(KiState *ks, void *block, size_t *cap, size_t need) KB_MUST_CHECK;

/* mod_io_text_write.c: passes the encoded text on to the buffer (which may keep it). */
bool ki_io_text_flush_out(KiState *ks, KiTextIO *t) KB_MUST_CHECK;
/* self.flush(), which a subclass may have its own of. */
bool ki_io_text_flush_self(KiState *ks, KiValue self) KB_MUST_CHECK;
KiValue ki_io_text_m_write(KiState *ks, KiValue *a, int n);

/* mod_io_text_read.c: forgets what has been read ahead. */
void ki_io_text_drop_input(KiState *ks, KiTextIO *t);
KiValue ki_io_text_m_read(KiState *ks, KiValue *a, int nargs);
KiValue ki_io_text_m_readline(KiState *ks, KiValue *a, int n);
KiValue ki_io_text_next(KiState *ks, KiValue self);
KiValue ki_io_text_m_tell(KiState *ks, KiValue *a, int n);
KiValue ki_io_text_m_seek(KiState *ks, KiValue *a, int n);
KiValue ki_io_text_m_truncate(KiState *ks, KiValue *a, int n);
#endif
