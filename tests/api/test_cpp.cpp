// kukri.h from C++: one value through an interpreter and back.
#include <kukri.h>

#include <cstdio>

int main() {
    KuState *ku = ku_new(nullptr);
    if (!ku) return 1;
    KuValue v = ku_eval(ku, "sum(i * i for i in range(10))");
    int64_t n = 0;
    bool ok = !ku_is_null(v) && ku_to_int(ku, v, &n) && n == 285;
    ku_release(ku, v);
    ku_free(ku);
    std::puts(ok ? "ok" : "FAILED");
    return !ok;
}
