#ifndef KI_MOD_IO_H
#define KI_MOD_IO_H
/* Streams: the C structs of the _io types and what their files call of one another.
 *
 *   KiTextIO   characters <-> bytes, over any buffer object
 *   KiBuffered a block of bytes over a raw stream, for reading, writing or both
 *   KiFileIO   a file descriptor
 *   KiBytesIO, KiStringIO   streams in memory
 *
 * Every struct starts with KiIoBase. A layer that stands directly on the native layer below calls
 * it in C; on anything else (a subclass, a script's own stream) it calls methods. */
#include "../object/containers.h"
#include "builtins.h"

typedef struct KiIoBase {
    KiObj h;
    bool closed, finalizing;
} KiIoBase;

typedef struct KiFileIO {
    KiIoBase base;
    int fd; /* -1 once closed */
    bool created, readable, writable, appending, closefd;
    int8_t seekable;      /* -1: not known yet */
    const KiHostIo *host; /* a standard stream of the host program instead of fd */
    int host_stream;
    KiValue name;
} KiFileIO;

/* Either rpos..rend holds bytes read ahead, or the first wlen bytes wait to be written; never both.
 */
typedef struct KiBuffered {
    KiIoBase base;
    bool readable, writable, detached;
    bool busy;                /* the raw stream is being called: nothing else may touch the block */
    struct KiThread *busy_by; /* by which thread; others wait */
    KiValue raw;              /* KI_ABSENT before __init__ and after detach */
    uint8_t *buf;
    size_t size, rpos, rend, wlen;
} KiBuffered;

typedef enum KiIoCodec { KI_IO_UTF8, KI_IO_ASCII, KI_IO_LATIN1, KI_IO_OTHER } KiIoCodec;

/* bytes[pos..end) have been read from the buffer of a text stream and are not yet decoded. */
typedef struct KiTextInput {
    uint8_t *bytes;
    size_t pos, end, cap;
    size_t first_cr; /* no '\r' in bytes[pos..first_cr) */
    size_t valid;    /* bytes[..valid) are whole characters */
    size_t read;     /* bytes[read..end) came with the read last */
} KiTextInput;

/* Decoding happens a line or a read at a time, so the position in the file is always exact. Other
 * encodings (KI_IO_OTHER), and all from the first byte on that is not valid, are read by `coder`, a
 * Reader of _text_coder.py. out holds encoded text not yet passed on. */
typedef struct KiTextIO {
    KiIoBase base;
    bool detached, line_buffering, write_through, translate_in, universal, telling, is_seekable;
    bool begun; /* something stands before what is written: no byte order mark is due */
    bool readable, writable;
    uint8_t seen_nl; /* 1 \n, 2 \r, 4 \r\n */
    KiIoCodec codec;
    struct KiThread *busy_by; /* this thread is reading; others wait */
    KiValue buffer, encoding, errors;
    KiValue coder, encoder;   /* ABSENT: none yet; the encoder is of KI_IO_OTHER */
    char nl_in[3], nl_out[3]; /* terminator to look for, what \n is written as; "" none */
    KiTextInput in;
    char *out;
    size_t out_len, out_cap;
} KiTextIO;

typedef struct KiBytesIO {
    KiIoBase base;
    uint8_t *data;
    size_t len, cap, pos;
    uint32_t exports;
} KiBytesIO;

typedef struct KiStringIO {
    KiIoBase base;
    uint32_t *data;
    size_t len, cap, pos;
    bool translate_in, universal, ready;
    uint8_t seen_nl;
    char nl_in[3], nl_out[3];
    bool has_newline_arg;
} KiStringIO;

typedef struct KiIoState {
    KiType *io_base, *raw_base, *buffered_base, *text_base;
    KiType *file, *reader, *writer, *random, *rwpair, *text, *bytes_io, *string_io, *bytes_buffer;
    KiType *unsupported, *newline_decoder;
} KiIoState;

enum { KI_IO_BUFFER_SIZE = 8192 };

static inline KiIoBase *ki_io_base(KiValue v) {
    return (KiIoBase *)ki_obj(v);
}

/* Shared checks and errors (mod_io.c). */
bool ki_io_check_open(KiState *ks, KiIoBase *b) KB_MUST_CHECK;
KiValue ki_io_unsupported(KiState *ks, const char *what);
KiValue ki_io_size_arg(KiState *ks, KiValue v,
                       int64_t *out) KB_MUST_CHECK; /* None and absent: -1 */
/* fname: who was called, for messages; NULL: StringIO, which has others. */
bool ki_io_set_newline(KiState *ks, const char *fname, KiValue newline, char nl_in[3],
                       char nl_out[3], bool *universal, bool *translate) KB_MUST_CHECK;
