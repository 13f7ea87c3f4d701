// The same host program in C++: handles release themselves, errors become C++ exceptions.
//
//     c++ embed.cpp $(pkg-config --cflags --libs kukri) -o embed && ./embed filter.py
#include <kukri.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct ScriptError : std::runtime_error {
    std::string traceback;
    explicit ScriptError(KuState *ku)
        : std::runtime_error(std::string(ku_error_type(ku)) + ": " + ku_error_message(ku)),
          traceback(ku_error_traceback(ku)) {
        ku_error_clear(ku);
    }
};

// An owned handle. A null handle throws what the script raised.
class Value {
  public:
    Value(KuState *ku, KuValue value) : ku_(ku), value_(value) {
        if (ku_is_null(value)) throw ScriptError(ku);
    }
    Value(const Value &) = delete;
    Value &operator=(const Value &) = delete;
    ~Value() { ku_release(ku_, value_); }
    KuValue get() const { return value_; }

  private:
    KuState *ku_;
    KuValue value_;
};

struct FreeState {
    void operator()(KuState *ku) const { ku_free(ku); }
};

KuValue host_log(KuState *ku, const KuValue *args, int, void *userdata) {
    const char *text = ku_to_str(ku, args[0], nullptr);
    if (!text) return ku_null();
    std::printf("[%d] %s\n", ++*static_cast<int *>(userdata), text);
    return ku_none();
}

KuValue call(KuState *ku, const char *name, const std::vector<KuValue> &args) {
    Value function(ku, ku_get_global(ku, name));
    return ku_call(ku, function.get(), args.data(), static_cast<int>(args.size()));
}

void use_script(KuState *ku, const char *path, std::vector<float> &samples) {
    if (ku_run_file(ku, path) != KU_OK) throw ScriptError(ku);
    const int64_t shape[] = {static_cast<int64_t>(samples.size())};
    Value tensor(ku,
                 ku_tensor(ku, samples.data(), KU_FLOAT32, 1, shape, nullptr, nullptr, nullptr));

    Value width(ku, ku_int(ku, 5));
    Value smooth(ku, call(ku, "smooth", {tensor.get(), width.get()}));
    KuTensorView view;
    if (ku_tensor_view(ku, smooth.get(), &view) != KU_OK) throw ScriptError(ku);
    std::printf("smooth:");
    for (int64_t i = 0; i < view.shape[0]; i++)
        std::printf(" %.3f", static_cast<const float *>(view.data)[i * view.strides[0]]);
    std::printf("\n");

    Value none(ku, call(ku, "normalise", {tensor.get()}));
    std::printf("samples[0] is now %.3f in the host's array\n", samples[0]);
    try {
        Value huge(ku, ku_int(ku, 1000));
        Value never(ku, call(ku, "smooth", {tensor.get(), huge.get()}));
    } catch (const ScriptError &e) {
        std::printf("the script said %s\n", e.what());
    }
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s filter.py\n", argv[0]);
        return 2;
    }
    std::vector<float> samples(16);
    for (int i = 0; i < 16; i++)
        samples[i] = std::sin(static_cast<float>(i) * 0.5f) + (i % 2 ? 0.3f : -0.3f);
    std::unique_ptr<KuState, FreeState> ku(ku_new(nullptr));
    if (!ku) return 1;
    try {
        int n_lines = 0;
        const KuFunctionDef functions[] = {
            {"log", "(text, /)", host_log, "Prints a line.", &n_lines},
            {nullptr, nullptr, nullptr, nullptr, nullptr}};
        Value module(ku.get(),
                     ku_module(ku.get(), "host", functions, "What the host offers to scripts."));
        use_script(ku.get(), argv[1], samples);
    } catch (const ScriptError &e) {
        std::fputs(e.traceback.c_str(), stderr);
        return 1;
    }
    return 0;
}
