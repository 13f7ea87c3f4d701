/* Awaiting, asynchronous iteration and asynchronous generators (PEP 492, PEP 525): what await and
 * `async for` ask of objects, and the awaitables that __anext__, asend, athrow and aclose give. */
#include "gen.h"
#include "thread.h"

#include "../object/iter_slots.h"

/* --- await --- */

static bool is_awaitable_gen(KiValue v) {
    if (ki_is_kind(v, KI_K_COROUTINE)) return true;
    if (!ki_is_kind(v, KI_K_GENERATOR)) return false;
    KiGenerator *g = (KiGenerator *)ki_obj(v);
    return g->func && (g->func->code->flags & KI_CO_ITERABLE_COROUTINE);
}

/* The iterator behind an awaitable; NULL format: no text of its own for "not awaitable". */
static KiValue awaitable_iter(KiState *ks, KiValue v, const char *fmt) {
    if (is_awaitable_gen(v)) return ki_new_ref(v);
    KiType *t = ki_type_of(ks, v);
    if (!t->slots->await) return ki_raise(ks, KI_EXC_TypeError, fmt, ki_type_name(ks, v));
    KiValue it = t->slots->await(ks, v);
    if (it == KI_ERR) return KI_ERR;
    if (is_awaitable_gen(it)) {
        ki_decref(ks, it);
        return ki_raise(ks, KI_EXC_TypeError, "__await__() returned a coroutine");
    }
    if (!ki_type_of(ks, it)->slots->next) {
        ki_raise(ks, KI_EXC_TypeError, "__await__() returned non-iterator of type '%.100s'",
                 ki_type_name(ks, it));
        ki_decref(ks, it);
        return KI_ERR;
    }
    return it;
}

static KiValue get_awaitable(KiState *ks, KiValue v, int where) {
    static const char *const texts[] = {
        "object %.100s can't be used in 'await' expression",
        "'async with' received an object from __aenter__ that does not implement __await__: %.100s",
        "'async with' received an object from __aexit__ that does not implement __await__: %.100s"};
    KiValue it = awaitable_iter(ks, v, texts[where <= 2 ? where : 0]);
    if (ki_is_kind(it, KI_K_COROUTINE)) {
        KiGenerator *g = (KiGenerator *)ki_obj(it);
        if (g->func && ki_gen_delegate(g) != KI_ABSENT) {
            ki_decref(ks, it);
            return ki_raise(ks, KI_EXC_RuntimeError, "coroutine is being awaited already");
        }
    }
    return it;
}

static KiValue get_aiter(KiState *ks, KiValue v) {
    KiType *t = ki_type_of(ks, v);
    if (!t->slots->aiter)
        return ki_raise(ks, KI_EXC_TypeError,
                        "'async for' requires an object with __aiter__ method, got %.100s",
                        ki_type_name(ks, v));
    KiValue it = t->slots->aiter(ks, v);
    if (it == KI_ERR || ki_type_of(ks, it)->slots->anext) return it;
    ki_raise(
        ks, KI_EXC_TypeError,
        "'async for' received an object from __aiter__ that does not implement __anext__: %.100s",
        ki_type_name(ks, it));
    ki_decref(ks, it);
    return KI_ERR;
}

static KiValue get_anext(KiState *ks, KiValue v) {
    KiType *t = ki_type_of(ks, v);
    if (!t->slots->anext)
        return ki_raise(ks, KI_EXC_TypeError,
                        "'async for' requires an iterator with __anext__ method, got %.100s",
                        ki_type_name(ks, v));
    KiValue next = t->slots->anext(ks, v);
    if (next == KI_ERR || ki_is_kind(next, KI_K_ASYNC_GEN_OP)) return next;
    KiValue it = awaitable_iter(ks, next, "object %.100s can't be used in 'await' expression");
    if (it == KI_ERR) { /* whatever __await__ raised becomes the cause */
        KiValue cause = ki_take_exc(ks);
        ki_raise(ks, KI_EXC_TypeError,
                 "'async for' received an invalid object from __anext__: %.100s",
                 ki_type_name(ks, next));
        ki_exc_replaces(ks, cause);
    }
    ki_decref(ks, next);
    return it;
}