KiValue ki_io_newlines(KiState *ks, uint8_t seen);
KiValue ki_io_iter_self(KiState *ks, KiValue self);
KiValue ki_io_stream_name(KiState *ks, KiValue o); /* o.name, KI_ABSENT without one */
/* r, the result of a second step, after a first that raised `earlier` (consumed; KI_ABSENT:
 * nothing): the error of the second has that of the first as its context. */
KiValue ki_io_both(KiState *ks, KiValue earlier, KiValue r) KB_MUST_CHECK;
/* OSError `text` in place of the pending exception, which is its cause. */
void ki_io_failed(KiState *ks, const char *text);
/* The number that a method of a script's stream gave, ValueError if it is none of a size. */
bool ki_io_count(KiState *ks, KiValue v, int64_t *out) KB_MUST_CHECK;
/* ResourceWarning "unclosed `what` repr(o)"; nothing is pending before and after. */
void ki_io_resource_warning(KiState *ks, KiValue o, const char *what);
/* ResourceWarning of stream._dealloc_warn: source is dropped and closes itself. Keeps what is
 * pending. */
void ki_io_warn_unclosed(KiState *ks, KiValue stream, KiValue source);
/* After a system call failed with EINTR: runs signal handlers; false if one raised. */
bool ki_io_interrupted(KiState *ks) KB_MUST_CHECK;

/* Waits while another thread than the running one is entered as *busy_by. False: a signal handler
 * raised. */
bool ki_io_wait_turn(KiState *ks, struct KiThread **busy_by) KB_MUST_CHECK;

/* FileIO (mod_io_file.c). Counts are bytes; -1 error pending, -2 would block. */
KiType *ki_io_make_file_type(KiState *ks, KiType *base);
KiValue ki_io_file_open(KiState *ks, KiValue file, const char *mode, bool closefd,
                        KiValue opener) KB_MUST_CHECK;
KiValue ki_io_file_host(KiState *ks, const KiHostIo *host, int stream) KB_MUST_CHECK;
int64_t ki_io_file_read(KiState *ks, KiFileIO *f, void *buf, size_t n);
int64_t ki_io_file_write(KiState *ks, KiFileIO *f, const void *data, size_t n);
int64_t ki_io_file_seek(KiState *ks, KiFileIO *f, int64_t offset, int whence);
bool ki_io_file_close(KiState *ks, KiFileIO *f) KB_MUST_CHECK;
bool ki_io_file_isatty(KiFileIO *f);
bool ki_io_file_seekable(KiFileIO *f);

/* Buffered streams (mod_io_buffered.c). */
bool ki_io_make_buffered_types(KiState *ks, KiType *base) KB_MUST_CHECK;
KiValue ki_io_buffered_new(KiState *ks, KiType *t, KiValue raw, size_t size, bool readable,
                           bool writable) KB_MUST_CHECK;
static inline bool ki_io_is_buffered(KiValue v) {
    return ki_is_kind(v, KI_K_OPAQUE);
}
bool ki_io_is_native_buffered(KiState *ks, KiValue v); /* exact BufferedReader, Writer or Random */
bool ki_io_buffered_write(KiState *ks, KiBuffered *b, const void *data, size_t n) KB_MUST_CHECK;
/* Up to n bytes with at most one read of the raw stream; 0 at the end, -1 error. */
int64_t ki_io_buffered_read1(KiState *ks, KiBuffered *b, void *buf, size_t n);
bool ki_io_buffered_flush(KiState *ks, KiBuffered *b) KB_MUST_CHECK;

/* Text streams (mod_io_text.c, mod_io_text_write.c, mod_io_text_read.c). */
KiType *ki_io_make_text_type(KiState *ks, KiType *base);
KiValue ki_io_text_new(KiState *ks, KiType *t, KiValue buffer, KiValue encoding, KiValue errors,
                       KiValue newline, bool line_buffering, bool write_through) KB_MUST_CHECK;
bool ki_io_text_write(KiState *ks, KiTextIO *t, KiStr *s) KB_MUST_CHECK;
bool ki_io_text_flush(KiState *ks, KiTextIO *t) KB_MUST_CHECK;
KiValue ki_io_text_readline(KiState *ks, KiTextIO *t, int64_t limit) KB_MUST_CHECK;

/* Pickling of the streams in memory (mod_io_state.c): a copy of the attributes, or None; and
 * the state tuple with its last item, those attributes, and the position before it checked and
 * applied. */
KiValue ki_io_copy_dict(KiState *ks, KiValue self) KB_MUST_CHECK;
bool ki_io_set_state(KiState *ks, KiValue self, KiValue state, int len, int64_t *pos) KB_MUST_CHECK;

KiType *ki_io_make_bytes_type(KiState *ks, KiType *base);
KiType *ki_io_make_bytes_buffer_type(KiState *ks, KiType *base); /* of BytesIO.getbuffer() */
KiType *ki_io_make_string_type(KiState *ks, KiType *base);
#endif
