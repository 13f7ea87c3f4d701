#ifndef KI_THREAD_H
#define KI_THREAD_H
/* Threads of one state and the lock by which they take turns.
 *
 * Whoever holds the lock owns the state; its execution (VM stack, pending and handled exceptions,
 * recursion depth ...) lies in the fields of KiState and KiVm, where the VM wants it. The
 * executions of the waiting threads lie in their KiThread. They are exchanged only when another
 * thread gets the lock than the one that had it last, so a script without threads pays nothing, and
 * one whose other threads sleep pays a mutex per blocking call.
 *
 * The lock is given up around calls that may block (ki_gil_release ... ki_gil_acquire) and at a
 * safe point of the VM when another thread has waited for a switch interval (KI_BREAK_YIELD).
 * Between release and acquire nothing of the state may be touched, its allocator included.
 *
 * The lock and the records are plain memory, not on the state's account: a daemon thread that wakes
 * up when the state is gone still finds them, and ends. */
#include "vm.h"

typedef struct KiThread KiThread;

/* The main thread's record and the lock, held. False: out of memory. */
bool ki_threads_init(KiState *ks) KB_MUST_CHECK;
void ki_threads_free(KiState *ks);
/* Lets go of the running thread's context, locals and hooks; new ones come when asked for. */
void ki_thread_drop_values(KiState *ks);
/* No other thread will run any more. True if some are left (blocked, or about to notice): what they
 * may still touch, the state's memory, must then not be freed. */
bool ki_threads_stop(KiState *ks);

/* Gives the lock up before a call that may block; the result is for ki_gil_acquire. */
KiThread *ki_gil_release(KiState *ks);
/* Takes it back; keeps errno. Does not return if the state has ended meanwhile. */
void ki_gil_acquire(KiState *ks, KiThread *t);
/* At a safe point: lets another thread run if one waits. */
void ki_gil_yield(KiState *ks);
/* Gives the lock up until another thread calls ki_gil_notify or has run for a moment: to wait for a
 * change of something that the lock protects. */
void ki_gil_wait(KiState *ks);
void ki_gil_notify(KiState *ks);
/* ki_gil_wait for something that thread `other` will do. False, without waiting, if that thread
 * waits so for the running one, directly or through others. */
bool ki_thread_wait_for(KiState *ks, KiThread *other);
double ki_gil_interval(KiState *ks); /* seconds */
void ki_gil_set_interval(KiState *ks, double seconds);

/* Starts a thread that calls function(*args, **kwargs) (kwargs may be ABSENT) and finally `ended`
 * with the state's lock held, just before it is gone. Arguments borrowed. NULL: raised; the record
 * is valid until the lock is given up. */
typedef void (*KiThreadEnded)(KiState *ks, KiValue done);
KiThread *ki_thread_start(KiState *ks, KiValue function, KiValue args, KiValue kwargs, KiValue done,
                          KiThreadEnded ended) KB_MUST_CHECK;
/* {ident: innermost frame} of all threads in which code runs; or, with exceptions, what they handle
 * as (type, value, traceback). */
KiValue ki_threads_frames(KiState *ks) KB_MUST_CHECK;
KiValue ki_threads_exceptions(KiState *ks) KB_MUST_CHECK;
uint64_t ki_thread_ident(const KiThread *t);
bool ki_thread_is_main(KiState *ks); /* of the running thread */
/* What `ended` of the running thread gets from now on; also of the main thread and of threads that
 * were started without. */
void ki_thread_at_end(KiState *ks, KiValue done, KiThreadEnded ended);
int ki_thread_count(KiState *ks); /* all, the main one included */
int64_t ki_thread_stack_size(KiState *ks, int64_t set /* -1: only ask */);
/* A number that no other thread of the state has had. */
int64_t ki_thread_serial(const KiState *ks);
/* by_thread has an entry under the running thread's serial, which goes when the thread ends. The
 * thread does not own by_thread: who frees it has it forgotten before. */
bool ki_thread_note_local(KiState *ks, KiDict *by_thread) KB_MUST_CHECK;
void ki_thread_forget_local(KiState *ks, KiDict *by_thread);
/* Per-thread values of the running thread, owned by it; ABSENT at first. */
KiValue *ki_thread_context(KiState *ks);
KiValue *ki_thread_asyncgen_hooks(KiState *ks); /* (firstiter, finalizer) */
int *ki_thread_origin_depth(KiState *ks); /* frames that new coroutines remember (cr_origin) */
/* In the child after fork(): only the running thread is left, as the main thread. */
void ki_thread_forked(KiState *ks);
/* The lowest address that native recursion on this OS thread may reach. */
char *ki_c_stack_limit(void);
#endif