/* yield from: a coroutine only inside a coroutine. */
static KiValue yield_from_iter(KiState *ks, KiValue *R, KiValue v) {
    if (ki_is_kind(v, KI_K_COROUTINE)) {
        if (ki_frame_func(R)->code->flags & (KI_CO_COROUTINE | KI_CO_ITERABLE_COROUTINE))
            return ki_new_ref(v);
        return ki_raise(ks, KI_EXC_TypeError,
                        "cannot 'yield from' a coroutine object in a non-coroutine generator");
    }
    return ki_is_kind(v, KI_K_GENERATOR) ? ki_new_ref(v) : ki_iter(ks, v);
}

KI_SLOW(ki_op_await) {
    KiValue v = R[pc->b], r;
    ki_save(ks, R, pc);
    switch (pc->op) {
    case KI_OP_GET_AWAITABLE:
        r = get_awaitable(ks, v, pc->uc);
        break;
    case KI_OP_GET_AITER:
        r = get_aiter(ks, v);
        break;
    case KI_OP_GET_ANEXT:
        r = get_anext(ks, v);
        break;
    default:
        r = yield_from_iter(ks, R, v);
    }
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, v);
    return 0;
}

/* coroutine.__await__() */
KiValue ki_coroutine_await(KiState *ks, KiValue v) {
    return ki_iter_new(ks, KI_K_CORO_WRAPPER, v, 0, 0);
}

/* --- values and operations of asynchronous generators --- */

KiValue ki_async_gen_wrap(KiState *ks, KiValue v) {
    KiValue w = ki_iter_new(ks, KI_K_ASYNC_GEN_WRAPPED, v, 0, 0);
    ki_decref(ks, v);
    return w;
}

typedef enum OpState { OP_INIT, OP_ITER, OP_CLOSED } OpState;
typedef enum OpMode { OP_SEND, OP_THROW, OP_CLOSE } OpMode;

typedef struct AsyncOp {
    KiObj h;
    KiGenerator *gen;
    KiValue arg; /* value to send, or the exception to throw */
    uint8_t state, mode;
} AsyncOp;

static AsyncOp *op_of(KiValue v) {
    return (AsyncOp *)ki_obj(v);
}

/* First use of the generator: the event loop's hooks. */
static bool init_hooks(KiState *ks, KiGenerator *g) {
    if (g->ag_hooks_inited) return true;
    g->ag_hooks_inited = 1;
    KiValue t = *ki_thread_asyncgen_hooks(ks);
    if (t == KI_ABSENT) return true;
    ki_incref(t);
    KiValue first = ki_tuple_of(t)->items[0], final = ki_tuple_of(t)->items[1];
    if (final != KI_NONE) ki_assign(ks, &g->hooks_finalizer, ki_new_ref(final));
    bool ok = true;
    if (first != KI_NONE) {
        KiValue r = ki_call1(ks, first, ki_from_obj(g));
        ok = r != KI_ERR;
        if (ok) ki_decref(ks, r);
    }
    ki_decref(ks, t);
    return ok;
}

static KiValue op_new(KiState *ks, KiKind kind, KiGenerator *g, KiValue arg, OpMode mode) {
    if (!init_hooks(ks, g)) return KI_ERR;
    AsyncOp *o = (AsyncOp *)ki_object_alloc(ks, ks->types[kind], sizeof *o);
    if (!o) return KI_ERR;
    ki_incref_obj(&g->h);
    o->gen = g;
    o->arg = ki_new_ref(arg);
    o->state = OP_INIT;
    o->mode = (uint8_t)mode;
    return ki_from_obj(o);
}

KiValue ki_async_gen_anext(KiState *ks, KiValue v) {
    return op_new(ks, KI_K_ASYNC_GEN_OP, (KiGenerator *)ki_obj(v), KI_NONE, OP_SEND);
}

/* What a step of the generator means for the awaiting side: ABSENT with *result ends the await. */
static KiValue unwrap(KiState *ks, KiGenerator *g, KiValue r, KiValue body_result,
                      KiValue *result) {
    if (r == KI_ABSENT) { /* the body returned */
        ki_decref(ks, body_result);
        KiValue e = ki_exc_new(ks, ks->exceptions[KI_EXC_StopAsyncIteration], NULL, 0);
        if (e != KI_ERR) ki_restore_exc(ks, e);
        r = KI_ERR;
    }
    if (r == KI_ERR) {
        if (ki_pending_is(ks, KI_EXC_StopAsyncIteration) || ki_pending_is(ks, KI_EXC_GeneratorExit))
            g->ag_closed = 1;
        g->ag_running = 0;
        return KI_ERR;
    }
    if (!ki_is_kind(r, KI_K_ASYNC_GEN_WRAPPED)) return r; /* awaits something itself */
    *result = ki_new_ref(((KiIter *)ki_obj(r))->source);
    ki_decref(ks, r);
    g->ag_running = 0;
    return KI_ABSENT;
}

