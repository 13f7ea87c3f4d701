/* A host program: everything kukri.h offers, checked. */
#include <kukri.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;
#define CHECK(c)                                                                                   \
    do {                                                                                           \
        if (!(c)) {                                                                                \
            failures++;                                                                            \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #c);                                         \
        }                                                                                          \
    } while (0)

static char captured[65536];
static size_t n_captured;
static bool capture(void *userdata, int stream, const char *text, size_t n) {
    (void)userdata, (void)stream;
    if (n_captured + n >= sizeof captured) return false;
    memcpy(captured + n_captured, text, n);
    n_captured += n;
    captured[n_captured] = 0;
    return true;
}

static KuValue add(KuState *ku, const KuValue *args, int n, void *userdata) {
    int64_t a, b;
    (void)n;
    ++*(int *)userdata;
    if (!ku_to_int(ku, args[0], &a) || !ku_to_int(ku, args[1], &b)) return ku_null();
    if (a < 0) return ku_raise(ku, "ValueError", "negative: %lld", (long long)a);
    return ku_int(ku, a + b);
}

typedef struct Counter {
    int64_t n;
} Counter;
static int destroyed;
static KuValue counter_type;

static KuValue counter_init(KuState *ku, const KuValue *args, int n, void *userdata) {
    (void)n, (void)userdata;
    Counter *c = ku_instance_data(ku, args[0], counter_type);
    return c && ku_to_int(ku, args[1], &c->n) ? ku_none() : ku_null();
}
static KuValue counter_next(KuState *ku, const KuValue *args, int n, void *userdata) {
    (void)n, (void)userdata;
    Counter *c = ku_instance_data(ku, args[0], counter_type);
    return c ? ku_int(ku, c->n++) : ku_null();
}
static KuValue counter_value(KuState *ku, const KuValue *args, int n, void *userdata) {
    (void)n, (void)userdata;
    Counter *c = ku_instance_data(ku, args[0], counter_type);
    return c ? ku_int(ku, c->n) : ku_null();
}
static void counter_destroy(void *data, void *userdata) {
    (void)data, (void)userdata;
    destroyed++;
}

static void values(void) {
    KuState *ku = ku_new(NULL);
    int64_t n;
    double d;
    CHECK(ku != NULL);
    KuValue v = ku_eval(ku, "[1, 2.5, 'x']");
    CHECK(!ku_is_null(v) && ku_kind(ku, v) == KU_KIND_LIST && ku_len(ku, v) == 3);
    KuValue a = ku_getitem_at(ku, v, 0), b = ku_getitem_at(ku, v, 1), c = ku_getitem_at(ku, v, 2);
    CHECK(ku_to_int(ku, a, &n) && n == 1);
    CHECK(ku_to_float(ku, b, &d) && d == 2.5);
    CHECK(!strcmp(ku_to_str(ku, c, NULL), "x"));
    CHECK(!ku_to_int(ku, c, &n) && !strcmp(ku_error_type(ku), "TypeError"));
    ku_error_clear(ku);
    CHECK(!ku_error_pending(ku));
    KuValue bad = ku_getitem_at(ku, v, 9);
    CHECK(ku_is_null(bad) && !strcmp(ku_error_type(ku), "IndexError") &&
          !strcmp(ku_error_message(ku), "list index out of range"));
    ku_error_clear(ku);
    KuValue it = ku_iter(ku, v), item;
    int count = 0;
    while (item = ku_next(ku, it), !ku_is_null(item)) {
        count++;
        ku_release(ku, item);
    }
    CHECK(count == 3 && !ku_error_pending(ku));
    KuValue keys[1] = {c}, vals[1] = {v}, dict = ku_dict(ku, keys, vals, 1), r = ku_repr(ku, dict);
    CHECK(!strcmp(ku_to_str(ku, r, NULL), "{'x': [1, 2.5, 'x']}"));
    CHECK(ku_set_global(ku, "d", dict) == KU_OK);
    KuValue f = ku_eval(ku, "lambda x, y=1, *, z=0: (x, y, z)");
    KuValue args[2] = {a, b};
    const char *const names[] = {"z"};
    KuValue t = ku_call_kw(ku, f, args, 2, names, 1), tr = ku_repr(ku, t);
    CHECK(!strcmp(ku_to_str(ku, tr, NULL), "(1, 1, 2.5)"));
    KuValue up = ku_call_method(ku, c, "upper", NULL, 0);
    CHECK(!strcmp(ku_to_str(ku, up, NULL), "X"));
    KuValue math = ku_import(ku, "math"), pi = ku_getattr(ku, math, "pi");
    CHECK(ku_to_float(ku, pi, &d) && d > 3.14 && d < 3.15);
    KuValue all[] = {v, a, b, c, it, dict, r, f, t, tr, up, math, pi};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        ku_release(ku, all[i]);
    ku_free(ku);
}

