/* Fuzz target for everything between a source text and running it: syntax tree, symbol tables,
 * code, the tree printed as text and compiled again, the listing of the code. The first byte
 * chooses the mode. Any text must compile or raise. */
#include "fuzz_driver.h"

static const char driver[] =
    "import ast, dis, io, sys, warnings\n"
    "warnings.simplefilter('ignore')\n"
    "modes = ['exec', 'eval', 'single']\n"
    "def one(data):\n"
    "    if not data: return\n"
    "    source, mode = data[1:], modes[data[0] % 3]\n"
    "    try:\n"
    "        code = compile(source, '<fuzz>', mode, dont_inherit=True, optimize=data[0] % 4 - 1)\n"
    "        dis.dis(code, file=io.StringIO())\n"
    "        tree = ast.parse(source, mode=mode)\n"
    "        ast.dump(tree, include_attributes=True)\n"
    "        compile(tree, '<tree>', mode)\n"
    "        text = ast.unparse(tree)\n"
    "    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):\n"
    "        return\n"
    "    try: ast.parse(text)\n"
    "    except (SyntaxError, ValueError, RecursionError, MemoryError):\n"
    "        return\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_one(driver, data, size);
}