static bool ends_await(KiValue r) {
    return r == KI_ABSENT || r == KI_ERR;
}

static KiValue send_step(KiState *ks, AsyncOp *o, KiValue v, KiValue *result) {
    KiGenerator *g = o->gen;
    if (o->state == OP_CLOSED)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "cannot reuse already awaited __anext__()/asend()");
    if (o->state == OP_INIT) {
        if (g->ag_running)
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "anext(): asynchronous generator is already running");
        if (v == KI_NONE) v = o->arg;
        o->state = OP_ITER;
    }
    g->ag_running = 1;
    KiValue body, r = ki_gen_send(ks, g, v, &body);
    r = unwrap(ks, g, r, body, result);
    if (ends_await(r)) o->state = OP_CLOSED;
    return r;
}

/* aclose() swallows the two exceptions that mean "closed"; r and body as for unwrap. */
static KiValue swallow(KiState *ks, KiValue r, KiValue body, KiValue *result) {
    if (r == KI_ABSENT) {
        ki_decref(ks, body);
    } else if (r == KI_ERR) {
        if (!ki_pending_is(ks, KI_EXC_StopAsyncIteration) &&
            !ki_pending_is(ks, KI_EXC_GeneratorExit))
            return KI_ERR;
        ki_clear_exc(ks);
    } else {
        return r;
    }
    *result = KI_NONE;
    return KI_ABSENT;
}

/* A step of aclose(), which ends it unless the generator awaits something. */
static KiValue close_step(KiState *ks, AsyncOp *o, KiValue r, KiValue body, KiValue *result) {
    bool yielded = !ends_await(r) && ki_is_kind(r, KI_K_ASYNC_GEN_WRAPPED);
    if (!yielded && !ends_await(r)) return r;
    o->gen->ag_running = 0;
    o->state = OP_CLOSED;
    if (!yielded) return swallow(ks, r, body, result);
    ki_decref(ks, r);
    return ki_raise(ks, KI_EXC_RuntimeError, "async generator ignored GeneratorExit");
}

/* The exception that aclose() or athrow() throws (owned). */
static KiValue thrown(KiState *ks, AsyncOp *o) {
    if (o->mode == OP_CLOSE) return ki_exc_new(ks, ks->exceptions[KI_EXC_GeneratorExit], NULL, 0);
    KiTuple *t = ki_tuple_of(o->arg);
    return ki_throw_args(ks, t->items[0], t->len > 1 ? t->items[1] : KI_ABSENT,
                         t->len > 2 ? t->items[2] : KI_ABSENT);
}

static KiValue first_throw(KiState *ks, AsyncOp *o, KiValue *result) {
    KiGenerator *g = o->gen;
    o->state = OP_ITER;
    g->ag_running = 1;
    if (o->mode == OP_CLOSE) g->ag_closed = 1;
    int64_t n = o->mode == OP_THROW ? ki_tuple_of(o->arg)->len : 1;
    if (n < 1 || n > 3) /* leaves it as if it had begun */
        return ki_raise(ks, KI_EXC_TypeError, "athrow expected at %s, got %lld",
                        n ? "most 3 arguments" : "least 1 argument", (long long)n);
    KiValue body = KI_NONE, exc = thrown(ks, o);
    KiValue r = exc == KI_ERR ? KI_ERR : ki_gen_throw(ks, g, exc, &body);
    if (exc != KI_ERR) ki_decref(ks, exc);
    if (o->mode == OP_CLOSE) return close_step(ks, o, r, body, result);
    r = unwrap(ks, g, r, body, result);
    if (ends_await(r)) o->state = OP_CLOSED;
    return r;
}