static void errors(void) {
    KuState *ku = ku_new(NULL);
    CHECK(ku_run_string(ku, "def f():\n    raise ValueError('bad')\nf()\n", "host.py") == KU_ERROR);
    CHECK(!strcmp(ku_error_type(ku), "ValueError") && !strcmp(ku_error_message(ku), "bad"));
    CHECK(strstr(ku_error_traceback(ku), "File \"host.py\", line 2, in f"));
    ku_error_clear(ku);
    CHECK(ku_run_string(ku, "x = ", "host.py") == KU_ERROR &&
          !strcmp(ku_error_type(ku), "SyntaxError"));
    ku_error_clear(ku);
    CHECK(ku_run_string(ku, "raise SystemExit(7)", "host.py") == KU_EXIT);
    CHECK(ku_report_error(ku) == 7 && !ku_error_pending(ku));
    CHECK(ku_run_interactive(ku, "if 1:\n", 6, "<in>", false) == KU_INCOMPLETE);
    CHECK(ku_run_interactive(ku, "y = 5\n", 6, "<in>", false) == KU_OK);
    CHECK(ku_run_interactive(ku, "x = )\n", 6, "<in>", false) == KU_ERROR);
    ku_error_clear(ku);
    CHECK(ku_run_interactive(ku, "x y", 3, "<in>", false) == KU_ERROR);
    ku_error_clear(ku);
    ku_free(ku);
}

static void host_functions(void) {
    KuConfig config;
    int calls = 0;
    ku_config_init(&config);
    config.write = capture;
    n_captured = 0;
    KuState *ku = ku_new(&config);
    KuFunctionDef functions[] = {{"add", "(a, b=10)", add, "Adds.", &calls},
                                 {NULL, NULL, NULL, NULL, NULL}};
    KuValue m = ku_module(ku, "host", functions, "The host's module.");
    CHECK(!ku_is_null(m));
    KuFunctionDef methods[] = {{"next", "(self)", counter_next, NULL, NULL},
                               {NULL, NULL, NULL, NULL, NULL}};
    KuFunctionDef props[] = {{"value", "(self)", counter_value, NULL, NULL},
                             {NULL, NULL, NULL, NULL, NULL}};
    KuTypeDef type = {"Counter",    "host",          "Counts.", sizeof(Counter), "(self, start=0)",
                      counter_init, counter_destroy, methods,   props,           NULL};
    counter_type = ku_type(ku, &type);
    CHECK(ku_setattr(ku, m, "Counter", counter_type) == KU_OK);
    const char *script =
        "import host\n"
        "print(host.add(1, 2), host.add(5), host.add(b=1, a=2))\n"
        "try: host.add(-1)\n"
        "except ValueError as e: print(e)\n"
        "try: host.add()\n"
        "except TypeError as e: print(e)\n"
        "c = host.Counter(5); c.next(); print(c.next(), c.value)\n"
        "class D(host.Counter):\n    def twice(self): return self.next(), self.next()\n"
        "print(D(start=1).twice())\n"
        "del c\n";
    KuStatus s = ku_run_string(ku, script, "script");
    CHECK(s == KU_OK);
    if (s != KU_OK) fputs(ku_error_traceback(ku), stdout);
    const char *want =
        "3 15 3\nnegative: -1\nadd() missing required argument 'a' (pos 1)\n6 7\n(1, 2)\n";
    CHECK(!strcmp(captured, want));
    if (strcmp(captured, want)) puts(captured);
    CHECK(calls == 4 && destroyed == 2);
    ku_release(ku, counter_type);
    ku_release(ku, m);
    ku_free(ku);
}