static KiValue throw_step(KiState *ks, AsyncOp *o, KiValue v, KiValue *result) {
    KiGenerator *g = o->gen;
    if (o->state == OP_CLOSED)
        return ki_raise(ks, KI_EXC_RuntimeError, "cannot reuse already awaited aclose()/athrow()");
    if (g->state == KI_GEN_DONE) {
        o->state = OP_CLOSED;
        *result = KI_NONE;
        return KI_ABSENT;
    }
    if (o->state == OP_ITER) {
        KiValue body = KI_NONE, r = ki_gen_send(ks, g, v, &body);
        return o->mode == OP_CLOSE ? close_step(ks, o, r, body, result)
                                   : unwrap(ks, g, r, body, result);
    }
    if (g->ag_running) {
        o->state = OP_CLOSED;
        return ki_raise(ks, KI_EXC_RuntimeError,
                        o->mode == OP_CLOSE
                            ? "aclose(): asynchronous generator is already running"
                            : "athrow(): asynchronous generator is already running");
    }
    if (g->ag_closed) { /* by an aclose() that the body ignored */
        o->state = OP_CLOSED;
        KiValue e = ki_exc_new(ks, ks->exceptions[KI_EXC_StopAsyncIteration], NULL, 0);
        if (e != KI_ERR) {
            ki_raise_obj(ks, e);
            ki_decref(ks, e);
        }
        return KI_ERR;
    }
    if (v != KI_NONE)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "can't send non-None value to a just-started coroutine");
    return first_throw(ks, o, result);
}

/* throw() on an operation goes to the generator; only that of aclose() ends by what comes back. */
static KiValue throw_into(KiState *ks, AsyncOp *o, KiValue exc, KiValue *result) {
    if (o->state == OP_CLOSED)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        o->mode == OP_SEND ? "cannot reuse already awaited __anext__()/asend()"
                                           : "cannot reuse already awaited aclose()/athrow()");
    KiValue body = KI_NONE, r = ki_gen_throw(ks, o->gen, exc, &body);
    if (o->mode == OP_CLOSE)
        return !ends_await(r) && ki_is_kind(r, KI_K_ASYNC_GEN_WRAPPED)
                   ? close_step(ks, o, r, body, result)
                   : swallow(ks, r, body, result);
    r = unwrap(ks, o->gen, r, body, result);
    if (o->mode == OP_SEND && ends_await(r)) o->state = OP_CLOSED;
    return r;
}

KiValue ki_async_op_send(KiState *ks, KiValue v, KiValue sent, KiValue *result) {
    AsyncOp *o = op_of(v);
    *result = KI_NONE;
    return o->mode == OP_SEND ? send_step(ks, o, sent, result) : throw_step(ks, o, sent, result);
}

/* --- the types --- */

static void op_dealloc(KiState *ks, KiObj *v) {
    ki_decref_obj(ks, &((AsyncOp *)v)->gen->h);
    ki_decref(ks, ((AsyncOp *)v)->arg);
}
static void op_traverse(KiObj *v, KiVisitFn visit, void *arg) {
    visit(ki_from_obj(((AsyncOp *)v)->gen), arg);
    visit(((AsyncOp *)v)->arg, arg);
}

static KiValue stop_iteration(KiState *ks, KiValue value) {
    KiValue e =
        ki_exc_new(ks, ks->exceptions[KI_EXC_StopIteration], &value, value == KI_NONE ? 0 : 1);
    ki_decref(ks, value);
    if (e == KI_ERR) return KI_ERR;
    ki_raise_obj(ks, e);
    ki_decref(ks, e);
    return KI_ERR;
}

/* send(): also of coroutine wrappers. */
static KiValue m_send(KiState *ks, KiValue *args, int nargs) {
    KiValue result, r = ki_iter_send(ks, args[0], args[1], &result);
    return r == KI_ABSENT ? stop_iteration(ks, result) : r;
}
static KiValue m_next(KiState *ks, KiValue *args, int nargs) {
    KiValue result, r = ki_iter_send(ks, args[0], KI_NONE, &result);
    return r == KI_ABSENT ? stop_iteration(ks, result) : r;
}
static KiValue m_throw(KiState *ks, KiValue *args, int nargs) {
    KiValue exc = ki_throw_args(ks, args[1], args[2], args[3]), result = KI_NONE, r;
    if (exc == KI_ERR) return KI_ERR;
    if (ki_is_kind(args[0], KI_K_CORO_WRAPPER)) {
        r = ki_gen_throw(ks, (KiGenerator *)ki_obj(((KiIter *)ki_obj(args[0]))->source), exc,
                         &result);
    } else {
        r = throw_into(ks, op_of(args[0]), exc, &result);
    }
    ki_decref(ks, exc);
    return r == KI_ABSENT ? stop_iteration(ks, result) : r;
}
static KiValue m_close(KiState *ks, KiValue *args, int nargs) {
    if (ki_is_kind(args[0], KI_K_CORO_WRAPPER))
        return ki_gen_close(ks, (KiGenerator *)ki_obj(((KiIter *)ki_obj(args[0]))->source))
                   ? KI_NONE
                   : KI_ERR;
    op_of(args[0])->state = OP_CLOSED;
    return KI_NONE;
}

/* The slot drops the value, as slots do; SEND and next() ask ki_iter_send. */
static KiValue op_next(KiState *ks, KiValue v) {
    KiValue result, r = ki_iter_send(ks, v, KI_NONE, &result);
    return r == KI_ABSENT ? stop_iteration(ks, result) : r;
}
static KiValue op_self(KiState *ks, KiValue v) {
    return ki_new_ref(v);
}

const KiSlots ki_async_gen_op_slots = {.dealloc = op_dealloc,
                                       .traverse = op_traverse,
                                       .getattr = ki_generic_getattr,
                                       .await = op_self,
                                       .iter = op_self,
                                       .next = op_next,
                                       .struct_size = sizeof(AsyncOp),
                                       .type_flags = KI_TF_GC};
const KiSlots ki_async_gen_throw_slots = {.dealloc = op_dealloc,
                                          .traverse = op_traverse,
                                          .getattr = ki_generic_getattr,
                                          .await = op_self,
                                          .iter = op_self,
                                          .next = op_next,
                                          .struct_size = sizeof(AsyncOp),
                                          .type_flags = KI_TF_GC};
const KiSlots ki_coro_wrapper_slots = KI_ITER_SLOTS(op_next);
const KiSlots ki_async_gen_wrapped_slots = {.dealloc = ki_iter_dealloc,
                                            .traverse = ki_iter_traverse,
                                            .clear = ki_iter_clear,
                                            .getattr = ki_generic_getattr};

/* --- methods of asynchronous generators --- */

static KiValue ag_asend(KiState *ks, KiValue *args, int nargs) {
    return op_new(ks, KI_K_ASYNC_GEN_OP, (KiGenerator *)ki_obj(args[0]), args[1], OP_SEND);
}
static KiValue ag_athrow(KiState *ks, KiValue *args, int nargs) {
    return op_new(ks, KI_K_ASYNC_GEN_THROW, (KiGenerator *)ki_obj(args[0]), args[1], OP_THROW);
}
static KiValue ag_aclose(KiState *ks, KiValue *args, int nargs) {
    return op_new(ks, KI_K_ASYNC_GEN_THROW, (KiGenerator *)ki_obj(args[0]), KI_NONE, OP_CLOSE);
}

static KiValue ag_class_getitem(KiState *ks, KiValue *args, int nargs) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), args, 2, KI_ABSENT);
}

bool ki_async_types_init(KiState *ks) {
    static const KiDef op_methods[] = {
        {"send", "(self, arg, /)", (void *)m_send,
         "Send a value into coroutine: the result of the await that it stands at.", 0},
        {"throw", "(self, type, value=<absent>, traceback=<absent>, /)", (void *)m_throw,
         "Raise an exception in coroutine, where it is suspended.", 0},
        {"close", "(self, /)", (void *)m_close,
         "Raise GeneratorExit inside coroutine, where it is suspended.", 0},
        {"__next__", "(self, /)", (void *)m_next, "Implement next(self).", 0},
        KI_DEF_END};
    static const KiDef ag_methods[] = {
        {"asend", "(self, value, /)", (void *)ag_asend,
         "An awaitable that resumes the generator with a value.", KI_DEF_UNSIGNED},
        {"athrow", "(self, /, *args)", (void *)ag_athrow,
         "An awaitable that raises an exception where the generator is suspended.",
         KI_DEF_UNSIGNED},
        {"aclose", "(self, /)", (void *)ag_aclose,
         "An awaitable that raises GeneratorExit where the generator is suspended.",
         KI_DEF_UNSIGNED},
        {"__class_getitem__", "(cls, item, /)", ag_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    return ki_type_add_methods(ks, ks->types[KI_K_ASYNC_GEN_OP], op_methods) &&
           ki_type_add_methods(ks, ks->types[KI_K_ASYNC_GEN_THROW], op_methods) &&
           ki_type_add_methods(ks, ks->types[KI_K_CORO_WRAPPER], op_methods) &&
           ki_type_add_methods(ks, ks->types[KI_K_ASYNC_GEN], ag_methods);
}