static uint64_t more_steps(KuState *ku, void *userdata) {
    (void)ku;
    return ++*(int *)userdata < 3 ? 1000 : 0;
}
static bool no_writing(void *userdata, const char *path, bool writes) {
    (void)userdata, (void)path;
    return !writes;
}

static void limits(void) {
    KuConfig config;
    int asked = 0;
    ku_config_init(&config);
    config.step_limit = 10000;
    config.on_step_limit = more_steps;
    config.step_data = &asked;
    config.memory_limit = 64 << 20;
    config.file_policy = no_writing;
    config.write = capture;
    KuState *ku = ku_new(&config);
    CHECK(ku_run_string(ku, "while True: pass", "loop") == KU_ERROR && asked == 3);
    CHECK(!strcmp(ku_error_type(ku), "RuntimeError"));
    ku_set_step_limit(ku, 0);
    CHECK(ku_run_string(ku, "x = [0] * 10**9", "big") == KU_NO_MEMORY);
    CHECK(ku_run_string(ku, "open('/tmp/kukri_policy_test', 'w')", "w") == KU_ERROR &&
          !strcmp(ku_error_type(ku), "PermissionError"));
    CHECK(ku_run_string(ku, "open('/dev/null').close()", "r") == KU_OK);
    CHECK(ku_run_string(ku, "def f(): f()\nf()", "deep") == KU_ERROR &&
          !strcmp(ku_error_type(ku), "RecursionError"));
    CHECK(ku_memory_used(ku) > 0 && ku_memory_peak(ku) >= ku_memory_used(ku));
    ku_free(ku);
}

static void isolation(void) {
    KuState *a = ku_new(NULL), *b = ku_new(NULL);
    CHECK(ku_run_string(a, "x = 1\nimport sys\nsys.mark = 5", "a") == KU_OK);
    CHECK(ku_run_string(b, "x", "b") == KU_ERROR);
    CHECK(ku_run_string(b, "import sys\nassert not hasattr(sys, 'mark')", "b") == KU_OK);
    ku_free(a);
    KuValue v = ku_eval(b, "sum(range(10))");
    int64_t n;
    CHECK(ku_to_int(b, v, &n) && n == 45);
    ku_release(b, v);
    ku_free(b);
}

static int released;
static void on_release(void *owner) {
    released += *(int *)owner;
}

static void tensors(void) {
    KuState *ku = ku_new(NULL);
    float data[6] = {1, 2, 3, 4, 5, 6};
    int one = 1;
    int64_t shape[2] = {2, 3};
    KuValue t = ku_tensor(ku, data, KU_FLOAT32, 2, shape, NULL, on_release, &one);
    CHECK(!ku_is_null(t) && ku_kind(ku, t) == KU_KIND_TENSOR);
    if (ku_is_null(t)) puts(ku_error_traceback(ku));
    CHECK(ku_set_global(ku, "t", t) == KU_OK);
    ku_release(ku, t);
    CHECK(ku_run_string(ku, "t[0, 0] = 10\ns = float(t.sum())\nu = t.t()", "tensor") == KU_OK);
    CHECK(data[0] == 10 && released == 0);
    KuValue u = ku_get_global(ku, "u");
    KuTensorView view;
    CHECK(ku_tensor_view(ku, u, &view) == KU_OK && view.data == data && view.dtype == KU_FLOAT32 &&
          view.ndim == 2);
    CHECK(view.shape[0] == 3 && view.shape[1] == 2 && view.strides[0] == 1 && view.strides[1] == 3);
    double d;
    KuValue s = ku_get_global(ku, "s");
    CHECK(ku_to_float(ku, s, &d) && d == 30);
    CHECK(ku_tensor_view(ku, s, &view) == KU_ERROR);
    ku_release(ku, s);
    ku_release(ku, u);
    CHECK(ku_run_string(ku, "del t, u", "del") == KU_OK && released == 1);
    ku_free(ku);
}

int main(void) {
    values();
    errors();
    host_functions();
    limits();
    isolation();
    tensors();
    puts(failures ? "FAILED" : "ok");
    return failures != 0;
}
